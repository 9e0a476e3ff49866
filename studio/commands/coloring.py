"""What the commands that colour share: which files come in, and where the results go."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from studio import export, photo
from studio.commands.report import Failures
from studio.errors import OutputError, PhotoError
from studio.intake import SUFFIXES
from studio.models.registry import Registry
from studio.recipe import Recipe
from studio.render import render

ENDINGS = {"png": ".png", "jpeg": ".jpg", "webp": ".webp"}
FORMATS = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".webp": "webp"}

Out = Annotated[Path, typer.Option("-o", "--out", help="A file for one photo, or a folder.")]
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


def color(path: Path, target: Path, recipe: Recipe, registry: Registry, *, overwrite: bool) -> None:
    """Colour one file; the format is that of the target's ending."""
    if target.exists() and not overwrite:
        raise OutputError(
            f"the file {target}", "a free name", "choose another name, or add --overwrite"
        )
    source = photo.open_file(path)
    rendering = render(source, recipe, registry)
    data = export.encode(
        source,
        rendering.rgb,
        format=FORMATS[target.suffix.lower()],
        recipe=recipe.to_json(),
    )
    export.write(target, data, overwrite=overwrite)
