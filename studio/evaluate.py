"""The protocols behind every figure of quality: photos turned gray, coloured and compared.

All at 256 x 256, plain resize by area, true L* in, figures per picture, mean over pictures.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from skimage.color import deltaE_ciede2000

from studio import photo
from studio.color import Float, Picture, compose, into_gamut, resize, rgb_to_lab
from studio.errors import DataError
from studio.footprint import rasterise
from studio.hints import Hints, Point
from studio.intake import SUFFIXES
from studio.metrics import colorfulness, measure, psnr
from studio.models.registry import Colorizer
from studio.obedience import obey
from studio.recipe import Recipe
from studio.where_next import next_spots

SIDE = 256
# Mean ab of the colour photos that the compact model is trained on: the best single guess.
MEAN_AB = (2.1, 9.3)
COUNTS = (0, 1, 5, 10, 50, 100)
PATCH = 6  # pixels
# Nine ab pairs each: the hues of a colour wheel with gray, and the cluster centres of the pixels
# of the photos that the compact model is trained on.
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
CLOSE = 15.0  # CIEDE2000 at which a suggested colour is as good as the true one

Spots = npt.NDArray[np.int_]


def load(folder: Path) -> list[Picture]:
    """Return the photos of a folder, sorted by name, at 256 x 256.

    Raises
    ------
    DataError
        If there is none.
    """
    paths = sorted(p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES)
    if not paths:
        raise DataError(f"no photo in {folder}", "a folder of colour photos", "check the path")
    return [photo.resized(photo.open_file(path).rgb, SIDE, SIDE) for path in paths]


def auto(photos: Sequence[Picture], chroma: Callable[[Picture], Float]) -> dict[str, float]:
    """Measure a way to colour photos without hints.

    Parameters
    ----------
    photos : sequence of uint8 arrays (256, 256, 3)
    chroma : callable
        Photo in, ab map of any size out.

    Returns
    -------
    dict
        Means of PSNR (dB), SSIM, CIEDE2000, colourfulness as a share of the originals', seconds.
    """
    rows = []
    for original in photos:
        begun = time.perf_counter()
        picture = compose(original, chroma(original))
        seconds = time.perf_counter() - begun
        rows.append({**asdict(measure(original, picture)), "seconds": seconds})
    means = {key: float(np.mean([row[key] for row in rows])) for key in rows[0]}
    truth = float(np.mean([colorfulness(original) for original in photos]))
    return {**means, "colorfulness": means["colorfulness"] / truth}


def model_chroma(colorizer: Colorizer, recipe: Recipe) -> Callable[[Picture], Float]:
    """Return how a colorizer and a recipe colour a photo."""

    def chroma(rgb: Picture) -> Float:
        height, width = colorizer.size(*rgb.shape[:2])
        prediction = colorizer.predict(photo.resized(rgb, height, width))
        return prediction.chroma(recipe.temperature) * np.float32(recipe.strength)

    return chroma


def constant(ab: Sequence[float]) -> Callable[[Picture], Float]:
    """Return the free baseline that colours every spot alike; (0, 0) leaves it gray."""
    return lambda rgb: np.array([[ab]], np.float32)


@dataclass(frozen=True)
class Hinted:
    """What so many simulated clicks gave, means over pictures."""

    psnr: float  # dB over RGB
    distance_before: float  # ab units between asked and proposed, at the hints' centres
    distance_after: float  # the same in the chroma that obeys


def hints(
    photos: Sequence[Picture], colorizer: Colorizer, counts: Sequence[int] = COUNTS, seed: int = 0
) -> dict[int, Hinted]:
    """Measure colouring with simulated clicks.

    Each picture gets N points at positions Gaussian around its centre, sigma a quarter of the
    side, clipped; a point is a 6 x 6 patch that holds its mean true ab. The draws depend on the
    seed alone, so that engines see the same points, and more hints contain the fewer.
    """
    rows: dict[int, list[tuple[float, float, float]]] = {count: [] for count in counts}
    for index, original in enumerate(photos):
        lab = rgb_to_lab(original)
        spots = draw_spots((seed, index))
        for count in counts:
            hint = patches(lab[..., 1:], spots[:count])
            proposed = resize(colorizer.predict(original, hint).chroma(1.0), SIDE, SIDE)
            obeyed = obey(proposed, hint, lab[..., 0])
            rows[count].append(
                (
                    psnr(original, compose(original, obeyed)),
                    _distance(proposed, hint, spots[:count]),
                    _distance(obeyed, hint, spots[:count]),
                )
            )
    return {count: Hinted(*np.mean(values, axis=0).tolist()) for count, values in rows.items()}


def _distance(chroma: Float, hint: Float, spots: Spots) -> float:
    """Return the mean distance in ab at the centres of the hints; 0 without hints."""
    if not len(spots):
        return 0.0
    y, x = spots.T
    return float(np.hypot(*(chroma[y, x] - hint[y, x, :2]).T).mean())


def draw_spots(seed: Sequence[int]) -> Spots:
    """Draw the centres of as many hints as are ever measured: int, (100, 2), y and x."""
    random = np.random.default_rng(seed)
    spots = random.normal(SIDE / 2, SIDE / 4, (max(COUNTS), 2))
    return np.clip(spots, PATCH // 2, SIDE - PATCH // 2).astype(int)


def patches(ab: Float, spots: Spots) -> Float:
    """Reveal the mean true ab of a 6 x 6 patch around each spot.

    Returns
    -------
    float32 array of shape (256, 256, 3)
        ab and mask.
    """
    hint = np.zeros((SIDE, SIDE, 3), np.float32)
    for y, x in spots - PATCH // 2:
        patch = np.s_[y : y + PATCH, x : x + PATCH]
        hint[patch] = [*ab[patch].mean((0, 1)), 1]
    return hint


def suggestions(
    photos: Sequence[Picture], colorizer: Colorizer, counts: Sequence[int] = (5, 9)
) -> dict[str, float]:
    """Measure how often the true colour of a random spot is close to a suggestion.

    Without hints, at 100 spots a picture; close is a CIEDE2000 below 15 at the spot's own
    lightness. Two palettes that never change stand beside it: PALETTES.

    Returns
    -------
    dict
        Share of spots by palette.
    """
    labs = [rgb_to_lab(original) for original in photos]
    spots = [draw_spots((7, index)) for index in range(len(photos))]
    truth = [lab[tuple(spot.T)] for lab, spot in zip(labs, spots, strict=True)]
    found: dict[str, list[bool]] = {name: [] for name in [*map(str, counts), *PALETTES]}
    for original, spot, colors in zip(photos, spots, truth, strict=True):
        prediction = colorizer.predict(original)
        for (y, x), color in zip(spot, colors, strict=True):
            likely = prediction.suggestions((x + 0.5) / SIDE, (y + 0.5) / SIDE, max(counts))
            for count in counts:
                found[str(count)].append(_close(color, likely[:count]))
            for name, palette in PALETTES.items():
                found[name].append(_close(color, np.array(palette, np.float32)))
    return {name: float(np.mean(values)) for name, values in found.items()}


def _close(lab: Float, palette: Float) -> bool:
    shown = into_gamut(np.column_stack([np.full(len(palette), lab[0]), palette]).astype(np.float32))
    return bool(deltaE_ciede2000(lab[None], shown).min() < CLOSE)


def where_next(
    photos: Sequence[Picture], colorizer: Colorizer, count: int = 5, seed: int = 0
) -> dict[str, float]:
    """Measure hints at the spots the studio proposes against hints at random ones.

    One hint after another, each a disc of 6 pixels with the photo's true colour at its centre;
    a proposal knows the hints before it. Random spots are uniform over the photo.

    Returns
    -------
    dict
        Mean RGB PSNR in dB of "no hints", "random" and "proposed".
    """
    random = np.random.default_rng(seed)
    rows = []
    for original in photos:
        scattered = Hints(tuple(_true(original, x, y) for x, y in random.uniform(0, 1, (count, 2))))
        proposed = Hints()
        for _ in range(count):
            prediction = colorizer.predict(original, rasterise(proposed, SIDE, SIDE))
            spots = next_spots(prediction, proposed, 1)
            proposed = Hints((*proposed.points, *(_true(original, *spot) for spot in spots)))
        rows.append([_hinted(original, colorizer, h) for h in (Hints(), scattered, proposed)])
    means = np.mean(rows, axis=0).tolist()
    return dict(zip(("no hints", "random", "proposed"), means, strict=True))


def _true(original: Picture, x: float, y: float) -> Point:
    """Return a hint that tells the truth about one spot."""
    color = original[int(y * SIDE), int(x * SIDE)].tobytes().hex()
    return Point(float(x), float(y), f"#{color}", PATCH / SIDE)


def _hinted(original: Picture, colorizer: Colorizer, hints: Hints) -> float:
    """Return the PSNR of a photo coloured with hints."""
    hint = rasterise(hints, SIDE, SIDE)
    proposed = resize(colorizer.predict(original, hint).chroma(1.0), SIDE, SIDE)
    return psnr(original, compose(original, obey(proposed, hint, rgb_to_lab(original)[..., 0])))
