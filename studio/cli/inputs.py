"""What the commands that colour share: which files come in, and where the results go."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from tqdm import tqdm

from studio import disk
from studio.cli.report import Failures, interactive, told
from studio.errors import OutputError, PhotoError
from studio.models.registry import Registry
from studio.photo import encoding, photo
from studio.photo.decoding import SUFFIXES
from studio.photo.photo import Photo
from studio.recipe.recipe import Recipe, Saved
from studio.render.render import develop

# by the ending of a file's name
FORMATS = {kind.ending: name for name, kind in encoding.FORMATS.items()} | {".jpeg": "jpeg"}

Photos = Annotated[list[Path], typer.Argument(help="Photos, or folders of photos.")]
Out = Annotated[Path, typer.Option("-o", "--out", help="A file for one photo, or a folder.")]
Format = Annotated[
    str, typer.Option("--format", help="png, jpeg or webp, for results in a folder.")
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace files.")]


def names_a_file(out: Path, photos: Sequence[Path]) -> bool:
    """Tell whether the output is one file: it has a picture's ending and is no folder."""
    single = out.suffix.lower() in FORMATS and not out.is_dir()
    if single and (len(photos) > 1 or photos[0].is_dir()):
        raise typer.BadParameter("name a folder for more than one photo", param_hint="--out")
    return single


def files(photos: Sequence[Path], failures: Failures) -> Iterator[Path]:
    """Yield the photos named, and those in the folders named."""
    for path in photos:
        if not path.is_dir():
            yield path
            continue
        inside = sorted(p for p in path.iterdir() if p.suffix.lower() in SUFFIXES)
        yield from inside
        with failures.noted(path):
            if not inside:
                raise PhotoError(
                    "a folder without photos", "a photo, or a folder of photos", "check the path"
                )


def color_all(
    photos: Sequence[Path],
    out: Path,
    saved: Saved,
    *,
    format: str = "png",  # noqa: A002
    overwrite: bool,
    registry: Registry | None = None,
) -> None:
    """Colour photos with one recipe, by the studio's models or others, and end the command."""
    single = names_a_file(out, photos)
    if not single:
        with told():
            disk.make_folder(out)
    registry, failures = registry or Registry(), Failures()
    sources = list(files(photos, failures))
    for path in tqdm(sources, disable=not interactive() or len(sources) < 2, unit="photo"):
        target = out if single else out / f"{path.stem}_colorized{encoding.FORMATS[format].ending}"
        with failures.noted(path):
            source = color(path, target, saved.recipe, registry, overwrite=overwrite)
            _note_move(path, source, saved)
    failures.exit()


def color(
    path: Path, target: Path, recipe: Recipe, registry: Registry, *, overwrite: bool
) -> Photo:
    """Colour one file; the format is that of the target's ending."""
    if target.exists() and not overwrite:
        raise OutputError(
            f"the file {target}", "a free name", "choose another name, or add --overwrite"
        )
    source = photo.open_file(path)
    data = develop(source, recipe, registry, format=FORMATS[target.suffix.lower()])
    disk.write(target, data, overwrite=overwrite)
    return source


def check_format(name: str) -> None:
    """Refuse a format that the studio does not write, as wrong usage."""
    if name not in encoding.FORMATS:
        raise typer.BadParameter(", ".join(encoding.FORMATS), param_hint="--format")


def _note_move(path: Path, source: Photo, saved: Saved) -> None:
    """Say so where a recipe that speaks of places is used on another photo than its own."""
    placed = saved.recipe.hints or saved.recipe.regions.edits
    if placed and saved.photo and saved.photo != source.sha256:
        typer.echo(
            f"{path}: the recipe was made for another photo; its hints and regions lie at the "
            "same places of this one.",
            err=True,
        )
