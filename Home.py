"""Open a photo, and see what the studio can do with it.

Streamlit's `run` finds the server in it, then runs it once more for each visitor.
"""

import streamlit as st

from studio.ui import guard, models, opening, page, previews, recent, saving, server, session

if __name__ == "__main__":
    page.page(page.NAME, "Give a black-and-white photo plausible colours, on your own computer.")

    upload = session.upload()
    if upload is None:
        opening.uploader()
        st.markdown("Or try a sample:")
        opening.sample_row()
    else:
        picture, facts = st.columns([3, 2], gap="large")
        with picture:
            previews.draw(upload.photo(), previews.jpeg(upload.photo()), "The photo")
        with facts:
            previews.tell(upload.photo())
            opening.tell_recipe(upload)
            if st.button("Colorize it", type="primary"):
                st.switch_page("pages/1_Auto_Colorize.py", query_params=saving.address())
        with st.expander("Open another photo"):
            opening.uploader()
            opening.sample_row()

    recent.draw()
    models.gallery()
else:
    app = st.App(__file__, middleware=guard.MIDDLEWARE, lifespan=server.living)
