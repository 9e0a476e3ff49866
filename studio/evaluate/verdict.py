"""The verdict: what figures say, in plain words."""

import math
from collections.abc import Mapping

from studio.evaluate.automatic import Figures

CLEARLY = 0.1  # dB by which one way must be closer to the originals than gray to be called so


def verdict(gray: Figures, ways: Mapping[str, Figures]) -> str:
    """Say which way to colour looks most real, which is closest to the truth, and how colourful.

    `gray` is of photos left gray; the ways, one at least, go by the name that a person reads.

    Examples
    --------
    >>> from studio.evaluate.realism import Realism
    >>> rest = {"ssim": 0.9, "delta_e": 9.0, "seconds": 0.1}
    >>> gray = Figures(psnr=23.7, colorfulness=0, realism=Realism(42.0, 30.0, 55.0), **rest)
    >>> calm = Figures(psnr=24.2, colorfulness=0.72, realism=Realism(16.4, 9.7, 24.9), **rest)
    >>> bold = Figures(psnr=23.7, colorfulness=0.77, realism=Realism(14.2, 7.7, 21.9), **rest)
    >>> print(verdict(gray, {"Natural": calm, "Vivid": bold}))
    Vivid looks most like photos, with 77 % of the true colourfulness. Natural is closest to \
the true colours, 0.5 dB closer than gray.
    """
    closest = max(ways, key=lambda name: ways[name].psnr)
    real = min(ways, key=lambda name: _kid(ways[name]))
    bold = max(ways, key=lambda name: ways[name].colorfulness)
    best, words = bold, "is the most colourful"
    if _is_more_real(ways[real], gray):
        best, words = real, "looks most like photos"
    share = f"{ways[best].colorfulness:.0%}".replace("%", " %")
    first = f"{best} {words}, with {share} of the true colourfulness."
    gain = ways[closest].psnr - gray.psnr
    if gain < CLEARLY:
        return f"{first} None is clearly closer to the true colours than gray."
    return f"{first} {closest} is closest to the true colours, {gain:.1f} dB closer than gray."


def _kid(figures: Figures) -> float:
    return figures.realism.kid if figures.realism else math.inf


def _is_more_real(figures: Figures, gray: Figures) -> bool:
    """Tell so only of what is sure: of few photos the interval is wide."""
    if figures.realism is None or gray.realism is None:
        return False
    return figures.realism.high < gray.realism.kid
