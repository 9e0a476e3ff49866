"""The layers: what was done, in order, each to be switched off, recoloured, opened and removed."""

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from studio.language import _
from studio.recipe import regions
from studio.recipe.regions import RegionEdit, Tint
from studio.ui.escaping import plain, short
from studio.ui.language import tell
from studio.ui.segment import names, state
from studio.ui.widgets import inputs
from studio.ui.work import session

HIDDEN: dict[str, Any] = {"label_visibility": "collapsed"}  # but read aloud
BASES = {regions.MODEL: _("In colour"), regions.PHOTO: _("As it was")}
TRUE_OF = {
    regions.MODEL: _("Outside the layers the photo has the model's colours and your hints."),
    regions.PHOTO: _("Outside the layers every pixel stays as it was."),
}


def draw() -> None:
    """Draw the list of layers in the order in which they are made, and what the rest is."""
    st.subheader(tell("Layers"), anchor=False)
    for place, made in enumerate(state.layers()):
        _row(place, made)
    st.caption(tell("The last lies over the others.") if state.layers() else tell("None yet."))
    _rest()


def order() -> None:
    """Offer to make the open layer earlier or later, and to remove it."""
    place, last = state.current().layer or 0, len(state.layers()) - 1
    with st.container(horizontal=True):
        st.button(tell("Earlier"), on_click=_move, args=(place, place - 1), disabled=place == 0)
        st.button(tell("Later"), on_click=_move, args=(place, place + 1), disabled=place == last)
        st.button(tell("Remove"), on_click=_remove, args=(place,))


def _row(place: int, made: RegionEdit) -> None:
    name = plain(short(names.title(made)))
    is_open = state.current().layer == place
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        switch = partial(_change, place, "on")
        inputs.draw(
            st.toggle,
            tell("Show {name}", name=name),
            made.on,
            switch,
            key=f"layer-on-{place}",
            **HIDDEN,
        )
        if isinstance(made.what, Tint):
            label, color = tell("Colour of {name}", name=name), made.what.color
            tint = partial(_tint, place)
            inputs.draw(st.color_picker, label, color, tint, key=f"layer-color-{place}", **HIDDEN)
        st.button(
            names.capitalize(name),
            key=f"layer-{place}",
            type="primary" if is_open else "secondary",
            on_click=state.close if is_open else state.open_layer,
            args=() if is_open else (place,),
            width="stretch",
        )


def _change(place: int, field: str, value: Any) -> None:
    edits = list(state.layers())
    edits[place] = replace(edits[place], **{field: value})
    state.change_regions(edits=tuple(edits))


def _tint(place: int, color: str) -> None:
    what = state.layers()[place].what
    if isinstance(what, Tint):
        _change(place, "what", replace(what, color=color))
    state.change(tint=color)


def _move(place: int, to: int) -> None:
    places = list(range(len(state.layers())))
    places.insert(to, places.pop(place))
    state.arrange(places)
    state.open_layer(to)


def _remove(place: int) -> None:
    state.arrange([other for other in range(len(state.layers())) if other != place])
    state.close()


def _rest() -> None:
    base = session.recipe().regions.base
    inputs.draw(
        st.segmented_control,
        tell("The rest of the photo"),
        base,
        lambda base: state.change_regions(base=base),
        list(BASES),
        key="base",
        format_func=lambda base: tell(BASES[base]),
    )
    st.caption(tell(TRUE_OF[base]))
