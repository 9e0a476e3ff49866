"""What is done inside the current region: an action makes it a layer, to be changed here."""

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from studio.language import _
from studio.photo.photo import Photo
from studio.recipe.hints import LEVELS, Level
from studio.recipe.regions import (
    MOST_STRENGTH,
    Adjust,
    Colorize,
    Keep,
    Picked,
    RegionEdit,
    Tint,
    What,
)
from studio.ui.escaping import plain, short
from studio.ui.language import tell
from studio.ui.segment import border, layers, names, pointing, region, state, tints
from studio.ui.widgets import alerts, inputs
from studio.ui.work import cache, previews
from studio.works.upload import Upload

TINT, GRAY, NATURAL, STRONGER = _("Tint"), _("Keep gray"), _("Natural"), _("Stronger")
ACTIONS: dict[str, type[What]] = {TINT: Tint, GRAY: Keep, NATURAL: Colorize, STRONGER: Adjust}
AS_GIVEN = _("Keep as it is")  # of a photo in colour
MORE = 1.5
ONLY = _("Only this in colour")
ALONE = _("It gets the colours of the model; all around it stays as it was, other layers are off.")
EXPLAINED: dict[str, str] = {
    TINT: _("One hue; the photo's own lightness stays."),
    GRAY: _("The photo as it was opened."),
    NATURAL: _("The colours that the colour model gives to this area."),
    STRONGER: _("The colours that are there, made stronger, weaker, or turned."),
}
LEVEL_NAMES: dict[Level, str] = {"part": _("Part"), "thing": _("Thing"), "group": _("Group")}
NOTHING = _("Choose something in the picture, or here. Nothing changes until you say what.")


def draw(upload: Upload) -> None:
    """Offer what to do with the current region, and the numbers of the layer that came of it."""
    photo = cache.open_photo(upload)
    opened = state.layer()
    if region.edit(photo) is None:
        st.caption(tell(NOTHING))
        return
    title = names.title(opened) if opened else region.name(photo)
    title = plain(names.capitalize(short(title)))
    st.markdown(f"**{title}**")
    _levels(photo)
    action = _action_of(opened.what) if opened else None
    inputs.draw(
        st.segmented_control,
        tell("What to do with it"),
        action,
        partial(_take, photo),
        list(ACTIONS),
        key="action",
        wrap=True,
        format_func=partial(_label, photo),
    )
    if not previews.measure(photo).is_colored:
        st.button(tell(ONLY), on_click=_isolate, args=(photo,), help=tell(ALONE))
    if opened and action:
        st.caption(tell(EXPLAINED[action]))
        _layer(upload, opened)
    else:
        st.button(tell("Choose nothing"), on_click=state.close)


def _layer(upload: Upload, opened: RegionEdit) -> None:
    """Draw all that can be changed of the open layer."""
    if isinstance(opened.what, Tint):
        tints.offer(cache.open_photo(upload), opened.what)
    _numbers(opened)
    layers.order()
    border.draw(upload, opened)


def _levels(photo: Photo) -> None:
    """Offer the part, the thing and the group, where a thing was picked."""
    made = region.edit(photo)
    if made and isinstance(made.where, Picked):
        inputs.draw(
            st.segmented_control,
            tell("How much of it"),
            pointing.find_level(photo, made.where),
            partial(_take_level, photo, made.where),
            list(LEVELS),
            key="level",
            format_func=lambda level: tell(LEVEL_NAMES[level]),
            help=tell("A second click on the same spot, or L, goes on to the next."),
        )


def _take_level(photo: Photo, where: Picked, level: Level) -> None:
    with alerts.remember_error():
        pointing.take_level(photo, where, level)


def _isolate(photo: Photo) -> None:
    with alerts.remember_error():
        region.isolate(photo)


def _numbers(opened: RegionEdit) -> None:
    what = opened.what
    if isinstance(what, Keep):
        return
    _slider(tell("Strength"), "strength", 0.0, MOST_STRENGTH, 0.05, "%.2f")
    if not isinstance(what, Tint):
        _slider(tell("Hue"), "hue", -180.0, 180.0, 5.0, "%d°")


def _slider(label: str, field: str, low: float, high: float, step: float, format: str) -> None:
    opened = state.layer()
    value = getattr(opened and opened.what, field)
    take = partial(_change, field)
    key = f"layer-{field}"
    inputs.draw(st.slider, label, value, take, low, high, key=key, step=step, format=format)


def _change(field: str, value: object) -> None:
    """Change a field of what the open layer does."""
    if opened := state.layer():
        fields: Any = {field: value}
        with alerts.remember_error():
            state.change_layer(what=replace(opened.what, **fields))


def _action_of(what: What) -> str:
    return next(name for name, kind in ACTIONS.items() if isinstance(what, kind))


def _label(photo: Photo, action: str) -> str:
    """Return an action's name, truthfully: of a photo in colour nothing is kept gray."""
    is_colored = previews.measure(photo).is_colored
    return tell(AS_GIVEN if action == GRAY and is_colored else action)


def _take(photo: Photo, action: str) -> None:
    whats: dict[str, What] = {
        TINT: Tint(tints.begin_with(photo)),
        GRAY: Keep(),
        NATURAL: Colorize(),
        STRONGER: Adjust(MORE),
    }
    with alerts.remember_error():
        if state.layer():
            state.change_layer(what=whats[action])
        else:
            region.add(photo, whats[action])
