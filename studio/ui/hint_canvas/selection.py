"""The selected hint or spot, the colours it may get, and the one that is tried."""

import io
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import streamlit as st
from PIL import Image

from studio.color.arrays import Picture
from studio.color.srgb import rgb_to_hex
from studio.photo.photo import Photo
from studio.recipe import hint_edits
from studio.recipe.hint_edits import Hint
from studio.recipe.hints import BEST, Hints, Level, Path, Stroke
from studio.recipe.recipe import Recipe
from studio.rendering import suggestions
from studio.rendering.answers import answers_at
from studio.rendering.candidates import TILE_SIDE
from studio.ui.entries import Entry
from studio.ui.hint_canvas import actions, cover, pen
from studio.ui.language import tell
from studio.ui.panels import picker_choice
from studio.ui.widgets import card
from studio.ui.widgets.events import Depth
from studio.ui.work import cache, previews, session


@dataclass(frozen=True)
class Spot:
    """A place that is given a colour: relative to the photo, with the hint there, if there is."""

    x: float
    y: float
    hint: str | None = None  # its name
    opened: int = 0  # of which of the photos opened so far
    level: Level = BEST  # of what is under it, while there is no hint yet that has one
    depth: Depth = "in"  # whether its hint goes into the layer there, likewise
    size: float = pen.USUAL  # of its hint, likewise


SELECTED = Entry[str | None](None)  # the name of the hint that was chosen last
SPOT = Entry[Spot | None](None)
MOST_LIKELY = 6
TRIED = Entry[str | None](None)  # the colour in which the spot is shown, which is not kept


def current_hint() -> str | None:
    """Return the name of the selected hint: the one chosen, else the last; None without hints."""
    names = session.recipe().hints.names
    chosen = SELECTED.get()
    return chosen if chosen in names else (names[-1] if names else None)


def spot() -> Spot | None:
    """Return the selected spot; None if its hint or its photo is gone."""
    at = SPOT.get()
    if at is None or at.opened != session.OPENED.get():
        return None
    return None if at.hint and at.hint not in session.recipe().hints.names else at


def open_spot(x: float, y: float, hint: str | None = None, size: float = pen.USUAL) -> None:
    """Ask which colour a spot is to have; nothing changes until one is chosen."""
    SPOT.set(Spot(x, y, hint, session.OPENED.get(), size=size))
    TRIED.drop()


def open_hint(name: str) -> None:
    """Ask which colour a hint is to have."""
    SELECTED.set(name)
    open_spot(*hint_edits.spot(hint_edits.find(session.recipe().hints, name)), name)


def close() -> None:
    """Leave the spot as it is."""
    SPOT.drop()
    TRIED.drop()


def tried_color() -> str | None:
    """Return the colour that is tried."""
    return TRIED.get() if spot() else None


def find_hint(at: Spot) -> Hint:
    """Return the hint of a spot, or the one that it gets."""
    if at.hint:
        return hint_edits.find(session.recipe().hints, at.hint)
    layer = find_layer(at.x, at.y) if at.depth == "in" else 0
    return pen.make_point(at.x, at.y, size=at.size, level=at.level, layer=layer)


def make_stroke(path: Path, color: str, size: float) -> Stroke:
    """Return the hint of a stroke, in the layer that hides its middle."""
    stroke = Stroke(path, color, size, pen.PEN.get().within, picker=picker_choice.current())
    return replace(stroke, layer=find_layer(*hint_edits.spot(stroke)))


def find_layer(x: float, y: float) -> int:
    """Return the number of the layer in which a colour is seen at a spot; 0 if beneath them all."""
    upload = session.upload()
    return cover.find(cache.open_photo(upload), x, y) if upload else 0


def lay(depth: Depth) -> None:
    """Lay the spot's hint in the layer there, or beneath it."""
    at = spot()
    if at and at.hint:
        layer = find_layer(at.x, at.y) if depth == "in" else 0
        session.change(hints=hint_edits.lay(session.recipe().hints, at.hint, layer))
    elif at:
        SPOT.set(replace(at, depth=depth))


def resize(size: float) -> None:
    """Give the spot's hint a size, else the selected hint; the brush where neither is at hand."""
    at = spot()
    selected = current_hint() if pen.PEN.get().tool == "point" else None
    if name := at.hint if at else selected:
        session.change(hints=hint_edits.resize(session.recipe().hints, name, size))
    elif at:
        SPOT.set(replace(at, size=size))
    else:
        pen.resize(size)


def color_spot(at: Spot, color: str) -> tuple[Hints, str]:
    """Return the hints with a colour at a spot, and the name of the hint that has it."""
    hints = session.recipe().hints
    if at.hint:
        return hint_edits.recolor(hints, at.hint, color), at.hint
    return hint_edits.add(hints, replace(find_hint(at), color=color))


def recipe_to_show() -> Recipe:
    """Return the current recipe, with the colour that is tried."""
    at = spot()
    color = tried_color()
    recipe = actions.recipe()
    return replace(recipe, hints=color_spot(at, color)[0]) if at and color else recipe


def color_now(photo: Photo, x: float, y: float) -> str:
    """Return the colour that the result has at a spot."""
    return rgb_to_hex(suggestions.pixel(_read_result(photo, actions.recipe()), x, y))


def suggest(photo: Photo, at: Spot) -> tuple[str, ...]:
    """Return the colours that the model would put at a spot, likeliest first."""
    prediction = cache.memory().prediction(photo, _without(at))
    return suggestions.suggest(prediction, photo.rgb, at.x, at.y, MOST_LIKELY)


def offer_answers(photo: Photo) -> None:
    """Offer the photo with each colour likely at the selected hint, and where it is likely too."""
    name = current_hint()
    if name is None or not st.toggle(tell("Several answers for this area")):
        return
    hint = hint_edits.find(session.recipe().hints, name)
    at = Spot(*hint_edits.spot(hint), name)
    recipe = _without(at)
    found = answers_at(cache.memory().prediction(photo, recipe), photo.rgb, at.x, at.y)
    with st.container(horizontal=True, gap="small"):
        for number, answer in enumerate(found, 1):
            points = tuple(hint_edits.extend_like(hint, point) for point in answer.points)
            hints = replace(recipe.hints, points=(*recipe.hints.points, *points))
            with st.container(width=card.TILE_WIDTH, gap="small"):
                small = previews.color(photo, replace(recipe, hints=hints), TILE_SIDE).jpeg
                st.image(small, alt=tell("Answer {n}", n=number))
                take = partial(session.change, hints=hints)
                st.button(tell("Take {n}", n=number), on_click=take, width="stretch")


@cache.remember(cache.PHOTOS)
def _read_result(photo: Photo, recipe: Recipe) -> Picture:
    """Return the pixels of the result that is shown: to make another would take as long again."""
    with Image.open(io.BytesIO(previews.color(photo, recipe).jpeg)) as picture:
        return np.asarray(picture)


def _without(at: Spot) -> Recipe:
    """Return the recipe without the hint of a spot."""
    recipe = actions.recipe()
    return replace(recipe, hints=hint_edits.remove(recipe.hints, at.hint)) if at.hint else recipe
