"""Colouring with a reference, measured: pairs of pictures, alike and not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from studio.color.arrays import Picture
from studio.color.lab import lab_to_rgb, rgb_to_lab
from studio.color.sizes import resize_picture
from studio.evaluate.automatic import EXPECTED
from studio.evaluate.metrics import psnr
from studio.evaluate.originals import SIDE
from studio.models.registry import Registry
from studio.photo.photo import from_array
from studio.recipe.recipe import Recipe
from studio.rendering.memory import Memory
from studio.rendering.reference import match
from studio.rendering.render import render

Pair = tuple[Picture, Picture]  # a photo and its reference


@dataclass(frozen=True, kw_only=True)
class Referenced:
    """What references gave, over pairs."""

    automatic: float  # mean RGB PSNR in dB without
    psnr: float  # the same with the reference
    least: float  # of the differences between the two, in dB
    matches: float  # mean number
    fitting: float  # share of the pairs with any match


def measure_references(
    pairs: Iterable[Pair], registry: Registry, recipe: Recipe = EXPECTED
) -> Referenced:
    """Colour photos, uint8 (256, 256, 3), with a reference each and without."""
    rows = []
    for original, other in pairs:
        photo = from_array(original)
        memory = Memory(registry)
        found = match(photo, from_array(other), memory)
        with_it = replace(recipe, reference=found)
        before, after = (psnr(original, render(photo, r, memory).rgb) for r in (recipe, with_it))
        rows.append((before, after, len(found.matches)))
    before, after, matches = np.array(rows).T
    return Referenced(
        automatic=float(before.mean()),
        psnr=float(after.mean()),
        least=float((after - before).min()),
        matches=float(matches.mean()),
        fitting=float((matches > 0).mean()),
    )


def earlier(frames: Sequence[Picture], apart: int, every: int) -> list[Pair]:
    """Pair every so many frames of a film with one as many frames before it."""
    return [(frames[n], frames[n - apart]) for n in range(apart, len(frames), every)]


def copies(photos: Sequence[Picture]) -> list[Pair]:
    """Pair each photo with an altered copy of itself."""
    return [(photo, alter(photo, number)) for number, photo in enumerate(photos)]


def strangers(photos: Sequence[Picture], seed: int = 0) -> list[Pair]:
    """Pair each photo with another one at random."""
    order = np.random.default_rng(seed).permutation(len(photos))
    return [(photos[a], photos[b]) for a, b in zip(order, np.roll(order, 1), strict=True)]


def alter(rgb: Picture, seed: int) -> Picture:
    """Return a picture cropped to 70 to 90 % of each side, mirrored, in another tone."""
    random = np.random.default_rng((11, seed))
    height, width = rgb.shape[:2]
    share = random.uniform(0.7, 0.9)
    top, left = (int(side * (1 - share) * random.uniform()) for side in (height, width))
    part = rgb[top : top + int(share * height), left : left + int(share * width)][:, ::-1]
    toned = (part / 255) ** random.choice((0.75, 1.3, 1.5)) * random.uniform(0.75, 1)
    return resize_picture(np.rint(255 * toned).astype(np.uint8), SIDE, SIDE)


def fade(rgb: Picture, seed: int) -> Picture:
    """Return a picture as an old print: half of the contrast, on a lighter ground."""
    random = np.random.default_rng((12, seed))
    lab = rgb_to_lab(rgb)
    lab[..., 0] = random.uniform(15, 35) + random.uniform(0.4, 0.6) * lab[..., 0]
    lab[..., 1:] *= 0.8
    return lab_to_rgb(lab)
