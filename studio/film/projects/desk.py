"""The desk: a film that is worked on in this process, and what is done with it meanwhile."""

import threading
import time
from collections.abc import Generator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

from studio import disk
from studio.background import Background, Controls
from studio.film import formats, reader
from studio.film.clip import Frame
from studio.film.coloring import paint
from studio.film.formats import FORMATS
from studio.film.jobs import journal, plan
from studio.film.jobs import result as results
from studio.film.jobs.crew import Pool
from studio.film.jobs.job import Job, Progress
from studio.film.jobs.order import color_ahead
from studio.film.jobs.run import find_scenes, run
from studio.film.projects import breakdown, posters, project
from studio.film.projects.breakdown import Breakdown
from studio.film.projects.parts import Maker
from studio.film.projects.project import Order, Project
from studio.film.storyboard import Storyboard
from studio.models.registry import Registry
from studio.recipe.recipe import Recipe
from studio.works import store

STILLS = "stills"  # folder of small frames in that of a project
GAUGED = 30  # frames that are coloured to tell how fast that is
WARM = 6  # of these that come first, and are slow


class Desk:
    """A film, its scenes, and the work on it.

    Parameters
    ----------
    opened : Project

    Raises
    ------
    FilmError, WorkError
        If the film is gone, or what was saved is damaged.
    """

    def __init__(self, opened: Project) -> None:
        self.project = opened
        self.background = Background()
        self.gauge = Background(threading.Lock())
        self.maker = Maker()
        self.progress: Progress | None = None  # of the work that goes on, or was done last
        self.chosen = 0  # scenes for which a frame was chosen
        self.rate = 0.0  # frames that are coloured a second; 0 until that was tried
        self.small = b""  # the picture that lists show
        self.film = breakdown.load(
            opened.place, opened.film
        )  # None until the frames were looked at

    @property
    def is_whole(self) -> bool:
        """Whether the result that was ordered last is there."""
        path = self.project.result
        return path is not None and path.exists() and not journal.find_folder(path).exists()

    @property
    def is_current(self) -> bool:
        """Whether the film was ordered as its scenes are now."""
        asked, film = self.project.order, self.film
        return bool(asked and film and asked.board == breakdown.digest(film.board))

    def look(self, recipe: Recipe, registry: Registry) -> None:
        """Begin to look at all frames: their times, where scenes begin, and what stands for each.

        The recipe becomes the film's.
        """
        self.background.start(partial(self._look, recipe, registry))

    def find_poster(self, film: Breakdown, place: int, registry: Registry) -> tuple[float, Path]:
        """Return the time of the frame that stands for a scene, and where a picture of it is.

        Raises as `posters.find_time` and `find_picture` do.
        """
        folder = self.project.place / STILLS
        time = posters.find_time(folder, film, place, registry)
        return time, posters.find_picture(folder, film.index, time)

    def change(self, board: Storyboard) -> None:
        """Take other scenes, and save them; an `OutputError` if the disk refuses it."""
        if self.film:
            breakdown.save_board(self.project.place, board)
            project.save(self.project)
            self.film = replace(self.film, board=board)

    def stop(self) -> None:
        """Stop all work on the film, and wait until it has stopped."""
        for work in (self.background, self.gauge, self.maker):
            work.stop()

    def measure(self, registry: Registry) -> None:
        """Begin to measure how fast the film is coloured, if that is not known."""
        if self.film and not self.rate and not self.gauge.trouble:
            self.gauge.start(partial(self._measure, self.film, registry))

    def color(self, result: Path, registry: Registry, *, deinterlaces: bool = False) -> None:
        """Begin to colour the film as its scenes are now, or go on with that.

        With `deinterlaces` whole pictures are made of interlaced ones.

        Raises
        ------
        OutputError
            If the place of the result is another file's.
        """
        film = self.film
        if film is None or self.background.running:
            return
        is_own = result == self.project.result or result.is_relative_to(self.project.place)
        job = Job(
            film=self.project.film,
            result=result,
            existing="replace" if is_own else "refuse",
            deinterlaces=deinterlaces,
            board=film.board,
        )
        formats.find(job.ending)
        disk.make_folder(result.parent)
        results.check_place(job)
        order = Order(result, breakdown.digest(film.board), deinterlaces)
        self.project = project.save(replace(self.project, order=order))
        self.progress = None
        job = replace(job, existing="replace")
        self.background.start(partial(self._color, job, film, registry))

    def _look(self, recipe: Recipe, registry: Registry, controls: Controls) -> None:
        job = Job(film=self.project.film, result=self.project.name_result(next(iter(FORMATS))))
        disk.make_folder(job.result.parent)
        found = find_scenes(job, registry, controls, self._keep)
        if found is None:
            return
        film = Breakdown(found.index, replace(found.board, recipe=recipe))
        breakdown.save_times(self.project.place, film.index)
        breakdown.save_board(self.project.place, film.board)
        for place in range(len(film.board.scenes)):
            if controls.stopped:
                return
            self.find_poster(film, place, registry)
            self.chosen = place + 1
        self.film = film

    def _measure(self, film: Breakdown, registry: Registry, controls: Controls) -> None:
        scenes = film.board.scenes
        place = next((place for place, scene in enumerate(scenes) if not scene.in_color), 0)
        colorist = film.make_colorist(place, registry)
        read: list[float] = []
        reading = _note_times(reader.find(film.index, film.find_frames(place)[:GAUGED]), read)
        begun = time.perf_counter()
        with closing(color_ahead(reading, colorist, 0)) as frames:
            for rgb, chroma in frames:
                paint(rgb, chroma)
                if controls.stopped:
                    return
        warm = [begun, *read][min(WARM, len(read) - 1) :]
        self.rate = (len(warm) - 1) / (warm[-1] - warm[0])

    def _color(self, job: Job, film: Breakdown, registry: Registry, controls: Controls) -> None:
        with journal.open_alone(job.result, formats.find(job.ending).piece_ending) as log:
            log.note(plan.identify(job), film.index, film.board)  # else they would be found anew
        with Pool(1) as crew:
            self.progress = run(job, crew, registry, controls, self._keep)

    def _keep(self, progress: Progress) -> None:
        self.progress = progress
        store.touch(self.project.key, store.FILMS)  # nobody may be looking


def _note_times(
    frames: Generator[Frame, None, None], read: list[float]
) -> Generator[Frame, None, None]:
    """Yield frames, and note when each was asked for."""
    with closing(frames):
        for frame in frames:
            read.append(time.perf_counter())
            yield frame
