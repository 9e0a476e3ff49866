"""What the evaluations share: their options, the photos, and where figures go."""

import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from tqdm import tqdm

from studio import disk
from studio.cli import inputs, language
from studio.cli.report import Failures, exit_on_error, interactive, table
from studio.color.arrays import Picture
from studio.errors import OutputError
from studio.evaluate.originals import open_one
from studio.language import _
from studio.models.registry import Registry

Item = TypeVar("Item")


def _writable(path: Path | None) -> Path | None:
    """Refuse a place for figures that cannot be written, before they are measured."""
    if path and inputs.is_picture(path):  # which it would replace
        raise typer.BadParameter(language.tell("a .json file"))
    if path:
        try:
            disk.check_writable(path)
        except OutputError as error:
            raise typer.BadParameter(language.tell(error.sentence)) from None
    return path


Photos = Annotated[Path, typer.Argument(help="A folder of colour photos.", readable=False)]
Model = Annotated[str, typer.Option(help="See `colorstudio models list`.")]
Models = Annotated[list[str] | None, typer.Option("--model", help="Every ready one by default.")]
Run = Annotated[
    Path | None, typer.Option("--run", help="A training run, instead of weights/.", readable=False)
]
Gray = Annotated[bool, typer.Option("--gray", help="Take the colours away first.")]
Json = Annotated[
    Path | None,
    typer.Option("--json", help="Write the figures here, too; a file there is replaced.",
                 callback=_writable, readable=False),
]  # fmt: skip


def follow(photos: Sequence[Item]) -> Iterable[Item]:
    """Yield what is measured under a progress bar."""
    return tqdm(photos, disable=not interactive(), unit=language.tell("photo"))


def entitle(name: str, measured: Sequence, gray: bool = False) -> str:
    """Say what was measured, and how many of it."""
    if gray:
        return _("{name}, gray ({n})", name=name, n=len(measured))
    return _("{name} ({n})", name=name, n=len(measured))


@contextlib.contextmanager
def open_photos(photos: Path | None, run: Path | None) -> Iterator[tuple[Registry, list[Picture]]]:
    """Give models and the photos of a folder; name what is not to be measured, and go on."""
    failures = Failures()
    with exit_on_error():
        registry = inputs.open_run(run) if run else Registry()
        pictures = []
        for path in inputs.photos_in(photos, failures) if photos else ():
            with failures.report(path):
                pictures.append(open_one(path))
        if photos and not pictures:
            failures.exit()
        yield registry, pictures
    failures.exit()


def tell(
    head: Sequence[str], rows: Sequence[Sequence[object]], figures: Mapping, to: Path | None
) -> None:
    """Print a table, and write the figures where they were asked for."""
    table(head, rows)
    save(figures, to)


def save(figures: Mapping, to: Path | None) -> None:
    """Write the figures where they were asked for."""
    if to:
        text = json.dumps(figures, indent=2) + "\n"
        with exit_on_error():
            disk.write(to, text.encode(), overwrite=True)
