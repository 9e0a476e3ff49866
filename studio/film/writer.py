"""Writing: coloured pictures become pieces of a film, and these a whole one."""

from collections.abc import Generator
from contextlib import suppress
from pathlib import Path

from studio.color.arrays import Picture
from studio.film.clip import Piece, Whole
from studio.film.process import Finished, Process

ENCODING = "studio.film.ffmpeg.encoding:encode"
JOINING = "studio.film.ffmpeg.joining:join"
CHECKING = "studio.film.ffmpeg.joining:check"


class Writer:
    """Writes one piece after another, in a process that encodes while the next frame is made."""

    def __init__(self) -> None:
        self._process = Process(ENCODING)

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *error: object) -> None:
        self._process.__exit__(*error)

    def begin(self, piece: Piece) -> None:
        """Begin a piece."""
        self._process.send(piece)

    def add(self, rgb: Picture) -> None:
        """Add a picture to it; an `OutputError` if the disk does not take it."""
        self._process.send(rgb)

    def end(self) -> Path:
        """Have the piece on the disk under its name, whole; an `OutputError` as for `add`."""
        self._process.send(None)
        return self._process.receive()


def join(whole: Whole) -> Generator[int, None, None]:
    """Make a film of its pieces; yield how many frames are joined, so that one may stop there.

    Raises
    ------
    OutputError
        If the disk does not take it, or its format not the sound of the film.
    """
    with Process(JOINING) as process, suppress(Finished):
        process.send(whole)
        while True:
            yield process.receive()


def check(whole: Whole) -> None:
    """Raise an `OutputError` if the format does not hold the sound or subtitles of the film."""
    with Process(CHECKING) as process:
        process.send(whole)
        process.receive()
