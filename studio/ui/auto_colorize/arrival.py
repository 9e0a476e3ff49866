"""Words on a photo that was just opened."""

import streamlit as st

from studio.recipe.recipe import OUTDATED
from studio.ui import page
from studio.ui.entries import Entry
from studio.ui.work import cache, previews, session
from studio.works.upload import Upload

KEPT = "The photo is as it was: nothing was made of it."
ANSWERED = Entry("")  # digest of the photo in colour that is to be coloured anew


def tell_recipe(upload: Upload) -> None:
    """Say so where a picture made by the studio brought its recipe."""
    saved = session.find_recipe(upload.data)
    if saved:
        st.caption("Opened with the recipe it was made with: its hints and region edits are back.")
        if saved.is_outdated:
            st.caption(OUTDATED)


def ask_to_keep(upload: Upload) -> None:
    """Ask once whether a photo that is in colour is to be coloured anew."""
    is_new = ANSWERED.get() != upload.sha256 and not session.find_recipe(upload.data)
    is_own = session.SOURCE.get() is None
    if not (is_new and is_own and previews.measure(cache.open_photo(upload)).is_colored):
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown("This photo is in colour already. Keep its colours, or recolour it?")
        st.button("Keep", on_click=_keep)
        st.button("Recolour", on_click=ANSWERED.set, args=(upload.sha256,))


def _keep() -> None:
    session.close_photo()
    page.lead(page.HOME)
    st.toast(KEPT)
