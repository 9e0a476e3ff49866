"""The contact sheet: the photo and what recipes make of it, of which two or four are picked."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from studio.color.sizes import PREVIEW_SIDE
from studio.language import _
from studio.models import catalog
from studio.photo.photo import Photo
from studio.recipe import recipe_reader
from studio.recipe.recipe import Recipe
from studio.rendering import candidates
from studio.rendering.candidates import TILE_SIDE, Candidate
from studio.ui.entries import Entry
from studio.ui.escaping import plain, short
from studio.ui.language import tell
from studio.ui.panels import recipe_files
from studio.ui.widgets import alerts, card, file_drop, inputs
from studio.ui.work import cache, previews, session

Choice = Recipe | None  # None is the photo itself

PICKED = Entry[tuple[Choice, ...]](())  # A, B and perhaps two more
COUNT = Entry(2)  # of them
COUNTS = {2: _("Two"), 4: _("Four")}
NEXT = Entry(0)  # which of them is picked next
LOADED = Entry[tuple[Candidate, ...]](())  # recipes from files
LETTERS = "ABCD"
TILE_WIDTH = 130  # pixels on the page: eight beside each other on a laptop
MOST_LOADED = 12


@dataclass(frozen=True)
class Tile:
    """What can be compared."""

    title: str  # hostile if it came from a file
    recipe: Choice


def tiles(photo: Photo) -> tuple[Tile, ...]:
    """Return what to compare: the photo, and what recipes make of it.

    These are the current one, the ready models' styles, other answers of its model, those loaded.
    """
    recipe = session.recipe()
    others = candidates.other_answers(photo, recipe, cache.memory())
    found = candidates.candidates(recipe, cache.registry().ready(), (*others, *LOADED.get()))
    return Tile(_("Original"), None), *(Tile(each.title, each.recipe) for each in found)


def draw(photo: Photo, tiles: Sequence[Tile]) -> list[Tile]:
    """Draw the tiles in a row, and return those that are picked: A, B and perhaps two more."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        inputs.draw(
            st.segmented_control,
            tell("Pictures"),
            COUNT.get(),
            COUNT.set,
            list(COUNTS),
            key="count",
            format_func=lambda count: tell(COUNTS[count]),
            label_visibility="collapsed",
        )
        picks = _list_picked([tile.recipe for tile in tiles])
        st.caption(tell("Press a picture below: it becomes {letter}.", letter=LETTERS[_next()]))
    with st.container(key="strip", horizontal=True, gap="small"):
        for tile in tiles:
            with st.container(width=TILE_WIDTH), alerts.show_errors():
                _tile(photo, tile, picks)
    by_recipe = {tile.recipe: tile for tile in tiles}
    return [by_recipe[recipe] for recipe in picks]


def receive_recipes() -> None:
    """Let a person add recipes to the sheet; a file that holds none is explained."""
    with st.expander(tell("Compare saved recipes")):
        file_drop.receive(tell(recipe_files.LABEL), "compared", _load)
        if LOADED.get():
            st.button(tell("Remove them from the sheet"), on_click=LOADED.drop)


def draw_picture(photo: Photo, recipe: Choice, side: int = PREVIEW_SIDE) -> bytes:
    """Return a photo as a recipe has it, at most `side` pixels long: a JPEG file."""
    if recipe is None:
        return previews.before(photo, side)
    return previews.color(photo, recipe, side).jpeg


def _tile(photo: Photo, tile: Tile, picks: Sequence[Choice]) -> None:
    letters = [f"**{LETTERS[n]}** " for n, recipe in enumerate(picks) if recipe == tile.recipe]
    title = plain(tell(tile.title))
    if tile.recipe == session.recipe():
        title = tell("{title} (at hand)", title=title)
    card.draw(
        draw_picture(photo, tile.recipe, TILE_SIDE),
        "".join(letters) + title,
        _pick,
        tile.recipe,
        key=f"pick-{hash(tile.recipe)}",
        emphasis="primary" if letters else "secondary",
    )


def _list_picked(recipes: Sequence[Choice]) -> tuple[Choice, ...]:
    """Return those that are picked; where one is gone or not picked yet, another stands in for it.

    The photo itself does last.
    """
    count = COUNT.get()
    others = [recipe for recipe in (*recipes[1:], recipes[0]) if recipe not in PICKED.get()]
    found = [pick if pick in recipes else others.pop(0) for pick in PICKED.get()[:count]]
    PICKED.set((*found, *others[: count - len(found)]))
    return PICKED.get()


def _next() -> int:
    """Return the place of the one that is picked next."""
    return NEXT.get() % COUNT.get()


def _pick(recipe: Choice) -> None:
    """Make a picture A, B and so on, in turn; pressed as another one, the two change places."""
    place, picks = _next(), list(PICKED.get())
    after = (place + 1) % len(picks)
    if recipe in picks:
        other = after if recipe == picks[place] else picks.index(recipe)
        picks[place], picks[other] = picks[other], picks[place]
    else:
        picks[place] = recipe
    PICKED.set(tuple(picks))
    NEXT.set(after)


def _load(name: str, data: bytes) -> None:
    saved = recipe_reader.read(data)
    catalog.find(saved.recipe.model, cache.registry().models)
    candidate = Candidate(short(saved.name or name), saved.recipe)
    LOADED.set((*LOADED.get(), candidate)[-MOST_LOADED:])
