"""Compare a photo under several recipes, and take the one that looks best."""

import streamlit as st

from studio.ui import compare, controls, files, models, opening, page
from studio.ui.work import cache, session

head = page.page("Compare", "Press one picture for A and another for B; look closer, use one.")
upload = opening.required()
models.required(session.recipe().model)
photo = cache.open_photo(upload)

left, right = st.columns([2, 3], gap="medium")
with left, page.show_errors():
    picked = compare.sheet(photo, compare.tiles(photo))
    models.offer_richer()
    compare.uploader()
# A place of its own: what comes and goes must not move the pictures, which would unzoom them.
with right, st.container(key="beside-tiles"), page.show_errors():
    compare.pair(upload, picked)
with st.container(), page.show_errors():
    compare.origins(photo)
with head:
    controls.undo_and_redo()
files.download_recipe(upload, session.recipe())
