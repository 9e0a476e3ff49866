"""Events: what a person did to the picture in hand, as the browser tells it.

Places are relative to the photo: x to its width, y to its height.
"""

from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from studio.recipe.documents import STRICT, Switch, Within
from studio.recipe.hints import Color, Extent, Path, Share, Size

Tool = Literal["point", "brush", "thing", "box"]
Depth = Literal["in", "beneath"]  # of a layer
How = Literal["new", "more", "less"]
Way = Annotated[float, Within(-1, 1)]
Name = Annotated[str, Field(max_length=40)]  # of a hint
Rectangle = tuple[Share, Share, Share, Share]  # left, top, right, bottom


@dataclass(frozen=True, config=STRICT)
class Open:
    """A spot is to be given a colour."""

    act: Literal["open"]
    x: Share
    y: Share
    size: Size  # of the hint that it gets: only the browser knows how large it is on the screen


@dataclass(frozen=True, config=STRICT)
class Try:
    """A colour is looked at for the spot at hand; None ends it."""

    act: Literal["try"]
    color: Color | None


@dataclass(frozen=True, config=STRICT)
class Choose:
    """A colour is taken for the spot at hand."""

    act: Literal["choose"]
    color: Color


@dataclass(frozen=True, config=STRICT)
class Select:
    """A hint becomes the one at hand."""

    act: Literal["select"]
    name: Name


@dataclass(frozen=True, config=STRICT)
class Move:
    """A hint is moved by a share of the photo's sides."""

    act: Literal["move"]
    name: Name
    dx: Way
    dy: Way


@dataclass(frozen=True, config=STRICT)
class Delete:
    """A hint is removed."""

    act: Literal["delete"]
    name: Name


@dataclass(frozen=True, config=STRICT)
class Paint:
    """A stroke was painted with the brush."""

    act: Literal["paint"]
    path: Path
    size: Size
    erases: Switch  # whether it takes away


@dataclass(frozen=True, config=STRICT)
class Pick:
    """The colour that the result has at a spot is taken up."""

    act: Literal["pick"]
    x: Share
    y: Share


@dataclass(frozen=True, config=STRICT)
class Dip:
    """A colour is taken for the brush."""

    act: Literal["dip"]
    color: Color


@dataclass(frozen=True, config=STRICT)
class Resize:
    """The spot's hint, the selected one or the brush gets another size."""

    act: Literal["size"]
    size: Size


@dataclass(frozen=True, config=STRICT)
class Extend:
    """The colour of the hint at hand, or of new ones, is to go so far."""

    act: Literal["extend"]
    within: Extent


@dataclass(frozen=True, config=STRICT)
class Lay:
    """The colour of the spot at hand is to lie in the layer there, or beneath it."""

    act: Literal["lay"]
    depth: Depth


@dataclass(frozen=True, config=STRICT)
class Hold:
    """A tool is taken."""

    act: Literal["hold"]
    tool: Tool


@dataclass(frozen=True, config=STRICT)
class Take:
    """The thing at a spot is chosen; or the spot belongs to what is chosen, or does not."""

    act: Literal["take"]
    x: Share
    y: Share
    how: How


@dataclass(frozen=True, config=STRICT)
class Enclose:
    """A box was drawn around a subject."""

    act: Literal["enclose"]
    box: Rectangle


@dataclass(frozen=True, config=STRICT)
class Look:
    """A part of the photo is wanted in its own pixels; None for no part."""

    act: Literal["look"]
    box: Rectangle | None


@dataclass(frozen=True, config=STRICT)
class Correct:
    """The colour at a spot is wrong."""

    act: Literal["correct"]
    x: Share
    y: Share


@dataclass(frozen=True, config=STRICT)
class Press:
    """A button, or a key for it."""

    act: Literal["undo", "redo", "next", "close", "level"]


Hinting = Open | Try | Choose | Select | Move | Delete | Paint | Pick | Dip | Resize | Extend | Lay
Pointing = Hold | Take | Enclose | Look | Correct | Press
Event = Annotated[Hinting | Pointing, Field(discriminator="act")]
