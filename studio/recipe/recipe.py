"""How to colour a photo: a small value that can be saved, replayed and reopened."""

import json
import re
from dataclasses import asdict, dataclass

from studio.errors import RecipeError
from studio.recipe import hints, region_documents
from studio.recipe.hints import Hints
from studio.recipe.regions import Regions

VERSION = 2
READABLE = (1, VERSION)  # version 1 had no regions, no name and no photo
MOST_STRENGTH = 2.0
LONGEST_NAME = 100
NO_HINTS = Hints()
NO_REGIONS = Regions()
LONGEST = 2 * (hints.MOST_CHARACTERS + region_documents.MOST_MASKS)  # of a recipe's JSON
SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True)
class Recipe:
    """What to do with a photo; the photo itself is not part of it.

    Parameters
    ----------
    model : str
        Name of a colorizer in the catalog.
    vividness : float
        In [0, 1]: 0 gives the expected colour, 1 nearly the most likely one. See `temperature`.
    strength : float
        In [0, 2]: scales the model's chroma; 0 is gray, 1 as it says. Hints keep their colour.
    hints : Hints
        Which colour goes where.
    regions : Regions
        What is done inside parts of the photo.
    """

    model: str = "compact"
    vividness: float = 0.0
    strength: float = 1.0
    hints: Hints = NO_HINTS
    regions: Regions = NO_REGIONS

    def __post_init__(self) -> None:
        if not isinstance(self.model, str) or len(self.model) > LONGEST_NAME:
            raise _wrong("model", self.model, "the name of a model")
        _within("vividness", self.vividness, 1.0)
        _within("strength", self.strength, MOST_STRENGTH)

    @property
    def temperature(self) -> float:
        """Temperature of the annealed mean: 1 at vividness 0, 0.1 at 1, 0.38 at 0.42."""
        return 10.0**-self.vividness

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
        regions = region_documents.to_document(self.regions)
        entries = {**asdict(self), "hints": hints.to_document(self.hints), "regions": regions}
        return json.dumps({"version": VERSION, **about, **entries})


@dataclass(frozen=True)
class Saved:
    """A recipe with what was written beside it."""

    recipe: Recipe
    name: str = ""
    photo: str = ""  # SHA-256 of the file it was made for, or empty


def from_json(text: str) -> Recipe:
    """Read a recipe; what `load` refuses is refused."""
    return load(text).recipe


def load(text: str) -> Saved:
    """Read a recipe with its name and its photo.

    Raises
    ------
    RecipeError
        If the text is not JSON, not a recipe, of an unknown version, or a value is out of range;
        HintError, which is one, if a hint is.
    """
    document = _document(text)
    version = document.pop("version", None)
    if isinstance(version, bool) or version not in READABLE:
        raise _wrong("version", version, f"{READABLE[0]} to {VERSION}")
    name, photo = document.pop("name", ""), document.pop("photo", "")
    if not isinstance(name, str) or len(name) > LONGEST_NAME:
        raise _wrong("name", name, f"up to {LONGEST_NAME} letters")
    if not isinstance(photo, str) or (photo and not SHA256.fullmatch(photo)):
        raise _wrong("photo", photo, "64 hex digits")
    return Saved(_recipe(document), name, photo)


def _recipe(document: dict) -> Recipe:
    unknown = document.keys() - Recipe.__dataclass_fields__.keys()
    if unknown:
        raise RecipeError(
            f"the unknown recipe entry {min(unknown)!r:.60}",
            f"entries of version {VERSION} of the recipe",
            "save the recipe again from the studio",
        )
    hinted = hints.parse(document.pop("hints", {}))
    regions = region_documents.parse(document.pop("regions", {}))
    return Recipe(**document, hints=hinted, regions=regions)


def _document(text: str) -> dict:
    try:
        document = json.loads(text) if len(text) <= LONGEST else None
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        raise RecipeError(
            "text that is not a JSON object",
            "a recipe saved by the studio",
            "choose a .json recipe or a picture exported with one",
        )
    return document


def _within(name: str, value: object, most: float) -> None:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not (number and 0 <= value <= most):  # type: ignore[operator]  # false for NaN, too
        raise _wrong(name, value, f"a number from 0 to {most:g}")


def _wrong(name: str, value: object, expected: str) -> RecipeError:
    return RecipeError(
        f"{name} {value!r:.60} in a recipe", expected, "correct it or save the recipe again"
    )


# Three named choices; the numbers behind them are under "Advanced".
STYLES = {
    "Natural": Recipe(vividness=0.0, strength=1.0),
    "Vivid": Recipe(vividness=0.42, strength=1.3),
    "Muted": Recipe(vividness=0.0, strength=0.6),
}
