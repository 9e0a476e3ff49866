"""Segment: what is where in a photo, and which pixels are meant.

`finder.Finder` finds the regions that a recipe names. Stands on recipe, models and photo.
"""
