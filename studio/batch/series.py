"""Series: photos of the same place or people, coloured of one piece.

Photos are taken up from those that a person corrected, or else from the one that the model is
surest of, to ever less like ones. Each that shows what one before it shows follows its result as a
reference; the rest are coloured by themselves.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import numpy as np

from studio.batch.jobs import Job, Task
from studio.color.arrays import Float
from studio.errors import PhotoError, RecipeError
from studio.models.registry import Registry
from studio.photo import photo
from studio.photo.photo import Photo
from studio.recipe import recipe_reader
from studio.recipe.recipe import NO_HINTS, Recipe
from studio.rendering.memory import Memory
from studio.rendering.reference import likeness, prepare

SIDE = 512  # pixels of the longer side in which photos are compared
NEAREST = 3  # photos before it that one is compared with place by place
LEAST_FIT = -5.9  # of two that belong together; none of 700 unrelated pairs had as much


@dataclass(frozen=True)
class Series:
    """What follows what in a job."""

    tasks: Sequence[Task] = ()  # in their order
    models: dict[str, Task] = field(default_factory=dict)  # by photo: whose result it follows
    corrected: frozenset[str] = frozenset()  # photos whose results stay as a person made them

    def open_model(self, job: Job, task: Task) -> Photo | None:
        """Return the result that a photo follows; none where it failed, or has no colours."""
        if model := self.models.get(task.photo):
            with suppress(PhotoError):
                return prepare(photo.open_file(job.results / model.result))
        return None


@dataclass(frozen=True, eq=False, kw_only=True)
class _Member:
    task: Task
    small: Photo
    looks: Float  # what it shows on the whole: a unit vector
    doubt: float  # of the model, in nats
    corrected: bool


def arrange(job: Job, tasks: Sequence[Task]) -> Series:
    """Find which photos belong together; each is opened once, here, and shrunk.

    One that cannot be opened comes last: whoever colours it says why.
    """
    memory = Memory(Registry())
    members = list(_members(job, tasks, memory))
    models: dict[str, Task] = {}
    order: list[_Member] = []
    for member in _from_near_to_far(members):
        model = None if member.corrected else _model(member, order, memory)
        order.append(member)
        if model:
            models[member.task.photo] = model.task
    opened = [member.task for member in order]
    corrected = frozenset(member.task.photo for member in members if member.corrected)
    return Series([*opened, *(t for t in tasks if t not in set(opened))], models, corrected)


def _members(job: Job, tasks: Sequence[Task], memory: Memory) -> Iterator[_Member]:
    plain = Recipe(model=memory.registry.comparing().name)
    for task in tasks:
        with suppress(PhotoError):
            whole = photo.open_file(job.photos / task.photo)
            small = whole.shrunk(SIDE)
            yield _Member(
                task=task,
                small=small,
                looks=_looks(memory.features(small)),
                doubt=float(memory.prediction(small, plain).entropy().mean()),
                corrected=_is_corrected(job, task, whole),
            )


def _looks(features: Sequence[Float]) -> Float:
    """Return the mean and the strongest of the coarser features anywhere: float32 (C,)."""
    parts = [part for x in features[1:] for part in (x.mean((1, 2)), x.max((1, 2)))]
    vector = np.concatenate([part / np.linalg.norm(part) for part in parts])
    return vector / np.linalg.norm(vector)


def _is_corrected(job: Job, task: Task, whole: Photo) -> bool:
    """Tell whether a result of a photo is there that follows a person's own hints: a PNG."""
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
    near = {id(m): max(float(m.looks @ f.looks) for f in first) for m in rest}
    while rest:
        best = max(rest, key=lambda member: near[id(member)])
        rest.remove(best)
        yield best
        near |= {id(m): max(near[id(m)], float(m.looks @ best.looks)) for m in rest}


def _model(member: _Member, before: Sequence[_Member], memory: Memory) -> _Member | None:
    """Return the photo whose result a photo is to follow: the one that shows most of the same."""
    nearest = sorted(before, key=lambda other: -float(member.looks @ other.looks))[:NEAREST]
    fits = [likeness(member.small, other.small, memory).fit for other in nearest]
    if not fits or max(fits) < LEAST_FIT:
        return None
    return nearest[int(np.argmax(fits))]
