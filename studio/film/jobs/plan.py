"""The plan of a film: its frames and scenes, and who colours each."""

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, replace

from studio import disk
from studio.errors import FilmError
from studio.film import reader, stills
from studio.film.clip import Clip, Reading
from studio.film.colorists import find_frames, make_colorist
from studio.film.index import Index
from studio.film.jobs.job import Job
from studio.film.jobs.journal import Journal
from studio.film.jobs.order import Order
from studio.film.storyboard import KeyFrame, Storyboard
from studio.film.survey import Survey
from studio.language import _
from studio.models.registry import Registry
from studio.recipe.recipe import Recipe

VERSION = 2  # of what pieces are: those of another are not gone on with
SIDE = 256  # pixels of a picture that tells where a scene begins

Look = Callable[[], bool]  # called for each frame that is looked at; tells whether to go on


@dataclass(frozen=True)
class Part:
    """A scene as far as it is to be coloured, and what all of its pieces depend on."""

    order: Order
    key: str


@dataclass(frozen=True)
class Plan:
    """What is to be done."""

    index: Index
    board: Storyboard
    parts: tuple[Part, ...]  # in the order of the film


def make(job: Job, clip: Clip, journal: Journal, registry: Registry, look: Look) -> Plan | None:
    """Find the scenes of a film, and say how each is coloured; None if it was stopped.

    Raises
    ------
    FilmError, PhotoError, MissingWeightsError
        If the film, a key or a model is not as it should be.
    """
    film = identify(job)
    found = journal.recall(film, clip)
    if not found:
        found = _survey(job, clip, look)
        if not found:
            return None
        journal.note(film, *found)
    index, board = found
    board = _edit(job.board or board, job)
    parts = []
    for place in range(len(board.scenes)):
        numbers = find_frames(board, place, index)
        if numbers:
            order = _make_order(job, index, board, place, numbers)
            of = order.index.times
            colorist = make_colorist(board, place, index, registry)
            parts.append(Part(order, repr((film, of[0], of[-1], job.ending, colorist.key))))
    return Plan(index, board, tuple(parts))


def identify(job: Job) -> str:
    """Return all that the frames depend on."""
    paths = stills.find(job.film) if disk.is_folder(job.film) else [job.film]
    facts = [
        (path.name, status.st_size, status.st_mtime_ns)
        for path in paths
        for status in [path.stat()]
    ]
    return repr((VERSION, facts, job.span, job.deinterlaces))


def _survey(job: Job, clip: Clip, look: Look) -> tuple[Index, Storyboard] | None:
    """Find frames and scenes by one pass over a film; None if it was stopped."""
    reading = Reading(path=job.film, span=job.span, deinterlaces=job.deinterlaces, side=SIDE)
    survey = Survey()
    times: list[int] = []
    with closing(reader.frames(reading)) as frames:
        for frame in frames:
            if not look():
                return None
            if frame:
                survey.add(frame.rgb)
                times.append(frame.time)
    if not times:
        remedy = _("choose another part: --from and --to")
        raise FilmError(_("a part without frames"), _("a part of the film"), remedy)
    index = Index(clip, tuple(times))
    return index, survey.make_board(index, Recipe())


def _make_order(job: Job, index: Index, board: Storyboard, place: int, numbers: range) -> Order:
    return Order(
        index=replace(index, times=index.times[numbers.start : numbers.stop]),
        board=replace(board, scenes=board.scenes[place : place + 1]),
        deinterlaces=job.deinterlaces,
        ending=job.ending,
    )


def _edit(board: Storyboard, job: Job) -> Storyboard:
    """Give a storyboard the recipe and the keys of a job."""
    if job.recipe:
        board = replace(board, recipe=job.recipe)
    for key in job.keys:
        places = range(len(board.scenes)) if key.time is None else [board.find(key.time)]
        board = _put_key(board, places, key)
    return board


def _put_key(board: Storyboard, places: Iterable[int], key: KeyFrame) -> Storyboard:
    """Have some scenes follow a key; one that is named is coloured if it was to be left alone."""
    for place in places:
        scene = board.scenes[place].put_key(key)
        board = board.change(place, replace(scene, in_color=scene.in_color and key.time is None))
    return board
