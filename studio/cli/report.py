"""What the commands share in speaking to a person: failures, progress, and figures in columns."""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer

from studio.cli.language import current, tell
from studio.cli.quiet import is_quiet
from studio.errors import StudioError
from studio.language import Sentence, _, format_number
from studio.rendering.render import StageProgress

PERCENT = "{percentage:3.0f}%|{bar}| {desc}"  # of a bar: how far all is, and what is done just now

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")  # what a terminal obeys

FIGURES = re.compile(r"\d[\d.,]*\b")  # by which sentences of one kind differ

Target = tuple[Path, Path]  # a photo, and its result


class Failures:
    """Counts inputs that failed, each named on stderr with its reason."""

    def __init__(self) -> None:
        self.count = 0

    @contextmanager
    def report(self, name: object) -> Iterator[None]:
        """Name an input that a person can mend, and let the work go on."""
        try:
            yield
        except StudioError as error:
            self.count += 1
            say(_("{name}: {error}", name=name, error=error.sentence), err=True)

    def exit(self) -> None:
        """End the command with code 1 if anything failed."""
        if self.count:
            raise typer.Exit(1)


class Notes:
    """Gathers what photos' readers say, so that each kind is told once, with a count."""

    def __init__(self) -> None:
        self._kinds: dict[str, list[tuple[str, str]]] = {}

    def add(self, name: object, sentences: Iterable[str]) -> None:
        """Take in what is said of a photo."""
        for sentence in sentences:
            self._kinds.setdefault(FIGURES.sub("#", sentence), []).append((str(name), sentence))

    def tell(self) -> None:
        """Print each kind on stderr, and begin anew."""
        for (name, sentence), *more in self._kinds.values():
            if more:
                others = len(more)
                say(
                    _("{name} and {n:,} more: {sentence}", name=name, n=others, sentence=sentence),
                    err=True,
                )
            else:
                tell_notes(name, [sentence])
        self._kinds.clear()


def tell_notes(name: object, sentences: Iterable[str]) -> None:
    """Print what is said of one photo on stderr."""
    for sentence in sentences:
        say(_("{name}: {sentence}", name=name, sentence=sentence), err=True)


@contextmanager
def exit_on_error() -> Iterator[None]:
    """End the command with a sentence and code 1 when something a person can mend is wrong."""
    try:
        yield
    except StudioError as error:
        say(error.sentence, err=True)
        raise typer.Exit(1) from None


def say(sentence: str, *, err: bool = False) -> None:
    """Print one line in the language of the terminal, on stderr if asked for."""
    typer.echo(plain(tell(sentence)), err=err)


def confirm(sentence: str, *, err: bool = False) -> None:
    """Print a line of what goes well, unless nobody wants to hear it."""
    if not is_quiet():
        say(sentence, err=err)


def plain(text: str) -> str:
    r"""Escape what a terminal would obey: file names may hold it.

    Examples
    --------
    >>> plain("a\nb.jpg")
    'a\\nb.jpg'
    """
    return CONTROL.sub(lambda letter: letter[0].encode("unicode_escape").decode(), text)


def show_progress(targets: Sequence[Target]) -> Iterator[tuple[Path, Path, StageProgress]]:
    """Yield photos and their results under a bar, each with what moves it while it is coloured."""
    if not interactive():
        yield from ((path, target, _go_on) for path, target in targets)
        return
    from tqdm import tqdm  # with its locks between processes 8 ms, and seldom needed

    with tqdm(total=len(targets), bar_format=PERCENT) as bar:
        for done, (path, target) in enumerate(targets):

            def move(stage: str, share: float, done: int = done, path: Path = path) -> None:
                now = tell("{name}: {stage:small}", name=path.name, stage=stage)
                bar.set_description_str(plain(now), refresh=False)
                bar.update(done + share - bar.n)

            yield path, target, move
            bar.update(done + 1 - bar.n)


def _go_on(stage: str, share: float) -> None:
    """Stand for what moves a bar, where nobody watches."""


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows in aligned columns; floats with two decimals."""
    text = [[_cell(value) for value in row] for row in (head, *rows)]
    widths = [max(len(row[i]) for row in text) for i in range(len(head))]
    for row in text:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        typer.echo(plain("  ".join(cells).rstrip()))


def interactive() -> bool:
    """Tell whether a person watches: progress bars are for terminals."""
    return sys.stderr.isatty() and not is_quiet()


def _cell(value: object) -> str:
    if isinstance(value, Sentence):
        return tell(value)
    return format_number(value, ".2f", current()) if isinstance(value, float) else str(value)
