"""Suggestions: the likely colours of a spot, and the spots where a hint would tell a model most."""

from typing import TypeVar

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from studio.color.arrays import Float, Mask, Picture
from studio.color.lab import lab_to_rgb, rgb_to_lab
from studio.color.sizes import shrink
from studio.color.srgb import rgb_to_hex
from studio.models.prediction import Prediction
from studio.recipe.footprint import label
from studio.recipe.hints import Hints

NEIGHBOURHOOD = 1 / 16  # of the map's longer side: sigma of the area that a spot stands for
APART = 1 / 6  # of the longer side: how far a spot or a hint keeps others away
CERTAIN = 1e-3  # nats: a model this sure needs no hint
Pixels = TypeVar("Pixels", Picture, Float)

SAMPLE_SIDE = 256  # pixels of the longer side in which a picture's colours are counted
ROUNDS = 3  # of k-means, after the median cut
DARKEST, LIGHTEST = 30.0, 85.0  # L* beyond which suggestions would look alike


def next_spots(
    prediction: Prediction, hints: Hints, count: int = 3
) -> tuple[tuple[float, float], ...]:
    """Return the best spots for the next hints, best first.

    Each is x and y, relative to the photo's width and height. A spot is good where the entropy is
    high around it, and no hint or better spot is near; there are fewer than `count` where the model
    is certain.
    """
    entropy = prediction.entropy()
    sigma = NEIGHBOURHOOD * max(entropy.shape)
    # Nothing is unsure outside of the photo: a spot at its edge stands for less area.
    smooth = cv2.GaussianBlur(entropy, (0, 0), sigma, borderType=cv2.BORDER_CONSTANT)
    doubt = smooth.astype(np.float32, copy=False)
    return best_spots(doubt, label(hints, *doubt.shape) > 0, count, least=CERTAIN)


def best_spots(
    worth: Float, taken: npt.NDArray[np.bool_], count: int, *, least: float
) -> tuple[tuple[float, float], ...]:
    """Return the spots that are worth most, best first, apart from one another and what is taken.

    Each is x and y, relative to width and height.

    Parameters
    ----------
    worth : float32 array of shape (h, w)
    taken : bool array of shape (h, w)
    count : int
        How many at most.
    least : float
        What a spot must be worth.
    """
    free = (~taken).astype(np.uint8)
    spots: list[tuple[float, float]] = []
    while len(spots) < count:
        wanted = worth * _away(free)
        row, column = np.unravel_index(wanted.argmax(), wanted.shape)
        if wanted[row, column] < least:
            break
        spots.append(((column + 0.5) / worth.shape[1], (row + 0.5) / worth.shape[0]))
        free[row, column] = 0
    return tuple(spots)


def suggest(
    prediction: Prediction, rgb: Picture, x: float, y: float, count: int = 9
) -> tuple[str, ...]:
    """Return the likeliest colours of a spot, about as light as it is, likeliest first.

    There are `count` at most. x and y are relative to width and height, in [0, 1], of the photo,
    uint8 (H, W, 3) at any size.
    """
    ab = prediction.suggestions(x, y, count)
    lightness = np.clip(rgb_to_lab(pixel(rgb, x, y))[0, 0, 0], DARKEST, LIGHTEST)
    lab = np.column_stack([np.full(len(ab), lightness), ab]).astype(np.float32)
    return tuple(dict.fromkeys(rgb_to_hex(color) for color in lab_to_rgb(lab[None])[0]))


def find_middle(inside: Mask) -> tuple[float, float]:
    """Return the spot of a region that is farthest from its border, as shares of the sides.

    The region is bool (H, W), and not empty.
    """
    framed = np.pad(inside.astype(np.uint8), 1)  # the photo's own edge is a border, too
    depth = cv2.distanceTransform(framed, cv2.DIST_L2, cv2.DIST_MASK_5)[1:-1, 1:-1]
    row, column = np.unravel_index(depth.argmax(), depth.shape)
    return (int(column) + 0.5) / depth.shape[1], (int(row) + 0.5) / depth.shape[0]


def dominant(rgb: Picture, count: int = 9) -> tuple[str, ...]:
    """Return the `count` colours that stand for most of a picture, most frequent first."""
    picture = Image.fromarray(shrink(rgb, SAMPLE_SIDE)).quantize(count, kmeans=ROUNDS)
    pixels = np.asarray(picture.convert("RGB")).reshape(-1, 3)
    colors, areas = np.unique(pixels, axis=0, return_counts=True)
    return tuple(rgb_to_hex(color) for color in colors[np.argsort(-areas, kind="stable")])


def color_at(ab: Float, rgb: Picture, x: float, y: float) -> str:
    """Return the colour that an ab map, float32 (h, w, 2), gives to a spot of a photo."""
    lab = rgb_to_lab(pixel(rgb, x, y))
    lab[..., 1:] = pixel(ab, x, y)
    return rgb_to_hex(lab_to_rgb(lab))


def pixel(picture: Pixels, x: float, y: float) -> Pixels:
    """Return what is at a relative position of a picture or map (H, W, C): (1, 1, C)."""
    height, width = picture.shape[:2]
    row, column = min(int(y * height), height - 1), min(int(x * width), width - 1)
    return picture[row : row + 1, column : column + 1]


def _away(free: npt.NDArray[np.uint8]) -> Float:
    """Return a factor that is 0 within APART of what is not free, and 1 from twice that on."""
    if free.all():
        return np.ones(free.shape, np.float32)
    distance = cv2.distanceTransform(free, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return np.clip(distance / (APART * max(free.shape)) - 1, 0, 1).astype(np.float32)
