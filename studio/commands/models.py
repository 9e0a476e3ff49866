"""`colorstudio models`: what exists, what is installed, where it lies."""

from functools import partial
from typing import Annotated

import typer
from tqdm import tqdm

from studio.commands.report import Failures, interactive, table, told
from studio.models import catalog, fetch, weights

app = typer.Typer(help="List, install and verify models.", no_args_is_help=True)
Names = Annotated[list[str] | None, typer.Argument(help="Models; all of them by default.")]


@app.command("list")
def list_models() -> None:
    """Show every model and whether it is ready."""
    rows = (
        (m.name, "ready" if weights.installed(m) else "not installed", weights.in_words(m.size),
         f"{m.parameters / 1e6:.1f} M", m.licence, m.summary)
        for m in catalog.models().values()
    )  # fmt: skip
    table(("model", "state", "size", "parameters", "licence", "what it is"), rows)


@app.command()
def install(names: Annotated[list[str], typer.Argument(help="Models to download.")]) -> None:
    """Download models from their mirrors, verified; what is there already is kept."""
    failures = Failures()
    for name in names:
        with failures.noted(name):
            model = catalog.find(name)
            with tqdm(
                total=model.size, unit="B", unit_scale=True, desc=name, disable=not interactive()
            ) as bar:
                fetch.install(model, progress=partial(_advance, bar))
            typer.echo(f"{name} is ready.")
    failures.exit()


@app.command()
def verify(names: Names = None) -> None:
    """Check size and SHA-256 of every file; without names, of every model found."""
    failures = Failures()
    for name in names or [m.name for m in catalog.models().values() if _present(m)]:
        with failures.noted(name):
            weights.locate(catalog.find(name))
            typer.echo(f"{name}: whole.")
    failures.exit()


@app.command()
def path(name: Annotated[str | None, typer.Argument(help="A model.")] = None) -> None:
    """Print the folder of weights, or where the files of one model lie."""
    with told():
        places = weights.locate(catalog.find(name)) if name else (catalog.FOLDER,)
    for place in places:
        typer.echo(place)


def _advance(bar: tqdm, done: int, total: int) -> None:
    bar.update(done - bar.n)


def _present(model: catalog.Model) -> bool:
    return any(weights.place(model, f).exists() or weights.search(model, f) for f in model.files)
