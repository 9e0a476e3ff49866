"""Films, measured: how close, how steady and how quickly a film is coloured that was turned gray.

Frames are compared at 256 x 256, as photos are.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from studio.color.arrays import Picture
from studio.color.lab import turn_gray
from studio.errors import DataError
from studio.evaluate.originals import small
from studio.evaluate.steadiness import Figures, Meter, Step, follow_motion
from studio.film.coloring import Colorist, FrameByFrame, color_frames
from studio.film.following.follower import Follower
from studio.film.following.keys import Key
from studio.film.scenes import find_cuts
from studio.language import _
from studio.models.registry import Registry
from studio.recipe.recipe import Recipe

WAYS = ALONE, FOLLOWED, FIRST, BOTH = (
    _("frame by frame"),
    _("followed"),
    _("first given"),
    _("first and last given"),
)

Keys = dict[int, list[Key]]  # of each scene, by the number of its first frame
Film = Callable[[], Iterable[Picture]]  # gives the frames again each time: uint8 (H, W, 3)


def measure_film(
    film: Film, registry: Registry, recipe: Recipe | None = None
) -> dict[str, Figures]:
    """Colour a film frame by frame, followed, and with true frames given, and measure all.

    The true frames are the first of each scene, and the first and the last.

    Raises
    ------
    DataError
        If it has no colours, or no frames between those that are given.
    """
    recipe = recipe or Recipe()
    cuts = [0, *find_cuts(film())]
    first, both = _keys(film(), cuts)

    def follow(keys: Keys) -> _Way:
        given = {key.number for several in keys.values() for key in several}
        return _Way(
            lambda start: Follower(recipe, registry, start=start, keys=keys.get(start, ())),
            Meter(given),
        )

    ways = {
        ALONE: _Way(lambda _: FrameByFrame(recipe, registry), Meter(set())),
        FOLLOWED: follow({}),
        FIRST: follow(first),
        BOTH: follow(both),
    }
    truth = Meter(set())
    for step in follow_motion(film(), cuts):
        truth.add(step, step.original)
    for way in ways.values():
        way.color(follow_motion(film(), cuts))
    if not all(meter.measured for meter in (truth, *(way.meter for way in ways.values()))):
        raise DataError(
            _("a film too short, or without colours"), _("a film in colour"), _("try another")
        )
    return {name: way.meter.compare(truth) for name, way in ways.items()}


@dataclass(frozen=True)
class _Way:
    """A way to colour a film, and how well it did."""

    make_colorist: Callable[[int], Colorist]  # for the scene that begins at a frame
    meter: Meter

    def color(self, steps: Iterable[Step]) -> None:
        """Colour a film that was turned gray, and measure it."""
        for start, scene in groupby(steps, attrgetter("start")):
            waiting: deque[Step] = deque()
            grays = self._turn_gray(scene, waiting)
            begun = time.perf_counter()
            for picture in color_frames(self.make_colorist(start), grays):
                self.meter.seconds += time.perf_counter() - begun
                self.meter.add(waiting.popleft(), small(picture))
                begun = time.perf_counter()

    def _turn_gray(self, scene: Iterable[Step], waiting: deque[Step]) -> Iterator[Picture]:
        """Yield the frames of a scene, which wait to be compared; it takes no time."""
        begun = time.perf_counter()
        for step in scene:
            waiting.append(step)
            gray = turn_gray(step.rgb)
            self.meter.seconds -= time.perf_counter() - begun
            yield gray
            begun = time.perf_counter()


def _keys(frames: Iterable[Picture], cuts: Sequence[int]) -> tuple[Keys, Keys]:
    """Return the first frame of each scene, and the first and the last, by its number."""
    first: Keys = {}
    both: Keys = {}
    for number, rgb in enumerate(frames):
        key = Key(rgb, number)
        if number in cuts:
            scene = number
            first[scene] = both[scene] = [key]
        else:
            both[scene] = [*first[scene], key]
    return first, both
