"""`colorstudio render` and `colorstudio batch`, the second as a person meets it: a process."""

import json
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import psutil
import pytest
from commands import invoke
from pictures import encoded, noise
from PIL import Image

from studio.batch import journal
from studio.models.registry import Registry
from studio.photo import photo
from studio.photo.writing import encoding
from studio.recipe.hints import Hints, Point
from studio.recipe.recipe import NO_HINTS, Recipe
from studio.rendering.render import render

pytestmark = pytest.mark.process

ROOT = Path(__file__).resolve().parents[2]
RECIPE = Recipe(
    vividness=0.42, strength=1.3, hints=Hints((Point(x=0.5, y=0.5, color="#b03a2e", size=0.1),))
)
COMMAND = [sys.executable, "-c", "from studio.cli.main import app; app()"]


def begin(*arguments, **settings):
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, text=True, **settings)


def put(path, *size, seed=0):
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(encoded(noise(*(size or (48, 64)), seed=seed), "PNG"))
    return path


@pytest.fixture
def source(tmp_path):
    return put(tmp_path / "photo.png")


@pytest.fixture
def saved(tmp_path, source):
    path = tmp_path / "recipe.json"
    path.write_text(RECIPE.to_json(name="red", photo=photo.open_file(source).sha256))
    return path


@pytest.fixture
def folder(tmp_path):
    """Twelve photos."""
    for number in range(12):
        put(tmp_path / "in" / f"{number:02}.png", seed=number)
    return tmp_path / "in"


def pictures(out):
    return sorted(path.name for path in out.glob("*_colorized.png"))


def done(out):
    rows = map(json.loads, (out / journal.NAME).read_text().splitlines())
    return [row["photo"] for row in rows if row["state"] == "done"]


def test_render_gives_the_pixels_of_the_pipeline(saved, source, tmp_path):
    result = invoke("render", saved, source, "-o", tmp_path / "out.png")
    assert result.exit_code == 0, result.stderr
    assert result.stderr == ""
    expected = render(photo.open_file(source), RECIPE, Registry()).rgb
    assert (np.asarray(Image.open(tmp_path / "out.png")) == expected).all()


def test_a_picture_made_by_render_renders_again_to_the_same_file(saved, source, tmp_path):
    invoke("render", saved, source, "-o", tmp_path / "once.png")
    assert (
        invoke("render", tmp_path / "once.png", source, "-o", tmp_path / "twice.png").exit_code == 0
    )
    assert (tmp_path / "once.png").read_bytes() == (tmp_path / "twice.png").read_bytes()


def test_another_photo_is_rendered_with_a_note(saved, tmp_path):
    other = put(tmp_path / "other.png", 64, 48, seed=1)
    result = invoke("render", saved, other, "-o", tmp_path / "out.png")
    assert result.exit_code == 0
    assert result.stderr.startswith(f"{other}: the recipe was made for another photo")


def test_a_recipe_without_places_needs_no_note(source, tmp_path):
    path = tmp_path / "recipe.json"
    path.write_text(replace(RECIPE, hints=NO_HINTS).to_json(photo="0" * 64))
    assert invoke("render", path, source, "-o", tmp_path / "out.png").stderr == ""


def test_several_photos_go_to_a_folder(saved, folder, source, tmp_path):
    result = invoke("render", saved, folder, source, "-o", tmp_path / "out", "--format", "webp")
    assert result.exit_code == 0
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == [*(f"{n:02}_colorized.webp" for n in range(12)), "photo_colorized.webp"]


def test_render_overwrites_nothing_unasked(saved, source, tmp_path):
    (tmp_path / "out.png").write_bytes(b"mine")
    arguments = ("render", saved, source, "-o", tmp_path / "out.png")
    assert invoke(*arguments).exit_code == 1
    assert (tmp_path / "out.png").read_bytes() == b"mine"
    assert invoke(*arguments, "--overwrite").exit_code == 0


