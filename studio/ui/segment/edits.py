"""The edits of the recipe: what they make of the photo, and the list of them."""

from dataclasses import replace
from functools import partial

import streamlit as st

from studio.models.classes import spoken
from studio.photo.photo import Photo
from studio.recipe import regions
from studio.recipe.regions import RegionEdit, What
from studio.ui import page, previews, session
from studio.ui.segment import state
from studio.ui.widgets import inputs, swatch

BASES = {regions.MODEL: "Model's colours", regions.PHOTO: "As given"}


def base() -> None:
    """Offer what becomes of the photo outside all regions."""
    inputs.draw(
        st.segmented_control,
        "Rest of the photo",
        session.recipe().regions.base,
        lambda base: state.change_regions(base=base),
        list(BASES),
        key="base",
        format_func=BASES.get,
    )


def result(photo: Photo) -> None:
    """Draw what the recipe and the edit in the making make of the photo."""
    recipe = state.trial(photo)
    with st.container():
        previews.draw(photo, previews.colored(photo, recipe).jpeg, "The result")
    if recipe != session.recipe():
        st.caption("With the edit in the making: apply it below to keep it.")


def stack() -> None:
    """Draw the list of edits in the order in which they are made."""
    edits = session.recipe().regions.edits
    st.subheader("Edits", anchor=False)
    for place, edit in enumerate(edits):
        _row(place, edit, len(edits))
    if not edits:
        st.caption("None yet. Choose a region and what to do with it, then apply.")


def _row(place: int, edit: RegionEdit, count: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        label, switch = f"{place + 1}. {_where(edit)}: {_what(edit.what)}", partial(_switch, place)
        inputs.draw(st.toggle, label, edit.on, switch, key=f"edit-{place}", width="stretch")
        _mover("↑", "earlier", place, place - 1, count)
        _mover("↓", "later", place, place + 1, count)
        st.button("✕", key=f"remove-{place}", help="Remove", on_click=_remove, args=(place,))


def _mover(sign: str, words: str, place: int, to: int, count: int) -> None:
    st.button(
        sign,
        key=f"{words}-{place}",
        help=f"Make this edit {words}",
        on_click=_move,
        args=(place, to),
        disabled=not 0 <= to < count,
    )


def _where(edit: RegionEdit) -> str:
    """Say in Markdown what an edit concerns."""
    match edit.where:
        case regions.Foreground():
            return "background" if edit.inverted else "foreground"
        case regions.OfClasses(names=names):
            words = page.plain(page.short(", ".join(map(spoken, names))))
        case regions.Drawn():
            words = "mask"
    return f"all but {words}" if edit.inverted else words


def _what(what: What) -> str:
    """Say in Markdown what an edit does."""
    match what:
        case regions.Tint():
            return f"tint ![]({swatch.picture(what.color)}) {what.strength:.0%}"
        case regions.Keep():
            return "as given"
        case regions.Colorize():
            source = "model's colours"
        case regions.Adjust():
            source = "adjusted"
    turned = f", hue {what.hue:+g}°" if what.hue else ""
    return f"{source} {what.strength:.0%}{turned}"


def _switch(place: int, on: bool) -> None:
    edits = _edits()
    edits[place] = replace(edits[place], on=on)
    _keep(edits)


def _move(place: int, to: int) -> None:
    edits = _edits()
    edits.insert(to, edits.pop(place))
    _keep(edits)


def _remove(place: int) -> None:
    edits = _edits()
    del edits[place]
    _keep(edits)


def _edits() -> list[RegionEdit]:
    return list(session.recipe().regions.edits)


def _keep(edits: list[RegionEdit]) -> None:
    state.change_regions(edits=tuple(edits))
