"""Contrast: what a print has lost comes back when a person says so."""

from dataclasses import replace

import streamlit as st

from studio.language import _
from studio.photo.photo import Photo
from studio.recipe.regions import PHOTO
from studio.ui.entries import Entry
from studio.ui.language import tell
from studio.ui.widgets import inputs
from studio.ui.work import previews, session

ALL = 1.0  # of the contrast
PRINT = _("This print has faded. Restore its contrast?")
COLORS = _("The colours of this photo have faded. Take the veil off?")
HELP = _(
    "0 leaves the picture as light as the print is: only the model sees what has faded. 1 shows it "
    "all. The border stays as it is."
)
DECLINED = Entry("")  # digest of the photo whose contrast stays


def offer(photo: Photo) -> None:
    """Ask, of a photo that has faded, whether its contrast is to come back."""
    is_open = session.recipe().contrast is None and DECLINED.get() != photo.sha256
    with st.container():  # of its own: what comes and goes must not move the picture
        if is_open and previews.measure(photo).is_faded:
            _ask(photo)


def draw() -> None:
    """Let a person restore the contrast of any photo, and say how much of it is shown."""
    share = session.recipe().contrast
    inputs.draw(st.toggle, tell("Restore contrast"), share is not None, _switch, key="restored")
    if share is not None:
        look = {"step": 0.05, "help": tell(HELP)}
        inputs.draw(st.slider, tell("Contrast"), share, _take, 0.0, ALL, key="contrast", **look)


def _ask(photo: Photo) -> None:
    is_colored = previews.measure(photo).is_colored
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(tell(COLORS if is_colored else PRINT))
        restore = _restore_colors if is_colored else _restore
        st.button(tell("Yes"), on_click=restore, key="contrast-yes")
        st.button(tell("No"), on_click=DECLINED.set, args=(photo.sha256,), key="contrast-no")


def _restore() -> None:
    session.change(contrast=ALL)


def _restore_colors() -> None:
    """Restore a photo in its own colours."""
    session.change(contrast=ALL, regions=replace(session.recipe().regions, base=PHOTO))


def _switch(on: bool) -> None:
    session.change(contrast=ALL if on else None)


def _take(share: float) -> None:
    session.change(contrast=share)
