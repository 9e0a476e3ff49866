"""Writing: coloured pictures become pieces of a film, and these a whole one."""

from collections.abc import Generator
from contextlib import suppress
from pathlib import Path

from studio.color.arrays import Picture
from studio.film.clip import Piece, Whole
from studio.film.process import Process
from studio.process import Finished

ENCODING = "studio.film.ffmpeg.encoding:encode"
JOINING = "studio.film.ffmpeg.joining:join"


class Writer:
    """Writes one piece after another, in a process that encodes while the next frame is made."""

    def __init__(self) -> None:
        self._process = Process(ENCODING)

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.close()

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


class Joiner:
    """Makes a film of its pieces, in a process that first looks what the film has beside them."""

    def __init__(self) -> None:
        self._process = Process(JOINING)

    def __enter__(self) -> "Joiner":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.close()

    def check(self, whole: Whole) -> tuple[str, ...]:
        """Return sentences about what a film has and the format of its result does not.

        Raises an `OutputError` if that is its sound or its subtitles.
        """
        self._process.send(whole)
        return self._process.receive()

    def join(self, whole: Whole) -> Generator[int, None, None]:
        """Make a film of its pieces; yield how many frames are joined, so that one may stop there.

        Raises an `OutputError` if the disk does not take it.
        """
        self._process.send(whole)
        with suppress(Finished):
            while True:
                yield self._process.receive()
