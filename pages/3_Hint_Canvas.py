"""Say which colour goes where, and see the photo follow."""

import streamlit as st

from studio.ui import (
    canvas,
    controls,
    hint_controls,
    hint_table,
    hinting,
    models,
    opening,
    pen,
    pictures,
    saving,
    shell,
)

shell.page("Hint Canvas", "Say which colour goes where; the photo follows along its edges.")
upload = opening.required()
photo, recipe = upload.photo(), hinting.recipe()
models.required(recipe.model)
hinting.explain()

pen.controls(max(photo.width, photo.height))
with st.container(horizontal=True, vertical_alignment="center"):
    hint_controls.actions()
    hidden = st.toggle("Hide hints")
    unsure = st.toggle("Where next")
    pen.palette()

left, right = st.columns(2, gap="medium")
with left, st.container(gap=None), shell.explained():
    sides = canvas.size(photo)
    canvas.draw(photo, sides, hidden=hidden, unsure=unsure)
with right, shell.explained():
    canvas.result(photo, recipe, sides[0])
# Each in a place of its own: what comes and goes must not move the table, which would close it.
with st.container():
    hinting.trouble()
hint_controls.facts(photo)
with st.container(), shell.explained():
    hint_controls.at_hand(photo)
with st.container():
    hint_controls.notes(photo)
hint_table.draw(photo.width, photo.height)
controls.advanced(hinting.able())
pictures.download(upload, recipe)
saving.downloads(upload, recipe)
saving.uploader()
