"""Series: photos of the same place or people, coloured of one piece.

Photos are taken up from those that a person corrected, or else from the one that the model is
surest of, to ever less like ones. Each that shows what one before it shows follows its result as a
reference; the rest are coloured by themselves.
"""

import functools
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import numpy as np

from studio.batch.jobs import Job, Look, Task, state
from studio.batch.journal import Facts
from studio.batch.tally import Stage
from studio.color.arrays import Float
from studio.errors import PhotoError, RecipeError
from studio.language import _
from studio.models.registry import Registry
from studio.photo import photo, quarantine
from studio.photo.photo import Photo
from studio.recipe import recipe_reader
from studio.recipe.recipe import NO_HINTS, Recipe
from studio.rendering.memory import Memory
from studio.rendering.reference import likeness, prepare

SIDE = 512  # pixels of the longer side in which photos are compared
NEAREST = 3  # photos before it that one is compared with place by place
LEAST_FIT = -5.9  # of two that belong together; none of 700 unrelated pairs had as much
BUDGET = 50_000_000  # bytes of what is remembered of photos: 150 of them, and how well they fit
LOOKING, COMPARING = _("Looking at the photos"), _("Finding what belongs together")


@dataclass(frozen=True)
class Series:
    """What follows what in a job."""

    tasks: Sequence[Task] = ()  # in their order
    models: dict[str, Task] = field(default_factory=dict)  # by photo: whose result it follows
    corrected: frozenset[str] = frozenset()  # photos whose results stay as a person made them

    def open_model(self, job: Job, task: Task, log: Facts) -> Photo | None:
        """Return the result that a photo follows; none where it failed, or has no colours."""
        if model := self.models.get(task.photo):
            made = log.last(model.photo)
            with suppress(PhotoError):
                return prepare(photo.open_file(job.results / (made or model).result))
        return None


@dataclass(frozen=True, eq=False, kw_only=True)
class _Member:
    task: Task
    small: Photo
    looks: Float  # what it shows on the whole: a unit vector
    doubt: float  # of the model, in nats
    corrected: bool


class _Stopped(Exception):  # noqa: N818 - nothing is wrong
    """A person wants no more of it."""


def arrange(job: Job, tasks: Sequence[Task], log: Facts, look: Look) -> Series | None:
    """Find which photos belong together; each is opened once, here, and shrunk.

    One that cannot be opened comes last: whoever colours it says why. None if `look`, which is
    told how far this is, says at any step not to go on.
    """
    try:
        return _arrange(job, tasks, log, _Steps(look, len(tasks)))
    except _Stopped:
        return None


@dataclass
class _Steps:
    """Tells of each step, and ends the work where no more of it is wanted."""

    look: Look
    total: int

    def tell(self, words: str, done: int) -> None:
        if not self.look(Stage(words, done, self.total)):
            raise _Stopped


def _arrange(job: Job, tasks: Sequence[Task], log: Facts, steps: _Steps) -> Series:
    memory = _memory()
    members = list(_members(job, tasks, log, steps))
    models: dict[str, Task] = {}
    order: list[_Member] = []
    for member in _from_near_to_far(members):
        nearest = [] if member.corrected else _find_nearest(member, order)
        fits = []
        for other in nearest:
            steps.tell(COMPARING, len(order))
            fits.append(_fit(member, other, memory))
        if fits and max(fits) >= LEAST_FIT:
            models[member.task.photo] = nearest[int(np.argmax(fits))].task
        order.append(member)
    opened = [member.task for member in order]
    corrected = frozenset(member.task.photo for member in members if member.corrected)
    return Series([*opened, *(t for t in tasks if t not in set(opened))], models, corrected)


@functools.cache
def _memory() -> Memory:
    """Return what this process remembers: photos are compared anew after each correction."""
    return Memory(Registry(), BUDGET)


def _members(job: Job, tasks: Sequence[Task], log: Facts, steps: _Steps) -> Iterator[_Member]:
    memory = _memory()
    plain = Recipe(model=memory.registry.comparing().name)
    for number, task in enumerate(tasks):
        steps.tell(LOOKING, number)
        with suppress(PhotoError):
            whole = quarantine.open_file(job.photos / task.photo)
            small = whole.shrunk(SIDE)
            yield _Member(
                task=task,
                small=small,
                looks=_looks(memory.features(small)),
                doubt=float(memory.prediction(small, plain).entropy().mean()),
                corrected=_is_corrected(job, task, log, whole),
            )


def _looks(features: Sequence[Float]) -> Float:
    """Return the mean and the strongest of the coarser features anywhere: float32 (C,)."""
    parts = [part for x in features[1:] for part in (x.mean((1, 2)), x.max((1, 2)))]
    vector = np.concatenate([part / np.linalg.norm(part) for part in parts])
    return vector / np.linalg.norm(vector)


def _is_corrected(job: Job, task: Task, log: Facts, whole: Photo) -> bool:
    """Tell whether a result of a photo is there that is a person's own.

    It was put back, or it is a PNG that follows hints of its own.
    """
    if log.find_corrected(task.photo, state(job.photos / task.photo), job.results):
        return True
    with suppress(RecipeError):
        saved = recipe_reader.open_file(job.results / task.result)
        own = saved.recipe.hints not in (NO_HINTS, job.recipe.hints)
        return own and saved.photo == whole.sha256
    return False


def _from_near_to_far(members: Sequence[_Member]) -> Iterator[_Member]:
    """Yield the corrected ones, or the surest, then whatever is most like one before it."""
    rest = sorted(members, key=lambda member: member.doubt)
    first = [member for member in rest if member.corrected] or rest[:1]
    rest = [member for member in rest if member not in first]
    yield from first
    if not rest:
        return
    looks = np.stack([member.looks for member in rest])
    near = np.max([looks @ member.looks for member in first], axis=0)
    taken = np.zeros(len(rest))
    for _member in rest:
        best = int((near + taken).argmax())
        yield rest[best]
        taken[best] = -np.inf
        near = np.maximum(near, looks @ rest[best].looks)


def _find_nearest(member: _Member, before: Sequence[_Member]) -> Sequence[_Member]:
    """Return those before a photo that look most like it."""
    return sorted(before, key=lambda other: -float(member.looks @ other.looks))[:NEAREST]


def _fit(member: _Member, other: _Member, memory: Memory) -> float:
    """Return how well a photo fits another place by place."""

    def compare() -> np.float64:
        return np.float64(likeness(member.small, other.small, memory).fit)

    return float(memory.recall((member.small.key, "fit", other.small.key), compare))
