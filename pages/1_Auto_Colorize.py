"""Colour a photo at once, then choose how."""

import streamlit as st

from studio.ui import controls, files, models, opening, page, previews, session

head = page.page("Auto Colorize", "Colours at once. Choose a style, look closer, download.")
upload = opening.required()

controls.style()
recipe = session.recipe()
controls.advanced(models.offered(recipe.model))

models.required(recipe.model)
with page.show_errors(), st.container():
    shown = previews.colored(upload.photo(), recipe)
    previews.compare(upload.photo(), shown)
    previews.timings(shown)
    models.offer_richer()
    with head:
        files.download_picture(upload, recipe)
    files.download_options(upload.photo())
files.download_recipe(upload, recipe)
files.open_recipe()
