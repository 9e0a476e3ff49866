"""Clips: what a film is, as values that go between processes."""

import math
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from studio.color.arrays import Picture


@dataclass(frozen=True)
class Span:
    """A part of a film, by its own times in seconds."""

    start: float = -math.inf  # of the first frame
    end: float = math.inf  # the frames before it

    def __contains__(self, time: float) -> bool:
        return self.start <= time < self.end


WHOLE = Span()
NOTHING = Span(end=-math.inf)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What is to be read of a film."""

    path: Path  # from the root: the process that reads lies elsewhere
    span: Span = WHOLE
    seeks: bool = True  # whether to begin at a key frame before the span, or at the first of all
    side: int | None = None  # pixels that the longer side of pictures has at most
    deinterlaces: bool = False


@dataclass(frozen=True, kw_only=True)
class Clip:
    """What is known of a film when its first frame is seen."""

    path: Path
    width: int  # pixels, upright
    height: int
    time_base: Fraction  # seconds that a unit of time is long
    rate: Fraction  # frames a second, on the average
    frames: int  # as its header has it, or its length; 0 if neither is known
    aspect: Fraction = Fraction(1)  # width of a pixel, its height being 1
    notes: tuple[str, ...] = ()  # sentences for a person

    def count(self, span: Span) -> int:
        """Return about how many frames a part has; 0 if that is not known."""
        rate = float(self.rate)
        seconds = min(span.end, self.frames / rate) - max(span.start, 0.0)
        return max(0, round(seconds * rate))


@dataclass(frozen=True, eq=False)
class Frame:
    """A picture and its time."""

    time: int  # in units of the clip's time base
    rgb: Picture = field(repr=False)  # upright


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A piece of a film that is to be written."""

    path: Path  # from the root
    ending: str  # of the film: a key of `formats.FORMATS`
    width: int
    height: int
    rate: Fraction
    aspect: Fraction


@dataclass(frozen=True, kw_only=True)
class Whole:
    """A film that is to be made of its pieces, and of what else the original has."""

    path: Path  # of a new file, or of a folder that is there; from the root
    ending: str
    clip: Clip
    span: Span
    notice: str  # for whoever reads what the file says of itself
    pieces: tuple[Path, ...] = ()
    times: tuple[int, ...] = ()  # of each frame, in units of the clip's time base

    @property
    def start(self) -> int:
        """Return the time that becomes 0: of the first frame, where a part is cut out."""
        return 0 if math.isinf(self.span.start) else self.times[0]
