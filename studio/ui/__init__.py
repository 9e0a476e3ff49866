"""The studio in the browser: all that draws, and nothing that computes.

Home.py and `pages/` call one module of it each. Stands on everything but the command line.
"""
