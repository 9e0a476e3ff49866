"""`colorstudio auto`: colour photos without questions."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from tqdm import tqdm

from studio import export, photo
from studio.commands.report import Failures, interactive, told
from studio.errors import OutputError, PhotoError
from studio.models.registry import Registry
from studio.recipe import MOST_STRENGTH, Recipe
from studio.render import render

SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff"}
ENDINGS = {"png": ".png", "jpeg": ".jpg", "webp": ".webp"}
FORMATS = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".webp": "webp"}


def auto(
    photos: Annotated[list[Path], typer.Argument(help="Photos, or folders of photos.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="A file for one photo, or a folder.")],
    model: Annotated[str, typer.Option(help="See `colorstudio models list`.")] = Recipe.model,
    vividness: Annotated[
        float, typer.Option(min=0, max=1, help="0 expected colours, 1 the likeliest.")
    ] = Recipe.vividness,
    strength: Annotated[
        float, typer.Option(min=0, max=MOST_STRENGTH, help="Scales the colours; 0 is gray.")
    ] = Recipe.strength,
    format: Annotated[  # noqa: A002
        str | None, typer.Option(help="png, jpeg or webp; by default the output's ending, or png.")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace files.")] = False,
) -> None:
    """Colour photos with one recipe."""
    if format and format not in ENDINGS:
        raise typer.BadParameter("png, jpeg or webp", param_hint="--format")
    single = _names_a_file(out, photos)
    recipe = Recipe(model, vividness, strength)
    registry, failures = Registry(), Failures()
    if not single:
        with told():
            export.make_folder(out)
    sources = list(_files(photos, failures))
    for path in tqdm(sources, disable=not interactive() or len(sources) < 2, unit="photo"):
        with failures.noted(path):
            target = out if single else out / _name(path, format)
            _color(path, target, recipe, registry, format, overwrite=overwrite)
    failures.exit()


def _names_a_file(out: Path, photos: list[Path]) -> bool:
    """Tell whether the output is one file: it has a picture's ending and is no folder."""
    single = out.suffix.lower() in FORMATS and not out.is_dir()
    if single and (len(photos) > 1 or photos[0].is_dir()):
        raise typer.BadParameter("name a folder for more than one photo", param_hint="--out")
    return single


def _files(photos: list[Path], failures: Failures) -> Iterator[Path]:
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


def _name(path: Path, format: str | None) -> str:  # noqa: A002
    return f"{path.stem}_colorized{ENDINGS[format or 'png']}"


def _color(
    path: Path, target: Path, recipe: Recipe, registry: Registry, format: str | None, *, overwrite: bool  # noqa: A002, E501
) -> None:  # fmt: skip
    if target.exists() and not overwrite:
        raise OutputError(
            f"the file {target}", "a free name", "choose another name, or add --overwrite"
        )
    source = photo.open_file(path)
    rendering = render(source, recipe, registry)
    data = export.encode(
        source,
        rendering.rgb,
        format=format or FORMATS.get(target.suffix.lower(), "png"),
        recipe=recipe.to_json(),
    )
    export.write(target, data, overwrite=overwrite)
