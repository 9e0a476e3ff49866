"""Photos and results on streams, and what programs and shells ask of a command."""

import io
import json
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from commands import invoke
from pictures import encoded, noise
from PIL import Image
from typer.testing import CliRunner

from studio.cli.main import app
from studio.cli.options import Colors, Result
from studio.color.vocabulary import NAMES
from studio.photo.writing.encoding import FORMATS
from studio.recipe import recipe_reader
from studio.recipe.recipe import STYLES

FULL = Path("/dev/full")
PHOTO = encoded(noise(32, 48, 1)[..., 0], "PNG")


def piped(data, *arguments):
    return CliRunner().invoke(app, [str(each) for each in arguments], input=data)


@pytest.mark.parametrize(("format", "kind"), [("png", "PNG"), ("jpeg", "JPEG"), ("tiff", "TIFF")])
def test_a_photo_comes_from_a_stream_and_its_result_goes_to_one(format, kind):
    ended = piped(PHOTO, "auto", "-", "-o", "-", "--format", format)
    assert (ended.exit_code, ended.stderr) == (0, "")
    picture = Image.open(io.BytesIO(ended.stdout_bytes))
    assert (picture.format, picture.size) == (kind, (48, 32))


@pytest.mark.parametrize(
    "command",
    [
        ("hint", "--at", "9,9=dark green"),
        ("tint", "--region", "pick:9,9", "--color", "tomato", "--mark"),
        ("pick", "--click", "9,9"),
    ],
    ids=lambda command: command[0],
)
def test_commands_of_one_photo_take_streams(command):
    name, *options = command
    ended = piped(PHOTO, name, "-", *options, "-o", "-")
    assert ended.exit_code == 0, ended.stderr
    assert Image.open(io.BytesIO(ended.stdout_bytes)).size == (48, 32)


