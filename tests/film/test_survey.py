"""The survey: scenes, and which of them are in colour already."""

from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from panning import gray, pan

from studio.color.lab import lab_to_rgb, lightness
from studio.film.clip import Clip
from studio.film.index import Index
from studio.film.survey import Survey
from studio.recipe.recipe import Recipe

FRAMES = 6
WARM = Recipe(warmth=0.5)


@pytest.fixture(scope="module")
def scenes():
    """Return three scenes in colour."""
    return [pan(FRAMES, 4, seed) for seed in range(3)]


def plan(*scenes):
    survey = Survey()
    count = 0
    for scene in scenes:
        for frame in scene:
            survey.add(frame)
            count += 1
    clip = Clip(
        path=Path("a"), width=8, height=8, time_base=Fraction(1, 25), rate=Fraction(25), frames=0
    )
    return survey.make_board(Index(clip, tuple(range(5, 5 + count))), WARM)


def tint(frames, a, b):
    """Tone a film as a dye does: the more the less light there is, up to white."""
    toned = []
    for frame in frames:
        light = lightness(frame)
        share = np.sin(np.pi * light / 100)
        toned.append(lab_to_rgb(np.dstack([light, a * share, b * share]).astype(np.float32)))
    return toned


def test_scenes_begin_at_the_times_of_their_first_frames(scenes):
    assert plan(*scenes).starts == [0.2, 0.44, 0.68]


def test_the_recipe_is_for_all(scenes):
    assert plan(*scenes).recipe == WARM


def test_a_scene_in_colour_among_gray_ones_stays(scenes):
    board = plan(gray(scenes[0]), scenes[1], gray(scenes[2]))
    assert [scene.in_color for scene in board.scenes] == [False, True, False]


def test_a_film_in_colour_all_through_is_coloured_anew(scenes):
    assert not any(scene.in_color for scene in plan(*scenes).scenes)


def test_a_dark_leader_makes_no_film_black_and_white(scenes):
    leader = [np.zeros_like(scenes[0][0])] * FRAMES
    assert not any(scene.in_color for scene in plan(leader, *scenes).scenes)


@pytest.mark.parametrize("dye", [(12, 25), (-5, -30), (30, 10)], ids=["sepia", "blue", "red"])
def test_a_toned_scene_is_not_in_colour(scenes, dye):
    board = plan(gray(scenes[0]), tint(scenes[1], *dye), scenes[2])
    assert [scene.in_color for scene in board.scenes] == [False, False, True]


@pytest.mark.slow
def test_dull_scenes_of_a_film_in_colour_are_no_toned_ones(shared):
    survey = Survey()
    with av.open(str(shared / "data/film/bikes.mp4")) as film:
        times = [survey.add(frame.to_ndarray(format="rgb24")) for frame in film.decode(video=0)]
    clip = Clip(
        path=Path("a"), width=8, height=8, time_base=Fraction(1, 25), rate=Fraction(25), frames=0
    )
    board = survey.make_board(Index(clip, tuple(range(len(times)))), WARM)
    assert len(board.scenes) > 3
    assert not any(scene.in_color for scene in board.scenes)


def test_a_grain_of_colour_is_no_colour(scenes):
    rng = np.random.default_rng(0)
    noisy = [
        cv2.add(frame, rng.integers(0, 12, frame.shape).astype(np.uint8))
        for frame in gray(scenes[1])
    ]
    board = plan(gray(scenes[0]), noisy, scenes[2])
    assert [scene.in_color for scene in board.scenes] == [False, False, True]
