"""Say which colour goes where, and see the photo follow."""

import streamlit as st

from studio.language import _
from studio.ui import page
from studio.ui.hint_canvas import actions, freehand, hint_picture, notes, pen, selection, table
from studio.ui.panels import (
    controls,
    downloads,
    model_cards,
    opening,
    picker_choice,
    recipe_files,
    reference_popover,
)
from studio.ui.widgets import alerts
from studio.ui.work import cache, session

head = page.begin(
    _("Hint Canvas"), _("Say which colour goes where; the photo follows along its edges.")
)
upload = opening.require_photo()
photo = cache.open_photo(upload)
recipe = actions.recipe()
model_cards.require(recipe.model)
actions.explain()

hint_picture.draw(photo, session.recipe())
# Each in a place of its own: what comes and goes must not move the table, which would close it.
with st.container(horizontal=True, vertical_alignment="center"):
    notes.tell_facts(photo)
    pen.draw_palette()
    actions.offer_clearing()
    reference_popover.draw(photo)
with st.container(), alerts.show_errors():
    selection.offer_answers(photo)
with st.container():
    notes.tell_unreachable(photo)
with st.container(), alerts.show_errors():
    freehand.draw(photo, recipe)
table.draw(photo.width, photo.height)
controls.draw(actions.list_models())
picker_choice.offer()
with head:
    controls.offer_undo()
    downloads.offer_picture(upload, recipe)
downloads.choose_options(photo)
downloads.offer_recipe(upload, recipe)
recipe_files.draw()
