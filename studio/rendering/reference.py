"""Matching: the colours of one picture for another, where the two show the same.

Both are seen by the model that compares, which looks at lightness alone. Every place
of the photo is compared with every place of the reference, and takes the colour of what is like
it; how sure that is was learnt from pictures whose colours are known.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from studio.color.arrays import Float, Picture
from studio.color.lab import lab_to_rgb, lightness, rgb_to_lab
from studio.color.sizes import resize_map, resize_picture
from studio.color.srgb import rgb_to_hex
from studio.errors import PhotoError
from studio.language import _
from studio.models.registry import Comparer
from studio.photo.photo import Photo
from studio.photo.tone import tone
from studio.recipe.matches import Match, Reference
from studio.recipe.recipe import Recipe
from studio.rendering.memory import Memory

WEIGHTS = (0.6, 1.0, 0.5)  # of its features, from fine to coarse
SHARPNESS = 20.0  # of the choice among like places: e-fold for a step of 1/20 in the cosine
SIDE = 1_024  # longer side of a reference: twice what the widest panorama is compared at
TINY = 1e-6
DIGITS = 4  # of places and of sureness, in a recipe: far below a pixel of what is compared

# By logistic regression on 938 pairs that no figure is measured on: frames of street films 1 to 40
# apart, altered copies, unrelated photos. It says whether the reference's colour is nearer to the
# truth than the model's own, and weighs more what differs more: `python -m benchmarks.reference`.
CONSTANT, PER_COSINE, PER_SPREAD, PER_FIT = 4.31, 3.529, -0.027, 0.999
LEAST_SURE = 0.6  # least sureness of a match that is told
LEAST_FIT = -6.25  # of two pictures with something in common; 99 % of 700 unrelated pairs miss it


@dataclass(frozen=True, eq=False, kw_only=True)
class Likeness:
    """What each place of a photo has in a reference."""

    ab: Float  # (h, w, 2): mean colour of what is like it there
    cosine: Float  # (h, w): how like it the most like place is, 1 at most
    spread: Float  # (h, w): standard deviation, in ab units, of the colours of what is like it
    fit: float  # mean log-probability of the best partners, both ways: 0 for a picture and itself

    @property
    def sure(self) -> Float:
        """How likely its colour is nearer to the truth than the model's own: float32 (h, w)."""
        odds = CONSTANT + PER_COSINE * self.cosine + PER_SPREAD * self.spread + PER_FIT * self.fit
        return (1 / (1 + np.exp(-odds))).astype(np.float32, copy=False)


def prepare(picture: Photo) -> Photo:
    """Return a reference at the size at which it is kept while photos are matched with it.

    Raises
    ------
    PhotoError
        If it has no colours.
    """
    if tone(picture.rgb) == "black and white":
        found = _("{name}, a black-and-white picture", name=picture.name)
        raise PhotoError(found, _("a picture in colour"), _("choose another reference"))
    return picture.shrunk(SIDE)


def match(photo: Photo, reference: Photo, memory: Memory) -> Reference:
    """Find which colours of a reference belong where in a photo.

    The reference may be mirrored, cropped, lighter or darker; of the photo only its lightness is
    looked at. A match of which it is less sure moves the model's own colour the less. The memory's
    registry holds the model that compares, whatever model is to colour. There are no matches where
    the two have nothing in common.
    """
    found = likeness(photo, reference, memory)
    matches: tuple[Match, ...] = ()
    if found.fit >= LEAST_FIT:
        plain = memory.prediction(photo, Recipe(model=memory.registry.comparing().name)).expected
        matches = tuple(_matches(found, photo.rgb, plain))
    return Reference(name=reference.name, sha256=reference.sha256, matches=matches)


def likeness(photo: Photo, reference: Photo, memory: Memory) -> Likeness:
    """Compare a photo with a reference as `match` does, in the way that fits best."""
    comparer = memory.registry.comparer()
    seen = vectors(memory.features(photo))
    compared = []
    for rgb, gray in _views(photo, reference, comparer):
        other = vectors(comparer.features(comparer.encode(gray)))
        compared.append(compare(seen, other, rgb_to_lab(rgb)[..., 1:]))
    return max(compared, key=lambda found: found.fit)


