"""Paper: what lies around the picture of a print, and where it ends.

Paper has one colour up to a straight edge. It is looked for from each side of a photo, and again
within what was found: on a scanner's bed lies a page, on the page a print, and the print has a
border. A stamp, or a line of writing, does not stand in the way. Sky and sea are no paper: paper
lies on all sides, or is narrow.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np

from studio.color.arrays import Float, Picture
from studio.color.lab import rgb_to_lab
from studio.color.sizes import shrink
from studio.photo.edges import CLOSE, Line, fit, locate, turn
from studio.photo.frame import Edge, Frame, Side

SIDE = 512  # pixels of the longer side at which paper is looked for
SIDES: tuple[Side, ...] = ("top", "bottom", "left", "right")
LAYERS = 3  # of paper around one another
LEAST = 32  # pixels of a picture's sides
DEEPEST = 0.4  # of a side: how far from it paper ends at most
NARROW = 0.1  # the same where paper is on one side or two
AROUND = 3  # sides with paper that suffice for the outermost layer, and for light paper
OUTERMOST = 0.008  # of a side: the rows that tell what paper is like,
LEAST_PAPER = 0.7  # and so much of them is paper
STEP = 2.5  # in L*a*b*: by how much a pixel of a picture differs from paper at least,
ROUGH = 4.0  # and by how many times as much as paper from itself as a rule,
ROUGHEST = 7.0  # which is no more than this
SAME = 8.0  # in L*a*b*: by how much the paper of two sides differs at most
MOST_WRITTEN = 0.3  # of the places where paper ends: those before the edge
UNEVEN = 2.5  # times as wide as on any other side: paper is no wider
GAP = 2  # pixels left out between two layers


@dataclass(frozen=True)
class Demand:
    """How much of an edge must be seen."""

    seen: float  # share of a side on which paper ends anywhere
    straight: float  # share of that which lies on one line


STRICT = Demand(0.3, 0.5)
KNOWN = Demand(0.1, 0.35)  # where paper is known from other sides


@dataclass(frozen=True, eq=False)
class Margin:
    """Paper along a side."""

    line: Line  # where it ends, with that side on top
    paper: Float  # (3,): L*a*b*


Margins = Mapping[Side, Margin]


@dataclass
class _Box:
    """What may be picture, in pixels: how far it is from each side of the photo."""

    top: int = 0
    bottom: int = 0
    left: int = 0
    right: int = 0

    def cut(self, lab: Float) -> Float:
        height, width = lab.shape[:2]
        return lab[self.top : height - self.bottom, self.left : width - self.right]


def find_frame(rgb: Picture) -> Frame:
    """Find the picture in a photo, uint8 (H, W, 3): WHOLE if there is no paper around it."""
    lab = rgb_to_lab(shrink(rgb, SIDE))
    box, edges = _Box(), dict[Side, Edge]()
    for layer in range(LAYERS):
        inside = box.cut(lab)
        margins = _find_margins(inside, AROUND if layer == 0 else len(SIDES))
        if not margins:
            break
        edges.update({side: _place(one.line, side, box, lab) for side, one in margins.items()})
        for side, one in margins.items():
            length = turn(inside, side).shape[1]
            setattr(box, side, getattr(box, side) + math.ceil(one.line.lowest(length)) + GAP)
        if min(box.cut(lab).shape[:2]) < LEAST:
            break
    reach = max(4, math.ceil(3 * max(rgb.shape[:2]) / SIDE))
    return Frame(**{side: locate(rgb, side, edge, reach) for side, edge in edges.items()})


def _place(line: Line, side: Side, box: _Box, lab: Float) -> Edge:
    """Return where a line within a box lies in the whole photo."""
    height, width = turn(lab, side).shape[:2]
    first = box.left if side in ("top", "bottom") else box.top
    ends = ((getattr(box, side) + line.at(x - first)) / height for x in (0, width))
    begin, end = (1 - share if side in ("bottom", "right") else share for share in ends)
    return begin, end


def _find_margins(lab: Float, least: int) -> Margins:
    """Find the paper around a picture, float32 (H, W, 3), on at least so many sides.

    Light paper may be on fewer; and on one side or two that of the outermost layer, if narrow.
    """
    found = {side: _find_margin(turn(lab, side), STRICT) for side in SIDES}
    some = {side: margin for side, margin in found.items() if margin}
    alike = max((_choose_like(one, some) for one in some.values()), key=len, default={})
    around = {**alike, **_complete(lab, alike)} if len(alike) > 1 else alike
    is_light = all(_is_outside(turn(lab, side), one) > 0 for side, one in around.items())
    if len(around) >= least or (len(around) >= AROUND and is_light):
        return around
    if least > AROUND:
        return {}
    return {side: one for side, one in some.items() if _is_narrow(turn(lab, side), one)}


def _choose_like(one: Margin, margins: Margins) -> Margins:
    """Return the margins of the same paper as one of them."""
    return {
        side: other
        for side, other in margins.items()
        if np.linalg.norm(one.paper - other.paper) <= SAME
    }


def _complete(lab: Float, known: Margins) -> Margins:
    """Look for known paper on the other sides: at about the same width, and between those known."""
    paper = np.median([one.paper for one in known.values()], axis=0)
    widest = UNEVEN * max(one.line.depth for one in known.values())
    more: dict[Side, Margin] = {}
    for side in SIDES:
        if side in known:
            continue
        ends: tuple[Side, Side] = ("left", "right") if side in SIDES[:2] else ("top", "bottom")
        first, last = (int(known[end].line.depth) if end in known else 0 for end in ends)
        seen = turn(lab, side)
        margin = _find_margin(seen[:, first : seen.shape[1] - last], KNOWN, paper, widest)
        if margin:
            line = Line(margin.line.at(-first), margin.line.slope)
            more[side] = Margin(line, paper)
    return more


def _find_margin(
    lab: Float, demand: Demand, paper: Float | None = None, widest: float = math.inf
) -> Margin | None:
    """Find paper at the top of a picture, float32 (H, W, 3)."""
    height, width = lab.shape[:2]
    outer = lab[: max(2, round(OUTERMOST * height))].reshape(-1, 3)
    paper = np.median(outer, axis=0) if paper is None else paper
    away = np.linalg.norm(outer - paper, axis=1)
    step = max(STEP, ROUGH * float(np.median(away)))
    if step > ROUGHEST or (away < step).mean() < LEAST_PAPER:
        return None
    deepest = math.ceil(min(DEEPEST * height, max(widest, 8)))
    differs = np.linalg.norm(lab[:deepest] - paper, axis=2) > step
    pair = np.ones((2, 1), np.uint8)  # of pixels, one above the other: a single one is a speck
    differs = cv2.erode(differs.view(np.uint8), pair, anchor=(0, 0), borderValue=0) > 0
    x = np.flatnonzero(differs.any(axis=0))
    if x.size < max(1, demand.seen * width):
        return None
    y = differs[:, x].argmax(axis=0)
    line, close = fit(x, y)
    is_before = y < line.depth + line.slope * x - CLOSE
    if close < demand.straight * x.size or is_before.mean() > MOST_WRITTEN:
        return None
    return Margin(line, paper) if min(line.depth, line.at(width)) >= 1 else None


def _is_narrow(lab: Float, margin: Margin) -> bool:
    """Tell whether paper is narrow, and no shade of the picture."""
    return margin.line.lowest(lab.shape[1]) <= NARROW * len(lab) and _is_outside(lab, margin) != 0


def _is_outside(lab: Float, margin: Margin) -> int:
    """Tell whether paper is as light as the lightest of a picture, 1, as the darkest, -1, or 0."""
    inside = lab[int(margin.line.lowest(lab.shape[1])) + GAP :, :, 0]
    if not inside.size:
        return 0
    darkest, lightest = np.percentile(inside, [1, 99])
    return int(margin.paper[0] >= lightest - 1) - int(margin.paper[0] <= darkest + 1)
