"""Rendering: a photo and a recipe make a colour picture.

`render.render` is the one place where they meet, `export.save` writes what comes of it. Stands on
segment, recipe, models and photo.
"""
