"""Pickers, measured: a simulated person clicks until the mask is right [1]_.

The first click is the innermost spot of a thing, each later one the middle of the largest error.

References
----------
.. [1] Sofiiuk, Petrov, Konushin, "Reviving Iterative Training with Mask Guidance for Interactive
   Segmentation", ICIP 2022.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from studio.color.arrays import Float, Mask, Picture
from studio.color.lab import turn_gray
from studio.evaluate.labelled import LEAST, THING, Labelled, Pack, Target, mark
from studio.models.registry import Registry
from studio.photo.photo import Photo, from_array
from studio.recipe.hints import Hints, Point
from studio.recipe.regions import AS_FOUND, Click, Picked
from studio.rendering.memory import Memory
from studio.segment import grabcut
from studio.segment.finder import Finder
from studio.segment.picking import overlap

CLICKS = 10  # at most, at each thing
BOXED = 4  # answers to a box: to it alone, then with a click more each
SLACK = 0.03  # of the photo's sides, by which a simulated box is larger than the thing
STROKE = 0.02  # size of GrabCut's points, as a share of the longer side
PARTING = "person"  # the name of those that are to be told apart
PARTED = (0.6, 0.25)  # more than so much of one person, less than so much of the others
TOUCH = 7  # pixels of the square in which two of them touch

Box = tuple[float, float, float, float]
Answer = Callable[[tuple[Click, ...], Box | None], Mask]


@dataclass(frozen=True, kw_only=True)
class Trial:
    """How one thing was picked."""

    source: str
    overlaps: tuple[float, ...]  # IoU after 1, 2, ... clicks; CLICKS of them
    boxed: tuple[float, ...]  # IoU after a box, and 1, 2, ... clicks; BOXED of them
    obeyed: float  # share of all clicks, after each answer, that are in or out as told


def measure(
    pack: Pack, drawn: Iterable[tuple[Labelled, Target]], answers: Callable[[Photo], Answer]
) -> list[Trial]:
    """Pick things in gray photos; `answers` opens a photo, and tells a mask for clicks and box."""
    return [_pick_one(pack, labelled, target, answers) for labelled, target in drawn]


def by_picker(model: str, registry: Registry) -> Callable[[Photo], Answer]:
    """Answer by a picker of the catalog, at the photo's size."""
    memory = Memory(registry)

    def open_photo(source: Photo) -> Answer:
        size = source.height, source.width
        finder = Finder(photo=source, tidying=AS_FOUND, segmenters=memory, size=size)

        def answer(clicks: tuple[Click, ...], box: Box | None) -> Mask:
            where = Picked(model=model, clicks=clicks, box=box)
            return finder.region(where)

        return answer

    return open_photo


def by_grabcut(source: Photo) -> Answer:
    """Answer by GrabCut with points as strokes."""

    def answer(clicks: tuple[Click, ...], box: Box | None) -> Mask:
        inside, outside = (
            Hints(tuple(_dot(click) for click in clicks if click.inside == side))
            for side in (True, False)
        )
        frame = grabcut.Box(*box) if box else grabcut.WHOLE
        return grabcut.subject(source.rgb, frame, inside, outside)

    return answer


def _dot(click: Click) -> Point:
    """Turn a click into a small stroke, whose colour does not matter."""
    return Point(x=click.x, y=click.y, color="#000000", size=STROKE)


def part(pack: Pack, answers: Callable[[Photo], Answer]) -> dict[str, float]:
    """Tell apart those that touch another of their name: all of PARTING in a pack.

    Returns
    -------
    dict
        Share of those of which a mask has most, and little of those that touch it, after 1 and 3
        clicks; and their number. Empty where nobody touches another.
    """
    rows = []
    for shown, truth, first, others in _find_touching(pack):
        masks, _ = _run(answers(shown), truth, (first,), None, 3)
        rows.append([_is_apart(mask, truth, others) for mask in masks])
    if not rows:
        return {}
    shares = np.mean(rows, axis=0)
    return {"parted@1": float(shares[0]), "parted@3": float(shares[2]), "touching": len(rows)}


def count_clicks(overlaps: Sequence[float], wanted: float) -> int:
    """Return after how many clicks an IoU is reached; as many as there are if it never is."""
    reached = (n for n, overlap in enumerate(overlaps, 1) if overlap >= wanted)
    return next(reached, len(overlaps))


def summarize(trials: Sequence[Trial]) -> dict[str, float]:
    """Sum trials up: mean IoU by clicks, clicks needed, and what clicks do.

    "lowered" is the mean by which a click lowers IoU where it does, "obeyed" the share of clicks
    that are in or out as told.
    """
    overlaps = np.array([trial.overlaps for trial in trials])
    boxed = np.array([trial.boxed for trial in trials])
    change = np.diff(overlaps, axis=1)
    lowered = -change[change < -1e-3]
    told = {f"IoU@{n}": float(overlaps[:, n - 1].mean()) for n in (1, 2, 3, 5)}
    needed = {
        f"NoC@{w}": float(np.mean([count_clicks(row, w / 100) for row in overlaps]))
        for w in (85, 90)
    }
    after_box = {f"box+{n}": float(boxed[:, n].mean()) for n in range(BOXED)}
    done = {
        "lowered": float(lowered.mean()) if lowered.size else 0.0,
        "obeyed": float(np.mean([trial.obeyed for trial in trials])),
    }
    return {**told, **needed, **after_box, **done}


