"""A part of a film, played before and after in step, which can be compared as two pictures can."""

from dataclasses import dataclass
from typing import Any

from studio.ui.widgets.component import draw_control


@dataclass(frozen=True, kw_only=True)
class Part:
    """A video in which each frame lies above the same one in colour."""

    address: str  # of the video, seen from the page
    ratio: float  # width of a frame as a share of its height
    rate: float  # frames of the video a second
    times: tuple[float, ...]  # of the frames in the film, in seconds


def draw(part: Part, key: str) -> float:
    """Draw a part to be played, and return the time in the film of the frame that is looked at."""
    sent: Any = draw_control("player", part, key, on_time_change=lambda: None).time
    inside = isinstance(sent, (int, float)) and part.times[0] <= sent <= part.times[-1]
    return float(sent) if inside else part.times[0]
