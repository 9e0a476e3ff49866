"""Reports: what the API says in JSON."""

from dataclasses import dataclass
from typing import Literal

State = Literal["waiting", "working", "done", "stopped", "failed"]
PhotoState = Literal["done", "failed", "left"]


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """Why something was not done."""

    kind: str  # of error, in one word
    message: str  # what was found, what was expected, and what to do, in a sentence
    found: str
    expected: str
    remedy: str
    plain: str  # the same for somebody who knows neither files nor commands


@dataclass(frozen=True)
class Error:
    """A request that was refused."""

    error: Trouble


@dataclass(frozen=True)
class Areas:
    """What is where in a photo."""

    model: str  # the segmenter that found it
    areas: dict[str, float]  # share of the photo's area by class, largest first


@dataclass(frozen=True, kw_only=True)
class Photo:
    """What became of a photo of a job."""

    number: int  # from 1, in the order in which they were sent
    name: str  # as it was sent
    state: PhotoState
    reason: str = ""  # why it failed, or was left alone
    notes: tuple[str, ...] = ()  # what was said of it when it was opened
    result: str | None = None  # the path of its picture on this server


@dataclass(frozen=True, kw_only=True)
class Job:
    """How far a job is."""

    id: str
    state: State
    total: int  # photos
    settled: int  # photos of which nothing is left to do
    seconds_left: float | None  # for the rest; null as long as nobody knows
    trouble: Trouble | None  # why all of it failed
    photos: tuple[Photo, ...]  # that are settled
