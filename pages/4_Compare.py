"""Compare a photo under several recipes, and take the one that looks best."""

import streamlit as st

from studio.ui import comparing, models, opening, saving, session, shell

shell.page("Compare", "One photo under several recipes: pick two, look closer, use one.")
upload = opening.required()
models.required(session.recipe().model)
photo = upload.photo()

found = comparing.candidates()
picked = comparing.sheet(photo, found)
comparing.uploader()
# In places of their own: what comes and goes must not move the pictures, which would unzoom them.
with st.container(), shell.explained():
    comparing.pair(photo, picked)
with st.container(), shell.explained():
    comparing.origins(photo)
saving.downloads(upload, session.recipe())
