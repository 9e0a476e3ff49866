"""Colour a folder of photos."""

from studio.ui import batch, files, models, page

page.page(
    "Batch", "A whole folder with one recipe. What is done stays done: Continue goes on from there."
)

recipe = batch.recipe()
models.required(recipe.model)
batch.form(recipe)
batch.watch()
files.open_recipe()
