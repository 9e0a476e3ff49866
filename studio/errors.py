"""What can go wrong in a way that a person can mend, and which rooms below `ui` and `cli` find it.

StudioError
    PhotoError           a file or array is no photo: photo segment rendering evaluate batch library
    FilmError            a file is no film, or is damaged: film
    OutputError          a result cannot be written: disk places photo rendering batch film
    RecipeError          a recipe or a value of one is wrong: recipe models film library
    WorkError            a saved work cannot be opened: works film batch
    StaleError           a work was saved elsewhere since it was opened: works
    UnknownModelError    no model of that name, or none for that task: models
    MissingWeightsError  files of a model are not there: models segment
    CorruptWeightsError  files of a model are damaged: models
    DownloadError        files of a model did not come: models
    DataError            training or measuring data are wrong: models evaluate training

`ui.page` shows the sentence on the page, `cli.report` on the terminal, and both go on.
"""

from collections.abc import Iterator
from contextlib import contextmanager


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

    Examples
    --------
    >>> print(StudioError("an empty file", "a photo", "choose another file"))
    Found an empty file, expected a photo: choose another file.
    """

    def __init__(self, found: str, expected: str, remedy: str) -> None:
        super().__init__(f"Found {found}, expected {expected}: {remedy}.")
        self.found, self.expected, self.remedy = found, expected, remedy

    def __reduce__(self) -> tuple:
        """Go from one process to another."""
        return type(self), (self.found, self.expected, self.remedy)


@contextmanager
def raise_by_name(name: object) -> Iterator[None]:
    """Have an error say of which one of many it speaks."""
    try:
        yield
    except StudioError as error:
        raise type(error)(f"{error.found} in {name}", error.expected, error.remedy) from error


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


class CorruptWeightsError(StudioError):
    """A weight file is not the one that the catalog describes."""


class DownloadError(StudioError):
    """No mirror delivered the file whole."""


class DataError(StudioError):
    """Training or measuring data are missing or malformed."""
