"""Say which colour goes where, and see the photo follow."""

import streamlit as st

from studio.ui import controls, files, models, opening, page, reference
from studio.ui.hint_canvas import actions, at_hand, canvas, notes, pen, table
from studio.ui.work import cache, session

head = page.page("Hint Canvas", "Say which colour goes where; the photo follows along its edges.")
upload = opening.required()
photo, recipe = cache.open_photo(upload), actions.recipe()
models.required(recipe.model)
actions.explain()

canvas.draw(photo, session.recipe())
# Each in a place of its own: what comes and goes must not move the table, which would close it.
with st.container(horizontal=True, vertical_alignment="center"):
    notes.facts(photo)
    pen.palette()
    actions.clear()
    reference.offer(photo)
with st.container(), page.show_errors():
    at_hand.several_answers(photo)
with st.container():
    notes.out_of_reach(photo)
table.draw(photo.width, photo.height)
controls.advanced(actions.able())
with head:
    controls.undo_and_redo()
    files.download_picture(upload, recipe)
files.download_options(photo)
files.download_recipe(upload, recipe)
files.open_recipe()
