"""Several answers: other colours that a photo could have had, each of one piece.

A model that is unsure hesitates between colours in few directions: blue or yellow for a whole
scene, red or blue for a coat. Its distributions are leant along these directions, and what they
then say at some spots is given back to it as hints, from which it makes one coherent colouring.
"""

import math
from collections.abc import Iterable

import numpy as np

from studio.color.arrays import Float, Picture
from studio.color.sizes import resize_map
from studio.models.prediction import Prediction
from studio.recipe.footprint import label
from studio.recipe.hints import Hints, Point
from studio.rendering.suggestions import best_spots, color_at

LEANING = 0.04  # per ab unit: how much likelier colours get in the direction that is leant to
SPOTS = 10  # that are given back
MOST = 4  # answers to what is at a spot
DIFFERENT = 15.0  # ab units between them
PLACES = 3  # besides a spot, where its colour is told
SIZE = 0.025  # of a hint, as a share of the longer side
LEAST = 3.0  # ab units by which an answer must differ from what the model expects, on average
GOLDEN = 1.3247179572447460  # its powers spread points over a square more evenly than chance [1]_


def answers(prediction: Prediction, rgb: Picture) -> tuple[Hints, ...]:
    """Return hints for other colourings of a photo, the likelier directions first.

    Three at most; none where the model is sure.

    Parameters
    ----------
    prediction : Prediction
        What a model that takes hints says of the photo without any.
    rgb : uint8 array of shape (H, W, 3)
        The photo, at any size.

    References
    ----------
    .. [1] Roberts, "The Unreasonable Effectiveness of Quasirandom Sequences", 2018.
    """
    first, second = _directions(prediction)
    leant = [_lean(prediction, way) for way in (first, -first, second)]
    told = [ab for ab in leant if np.linalg.norm(ab - prediction.expected, axis=-1).mean() > LEAST]
    spots = [(math.fmod(n / GOLDEN, 1), math.fmod(n / GOLDEN**2, 1)) for n in range(1, SPOTS + 1)]
    return tuple(_hints(ab, rgb, spots) for ab in told)


def answers_at(prediction: Prediction, rgb: Picture, x: float, y: float) -> tuple[Hints, ...]:
    """Return hints for other colours of what is at a spot, likeliest first.

    A colour is told at the spot, and where it is half as likely elsewhere: a coat has two sleeves.
    There are four at most; the first point in each lies at the spot.

    Parameters
    ----------
    prediction : Prediction
        What a model that takes hints says of the photo without a hint there.
    rgb : uint8 array of shape (H, W, 3)
        The photo, at any size.
    x, y : float
        Position relative to its width and height, in [0, 1].
    """
    chosen: list[Float] = []
    for ab in prediction.suggestions(x, y):
        if all(np.linalg.norm(ab - other) > DIFFERENT for other in chosen):
            chosen.append(ab)
    return tuple(_spread(prediction, rgb, ab, (x, y)) for ab in chosen[:MOST])


def _spread(prediction: Prediction, rgb: Picture, ab: Float, spot: tuple[float, float]) -> Hints:
    likely = prediction.likelihood(ab)
    x, y = spot
    point = Point(x=x, y=y, color="#000000", size=SIZE)
    there = label(Hints((point,)), *likely.shape) > 0
    others = best_spots(likely, there, PLACES, least=likely[there].max() / 2)
    return _hints(np.broadcast_to(ab, (1, 1, 2)), rgb, (spot, *others))


def _directions(prediction: Prediction) -> tuple[Float, Float]:
    """Return the two directions in ab, unit vectors, along which the model hesitates most."""
    p = prediction.probability().reshape(len(prediction.centres), -1)
    mean = prediction.centres.T @ p
    doubt = (prediction.centres.T * p.mean(1)) @ prediction.centres - mean @ mean.T / mean.shape[1]
    directions = np.linalg.eigh(doubt)[1].T.astype(np.float32)
    return directions[1], directions[0]


def _lean(prediction: Prediction, way: Float) -> Float:
    """Return what the model would expect if colours in one direction were likelier."""
    pull = np.float32(LEANING) * (prediction.centres @ way)[:, None, None]
    leant = Prediction(prediction.logits + pull, prediction.centres).expected
    moved = leant - Prediction(prediction.logits, prediction.centres).expected
    return prediction.expected + resize_map(moved, *prediction.expected.shape[:2])


def _hints(ab: Float, rgb: Picture, spots: Iterable[tuple[float, float]]) -> Hints:
    """Tell the colours of a map at some spots."""
    return Hints(tuple(Point(x=x, y=y, color=color_at(ab, rgb, x, y), size=SIZE) for x, y in spots))
