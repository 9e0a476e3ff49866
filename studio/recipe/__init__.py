"""Recipe: what is wanted of a photo, as a value and as a document.

`recipe.Recipe` is the value, which `recipe_reader.read` reads from JSON or a PNG. Stands on photo,
for masks and for PNGs.
"""
