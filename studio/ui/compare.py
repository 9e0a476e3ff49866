"""Comparing: the contact sheet, the two pictures picked from it, and the recipe that is taken."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from studio.evaluate.difference import difference, legend, painted
from studio.models import catalog
from studio.photo.photo import Photo
from studio.photo.sizes import PREVIEW_SIDE, resize_mask, shrink
from studio.recipe import files as recipes
from studio.recipe.recipe import NO_HINTS, Recipe
from studio.rendering import candidates as sheets
from studio.rendering import origin, render
from studio.rendering.candidates import TILE_SIDE, Candidate
from studio.segment.finder import Finder
from studio.ui import cache, files, page, previews, session
from studio.ui.widgets import comparison, inputs, swatch
from studio.ui.widgets.comparison import Map, Side

PICKED, LOADED = "studio-picked", "studio-compared"
PAIR = 2
TILE_WIDTH = 180  # pixels on the page: two beside each other on a phone, five on a laptop
MOST_LOADED = 12  # recipes from files
MAPS = 16  # difference and origin maps remembered: about 300 kB each


def candidates(photo: Photo) -> tuple[Candidate, ...]:
    """Return the recipes to compare.

    That is the one at hand, the ready models' styles, other answers of its model, those loaded.
    """
    recipe, registry = session.recipe(), cache.registry()
    others = sheets.other_answers(photo, recipe, registry)
    return sheets.candidates(recipe, registry.ready(), (*others, *_loaded()))


def sheet(photo: Photo, found: Sequence[Candidate]) -> list[Candidate]:
    """Draw a photo under each recipe, and return those picked: two at most."""
    picked = _picked([candidate.recipe for candidate in found])
    with st.container(horizontal=True, gap="small"):
        with st.container(width=TILE_WIDTH, gap="small"):
            st.image(previews.before(photo, TILE_SIDE), alt="Original", width="stretch")
            st.markdown("Original")
        for candidate in found:
            with st.container(width=TILE_WIDTH, gap="small"), page.show_errors():
                _tile(photo, candidate, is_picked=candidate.recipe in picked)
    by_recipe = {candidate.recipe: candidate for candidate in found}
    return [by_recipe[recipe] for recipe in picked]


def uploader() -> None:
    """Let a person add recipes to the sheet; a file that holds none is explained."""
    with st.expander("Compare saved recipes"):
        files.receive(files.RECIPE, "compared", _load)
        if _loaded():
            st.button("Remove them from the sheet", on_click=_forget)


def pair(photo: Photo, picked: Sequence[Candidate]) -> None:
    """Draw the two that were picked, how far they are apart, and a way to take one."""
    if len(picked) < PAIR:
        st.info("Pick two pictures of the sheet to compare them.")
        return
    first, second = picked
    mean, p95, apart = _apart(photo, first.recipe, second.recipe)
    sides = _side(photo, first), _side(photo, second)
    comparison.draw(*sides, photo.width / photo.height, difference=apart)
    st.caption(
        f"On average {mean:.1f} CIEDE2000 apart; on 95 % of the photo less than {p95:.1f}. "
        "A difference of 1 is just visible."
    )
    for column, candidate in zip(st.columns(PAIR), picked, strict=True):
        with column:
            _offer(candidate)


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


def _tile(photo: Photo, candidate: Candidate, *, is_picked: bool) -> None:
    small = previews.colored(photo, candidate.recipe, TILE_SIDE).jpeg
    st.image(small, alt=candidate.title, width="stretch")
    at_hand = " (at hand)" if candidate.recipe == session.recipe() else ""
    label, take = page.plain(candidate.title) + at_hand, partial(_pick, candidate.recipe)
    inputs.draw(st.checkbox, label, is_picked, take, key=f"pick-{hash(candidate.recipe)}")


def _side(photo: Photo, candidate: Candidate) -> Side:
    return Side(candidate.title, previews.colored(photo, candidate.recipe).jpeg)


def _offer(candidate: Candidate) -> None:
    """Offer to take a recipe; the one before can be had back by undo."""
    st.markdown(f"**{page.plain(candidate.title)}**")
    is_used = candidate.recipe == session.recipe()
    st.button(
        "In use" if is_used else "Use this one",
        key=f"use-{hash(candidate.recipe)}",
        disabled=is_used,
        on_click=session.keep,
        args=(candidate.recipe,),
    )


def _picked(recipes: Sequence[Recipe]) -> list[Recipe]:
    """Return what is picked of these; the first ones stand in for those that are gone."""
    before = st.session_state.get(PICKED, recipes[:PAIR])
    kept = [recipe for recipe in before if recipe in recipes]
    others = [recipe for recipe in recipes if recipe not in kept]
    st.session_state[PICKED] = [*kept, *others[: len(before) - len(kept)]]
    return st.session_state[PICKED]


def _pick(recipe: Recipe, ticked: bool) -> None:
    """Take a tile that was ticked; of three, the one ticked first gives way."""
    others = [other for other in st.session_state[PICKED] if other != recipe]
    st.session_state[PICKED] = [*others, *([recipe] if ticked else [])][-PAIR:]


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
def _apart(photo: Photo, first: Recipe, second: Recipe) -> tuple[float, float, Map]:
    """Return mean and 95th percentile of the difference between two previews, and its map."""
    registry = cache.registry()
    one, other = (render.render(photo, r, registry, side=PREVIEW_SIDE) for r in (first, second))
    found = difference(one.rgb, other.rgb)
    picture = previews.encoded(painted(found.delta_e, found.scale))
    return found.mean, found.p95, Map(picture, previews.encoded(legend()), found.scale)


@cache.remember(MAPS)
def _origins(photo: Photo, recipe: Recipe) -> tuple[bytes, tuple[float, ...]]:
    """Return the map of what set the colours, and the share of each origin."""
    small, registry = shrink(photo.rgb), cache.registry()
    height, width = small.shape[:2]
    plain = replace(recipe, hints=NO_HINTS)
    chroma, without = (render.propose(photo, r, registry) for r in (recipe, plain))
    hinted = resize_mask(origin.by_hints(recipe.hints, chroma, without), height, width)
    finder = Finder(photo, recipe.regions.tidying, registry, (height, width))
    labels = origin.origin(hinted, recipe.regions, finder.mask)
    return previews.encoded(origin.painted(small, labels)), origin.shares(labels)
