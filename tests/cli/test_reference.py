"""`colorstudio hint` and `batch` with a reference, and what `evaluate reference` says of them."""

import hashlib
import json
from pathlib import Path

import pytest
from commands import invoke
from PIL import Image
from skimage import data

from studio.batch.jobs import Job
from studio.batch.workers import Order, color
from studio.color.lab import turn_gray
from studio.evaluate.metrics import psnr
from studio.evaluate.originals import small
from studio.photo import photo
from studio.photo.writing.encoding import embedded_recipe
from studio.recipe import recipe_reader
from studio.recipe.recipe import Recipe, load
from studio.rendering.reference import prepare

pytestmark = pytest.mark.slow

CAT = small(data.chelsea())


@pytest.fixture
def gray(tmp_path):
    path = tmp_path / "gray.png"
    Image.fromarray(turn_gray(CAT)).save(path)
    return path


@pytest.fixture
def reference(tmp_path):
    path = tmp_path / "cat.png"
    Image.fromarray(CAT[:, ::-1]).save(path)
    return path


def test_hint_colours_a_photo_like_its_reference(tmp_path, gray, reference):
    like, plain = tmp_path / "like.png", tmp_path / "plain.png"
    said = invoke("hint", gray, "--reference", reference, "-o", like)
    invoke("auto", gray, "-o", plain)
    assert (said.exit_code, "Colours of cat.png were taken in" in said.stderr) == (0, True)
    assert psnr(CAT, photo.open_file(like).rgb) > psnr(CAT, photo.open_file(plain).rgb) + 2


def test_the_result_carries_the_references_digest_and_replays_to_the_bit(tmp_path, gray, reference):
    like, again = tmp_path / "like.png", tmp_path / "again.png"
    invoke("hint", gray, "--reference", reference, "-o", like)
    saved = recipe_reader.open_file(like).recipe.reference
    assert saved.sha256 == hashlib.sha256(reference.read_bytes()).hexdigest()
    assert invoke("render", like, gray, "-o", again).exit_code == 0
    assert again.read_bytes() == like.read_bytes()


def test_hint_says_that_little_fits(tmp_path, gray):
    cup = tmp_path / "cup.png"
    Image.fromarray(data.coffee()).save(cup)
    said = invoke("hint", gray, "--reference", cup, "-o", tmp_path / "out.png")
    assert said.exit_code == 0
    assert "Little in cup.png fits this photo" in said.stderr


def test_hint_with_neither_hints_nor_reference_is_wrong_usage(tmp_path, gray):
    assert invoke("hint", gray, "-o", tmp_path / "out.png").exit_code == 2


@pytest.mark.parametrize("command", ["hint", "batch"])
def test_a_reference_that_is_missing_or_gray_fails_and_leaves_nothing(tmp_path, gray, command):
    source = gray if command == "hint" else gray.parent
    for reference in (gray, tmp_path / "missing.png"):
        out = tmp_path / "out.png"
        said = invoke(command, source, "--reference", reference, "-o", out)
        assert said.exit_code == 1
        assert reference.name in said.stderr
        assert "Traceback" not in said.output
        assert not out.exists()


def test_a_batch_matches_each_photo_for_itself(gray, reference):
    like = prepare(photo.open_file(reference))
    order = Order(
        data=gray.read_bytes(), name="gray.png", recipe=Recipe(), format="png", reference=like
    )
    saved = load(embedded_recipe(color(order).data)).recipe
    assert len(saved.reference.matches) > 100


def test_jobs_differ_by_their_reference_alone(reference):
    like = prepare(photo.open_file(reference))
    folder, results = Path("a"), Path("b")
    plain, other = (
        Job(photos=folder, results=results, recipe=Recipe()),
        Job(photos=folder, results=results, recipe=Recipe(), reference=like),
    )
    assert plain.digest != other.digest


def test_evaluate_tells_what_a_copy_and_what_another_photo_give(tmp_path):
    for name in ("chelsea", "coffee"):
        Image.fromarray(getattr(data, name)()).save(tmp_path / f"{name}.png")
    figures = tmp_path / "figures.json"
    assert invoke("evaluate", "reference", tmp_path, "--json", figures).exit_code == 0
    found = json.loads(figures.read_text())
    assert found["altered copy"]["psnr"] > found["altered copy"]["automatic"] + 2
    assert found["another photo"]["psnr"] == found["another photo"]["automatic"]
