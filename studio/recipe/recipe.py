"""How to colour a photo: a small value that can be saved, replayed and reopened."""

import hashlib
import json
from dataclasses import field, replace
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import model_validator

from studio.errors import RecipeError
from studio.language import _
from studio.recipe import documents, hints
from studio.recipe.documents import Text, Within, letters, value
from studio.recipe.hints import PHOTO, THING, Hints, Share
from studio.recipe.matches import Reference
from studio.recipe.regions import HARD, MOST_MASKS, Regions, Strength

Version = Literal[1, 2, 3, 4, 5, 6, 7]
VERSION: Version = 7
READABLE = (1, 2, 3, 4, 5, 6, VERSION)
BEFORE_PEOPLE: Version = 6  # the last version whose `compact` settled without having learned how
BEFORE_SETTLING: Version = 5  # the last version without it, in which all else is written still
BEFORE_CONTRAST: Version = 4  # the last version without it, in which all else is written still
BEFORE_BORDERS = 3  # the last version in which every pixel is inside a region or outside
BEFORE_WARMTH = 2  # the last version without it, whose `compact` was an older net

LONGEST_NAME = 100
# Hints and masks make up nearly all of the largest recipe; as much again is room for the rest.
LONGEST = 2 * (hints.MOST_CHARACTERS + MOST_MASKS)
OUTDATED = _(
    "This recipe was made with an earlier Compact. The model of that name is a better one now, so "
    "the colours differ."
)
UPDATE = _("update the studio (`colorstudio update`)")
OPTIONAL = ("reference", "contrast", "settled")  # entries that are left out where there is nothing
NO_HINTS = Hints()
NO_REGIONS = Regions()

Name = Annotated[str, letters(0, LONGEST_NAME)]
Warmth = Annotated[float, Within(-1, 1)]
Digest = Annotated[str, Text("^([0-9a-f]{64})?$", _("64 hex digits"))]


@value(kw_only=True)
class Recipe:
    """What to do with a photo; the photo itself is not part of it.

    Parameters
    ----------
    model : str, default "compact"
        Name of a colorizer in the catalog.
    vividness : float, 0 to 1, default 0.21
        0 gives the expected colour, 1 nearly the likeliest.
    strength : float, 0 to 2, default 1.0
        Scales the model's chroma: 0 is gray. Hints keep their colour.
    warmth : float, -1 to 1, default 0.0
        Moves colours towards blue below 0, towards yellow above.
    hints : Hints, default Hints()
        Which colour goes where.
    regions : Regions, default Regions()
        What is done inside parts of the photo.
    reference : Reference or None, default None
        What a picture in colour shows as well; its colours lie beneath the hints.
    contrast : float or None, 0 to 1, default None
        A print that has faded gets its contrast back: all of it for models to look at, and so much
        of it in the result. Where there is none the photo is taken as it is.
    settled : float or None, 0 to 1, default 1.0
        How far a model that hesitates comes to one colour a surface, and gives people their blood.
        None, as in a document without this entry, leaves its colours as they come.
    """

    model: Name = "compact"
    vividness: Share = 0.21
    strength: Strength = 1.0
    warmth: Warmth = 0.0
    hints: Hints = NO_HINTS
    regions: Regions = NO_REGIONS
    reference: Reference | None = None
    contrast: Share | None = None
    settled: Share | None = 1.0

    @model_validator(mode="before")
    @classmethod
    def _keep_old(cls, given: Any) -> Any:
        """Let a document that was written before there was settling mean what it meant."""
        return {"settled": None, **given} if isinstance(given, dict) else given

    @property
    def effective_hints(self) -> Hints:
        """All that say a colour: a person's hints, and beneath them the reference's."""
        if self.reference is None or not self.reference.on:
            return self.hints
        return self.reference.lay_beneath(self.hints)

    @property
    def model_hints(self) -> Hints:
        """Those of `effective_hints` that the model goes by, and spreads over the photo."""
        return self.effective_hints.beneath(len(self.regions.edits)).only(PHOTO)

    @property
    def thing_hints(self) -> Hints:
        """Those beneath all layers that fill the things they lie on."""
        return self.hints.beneath(len(self.regions.edits)).only(THING)

    @property
    def temperature(self) -> float:
        """Temperature of the annealed mean: 1 at vividness 0, 0.1 at 1, 0.38 at 0.42."""
        return 10.0**-self.vividness

    @property
    def style(self) -> str | None:
        """Name of the style that it is in; None if the numbers are a person's own."""
        return next((name for name in STYLES if self.in_style(name) == self), None)

    @property
    def for_any_photo(self) -> "Recipe":
        """The recipe without what was meant for one photo: hints, regions, reference, contrast."""
        return replace(self, hints=NO_HINTS, regions=NO_REGIONS, reference=None, contrast=None)

    def in_style(self, name: str) -> "Recipe":
        """Return it with the numbers of a style.

        Raises
        ------
        RecipeError
            If it is none of STYLES.
        """
        if name not in STYLES:
            raise RecipeError(
                _("the style {name!r}", name=name),
                _("one of {names}", names=", ".join(STYLES)),
                _("choose one"),
            )
        style = STYLES[name]
        return replace(
            self, vividness=style.vividness, strength=style.strength, warmth=style.warmth
        )

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what `to_json` writes of it alone: 64 hex digits."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    def to_json(self, *, name: str = "", photo: str = "") -> str:
        """Write the recipe as JSON, with its version.

        Parameters
        ----------
        name : str
            What a person calls it.
        photo : str
            SHA-256 of the file it was made for, 64 hex digits.
        """
        about = {key: value for key, value in (("name", name), ("photo", photo)) if value}
        written = documents.write(self)
        for entry in OPTIONAL:  # what a studio that does not know it writes and reads is the same
            if written[entry] is None:
                del written[entry]
        older = BEFORE_CONTRAST if self.contrast is None else BEFORE_SETTLING
        version = older if self.settled is None else VERSION
        return json.dumps({"version": version, **about, **written})


