"""Open photos, pick up earlier work, and see which models are ready."""

import streamlit as st

from studio.ui import models, opening, page, recent, session

page.page(page.NAME, "Give a black-and-white photo plausible colours, on your own computer.")
page.follow(page.AUTO, page.BATCH)

opening.uploader()
if session.upload():
    st.page_link(page.AUTO, label="Go on with the photo at hand")
recent.draw()
st.subheader("Or try a sample", anchor=False)
opening.sample_row()
with st.expander("Models"):
    models.gallery()