def _views(photo: Photo, reference: Photo, comparer: Comparer) -> Iterator[tuple[Picture, Picture]]:
    """Yield a reference and what the model looks at: as it is, toned, and both mirrored."""
    like, rgb = (
        resize_picture(p.rgb, *comparer.size(p.height, p.width)) for p in (photo, reference)
    )
    for gray in (rgb, _tone(rgb, like)):
        yield rgb, gray
        yield np.ascontiguousarray(rgb[:, ::-1]), np.ascontiguousarray(gray[:, ::-1])


def _tone(rgb: Picture, like: Picture) -> Picture:
    """Return a picture in gray, with the mean and the deviation that L* has in another."""
    own = lightness(rgb)
    wanted = lightness(like)
    scaled = (own - own.mean()) * (wanted.std() / max(own.std(), 1)) + wanted.mean()
    return lab_to_rgb(np.dstack([scaled, np.zeros_like(own), np.zeros_like(own)]))


def vectors(features: Sequence[Float]) -> Float:
    """Join features, float32 (C, h, w) each, at the finest's size: unit vectors (h, w, all C)."""
    height, width = features[0].shape[1:]
    layers = []
    for feature, weight in zip(features, WEIGHTS, strict=True):
        # one by one: OpenCV 5 takes no array of more than 128 channels for a picture
        layer = np.stack([cv2.resize(plane, (width, height)) for plane in feature], -1)
        layers.append(weight * _unit(layer - layer.mean((0, 1))))
    return _unit(np.concatenate(layers, axis=-1))


def _unit(vectors: Float) -> Float:
    return vectors / (np.linalg.norm(vectors, axis=-1, keepdims=True) + np.float32(TINY))


def compare(seen: Float, other: Float, ab: Float) -> Likeness:
    """Compare all places of a photo with all of a reference, by the `vectors` of both.

    `ab` has the colours of the reference, float32 (H, W, 2), at any size.
    """
    shape = seen.shape[:2]
    cosines = _cosines(seen, other)
    likely = np.exp((cosines - cosines.max()) * np.float32(SHARPNESS))
    there, back = likely / likely.sum(1, keepdims=True), likely / likely.sum(0)
    best = cosines.argmax(1)[:, None]
    mutual = np.take_along_axis(there, best, 1) * np.take_along_axis(back, best, 1)
    colors = resize_map(ab, *other.shape[:2]).reshape(-1, 2)
    mean = there @ colors
    spread = np.sqrt(np.maximum((there @ colors**2 - mean**2).sum(1), 0))
    return Likeness(
        ab=mean.reshape(*shape, 2),
        cosine=cosines.max(1).reshape(shape),
        spread=spread.reshape(shape),
        fit=float(np.log(mutual + np.float32(TINY)).mean()),
    )


def _cosines(seen: Float, other: Float) -> Float:
    """Compare places, each with the eight around it, which keep their order: (h w, H W)."""
    (height, width), (high, wide) = seen.shape[:2], other.shape[:2]
    each = np.pad(np.tensordot(seen, other, (2, 2)), 1, mode="edge")
    around = (
        each[y : y + height, x : x + width, y : y + high, x : x + wide]
        for y in range(3)
        for x in range(3)
    )
    return np.divide(sum(around), 9, dtype=np.float32).reshape(height * width, high * wide)


def _matches(found: Likeness, rgb: Picture, plain: Float) -> Iterator[Match]:
    """Yield every second place that is sure enough, as on the black fields of a chessboard."""
    height, width = found.cosine.shape
    own = resize_map(plain, height, width)
    sure = found.sure
    lab = rgb_to_lab(resize_picture(rgb, height, width))
    lab[..., 1:] = own + sure[..., None] * (found.ab - own)
    colors = lab_to_rgb(lab)
    for y, x in np.argwhere(sure >= LEAST_SURE).tolist():
        if (y + x) % 2 == 0:
            yield Match(
                x=round((x + 0.5) / width, DIGITS),
                y=round((y + 0.5) / height, DIGITS),
                color=rgb_to_hex(colors[y, x]),
                sure=round(float(sure[y, x]), DIGITS),
            )
