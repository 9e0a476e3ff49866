"""Colour many photos in one style."""

import streamlit as st

from studio.language import _
from studio.ui import page
from studio.ui.batch import form, watch
from studio.ui.language import tell
from studio.ui.panels import model_cards, opening, recipe_files
from studio.ui.work import batches

page.begin(
    _("Batch"),
    _("Many photos in one style. What is done stays done: Continue goes on from there."),
)
page.follow(page.CANVAS)

opening.tell_left_out()
form.arrive()
state = st.container()  # first: who comes back wants to see how far it is
settings = form.settings()
model_cards.require(settings.recipe.model)
if form.source(settings) == form.HERE:
    if desk := batches.find_folders():
        with state:
            watch.draw(desk)
        watch.draw_results(desk)
        watch.offer_removal(desk, tell("Forget these folders"))
elif desk := batches.find_own():
    with state:
        watch.draw(desk)
    watch.offer_style(desk, settings)
    watch.draw_results(desk)
    watch.offer_removal(desk, tell("Delete these photos and results"))
recipe_files.draw()
