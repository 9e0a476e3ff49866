import gc
import io
import json
import os
import struct
import zlib

import numpy as np
import pytest
from commands import invoke
from PIL import Image
from prints import fade
from skimage import data

from studio.color.lab import rgb_to_lab
from studio.models.registry import Registry
from studio.recipe import recipe_reader

TRUNCATED = ("JPEG", "PNG", "WEBP", "TIFF")


def encoded(kind, image=None):
    file = io.BytesIO()
    (image or Image.fromarray(data.camera()[::4, ::4])).save(file, kind)
    return file.getvalue()


def png_header(width, height):
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    return (
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    )


def half(kind):
    whole = encoded(kind)
    return whole[: len(whole) // 2]


BAD = {
    "empty.png": b"",
    "text.jpg": b"Dear reader, this is no photo.",
    "huge.png": png_header(60_000, 60_000),
    "bits.png": encoded("PNG", Image.new("1", (12_000, 12_000))),
    "fat.jpg": bytes(30 * 2**20),
    "drawing.png": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "page.png": b"<!DOCTYPE html><html></html>",
    **{f"cut.{kind.lower()}": half(kind) for kind in TRUNCATED},
}


@pytest.fixture
def gray(tmp_path):
    path = tmp_path / "gray.png"
    path.write_bytes(encoded("PNG"))
    return path


@pytest.mark.parametrize("name", BAD)
def test_bad_photo_is_named_with_its_reason_and_leaves_nothing(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(BAD[name])
    result = invoke("auto", path, "-o", tmp_path / "out.png")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{path}: Found ")
    assert result.stderr.count("\n") == 1
    assert [p.name for p in tmp_path.iterdir()] == [name]


@pytest.mark.slow
def test_results_in_a_folder_are_called_and_dated_as_was_asked(gray, tmp_path):
    os.utime(gray, (1e9, 1e9))
    options = ("--name", "{style} {name}", "--keep-times", "--format", "jpeg")
    result = invoke("auto", gray, "-o", tmp_path / "out", *options)
    assert result.exit_code == 0, result.stderr
    (made,) = (tmp_path / "out").iterdir()
    assert (made.name, made.stat().st_mtime) == ("natural gray.jpg", 1e9)


@pytest.mark.slow
def test_photos_of_one_name_keep_a_result_each(gray, tmp_path):
    for folder in ("summer", "winter", "winter/deep"):
        (tmp_path / "in" / folder).mkdir(parents=True)
        (tmp_path / "in" / folder / "a.png").write_bytes(gray.read_bytes())
    named = [tmp_path / "in" / folder / "a.png" for folder in ("summer", "winter")]
    result = invoke("auto", *named, tmp_path / "in", "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert len(list((tmp_path / "out").rglob("*.png"))) == 5


def test_a_terminal_shows_stages_as_a_photo_is_coloured(gray, tmp_path, monkeypatch):
    monkeypatch.setattr("studio.cli.report.interactive", lambda: True)
    result = invoke("auto", gray, "-o", tmp_path / "out.png")
    assert "gray.png: joining colour and lightness" in result.stderr
    assert "100%" in result.stderr


def test_contrast_is_restored_of_prints_that_have_faded_alone(gray, tmp_path):
    faded = tmp_path / "faded.png"
    Image.fromarray(fade(data.chelsea(), 5).rgb).save(faded)
    out = tmp_path / "out"
    assert invoke("auto", gray, faded, "-o", out, "--restore-contrast", "0.5").exit_code == 0
    kept = {path.name: recipe_reader.open_file(path).recipe.contrast for path in out.iterdir()}
    assert kept == {"gray_colorized.png": None, "faded_colorized.png": 0.5}


def test_missing_photo_is_named(tmp_path):
    result = invoke("auto", tmp_path / "none.jpg", "-o", tmp_path / "out.png")
    assert result.exit_code == 1
    assert "none.jpg: Found no file of that name" in result.stderr


def test_folder_without_photos_is_named(tmp_path):
    (tmp_path / "folder.jpg").mkdir()
    result = invoke("auto", tmp_path / "folder.jpg", "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "folder.jpg: Found a folder without photos" in result.stderr


@pytest.mark.slow
def test_output_that_cannot_be_written_is_told(gray, tmp_path):
    (tmp_path / "file").write_text("in the way")
    for out in ("file/out.png", "file/folder", "none/out.png"):
        result = invoke("auto", gray, "-o", tmp_path / out)
        assert result.exit_code == 1
        assert "Found" in result.stderr
        assert "Traceback" not in result.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "gray.png"]


def test_one_bad_photo_does_not_stop_the_others(gray, tmp_path):
    (tmp_path / "bad.png").write_bytes(b"")
    result = invoke("auto", tmp_path / "bad.png", gray, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["gray_colorized.png"]


def test_result_is_coloured_and_keeps_size_and_lightness(gray, tmp_path):
    result = invoke("auto", gray, "-o", tmp_path / "out.png")
    assert result.exit_code == 0
    before, after = (rgb_to_lab(np.asarray(Image.open(p).convert("RGB"))) for p in (gray, tmp_path / "out.png"))  # fmt: skip  # noqa: E501
    assert before.shape == after.shape
    assert np.abs(before[..., 0] - after[..., 0]).mean() < 1
    assert np.abs(after[..., 1:]).mean() > 1


@pytest.mark.slow
def test_folder_is_coloured_photo_by_photo(gray, tmp_path):
    (tmp_path / "second.png").write_bytes(gray.read_bytes())
    result = invoke("auto", tmp_path, "-o", tmp_path / "out", "--format", "jpeg")
    assert result.exit_code == 0
    names = sorted(p.name for p in (tmp_path / "out").iterdir())
    assert names == ["gray_colorized.jpg", "second_colorized.jpg"]


def test_nothing_is_overwritten_unasked(gray, tmp_path):
    (tmp_path / "out.png").write_bytes(b"mine")
    assert invoke("auto", gray, "-o", tmp_path / "out.png").exit_code == 1
    assert (tmp_path / "out.png").read_bytes() == b"mine"
    assert invoke("auto", gray, "-o", tmp_path / "out.png", "--overwrite").exit_code == 0
    assert (tmp_path / "out.png").read_bytes() != b"mine"


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("auto",),
        ("auto", "a.png"),
        ("auto", "a.png", "-o", "b.png", "--vividness", "2"),
        ("auto", "a.png", "-o", "b.png", "--strength", "x"),
        ("auto", "a.png", "-o", "b.png", "--format", "gif"),
        ("auto", "a.png", "b.png", "-o", "c.png"),
        ("auto", "a.png", "-o", "out", "--name", "{date}"),
        ("auto", "a.png", "-o", "b.png", "--name", "{name}_x"),
        ("models", "install"),
        ("evaluate", "nothing"),
        ("paint",),
    ],
)
def test_wrong_usage_exits_with_2(arguments):
    assert invoke(*arguments).exit_code == 2


def test_model_that_is_not_installed_says_how_to_get_it(gray, tmp_path):
    if "zhang2016" in [model.name for model in Registry().ready()]:
        pytest.skip("zhang2016 is installed here")
    result = invoke("auto", gray, "-o", tmp_path / "out.png", "--model", "zhang2016")
    assert result.exit_code == 1
    assert "colorstudio models install zhang2016" in result.stderr


def test_models_are_listed_with_their_state():
    result = invoke("models", "list")
    assert result.exit_code == 0
    assert "compact" in result.stdout
    assert "ready" in result.stdout


def test_shipped_model_verifies():
    result = invoke("models", "verify", "compact")
    assert (result.exit_code, result.stdout) == (0, "compact: whole.\n")


def test_path_names_the_files_of_a_model():
    paths = invoke("models", "path", "compact").stdout.split()
    assert [os.path.basename(path) for path in paths] == [  # noqa: PTH119
        "encoder.prototxt", "encoder.caffemodel", "decoder.prototxt", "decoder.caffemodel",
    ]  # fmt: skip


def test_unknown_model_is_a_failure_not_a_traceback():
    result = invoke("models", "verify", "nobody")
    assert result.exit_code == 1
    assert result.stderr.startswith("nobody: Found the model name 'nobody'")


@pytest.mark.slow
def test_evaluation_writes_its_figures(tmp_path):
    folder = tmp_path / "photos"
    folder.mkdir()
    Image.fromarray(data.astronaut()).save(folder / "a.png")
    result = invoke("evaluate", "auto", folder, "--model", "compact", "--json", tmp_path / "f.json")
    assert result.exit_code == 0
    figures = json.loads((tmp_path / "f.json").read_text())
    assert list(figures)[:3] == ["gray", "constant", "compact expected"]
    assert f"{figures['gray']['psnr']:.2f}" in result.stdout


@pytest.mark.parametrize("place", ["none/f.json", "."])
def test_figures_that_cannot_be_written_are_refused_before_they_are_measured(tmp_path, place):
    result = invoke("evaluate", "auto", tmp_path / "no photos", "--json", tmp_path / place)
    assert result.exit_code == 2
    assert "Found" in result.stderr


@pytest.mark.slow
@pytest.mark.parametrize(("version", "told"), [(2, 1), (3, 0)])
def test_a_recipe_of_an_older_net_is_used_and_told_once(gray, tmp_path, version, told):
    recipe = tmp_path / "recipe.json"
    recipe.write_text(json.dumps({"version": version, "model": "compact"}))
    result = invoke("render", recipe, gray, gray, "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert result.stderr.count("an earlier Compact") == told


@pytest.mark.slow
def test_photos_that_cannot_be_measured_are_named_and_the_rest_is(tmp_path):
    Image.fromarray(data.astronaut()).save(tmp_path / "a.png")
    Image.fromarray(data.camera()).save(tmp_path / "gray.png")
    (tmp_path / "broken.png").write_bytes(b"")
    (tmp_path / "._a.png").write_bytes(b"\0\5\x16\7")
    result = invoke("evaluate", "auto", tmp_path, "--model", "compact")
    assert result.exit_code == 1
    named = [line.split(": Found")[0] for line in result.stderr.splitlines() if ": Found" in line]
    assert named == [str(tmp_path / name) for name in ("broken.png", "gray.png")]
    assert "(1)" in result.stdout
    assert "inf" not in result.stdout


def test_figures_never_replace_a_picture(gray, tmp_path):
    before = gray.read_bytes()
    assert invoke("evaluate", "auto", tmp_path, "--json", gray).exit_code == 2
    assert gray.read_bytes() == before


@pytest.mark.parametrize("document", ["", "[]", '{"models": []}', "[" * 100_000])
def test_a_run_folder_that_holds_no_model_is_told(gray, tmp_path, document):
    (tmp_path / "catalog.json").write_text(document)
    result = invoke("predict", "--run", tmp_path, "--input", gray, "-o", tmp_path / "out.png")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "a folder that `colorstudio train` has filled" in result.stderr


@pytest.mark.parametrize("words", [["--help"], ["models", "list"], ["auto"]], ids=" ".join)
def test_python_looks_for_garbage_again_after_a_command(words):
    invoke(*words)
    assert gc.isenabled()
