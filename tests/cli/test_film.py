"""`colorstudio film`: what is said, and by which code it ends."""

import pytest
from commands import invoke
from films import draw, look, make

pytestmark = pytest.mark.process


@pytest.mark.slow
def test_a_part_of_a_film_is_coloured_in_a_style(tmp_path):
    film = make(tmp_path / "film.mkv", draw(4))
    told = invoke("film", film, "-o", tmp_path / "warm.mkv", "--style", "Warm", "--to", "0.07")
    assert told.exit_code == 0, told.output
    assert told.output.startswith("2 frames coloured, 0 done before")
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
    assert told.exit_code == 1
    assert "Natural, Vivid" in told.output


def test_a_style_and_a_recipe_are_wrong_usage(tmp_path):
    film = tmp_path / "film.mkv"
    told = invoke("film", film, "-o", "x.mp4", "--style", "Warm", "--recipe", film)
    assert told.exit_code == 2
