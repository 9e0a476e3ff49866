"""Say which colour goes where, and see the photo follow."""

import streamlit as st

from studio.ui import controls, files, models, opening, page, previews
from studio.ui.hint_canvas import actions, at_hand, canvas, notes, pen, table

page.page("Hint Canvas", "Say which colour goes where; the photo follows along its edges.")
upload = opening.required()
photo, recipe = upload.photo(), actions.recipe()
models.required(recipe.model)
actions.explain()

pen.controls(max(photo.width, photo.height))
with st.container(horizontal=True, vertical_alignment="center"):
    actions.history()
    hidden = st.toggle("Hide hints")
    unsure = st.toggle("Where next")
    pen.palette()

left, right = st.columns(2, gap="medium")
with left, st.container(gap=None), page.show_errors():
    sides = previews.fit(photo)
    canvas.draw(photo, sides, hidden=hidden, unsure=unsure)
with right, page.show_errors():
    canvas.result(photo, recipe, sides[0])
# Each in a place of its own: what comes and goes must not move the table, which would close it.
with st.container():
    page.show_remembered_error()
notes.facts(photo)
with st.container(), page.show_errors():
    at_hand.draw(photo)
with st.container():
    notes.out_of_reach(photo)
table.draw(photo.width, photo.height)
controls.advanced(actions.able())
files.download_picture(upload, recipe)
files.download_recipe(upload, recipe)
files.open_recipe()