def pick(truth: Mask, first: Click, answer: Answer, source: str = "") -> Trial:
    """Pick a thing whose mask is known, once by clicks and once by a box."""
    masks, obeyed = _run(answer, truth, (first,), None, CLICKS)
    boxed, obeyed_boxed = _run(answer, truth, (), _box(truth), BOXED)
    return Trial(
        source=source,
        overlaps=tuple(overlap(mask, truth) for mask in masks),
        boxed=tuple(overlap(mask, truth) for mask in boxed),
        obeyed=float(np.mean(obeyed + obeyed_boxed)),
    )


def _pick_one(
    pack: Pack, labelled: Labelled, target: Target, answers: Callable[[Photo], Answer]
) -> Trial:
    layer = pack.layers(labelled)[target.layer]
    first = click_innermost(mark(layer, target.core), inside=True)
    shown = _turn_gray(labelled, pack.picture(labelled))
    return pick(mark(layer, target.ids), first, answers(shown), labelled.source)


def _run(
    answer: Answer, truth: Mask, clicks: tuple[Click, ...], box: Box | None, rounds: int
) -> tuple[list[Mask], list[bool]]:
    """Click until nothing is wrong; return the mask after each answer, and what was obeyed."""
    masks: list[Mask] = []
    obeyed: list[bool] = []
    while len(masks) < rounds:
        mask = answer(clicks, box)
        masks.append(mask)
        obeyed += [bool(mask[_pixel(c, *mask.shape)]) == c.inside for c in clicks]
        correction = next_click(mask, truth)
        if correction is None:
            masks += [mask] * (rounds - len(masks))
        else:
            clicks = (*clicks, correction)
    return masks, obeyed or [True]


def next_click(mask: Mask, truth: Mask) -> Click | None:
    """Return the deepest spot of the largest errors of either kind; nothing if there is none."""
    kinds = ((find_largest(truth & ~mask), True), (find_largest(mask & ~truth), False))
    errors = [(error, inside) for error, inside in kinds if error is not None]
    if not errors:
        return None
    error, inside = max(errors, key=lambda pair: _depth(pair[0]).max())
    return click_innermost(error, inside=inside)


def find_largest(mask: Mask) -> Mask | None:
    """Return the largest connected part of a mask; nothing if it is empty."""
    count, parts, about, _ = cv2.connectedComponentsWithStats(mask.view(np.uint8), connectivity=4)
    if count == 1:
        return None
    return parts == 1 + about[1:, cv2.CC_STAT_AREA].argmax()


def click_innermost(mask: Mask, *, inside: bool) -> Click:
    """Click on the innermost pixel of a mask."""
    depth = _depth(mask)
    row, column = np.unravel_index(depth.argmax(), depth.shape)
    height, width = mask.shape
    return Click((int(column) + 0.5) / width, (int(row) + 0.5) / height, inside)


def _depth(mask: Mask) -> Float:
    """Measure how far inside each pixel is; what is beyond the photo is outside."""
    padded = np.pad(mask.view(np.uint8), 1)
    depth = cv2.distanceTransform(padded, cv2.DIST_L2, cv2.DIST_MASK_5)[1:-1, 1:-1]
    return depth.astype(np.float32, copy=False)


def _box(truth: Mask) -> Box:
    """Draw a box around a mask, a little larger."""
    (top, bottom), (left, right) = (
        (max(where[0] / side - SLACK, 0), min((where[-1] + 1) / side + SLACK, 1))
        for where, side in (
            (np.flatnonzero(truth.any(axis)), truth.shape[1 - axis]) for axis in (1, 0)
        )
    )
    return left, top, right, bottom


def _turn_gray(labelled: Labelled, rgb: Picture) -> Photo:
    """Show a photo without its colours."""
    name = f"{labelled.source}/{labelled.name}"
    return from_array(turn_gray(rgb), name)


def _find_touching(pack: Pack) -> Iterator[tuple[Photo, Mask, Click, list[Mask]]]:
    """Yield photos with one of PARTING, its mask, its first click, and those that it touches."""
    for labelled in pack.photos:
        targets = [t for t in labelled.targets if (t.name, t.level) == (PARTING, THING)]
        if len(targets) < 2:
            continue
        layers = pack.layers(labelled)
        masks = [mark(layers[t.layer], t.ids) for t in targets]
        for target, mask in zip(targets, masks, strict=True):
            near = cv2.dilate(mask.view(np.uint8), np.ones((TOUCH, TOUCH), np.uint8)) > 0
            others = [other for other in masks if other is not mask and (other & near).any()]
            if mask.mean() >= LEAST and others:
                core = mark(layers[target.layer], target.core)
                shown = _turn_gray(labelled, pack.picture(labelled))
                yield shown, mask, click_innermost(core, inside=True), others


def _is_apart(mask: Mask, truth: Mask, others: Sequence[Mask]) -> bool:
    """Tell whether a mask has most of a thing, and little of all those that touch it together."""
    most, least = PARTED
    rest = np.any(others, axis=0) & ~truth  # marks of two may lie over one another
    has_most = (mask & truth).sum() > most * truth.sum()
    return bool(has_most and (mask & rest).sum() < least * rest.sum())


def _pixel(click: Click, height: int, width: int) -> tuple[int, int]:
    return min(int(click.y * height), height - 1), min(int(click.x * width), width - 1)
