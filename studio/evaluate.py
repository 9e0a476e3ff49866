"""The protocols behind every figure of quality: photos turned gray, coloured and compared.

All at 256 x 256, plain resize by area, true L* in, figures per picture, mean over pictures.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from studio import photo
from studio.color import Float, Picture, compose, rgb_to_lab
from studio.errors import DataError
from studio.metrics import colorfulness, measure, psnr
from studio.models.registry import Colorizer
from studio.recipe import Recipe

SIDE = 256
# Mean ab of the colour photos that the compact model is trained on: the best single guess.
MEAN_AB = (2.1, 9.3)
COUNTS = (0, 1, 5, 10, 50, 100)
PATCH = 6  # pixels
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff"}

Progress = Callable[[int, int], None]
Painter = Callable[[Picture, Float], Float]  # photo, hint map -> chroma


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


def hints(photos: Sequence[Picture], paint: Painter, seed: int = 0) -> dict[int, float]:
    """Measure colouring with simulated clicks.

    Each picture gets N points at positions Gaussian around its centre, sigma a quarter of the
    side, clipped; a point is a 6 x 6 patch that holds its mean true ab. The draws depend on the
    seed alone, so that engines see the same points, and more hints contain the fewer.

    Returns
    -------
    dict
        Mean RGB PSNR in dB by number of hints.
    """
    figures: dict[int, list[float]] = {count: [] for count in COUNTS}
    for index, original in enumerate(photos):
        for count, hint in draws(rgb_to_lab(original)[..., 1:], (seed, index)):
            figures[count].append(psnr(original, compose(original, paint(original, hint))))
    return {count: float(np.mean(values)) for count, values in figures.items()}


def draws(ab: Float, seed: Sequence[int]) -> Iterator[tuple[int, Float]]:
    """Yield each count and its hint map: float32 (256, 256, 3), ab and mask."""
    random = np.random.default_rng(seed)
    spots = random.normal(SIDE / 2, SIDE / 4, (max(COUNTS), 2))
    corners = np.clip(spots - PATCH / 2, 0, SIDE - PATCH).astype(int)
    hint = np.zeros((SIDE, SIDE, 3), np.float32)
    done = 0
    for count in COUNTS:
        for top, left in corners[done:count]:
            patch = np.s_[top : top + PATCH, left : left + PATCH]
            hint[patch] = [*ab[patch].mean((0, 1)), 1]
        done = count
        yield count, hint.copy()
