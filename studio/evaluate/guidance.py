"""What the studio proposes to a person, measured: colours for a spot, and spots to click next."""

from collections.abc import Sequence

import numpy as np
import skimage

from studio.color.arrays import Float, Picture
from studio.color.gamut import into_gamut
from studio.color.lab import compose, rgb_to_lab
from studio.color.sizes import resize_map
from studio.color.srgb import rgb_to_hex
from studio.evaluate.hinted import PATCH, draw_spots
from studio.evaluate.metrics import psnr
from studio.evaluate.originals import SIDE
from studio.models.registry import Colorizer
from studio.recipe.footprint import rasterise
from studio.recipe.hints import Hints, Point
from studio.recipe.recipe import Recipe
from studio.rendering.answers import answers
from studio.rendering.decode import decode
from studio.rendering.obedience import obey
from studio.rendering.suggestions import next_spots

# Nine ab pairs each: the hues of a colour wheel with gray, and the cluster centres of the pixels
# of many photos.
PALETTES = {
    "wheel": [
        (80, 67),
        (43, 74),
        (-22, 94),
        (-86, 83),
        (-48, -14),
        (79, -108),
        (87, -97),
        (98, -61),
        (0, 0),
    ],
    "photos": [
        (1, -22),
        (-22, 38),
        (43, 41),
        (14, 21),
        (0, 1),
        (51, 9),
        (-14, 11),
        (9, 49),
        (-2, 20),
    ],
}
OFFERED = (5, 9)  # how many colours are suggested for a spot
EXPECTED, GREETING = Recipe(vividness=0.0), Recipe()
CLICKS = 5  # one after another
CLOSE = 5.0  # CIEDE2000 within which a suggested colour passes for the true one


def suggestions(photos: Sequence[Picture], colorizer: Colorizer) -> dict[str, float]:
    """Measure how often the true colour of a random spot is close to a suggestion.

    Without hints, at 100 spots a picture; close is a CIEDE2000 below 5 at the spot's own
    lightness. Two palettes that never change stand beside it: PALETTES.

    Returns
    -------
    dict
        Share of spots by palette.
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


def where_next(photos: Sequence[Picture], colorizer: Colorizer) -> dict[str, float]:
    """Measure hints at the spots the studio proposes against hints at random ones.

    One hint after another, each a disc of 6 pixels with the photo's true colour at its centre;
    a proposal knows the hints before it. Random spots are uniform over the photo.

    Returns
    -------
    dict
        Mean RGB PSNR in dB of "no hints", "random" and "proposed".
    """
    random = np.random.default_rng(0)
    rows = []
    for original in photos:
        spots = random.uniform(0, 1, (CLICKS, 2))
        scattered = Hints(tuple(_true(original, x, y) for x, y in spots))
        proposed, seen = Hints(), colorizer.encode(original)
        for _ in range(CLICKS):
            prediction = colorizer.color(seen, rasterise(proposed, SIDE, SIDE))
            best = next_spots(prediction, proposed, 1)
            proposed = Hints((*proposed.points, *(_true(original, *spot) for spot in best)))
        rows.append([_hinted(original, colorizer, h) for h in (Hints(), scattered, proposed)])
    means = np.mean(rows, axis=0).tolist()
    return dict(zip(("no hints", "random", "proposed"), means, strict=True))


def best_of(photos: Sequence[Picture], colorizer: Colorizer) -> dict[str, float]:
    """Measure how much is won by choosing among the several answers to a photo.

    Each in the style that greets a person; who chooses knows the truth.

    Returns
    -------
    dict
        Mean RGB PSNR in dB of the first "answer" and of the "best of four", and how many "answers"
        there are.
    """
    rows = []
    for original in photos:
        prediction = colorizer.color(colorizer.encode(original))
        several = (Hints(), *answers(prediction, original))
        figures = [_hinted(original, colorizer, hints, GREETING) for hints in several]
        rows.append((figures[0], max(figures), len(figures)))
    means = np.mean(rows, axis=0).tolist()
    return dict(zip(("answer", "best of four", "answers"), means, strict=True))


def _true(original: Picture, x: float, y: float) -> Point:
    """Return a hint that tells the truth about one spot."""
    return Point(
        x=float(x),
        y=float(y),
        color=rgb_to_hex(original[int(y * SIDE), int(x * SIDE)]),
        size=PATCH / SIDE,
    )


def _hinted(
    original: Picture, colorizer: Colorizer, hints: Hints, recipe: Recipe = EXPECTED
) -> float:
    """Return the PSNR of a photo coloured with hints, decoded as a recipe says."""
    hint, lightness = rasterise(hints, SIDE, SIDE), rgb_to_lab(original)[..., 0]
    prediction = colorizer.color(colorizer.encode(original), hint if hints else None)
    chroma = resize_map(decode(prediction, lightness, recipe), SIDE, SIDE)
    return psnr(original, compose(original, obey(chroma, hint, lightness)))
