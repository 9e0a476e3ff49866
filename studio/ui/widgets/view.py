"""The view: what the browser shows of the photo, as `static/message.js` types it.

Places are relative to the photo: x to its width, y to its height. Pictures are files.
"""

from dataclasses import dataclass

from studio.recipe.hints import Extent, Point, Stroke
from studio.ui.widgets.events import Depth, Rectangle, Tool


@dataclass(frozen=True)
class Crop:
    """A part of the result in its own pixels."""

    picture: bytes  # JPEG
    box: Rectangle  # where its pixels lie
    asked: Rectangle  # what the browser asked for


@dataclass(frozen=True, kw_only=True)
class Result:
    """A photo in the colours of a recipe."""

    photo: str  # its digest: another photo is seen whole at first
    picture: bytes  # JPEG of the result, as large as a preview
    original: bytes  # JPEG of the photo, likewise
    width: int  # of the photo, in its own pixels
    height: int
    sharp: float  # pixels that the preview is wide: enlarged beyond them, a part is asked for
    crop: Crop | None  # the part that was asked for last


@dataclass(frozen=True)
class Brush:
    """What is painted with."""

    color: str
    size: float | None  # share of the photo's longer side; None: as wide on the screen as new hints


@dataclass(frozen=True)
class Mark:
    """A hint on the picture."""

    name: str  # such as "point 3": events name it so
    title: str  # for people
    hint: Point | Stroke


@dataclass(frozen=True)
class Swatch:
    """A colour that is offered."""

    color: str
    name: str


@dataclass(frozen=True)
class Choices:
    """Colours that are offered for one reason."""

    heading: str
    colors: tuple[Swatch, ...]


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A place that is given a colour."""

    x: float
    y: float
    name: str | None  # of the hint there
    color: str  # that the result has there now
    size: float  # of the hint there, or of the one it gets
    within: Extent  # likewise
    depth: Depth | None  # likewise; None where there is no layer
    title: str
    note: str  # why a colour is not seen there; empty for nothing
    choices: tuple[Choices, ...]


@dataclass(frozen=True)
class Area:
    """What is inside of an outline, on a raster over the whole photo."""

    width: int
    height: int
    runs: tuple[int, ...]  # row by row, pixels that are outside, then inside, and so on


@dataclass(frozen=True)
class Receipt:
    """The last event that the server saw: the browser repeats those after it."""

    id: str  # of the browser's page
    n: int


@dataclass(frozen=True, kw_only=True)
class View:
    """All that the picture shows."""

    result: Result
    label: str  # of the picture, for those who hear it
    help: str  # with a mouse and keys
    touch: str  # likewise with fingers
    tools: tuple[Tool, ...]  # that the page has
    tool: Tool  # that acts now
    brush: Brush | None = None
    marks: tuple[Mark, ...] = ()
    selected: str | None = None  # name of the hint that Delete removes
    spot: Spot | None = None  # its popover is open
    tried: str | None = None  # colour that the spot is shown in
    next: tuple[tuple[float, float], ...] | None = None  # best spots for hints, where asked for
    chosen: Area | None = None  # is outlined
    receipt: Receipt | None = None  # None before the first event