def test_a_recipe_of_the_first_version_renders(source, tmp_path):
    path = tmp_path / "recipe.json"
    path.write_text('{"version": 1, "model": "compact", "vividness": 0, "strength": 1}')
    assert invoke("render", path, source, "-o", tmp_path / "out.png").exit_code == 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff\xfe",
        b'{"version": 99, "model": "compact"}',
        b'{"version": 1, "spell": "abracadabra"}',
        encoded(noise(4, 4), "PNG"),
        encoded(noise(4, 4), "JPEG"),
    ],
)
def test_what_is_no_recipe_is_told_in_one_sentence(source, tmp_path, content):
    path = tmp_path / "recipe"
    path.write_bytes(content)
    for command in (("render", path, source), ("batch", tmp_path, "--recipe", path)):
        result = invoke(*command, "-o", tmp_path / "out")
        assert result.exit_code == 1
        assert "Found " in result.stderr
        assert result.stderr.count("\n") == 1


def test_a_recipe_that_is_not_there_is_told(source, tmp_path):
    result = invoke("render", tmp_path / "none.json", source, "-o", tmp_path / "out.png")
    assert result.exit_code == 1
    assert "none.json: Found a file that cannot be read" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("render", "r.json", "-o", "b.png"),
        ("render", "r.json", "a.png"),
        ("render", "r.json", "a.png", "b.png", "-o", "c.png"),
        ("render", "r.json", "a.png", "-o", "b.png", "--format", "gif"),
        ("batch",),
        ("batch", "in"),
        ("batch", "in", "-o", "out", "--workers", "0"),
        ("batch", "in", "-o", "out", "--format", "gif"),
    ],
)
def test_wrong_usage_exits_with_2(saved, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    saved.rename(tmp_path / "r.json")
    assert invoke(*arguments).exit_code == 2


def test_batch_colours_a_folder_with_a_recipe(saved, folder, tmp_path):
    result = invoke("batch", folder, "-o", tmp_path / "out", "--recipe", saved, "--workers", "2")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("12 coloured, 0 done before, 0 failed: ")
    assert pictures(tmp_path / "out") == [f"{n:02}_colorized.png" for n in range(12)]
    expected = render(photo.open_file(folder / "07.png"), RECIPE, Registry()).rgb
    assert (np.asarray(Image.open(tmp_path / "out" / "07_colorized.png")) == expected).all()


def test_the_model_asked_for_stands_in_for_the_recipes(folder, tmp_path):
    assert invoke("batch", folder, "-o", tmp_path / "out", "--model", "levin2004").exit_code == 0
    text = encoding.embedded_recipe((tmp_path / "out" / "00_colorized.png").read_bytes())
    assert json.loads(text)["model"] == "levin2004"


def test_broken_photos_are_named_and_the_rest_is_there(folder, tmp_path):
    broken = [folder / f"{n:02}.png" for n in (0, 3, 11)]
    for path, content in zip(
        broken, (b"", b"Dear reader", broken[2].read_bytes()[:99]), strict=True
    ):
        path.write_bytes(content)
    result = invoke("batch", folder, "-o", tmp_path / "out", "--workers", "2")
    assert result.exit_code == 1
    assert len(pictures(tmp_path / "out")) == 9
    named = sorted(line.split(": Found ")[0] for line in result.stderr.splitlines())
    assert named == sorted(map(str, broken))


def test_the_same_command_does_what_is_left(folder, tmp_path):
    invoke("batch", folder, "-o", tmp_path / "out")
    put(folder / "new.png")
    result = invoke("batch", folder, "-o", tmp_path / "out")
    assert result.stdout.startswith("1 coloured, 12 done before, 0 failed")


def test_sheet_and_archive_are_made_when_asked_for(folder, tmp_path):
    result = invoke("batch", folder, "-o", tmp_path / "out", "--sheet", "--zip")
    made = [tmp_path / "out" / name for name in ("contact_sheet_1.jpg", "colorized.zip")]
    assert result.stdout.splitlines()[1:] == [str(path) for path in made]
    assert all(path.is_file() for path in made)


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--model", "nobody", "nobody"),
        ("--dask", "tcp://127.0.0.1:1", "no scheduler"),
        ("--out", "in", "another folder"),
        ("--out", "in/00.png", "Found"),
    ],
)
def test_what_cannot_begin_is_told_in_one_sentence(folder, tmp_path, option, value, told):
    value = tmp_path / value if option == "--out" else value
    out = [] if option == "--out" else ["-o", tmp_path / "out"]
    result = invoke("batch", folder, *out, option, value)
    assert result.exit_code == 1
    assert told in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_folder_that_is_not_there_is_told(tmp_path):
    result = invoke("batch", tmp_path / "none", "-o", tmp_path / "out")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


