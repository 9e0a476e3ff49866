"""Compare a photo under several recipes, and take the one that looks best."""

import streamlit as st

from studio.ui import compare, files, models, opening, page, session

page.page("Compare", "One photo under several recipes: pick two, look closer, use one.")
upload = opening.required()
models.required(session.recipe().model)
photo = upload.photo()

picked: list = []
with page.show_errors():
    found = compare.candidates(photo)
    picked = compare.sheet(photo, found)
compare.uploader()
models.offer_richer()
# In places of their own: what comes and goes must not move the pictures, which would unzoom them.
with st.container(), page.show_errors():
    compare.pair(photo, picked)
with st.container(), page.show_errors():
    compare.origins(photo)
files.download_recipe(upload, session.recipe())
