"""A job: what is to be done with a film, and how far it is."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from studio.film.clip import WHOLE, Clip, Span
from studio.film.storyboard import KeyFrame, Storyboard
from studio.recipe.recipe import Recipe

Existing = Literal["refuse", "replace"]


@dataclass(frozen=True, kw_only=True)
class Job:
    """What is to be done with a film."""

    film: Path  # a file, or a folder of numbered pictures
    result: Path  # its ending tells the format; without one a folder for numbered pictures
    span: Span = WHOLE
    existing: Existing = "refuse"
    deinterlaces: bool = False
    board: Storyboard | None = None  # None: its scenes are found
    recipe: Recipe | None = None  # of scenes that have none of their own; None: the storyboard's
    keys: tuple[KeyFrame, ...] = ()  # more of them: each of the scene it lies in, or of all

    @property
    def ending(self) -> str:
        """Return the key of the result's format."""
        return self.result.suffix.lower()


@dataclass(kw_only=True)
class Progress:
    """How far a film is."""

    clip: Clip
    total: int  # frames, as far as they are known before
    seen: int = 0  # frames that were looked at to find the scenes
    scenes: int = 0  # 0 until they are known
    earlier: int = 0  # how many of those done an earlier run did
    done: int = 0  # after a stop those alone that are kept
    seconds: float = 0.0  # at work on colours, pauses left out
    first: int = 0  # of the frames done in this run, those that were told of at first
    waited: float = 0.0  # seconds until then, in which models are loaded
    is_whole: bool = False  # whether the result is there

    @property
    def rate(self) -> float:
        """Frames a second in this run; 0 before the first."""
        return (self.done - self.earlier) / self.seconds if self.seconds else 0.0

    @property
    def seconds_left(self) -> float | None:
        """About how long the rest takes; None while that cannot be told."""
        later = self.done - self.earlier - self.first
        if not self.first or later <= 0:
            return None
        return (self.total - self.done) * (self.seconds - self.waited) / later


Tell = Callable[[Progress], None]
