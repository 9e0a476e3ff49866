"""Compare a photo under several recipes, and take the one that looks best."""

import streamlit as st

from studio.language import _
from studio.ui import page
from studio.ui.compare import origins, pair, sheet
from studio.ui.panels import controls, downloads, model_cards, opening
from studio.ui.widgets import alerts
from studio.ui.work import cache, session

head = page.begin(_("Compare"), _("Two pictures or four of one photo: look closer, use one."))
upload = opening.require_photo()
model_cards.require(session.recipe().model)
photo = cache.open_photo(upload)

# Each in a place of its own: what comes and goes must not move the pictures, and unzoom them.
with st.container(), alerts.show_errors():
    picks = sheet.draw(photo, sheet.tiles(photo))
with st.container(), alerts.show_errors():
    pair.draw(upload, picks)
with st.container(), alerts.show_errors():
    model_cards.offer_richer()
    sheet.receive_recipes()
with st.container(), alerts.show_errors():
    origins.draw(photo)
with head:
    controls.offer_undo()
downloads.offer_recipe(upload, session.recipe())
