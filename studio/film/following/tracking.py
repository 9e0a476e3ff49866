"""Tracking: where each pixel of a frame was in a key that came before it."""

from dataclasses import dataclass

import cv2
import numpy as np

from studio.color.arrays import Float, Picture
from studio.film.following import motion

AROUND = 5  # pixels to a side, over which lightness is compared
STEP = 12.0  # in L* between a frame and its key, at which trust falls to 1/e
MISS = 3.0  # pixels between a place and where the ways to the key and back lead, likewise
FINE = cv2.DISOPTICAL_FLOW_PRESET_MEDIUM  # 0.7 dB better on a film with fur and leaves
ROUGH = cv2.DISOPTICAL_FLOW_PRESET_FAST  # a third of the time; enough to tell what was covered


@dataclass(frozen=True, eq=False)
class Track:
    """The way between a frame and its key."""

    there: Float  # (h, w, 2): motion from the frame to the key
    back: Float  # (h, w, 2): motion from the key to the frame


def begin(height: int, width: int) -> Track:
    """Return the track of the key itself."""
    rest = np.zeros((height, width, 2), np.float32)
    return Track(rest, rest)


def advance(track: Track, step: Float, back: Float, gray: Picture, key: Picture) -> Track:
    """Go on by one frame.

    Errors do not add up: the ways are searched anew around where the steps lead, and taken where
    the lightness agrees better.

    Parameters
    ----------
    track : Track
        Of the frame before.
    step, back : float32 arrays of shape (h, w, 2)
        Motion from the frame to the one before, and from there to the frame.
    gray, key : uint8 arrays of shape (h, w)
        The frame and the key.
    """
    there = motion.follow(step, track.there)
    return Track(
        _search(gray, key, there, FINE),
        _search(key, gray, motion.follow(track.back, back), ROUGH),
    )


def certainty(track: Track, gray: Picture, key: Picture) -> Float:
    """Tell how sure it is that a pixel shows what it showed in the key: (h, w), in [0, 1].

    What was covered in the key looks much like what covered it, but the way back leads elsewhere.
    """
    step = _difference(gray, key, track.there) / np.float32(STEP)
    miss = motion.miss(track.there, track.back) / np.float32(MISS)
    return np.exp(-(step**2) - miss**2) * motion.is_inside(track.there)


def _search(gray: Picture, key: Picture, led: Float, quality: int) -> Float:
    """Return motion between two pictures, searched around where the steps led."""
    found = motion.find_motion(gray, key, begin=led, quality=quality)
    better = _difference(gray, key, found) <= _difference(gray, key, led)
    return np.where(better[..., None], found, led)


def _difference(gray: Picture, key: Picture, way: Float) -> Float:
    """Compare lightness around each pixel: a single one is noise."""
    there = motion.difference(gray, key, way)
    return cv2.blur(there, (AROUND, AROUND)).astype(np.float32, copy=False)
