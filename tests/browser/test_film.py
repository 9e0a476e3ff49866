"""One person's way through the page Film, told claim by claim."""

from types import SimpleNamespace

import films
import numpy as np
import pytest
from browser.language import is_said, say
from browser.viewer import Viewer
from skimage import data
from skimage.color import deltaE_ciede2000, rgb2lab

LONG, SHORT = 40, 20  # frames of the first scene, and of the second
WINDOW = 256, 320  # height and width
SPOT, COLOR = (0.5, 0.9), "#2e6fc1"  # the astronaut's suit, in blue
STEP = 1  # pixels that the camera moves a frame
THEMES = "dark", "light"
PATCH = 8  # pixels around a spot, to each side


def pan(photo, top, frames) -> list[np.ndarray]:
    """Return what a camera sees that moves over a photo, in gray."""
    height, width = WINDOW
    gray = np.uint8(np.round(rgb2lab(photo)[..., 0] * 2.55)) if photo.ndim == 3 else photo
    return [
        np.dstack([gray[top : top + height, left : left + width]] * 3)
        for left in range(20, 20 + frames * STEP, STEP)
    ]


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    """A film of two scenes with sound."""
    path = tmp_path_factory.mktemp("film") / "walk.mp4"
    frames = [*pan(data.astronaut(), 120, LONG), *pan(data.camera(), 60, SHORT)]
    return films.make_with_sound(path, frames)


@pytest.fixture(scope="module")
def journey(chromium, server, clip) -> SimpleNamespace:
    """What was seen: drop a clip, correct a scene, put it back, play it, colour all, download."""
    person, seen = Viewer(chromium, server), SimpleNamespace()
    person.open_film(clip)
    seen.tiles = person.tiles()
    person.open_scene(1)
    seen.canvas = person.words()
    person.place(SPOT, COLOR)
    seen.key = person.result()
    person.press("Put back")
    person.wait(person.tiles)
    person.wait_for_player()
    seen.time = person.key_time()
    person.wait(lambda: person.video()[0] > 0.2)
    seen.playing = person.video()
    person.pause()
    seen.still = person.frames()
    seen.faults = {}
    for theme in THEMES:
        person.wear(theme)
        seen.faults[theme] = person.faults()
    person.color()
    seen.address = person.driver.current_url
    seen.file = person.download_film()
    person.press("Close film")
    person.press("Home")
    seen.home = person.words()
    return seen


def patch(rgb, number) -> np.ndarray:
    """Return the mean L*a*b* around the corrected spot in a frame, where it has moved to."""
    height, width = rgb.shape[:2]
    x, y = round(SPOT[0] * width) - number * STEP, round(SPOT[1] * height)
    return rgb2lab(rgb[y - PATCH : y + PATCH, x - PATCH : x + PATCH]).mean((0, 1))


def test_each_scene_has_a_tile(journey):
    assert journey.tiles == [say("Scene 1"), say("Scene 2")]


def test_the_canvas_says_which_scene_it_is(journey):
    assert is_said("Scene 1 of walk.mp4", journey.canvas)


def test_the_player_shows_before_and_after(journey):
    before, after = journey.still
    assert before.shape[:2] == WINDOW
    assert np.abs(rgb2lab(before)[..., 1:]).mean() < 2
    assert np.abs(rgb2lab(after)[..., 1:]).mean() > 4


def test_the_scene_plays(journey):
    time, paused, _, trouble = journey.playing
    assert (time > 0, paused, trouble) == (True, False, "")


def test_the_download_is_named_after_the_film(journey):
    assert journey.file.name == "walk_colorized.mp4"


def test_the_download_has_all_frames_and_the_sound(journey, clip):
    found, wanted = films.look(journey.file), films.look(clip)
    assert found.times == pytest.approx(wanted.times, abs=0.001)
    assert [packet for _, packet in found.sound] == [packet for _, packet in wanted.sound]


@pytest.mark.parametrize("number", [0, LONG // 2, LONG - 1])
def test_the_corrected_colour_is_there_all_through_the_scene(journey, number):
    frame = films.look(journey.file).pictures[number]
    key = round(journey.time * float(films.RATE))
    assert deltaE_ciede2000(patch(journey.key, 0), patch(frame, number - key)) < 6


def test_the_film_is_found_under_recent(journey):
    assert "walk.mp4" in journey.home


@pytest.mark.parametrize("theme", THEMES)
def test_the_page_has_no_grave_fault(journey, theme):
    assert journey.faults[theme] == []


def test_a_file_that_is_no_film_is_explained(browser, tmp_path):
    (tmp_path / "letter.mp4").write_bytes(b"Dear grandmother,\n" * 100)
    browser.press("Film")
    browser.upload(tmp_path / "letter.mp4")
    assert browser.sees("This is a file that is no film.")
