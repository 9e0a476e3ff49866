"""Words on a photo that was just opened."""

import streamlit as st

from studio.language import _
from studio.recipe.recipe import OUTDATED
from studio.ui import page
from studio.ui.entries import Entry
from studio.ui.language import tell
from studio.ui.widgets import alerts
from studio.ui.work import cache, previews, session
from studio.works.upload import Upload

KEPT = _("The photo is as it was: nothing was made of it.")
EARLIER = _("You have worked on this photo before, and go on from there.")
BROUGHT = _("Opened with the recipe it was made with: its hints and region edits are back.")
ANSWERED = Entry("")  # digest of the photo in colour that is to be coloured anew


def greet(upload: Upload) -> None:
    """Say what a photo brought along, and ask what has to be asked."""
    with st.container():  # of its own: what comes and goes must not move the picture
        _tell_recipe(upload)
        _tell_earlier(upload)
        _ask_to_keep(upload)


def _tell_recipe(upload: Upload) -> None:
    """Say so where a picture made by the studio brought its recipe."""
    saved = session.find_recipe(upload.data)
    if saved:
        st.caption(tell(BROUGHT))
        if saved.is_outdated:
            st.caption(tell(OUTDATED))


def _tell_earlier(upload: Upload) -> None:
    """Say so where a photo was dropped that was worked on before, and offer to start anew."""
    if session.IS_EARLIER.get():
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(tell(EARLIER))
            st.button(tell("Start anew"), on_click=_start_anew, args=(upload,))


def _ask_to_keep(upload: Upload) -> None:
    """Ask once whether a photo that is in colour is to be coloured anew."""
    steps = session.history()
    is_new = not (steps.past or steps.future or ANSWERED.get() == upload.sha256)
    is_own = session.SOURCE.get() is None and not session.find_recipe(upload.data)
    if not (is_new and is_own and previews.measure(cache.open_photo(upload)).is_colored):
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(tell("This photo is in colour already. Keep its colours, or recolour it?"))
        st.button(tell("Keep"), on_click=_keep)
        st.button(tell("Recolour"), on_click=ANSWERED.set, args=(upload.sha256,))


def _start_anew(upload: Upload) -> None:
    session.begin_anew(upload, previews.square(cache.open_photo(upload)))


def _keep() -> None:
    with alerts.remember_error():
        session.drop_photo()
    page.lead(page.HOME)
    st.toast(tell(KEPT))
