"""A stand-in of DDColor's contract goes all the way: installed from a server, loaded, rendered."""

import json

import numpy as np
import pytest
from catalogs import tell_nobody, weight_file
from onnx import TensorProto, helper, numpy_helper
from pictures import encoded, noise
from server import whole

from studio.color.gamut import into_gamut
from studio.color.lab import rgb_to_lab
from studio.models import catalog
from studio.models.registry import Registry
from studio.photo.photo import read
from studio.recipe.recipe import Recipe
from studio.rendering.render import render

NAME = "ddcolor-tiny"
GAIN = np.array([400.0, -300.0], np.float32)  # far outside of sRGB where the photo is bright


def stand_in() -> bytes:
    """RGB of the gray picture, (1, 3, 512, 512) in [0, 1], to ab: here its red, made gaudy."""
    ends = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, channels, 512, 512])
        for name, channels in (("input", 3), ("output", 2))
    ]
    kernel = np.zeros((2, 3, 1, 1), np.float32)
    kernel[:, 0, 0, 0] = GAIN
    graph = helper.make_graph(
        [helper.make_node("Conv", ["input", "kernel"], ["output"])],
        "stand-in",
        ends[:1],
        ends[1:],
        [numpy_helper.from_array(kernel, "kernel")],
    )
    opset = [helper.make_opsetid("", 17)]
    return helper.make_model(graph, opset_imports=opset, ir_version=9).SerializeToString()


@pytest.fixture
def registry(serve, tmp_path):
    """The catalog's own entry, but with the stand-in as its file, to be had from this computer."""
    body = stand_in()
    (entry,) = (
        entry
        for entry in json.loads((catalog.FOLDER / "catalog.json").read_text())["models"]
        if entry["name"] == NAME
    )
    file = weight_file(body, entry["files"][0]["name"], serve(whole, body=body).url)
    entry["files"] = [{"name": file.name, "size": file.size, "sha256": file.sha256,
                       "mirrors": file.mirrors}]  # fmt: skip
    (tmp_path / "catalog.json").write_text(json.dumps({"models": [entry]}))
    return Registry(catalog.read(tmp_path / "catalog.json"), tmp_path)


@pytest.mark.process
def test_it_is_installed_loaded_and_renders(registry):
    assert registry.ready() == []
    registry.install(NAME, tell_nobody)
    assert [model.name for model in registry.ready()] == [NAME]
    gray = noise(60, 90, 1).repeat(3, 2)
    photo = read(encoded(gray, "PNG"), "noise.png")
    coloured = render(photo, Recipe(model=NAME), registry).rgb
    before, after = rgb_to_lab(gray), rgb_to_lab(coloured)
    assert np.abs(after[..., 0] - before[..., 0]).mean() < 0.5
    assert after[..., 1].mean() > 5  # towards red and blue, as the stand-in says
    assert after[..., 2].mean() < -5


@pytest.mark.process
def test_what_lies_outside_of_srgb_is_brought_to_its_edge_and_keeps_its_hue(registry):
    registry.install(NAME, tell_nobody)
    net = registry.colorizer(NAME)
    lightness = np.linspace(5, 95, 512, dtype=np.float32)[None].repeat(512, 0)
    ab = net.color(lightness).expected
    lab = np.dstack([lightness, ab]).reshape(-1, 3)
    assert into_gamut(lab) == pytest.approx(lab, abs=1e-2)
    hue = np.arctan2(ab[..., 1], ab[..., 0])[:, 20:-20]
    assert hue == pytest.approx(np.arctan2(*GAIN[::-1]), abs=0.01)


def test_the_entry_says_what_is_published():
    model = catalog.find(NAME)
    assert (model.automatic, model.hints) == (True, False)
    assert model.files[0].size == 135_444_402
    assert model.files[0].sha256.startswith("2653da00")
