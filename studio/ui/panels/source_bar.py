"""A bar on the pages of a photo that was taken from elsewhere: it can be put back there."""

import streamlit as st

from studio.ui import page
from studio.ui.escaping import plain, short
from studio.ui.widgets import alerts
from studio.ui.work import films, saving, session
from studio.works.document import Source

HELP = "The scene follows the colours that the photo has now."


def draw() -> None:
    """Say where the photo was taken from, and offer to put it back with its recipe."""
    source = session.SOURCE.get()
    if source is None:
        return
    with alerts.show_errors():
        number = films.find_number(source)
        with st.container(key="source-bar", horizontal=True, vertical_alignment="center"):
            st.markdown(f"Scene {number} of {plain(short(source.title))}", width="content")
            st.button("Put back", type="primary", on_click=_put_back, args=(source,), help=HELP)
            st.page_link(page.FILM, label="Back to the film", query_params=saving.address())


def _put_back(source: Source) -> None:
    with alerts.remember_error():
        films.put_back(source, session.recipe())
        page.lead(page.FILM)
