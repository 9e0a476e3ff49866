"""From clicks to a mask: windows, obedience, levels, and what is remembered."""

from dataclasses import replace

import numpy as np
import pytest
from pictures import encoded
from skimage import data

from studio.errors import StudioError
from studio.models.registry import Registry
from studio.photo.photo import read
from studio.recipe.hints import LEVELS
from studio.recipe.regions import AS_FOUND, Click, Picked
from studio.rendering.memory import Memory
from studio.segment import picking
from studio.segment.finder import Finder
from studio.segment.picking import Sight, connect, hold, obey
from studio.segment.windows import Window, move

FACE = Click(0.43, 0.2)  # of the astronaut
CORNER = Click(0.98, 0.03, inside=False)


def sight_of(photo):
    known = {}

    def recall(key, answer):
        if key not in known:
            known[key] = answer()
        return known[key]

    return Sight(photo=photo, model="pick-compact", registry=Registry(), recall=recall)


@pytest.fixture(scope="module")
def sight():
    photo = read(encoded(data.astronaut(), "PNG"), "astronaut.png")
    return sight_of(photo)


def picked(*clicks, **about):
    return Picked(model="pick-compact", clicks=clicks, **about)


def drawn(sight, where):
    memory, size = Memory(sight.registry), sight.photo.rgb.shape[:2]
    return Finder(photo=sight.photo, tidying=AS_FOUND, segmenters=memory, size=size).region(where)


def at(mask, click):
    return mask[int(click.y * len(mask)), int(click.x * mask.shape[1])]


@pytest.mark.slow
def test_a_click_finds_a_part_of_the_photo(sight):
    mask = drawn(sight, picked(FACE))
    assert mask.shape == (512, 512)
    assert 0.01 < mask.mean() < 0.8


@pytest.mark.slow
def test_a_second_click_looks_at_the_mirrored_photo_and_the_first_does_not():
    looks = []

    def recall(key, answer):
        looks.append(key[1])
        return answer()

    photo = read(encoded(data.astronaut(), "PNG"), "astronaut.png")
    sight = Sight(photo=photo, model="pick-compact", registry=Registry(), recall=recall)
    sight.find(picked(FACE))
    assert "mirrored look" not in looks
    sight.find(picked(FACE, CORNER))
    assert "mirrored look" in looks


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_every_click_is_obeyed(sight, seed):
    random = np.random.default_rng(seed)
    spots = random.uniform(0, 1, (6, 2)).tolist()
    clicks = tuple(Click(x, y, inside=n % 2 == 0) for n, (x, y) in enumerate(spots))
    for count in range(1, len(clicks) + 1):
        mask = drawn(sight, picked(*clicks[:count]))
        assert all(at(mask, click) == click.inside for click in clicks[:count])


def test_two_clicks_side_by_side_are_both_obeyed(sight):
    beside = Click(FACE.x + 1 / 512, FACE.y, inside=False)
    mask = drawn(sight, picked(FACE, beside))
    assert at(mask, FACE)
    assert not at(mask, beside)


def test_a_click_outside_may_come_first(sight):
    mask = drawn(sight, picked(CORNER, FACE))
    assert at(mask, FACE)
    assert not at(mask, CORNER)


def test_no_click_empties_a_mask(sight):
    beside = tuple(
        Click(FACE.x + dx, FACE.y + dy, inside=False)
        for dx, dy in ((0.02, 0), (-0.02, 0), (0, 0.02), (0, -0.02))
    )
    assert drawn(sight, picked(FACE, *beside)).any()


def test_another_level_is_another_thing_and_comes_around_again(sight):
    where, seen = picked(FACE), []
    for _ in range(len(LEVELS)):
        seen.append(sight.find(where).level)
        where = replace(where, level=picking.find_other(sight.find, where))
        assert seen[-1] != LEVELS.index(where.level)
    assert LEVELS.index(where.level) in seen


