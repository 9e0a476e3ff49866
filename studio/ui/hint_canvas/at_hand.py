"""What is at hand: a hint or a spot, the colours it may get, and the one that is looked at."""

from dataclasses import dataclass, replace

import streamlit as st

from studio.color import names
from studio.photo.photo import Photo
from studio.recipe import hint_edits
from studio.recipe.hints import Hints, Point
from studio.recipe.recipe import Recipe
from studio.rendering import render, suggestions
from studio.rendering.answers import answers_at
from studio.rendering.candidates import TILE_SIDE
from studio.ui import previews
from studio.ui.hint_canvas import actions, pen
from studio.ui.work import cache, session

SELECTED, SPOT, TRIED = "studio-selected-hint", "studio-spot", "studio-tried-color"


@dataclass(frozen=True)
class Spot:
    """A place that is given a colour: relative to the photo, with the hint there, if there is."""

    x: float
    y: float
    hint: str | None = None  # its name
    opened: int = 0  # of which of the photos opened so far


def selected() -> str | None:
    """Return the name of the hint at hand: the one chosen, else the last; None without hints."""
    names = session.recipe().hints.names
    chosen = st.session_state.get(SELECTED)
    return chosen if chosen in names else (names[-1] if names else None)


def select(name: str) -> None:
    """Make this hint the one at hand."""
    st.session_state[SELECTED] = name


def spot() -> Spot | None:
    """Return the spot at hand; None if its hint or its photo is gone."""
    found: Spot | None = st.session_state.get(SPOT)
    if found is None or found.opened != session.opened():
        return None
    return None if found.hint and found.hint not in session.recipe().hints.names else found


def open_spot(x: float, y: float, hint: str | None = None) -> None:
    """Ask which colour a spot is to have; nothing changes until one is chosen."""
    st.session_state[SPOT] = Spot(x, y, hint, session.opened())
    st.session_state.pop(TRIED, None)


def open_hint(name: str) -> None:
    """Ask which colour a hint is to have."""
    select(name)
    open_spot(*hint_edits.spot(hint_edits.find(session.recipe().hints, name)), name)


def close() -> None:
    """Leave the spot at hand as it is."""
    st.session_state.pop(SPOT, None)
    st.session_state.pop(TRIED, None)


def look_at(color: str | None) -> None:
    """Show the spot at hand in a colour, which is not kept."""
    st.session_state[TRIED] = color


def tried() -> str | None:
    """Return the colour that is looked at."""
    return st.session_state.get(TRIED) if spot() else None


def colored(color: str) -> tuple[Hints, str]:
    """Return the hints with a colour at the spot at hand, and the name of the hint that has it."""
    at, hints = st.session_state[SPOT], session.recipe().hints
    if at.hint:
        return hint_edits.recolored(hints, at.hint, color), at.hint
    told = replace(hints, points=(*hints.points, Point(at.x, at.y, color, pen.held().size)))
    return told, told.names[-1]


def shown() -> Recipe:
    """Return the recipe at hand, with the colour that is looked at."""
    color, recipe = tried(), actions.recipe()
    return replace(recipe, hints=colored(color)[0]) if color else recipe


def color_now(photo: Photo, x: float, y: float) -> str:
    """Return the colour that the result has at a spot."""
    result = previews.rendered(photo, actions.recipe(), render.OBEDIENT_SIDE)
    return suggestions.in_hex(suggestions.pixel(result.rgb, x, y))


def likely(photo: Photo, at: Spot) -> list[tuple[str, str]]:
    """Return the colours that the model would put at a spot, likeliest first, and their names."""
    prediction = render.predict(photo, _without(at), cache.registry())
    colors = suggestions.suggested(prediction, photo.rgb, at.x, at.y)
    return list(zip(colors, names.names(colors), strict=True))


def several_answers(photo: Photo) -> None:
    """Offer the photo with each colour likely at the hint at hand, and where it is likely too."""
    name = selected()
    if name is None or not st.toggle("Several answers for this area"):
        return
    at = Spot(*hint_edits.spot(hint_edits.find(session.recipe().hints, name)), name)
    recipe = _without(at)
    found = answers_at(render.predict(photo, recipe, cache.registry()), photo.rgb, at.x, at.y)
    with st.container(horizontal=True, gap="small"):
        for number, answer in enumerate(found, 1):
            told = replace(recipe.hints, points=(*recipe.hints.points, *answer.points))
            with st.container(width=previews.TILE_WIDTH, gap="small"):
                small = previews.colored(photo, replace(recipe, hints=told), TILE_SIDE).jpeg
                st.image(small, alt=f"Answer {number}")
                st.button(f"Take {number}", on_click=actions.keep, args=(told,), width="stretch")


def _without(at: Spot) -> Recipe:
    """Return the recipe without the hint of a spot."""
    recipe = actions.recipe()
    return replace(recipe, hints=hint_edits.without(recipe.hints, at.hint)) if at.hint else recipe
