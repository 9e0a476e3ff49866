"""What can go wrong in a way that a person can mend, and which rooms below `ui` and `cli` find it.

StudioError
    PhotoError           a file or array is no photo: photo segment rendering evaluate batch library
    FilmError            a file is no film, or is damaged: film
    OutputError          a result cannot be written: disk places photo rendering batch film api
    RecipeError          a recipe or a value of one is wrong: recipe models film library
    WorkError            a saved work cannot be opened: works film batch
    StaleError           a work was saved elsewhere since it was opened: works
    UnknownModelError    no model of that name, or none for that task: models
    MissingWeightsError  files of a model are not there: models segment
    CorruptWeightsError  files of a model are damaged: models
    DownloadError        files of a model did not come: models
    RequestError         a request is malformed, too large, or too much just now: api
    DataError            training or measuring data are wrong: models evaluate training

`cli.report` shows the sentence on the terminal; a page says the same plainly, with the sentence
behind it. Both go on.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from studio.language import Sentence, _


class StudioError(Exception):
    """A limit somebody hit, told in one sentence.

    Parameters
    ----------
    found : str
        What was met, as a noun phrase: "an empty file".
    expected : str
        What would have worked, as a noun phrase.
    remedy : str
        What to do now, as an imperative without a full stop.
    plain : str
        The same for somebody who knows neither files nor commands, as sentences; made of what was
        found and the remedy where it is not given.

    Examples
    --------
    >>> error = StudioError("an empty file", "a photo", "choose another file")
    >>> print(error)
    Found an empty file, expected a photo: choose another file.
    >>> error.plain
    'This is an empty file. Choose another file.'
    """

    PLAIN = ""  # of a class whose details tell nothing to such a person

    def __init__(self, found: str, expected: str, remedy: str, plain: str = "") -> None:
        self.sentence = _(
            "Found {found}, expected {expected}: {remedy}.",
            found=found,
            expected=expected,
            remedy=remedy,
        )
        super().__init__(str(self.sentence))
        self.found, self.expected, self.remedy = found, expected, remedy
        self.plain = plain or self.PLAIN or make_plain(found, remedy)

    def __reduce__(self) -> tuple:
        """Go from one process to another."""
        return type(self), (self.found, self.expected, self.remedy, self.plain)


def make_plain(found: str, remedy: str) -> Sentence:
    """Return sentences for somebody who knows neither files nor commands.

    Examples
    --------
    >>> [make_plain(found, "try again") for found in ("a text file (ASCII)", "no photo")]
    ['This is a text file. Try again.', 'There is no photo. Try again.']
    >>> [make_plain(found, "try again") for found in ("70 photos", "the name x")]
    ['There are 70 photos. Try again.', 'The name x will not do. Try again.']
    """
    if found.startswith(("a ", "an ", "one ")):
        return _("This is {found:bare}. {remedy:capital}.", found=found, remedy=remedy)
    if found.startswith("no "):
        return _("There is {found:bare}. {remedy:capital}.", found=found, remedy=remedy)
    if found[:1].isdigit():
        return _("There are {found:bare}. {remedy:capital}.", found=found, remedy=remedy)
    return _("{found:Bare} will not do. {remedy:capital}.", found=found, remedy=remedy)


@contextmanager
def raise_by_name(name: object) -> Iterator[None]:
    """Have an error say of which one of many it speaks."""
    try:
        yield
    except StudioError as error:
        found = _("{found} in {name}", found=error.found, name=name)
        plain = _("{name}: {sentence}", name=name, sentence=error.plain)
        raise type(error)(found, error.expected, error.remedy, plain) from error


class PhotoError(StudioError):
    """The bytes are not a photo the studio can open."""


class FilmError(StudioError):
    """The file is not a film the studio can read."""


class OutputError(StudioError):
    """The result cannot be written where it was asked for."""


class RecipeError(StudioError):
    """A recipe or a hint is malformed, or of an unknown version."""


class WorkError(StudioError):
    """A saved work is gone, damaged, or never was."""


class StaleError(StudioError):
    """A work has steps that were saved elsewhere since it was opened here."""


class UnknownModelError(StudioError):
    """No catalog entry has that name."""


class MissingWeightsError(StudioError):
    """A model is known, but its files are not installed."""

    PLAIN = _("A model is not installed. Install it first.")


class CorruptWeightsError(StudioError):
    """A weight file is not the one that the catalog describes."""

    PLAIN = _("A model is damaged. Install it again.")


class DownloadError(StudioError):
    """No mirror delivered the file whole."""


class RequestError(StudioError):
    """A request to the API is malformed, too large, or too much just now."""


class DataError(StudioError):
    """Training or measuring data are missing or malformed."""
