"""Regions as a person names them in a command: which pixels are meant."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

import typer

from studio import disk
from studio.cli.language import tell
from studio.cli.pick import Spots, numbers, pointed_at
from studio.errors import PhotoError, RecipeError, StudioError
from studio.language import _
from studio.models.registry import Registry
from studio.photo import mask_files
from studio.photo.photo import Photo
from studio.recipe.hints import PICKER
from studio.recipe.regions import Drawn, Foreground, OfClasses, Where
from studio.segment import choosing
from studio.segment.finder import Finder

FOREGROUND, BACKGROUND, CLASS, MASK = "foreground", "background", "class", "mask"
PICK = "pick"
REGIONS = _("foreground, background, class:NAME[,NAME], pick:X,Y or mask:FILE")


@dataclass(frozen=True)
class Named:
    """A region as it is named: of a kind, by names, by a place, or by a file."""

    kind: str
    detail: str

    @property
    def mask(self) -> Path | None:
        """The file that tells where it is, if one does."""
        return Path(self.detail) if self.kind == MASK else None

    @property
    def is_inverted(self) -> bool:
        """Whether all but what is found is meant."""
        return self.kind == BACKGROUND


def parse(text: str) -> Named:
    """Split a region into its kind, and the names or the file; refuse others as wrong usage."""
    kind, colon, detail = text.partition(":")
    plain = kind in (FOREGROUND, BACKGROUND) and not colon
    if not plain and not (kind in (CLASS, MASK, PICK) and detail):
        raise typer.BadParameter(tell(REGIONS), param_hint="--region")
    return Named(kind, detail)


def find(named: Named, model: str | None, finder: Finder, registry: Registry) -> Where:
    """Return what is meant in a photo: drawn, picked, or found by a segmenter.

    Raises
    ------
    PhotoError
        If a mask is none.
    StudioError
        If a model finds nothing of that name, or is not there.
    """
    if named.mask:
        return _read_mask(named.mask, finder.photo)
    if named.kind == PICK:
        spots = Spots([numbers(named.detail, 2, "--region")])
        return pointed_at(finder.photo, spots, model or PICKER)
    return _recognize(named, model, finder, registry)


def _read_mask(file: Path, source: Photo) -> Where:
    with disk.raise_read_errors(_("a mask"), PhotoError):
        data = file.read_bytes()
    return Drawn(mask_files.pack(mask_files.read(data, source.height, source.width)))


def _recognize(named: Named, model: str | None, finder: Finder, registry: Registry) -> Where:
    """Select the foreground or some classes; refuse if a model finds none."""
    names = tuple(name.strip() for name in named.detail.split(",")) if named.detail else ()
    model = model or choosing.choose(finder.photo, registry, names)
    classes = registry.segmenter(model).classes
    with _exit_on_usage():
        classes.labels(names)
    where = OfClasses(model, names) if names else Foreground(model)
    if not finder.region(where).any():
        what = _join(finder.names(where))
        raise StudioError(
            _("no {what} in the photo with {model}", what=what, model=model),
            _("something to tint"),
            _("use a mask (--region mask:FILE) or another model (--model)"),
        )
    return where


def _join(names: Sequence[str]) -> str:
    """Name one thing or another; without names it is the foreground."""
    if not names:
        return _("foreground")
    return reduce(lambda one, other: _("{one} or {other}", one=one, other=other), names)


@contextmanager
def _exit_on_usage() -> Iterator[None]:
    """End the command with code 2 where no class has such a name."""
    try:
        yield
    except RecipeError as error:
        raise typer.BadParameter(tell(error.sentence), param_hint="--region") from None
