"""A film goes on where it was stopped, killed or refused, and comes out the same."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from films import Crew, color_film, draw, look, make
from limits import full_disk

from studio.background import Controls
from studio.errors import FilmError, OutputError, PhotoError
from studio.film.clip import Span
from studio.film.coloring import FrameByFrame
from studio.film.jobs.pieces import PIECE
from studio.film.storyboard import ColorPicture, Scene, Storyboard
from studio.models.registry import Registry
from studio.photo.photo import from_array
from studio.recipe.recipe import Recipe
from studio.rendering.render import render

pytestmark = pytest.mark.process
SCENES = (0, PIECE + 10, PIECE + 17)  # the first frames
COUNT = SCENES[-1] + PIECE + 13
EARLIER = {0, PIECE, PIECE + 10, PIECE + 17, 2 * PIECE + 17, COUNT}  # frames that pieces hold
BOARD = Storyboard(scenes=tuple(Scene(start=number / 25) for number in SCENES))
TESTS = Path(__file__).resolve().parents[1]
SLOWLY = """
import sys, time
from pathlib import Path
from films import color_film
from test_run import BOARD

def tell(progress):
    print(progress.done, flush=True)
    time.sleep(0.002)

color_film(Path(sys.argv[1]), Path(sys.argv[2]), tell, board=BOARD)
"""


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    return make(tmp_path_factory.mktemp("film") / "film.mkv", draw(COUNT, (16, 16)))


@pytest.fixture(scope="module")
def undisturbed(film, tmp_path_factory):
    result = tmp_path_factory.mktemp("undisturbed") / "result.mp4"
    color_film(film, result, board=BOARD)
    return result.read_bytes()


def stop_at(frame):
    """Return controls, and what stops a film by them after so many frames."""
    controls = Controls()

    def tell(progress):
        controls.stopped = progress.done >= frame

    return controls, tell


def begin(film, result):
    """Colour a film in a process that is to be killed."""
    return subprocess.Popen(
        [sys.executable, "-c", SLOWLY, str(film), str(result)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ
        | {"PYTHONPATH": os.pathsep.join(map(str, [TESTS.parent, TESTS, TESTS / "film"]))},
    )


@pytest.mark.parametrize("frame", [30, PIECE + 1, PIECE + 20, COUNT])
def test_a_killed_film_goes_on_and_comes_out_the_same(frame, film, undisturbed, tmp_path):
    result = tmp_path / "result.mp4"
    with begin(film, result) as process:
        for line in process.stdout:
            if int(line) == frame:
                process.send_signal(signal.SIGKILL)
                break
    assert not result.exists()
    assert color_film(film, result, board=BOARD).earlier in EARLIER
    assert result.read_bytes() == undisturbed


@pytest.mark.slow
def test_a_film_that_is_killed_at_ten_moments_comes_out_the_same(film, undisturbed, tmp_path):
    result = tmp_path / "result.mp4"
    moments = random.Random(21)
    for _ in range(10):
        with begin(film, result) as process:
            time.sleep(moments.uniform(0.5, 2.0))
            process.kill()
    color_film(film, result, board=BOARD, existing="replace")
    assert result.read_bytes() == undisturbed


def test_a_stopped_film_keeps_its_pieces(film, undisturbed, tmp_path):
    result = tmp_path / "result.mp4"
    controls, tell = stop_at(PIECE + 5)
    begun = color_film(film, result, tell, controls, board=BOARD)
    assert not begun.is_whole
    assert not result.exists()
    ended = color_film(film, result, board=BOARD)
    assert (ended.earlier, ended.is_whole) == (PIECE, True)
    assert result.read_bytes() == undisturbed


def test_how_to_go_on_is_kept_once_for_a_scene_that_is_not_done(film, tmp_path):
    controls, tell = stop_at(COUNT - 1)
    color_film(film, tmp_path / "result.mp4", tell, controls, board=BOARD)
    assert len(list(tmp_path.glob("*/*/*.npz"))) == 1


def test_scenes_side_by_side_give_the_same_bytes(film, undisturbed, tmp_path):
    color_film(film, tmp_path / "result.mp4", crew=Crew(slots=3), board=BOARD)
    assert (tmp_path / "result.mp4").read_bytes() == undisturbed


@pytest.mark.parametrize("ending", [".mp4", ".mkv", ".mov", ".webm"])
def test_the_same_film_twice_is_the_same_bytes(ending, film, tmp_path):
    once, again = (tmp_path / name / f"result{ending}" for name in ("once", "again"))
    for result in (once, again):
        result.parent.mkdir()
        color_film(film, result, board=BOARD)
    assert once.read_bytes() == again.read_bytes()


def test_a_film_that_goes_on_is_not_looked_at_anew(film, tmp_path):
    controls, tell = stop_at(PIECE + 5)
    assert color_film(film, tmp_path / "result.mp4", tell, controls).seen == COUNT
    assert color_film(film, tmp_path / "result.mp4").seen == 0


def test_a_scene_that_is_changed_is_done_anew_and_no_other(film, tmp_path):
    result = tmp_path / "result.mp4"
    controls, tell = stop_at(COUNT)
    color_film(film, result, tell, controls, board=BOARD)
    changed = Scene(start=SCENES[1] / 25, recipe=Recipe().in_style("Warm"))
    assert color_film(film, result, board=BOARD.change(1, changed)).earlier >= SCENES[1]


def test_nothing_but_the_result_is_left(film, tmp_path):
    color_film(film, tmp_path / "result.mp4")
    assert [path.name for path in tmp_path.iterdir()] == ["result.mp4"]


def test_another_part_of_the_same_result_begins_anew(film, tmp_path):
    controls, tell = stop_at(PIECE + 5)
    color_film(film, tmp_path / "result.mp4", tell, controls)
    assert color_film(film, tmp_path / "result.mp4", span=Span(0, 1)).earlier == 0


def test_a_pause_holds_a_film_and_is_not_counted(film, tmp_path):
    controls = Controls(paused=True)
    began = time.perf_counter()

    def tell(progress):
        controls.stopped = progress.done == 3

    threading.Timer(0.5, setattr, (controls, "paused", False)).start()
    progress = color_film(film, tmp_path / "result.mp4", tell, controls)
    assert time.perf_counter() - began > 0.5 + progress.seconds


def test_a_full_disk_is_one_sentence_and_the_work_so_far_is_kept(film, undisturbed, tmp_path):
    with full_disk(3_000), pytest.raises(OutputError, match="no room"):
        color_film(film, tmp_path / "result.mp4", board=BOARD)
    assert not (tmp_path / "result.mp4").exists()
    color_film(film, tmp_path / "result.mp4", board=BOARD)
    assert (tmp_path / "result.mp4").read_bytes() == undisturbed


def test_two_processes_do_not_work_on_one_result(film, tmp_path):
    result = tmp_path / "result.mp4"
    refused = []

    def tell(progress):
        with pytest.raises(OutputError, match="another process"):
            color_film(film, result)
        refused.append(progress)

    color_film(film, result, tell, Controls(stopped=True))
    assert refused


def test_a_key_that_is_not_there_is_one_sentence(film, tmp_path):
    key = ColorPicture(picture=tmp_path / "none.png", time=1.0)
    with pytest.raises(PhotoError, match=r"none\.png"):
        color_film(film, tmp_path / "result.mp4", keys=(key,))


def test_a_damaged_film_leaves_nothing(shared, tmp_path):
    with pytest.raises(FilmError, match="--to 2"):
        color_film(shared / "data/film/formats/corrupted.mp4", tmp_path / "result.mp4")
    assert not list(tmp_path.iterdir())


def test_a_part_without_frames_is_one_sentence(film, tmp_path):
    with pytest.raises(FilmError, match="--from"):
        color_film(film, tmp_path / "result.mp4", span=Span(100, 200))


@pytest.mark.slow
def test_frame_by_frame_each_is_coloured_as_a_photo(tmp_path):
    pictures = draw(2)
    film = make(tmp_path / "film.mkv", pictures)
    recipe = Recipe(vividness=0.5)
    alone = Crew(lambda: FrameByFrame(recipe, Registry()))
    color_film(film, tmp_path / "result.mkv", crew=alone)
    wanted = render(from_array(pictures[1]), recipe, Registry()).rgb
    assert np.abs(look(tmp_path / "result.mkv").pictures[1] - wanted.astype(int)).max() <= 2
