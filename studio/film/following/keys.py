"""Keys: pictures in the colours that a scene is to have."""

from collections.abc import Iterable
from dataclasses import dataclass

from studio.color.arrays import Float, Picture


@dataclass(frozen=True, eq=False)
class Key:
    """A picture in colour of what a scene shows.

    Parameters
    ----------
    rgb : uint8 array of shape (H, W, 3)
        A frame in its colours and with its own lightness, or another picture of the same things.
    number : int or None
        Of the frame in the film's index; None for a picture that is no frame of it.
    """

    rgb: Picture
    number: int | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Sample:
    """A picture in colour as frames are compared with it."""

    vectors: Float  # (h', w', C): what its places are found by
    ab: Float  # (h, w, 2)


@dataclass(frozen=True, eq=False, kw_only=True)
class KnownKey(Sample):
    """A key that was looked at."""

    number: int | None
    gray: Picture  # (h, w): L*, 255 for white


def find_last(keys: Iterable[KnownKey], number: int) -> KnownKey | None:
    """Return the last key that is a frame no later than another one."""
    numbered = [key for key in keys if key.number is not None and key.number <= number]
    return max(numbered, key=_number, default=None)


def find_next(keys: Iterable[KnownKey], number: int) -> KnownKey | None:
    """Return the first key that is a later frame than another one."""
    numbered = [key for key in keys if key.number is not None and key.number > number]
    return min(numbered, key=_number, default=None)


def locate(before: KnownKey, after: KnownKey, number: int) -> float:
    """Tell how far a frame is on its way from one key to the next, from 0 to 1."""
    return (number - _number(before)) / (_number(after) - _number(before))


def _number(key: KnownKey) -> int:
    return -1 if key.number is None else key.number
