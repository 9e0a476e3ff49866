"""Compare a photo under several recipes, and take the one that looks best."""

import streamlit as st

from studio.ui import page
from studio.ui.compare import origins, pair, sheet
from studio.ui.panels import controls, downloads, model_cards, opening
from studio.ui.widgets import alerts
from studio.ui.work import cache, session

head = page.begin("Compare", "Press one picture for A and another for B; look closer, use one.")
upload = opening.require_photo()
model_cards.require(session.recipe().model)
photo = cache.open_photo(upload)

left, right = st.columns([2, 3], gap="medium")
with left, alerts.show_errors():
    picks = sheet.draw(photo, sheet.tiles(photo))
    model_cards.offer_richer()
    sheet.receive_recipes()
# A place of its own: what comes and goes must not move the pictures, which would unzoom them.
with right, st.container(key="beside-tiles"), alerts.show_errors():
    pair.draw(upload, picks)
with st.container(), alerts.show_errors():
    origins.draw(photo)
with head:
    controls.offer_undo()
downloads.offer_recipe(upload, session.recipe())