def test_levels_that_are_all_the_same_are_said_to_be():
    whole = Window(top=0, bottom=8, left=0, right=8)
    everywhere = np.ones((8, 8), np.float32)

    def find(where):
        level = LEVELS.index(where.level) if where.level in LEVELS else 0
        return picking.Found(plane=everywhere, window=whole, whole=whole, level=level)

    with pytest.raises(StudioError, match="the same here"):
        picking.find_other(find, picked(FACE))


@pytest.mark.slow
def test_the_same_on_another_size_is_the_same_thing(sight):
    large = np.kron(sight.photo.rgb, np.ones((2, 2, 1), np.uint8))
    photo = read(encoded(large, "PNG"), "large.png")
    again = drawn(sight_of(photo), picked(FACE, CORNER))[::2, ::2]
    mask = drawn(sight, picked(FACE, CORNER))
    assert (mask & again).sum() > 0.9 * (mask | again).sum()


def test_what_was_found_is_remembered(sight):
    where = picked(FACE, CORNER)
    assert sight.find(where) is sight.find(where)


def test_a_box_alone_finds_something_in_it(sight):
    mask = drawn(sight, picked(box=(0.3, 0.05, 0.6, 0.35)))
    rows, columns = np.nonzero(mask)
    assert len(rows)
    assert 0.25 < columns.mean() / 512 < 0.65
    assert rows.mean() / 512 < 0.4


@pytest.mark.parametrize("sign", [1, -1])
def test_obedience_moves_what_is_like_the_click_and_near_it(sign):
    plane = np.full((60, 80), 0.5 - sign * 0.2, np.float32)
    plane[:, 40:] = 0.5 - sign * 0.49
    there = obey(plane, np.array([[0.4, 0.5, sign]], np.float32))
    changed = (there > 0.5) != (plane > 0.5)
    assert changed[30, 32]
    assert not changed[:, 42:].any()
    assert not changed[:, :15].any()


def test_obedience_leaves_alone_what_obeys():
    plane = np.linspace(0, 1, 4800, dtype=np.float32).reshape(60, 80)
    there = obey(plane, np.array([[0.5, 0.9, 1], [0.5, 0.1, -1]], np.float32))
    assert np.abs(there - plane).max() < 1e-3


def test_what_does_not_hang_together_with_a_click_is_left_out():
    plane = np.full((40, 60), 0.1, np.float32)
    plane[5:15, 5:15] = plane[25:35, 40:50] = 0.9
    kept = connect(plane, np.array([[0.15, 0.25, 1], [0.9, 0.1, -1]], np.float32))
    assert (kept[5:15, 5:15] == plane[5:15, 5:15]).all()
    assert (kept > 0.5).sum() == 100


@pytest.mark.parametrize("clicks", [[], [[0.9, 0.1, -1]], [[0.5, 0.5, 1]]])
def test_with_no_click_inside_all_that_was_found_stays(clicks):
    plane = np.full((40, 60), 0.1, np.float32)
    plane[5:15, 5:15] = plane[25:35, 40:50] = 0.9
    assert (connect(plane, np.array(clicks, np.float32).reshape(-1, 3)) == plane).all()


def test_the_pixel_of_a_click_is_held_and_those_far_from_it_stay():
    levels = np.full((20, 20), 90, np.uint8)
    hold(levels, (Click(0.5, 0.5), Click(0.1, 0.1, inside=False)))
    assert levels[10, 10] == 255
    assert np.count_nonzero(levels != 90) == 9


def test_a_map_moved_to_a_window_and_back_is_as_it_was():
    y, x = np.mgrid[:64, :96] / np.float32(16)
    plane = (0.5 + 0.4 * np.sin(x) * np.cos(y)).astype(np.float32)
    whole = Window(top=0, bottom=640, left=0, right=960)
    part = Window(top=160, bottom=480, left=240, right=720)
    inner = move(plane, whole, part, 64, 96)
    back = move(inner, part, whole, 64, 96)
    assert np.abs(back - plane)[18:46, 28:68].max() < 0.02
    assert not back[:14].any()
