"""Whatever photos are called and wherever they lie: no original and no result is lost."""

import os
import signal
import subprocess
import sys
import time
from itertools import product
from pathlib import Path

import pytest
from commands import invoke
from limits import full_disk
from pictures import encoded, noise

from studio.photo import mask_files

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-c", "from studio.cli.main import app; app()"]
NO_UNICODE = "caf\udce9.png"


@pytest.fixture
def photo(tmp_path):
    return put(tmp_path / "x.png")


def put(path, seed=0, **size):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encoded(noise(24, 32, seed=seed, **size), "PNG"))
    return path


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def the_same(photo, _):
    return photo


def another_spelling(photo, folder):
    (folder / "sub").mkdir()
    return folder / "sub" / ".." / photo.name


def a_link(photo, folder):
    (folder / "link.png").symlink_to(photo)
    return folder / "link.png"


def a_hard_link(photo, folder):
    (folder / "hard.png").hardlink_to(photo)
    return folder / "hard.png"


@pytest.mark.parametrize("way", [the_same, another_spelling, a_link, a_hard_link])
def test_an_original_is_never_the_target(photo, tmp_path, way):
    before = photo.read_bytes()
    result = invoke("auto", photo, "-o", way(photo, tmp_path), "--overwrite")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{photo}: Found an original at the place of the result")
    assert result.stderr.count("\n") == 1
    assert photo.read_bytes() == before


def test_no_other_file_given_is_the_target(photo, tmp_path):
    hints, mask, recipe = (tmp_path / f"{name}.png" for name in ("hints", "mask", "recipe"))
    hints.write_text('{"points": []}')
    mask.write_bytes(mask_files.encode(noise(24, 32)[..., 0] > 128))
    assert invoke("auto", photo, "-o", recipe).exit_code == 0
    before = [path.read_bytes() for path in (hints, mask, recipe)]
    for arguments in (
        ("hint", photo, "--hints", hints, "-o", hints),
        ("tint", photo, "--region", f"mask:{mask}", "--color", "#2e86c1", "-o", mask),
        ("render", recipe, photo, "-o", recipe),
    ):
        assert invoke(*arguments, "--overwrite").exit_code == 1
    assert [path.read_bytes() for path in (hints, mask, recipe)] == before


def test_an_original_among_the_results_is_kept(photo, tmp_path):
    other = put(tmp_path / "x_colorized.png", seed=1)
    before = other.read_bytes()
    result = invoke("auto", photo, other, "-o", tmp_path, "--overwrite")
    assert result.exit_code == 1
    assert other.read_bytes() == before


@pytest.mark.slow
@pytest.mark.parametrize("overwrite", [[], ["--overwrite"]])
@pytest.mark.parametrize("command", ["auto", "render", "segment"])
def test_photos_of_one_name_keep_a_result_each(tmp_path, command, overwrite):
    photos = [put(tmp_path / name) for name in ("1/001.png", "2/001.png", "a.jpg", "a.png")]
    recipe, out = tmp_path / "recipe.json", tmp_path / "out"
    recipe.write_text('{"version": 3}')
    first = [recipe] if command == "render" else []
    last = ["--model", "people-compact"] if command == "segment" else []
    result = invoke(command, *first, *photos, "-o", out, *last, *overwrite)
    assert result.exit_code == 0, result.stderr
    assert len(names(out)) == 4


@pytest.mark.slow
def test_a_long_name_gets_a_result_and_the_next_photo_too(photo, tmp_path):
    long = put(tmp_path / ("ä" * 120 + ".png"))
    for command in (["auto"], ["segment", "--model", "people-compact"]):
        out = tmp_path / command[0]
        assert invoke(*command, long, photo, "-o", out).exit_code == 0
        assert len(names(out)) == 2


