"""Results: what the studio makes of photos, what it is called, and that it says who made it.

A folder of photos holds results, too. They are known by what they say of themselves, not by their
names, which a person may choose.
"""

import functools
import io
import string
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from studio.errors import OutputError
from studio.language import _
from studio.photo import exif

SHEET = "contact_sheet_{}.jpg"
MARK = exif.PROGRAM.encode()
ENDS = 2**17  # bytes of a file, at either end: EXIF and XMP before the mark have 120,000 at most
FIELDS = "name", "style"  # of a pattern
OWN_STYLE = "own"  # what {style} is where the numbers of a recipe are a person's own
LONGEST_PATTERN = 40  # letters: a name on a disk has 255 bytes, of which a letter may take four
REFUSED = '/\\:*?"<>|'  # by one system or another, in the name of a file


class Kind(StrEnum):
    """What there is of a photo, by what its name ends with before the file's own ending."""

    COLORIZED = "_colorized"
    CLASSES = "_classes"
    COLORS = "_colors"
    OVERLAY = "_overlay"
    MASK = "_mask"


@dataclass(frozen=True)
class Pattern:
    """What results are called: {name} is the photo's name without its ending, {style} its style.

    Raises
    ------
    OutputError
        If no file can be called so, or all results would be called the same.

    Examples
    --------
    >>> Pattern("{name}_{style}").fill("hat", "Vivid")
    'hat_vivid'
    """

    text: str = f"{{name}}{Kind.COLORIZED}"

    def __post_init__(self) -> None:
        if fault := self._find_fault():
            found = _("a pattern of names {fault}", fault=fault)
            remedy = _("use {name} and, if you like, {style}")
            raise OutputError(found, _("one such as {name}_{style}"), remedy)

    def fill(self, name: str, style: str | None) -> str:
        """Return what the result of a photo is called, without an ending; None is no style."""
        return self.text.format(name=name, style=(style or OWN_STYLE).lower())

    def _find_fault(self) -> str:
        """Return what is wrong with a pattern of names; empty for nothing."""
        try:
            parts = [
                part[1:] for part in string.Formatter().parse(self.text) if part[1] is not None
            ]
        except ValueError:
            return _("with a brace that stands alone")
        unknown = [field for field, *rest in parts if field not in FIELDS or any(rest)]
        letters = [letter for letter in self.text if letter in REFUSED or not letter.isprintable()]
        if unknown:
            return _("with the field {{{field:.20}}}, which nobody knows", field=unknown[0])
        if letters:
            return _("with {letter!r}, which no name of a file can have", letter=letters[0])
        if "name" not in {field for field, *_ in parts}:
            return _("without {name}, so that all results would be called the same")
        if self.text.startswith("."):
            return _("that begins with a dot, which would hide the results")
        if len(self.text) > LONGEST_PATTERN:
            return _(
                "of {count:,} letters, which is more than {most}",
                count=len(self.text),
                most=LONGEST_PATTERN,
            )
        return ""


USUAL = Pattern()


def encode(picture: Image.Image, kind: Kind) -> bytes:
    """Write a picture of any mode as a PNG that says what it is and who made it."""
    about = PngInfo()
    about.add_text("Software", exif.SOFTWARE)
    about.add_text("Comment", f"{kind.name.capitalize()} of a photo")
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=4, pnginfo=about)  # in half the time of 6
    return file.getvalue()


def is_result(path: Path) -> bool:
    """Tell whether a file says that the studio made it; one that cannot be read does not."""
    try:
        status = path.stat()
        return _is_marked(path, status.st_size, status.st_mtime_ns)
    except OSError:
        return False


@functools.lru_cache(2**16)  # a folder that is watched is walked time and again
def _is_marked(path: Path, size: int, changed: int) -> bool:
    with path.open("rb") as file:
        if MARK in file.read(ENDS):
            return True
        file.seek(max(0, size - ENDS))
        return MARK in file.read(ENDS)
