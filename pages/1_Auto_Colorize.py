"""Colour a photo at once, then choose how."""

import streamlit as st

from studio.ui import controls, models, opening, pictures, session, shell

shell.page("Auto Colorize", "Colours at once. Choose a style, look closer, download.")
upload = opening.required()

with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
    controls.style()
    view = pictures.view()
recipe = session.recipe()
controls.advanced(models.offered(recipe.model))

models.required(recipe.model)
with shell.explained():
    shown = pictures.colored(upload.photo(), recipe)
    pictures.compare(upload.photo(), shown, view)
    pictures.timings(shown)
    pictures.download(upload, recipe)
