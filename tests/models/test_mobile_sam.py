"""A stand-in of MobileSAM's contract goes all the way: installed from a server, loaded, clicked."""

from dataclasses import replace
from functools import partial

import mobilesam
import numpy as np
import pytest
from catalogs import tell_nobody, weight_file
from commands import invoke
from mobilesam import RADII, REFUSED
from pictures import encoded
from PIL import Image
from server import whole

from studio.models import catalog
from studio.models.mobile_sam import MobileSam
from studio.models.picker import Pointing
from studio.models.registry import PICK, Registry
from studio.photo.photo import read
from studio.recipe.hints import LEVELS
from studio.recipe.regions import AS_FOUND, Click, Picked
from studio.rendering.memory import Memory
from studio.segment.finder import Finder

NAME = "mobile-sam"
ROWS, COLUMNS = slice(150, 210), slice(550, 620)  # of a bright thing, within reach of a click
WHITE = np.full((600, 900, 3), 255, np.uint8)


@pytest.fixture
def registry(serve, tmp_path):
    """The catalog's own entry, but with the stand-in as its files, to be had from this computer."""
    entry = catalog.find(NAME)
    files = tuple(
        weight_file(body, file.name, serve(whole, body=body).url)
        for body, file in zip(mobilesam.generate(), entry.files, strict=True)
    )
    return Registry({NAME: replace(entry, files=files)}, tmp_path / "weights")


@pytest.fixture
def picker(tmp_path):
    """The stand-in, loaded from two files."""
    paths = [tmp_path / name for name in ("encoder.onnx", "decoder.onnx")]
    for path, body in zip(paths, mobilesam.generate(), strict=True):
        path.write_bytes(body)
    return MobileSam(*paths)


@pytest.fixture
def photo():
    """A bright thing before a dark ground."""
    rgb = np.full((600, 900, 3), 40, np.uint8)
    rgb[ROWS, COLUMNS] = 220
    return read(encoded(rgb, "PNG"), "thing.png")


def pick(picker, *clicks, rgb=WHITE, box=None, before=None):
    """Point at a picture, enlarged to the picker's size; return what may be meant."""
    height, width = picker.size(*rgb.shape[:2])
    shown = np.asarray(Image.fromarray(rgb).resize((width, height)))
    look = picker.look(shown, picker.encode(shown))
    return picker.pick(look, Pointing(np.float32(clicks).reshape(-1, 3), box), before)


def disc(radius, x, y, shape=(171, 256)):
    """Draw a disc on masks of a picture; its radius is in pixels of what was seen."""
    rows, columns = np.indices(shape) + 0.5
    return np.hypot(rows - y * shape[0], columns - x * shape[1]) < radius / 4


def overlap(mask, truth):
    return (mask & truth).sum() / (mask | truth).sum()


@pytest.mark.process
def test_it_is_installed_loaded_and_finds_what_is_clicked(registry, photo):
    assert registry.ready(PICK) == []
    registry.install(NAME, tell_nobody)
    assert [model.name for model in registry.ready(PICK)] == [NAME]
    clicks = (Click(0.65, 0.3), Click(0.3, 0.8, inside=False))
    for count in (1, 2):
        where = Picked(model=NAME, clicks=clicks[:count])
        size = photo.height, photo.width
        finder = Finder(photo=photo, tidying=AS_FOUND, segmenters=Memory(registry), size=size)
        mask = finder.region(where)
        truth = np.zeros_like(mask)
        truth[ROWS, COLUMNS] = True
        assert overlap(mask, truth) > 0.9


@pytest.mark.process
def test_the_command_picks_with_it_where_it_is_named(registry, photo, tmp_path, monkeypatch):
    registry.install(NAME, tell_nobody)
    placed = partial(Registry, registry.models, registry.store.folder)
    monkeypatch.setattr("studio.cli.pick.Registry", placed)
    path, out = tmp_path / "thing.png", tmp_path / "mask.png"
    Image.fromarray(photo.rgb).save(path)
    unnamed = invoke("pick", path, "--click", "585,180", "-o", out)
    assert unnamed.exit_code == 1
    assert "pick-compact" in unnamed.stderr
    named = invoke("pick", path, "--click", "585,180", "--model", NAME, "-o", out)
    assert named.exit_code == 0, named.stderr
    with Image.open(out) as image:
        mask = np.asarray(image) > 0
    assert mask[180, 585]
    assert not mask[400, 200]


def test_one_click_has_a_part_a_thing_and_a_group_by_their_areas(picker):
    picks = pick(picker, (0.5, 0.5, 1))
    for mask, radius in zip(picks.masks > 0.5, sorted(RADII[1:]), strict=True):
        assert overlap(mask, disc(radius, 0.5, 0.5)) > 0.9
    assert picks.scores == pytest.approx(np.array([0.6, 1.02, 1.01]) / 1.02)


def test_to_more_than_one_click_there_is_one_answer_the_likeliest(picker):
    picks = pick(picker, (0.5, 0.5, 1), (0.6, 0.5, 0))
    assert [score > 0 for score in picks.scores] == [level == "thing" for level in LEVELS]
    truth = disc(RADII[0], 0.5, 0.5) & ~disc(REFUSED, 0.6, 0.5)
    assert overlap(picks.masks[1] > 0.5, truth) > 0.9
    areas = (picks.masks > 0.5).sum(axis=(1, 2))
    assert list(areas) == sorted(areas)


def test_a_box_is_told_by_its_corners(picker):
    mask = pick(picker, box=(0.25, 0.5, 0.75, 1.0)).masks[0] > 0.5
    truth = np.zeros((171, 256), bool)
    truth[86:, 64:192] = True
    assert overlap(mask, truth) > 0.95


def test_the_mask_so_far_is_told(picker):
    before = np.zeros((342, 512), np.float32)
    before[:, :256] = 1
    masks = pick(picker, (0.5, 0.5, 1), before=before).masks > 0.5
    assert masks[:, :, :127].any()
    assert not masks[:, :, 129:].any()


@pytest.mark.parametrize("shape", [(600, 900), (900, 600), (64, 64), (128, 2048)])
def test_a_spot_of_a_photo_of_any_shape_is_where_it_is_clicked(picker, shape):
    rgb = np.full((*shape, 3), 255, np.uint8)
    height, width = picker.size(*shape)
    assert max(height, width) == 1024
    masks = pick(picker, (0.97, 0.9, 1), rgb=rgb).masks > 0.5
    assert masks.shape == (3, height // 4, width // 4)
    assert overlap(masks[0], disc(min(RADII), 0.97, 0.9, masks.shape[1:])) > 0.8


def test_the_entry_says_what_is_published():
    model = catalog.find(NAME)
    assert [file.size for file in model.files] == [28_157_093, 16_496_559]
    assert [file.sha256[:8] for file in model.files] == ["580f5fb6", "8976b90a"]
    assert model.licence.startswith("Apache-2.0")
