"""Colour a photo at once, then choose how."""

import streamlit as st

from studio.language import _
from studio.ui import page
from studio.ui.auto_colorize import arrival, result
from studio.ui.hint_canvas import selection
from studio.ui.language import tell
from studio.ui.panels import (
    contrast,
    controls,
    downloads,
    model_cards,
    opening,
    recipe_files,
    reference_popover,
)
from studio.ui.widgets import alerts
from studio.ui.work import cache, previews, session

head = page.begin(_("Auto Colorize"), _("Colours at once. Choose a style, look closer, download."))
upload = opening.require_photo()
recipe = session.recipe()
arrival.greet(upload)

photo = cache.open_photo(upload)
contrast.offer(photo)
with st.container():
    picture, side = result.lay_out(photo)
controls.draw_model(model_cards.list_offered(recipe.model))
about = st.container()
with picture, alerts.show_errors():
    model_cards.require(recipe.model)
    made = previews.color(photo, recipe)
    result.compare(photo, recipe, selection.open_spot)
    alerts.show_remembered_error()
    with side:
        result.offer_correction()
        result.draw_styles(photo)
        controls.draw_strength()
        contrast.draw()
        reference_popover.draw(photo)
        model_cards.offer_richer()
    with head:
        controls.offer_undo()
        downloads.offer_picture(upload, recipe)
    with about, st.expander(tell("About this photo")):
        result.tell_facts(photo)
        result.tell_seconds(made)
downloads.choose_options(photo)
downloads.offer_recipe(upload, recipe)
recipe_files.draw()
