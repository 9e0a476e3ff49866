"""How to colour a photo: a small value that can be saved, replayed and reopened."""

import json
from dataclasses import asdict, dataclass, fields

from studio import hints
from studio.errors import RecipeError
from studio.hints import Hints

VERSION = 1
MOST_STRENGTH = 2.0
LONGEST_NAME = 100
NO_HINTS = Hints()
LONGEST = 2 * hints.MOST_CHARACTERS  # of a recipe's JSON


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
    """

    model: str = "compact"
    vividness: float = 0.0
    strength: float = 1.0
    hints: Hints = NO_HINTS

    def __post_init__(self) -> None:
        if not isinstance(self.model, str) or len(self.model) > LONGEST_NAME:
            raise _wrong("model", self.model, "the name of a model")
        _within("vividness", self.vividness, 1.0)
        _within("strength", self.strength, MOST_STRENGTH)

    @property
    def temperature(self) -> float:
        """Temperature of the annealed mean: 1 at vividness 0, 0.1 at 1, 0.38 at 0.42."""
        return 10.0**-self.vividness

    def to_json(self) -> str:
        """Write the recipe, with its version, as JSON."""
        return json.dumps({"version": VERSION, **asdict(self)})


def from_json(text: str) -> Recipe:
    """Read a recipe.

    Raises
    ------
    RecipeError
        If the text is not JSON, not a recipe, of an unknown version, or a value is out of range;
        HintError, which is one, if a hint is.
    """
    document = _document(text)
    version = document.pop("version", None)
    if version != VERSION:
        raise _wrong("version", version, str(VERSION))
    document["hints"] = hints.parse(document.get("hints", {}))
    unknown = set(document) - {field.name for field in fields(Recipe)}
    if unknown:
        raise RecipeError(
            f"the unknown recipe entry {min(unknown)!r:.60}",
            "entries of version 1 of the recipe",
            "save the recipe again from the studio",
        )
    return Recipe(**document)


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
