"""The verdict: what figures say, in plain words."""

import math
from collections.abc import Mapping

Figures = Mapping[str, float]  # of one way to colour, as `automatic.figures` returns them
BASELINES = ("gray", "constant")  # ways that cost nothing
CLEARLY = 0.1  # dB by which one way must be closer to the originals than gray to be called so


def verdict(figures: Mapping[str, Figures]) -> str:
    """Say which way to colour looks most real, which is closest to the truth, and how colourful.

    Parameters
    ----------
    figures : mapping of str to mapping
        Of each way by its name, BASELINES among them, and at least one that is none.

    Examples
    --------
    >>> gray = {"psnr": 23.7, "colorfulness": 0.0, "kid": 42.0}
    >>> natural = {"psnr": 24.2, "colorfulness": 0.72, "kid": 16.4, "high": 24.9}
    >>> vivid = {"psnr": 23.7, "colorfulness": 0.77, "kid": 14.2, "high": 21.9}
    >>> print(verdict({"gray": gray, "Natural": natural, "Vivid": vivid}))
    Vivid looks most like photos, with 77 % of the true colourfulness. Natural is closest to \
the true colours, 0.5 dB closer than gray.
    """
    ways = {name: row for name, row in figures.items() if name not in BASELINES}
    closest = max(ways, key=lambda name: ways[name]["psnr"])
    real = min(ways, key=lambda name: ways[name].get("kid", math.inf))
    bold = max(ways, key=lambda name: ways[name]["colorfulness"])
    # of few photos the interval is wide, and the one that looks most real does so by chance
    is_real = ways[real].get("high", math.inf) < figures["gray"].get("kid", 0)
    best, words = (real, "looks most like photos") if is_real else (bold, "is the most colourful")
    share = f"{ways[best]['colorfulness']:.0%}".replace("%", " %")
    first = f"{best} {words}, with {share} of the true colourfulness."
    gain = ways[closest]["psnr"] - figures["gray"]["psnr"]
    if gain < CLEARLY:
        return f"{first} None is clearly closer to the true colours than gray."
    return f"{first} {closest} is closest to the true colours, {gain:.1f} dB closer than gray."
