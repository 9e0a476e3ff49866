"""Open photos, pick up earlier work, and see which models are ready.

Streamlit's `run` finds the server in it, then runs it once more for each visitor.
"""

import streamlit as st

from studio.ui import models, opening, page, recent
from studio.ui.server import guard, hosts
from studio.ui.work import session

if __name__ == "__main__":
    # First: what the page asks of the browser would be answered for this page, and lead back.
    page.follow(page.AUTO, page.BATCH)
    page.page(page.NAME, "Give a black-and-white photo plausible colours, on your own computer.")
    opening.uploader()
    if session.upload():
        st.page_link(page.AUTO, label="Go on with the photo at hand")
    recent.draw()
    st.subheader("Or try a sample", anchor=False)
    opening.sample_row()
    with st.expander("Models"):
        models.gallery()
else:
    app = st.App(__file__, middleware=guard.MIDDLEWARE, lifespan=hosts.living)
