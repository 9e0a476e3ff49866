"""Storyboards: scenes are split, merged and moved, and their keys stay on their frames."""

from dataclasses import replace
from pathlib import Path

import pytest

from studio.errors import RecipeError
from studio.film import storyboard
from studio.film.storyboard import ColorPicture, CorrectedFrame, Scene, Storyboard
from studio.recipe.recipe import Recipe

EARLY = CorrectedFrame(time=1.0, recipe=Recipe(strength=0.5))
LATE = CorrectedFrame(time=4.0, recipe=Recipe(warmth=0.3))
ANYWHERE = ColorPicture(picture=Path("still.png"))
WARM = Recipe().in_style("Warm")
BOARD = Storyboard(
    scenes=(Scene(start=0.0, keys=(EARLY, LATE, ANYWHERE)), Scene(start=6.0, recipe=WARM))
)


def test_a_time_lies_in_the_scene_that_began_last():
    assert [BOARD.find(time) for time in (-1.0, 0.0, 5.9, 6.0, 99.0)] == [0, 0, 0, 1, 1]


def test_a_cut_leaves_each_key_with_its_frame():
    split = BOARD.split(3.0)
    assert split.starts == [0.0, 3.0, 6.0]
    assert [scene.keys for scene in split.scenes[:2]] == [(EARLY, ANYWHERE), (LATE, ANYWHERE)]


def test_a_cut_where_one_is_changes_nothing():
    assert BOARD.split(6.0) == BOARD


def test_merging_takes_a_cut_back():
    merged = BOARD.split(3.0).merge(1)
    assert merged.starts == BOARD.starts
    assert set(merged.scenes[0].keys) == {EARLY, LATE, ANYWHERE}


def test_the_first_scene_has_no_cut_before_it():
    assert BOARD.merge(0) == BOARD


def test_a_cut_moves_and_keys_change_sides_with_it():
    moved = BOARD.move(1, 3.5)
    assert moved.starts == [0.0, 3.5]
    assert [LATE in scene.keys for scene in moved.scenes] == [False, True]
    assert moved.scenes[1].recipe == WARM


@pytest.mark.parametrize("time", [0.0, -2.0])
def test_a_cut_does_not_move_over_its_neighbours(time):
    assert BOARD.move(1, time) == BOARD


def test_a_key_takes_the_place_of_one_of_the_same_frame():
    again = replace(EARLY, recipe=WARM)
    assert BOARD.scenes[0].put_key(again).keys == (LATE, ANYWHERE, again)


def test_what_is_written_is_read_with_pictures_seen_from_its_folder(tmp_path):
    scenes = storyboard.read(BOARD.to_json(), tmp_path).scenes
    there = replace(ANYWHERE, picture=tmp_path / "still.png")
    assert scenes[0].keys == (EARLY, LATE, there)
    assert scenes[1] == BOARD.scenes[1]


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        '{"version": 2, "scenes": [{"start": 0}]}',
        '{"version": 1, "scenes": []}',
        '{"version": 1, "scenes": [{"start": 3.0}, {"start": 1.0}]}',
        '{"version": 1, "scenes": [{"start": 0.0, "keys": [{"kind": "frame", "time": 1.0}]}]}',
        '{"version": 1, "scenes": [{"start": "now"}]}',
    ],
)
def test_what_is_no_storyboard_is_refused_with_a_sentence(text, tmp_path):
    with pytest.raises(RecipeError, match="expected"):
        storyboard.read(text, tmp_path)
