"""Colour a photo at once, then choose how."""

import streamlit as st

from studio.ui import page
from studio.ui.auto_colorize import arrival, result
from studio.ui.panels import (
    controls,
    downloads,
    model_cards,
    opening,
    recipe_files,
    reference_popover,
)
from studio.ui.widgets import alerts
from studio.ui.work import cache, previews, session

head = page.begin("Auto Colorize", "Colours at once. Choose a style, look closer, download.")
upload = opening.require_photo()
recipe = session.recipe()
arrival.greet(upload)

picture = st.container()
controls.draw(model_cards.list_offered(recipe.model))
with picture:
    model_cards.require(recipe.model)
    with alerts.show_errors():
        photo = cache.open_photo(upload)
        made = previews.color(photo, recipe)
        result.compare(photo, made)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link("pages/3_Hint_Canvas.py", label="A colour is wrong? Click it.")
            model_cards.offer_richer()
        result.draw_styles(photo)
        reference_popover.draw(photo)
        alerts.show_remembered_error()
        with head:
            controls.offer_undo()
            downloads.offer_picture(upload, recipe)
        with st.expander("About this photo"):
            result.tell_facts(photo)
            result.tell_seconds(made)
downloads.choose_options(cache.open_photo(upload))
downloads.offer_recipe(upload, recipe)
recipe_files.draw()
