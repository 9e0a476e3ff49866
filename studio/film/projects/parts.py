"""Parts: a few seconds of a scene, coloured small to be played beside what they were.

A part is a video in which each frame lies above the same one in colour, so that the two cannot come
apart. Its colours are those of the whole film: a part goes on where the one before it ended.
"""

import hashlib
import io
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np

from studio import disk
from studio.background import Background, Controls
from studio.color.arrays import Float, Picture
from studio.color.lab import turn_gray
from studio.errors import StudioError
from studio.film import reader
from studio.film.clip import Piece
from studio.film.coloring import Colorist, State, paint
from studio.film.index import Index
from studio.film.jobs.order import color_ahead
from studio.film.projects.breakdown import Breakdown
from studio.film.writer import Writer
from studio.photo.tone import tone

Colored = tuple[Picture, Float | None]  # a frame, and its a* and b*

SECONDS = 3.0
SIDE = 640  # pixels of the longer side
ENDING = ".mp4"
MOST = 40  # that are kept of a film: about a megabyte each


@dataclass(frozen=True)
class Part:
    """A part of a scene."""

    path: Path  # of the video, whether it is there or not
    number: int  # in the scene, from 0
    frames: range


def split(folder: Path, film: Breakdown, place: int, colorist: Colorist) -> list[Part]:
    """Return the parts of a scene, as somebody colours it."""
    frames = film.find_frames(place)
    facts = repr((colorist.key, frames, film.index.clip.path))
    digest = hashlib.sha256(facts.encode()).hexdigest()[:16]
    long = max(1, round(SECONDS * float(film.index.clip.rate)))
    return [
        Part(folder / f"{digest}-{number}{ENDING}", number, frames[start : start + long])
        for number, start in enumerate(range(0, len(frames), long))
    ]


class Maker:
    """Makes one part at a time; another one that is asked for takes its place."""

    def __init__(self) -> None:
        self._background = Background(threading.Lock())
        self._path: Path | None = None  # of the part that is made, or was last
        self.share = 0.0  # of it that is done
        self.latest: Picture | None = None  # the frame that was coloured last

    @property
    def running(self) -> bool:
        """Whether a part is being made."""
        return self._background.running

    @property
    def trouble(self) -> StudioError | None:
        """Why the part could not be made."""
        return self._background.trouble

    def stop(self) -> None:
        """Stop, and wait until it has."""
        self._background.stop()

    def make(self, parts: list[Part], number: int, index: Index, colorist: Colorist) -> None:
        """Begin to make a part, and those before it that lack."""
        path = parts[number].path
        if path == self._path and (self.running or self.trouble):
            return
        self.stop()
        self._path, self.share, self.latest = path, 0.0, None
        done = max((part.number for part in parts[:number] if part.path.exists()), default=-1)
        lacking = parts[done + 1 : number + 1]
        self._background.start(partial(self._work, parts, lacking, index, colorist))

    def _work(
        self,
        parts: list[Part],
        lacking: list[Part],
        index: Index,
        colorist: Colorist,
        controls: Controls,
    ) -> None:
        total = sum(len(part.frames) for part in lacking)
        first, scene = lacking[0], range(parts[0].frames.start, parts[-1].frames.stop)
        if first.number:
            colorist.restore(_recall(parts[first.number - 1]))
        disk.make_folder(first.path.parent)
        place = first.frames.start - scene.start
        coloring = color_ahead(reader.find(index, scene[place:], side=SIDE), colorist, place)
        with closing(coloring) as frames:
            steps = (step for part in lacking for step in _make(part, frames, index, colorist))
            with closing(steps):
                for done, colored in enumerate(steps, 1):
                    self.share, self.latest = done / total, colored
                    if controls.stopped:
                        return
        _remove_old(first.path.parent)


def _make(
    part: Part, frames: Iterator[Colored], index: Index, colorist: Colorist
) -> Iterator[Picture]:
    """Make a part of the next frames; yield each in its colours, so that one may stop there."""
    with Writer() as out:
        for number, (rgb, chroma) in enumerate(islice(frames, len(part.frames))):
            if number == 0:
                is_toned = tone(rgb) == "toned"
                out.begin(_piece(part, rgb, index))
            before, colored = rgb if is_toned else turn_gray(rgb), paint(rgb, chroma)
            out.add(np.vstack([_even(before), _even(colored)]))
            yield colored
        _note(part, colorist.save())
        out.end()


def _remove_old(folder: Path) -> None:
    """Remove the parts that were made longest ago, beyond those that are kept."""
    with suppress(OSError):
        made = sorted(folder.glob(f"*{ENDING}"), key=lambda path: path.stat().st_mtime)
        for path in made[:-MOST]:
            path.unlink()
            path.with_suffix(".npz").unlink(missing_ok=True)


def _even(rgb: Picture) -> Picture:
    """Leave out a last row or column: halved colour wants even sides."""
    height, width = (length // 2 * 2 for length in rgb.shape[:2])
    return np.ascontiguousarray(rgb[:height, :width])


def _piece(part: Part, rgb: Picture, index: Index) -> Piece:
    height, width = _even(rgb).shape[:2]
    return Piece(
        path=part.path,
        ending=ENDING,
        width=width,
        height=2 * height,
        rate=index.clip.rate,
        aspect=index.clip.aspect,
    )


def _note(part: Part, state: State) -> None:
    """Keep what the next part goes on from."""
    file = io.BytesIO()
    np.savez(file, *state)
    disk.write(part.path.with_suffix(".npz"), file.getvalue(), overwrite=True)


def _recall(part: Part) -> State:
    with np.load(part.path.with_suffix(".npz"), allow_pickle=False) as notes:
        return tuple(notes[f"arr_{number}"] for number in range(len(notes.files)))
