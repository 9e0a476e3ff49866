"""Picking: from clicks on a photo, or a box, to the mask of the thing that is meant.

Clicks are answered one after the other, each with the mask that the ones before it made. What is
small is looked at again in a window around it. Who clicks again is answered with more care, by two
looks, one at the mirrored photo. Where a net does not do as it was told, it is made to: what
was clicked inside is in, what was clicked outside is out.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np

from studio.color.arrays import Float, Mask, Picture
from studio.color.sizes import resize_picture
from studio.errors import StudioError
from studio.language import _
from studio.models.picker import Look, Picks, Pointing, sigmoid
from studio.models.registry import Encoder, Picker, Registry
from studio.photo.photo import Photo
from studio.recipe.hints import BEST, LEVELS, Level
from studio.recipe.regions import Click, Picked
from studio.segment.windows import Window, centre, move

GROWTH = 2.0  # sides of the window of a second look, as a multiple of what was found
LEAST_WINDOW = 0.4  # of the photo's sides
MOST_WINDOW = 0.55  # of the photo's area: a larger thing is seen well enough
CAREFUL = 2  # clicks from which on the mirrored photo is looked at as well
STEADY = 0.4  # weight in a window of what was found before: two looks err less than one
ROUNDEST = 1.6  # the longer side of a window, as a multiple of the shorter, at most
REACH = 0.08  # of the longer side: how far an effort to obey a click goes
LIKE = 1.5  # logits by which a place may differ from a click to be moved with it
FIRM = 0.4  # logit that a click is brought to
SAME = 0.95  # overlap from which on two levels are one to a person,
SIDE = 256  # compared in maps of so many pixels a side


@dataclass(frozen=True, eq=False, kw_only=True)
class Found:
    """What was found in a window of a photo; there is nothing outside of it.

    Parameters
    ----------
    plane : float32 array of shape (h, w)
        How likely each spot is inside: above 0.5 it is.
    window : Window
    whole : Window
        All of the photo.
    level : int
        Which of `LEVELS` it is.
    """

    plane: Float
    window: Window
    whole: Window
    level: int

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return self.plane.nbytes


Recall = Callable[[tuple, Callable[[], Any]], Any]  # what is filed under a key, or made now


@dataclass(frozen=True, kw_only=True)
class Sight:
    """A photo, and who looks at it; what was seen and found is recalled.

    Each method raises what stands in the way of a model: UnknownModelError, MissingWeightsError or
    CorruptWeightsError.
    """

    photo: Photo
    model: str  # of a picker in the catalog
    registry: Registry
    recall: Recall

    @property
    def whole(self) -> Window:
        """All of the photo."""
        return Window(top=0, bottom=self.photo.height, left=0, right=self.photo.width)

    def find(self, where: Picked) -> Found:
        """Find what clicks or a box point at."""
        key = (self.photo.key, "thing", self.model, where.clicks, where.box, where.level)
        return self.recall(key, lambda: self._find(where))

    def _find(self, where: Picked) -> Found:
        """Answer the last click, after those before it."""
        last = self._find_before(where)
        if last is None or not _holds_all(last.window, where.clicks, self.whole):
            last = self._answer(self.whole, where, last)
        window = last.window
        if window == self.whole:
            window = _frame(last, where, self.whole)
        if window != self.whole:
            last = self._answer(window, where, last)
        clicks = _place(where.clicks, window, self.whole)
        return replace(last, plane=connect(obey(last.plane, clicks), clicks))

    def _find_before(self, where: Picked) -> Found | None:
        """Find what was pointed at before the last click; nothing if that is the first."""
        earlier = where.clicks[:-1]
        if where.clicks and (where.box or any(click.inside for click in earlier)):
            return self.find(replace(where, clicks=earlier))
        return None

    def _answer(self, window: Window, where: Picked, last: Found | None) -> Found:
        """Ask about a window, given what was found so far."""
        look, pointing = self._look(window), _view(window, where, self.whole)
        half = (look.height // 2, look.width // 2)
        before = None if last is None else move(last.plane, last.window, window, *half)
        picks = self._picker.pick(look, pointing, before)
        if len(where.clicks) >= CAREFUL:
            flipped = None if before is None else np.ascontiguousarray(before[:, ::-1])
            mirrored = self._picker.pick(self._look_mirrored(window), pointing.mirror(), flipped)
            picks = picks.join(mirrored.mirror())
        level = _choose(picks, pointing) if where.level == BEST else LEVELS.index(where.level)
        plane = picks.masks[level]
        if last is not None and window != self.whole:
            before = move(last.plane, last.window, window, *plane.shape)
            plane = plane * np.float32(1 - STEADY) + before * np.float32(STEADY)
        return Found(plane=plane, window=window, whole=self.whole, level=level)

    def _look(self, window: Window) -> Look:
        return self.recall((self.photo.key, "look", self.model, window), lambda: self._see(window))

    def _look_mirrored(self, window: Window) -> Look:
        key = (self.photo.key, "mirrored look", self.model, window)
        return self.recall(key, lambda: self._see_mirrored(window))

    def _see(self, window: Window) -> Look:
        """Look at a window: by what the encoder saw of the photo already, if it is all of it."""
        picker, encoder = self._picker, self._encoder
        rgb = self._cut(window)
        if window != self.whole:
            return picker.look(rgb, encoder.encode(rgb))
        key = (self.photo.key, "seen", picker.encoder)  # where what it colours from is filed
        return picker.look(rgb, self.recall(key, lambda: encoder.encode(rgb)))

    def _see_mirrored(self, window: Window) -> Look:
        rgb = np.ascontiguousarray(self._cut(window)[:, ::-1])
        return self._picker.look(rgb, self._encoder.encode(rgb))

    def _cut(self, window: Window) -> Picture:
        """Return a window at the size of the encoder."""
        size = self._encoder.size(window.height, window.width)
        return _resize(self.photo.rgb[window.slices], *size)

    @property
    def _picker(self) -> Picker:
        return self.registry.picker(self.model)

    @property
    def _encoder(self) -> Encoder:
        return self.registry.encoder(self._picker.encoder)


def spread(found: Found, height: int, width: int) -> Float:
    """Return how likely each spot of the whole photo is inside: float32 (height, width)."""
    return move(found.plane, found.window, found.whole, height, width)


def hold(levels: Picture, clicks: tuple[Click, ...]) -> None:
    """Put the pixels of clicks in a soft mask, uint8 (H, W), in or out, whatever edges say."""
    for reach in (1, 0):  # at first with their neighbours, which may be another click's spot
        for click in clicks:
            row, column = _spot(click.x, click.y, *levels.shape)
            if (levels[row, column] > 127) != click.inside:
                rows = slice(max(row - reach, 0), row + reach + 1)
                columns = slice(max(column - reach, 0), column + reach + 1)
                levels[rows, columns] = 255 * click.inside


def obey(plane: Float, clicks: Float) -> Float:
    """Make a map do as clicks say: what is like a click, and near it, moves with it.

    Parameters
    ----------
    plane : float32 array of shape (h, w)
        How likely each spot is inside.
    clicks : float32 array of shape (N, 3)
        x and y in shares of the map, and 1 for inside or -1 for outside.

    Returns
    -------
    float32 array of shape (h, w)
        On the side of 0.5 that each click asks for, at the click.
    """
    height, width = plane.shape
    likely = np.clip(plane, 1e-4, 1 - 1e-4)
    logits = np.log(likely / (1 - likely))
    y, x = ((np.arange(side) + 0.5) for side in (height, width))
    for click_x, click_y, sign in clicks:
        here = logits[_spot(click_x, click_y, height, width)]
        if sign * here < FIRM:
            square = (y[:, None] - click_y * height) ** 2 + (x - click_x * width) ** 2
            near = np.exp(-square / (REACH * max(height, width)) ** 2)
            logits += (sign * FIRM - here) * near * np.exp(-(((logits - here) / LIKE) ** 2))
    for click_x, click_y, sign in clicks:  # those too close to one of the other kind
        spot = _spot(click_x, click_y, height, width)
        if sign * logits[spot] <= 0:
            logits[spot] = sign * FIRM
    return sigmoid(logits)


def connect(plane: Float, clicks: Float) -> Float:
    """Keep of a map what hangs together with a click inside; all of it if none is.

    Parameters
    ----------
    plane : float32 array of shape (h, w)
        How likely each spot is inside.
    clicks : float32 array of shape (N, 3)
        As `obey` takes them.

    Returns
    -------
    float32 array of shape (h, w)
        What does not hang together is as likely outside as it was inside.
    """
    inside = plane > 0.5
    _, pieces = cv2.connectedComponents(inside.view(np.uint8), connectivity=8)
    kept = {int(pieces[_spot(x, y, *plane.shape)]) for x, y, sign in clicks if sign > 0}
    kept -= {0}  # of what is not inside: a click beside one of the other kind
    lost = inside & ~np.isin(pieces, list(kept))
    return np.where(lost, 1 - plane, plane) if kept else plane


def _frame(found: Found, where: Picked, whole: Window) -> Window:
    """Return a window around what was found and pointed at; all of the photo if it is large."""
    y, x = np.nonzero(found.plane > 0.5)
    rows = [*(y + 0.5) / len(found.plane), *(c.y for c in where.clicks if c.inside)]
    columns = [*(x + 0.5) / found.plane.shape[1], *(c.x for c in where.clicks if c.inside)]
    if where.box:
        rows, columns = [*rows, *where.box[1::2]], [*columns, *where.box[::2]]
    high, wide = (
        max((max(ends) - min(ends)) * GROWTH, LEAST_WINDOW) * side
        for ends, side in ((rows, whole.height), (columns, whole.width))
    )
    high, wide = max(high, wide / ROUNDEST), max(wide, high / ROUNDEST)
    if high * wide > MOST_WINDOW * whole.height * whole.width:
        return whole
    top, bottom = centre((max(rows) + min(rows)) / 2, high, whole.height)
    left, right = centre((max(columns) + min(columns)) / 2, wide, whole.width)
    return Window(top=top, bottom=bottom, left=left, right=right)


def _holds_all(window: Window, clicks: tuple[Click, ...], whole: Window) -> bool:
    """Tell whether all that is to be inside lies in a window that is not all of the photo."""
    places = ((c.x * whole.width, c.y * whole.height) for c in clicks if c.inside)
    return window != whole and all(window.holds(*place) for place in places)


def _view(window: Window, where: Picked, whole: Window) -> Pointing:
    """Say in shares of a window what was said in shares of the photo."""
    box = where.box and tuple(
        (end * side - first) / length
        for end, side, first, length in zip(
            where.box,
            (whole.width, whole.height) * 2,
            (window.left, window.top) * 2,
            (window.width, window.height) * 2,
            strict=True,
        )
    )
    return Pointing(_place(where.clicks, window, whole), box)  # type: ignore[arg-type]


def _place(clicks: tuple[Click, ...], window: Window, whole: Window) -> Float:
    """Return the clicks that lie in a window, in shares of it: float32 (N, 3)."""
    rows = [
        (
            (c.x * whole.width - window.left) / window.width,
            (c.y * whole.height - window.top) / window.height,
            1 if c.inside else -1,
        )
        for c in clicks
    ]
    return np.array(
        [row for row in rows if 0 <= min(row[:2]) <= max(row[:2]) <= 1], np.float32
    ).reshape(-1, 3)


def _choose(picks: Picks, pointing: Pointing) -> int:
    """Choose among part, thing and group: what agrees with the clicks, then the best score."""
    height, width = picks.masks.shape[1:]
    agreed = np.zeros(len(LEVELS))
    for x, y, sign in pointing.clicks:
        row, column = _spot(x, y, height, width)
        agreed += (picks.masks[:, row, column] > 0.5) == (sign > 0)
    return int(np.lexsort((picks.scores, agreed))[-1])


def _spot(x: float, y: float, height: int, width: int) -> tuple[int, int]:
    return min(int(y * height), height - 1), min(int(x * width), width - 1)


def _resize(rgb: Picture, height: int, width: int) -> Picture:
    """Bring a window to the size of a net: small ones are enlarged smoothly."""
    if rgb.shape[0] * rgb.shape[1] >= height * width:
        return resize_picture(rgb, height, width)
    return cv2.resize(rgb, (width, height), interpolation=cv2.INTER_LINEAR).astype(
        np.uint8, copy=False
    )


def find_other(find: Callable[[Picked], Found], where: Picked) -> Level:
    """Return the next level at which another thing is found: part, thing, group, and around again.

    Raises
    ------
    StudioError
        If all three are the same.
    """
    found = find(where)
    shown = spread(found, SIDE, SIDE) > 0.5
    for step in range(1, len(LEVELS)):
        level = LEVELS[(found.level + step) % len(LEVELS)]
        other = spread(find(replace(where, level=level)), SIDE, SIDE) > 0.5
        if overlap(shown, other) < SAME:
            return level
    same = _("a part, a thing and a group that are the same here")
    raise StudioError(same, _("one that is larger or smaller"), _("choose a spot beside it"))


def overlap(one: Float | Mask, other: Float | Mask) -> float:
    """Return the share of two things that both have."""
    return float(np.minimum(one, other).sum() / max(np.maximum(one, other).sum(), 1))
