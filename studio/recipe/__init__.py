"""Recipe: what is wanted of a photo, as a value and as a document.

`recipe.Recipe` is the value, `recipe_reader.read` and `Recipe.to_json` its ways from and to JSON.
Stands on photo, for the masks and PNGs that carry one.
"""
