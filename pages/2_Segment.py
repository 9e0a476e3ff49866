"""See what is where, and aim colour at it."""

import streamlit as st

from studio.language import _
from studio.ui import page
from studio.ui.panels import controls, downloads, opening, recipe_files
from studio.ui.segment import (
    action,
    class_picker,
    expert,
    layers,
    region_picture,
    state,
)
from studio.ui.widgets import alerts
from studio.ui.work import cache, session

head = page.begin(
    _("Segment"), _("Click a thing, say what to do with it: the rest stays untouched.")
)
upload = opening.require_photo()
photo = cache.open_photo(upload)

left, right = st.columns([2.4, 1], gap="medium")
with left, alerts.show_errors():
    region_picture.draw(photo, session.recipe(), state.current())
with right, alerts.show_errors():
    class_picker.draw(photo)
    with st.container(key="action-panel"):
        action.draw(upload)
    layers.draw()
with alerts.show_errors():
    expert.draw(upload)
class_picker.offer_models()
with head:
    controls.offer_undo()
    downloads.offer_picture(upload, session.recipe())
downloads.choose_options(photo)
downloads.offer_recipe(upload, session.recipe())
recipe_files.draw()
