"""`colorstudio models`: what exists, what is installed, where it lies."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from tqdm import tqdm

from studio.cli.report import Failures, exit_on_error, interactive, table
from studio.models import catalog
from studio.models.catalog import FOLDER, Model
from studio.models.weights import install as installation
from studio.models.weights import store

app = typer.Typer(help="List, install and verify models.", no_args_is_help=True)
Names = Annotated[list[str] | None, typer.Argument(help="Models; all of them by default.")]
Weights = Annotated[
    Path, typer.Option("--weights", help="Another folder of weights, with a catalog.json in it.")
]


@app.command("list")
def list_models(folder: Weights = FOLDER) -> None:
    """Show every model and whether it is ready."""
    rows = (
        (m.name, m.task, "ready" if store.installed(m, folder) else "not installed",
         store.size_in_words(m), f"{m.parameters / 1e6:.1f} M", m.licence, m.summary)
        for m in _known(folder).values()
    )  # fmt: skip
    table(("model", "task", "state", "size", "parameters", "licence", "what it is"), rows)


@app.command()
def install(
    names: Annotated[list[str], typer.Argument(help="Models to download.")],
    folder: Weights = FOLDER,
) -> None:
    """Download models from their mirrors, verified; what is there already is kept."""
    known, failures = _known(folder), Failures()
    for name in names:
        with failures.report(name):
            model = catalog.find(name, known)
            with tqdm(
                total=model.size, unit="B", unit_scale=True, desc=name, disable=not interactive()
            ) as bar:
                installation.install(model, folder, progress=partial(_advance, bar))
            typer.echo(f"{name} is ready.")
    failures.exit()


@app.command()
def verify(names: Names = None, folder: Weights = FOLDER) -> None:
    """Check size and SHA-256 of every file; without names, of every model found."""
    known, failures = _known(folder), Failures()
    for name in names or [m.name for m in known.values() if _present(m, folder)]:
        with failures.report(name):
            store.locate(catalog.find(name, known), folder)
            typer.echo(f"{name}: whole.")
    failures.exit()


@app.command()
def path(
    name: Annotated[str | None, typer.Argument(help="A model.")] = None, folder: Weights = FOLDER
) -> None:
    """Print the folder of weights, or where the files of one model lie."""
    known = _known(folder)
    with exit_on_error():
        places = store.locate(catalog.find(name, known), folder) if name else (folder,)
    for place in places:
        typer.echo(place)


def _known(folder: Path) -> Mapping[str, Model]:
    try:
        return catalog.read(folder / "catalog.json")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise typer.BadParameter(
            f"no readable catalog.json in {folder}", param_hint="--weights"
        ) from error


def _advance(bar: tqdm, done: int, total: int) -> None:
    bar.total = total  # of an archive the size is known when it comes
    bar.update(done - bar.n)


def _present(model: Model, folder: Path) -> bool:
    if model.contents:
        return (folder / model.name).is_dir()
    return any(
        store.place(model, f, folder).exists() or store.search(model, f, folder)
        for f in model.files
    )
