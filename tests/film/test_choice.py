"""The frame that is offered for correction."""

import cv2
import pytest
from films import make
from panning import gray, pan

from studio.film.choice import choose_key_frame
from studio.film.clip import Reading
from studio.film.index import Index
from studio.film.reader import frames, inspect
from studio.film.storyboard import Scene, Storyboard
from studio.models.registry import Registry

pytestmark = [pytest.mark.process, pytest.mark.slow]
SHARP = 3  # the number of the one frame that is not blurred


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    film = gray(pan(6, 4))
    blurred = [f if n == SHARP else cv2.GaussianBlur(f, (0, 0), 4) for n, f in enumerate(film)]
    path = make(tmp_path_factory.mktemp("film") / "film.mkv", blurred)
    times = [frame.time for frame in frames(Reading(path=path)) if frame]
    return Index(inspect(path), tuple(times))


def choose(index, *starts):
    board = Storyboard(scenes=tuple(Scene(start=start) for start in starts))
    return index.find(choose_key_frame(board, len(starts) - 1, index, Registry()))


def test_no_blurred_frame_is_chosen(index):
    assert choose(index, 0.0) == SHARP


def test_it_is_a_frame_of_the_scene(index):
    assert choose(index, 0.0, 0.16) >= 4
