"""A run: a film is coloured scene by scene, and goes on where it was cut short."""

import threading
import time
from collections.abc import Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field, replace

from studio.background import Controls
from studio.film import formats, reader
from studio.film.jobs import journal, plan, result
from studio.film.jobs.crew import Crew
from studio.film.jobs.job import Job, Progress, Tell
from studio.film.jobs.journal import Journal
from studio.film.jobs.order import Order
from studio.film.jobs.pieces import Pieces
from studio.film.jobs.plan import Plan
from studio.film.writer import Joiner
from studio.models.registry import Registry

PAUSE = 0.05  # seconds between looks whether a pause is over

Work = Sequence[tuple[Order, Pieces]]


def run(job: Job, crew: Crew, registry: Registry, controls: Controls, tell: Tell) -> Progress:
    """Colour a film; what an earlier run of the same job did is not done again.

    Parameters
    ----------
    job : Job
    crew : Crew
        Colours its scenes.
    registry : Registry
        Tells which models there are.
    controls : Controls
        Are looked at between any two frames.
    tell : callable
        Is given the progress at the beginning and after each frame, in one thread or another.

    Raises
    ------
    FilmError
        If the film or a key cannot be read, or is damaged somewhere. What is done stays.
    OutputError
        If the result cannot be written. What is done stays.
    """
    job = _locate(job)
    result.check_place(job)
    with Joiner() as joiner:
        whole = result.plan(job, reader.inspect(job.film), joiner)
        watch = _Watch(Progress(clip=whole.clip, total=whole.clip.count(job.span)), controls, tell)
        with _open(job) as log:
            planned = plan.make(job, whole.clip, log, registry, watch.look)
            if not planned:
                return watch.progress
            work = _resume(job, planned, log)
            _color(work, crew, watch)
            if not controls.stopped:
                paths = tuple(path for _, pieces in work for path in pieces.paths)
                whole = replace(whole, pieces=paths, times=planned.index.times)
                log.is_over = result.make(job, whole, joiner, controls)
                watch.progress.is_whole = log.is_over
        return watch.progress


def find_scenes(job: Job, registry: Registry, controls: Controls, tell: Tell) -> Plan | None:
    """Find the frames and scenes of a film, which `run` need not find again; None if stopped.

    Raises as `run` does.
    """
    job = _locate(job)
    clip = reader.inspect(job.film)
    watch = _Watch(Progress(clip=clip, total=clip.count(job.span)), controls, tell)
    with _open(job) as log:
        return plan.make(job, clip, log, registry, watch.look)


def _resume(job: Job, planned: Plan, log: Journal) -> Work:
    """Return all scenes with what is done of them; what was done of others goes."""
    log.clear([plan.identify(job), *(part.key for part in planned.parts)])
    return [(p.order, log.open_pieces(p.key, p.order.frames)) for p in planned.parts]


def _locate(job: Job) -> Job:
    """Name its files from the root: other processes lie elsewhere."""
    return replace(job, film=job.film.absolute(), result=job.result.absolute())


def _open(job: Job) -> AbstractContextManager[Journal]:
    return journal.open_alone(job.result, formats.find(job.ending).piece_ending)


@dataclass
class _Watch:
    """Tells how far a film is, and obeys who looks on; any thread may count."""

    progress: Progress
    controls: Controls
    tell: Tell
    is_over: bool = False
    _begun: float = field(default_factory=time.perf_counter)
    _counting: threading.Lock = field(default_factory=threading.Lock)

    def look(self) -> bool:
        """Count a frame that was looked at; tell whether to go on."""
        self.progress.seen += 1
        self.tell(self.progress)
        return self._goes_on()

    def begin(self, work: Work) -> None:
        """Tell what is known before the first frame is coloured."""
        self.progress.scenes = len(work)
        self.progress.total = sum(order.frames for order, _ in work)
        self.progress.earlier = sum(pieces.finished for _, pieces in work)
        self._begun = time.perf_counter()
        self.count(self.progress.earlier)

    def count(self, frames: int) -> bool:
        """Tell that so many frames more are coloured; tell whether to go on."""
        progress = self.progress
        with self._counting:
            progress.done += frames
            progress.seconds = time.perf_counter() - self._begun
            if not progress.first:
                progress.first = progress.done - progress.earlier
                progress.waited = progress.seconds
            self.tell(progress)
            return self._goes_on()

    def _goes_on(self) -> bool:
        """Tell whether to go on, once no pause holds it."""
        arrived = time.perf_counter()
        while self.controls.paused and not self.controls.stopped and not self.is_over:
            time.sleep(PAUSE)
        self._begun += time.perf_counter() - arrived
        return not (self.controls.stopped or self.is_over)


def _color(work: Work, crew: Crew, watch: _Watch) -> None:
    """Colour what is left of all scenes, until all is done or stopped."""
    watch.begin(work)
    with ThreadPoolExecutor(crew.slots) as threads:
        try:
            left = [pair for pair in work if pair[1].finished < pair[0].frames]
            scenes = [threads.submit(_color_scene, *pair, crew, watch) for pair in left]
            wait(scenes, return_when=FIRST_EXCEPTION)
        finally:
            watch.is_over = True  # whoever is still at work ends as well
            threads.shutdown(cancel_futures=True)
    for scene in scenes:
        if not scene.cancelled():
            scene.result()
    watch.progress.done = sum(pieces.finished for _, pieces in work)


def _color_scene(order: Order, pieces: Pieces, crew: Crew, watch: _Watch) -> None:
    if watch.is_over or watch.controls.stopped:
        return
    with closing(crew.color(order, pieces)) as frames:
        for count in frames:
            if not watch.count(count):
                return
