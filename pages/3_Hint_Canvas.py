"""Say which colour goes where, and see the photo follow."""

import streamlit as st

from studio.ui import controls, files, models, opening, page, previews
from studio.ui.hint_canvas import actions, canvas, pen, table
from studio.ui.hint_canvas import controls as hint_controls

page.page("Hint Canvas", "Say which colour goes where; the photo follows along its edges.")
upload = opening.required()
photo, recipe = upload.photo(), actions.recipe()
models.required(recipe.model)
actions.explain()

pen.controls(max(photo.width, photo.height))
with st.container(horizontal=True, vertical_alignment="center"):
    hint_controls.history()
    hidden = st.toggle("Hide hints")
    unsure = st.toggle("Where next")
    pen.palette()

left, right = st.columns(2, gap="medium")
with left, st.container(gap=None), page.explained():
    sides = canvas.size(photo)
    canvas.draw(photo, sides, hidden=hidden, unsure=unsure)
with right, page.explained():
    canvas.result(photo, recipe, sides[0])
# Each in a place of its own: what comes and goes must not move the table, which would close it.
with st.container():
    actions.trouble()
hint_controls.facts(photo)
with st.container(), page.explained():
    hint_controls.at_hand(photo)
with st.container():
    hint_controls.notes(photo)
table.draw(photo.width, photo.height)
controls.advanced(actions.able())
previews.download(upload, recipe)
files.downloads(upload, recipe)
files.uploader()