@value(kw_only=True)
class Saved:
    """A recipe with what was written beside it."""

    recipe: Recipe
    name: Name = ""
    photo: Digest = ""  # SHA-256 of the file it was made for, or empty
    version: Version = field(default=VERSION, compare=False)  # of the form it was saved in

    @property
    def is_outdated(self) -> bool:
        """Whether its colours came of an older net than the one of that name now."""
        older = self.version <= BEFORE_WARMTH
        otherwise = self.version == BEFORE_PEOPLE and bool(self.recipe.settled)
        return self.recipe.model == "compact" and (older or otherwise)


def load(text: str | bytes) -> Saved:
    """Read a recipe with its name and its photo.

    Raises
    ------
    RecipeError
        If the text is not JSON, not a recipe, of an unknown version, or a value is out of range.
    """
    document = documents.decode(text, LONGEST, _("a recipe saved by the studio"))
    if not isinstance(document, dict):
        remedy = _("choose a .json recipe or a picture exported with one")
        raise RecipeError(
            _("text that is not a JSON object"), _("a recipe saved by the studio"), remedy
        )
    version = document.pop("version", None)
    if type(version) is not int or version not in READABLE:
        found = _("a recipe of version {version}", version=documents.shorten(version))
        newer = type(version) is int and version > VERSION
        remedy = UPDATE if newer else _("save the recipe again from the studio")
        raise RecipeError(
            found, _("version {first} to {last}", first=READABLE[0], last=VERSION), remedy
        )
    about = {key: document.pop(key) for key in ("name", "photo") if key in document}
    if version <= BEFORE_WARMTH:
        document.setdefault("vividness", 0.0)
    if version <= BEFORE_BORDERS:
        _harden(document)
    return documents.read(Saved, {"recipe": document, **about, "version": version})


def _harden(document: dict) -> None:
    """Give the region edits of an older document the border that was in force then."""
    match document:
        case {"regions": {"edits": list(edits)}}:
            for edit in edits:
                if isinstance(edit, dict):
                    edit.setdefault("border", HARD)


# Named choices, the first greets a person; the numbers behind them are under "Advanced".
STYLES: dict[str, Recipe] = {
    _("Natural"): Recipe(),
    _("Vivid"): Recipe(vividness=0.5),
    _("Muted"): Recipe(strength=0.6),
    _("Warm"): Recipe(warmth=0.4),
    _("Cool"): Recipe(warmth=-0.4),
}
