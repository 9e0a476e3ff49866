"""What the commands share in speaking to a person: failures, and figures in columns."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import typer

from studio.errors import StudioError


class Failures:
    """Counts inputs that failed, each named on stderr with its reason."""

    def __init__(self) -> None:
        self.count = 0

    @contextmanager
    def noted(self, name: object) -> Iterator[None]:
        """Let the work go on after a failure that a person can mend."""
        try:
            yield
        except StudioError as error:
            self.count += 1
            typer.echo(f"{name}: {error}", err=True)

    def exit(self) -> None:
        """End the command with code 1 if anything failed."""
        if self.count:
            raise typer.Exit(1)


@contextmanager
def told() -> Iterator[None]:
    """End the command with a sentence and code 1 when something a person can mend is wrong."""
    try:
        yield
    except StudioError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows in aligned columns; floats with two decimals."""
    text = [list(head), *([_cell(value) for value in row] for row in rows)]
    widths = [max(len(row[i]) for row in text) for i in range(len(head))]
    for row in text:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        typer.echo("  ".join(cells).rstrip())


def interactive() -> bool:
    """Tell whether a person watches: progress bars are for terminals."""
    return sys.stderr.isatty()


def _cell(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else str(value)
