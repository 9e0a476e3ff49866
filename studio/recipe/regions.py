"""Region edits: which part of a photo gets which colour, and what becomes of the rest.

As a document, ready for JSON, they are
`{"base": "photo", "tidying": {"floor": 0, "smoothing": 0, "smallest": 0}, "edits": [
{"where": {"kind": "classes", "model": "camvid-compact", "names": ["sky"]},
"what": {"kind": "tint", "color": "#2e86c1", "strength": 1},
"on": true, "inverted": false, "grow": 0, "feather": 0.005, "name": "sky"}]}`.
"""

from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator
from pydantic.dataclasses import dataclass

from studio.errors import PhotoError, RecipeError
from studio.photo.mask_files import MOST_CHARACTERS, unpack
from studio.recipe.documents import STRICT, Switch, Within, letters, limit
from studio.recipe.hints import Color, Share

MOST_EDITS = 32
MOST_NAMES = 255  # as many classes as labels
MOST_MASKS = 3 * MOST_CHARACTERS  # of all masks together, so that a PNG can carry the recipe
MOST_STRENGTH = 2.0
MOST_GROWTH = 0.1
WIDEST_FEATHER = 0.25

Base = Literal["model", "photo"]
MODEL: Base = "model"
PHOTO: Base = "photo"
Name = Annotated[str, letters(1, 100)]
Title = Annotated[str, letters(0, 100)]
Strength = Annotated[float, Within(0, MOST_STRENGTH)]  # scales chroma: 0 is gray
Turn = Annotated[float, Within(-180, 180)]  # of hues, in degrees; red towards yellow
Growth = Annotated[float, Within(-MOST_GROWTH, MOST_GROWTH)]  # share of the longer side
Feather = Annotated[float, Within(0, WIDEST_FEATHER)]  # share of the longer side


@dataclass(frozen=True, config=STRICT)
class Tidying:
    """How much to tidy what segmenters find; 0 leaves everything as the model said."""

    floor: Share = 0.0  # confidence below which a pixel is unsure
    smoothing: Share = 0.0  # side of the window that votes, as a share of the longer side
    smallest: Share = 0.0  # of the photo's area, below which a region joins its surroundings


AS_FOUND = Tidying()


@dataclass(frozen=True, config=STRICT)
class Foreground:
    """The subject: the foreground among a segmenter's classes."""

    model: Name
    kind: Literal["foreground"] = "foreground"


@dataclass(frozen=True, config=STRICT)
class OfClasses:
    """Everything of some classes."""

    model: Name
    names: Annotated[tuple[Name, ...], Field(max_length=MOST_NAMES)]
    kind: Literal["classes"] = "classes"


@dataclass(frozen=True, config=STRICT)
class Drawn:
    """A mask that no model made, or that was painted on.

    Raises
    ------
    RecipeError
        If it cannot be unpacked.
    """

    mask: Annotated[str, Field(strict=True)]  # as `masks.pack` writes it; stretched over the photo
    kind: Literal["mask"] = "mask"

    def __post_init__(self) -> None:
        try:
            unpack(self.mask)
        except PhotoError as error:
            found = f"a mask that is {error.found}"
            raise RecipeError(found, "one as the studio saves it", "remove its edit") from error


@dataclass(frozen=True, config=STRICT)
class Tint:
    """One hue."""

    color: Color  # its lightness does not matter
    strength: Strength = 1.0
    kind: Literal["tint"] = "tint"


@dataclass(frozen=True, config=STRICT)
class Colorize:
    """The colours that the recipe's model and hints give."""

    strength: Strength = 1.0
    hue: Turn = 0.0
    kind: Literal["colorize"] = "colorize"


@dataclass(frozen=True, config=STRICT)
class Adjust:
    """The colours that are there, earlier edits included."""

    strength: Strength = 1.0
    hue: Turn = 0.0
    kind: Literal["adjust"] = "adjust"


@dataclass(frozen=True, config=STRICT)
class Keep:
    """The pixels of the photo as it was given: gray stays gray."""

    kind: Literal["keep"] = "keep"


Where = Annotated[Foreground | OfClasses | Drawn, Field(discriminator="kind")]
What = Annotated[Tint | Colorize | Adjust | Keep, Field(discriminator="kind")]


@dataclass(frozen=True, config=STRICT)
class RegionEdit:
    """One region and what is done inside it."""

    where: Where
    what: What
    on: Switch = True
    inverted: Switch = False  # everything but the region
    grow: Growth = 0.0  # the border moves outwards, or inwards if negative
    feather: Feather = 0.0  # over which the edit sets in, from the border
    name: Title = ""  # what a person calls it

    @model_validator(mode="before")
    @classmethod
    def _background_is_the_rest(cls, document: Any) -> Any:
        """Read the kind "background" of older documents: all but the foreground."""
        where = document.get("where") if isinstance(document, dict) else None
        if not isinstance(where, dict) or where.get("kind") != "background":
            return document
        turned = not document.get("inverted", False)
        return {**document, "where": {**where, "kind": "foreground"}, "inverted": turned}


@dataclass(frozen=True, config=STRICT)
class Regions:
    """All region edits of a photo, in the order in which they are made.

    Raises
    ------
    RecipeError
        If their masks have more than MOST_MASKS letters.
    """

    # masks are decoded one by one, which is only safe where their number is limited beforehand
    edits: Annotated[tuple[RegionEdit, ...], Field(max_length=MOST_EDITS)] = ()
    base: Base = MODEL  # what is outside all regions: the MODEL's colours or the PHOTO as given
    tidying: Tidying = AS_FOUND

    def __post_init__(self) -> None:
        drawn = (edit.where for edit in self.edits if isinstance(edit.where, Drawn))
        limit(sum(len(where.mask) for where in drawn), MOST_MASKS, "letters of masks")

    def added(self, edit: RegionEdit) -> "Regions":
        """Return these with one more edit, the last.

        Raises
        ------
        RecipeError
            If they are too many, or their masks too large.
        """
        limit(len(self.edits) + 1, MOST_EDITS, "region edits")
        return replace(self, edits=(*self.edits, edit))

    @property
    def colored(self) -> bool:
        """Whether the colours of the recipe's model and hints show anywhere."""
        asked = any(edit.on and isinstance(edit.what, Colorize) for edit in self.edits)
        return self.base == MODEL or asked
