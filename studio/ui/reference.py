"""A reference: another picture whose colours the photo takes where the two show the same."""

from dataclasses import replace

import streamlit as st

from studio.photo import photo as photos
from studio.photo.photo import Photo
from studio.recipe.reference import Reference
from studio.rendering.reference import match, prepared
from studio.ui import page
from studio.ui.widgets import inputs
from studio.ui.work import cache, session

ASK = "A picture in colour of the same place, people or things"


def offer(photo: Photo) -> None:
    """Offer to colour a photo like another picture, and say how much of that fits."""
    reference = session.recipe().reference
    with st.popover("Colour like a picture"):
        key = inputs.drawn(f"reference-{session.opened()}")
        st.file_uploader(ASK, key=key, on_change=_take, args=(key, photo))
        if reference:
            _change(reference)
    if reference is not None:
        named = replace(reference, name=page.short(reference.name))
        st.caption(page.plain(named.summary))


def _change(reference: Reference) -> None:
    """Offer what can be done with the colours that were taken."""
    inputs.draw(st.toggle, "Use its colours", reference.on, _switch, key="reference-on")
    st.button(
        "Make them my own hints",
        help="Each can then be moved, recoloured and removed.",
        on_click=_adopt,
        disabled=not reference.on,
    )
    st.button("Remove", on_click=session.change, kwargs={"reference": None}, key="reference-away")


def _take(key: str, photo: Photo) -> None:
    """Match the photo with the picture that was dropped; without one, all stays."""
    file = st.session_state.get(key)
    if file is None or not inputs.is_drawn(key):
        return
    with page.remember_error():
        picture = prepared(photos.read(file.getvalue(), file.name))
        session.change(reference=match(photo, picture, cache.registry()))


def _switch(on: bool) -> None:
    if reference := session.recipe().reference:
        session.change(reference=replace(reference, on=on))


def _adopt() -> None:
    session.change(hints=session.recipe().told, reference=None)
