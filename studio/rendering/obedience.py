"""Obedience: a hinted spot gets the colour asked for, and its surroundings follow.

A model that takes hints comes near the chosen colour; what is missing is added here and spread
over the region around the hint, up to the edges of the photo's lightness.
"""

from dataclasses import dataclass
from itertools import compress

import numpy as np

from studio.color.arrays import Float
from studio.color.gamut import into_gamut
from studio.color.lab import hex_to_ab, lab_to_rgb
from studio.color.smoothing import Smoother, influence, smoother
from studio.color.srgb import rgb_to_hex
from studio.recipe.footprint import label
from studio.recipe.hints import Hints

# Both chosen by PSNR on 48 photos at 256 x 256 with 1 to 200 hints. A net that follows its hints
# gains 0 to 0.9 dB, one that ignores them 0.1 to 4; a longer reach helps the latter alone.
REACH = 1 / 16  # of the longer side: where a correction has faded to about a third
NOTICEABLE = 2.3  # just noticeable difference in CIE L*a*b*


@dataclass(frozen=True)
class Unreachable:
    """A hint whose colour sRGB cannot show at the lightness that the photo has there."""

    name: str  # "point 3"
    asked: str  # "#rrggbb"
    shown: str  # the nearest colour of that lightness and hue, "#rrggbb"


def obey(chroma: Float, hint: Float, lightness: Float) -> Float:
    """Give hinted pixels exactly their colour, and spread the correction.

    Parameters
    ----------
    chroma : float32 array of shape (h, w, 2)
        What a model proposes; a longer side up to 512 keeps this interactive. It is what comes back
        where there are no hints at all.
    hint : float32 array of shape (h, w, 3)
        ab where a hint is and 0 elsewhere, then the mask, as `footprint.rasterise` draws it.
    lightness : float32 array of shape (h, w)
        L*, 0 to 100.
    """
    return correct(chroma, hint, smoother(lightness, REACH))


def correct(chroma: Float, hint: Float, smooth: Smoother) -> Float:
    """Do what `obey` does, with a smoother of the photo that was prepared before."""
    hinted = hint[..., 2] > 0
    if not hinted.any():
        return chroma
    asked = hint[hinted][:, :2]
    missing = np.zeros_like(chroma)
    missing[hinted] = asked - chroma[hinted]
    spread = influence(missing, hinted.astype(np.float32), smooth)
    # Influences above 1 are an average of many hints, below 1 the fading of few.
    corrected = chroma + spread[..., :2] / np.maximum(spread[..., 2:], 1)
    corrected[hinted] = asked
    return corrected.astype(np.float32, copy=False)


def unreachable(hints: Hints, lightness: Float) -> tuple[Unreachable, ...]:
    """Tell which hints ask for a colour that cannot be had at the photo's lightness.

    The lightness is L*, float32 (h, w), of the whole photo at any size; a hint is judged at its
    mean.
    """
    if not hints:
        return ()
    labels = label(hints, *lightness.shape).ravel()
    count = np.bincount(labels, minlength=len(hints) + 1)[1:]
    total = np.bincount(labels, lightness.ravel(), minlength=len(hints) + 1)[1:]
    asked = [hint.color for hint in hints.painted]
    ab = np.stack([hex_to_ab(color) for color in asked])
    lab = np.column_stack([total / np.maximum(count, 1), ab]).astype(np.float32)
    nearest = into_gamut(lab)
    lost = (np.linalg.norm(lab - nearest, axis=1) > NOTICEABLE) & (count > 0)
    shown = [rgb_to_hex(rgb) for rgb in lab_to_rgb(nearest[None])[0]]
    rows = zip(hints.names, asked, shown, strict=True)
    return tuple(Unreachable(*row) for row in compress(rows, lost))
