"""What the commands share: their options, which photos come in, and where results go."""

import mimetypes
from collections.abc import Callable, Container, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Annotated

import typer

from studio import disk
from studio.batch.names import name_results
from studio.cli.report import Failures, say
from studio.cli.streams import STREAM
from studio.errors import DataError, OutputError, PhotoError
from studio.models import catalog
from studio.models.registry import Registry
from studio.photo import folders
from studio.photo.reading.decoding import SUFFIXES
from studio.photo.results import USUAL, Pattern
from studio.photo.writing import encoding
from studio.photo.writing.encoding import BY_ENDING

BESIDE = "._"  # begins what macOS puts beside each file on foreign disks, which is no photo

# What may not be read is named as what failed, and the rest done: no reason to refuse the command.
Photos = Annotated[
    list[Path],
    typer.Argument(help="Photos, or folders of photos; - is standard input.", readable=False),
]
Out = Annotated[
    Path,
    typer.Option(
        "-o",
        "--out",
        help="A file for one photo, a folder, or - for standard output.",
        readable=False,
    ),
]
Format = Annotated[
    str,
    typer.Option("--format", help="png, jpeg, webp or tiff, of results in a folder or on -o -."),
]
Reference = Annotated[
    Path | None,
    typer.Option(help="A colour picture whose colours to take where it fits.", readable=False),
]
Segmenter = Annotated[
    str | None,
    typer.Option(help="See `colorstudio models list`; by default the one that fits the photo."),
]
RestoreContrast = Annotated[
    float | None,
    typer.Option(min=0, max=1, help="Of prints that have faded: 0 for the model alone, 1 shown."),
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace files.")]
Name = Annotated[
    str, typer.Option("--name", help="What results in a folder are called: {name}, {style}.")
]
KeepTimes = Annotated[
    bool, typer.Option("--keep-times", help="Give results the dates of their photos' files.")
]
Pages = Annotated[
    str, typer.Option("--pages", help="first, or all: each picture of a file of several.")
]
Json = Annotated[bool, typer.Option("--json", help="One line of JSON a photo, for programs.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing of what went well.")]
Mark = Annotated[
    bool, typer.Option("--mark", help='Say "colorized" in a corner of the picture, too.')
]
DEFAULT_NAME = USUAL.text
FIRST, ALL = "first", "all"  # of pages


def names_a_file(out: Path, photos: Sequence[Path]) -> bool:
    """Tell whether the output is one file: it has a picture's ending and is no folder."""
    if disk.is_folder(out) or not is_picture(out):
        return False
    check_ending(out)
    check_alone(photos)
    return True


def is_picture(path: Path) -> bool:
    """Tell whether a name is that of a picture, be it of a kind that the studio does not write."""
    kind, _ = mimetypes.guess_type(path.name, strict=False)
    return path.suffix.lower() in {*BY_ENDING, *SUFFIXES} or (kind or "").startswith("image/")


def check_ending(out: Path) -> None:
    """Refuse a file that the studio does not write, as wrong usage."""
    if out.suffix.lower() not in BY_ENDING:
        raise typer.BadParameter("a .png, .jpg, .webp or .tif file", param_hint="--out")


def check_format(name: str) -> None:
    """Refuse a format that the studio does not write, as wrong usage."""
    if name not in encoding.FORMATS:
        raise typer.BadParameter(", ".join(encoding.FORMATS), param_hint="--format")


def read_pages(text: str) -> bool:
    """Tell whether every page is asked for; another word is wrong usage."""
    if text not in (FIRST, ALL):
        raise typer.BadParameter(f"{FIRST} or {ALL}", param_hint="--pages")
    return text == ALL


def read_pattern(text: str) -> Pattern:
    """Return the pattern of names that is written so; one that cannot be is wrong usage."""
    try:
        return Pattern(text)
    except OutputError as error:
        raise typer.BadParameter(str(error), param_hint="--name") from error


def check_alone(photos: Sequence[Path]) -> None:
    """Refuse more than one photo where there is one stream for results, as wrong usage."""
    if len(photos) > 1 or disk.is_folder(photos[0]):
        raise typer.BadParameter("name a folder for more than one photo", param_hint="--out")


def check_unnamed(pattern: Pattern) -> None:
    """Refuse a pattern of names beside a file that has its name, as wrong usage."""
    if pattern != USUAL:
        raise typer.BadParameter("--out names the file already", param_hint="--name")


def plan_results(
    photos: Sequence[Path], call: Callable[[str], str], failures: Failures
) -> list[tuple[Path, Path]]:
    """Return the photos named and those in the folders named, each with a name for its result.

    A result of a photo in a folder lies in the same subfolder; no two have one name: `call` says
    what the result of a photo of a name is called.
    """
    found = list(_find(photos, failures))
    results = name_results([place for _, place in found], call)
    return [(path, Path(result)) for (path, _), result in zip(found, results, strict=True)]


def photos_in(folder: Path, failures: Failures) -> Sequence[Path]:
    """Return the photos of a folder; name what could not be read, and what was passed over."""
    inside = folders.join(folders.walk(folder))
    for path, refusal in folders.refusals(inside):
        with failures.report(path):
            raise refusal
    for remark in folders.remarks(inside):
        say(remark, err=True)
    with failures.report(folder):
        if not (inside.photos or inside.closed):
            expected = "a photo, or a folder of photos"
            raise PhotoError("a folder without photos", expected, "check the path")
    return inside.photos


def check_target(target: Path, originals: Container[disk.Identity], *, overwrite: bool) -> None:
    """Refuse a result's place before the work, if it is taken.

    Raises an `OutputError` if an original is there, or anything that may not be overwritten.
    """
    with disk.raise_output_errors():
        exists = target.exists()
    disk.check_apart(target, originals)
    if exists and not overwrite:
        raise OutputError(
            f"the file {target}", "a free name", "choose another name, or add --overwrite"
        )


def open_run(folder: Path) -> Registry:
    """Return a registry of the one model that a training run made.

    Raises a `DataError` if no training has ended there.
    """
    expected = "a folder that `colorstudio train` has filled"
    remedy = "let the training end, or check the path"
    try:
        models = catalog.read(folder / "catalog.json")
    except DataError as error:
        raise DataError(f"no trained model in {folder}", expected, remedy) from error
    if len(models) != 1:
        raise DataError(f"{len(models)} models in {folder}", expected, remedy)
    return Registry(models, folder)


def _find(photos: Sequence[Path], failures: Failures) -> Iterator[tuple[Path, PurePosixPath]]:
    """Yield photos, and where each lies relative to the folder it was found in."""
    for path in photos:
        if disk.is_folder(path):
            for photo in photos_in(path, failures):
                yield photo, PurePosixPath(photo.relative_to(path))
        elif path == STREAM:
            yield path, PurePosixPath("stdin")
        elif not path.name.startswith(BESIDE):
            yield path, PurePosixPath(path.name)
