"""Colour many photos in one style."""

from studio.ui import files, models, page
from studio.ui.batch import form, owned, watch

page.page(
    "Batch", "Many photos in one style. What is done stays done: Continue goes on from there."
)

settings = form.settings()
models.required(settings.recipe.model)
if form.source(settings) == form.HERE:
    watch.draw(owned.background(owned.FOLDERS))
else:
    watch.restyle(owned.mine(), settings)
    watch.draw(owned.mine())
    watch.removal(owned.mine())
files.open_recipe()
