"""Open photos, pick up earlier work, and see which models are ready.

Streamlit's `run` finds the server in it, then runs it once more for each visitor.
"""

from functools import partial

import streamlit as st

from studio.language import _
from studio.ui import page
from studio.ui.home import recent_works, sample_cards
from studio.ui.language import tell
from studio.ui.panels import model_cards, opening
from studio.ui.server import film_files, front_page, guard, lifespan, pictures, programs
from studio.ui.work import batches, cache, saving, session

if __name__ == "__main__":
    # First: what the page asks of the browser would be answered for this page, and lead back.
    page.follow(page.AUTO, page.BATCH, page.FILM)
    page.begin(
        page.NAME, _("Give a black-and-white photo plausible colours, on your own computer.")
    )
    opening.draw()
    if session.upload():
        st.page_link(page.AUTO, label=tell("Go on with the photo at hand"))
    if saving.OWN_FILM.get():
        label = tell("Go on with the film at hand")
        st.page_link(page.FILM, label=label, query_params=saving.address())
    if batches.is_at_hand():
        label = tell("Go on with the batch at hand")
        st.page_link(page.BATCH, label=label, query_params=saving.address())
    recent_works.draw()
    st.subheader(tell("Or try a sample"), anchor=False)
    sample_cards.draw()
    with st.expander(tell("Models")):
        model_cards.gallery()
else:
    live = partial(lifespan.live, forget=cache.forget)
    first = front_page.make_routes(page.PAGES, page.NAME)
    files = [pictures.make_route(), *film_files.make_routes()]
    routes = [*first, *files, *programs.make_routes()]
    app = st.App(__file__, routes=routes, middleware=guard.MIDDLEWARE, lifespan=live)
