"""An order: one scene of a film that is to be coloured, by whatever process."""

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import Any

from studio.color.arrays import Float, Picture
from studio.film import reader
from studio.film.clip import Frame, Piece
from studio.film.coloring import Colorist, State, paint
from studio.film.index import Index
from studio.film.jobs.ahead import Behind, run_ahead
from studio.film.jobs.pieces import PIECE, Pieces
from studio.film.storyboard import Storyboard
from studio.film.writer import Writer


@dataclass(frozen=True, kw_only=True)
class Order:
    """All that is needed to colour a scene."""

    index: Index  # of its frames alone
    board: Storyboard  # of this scene alone
    deinterlaces: bool
    ending: str  # of the film: a key of `formats.FORMATS`

    @property
    def frames(self) -> int:
        """How many it has."""
        return len(self.index.times)


def color(
    order: Order, pieces: Pieces, colorist: Colorist, most: int | None = None
) -> Generator[int, None, None]:
    """Colour what is left of a scene, or so many pieces of it; yield 1 for each frame.

    The pieces are the same bytes whoever makes them, and wherever one goes on.

    Raises
    ------
    FilmError, OutputError
        If a frame cannot be read, or a piece written. What is done stays.
    """
    if pieces.done.pieces:
        colorist.restore(pieces.done.state)
    first = pieces.done.pieces * PIECE
    last = order.frames if most is None else min(order.frames, first + most * PIECE)
    reading = reader.find(order.index, range(first, order.frames), deinterlaces=order.deinterlaces)
    coloring = color_ahead(reading, colorist, first)
    with closing(coloring) as frames, Writer() as out, Behind() as behind:
        while first < last:
            behind.call(out.begin, _describe(order, pieces, first // PIECE))
            for rgb, chroma in islice(frames, min(PIECE, last - first)):
                behind.call(_add, out, rgb, chroma)
                first += 1
                yield 1
            behind.call(_end, out, pieces, colorist.save())
        behind.finish()


def color_ahead(
    frames: Generator[Frame, None, None], colorist: Colorist, first: int
) -> Generator[tuple[Picture, Float | None], None, None]:
    """Yield the frames of a scene, from the one at a place on, each with its a* and b*.

    Frames are read and looked at ahead, while others are coloured.
    """
    waiting: deque[Picture] = deque()
    with closing(run_ahead(_look(run_ahead(frames), colorist, first))) as looking:
        for chroma in colorist.color(_see(looking, waiting)):
            yield waiting.popleft(), chroma


def _look(
    frames: Generator[Frame, None, None], colorist: Colorist, first: int
) -> Generator[tuple[Picture, Any], None, None]:
    """Yield frames with what is seen of each."""
    with closing(frames):
        for place, frame in enumerate(frames, first):
            yield frame.rgb, colorist.look(frame.rgb, place)


def _see(frames: Iterable[tuple[Picture, Any]], waiting: deque[Picture]) -> Iterator[Any]:
    """Yield what is seen of frames, which wait until their colours come."""
    for rgb, seen in frames:
        waiting.append(rgb)
        yield seen


def _add(out: Writer, rgb: Picture, chroma: Float | None) -> None:
    out.add(paint(rgb, chroma))


def _end(out: Writer, pieces: Pieces, state: State) -> None:
    pieces.prepare(state)
    out.end()
    pieces.add(state)


def _describe(order: Order, pieces: Pieces, number: int) -> Piece:
    clip = order.index.clip
    return Piece(
        path=pieces.place(number),
        ending=order.ending,
        width=clip.width,
        height=clip.height,
        rate=clip.rate,
        aspect=clip.aspect,
    )