def wait_until(true):
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_killed_batch_goes_on_where_it_was_and_does_nothing_twice(folder, tmp_path):
    for number in range(12):
        put(folder / f"{number:02}.png", 600, 450, seed=number)
    out = tmp_path / "out"
    process = begin("batch", folder, "-o", out, "--workers", "2")
    wait_until(lambda: out.is_dir() and len(pictures(out)) >= 3)
    tree = [*psutil.Process(process.pid).children(), psutil.Process(process.pid)]
    for one in tree:
        one.send_signal(signal.SIGKILL)
    process.wait()
    there = {name: (out / name).stat().st_mtime_ns for name in pictures(out)}
    assert 3 <= len(there) < 12
    for name in there:
        assert np.asarray(Image.open(out / name)).shape == (600, 450, 3)

    result = invoke("batch", folder, "-o", out, "--workers", "2")
    assert result.exit_code == 0
    assert sorted(done(out)) == [f"{n:02}.png" for n in range(12)]
    assert {name: (out / name).stat().st_mtime_ns for name in there} == there
    assert len(pictures(out)) == 12
    assert not list(out.glob("*.part"))


def test_ctrl_c_stops_after_the_photos_begun_and_says_how_to_go_on(folder, tmp_path):
    for number in range(12):
        put(folder / f"{number:02}.png", 600, 450, seed=number)
    out = tmp_path / "out"
    process = begin("batch", folder, "-o", out, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wait_until(lambda: out.is_dir() and pictures(out))
    process.send_signal(signal.SIGINT)
    told = process.communicate(timeout=60)
    assert process.returncode == 1
    left = 12 - len(pictures(out))
    assert 0 < left < 12
    assert told[1] == f"Stopped with {left} left. The same command goes on from there.\n"
    assert invoke("batch", folder, "-o", out).exit_code == 0
    assert sorted(done(out)) == [f"{n:02}.png" for n in range(12)]


def test_a_watched_folder_is_coloured_as_it_fills_and_ctrl_c_ends_it(tmp_path):
    (tmp_path / "in").mkdir()
    out = tmp_path / "out"
    process = begin("batch", tmp_path / "in", "-o", out, "--watch", stdout=subprocess.PIPE)
    put(tmp_path / "in" / "sub" / "a.png")
    data = encoded(noise(300, 400), "PNG")
    with (tmp_path / "in" / "b.png").open("wb") as file:
        for start in range(0, len(data), len(data) // 6):
            file.write(data[start : start + len(data) // 6])
            file.flush()
            time.sleep(0.3)
    wait_until(lambda: out.is_dir() and len(list(out.rglob("*_colorized.png"))) == 2)
    process.send_signal(signal.SIGINT)
    told, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert told.startswith("2 coloured, 0 done before, 0 failed")
    assert sorted(done(out)) == ["b.png", "sub/a.png"]
    result = invoke("batch", tmp_path / "in", "-o", out)
    assert result.stdout.startswith("0 coloured, 2 done before, 0 failed")


def test_an_archive_of_nothing_is_not_made(folder, tmp_path):
    for path in folder.iterdir():
        path.write_bytes(b"")
    assert invoke("batch", folder, "-o", tmp_path / "out", "--zip", "--sheet").exit_code == 1
    assert [path.name for path in (tmp_path / "out").iterdir()] == [journal.NAME]


def test_a_batch_runs_on_a_dask_cluster(folder, tmp_path):
    distributed = pytest.importorskip("distributed", reason="needs the extra `dask`")
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, dashboard_address=":0"
    ) as cluster:
        address = cluster.scheduler_address
        result = invoke("batch", folder, "-o", tmp_path / "out", "--dask", address)
    assert result.exit_code == 0
    assert len(pictures(tmp_path / "out")) == 12
