"""Choice: the frame that shows a scene best, for a person to correct."""

import cv2
import numpy as np

from studio.color.arrays import Picture
from studio.color.lab import lightness
from studio.color.sizes import resize_picture
from studio.film.colorists import find_frames
from studio.film.index import Index
from studio.film.moments import read_frames
from studio.film.storyboard import Storyboard
from studio.models.registry import Colorizer, Registry

SAMPLES = 6  # frames that are looked at
AHEAD = 120  # frames from the first within which they lie: what is early can be followed long
SHARP = 0.8  # share of the sharpest's detail: what has less is blurred, or dark


def choose_key_frame(board: Storyboard, place: int, index: Index, registry: Registry) -> float:
    """Return the time of the frame of a scene that the model is surest of, among the sharp ones.

    Some of the first `AHEAD` frames are looked at.

    Raises
    ------
    FilmError
        If they cannot be read.
    UnknownModelError, MissingWeightsError, CorruptWeightsError
        If the model of the recipe cannot run.
    """
    numbers = find_frames(board, place, index)[:AHEAD]
    step = max(1, len(numbers) // SAMPLES)
    times = [index.seconds(number) for number in numbers[step // 2 :: step]]
    colorizer = registry.colorizer((board.scenes[place].recipe or board.recipe).model)
    found = [
        (*_look(rgb, colorizer), time)
        for rgb, time in zip(read_frames(index.clip, times), times, strict=True)
    ]
    least = SHARP * max(sharpness for sharpness, _, _ in found)
    return min((doubt, time) for sharpness, doubt, time in found if sharpness >= least)[1]


def _look(rgb: Picture, colorizer: Colorizer) -> tuple[float, float]:
    """Return how much detail a frame has, in L*, and how unsure a model is of it, in nats."""
    small = resize_picture(rgb, *colorizer.size(*rgb.shape[:2]))
    detail = cv2.Laplacian(lightness(small), cv2.CV_32F)
    doubt = colorizer.color(colorizer.encode(small)).entropy()
    return float(np.std(detail)), float(doubt.mean())
