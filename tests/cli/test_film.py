"""`colorstudio film`: what is said, and by which code it ends."""

import numpy as np
import pytest
from commands import invoke
from films import draw, look, make
from PIL import Image

from studio.film import storyboard
from studio.film.storyboard import Scene, Storyboard
from studio.recipe.recipe import Recipe

pytestmark = pytest.mark.process


@pytest.mark.slow
def test_a_part_of_a_film_is_coloured_in_a_style(tmp_path):
    film = make(tmp_path / "film.mkv", draw(4))
    told = invoke("film", film, "-o", tmp_path / "warm.mkv", "--style", "Warm", "--to", "0.07")
    assert told.exit_code == 0, told.output
    assert "2 frames coloured, 0 done before" in told.output
    assert len(look(tmp_path / "warm.mkv").times) == 2


def test_what_is_no_film_ends_with_1_and_a_sentence(tmp_path):
    (tmp_path / "film.mp4").write_bytes(b"no film")
    told = invoke("film", tmp_path / "film.mp4", "-o", tmp_path / "result.mp4")
    assert told.exit_code == 1
    assert "expected a film" in told.output


def test_an_ending_that_the_studio_does_not_write_is_wrong_usage(tmp_path):
    told = invoke("film", tmp_path / "film.mkv", "-o", tmp_path / "result.avi")
    assert told.exit_code == 2
    assert ".mp4" in told.output


def test_a_style_that_there_is_not_is_named_with_those_there_are(tmp_path):
    told = invoke("film", tmp_path / "film.mkv", "-o", tmp_path / "x.mp4", "--style", "Sepia")
    assert told.exit_code == 2
    assert "vivid" in told.output


def test_scenes_are_saved_to_be_edited_and_coloured(tmp_path):
    film = make(tmp_path / "film.mkv", draw(4))
    saved = tmp_path / "scenes.json"
    told = invoke("film", film, "-o", tmp_path / "result.mkv", "--save-scenes", saved)
    assert told.exit_code == 0, told.output
    assert [scene.start for scene in storyboard.read(saved.read_bytes(), tmp_path).scenes] == [0]
    assert not (tmp_path / "result.mkv").exists()


@pytest.mark.slow
def test_scenes_and_keys_of_all_kinds_colour_a_film(tmp_path):
    film = make(tmp_path / "film.mkv", draw(6))
    board = Storyboard(scenes=(Scene(start=0.0), Scene(start=0.1)))
    (tmp_path / "scenes.json").write_text(board.to_json())
    (tmp_path / "recipe.json").write_text(Recipe().in_style("Warm").to_json())
    Image.fromarray(np.full((48, 64, 3), (200, 120, 80), np.uint8)).save(tmp_path / "like.png")
    told = invoke(
        *("film", film, "-o", tmp_path / "result.mkv", "--scenes", tmp_path / "scenes.json"),
        *("--key", f"0.04={tmp_path / 'recipe.json'}", "--key", tmp_path / "like.png"),
        *("--key", f"0:00.12={tmp_path / 'like.png'}"),
    )
    assert told.exit_code == 0, told.output
    last = look(tmp_path / "result.mkv").pictures[-1].reshape(-1, 3).mean(0)
    assert last[0] > last[2] + 10  # as the key


@pytest.mark.slow
def test_processes_side_by_side_colour_a_film(tmp_path):
    film = make(tmp_path / "film.mkv", draw(4))
    told = invoke("film", film, "-o", tmp_path / "result.mkv", "--workers", "2")
    assert told.exit_code == 0, told.output
    assert len(look(tmp_path / "result.mkv").times) == 4


def test_a_scheduler_that_is_none_is_a_sentence(tmp_path):
    film = make(tmp_path / "film.mkv", draw(4))
    told = invoke("film", film, "-o", tmp_path / "result.mkv", "--dask", "nonsense")
    assert told.exit_code == 1
    assert "no scheduler at" in told.output


def test_a_file_of_scenes_that_is_none_is_a_sentence(tmp_path):
    film = make(tmp_path / "film.mkv", draw(4))
    told = invoke("film", film, "-o", tmp_path / "result.mkv", "--scenes", tmp_path / "none.json")
    assert told.exit_code == 1
    assert "a storyboard" in told.output
