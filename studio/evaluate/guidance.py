"""What the studio proposes to a person, measured: colours for a spot, and spots to click next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import skimage

from studio.color.arrays import Float, Picture
from studio.color.gamut import into_gamut
from studio.color.lab import rgb_to_lab
from studio.color.srgb import rgb_to_hex
from studio.evaluate.automatic import EXPECTED
from studio.evaluate.hinted import PATCH, draw_spots
from studio.evaluate.metrics import psnr
from studio.evaluate.originals import SIDE
from studio.models.registry import Colorizer, Registry
from studio.photo.photo import from_array
from studio.recipe.hints import Hints, Point
from studio.recipe.recipe import NO_HINTS, Recipe
from studio.rendering.answers import answers
from studio.rendering.memory import Memory
from studio.rendering.render import render
from studio.rendering.suggestions import next_spots

# Nine ab pairs each: the hues of a colour wheel with gray, and the cluster centres of the pixels
# of many photos.
PALETTES: Mapping[str, Sequence[tuple[int, int]]] = {
    "wheel": [(80, 67), (43, 74), (-22, 94), (-86, 83), (-48, -14), (79, -108), (87, -97),
              (98, -61), (0, 0)],
    "photos": [(1, -22), (-22, 38), (43, 41), (14, 21), (0, 1), (51, 9), (-14, 11), (9, 49),
               (-2, 20)],
}  # fmt: skip
OFFERED = (5, 9)  # how many colours are suggested for a spot
CLICKS = 5  # one after another
CLOSE = 5.0  # CIEDE2000 within which a suggested colour passes for the true one


@dataclass(frozen=True)
class NextSpots:
    """What five hints gave: mean RGB PSNR in dB."""

    no_hints: float  # without them
    random: float  # at random spots
    proposed: float  # at those that the studio proposes


@dataclass(frozen=True)
class Answers:
    """What choosing among several answers gave: means over photos."""

    first: float  # RGB PSNR in dB
    best: float  # the same
    count: float  # of answers


def measure_suggestions(photos: Sequence[Picture], colorizer: Colorizer) -> dict[str, float]:
    """Measure how often the true colour of a random spot is close to a suggestion.

    Without hints, at 100 spots a picture; close is a CIEDE2000 below 5 at the spot's own lightness.
    Two palettes that never change stand beside it: PALETTES. Returns the share of spots by palette.
    """
    labs = [rgb_to_lab(original) for original in photos]
    spots = [draw_spots((7, index)) for index in range(len(photos))]
    truth = [lab[tuple(spot.T)] for lab, spot in zip(labs, spots, strict=True)]
    found: dict[str, list[bool]] = {name: [] for name in [*map(str, OFFERED), *PALETTES]}
    for original, spot, colors in zip(photos, spots, truth, strict=True):
        prediction = colorizer.color(colorizer.encode(original))
        for (y, x), color in zip(spot, colors, strict=True):
            likely = prediction.suggestions((x + 0.5) / SIDE, (y + 0.5) / SIDE, max(OFFERED))
            for count in OFFERED:
                found[str(count)].append(_close(color, likely[:count]))
            for name, palette in PALETTES.items():
                found[name].append(_close(color, np.array(palette, np.float32)))
    return {name: float(np.mean(values)) for name, values in found.items()}


def _close(lab: Float, palette: Float) -> bool:
    shown = into_gamut(np.column_stack([np.full(len(palette), lab[0]), palette]).astype(np.float32))
    return bool(skimage.color.deltaE_ciede2000(lab[None], shown).min() < CLOSE)


def measure_next_spots(photos: Sequence[Picture], model: str, registry: Registry) -> NextSpots:
    """Measure hints at the spots the studio proposes against hints at random ones.

    One hint after another, each a disc of 6 pixels with the photo's true colour at its centre; a
    proposal knows the hints before it. Random spots are uniform over the photo. The model is one
    that takes hints, the photos are uint8 (256, 256, 3).
    """
    random = np.random.default_rng(0)
    plain = replace(EXPECTED, model=model)
    rows = []
    for original in photos:
        spots = random.uniform(0, 1, (CLICKS, 2))
        scattered = Hints(tuple(_true(original, x, y) for x, y in spots))
        memory = Memory(registry)
        proposed = _propose(original, plain, memory)
        three = (NO_HINTS, scattered, proposed)
        rows.append([_psnr(original, replace(plain, hints=hints), memory) for hints in three])
    return NextSpots(*np.mean(rows, axis=0).tolist())


def measure_answers(photos: Sequence[Picture], model: str, registry: Registry) -> Answers:
    """Measure how much is won by choosing among the several answers to a photo.

    Each in the style that greets a person; who chooses knows the truth. The model is one that takes
    hints, the photos are uint8 (256, 256, 3).
    """
    greeting = Recipe(model=model)
    rows = []
    for original in photos:
        memory = Memory(registry)
        prediction = memory.prediction(from_array(original), greeting)
        several = (NO_HINTS, *answers(prediction, original))
        figures = [_psnr(original, replace(greeting, hints=hints), memory) for hints in several]
        rows.append((figures[0], max(figures), len(figures)))
    return Answers(*np.mean(rows, axis=0).tolist())


def _propose(original: Picture, plain: Recipe, memory: Memory) -> Hints:
    """Return true hints at the spots that are proposed, each knowing those before it."""
    photo = from_array(original)
    hints = NO_HINTS
    for _ in range(CLICKS):
        prediction = memory.prediction(photo, replace(plain, hints=hints))
        best = next_spots(prediction, hints, 1)
        hints = Hints((*hints.points, *(_true(original, *spot) for spot in best)))
    return hints


def _true(original: Picture, x: float, y: float) -> Point:
    """Return a hint that tells the truth about one spot."""
    color = rgb_to_hex(original[int(y * SIDE), int(x * SIDE)])
    return Point(x=float(x), y=float(y), color=color, size=PATCH / SIDE)


def _psnr(original: Picture, recipe: Recipe, memory: Memory) -> float:
    """Return the PSNR of a photo coloured as a recipe says."""
    return psnr(original, render(from_array(original), recipe, memory).rgb)
