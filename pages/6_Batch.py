"""Colour many photos in one style."""

from studio.ui import page
from studio.ui.batch import form, watch
from studio.ui.panels import model_cards, recipe_files
from studio.ui.work import batches

page.begin(
    "Batch", "Many photos in one style. What is done stays done: Continue goes on from there."
)

settings = form.settings()
model_cards.require(settings.recipe.model)
if form.source(settings) == form.HERE:
    watch.draw(batches.find(batches.FOLDERS))
else:
    watch.offer_style(batches.find_own(), settings)
    watch.draw(batches.find_own())
    watch.offer_removal(batches.find_own())
recipe_files.draw()