def test_no_folder_is_called_like_a_stream(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.png").write_bytes(PHOTO)
    assert invoke("auto", "a.png", "-o", "-").stdout_bytes.startswith(b"\x89PNG")
    assert list(tmp_path.iterdir()) == [tmp_path / "a.png"]


def test_a_photo_of_a_stream_has_a_name_in_a_folder(tmp_path):
    ended = piped(PHOTO, "auto", "-", "-o", tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["stdin_colorized.png"]
    assert ended.stdout == f"1 picture coloured: {tmp_path / 'out'}\n"


def test_what_is_no_photo_on_a_stream_is_named():
    ended = piped(b"", "auto", "-", "-o", "-")
    assert (ended.exit_code, ended.stdout) == (1, "")
    assert ended.stderr.startswith("-: Found an empty file")


@pytest.mark.parametrize("more", [("b.png",), ("--pages", "all")])
def test_a_stream_takes_one_picture(more):
    assert piped(PHOTO, "auto", "-", *more, "-o", "-").exit_code == 2


@pytest.mark.process
@pytest.mark.skipif(not FULL.exists(), reason="needs a disk that is always full")
def test_a_full_disk_behind_standard_output_is_a_sentence():
    code = "from studio.cli.main import app; app()"
    with FULL.open("wb") as full:
        command = [sys.executable, "-c", code, "auto", "-", "-o", "-"]
        ended = subprocess.run(
            command, input=PHOTO, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert ended.returncode == 1
    assert "no room" in ended.stderr.decode()
    assert "Traceback" not in ended.stderr.decode()


def test_quiet_says_nothing_of_what_went_well(tmp_path):
    (tmp_path / "a.png").write_bytes(PHOTO)
    ended = invoke("auto", tmp_path / "a.png", "-o", tmp_path / "b.png", "-q")
    assert (ended.exit_code, ended.output) == (0, "")


@pytest.mark.parametrize("command", [(), ("auto",), ("models", "list"), ("evaluate",)])
def test_h_is_help(command):
    assert invoke(*command, "-h").output == invoke(*command, "--help").output


def test_completion_knows_commands_options_and_inner_commands():
    def complete(line):
        words = {"_COLORSTUDIO_COMPLETE": "complete_bash", "COMP_WORDS": line}
        words["COMP_CWORD"] = str(line.count(" "))
        return CliRunner().invoke(app, [], env=words, prog_name="colorstudio").output.split()

    assert complete("colorstudio mo") == ["models"]
    assert "--vividness" in complete("colorstudio auto --v")
    assert complete("colorstudio models ins") == ["install"]


def test_models_are_listed_for_programs():
    (first, *_) = json.loads(invoke("models", "list", "--json").stdout)
    assert (first["model"], first["task"], first["state"]) == ("compact", "colorize", "ready")


def test_areas_are_told_to_programs(tmp_path):
    (tmp_path / "a.png").write_bytes(PHOTO)
    ended = invoke(
        "segment", tmp_path / "a.png", "-o", tmp_path, "--model", "people-compact", "--json"
    )
    told = json.loads(ended.stdout)
    assert told["photo"] == str(tmp_path / "a.png")
    assert np.isclose(sum(told["areas"].values()), 1)


def test_a_model_that_nobody_knows_lists_those_that_colour(tmp_path):
    ended = invoke("auto", tmp_path, "-o", tmp_path / "out", "--model", "compakt")
    assert ended.exit_code == 1
    assert "one of compact, zhang2016" in ended.stderr
    assert "camvid" not in ended.stderr


def test_a_colour_that_nobody_knows_lists_those_that_are_alike(tmp_path):
    (tmp_path / "a.png").write_bytes(PHOTO)
    asked = ("hint", tmp_path / "a.png", "-o", tmp_path / "b.png")
    ended = invoke(*asked, "--at", "9,9=tomatoe")
    assert ended.exit_code == 2
    assert "tomato" in ended.stderr.replace("tomatoe", "")


def test_a_hint_file_calls_colours_by_their_names(tmp_path):
    (tmp_path / "a.png").write_bytes(PHOTO)
    point = {"x": 0.5, "y": 0.5, "size": 0.1, "color": "Sky Blue"}
    (tmp_path / "hints.json").write_text(json.dumps({"points": [point]}))
    ended = invoke(
        "hint", tmp_path / "a.png", "--hints", tmp_path / "hints.json", "-o", tmp_path / "b.png"
    )
    assert ended.exit_code == 0, ended.stderr
    (made,) = recipe_reader.open_file(tmp_path / "b.png").recipe.hints.points
    assert made.color == NAMES["sky blue"]


def test_a_style_is_the_ground_that_numbers_differ_from(tmp_path):
    (tmp_path / "a.png").write_bytes(PHOTO)
    invoke(
        "auto", tmp_path / "a.png", "-o", tmp_path / "b.png", "--style", "vivid", "--warmth", "0.3"
    )
    made = recipe_reader.open_file(tmp_path / "b.png").recipe
    assert (made.vividness, made.warmth) == (STYLES["Vivid"].vividness, 0.3)


def test_the_options_offer_all_styles_and_formats():
    told = {
        field.name: get_args(field.type)[0] for kind in (Result, Colors) for field in fields(kind)
    }
    assert get_args(told["format"]) == tuple(FORMATS)
    assert get_args(get_args(told["style"])[0]) == tuple(STYLES)


def test_every_command_can_be_quiet():
    assert all("--quiet" in invoke(name, "--help").output for name in ("open", "pick", "batch"))


@pytest.mark.parametrize(
    ("mark", "command"),
    [
        ("uv-receipt.toml", "uv tool upgrade"),
        ("pipx_metadata.json", "pipx upgrade colorization-studio"),
        ("pyvenv.cfg", "-m pip install --upgrade"),
    ],
)
def test_an_update_is_by_what_installed_the_studio(tmp_path, monkeypatch, mark, command):
    (tmp_path / mark).touch()
    monkeypatch.setattr("sys.prefix", str(tmp_path))
    assert command in invoke("update").stdout


def test_the_port_of_streamlits_environment_is_taken(monkeypatch):
    started = []
    monkeypatch.setenv("STREAMLIT_SERVER_PORT", "8600")
    monkeypatch.setattr("os.execv", lambda _, command: started.extend(command))
    invoke("open", "--no-browser")
    assert "--server.port=8600" in started
