"""Region edits: which part of a photo gets which colour, and what becomes of the rest."""

from dataclasses import replace
from typing import Annotated, Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field, model_validator

from studio.color.arrays import Mask, Picture
from studio.errors import PhotoError, RecipeError
from studio.language import _
from studio.photo.mask_files import MOST_CHARACTERS, pack, unpack
from studio.recipe.documents import Switch, Within, letters, limit, value
from studio.recipe.hints import BEST, MOST_LAYERS, Color, Level, Name, Share

MOST_EDITS = MOST_LAYERS
MOST_NAMES = 255  # as many classes as labels
MOST_CLICKS = 64  # at one thing
MOST_MASKS = 3 * MOST_CHARACTERS  # of all masks together, so that a PNG can carry the recipe
MOST_STRENGTH = 2.0
MOST_GROWTH = 0.1
WIDEST_FEATHER = 0.25

Base = Literal["model", "photo"]
MODEL: Base = "model"
PHOTO: Base = "photo"
Border = Literal["soft", "hard"]
SOFT: Border = "soft"
HARD: Border = "hard"
Title = Annotated[str, letters(0, 100)]
Strength = Annotated[float, Within(0, MOST_STRENGTH)]  # scales chroma: 0 is gray
Turn = Annotated[float, Within(-180, 180)]  # of hues, in degrees; red towards yellow
Growth = Annotated[float, Within(-MOST_GROWTH, MOST_GROWTH)]  # share of the longer side
Feather = Annotated[float, Within(0, WIDEST_FEATHER)]  # share of the longer side


@value()
class Tidying:
    """How much to tidy what segmenters find; 0 leaves everything as the model said.

    Parameters
    ----------
    floor : float, 0 to 1, default 0.0
        Confidence below which a pixel is unsure.
    smoothing : float, 0 to 1, default 0.0
        Side of the window that votes, as a share of the photo's longer side.
    smallest : float, 0 to 1, default 0.0
        Share of the photo's area below which a region joins its surroundings.
    """

    floor: Share = 0.0
    smoothing: Share = 0.0
    smallest: Share = 0.0


AS_FOUND = Tidying()


@value()
class Foreground:
    """The subject: the foreground among a segmenter's classes.

    Parameters
    ----------
    model : str
        Name of a segmenter in the catalog.
    """

    model: Name
    kind: Literal["foreground"] = "foreground"


@value()
class OfClasses:
    """Everything of some classes.

    Parameters
    ----------
    model : str
        Name of a segmenter in the catalog.
    names : tuple of str
        Of its classes.
    """

    model: Name
    names: Annotated[tuple[Name, ...], Field(max_length=MOST_NAMES)]
    kind: Literal["classes"] = "classes"


@value()
class Drawn:
    """A mask that no model made, or that was painted on.

    Parameters
    ----------
    mask : str
        A PNG of one bit or eight a pixel, white inside, as `from_array` packs it; stretched over
        the photo.

    Raises
    ------
    RecipeError
        If it cannot be unpacked.
    """

    mask: Annotated[str, Field(strict=True)]
    kind: Literal["mask"] = "mask"

    def __post_init__(self) -> None:
        try:
            unpack(self.mask)
        except PhotoError as error:
            found = _("a mask that is {found}", found=error.found)
            raise RecipeError(
                found, _("one as the studio saves it"), _("remove its edit")
            ) from error

    @classmethod
    def from_array(cls, mask: Mask | Picture) -> "Drawn":
        """Pack a mask: an array of shape (H, W) at the photo's size or less.

        It is bool, True inside; or uint8, from 0 outside to 255 inside, where the border is soft.

        Raises
        ------
        RecipeError
            If it is no such array.
        """
        array: npt.NDArray = np.asarray(mask)
        if array.dtype not in (np.bool_, np.uint8) or array.ndim != 2 or not array.size:
            found = _("an array of {dtype} and shape {shape}", dtype=array.dtype, shape=array.shape)
            remedy = _("compare it with a level, as levels > 127")
            raise RecipeError(found, _("one of bool or uint8 and shape (H, W)"), remedy)
        return cls(pack(array))


@value()
class Click:
    """A spot that belongs to what is meant, or does not.

    Parameters
    ----------
    x, y : float, 0 to 1
        Shares of the photo's width, from the left, and of its height, from the top.
    inside : bool, default True
        Whether it belongs to it.
    """

    x: Share
    y: Share
    inside: Switch = True


