"""`colorstudio models`: what exists, what is installed, where it lies."""

import json
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from tqdm import tqdm

from studio.cli.app import App
from studio.cli.language import tell
from studio.cli.report import Failures, confirm, exit_on_error, interactive, table
from studio.errors import DataError
from studio.language import _
from studio.models import catalog, listing
from studio.models.registry import Registry
from studio.models.weights.store import size_in_words

app = App(no_args_is_help=True)
HEAD = (
    *(_("model"), _("task"), _("state"), _("size"), _("parameters"), _("licence")),
    _("what it is"),
)
Names = Annotated[list[str] | None, typer.Argument(help="Models; all of them by default.")]
Weights = Annotated[
    Path | None,
    typer.Option(
        "--weights", help="Another folder of weights, with a catalog.json in it.", readable=False
    ),
]


@app.command("list")
def list_models(
    folder: Weights = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs to read.")] = False,
) -> None:
    """Show every model and whether it is ready."""
    registry = _registry(folder)
    if as_json:
        models = [listing.describe(model, registry) for model in registry.models.values()]
        typer.echo(json.dumps([asdict(model) for model in models], indent=2))
        return
    rows = (
        (m.name, m.task, listing.state(m, registry),
         size_in_words(m), _("{n:.1f} M", n=m.parameters / 1e6), tell(m.licence), tell(m.summary))
        for m in registry.models.values()
    )  # fmt: skip
    table(HEAD, rows)


@app.command()
def install(
    names: Annotated[list[str], typer.Argument(help="Models to download.")],
    folder: Weights = None,
) -> None:
    """Download models from their mirrors, verified; what is there already is kept."""
    registry = _registry(folder)
    failures = Failures()
    for name in names:
        with failures.report(name):
            size = catalog.find(name, registry.models).size
            with tqdm(
                total=size, unit="B", unit_scale=True, desc=name, disable=not interactive()
            ) as bar:
                registry.install(name, partial(_advance, bar))
            confirm(_("{name} is ready.", name=name))
    failures.exit()


@app.command()
def verify(names: Names = None, folder: Weights = None) -> None:
    """Check size and SHA-256 of every file; without names, of every model found."""
    registry = _registry(folder)
    failures = Failures()
    found = (model.name for model in registry.models.values() if registry.store.begun(model))
    for name in names or found:
        with failures.report(name):
            registry.require(name)
            confirm(_("{name}: whole.", name=name))
    failures.exit()


@app.command()
def path(
    name: Annotated[str | None, typer.Argument(help="A model.")] = None, folder: Weights = None
) -> None:
    """Print the folder into which models are installed, or where the files of one model lie."""
    registry = _registry(folder)
    with exit_on_error():
        places = registry.require(name) if name else (registry.store.folder,)
    for place in places:
        typer.echo(place)


def _registry(folder: Path | None) -> Registry:
    if folder is None:
        with exit_on_error():
            return Registry()
    try:
        return Registry(catalog.read(folder / "catalog.json"), folder)
    except DataError as error:
        raise typer.BadParameter(tell(error.sentence), param_hint="--weights") from error


def _advance(bar: tqdm, done: int, total: int) -> None:
    bar.total = total  # of an archive the size is known when it comes
    bar.update(done - bar.n)
