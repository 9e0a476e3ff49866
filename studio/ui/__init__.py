"""The studio in the browser: all that draws, and nothing that computes.

`page.begin` begins each page, `work.session.change` changes the recipe on all of them. Stands on
everything but training and the command line.
"""