def test_a_path_that_no_disk_takes_is_named_and_the_rest_done(photo, tmp_path):
    result = invoke("auto", tmp_path / ("a" * 300 + ".png"), photo, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "Found " in result.stderr
    assert names(tmp_path / "out") == ["x_colorized.png"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such users")
@pytest.mark.parametrize("shut", ["sub", "sub/x.png"])
def test_what_may_not_be_read_is_named_and_the_rest_done(photo, tmp_path, closed, shut):
    put(tmp_path / "sub" / "x.png")
    closed(shut)
    result = invoke("auto", "sub/x.png", "x.png", "sub", "-o", "out")
    assert result.exit_code == 1
    assert result.stderr.count("Permission denied") == 2
    assert "Traceback" not in result.stderr
    assert len(names(Path("out"))) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such users")
def test_each_photo_is_named_where_nothing_may_be_written(photo, tmp_path, closed):
    put(tmp_path / "y.png")
    (tmp_path / "out").mkdir()
    closed("out")
    result = invoke("auto", "x.png", "y.png", "-o", "out")
    assert result.exit_code == 1
    assert [line.split(": Found a folder that is closed")[0] for line in lines(result)] == [
        *("x.png", "y.png")
    ]


@pytest.mark.slow
def test_a_full_disk_is_told_of_each_photo(photo, tmp_path):
    other = put(tmp_path / "y.png")
    (tmp_path / "out").mkdir()
    with full_disk(100):
        result = invoke("auto", photo, other, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert [line.split(": Found no room")[0] for line in lines(result)] == [str(photo), str(other)]
    assert names(tmp_path / "out") == []


def lines(result):
    return result.stderr.splitlines()


UNWRITTEN = ["result.gif", "result.heic", "result.BMP"]  # endings of pictures that it only reads


@pytest.mark.parametrize(
    ("command", "name"),
    [("segment", "result.tif"), *product(["auto", "segment"], UNWRITTEN)],
)
def test_no_folder_is_called_like_a_picture(photo, tmp_path, command, name):
    assert invoke(command, photo, "-o", tmp_path / name).exit_code == 2
    assert names(tmp_path) == ["x.png"]


def test_a_folder_with_a_dot_in_its_name_is_one(photo, tmp_path):
    assert invoke("auto", photo, "-o", tmp_path / "scans.2024").exit_code == 0
    assert names(tmp_path / "scans.2024") == ["x_colorized.png"]


def test_a_file_in_the_place_of_the_folder_is_told_without_useless_advice(photo, tmp_path):
    (tmp_path / "file").write_text("mine")
    result = invoke("auto", photo, "-o", tmp_path / "file")
    assert (result.exit_code, len(lines(result))) == (1, 1)
    assert "--overwrite" not in result.stderr


@pytest.mark.slow
def test_what_macos_puts_beside_photos_is_passed_over(photo, tmp_path):
    (tmp_path / "._x.png").write_bytes(b"\0\5\x16\7")
    result = invoke("auto", tmp_path / "._x.png", photo, tmp_path, "-o", tmp_path / "out")
    assert (result.exit_code, result.stderr) == (0, "")


def test_a_name_does_not_give_orders_to_the_terminal(tmp_path):
    (tmp_path / "a\n\x1b[2Jb.png").write_bytes(b"")
    result = invoke("auto", tmp_path, "-o", tmp_path / "out")
    assert (result.exit_code, len(lines(result))) == (1, 1)
    assert "a\\n\\x1b[2Jb.png: Found an empty file" in result.stderr


@pytest.mark.process
@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
@pytest.mark.parametrize(
    "command",
    [["segment", "--model", "people-compact"], ["batch", "--zip", "--sheet"], ["auto"]],
    ids=lambda command: command[0],
)
def test_names_are_told_on_any_terminal(tmp_path, encoding, command):
    for name in ("祖母.png", NO_UNICODE, "broken祖.png"):
        put(tmp_path / "in" / name)
    (tmp_path / "in" / "broken祖.png").write_bytes(b"")
    ended = subprocess.run(
        [*COMMAND, *command, tmp_path / "in", "-o", tmp_path / "out 祖"],
        env={**os.environ, "PYTHONIOENCODING": encoding},
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 1
    assert b"Traceback" not in ended.stderr
    assert ended.stderr.count(b"Found an empty file") == 1
    assert len(list((tmp_path / "out 祖").glob("*.png"))) == 2


@pytest.mark.process
@pytest.mark.slow
def test_what_a_killed_command_was_writing_is_gone_after_the_next(tmp_path):
    for number in range(30):
        put(tmp_path / "in" / f"{number:02}.png", seed=number)
    out = tmp_path / "out"
    process = subprocess.Popen([*COMMAND, "auto", tmp_path / "in", "-o", out], cwd=ROOT)
    while not out.is_dir() or len(names(out)) < 3:
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.wait()
    (out / f".colorstudio-{'0f' * 16}.part").write_bytes(b"of a kill at the worst moment")
    (out / f"{'0f' * 16}.part").write_bytes(b"mine")
    assert invoke("auto", tmp_path / "in", "-o", out).exit_code == 1  # those that are there
    assert [name for name in names(out) if name.endswith(".part")] == [f"{'0f' * 16}.part"]
    assert len(list(out.glob("*_colorized.png"))) == 30
