"""The verdict: what figures say, in plain words."""

import math
from collections.abc import Mapping, Sequence

from studio.evaluate.automatic import Figures
from studio.language import Sentence, _, ngettext

CLEARLY = 0.1  # dB by which one way must be closer to the originals than gray, or further
MOST_NAMED = 3


def verdict(gray: Figures, ways: Mapping[str, Figures]) -> Sentence:
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
        return _(
            "Every way to colour is worse than gray here; {closest} the least so.", closest=closest
        )
    best = find_best(gray, ways)
    first = _praise(best, 100 * ways[best].variety, is_real=_is_more_real(ways[best], gray))
    second = _("None is clearly closer to the true colours than gray.")
    if (gain := ways[closest].psnr - gray.psnr) >= CLEARLY:
        second = _(
            "{closest} is closest to the true colours, {gain:.1f} dB closer than gray.",
            closest=closest,
            gain=gain,
        )
    said = _("{first} {second}", first=first, second=second)
    return _("{first} {second}", first=said, second=_tell_worse(worse)) if worse else said


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


def _praise(best: str, share: float, *, is_real: bool) -> Sentence:
    """Say what the best way is good at, and how much of the true variety it has, in percent."""
    if is_real:
        return _(
            "{best} looks most like photos; its colours differ {share:.0f} % as much as the true "
            "ones.",
            best=best,
            share=share,
        )
    return _(
        "{best} is the most colourful; its colours differ {share:.0f} % as much as the true ones.",
        best=best,
        share=share,
    )


def _tell_worse(names: Sequence[str]) -> Sentence:
    """Say which ways are worse than gray: one at least."""
    named: list[str] = list(names[:MOST_NAMED])
    if others := len(names) - len(named):
        named.append(_("{n} more", n=others))
    *most, last = named
    listed = _("{names} and {last}", names=", ".join(most), last=last) if most else last
    return ngettext(
        "{names} is worse than gray.", "{names} are worse than gray.", len(names), names=listed
    )


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