@value(kw_only=True)
class Picked:
    """The thing under some clicks, or in a box.

    Parameters
    ----------
    model : str
        Name of a picker in the catalog.
    clicks : tuple of Click, default ()
        At most 64, in their order.
    box : tuple of four float, 0 to 1, optional
        Left, top, right and bottom, as shares of the photo's sides; drawn before the clicks.
    level : str, default "best"
        "part", "thing" or "group", or "best", what the picker holds likeliest.

    Raises
    ------
    RecipeError
        If no click is inside and there is no box, or the box has no area.
    """

    model: Name
    clicks: Annotated[tuple[Click, ...], Field(max_length=MOST_CLICKS)] = ()
    box: tuple[Share, Share, Share, Share] | None = None
    level: Level = BEST
    kind: Literal["picked"] = "picked"

    def __post_init__(self) -> None:
        if self.box and not (self.box[0] < self.box[2] and self.box[1] < self.box[3]):
            raise RecipeError(
                _("a box without area"), _("left, top, right and bottom"), _("draw it again")
            )
        if not self.box and not any(click.inside for click in self.clicks):
            expected = _("a click inside a thing, or a box around it")
            raise RecipeError(_("nothing that is pointed at"), expected, _("click on a thing"))


@value()
class Tint:
    """One hue.

    Parameters
    ----------
    color : str, "#rrggbb"
        In sRGB; its lightness does not matter.
    strength : float, 0 to 2, default 1.0
        Scales chroma: 0 is gray.
    """

    color: Color
    strength: Strength = 1.0
    kind: Literal["tint"] = "tint"


@value()
class Colorize:
    """The colours that the recipe's model and hints give.

    Parameters
    ----------
    strength : float, 0 to 2, default 1.0
        Scales chroma: 0 is gray.
    hue : float, -180 to 180, default 0.0
        Degrees by which hues turn: red towards yellow.
    """

    strength: Strength = 1.0
    hue: Turn = 0.0
    kind: Literal["colorize"] = "colorize"


@value()
class Adjust:
    """The colours that are there, earlier edits included.

    Parameters
    ----------
    strength : float, 0 to 2, default 1.0
        Scales chroma: 0 is gray.
    hue : float, -180 to 180, default 0.0
        Degrees by which hues turn: red towards yellow.
    """

    strength: Strength = 1.0
    hue: Turn = 0.0
    kind: Literal["adjust"] = "adjust"


@value()
class Keep:
    """The pixels of the photo as it was given: gray stays gray."""

    kind: Literal["keep"] = "keep"


Where = Annotated[Foreground | OfClasses | Drawn | Picked, Field(discriminator="kind")]
What = Annotated[Tint | Colorize | Adjust | Keep, Field(discriminator="kind")]


@value(kw_only=True)
class RegionEdit:
    """One region and what is done inside it.

    Parameters
    ----------
    where : Foreground, OfClasses, Drawn or Picked
        The region.
    what : Tint, Colorize, Adjust or Keep
        What is done inside it.
    on : bool, default True
        Whether it is done.
    inverted : bool, default False
        Whether everything but the region is meant.
    border : str, default "soft"
        "soft", as the photo's hair and edges fade, or as a mask of many levels was drawn; or
        "hard": a pixel is in or out.
    grow : float, -0.1 to 0.1, default 0.0
        How far the border moves outwards, as a share of the photo's longer side.
    feather : float, 0 to 0.25, default 0.0
        Over which the edit sets in, from the border, as a share of the photo's longer side.
    name : str, default ""
        What a person calls it.
    """

    where: Where
    what: What
    on: Switch = True
    inverted: Switch = False
    border: Border = SOFT
    grow: Growth = 0.0
    feather: Feather = 0.0
    name: Title = ""

    @model_validator(mode="before")
    @classmethod
    def _background_is_the_rest(cls, document: Any) -> Any:
        """Read the kind "background" of older documents: all but the foreground."""
        where = document.get("where") if isinstance(document, dict) else None
        if not isinstance(where, dict) or where.get("kind") != "background":
            return document
        turned = not document.get("inverted", False)
        return {**document, "where": {**where, "kind": "foreground"}, "inverted": turned}


@value()
class Regions:
    """All region edits of a photo, in the order in which they are made.

    Parameters
    ----------
    edits : tuple of RegionEdit, default ()
        At most 32.
    base : str, default "model"
        What is outside all regions: "model", its colours, or "photo", the photo as given.
    tidying : Tidying, default Tidying()
        Of what segmenters find.

    Raises
    ------
    RecipeError
        If their masks have more than MOST_MASKS letters.
    """

    # masks are decoded one by one, which is only safe where their number is limited beforehand
    edits: Annotated[tuple[RegionEdit, ...], Field(max_length=MOST_EDITS)] = ()
    base: Base = MODEL
    tidying: Tidying = AS_FOUND

    def __post_init__(self) -> None:
        drawn = (edit.where for edit in self.edits if isinstance(edit.where, Drawn))
        limit(sum(len(where.mask) for where in drawn), MOST_MASKS, _("letters of masks"))

    def add(self, edit: RegionEdit) -> "Regions":
        """Return these with one more edit, the last.

        Raises
        ------
        RecipeError
            If they are too many, or their masks too large.
        """
        limit(len(self.edits) + 1, MOST_EDITS, _("region edits"))
        return replace(self, edits=(*self.edits, edit))

    @property
    def shows_model(self) -> bool:
        """Whether the colours of the recipe's model and hints show anywhere."""
        asked = any(edit.on and isinstance(edit.what, Colorize) for edit in self.edits)
        return self.base == MODEL or asked
