"""A film goes on where it was stopped, killed or refused, and comes out the same."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from films import Counter, draw, look, make
from limits import full_disk

from studio.errors import FilmError, OutputError
from studio.film.clip import Span
from studio.film.coloring import FrameByFrame
from studio.film.job import Controls, Job
from studio.film.run import PIECE, run
from studio.models.registry import Registry
from studio.photo.photo import from_array
from studio.recipe.recipe import Recipe
from studio.rendering.render import render

pytestmark = pytest.mark.process
COUNT = 2 * PIECE + 30
TESTS = Path(__file__).resolve().parents[1]
SLOWLY = """
import sys, time
from pathlib import Path
from films import Counter
from studio.film.job import Controls, Job
from studio.film.run import run

def tell(progress):
    print(progress.done, flush=True)
    time.sleep(0.002)

run(Job(film=Path(sys.argv[1]), result=Path(sys.argv[2])), Counter().begin, Controls(), tell)
"""


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    return make(tmp_path_factory.mktemp("film") / "film.mkv", draw(COUNT, (16, 16)))


@pytest.fixture(scope="module")
def undisturbed(film, tmp_path_factory):
    result = tmp_path_factory.mktemp("undisturbed") / "result.mp4"
    run(Job(film=film, result=result), Counter().begin, Controls(), lambda _: None)
    return look(result)


def same(result, wanted):
    found = look(result)
    pairs = zip(found.pictures, wanted.pictures, strict=True)
    return found.times == wanted.times and all(np.array_equal(a, b) for a, b in pairs)


def stop_at(frame):
    """Return controls, and what stops a film by them after so many frames."""
    controls = Controls()

    def tell(progress):
        controls.stopped = progress.done >= frame

    return controls, tell


@pytest.mark.parametrize("frame", [30, PIECE + 1, COUNT])
def test_a_killed_film_goes_on_and_comes_out_the_same(frame, film, undisturbed, tmp_path):
    result = tmp_path / "result.mp4"
    process = subprocess.Popen(
        [sys.executable, "-c", SLOWLY, str(film), str(result)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, [TESTS.parent, TESTS]))},
    )
    with process:
        for line in process.stdout:
            if int(line) == frame:
                process.send_signal(signal.SIGKILL)
                break
    assert not result.exists()
    progress = run(Job(film=film, result=result), Counter().begin, Controls(), lambda _: None)
    assert progress.earlier in (frame // PIECE * PIECE, COUNT)
    assert same(result, undisturbed)


def test_a_stopped_film_keeps_its_pieces(film, undisturbed, tmp_path):
    result = tmp_path / "result.mp4"
    controls, tell = stop_at(PIECE + 5)
    begun = run(Job(film=film, result=result), Counter().begin, controls, tell)
    assert not begun.is_whole
    assert not result.exists()
    ended = run(Job(film=film, result=result), Counter().begin, Controls(), lambda _: None)
    assert (ended.earlier, ended.is_whole) == (PIECE, True)
    assert same(result, undisturbed)


def test_nothing_but_the_result_is_left(film, tmp_path):
    run(Job(film=film, result=tmp_path / "result.mp4"), Counter().begin, Controls(), lambda _: None)
    assert [path.name for path in tmp_path.iterdir()] == ["result.mp4"]


def test_another_job_of_the_same_result_begins_anew(film, tmp_path):
    result = tmp_path / "result.mp4"
    controls, tell = stop_at(PIECE + 5)
    run(Job(film=film, result=result), Counter().begin, controls, tell)
    part = Job(film=film, result=result, span=Span(0, 1))
    assert run(part, Counter().begin, Controls(), lambda _: None).earlier == 0


def test_a_pause_holds_a_film_and_is_not_counted(film, tmp_path):
    controls = Controls(paused=True)
    began = time.perf_counter()

    def tell(progress):
        controls.stopped = progress.done == 3

    threading.Timer(0.5, setattr, (controls, "paused", False)).start()
    progress = run(Job(film=film, result=tmp_path / "result.mp4"), Counter().begin, controls, tell)
    assert time.perf_counter() - began > 0.5 + progress.seconds


def test_a_full_disk_is_one_sentence_and_the_work_so_far_is_kept(film, undisturbed, tmp_path):
    job = Job(film=film, result=tmp_path / "result.mp4")
    with full_disk(3_000), pytest.raises(OutputError, match="no room"):
        run(job, Counter().begin, Controls(), lambda _: None)
    assert not job.result.exists()
    run(job, Counter().begin, Controls(), lambda _: None)
    assert same(job.result, undisturbed)


def test_two_processes_do_not_work_on_one_result(film, tmp_path):
    job = Job(film=film, result=tmp_path / "result.mp4")

    def tell(progress):
        with pytest.raises(OutputError, match="another process"):
            run(job, Counter().begin, Controls(), lambda _: None)

    controls = Controls(stopped=True)
    run(job, Counter().begin, controls, tell)


def test_scenes_begin_where_they_are_said_to(film, tmp_path):
    colorist = Counter()
    job = Job(film=film, result=tmp_path / "result.mp4", scenes=frozenset({0, 7, PIECE}))
    run(job, colorist.begin, Controls(), lambda _: None)
    assert sorted(set(colorist.begun)) == [0, 7, PIECE]


def test_a_damaged_film_leaves_no_result(shared, tmp_path):
    job = Job(film=shared / "data/film/formats/corrupted.mp4", result=tmp_path / "result.mp4")
    with pytest.raises(FilmError, match="--to 2"):
        run(job, Counter().begin, Controls(), lambda _: None)
    assert not job.result.exists()


def test_a_part_without_frames_is_one_sentence(film, tmp_path):
    job = Job(film=film, result=tmp_path / "result.mp4", span=Span(100, 200))
    with pytest.raises(FilmError, match="--from"):
        run(job, Counter().begin, Controls(), lambda _: None)


@pytest.mark.slow
def test_frame_by_frame_each_is_coloured_as_a_photo(tmp_path):
    pictures = draw(2)
    film = make(tmp_path / "film.mkv", pictures)
    job = Job(film=film, result=tmp_path / "result.mkv")
    recipe = Recipe(vividness=0.5)
    run(job, lambda _: FrameByFrame(recipe, Registry()), Controls(), lambda _: None)
    wanted = render(from_array(pictures[1]), recipe, Registry()).rgb
    assert np.array_equal(look(job.result).pictures[1], wanted)
