"""A reference: another picture whose colours the photo takes where the two show the same."""

from dataclasses import replace

import streamlit as st

from studio.language import Sentence, _
from studio.photo import quarantine
from studio.photo.photo import Photo
from studio.recipe.matches import FEW, Reference
from studio.rendering.reference import match, prepare
from studio.ui import entries
from studio.ui.escaping import plain, short
from studio.ui.language import tell
from studio.ui.widgets import alerts, inputs
from studio.ui.work import cache, session

ASK = _("A picture in colour of the same place, people or things")
UNSURE = 0.5  # below which a match is a guess


def draw(photo: Photo) -> None:
    """Offer to colour a photo like another picture, and say how much of that fits."""
    reference = session.recipe().reference
    with st.popover(tell("Colour like a picture")):
        key = inputs.register(f"reference-{session.OPENED.get()}")
        st.file_uploader(tell(ASK), key=key, on_change=_take, args=(key, photo))
        if reference:
            _offer_changes(reference)
    if reference is not None:
        st.caption(tell(_describe(reference)))


def _offer_changes(reference: Reference) -> None:
    label = tell("Use its colours")
    inputs.draw(st.toggle, label, reference.on, _switch, key="reference-on")
    st.button(
        tell("Make them my own hints"),
        help=tell("Each can then be moved, recoloured and removed."),
        on_click=_adopt,
        disabled=not reference.on,
    )
    nothing = {"reference": None}
    st.button(tell("Remove"), on_click=session.change, kwargs=nothing, key="reference-away")


def _describe(reference: Reference) -> Sentence:
    """Say how much of the picture fits, as Markdown."""
    name = plain(short(reference.name))
    if not reference:
        return _("Little in {name} fits this photo, so none of its colours were taken.", name=name)
    if len(reference.matches) < FEW:
        return _(
            "Little in {name} fits this photo: only a few of its colours were taken.", name=name
        )
    if reference.sure > UNSURE:
        return _("Colours of {name} were taken where both show the same.", name=name)
    return _(
        "Colours of {name} were taken where both show the same. Look closely: many are a guess.",
        name=name,
    )


def _take(key: str, photo: Photo) -> None:
    """Match the photo with the picture that was dropped; without one, all stays."""
    file = entries.widget_value(key)
    if file is None or not inputs.is_drawn(key):
        return
    with alerts.remember_error():
        picture = prepare(quarantine.read(file.getvalue(), file.name))
        session.change(reference=match(session.see(photo), picture, cache.memory()))


def _switch(on: bool) -> None:
    if reference := session.recipe().reference:
        session.change(reference=replace(reference, on=on))


def _adopt() -> None:
    session.change(hints=session.recipe().effective_hints, reference=None)
