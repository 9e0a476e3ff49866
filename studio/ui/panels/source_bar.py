"""A bar on the pages of a photo that was taken from elsewhere: it can be put back there."""

from pathlib import PurePosixPath

import streamlit as st

from studio.language import _
from studio.ui import page
from studio.ui.escaping import plain, short
from studio.ui.language import tell
from studio.ui.widgets import alerts, progress_bar
from studio.ui.work import batches, films, saving, session
from studio.works.document import BatchSource, FilmSource
from studio.works.upload import Upload

FILM_HELP = _("The scene follows the colours that the photo has now.")
BATCH_HELP = _("The batch keeps the photo as it is now. In an album the others follow its colours.")


def draw(upload: Upload) -> None:
    """Say where the photo was taken from, and offer to put it back as it is coloured."""
    source = session.SOURCE.get()
    if source is None:
        return
    with (
        alerts.show_errors(),
        st.container(key="source-bar", horizontal=True, vertical_alignment="center"),
    ):
        if isinstance(source, FilmSource):
            _draw_film(source)
        else:
            _draw_batch(source, upload)


def _draw_film(source: FilmSource) -> None:
    number = films.find_number(source)
    words = tell("Scene {n} of {film}", n=number, film=plain(short(source.title)))
    st.markdown(words, width="content")
    label, meaning = tell("Put back"), tell(FILM_HELP)
    st.button(label, type="primary", on_click=_put_back, args=(source,), help=meaning)
    st.page_link(page.FILM, label=tell("Back to the film"), query_params=saving.address())


def _put_back(source: FilmSource) -> None:
    with alerts.remember_error():
        films.put_back(source, session.recipe())
        page.lead(page.FILM)


def _draw_batch(source: BatchSource, upload: Upload) -> None:
    name = plain(short(PurePosixPath(source.photo).name))
    st.markdown(tell("{name} of the batch", name=name), width="content")
    is_pressed = st.button(tell("Put back"), type="primary", help=tell(BATCH_HELP))
    st.page_link(page.BATCH, label=tell("Back to the batch"), query_params=saving.address())
    if is_pressed:
        with progress_bar.draw() as show:
            batches.put_back(source, upload, session.recipe(), show)
        st.switch_page(page.BATCH, query_params=saving.address())
