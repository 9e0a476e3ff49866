"""The contact sheet: one photo under several recipes, to choose from by looking.

Rendering a whole sheet costs one pass of a net for each model, and one more where there are hints:
the styles are decoded from the pass that a memory recalls.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from studio.language import _
from studio.models.catalog import Model
from studio.photo.photo import Photo
from studio.recipe.recipe import NO_HINTS, STYLES, Recipe
from studio.rendering.answers import answers
from studio.rendering.memory import Memory

TILE_SIDE = 320  # pixels of a tile's longer side: more than twice what a page shows
OWN = _("Own numbers")


@dataclass(frozen=True)
class Candidate:
    """A recipe to choose."""

    title: str  # hostile if the recipe came from a file: to be shown as plain text only
    recipe: Recipe


def candidates(
    recipe: Recipe, models: Iterable[Model], loaded: Sequence[Candidate] = ()
) -> tuple[Candidate, ...]:
    """Return the recipes worth comparing, no two of them equal.

    The recipe at hand comes first unless it is one of the others; its hints are tried with every
    model that takes some, and its regions are in all. The models are those that can run, best
    first; what was loaded comes last.
    """
    styled = [candidate for model in models for candidate in _style(recipe, model)]
    others = [*styled, *loaded]
    known = recipe in [candidate.recipe for candidate in others]
    found = others if known else [Candidate(OWN, recipe), *others]
    first = {candidate.recipe: candidate for candidate in reversed(found)}
    return tuple(candidate for candidate in found if first[candidate.recipe] is candidate)


def other_answers(photo: Photo, recipe: Recipe, memory: Memory) -> tuple[Candidate, ...]:
    """Return other colourings of a photo that its model thinks possible, each of one piece.

    None where the model is sure, where it takes no hints, and where it was given some: these are
    the answer already.
    """
    model = memory.registry.models[recipe.model]
    if recipe.effective_hints or not (model.automatic and model.hints):
        return ()
    found = answers(memory.prediction(photo, recipe), photo.rgb)
    return tuple(
        Candidate(_("Another answer, {number}", number=number), replace(recipe, hints=hints))
        for number, hints in enumerate(found, 1)
    )


def _style(recipe: Recipe, model: Model) -> Iterator[Candidate]:
    """Yield what a model offers: each style without hints, then with them."""
    if model.automatic:
        plain = replace(recipe, model=model.name, hints=NO_HINTS)
        yield from (
            Candidate(_("{model}, {style}", model=model.title, style=name), plain.in_style(name))
            for name in STYLES
        )
    if model.hints and recipe.hints:
        hinted = replace(recipe, model=model.name)
        yield from (
            Candidate(
                _("{model}, {style}, hints", model=model.title, style=name), hinted.in_style(name)
            )
            for name in STYLES
        )
