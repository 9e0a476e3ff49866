"""Comparing: the contact sheet, the two pictures picked from it, and the recipe that is taken."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from studio.color.arrays import Picture
from studio.color.sizes import PREVIEW_SIDE, resize_mask, shrink
from studio.evaluate.difference import difference, legend, painted
from studio.models import catalog
from studio.photo.photo import Photo
from studio.recipe import files as recipes
from studio.recipe.recipe import NO_HINTS, Recipe
from studio.rendering import candidates as sheets
from studio.rendering import origin, render
from studio.rendering.candidates import TILE_SIDE, Candidate
from studio.segment.finder import Finder
from studio.ui import files, page, previews
from studio.ui.widgets import card, comparison, swatch
from studio.ui.widgets.comparison import Map, Side
from studio.ui.work import cache, session
from studio.works.upload import Upload

PICKED, TURN, LOADED = "studio-picked", "studio-next-picked", "studio-compared"
PAIR = "A", "B"
TILE_WIDTH = 180  # pixels on the page: two beside each other, on a phone and beside the pair
MOST_LOADED = 12  # recipes from files
MAPS = 16  # difference and origin maps remembered: about 300 kB each

Choice = Recipe | None  # None is the photo itself


@dataclass(frozen=True)
class Tile:
    """What can be compared."""

    title: str  # hostile if it came from a file
    recipe: Choice


def tiles(photo: Photo) -> tuple[Tile, ...]:
    """Return what to compare: the photo, and what recipes make of it.

    These are the one at hand, the ready models' styles, other answers of its model, those loaded.
    """
    recipe, registry = session.recipe(), cache.registry()
    others = sheets.other_answers(photo, recipe, registry)
    found = sheets.candidates(recipe, registry.ready(), (*others, *_loaded()))
    return Tile("Original", None), *(Tile(each.title, each.recipe) for each in found)


def sheet(photo: Photo, found: Sequence[Tile]) -> list[Tile]:
    """Draw the tiles, and return the two that were picked: A and B."""
    picked = _picked([tile.recipe for tile in found])
    st.caption(f"Press a picture: it becomes {PAIR[_turn()]}.")
    with st.container(horizontal=True, gap="small"):
        for tile in found:
            with st.container(width=TILE_WIDTH), page.show_errors():
                _tile(photo, tile, picked)
    by_recipe = {tile.recipe: tile for tile in found}
    return [by_recipe[recipe] for recipe in picked]


def uploader() -> None:
    """Let a person add recipes to the sheet; a file that holds none is explained."""
    with st.expander("Compare saved recipes"):
        files.receive(files.RECIPE, "compared", _load)
        if _loaded():
            st.button("Remove them from the sheet", on_click=_forget)


def pair(upload: Upload, picked: Sequence[Tile]) -> None:
    """Draw the two that were picked, ways to take one, and how far they are apart."""
    photo, (first, second) = cache.open_photo(upload), picked
    mean, p95, apart = _apart(photo, first.recipe, second.recipe)
    sides = _side(photo, first), _side(photo, second)
    comparison.draw(*sides, photo.width / photo.height, difference=apart)
    for column, letter, tile in zip(st.columns(len(PAIR)), PAIR, picked, strict=True):
        with column:
            _offer(upload, letter, tile)
    st.caption(
        f"On average {mean:.1f} CIEDE2000 apart; on 95 % of the photo less than {p95:.1f}. "
        "A difference of 1 is just visible."
    )


def origins(photo: Photo) -> None:
    """Offer to show what set the colours of the recipe at hand."""
    if not st.toggle("Show what set each colour of the recipe at hand"):
        return
    jpeg, shares = _origins(photo, session.recipe())
    previews.draw(photo, jpeg, "What set each colour")
    named = zip(origin.COLORS, origin.NAMES, shares, strict=True)
    st.html(
        "&emsp;".join(f"{swatch.inline(c)} {name} {share:.0%}" for c, name, share in named if share)
    )


def _tile(photo: Photo, tile: Tile, picked: Sequence[Choice]) -> None:
    letters = [f"**{PAIR[n]}** " for n, recipe in enumerate(picked) if recipe == tile.recipe]
    at_hand = " (at hand)" if tile.recipe == session.recipe() else ""
    title = "".join(letters) + page.plain(tile.title) + at_hand
    emphasis: card.Emphasis = "primary" if letters else "secondary"
    key = f"pick-{hash(tile.recipe)}"
    card.draw(
        _picture(photo, tile.recipe, TILE_SIDE),
        title,
        _pick,
        tile.recipe,
        key=key,
        emphasis=emphasis,
    )


def _picture(photo: Photo, recipe: Choice, side: int = PREVIEW_SIDE) -> bytes:
    if recipe is None:
        return previews.before(photo, side)
    return previews.colored(photo, recipe, side).jpeg


def _side(photo: Photo, tile: Tile) -> Side:
    return Side(tile.title, _picture(photo, tile.recipe))


def _offer(upload: Upload, letter: str, tile: Tile) -> None:
    """Offer to take a recipe or its picture; the recipe before can be had back by undo."""
    st.markdown(f"**{letter}** {page.plain(tile.title)}")
    if tile.recipe is None:
        return
    is_used = tile.recipe == session.recipe()
    with st.container(horizontal=True, gap="small"):
        st.button(
            "In use" if is_used else "Use this one",
            key=f"use-{letter}",
            disabled=is_used,
            on_click=session.keep,
            args=(tile.recipe,),
        )
        files.download_picture(upload, tile.recipe, emphasis="secondary", key=f"download-{letter}")


def _picked(recipes: Sequence[Choice]) -> list[Choice]:
    """Return A and B; where one is gone, the first that is not picked stands in for it."""
    before = st.session_state.get(PICKED, recipes[1:3])
    kept = [recipe for recipe in before if recipe in recipes]
    others = [recipe for recipe in recipes if recipe not in kept]
    picked = [recipe if recipe in recipes else others.pop(0) for recipe in before]
    st.session_state[PICKED] = picked
    return picked


def _pick(recipe: Choice) -> None:
    """Make a picture A or B, in turn; pressed as the other one, the two change places."""
    turn, picked = _turn(), list(st.session_state[PICKED])
    if recipe in picked:
        picked.reverse()
    else:
        picked[turn] = recipe
    st.session_state[PICKED], st.session_state[TURN] = picked, 1 - turn


def _turn() -> int:
    return st.session_state.get(TURN, 0)


def _loaded() -> tuple[Candidate, ...]:
    return st.session_state.get(LOADED, ())


def _load(name: str, data: bytes) -> None:
    """Add the recipe in a file to the sheet."""
    saved = recipes.read(data)
    catalog.find(saved.recipe.model, cache.registry().models)
    candidate = Candidate(page.short(saved.name or name), saved.recipe)
    st.session_state[LOADED] = (*_loaded(), candidate)[-MOST_LOADED:]


def _forget() -> None:
    st.session_state.pop(LOADED)


@cache.remember(MAPS, "Measuring the difference")
def _apart(photo: Photo, first: Choice, second: Choice) -> tuple[float, float, Map]:
    """Return mean and 95th percentile of the difference between two previews, and its map."""
    found = difference(_pixels(photo, first), _pixels(photo, second))
    picture = previews.encoded(painted(found.delta_e, found.scale))
    return found.mean, found.p95, Map(picture, previews.encoded(legend()), found.scale)


def _pixels(photo: Photo, recipe: Choice) -> Picture:
    if recipe is None:
        return previews.before_pixels(photo)
    return previews.rendered(photo, recipe, PREVIEW_SIDE).rgb


@cache.remember(MAPS)
def _origins(photo: Photo, recipe: Recipe) -> tuple[bytes, tuple[float, ...]]:
    """Return the map of what set the colours, and the share of each origin."""
    small, registry = shrink(photo.rgb), cache.registry()
    height, width = small.shape[:2]
    plain = replace(recipe, hints=NO_HINTS, reference=None)
    chroma, without = (render.propose(photo, r, registry) for r in (recipe, plain))
    hinted = resize_mask(origin.by_hints(recipe.told, chroma, without), height, width)
    finder = Finder(photo, recipe.regions.tidying, registry, (height, width))
    labels = origin.origin(hinted, recipe.regions, finder.mask)
    return previews.encoded(origin.painted(small, labels)), origin.shares(labels)
