"""Reading: a film becomes frames in order, each with its time."""

from collections.abc import Generator
from pathlib import Path

from studio import disk
from studio.film import stills
from studio.film.clip import Clip, Frame, Reading
from studio.film.process import Finished, Process

DECODING = "studio.film.ffmpeg.decoding:decode"


def inspect(path: Path) -> Clip:
    """Look at the first frame of a film, or of a folder of numbered pictures.

    Raises
    ------
    FilmError
        If it is none, or of a kind that is not read.
    """
    if disk.is_folder(path):
        return stills.inspect(path)
    with Process(DECODING) as process:
        process.send(Reading(path=path.absolute()))
        return process.receive()


def frames(reading: Reading) -> Generator[Frame | None, None, None]:
    """Yield the frames of a film in order; None for each passed over, so that one may stop there.

    Raises
    ------
    FilmError
        If it is damaged, cut short, or changes its size.
    """
    if disk.is_folder(reading.path):
        yield from stills.frames(reading)
        return
    with Process(DECODING) as process:
        process.send(reading)
        process.receive()  # the clip
        while True:
            try:
                frame = process.receive()
            except Finished:
                return
            yield frame
