"""Colour a folder of photos."""

from studio.ui import batching, models, saving, shell

shell.page(
    "Batch", "A whole folder with one recipe. What is done stays done: Start goes on from there."
)

recipe = batching.recipe()
models.required(recipe.model)
batching.form(recipe)
batching.watch()
saving.uploader()
