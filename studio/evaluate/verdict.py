"""The verdict: what figures say, in plain words."""

import math
from collections.abc import Mapping, Sequence

from studio.evaluate.automatic import Figures

CLEARLY = 0.1  # dB by which one way must be closer to the originals than gray, or further
MOST_NAMED = 3


def verdict(gray: Figures, ways: Mapping[str, Figures]) -> str:
    """Say which way to colour looks most real, which is closest to the truth, and which are no use.

    `gray` is of photos left gray; the ways, one at least, go by the name that a person reads.

    Examples
    --------
    >>> from studio.evaluate.realism import Realism
    >>> rest = {"ssim": 0.9, "delta_e": 9.0, "seconds": 0.1, "colorfulness": 0.7, "drained": 0}
    >>> gray = Figures(psnr=23.7, variety=0, realism=Realism(42.0, 30.0, 55.0), **rest)
    >>> calm = Figures(psnr=24.2, variety=0.72, realism=Realism(16.4, 9.7, 24.9), **rest)
    >>> bold = Figures(psnr=23.7, variety=0.77, realism=Realism(14.2, 7.7, 21.9), **rest)
    >>> print(verdict(gray, {"Natural": calm, "Vivid": bold}))
    Vivid looks most like photos; its colours differ 77 % as much as the true ones. Natural is \
closest to the true colours, 0.5 dB closer than gray.
    """
    closest = max(ways, key=lambda name: ways[name].psnr)
    worse = [name for name, figures in ways.items() if _is_worse(figures, gray)]
    if len(worse) == len(ways):
        return f"Every way to colour is worse than gray here; {closest} the least so."
    best = find_best(gray, ways)
    is_real = _is_more_real(ways[best], gray)
    words = "looks most like photos" if is_real else "is the most colourful"
    share = f"{ways[best].variety:.0%}".replace("%", " %")
    first = f"{best} {words}; its colours differ {share} as much as the true ones."
    gain = ways[closest].psnr - gray.psnr
    second = f"{closest} is closest to the true colours, {gain:.1f} dB closer than gray."
    if gain < CLEARLY:
        second = "None is clearly closer to the true colours than gray."
    return " ".join([first, second, *_tell_worse(worse)])


def find_best(gray: Figures, ways: Mapping[str, Figures]) -> str:
    """Return the way of which the verdict speaks first: the most real, else the most colourful.

    One that is worse than gray is so only if all are: then it is the closest to the truth.
    """
    good = {name: figures for name, figures in ways.items() if not _is_worse(figures, gray)}
    if not good:
        return max(ways, key=lambda name: ways[name].psnr)
    real = min(good, key=lambda name: _kid(good[name]))
    if _is_more_real(good[real], gray):
        return real
    return max(good, key=lambda name: good[name].variety)


def _tell_worse(names: Sequence[str]) -> list[str]:
    if not names:
        return []
    named, others = list(names[:MOST_NAMED]), len(names) - MOST_NAMED
    if others > 0:
        named.append(f"{others} more")
    listed = " and ".join(filter(None, [", ".join(named[:-1]), named[-1]]))
    return [f"{listed} {'is' if len(names) == 1 else 'are'} worse than gray."]


def _is_worse(figures: Figures, gray: Figures) -> bool:
    """Tell whether a way is further from the truth than gray in every respect."""
    is_further = figures.psnr < gray.psnr - CLEARLY and figures.delta_e > gray.delta_e
    return is_further and not _is_more_real(figures, gray)


def _kid(figures: Figures) -> float:
    return figures.realism.kid if figures.realism else math.inf


def _is_more_real(figures: Figures, gray: Figures) -> bool:
    """Tell so only of what is sure: of few photos the interval is wide."""
    if figures.realism is None or gray.realism is None:
        return False
    return figures.realism.high < gray.realism.kid
