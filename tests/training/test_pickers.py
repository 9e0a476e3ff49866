"""Training of the picker: what goes in, what is learned from it, and what comes out."""

import json

import keras
import numpy as np
import pytest
import things as packs

from studio.color.arrays import Float
from studio.evaluate.labelled import open_pack
from studio.models import catalog
from studio.models.caffe import TAPS
from studio.models.picker import SEEN, Look, PickCompact, Pointing, draw_maps
from studio.training import onnx_writer, pickers
from studio.training.loss import picking_loss
from studio.training.nets import picker
from studio.training.pickers import Phase, Run
from studio.training.simulated_user import SimulatedUser
from studio.training.things import Asked, Crops

CLICKS = np.array([[0.4, 0.3, 1], [0.8, 0.9, -1]], np.float32)
NO_CLICKS = np.zeros((1, 2, 3), np.float32)
POINTING = Pointing(CLICKS, (0.1, 0.2, 0.7, 0.8))


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    return open_pack(packs.write(tmp_path_factory.mktemp("things"), 4))


@pytest.fixture(scope="module")
def net():
    """A net as it is after some training: norms that scale and shift, scores that differ."""
    keras.utils.set_random_seed(0)
    net, random = picker.picker(), np.random.default_rng(0)
    for name in ("neck", "head"):
        for layer in net.get_layer(name).layers:
            if isinstance(layer, keras.layers.BatchNormalization):
                shapes = [w.shape for w in layer.get_weights()]
                layer.set_weights([random.uniform(0.5, 1.5, shape) for shape in shapes])
    choice = net.get_layer("head").get_layer("choice")
    choice.set_weights([random.normal(0, 0.1, w.shape) for w in choice.get_weights()])
    return net


def seen(height: int, width: int) -> dict[str, Float]:
    random = np.random.default_rng(0)
    taps = {
        name: random.normal(0, spread, (1, height >> n, width >> n, channels))
        for n, (name, channels, spread) in enumerate(
            zip(TAPS, picker.WIDTHS, picker.SPREADS, strict=True), 1
        )
    }
    taps["data_l"] = random.normal(0, 20, (1, height, width, 1))
    return {name: tap.astype(np.float32) for name, tap in taps.items()}


def channels_first(blob: Float) -> Float:
    return np.ascontiguousarray(np.asarray(blob).transpose(0, 3, 1, 2))


@pytest.mark.parametrize(("height", "width"), [(128, 128), (64, 160)])
def test_what_ships_answers_as_the_net_that_was_trained(net, tmp_path, height, width):
    files = [onnx_writer.export(net.get_layer(name), tmp_path) for name in ("neck", "head")]
    shipped = PickCompact(*files)
    inputs = seen(height, width)
    before = np.random.default_rng(1).random((height // 2, width // 2), np.float32)
    maps = draw_maps(POINTING, height // 4, width // 4).transpose(1, 2, 0)[None]
    exact = net({**inputs, "maps": maps, "before": before[None, ..., None]})
    blobs = shipped.neck.run({k: channels_first(v) for k, v in inputs.items()}, SEEN)
    look = Look(dict(zip(SEEN, blobs, strict=True)), height, width)
    picks = shipped.pick(look, POINTING, before)
    masks = keras.ops.sigmoid(exact["masks"]).numpy()[0].transpose(2, 0, 1)
    assert np.abs(picks.masks - masks).max() < 0.02  # float16 weights
    assert np.abs(picks.scores - keras.ops.sigmoid(exact["scores"]).numpy()[0]).max() < 0.02


def test_what_ships_stays_within_its_size(net, tmp_path):
    files = [onnx_writer.export(net.get_layer(name), tmp_path) for name in ("neck", "head")]
    assert sum(path.stat().st_size for path in files) <= 4e6


def test_crops_hold_what_is_asked_for_under_the_click(pack):
    crops = iter(Crops(pack, 96, np.random.default_rng(0)))
    for crop in (next(crops) for _ in range(30)):
        gray = crop.rgb[..., 0].astype(float)
        for asked in crop.asked:
            row, column = asked.click
            mask = asked.masks[..., asked.level]
            assert mask[row // 2, column // 2] > 127
            inside = gray.reshape(mask.shape[0], 2, mask.shape[1], 2).mean((1, 3))
            assert inside[mask > 250].mean() > inside[mask < 5].mean()


def wish(level: int = 1) -> Asked:
    masks = np.zeros((32, 32, 3), np.uint8)
    masks[8:24, 8:24] = 255
    weights = np.array([0, 1, 0], np.float32)
    return Asked(masks=masks, weights=weights, level=level, click=(32, 32))


def user(seed: int) -> SimulatedUser:
    return SimulatedUser(wish(), np.random.default_rng(seed))


def test_a_simulated_user_clicks_where_the_answer_is_wrong():
    nothing, scores = np.zeros((32, 32, 3), np.float32), np.zeros(3)
    someone = next(p for p in map(user, range(99)) if p.box is None)
    while len(someone.clicks) == 1:
        someone.go_on(nothing, np.zeros(3), scores)
    x, y, sign = someone.clicks[1]
    assert sign == 1
    assert someone.truth[int(y * 32), int(x * 32)] == 1


def test_a_box_holds_what_is_meant_more_or_less():
    boxes = [p.box for p in map(user, range(200)) if p.box]
    assert 30 < len(boxes) < 70
    assert np.abs(np.mean(boxes, axis=0) - (0.25, 0.25, 0.75, 0.75)).max() < 0.05


def loss_of(masks: Float, clicks: Float = NO_CLICKS) -> float:
    truth = np.repeat(wish().masks[None] / np.float32(255), 1, axis=0)
    weight, free = np.array([[0, 1, 0]], np.float32), np.array([False])
    loss, _ = picking_loss(masks, np.zeros((1, 3), np.float32), truth, weight, free, clicks)
    return float(loss)


def test_a_right_mask_costs_less_than_a_wrong_one():
    right = (wish().masks[None] / np.float32(255) - np.float32(0.5)) * 20
    assert loss_of(right) < 0.5 * loss_of(-right)


def test_a_click_that_is_not_obeyed_costs():
    outside = np.full((1, 32, 32, 3), -3, np.float32)
    clicks = np.array([[[0.5, 0.5, 1], [0, 0, 0]]], np.float32)
    assert loss_of(outside, clicks) > loss_of(outside, -clicks) + 0.3


def test_where_any_will_do_the_nearest_learns():
    truth = np.repeat(wish().masks[None] / np.float32(255), 1, axis=0)
    right = (truth - np.float32(0.5)) * 20
    masks = np.concatenate([right[..., :1], -right[..., 1:]], -1)
    losses = [
        float(picking_loss(masks, np.zeros((1, 3), np.float32), truth, np.ones((1, 3), np.float32),
                           np.array([free]), np.zeros((1, 1, 3), np.float32))[0])
        for free in (True, False)
    ]  # fmt: skip
    assert losses[0] < 0.5 * losses[1]


def test_run_leaves_curves_a_card_and_an_entry_that_loads(tmp_path_factory, pack):
    folder = tmp_path_factory.mktemp("run")
    held_out = packs.write(tmp_path_factory.mktemp("held_out"), 1)
    run = Run(folder=folder, minutes=0.02, phases=(Phase(1.0, 64, 8),), first_clicks=8)
    pickers.train(pack.path, held_out, run)
    assert (folder / "curves.png").stat().st_size > 1000
    assert "IoU@1" in (folder / "MODEL_CARD.md").read_text(encoding="utf-8")
    entry = json.loads((folder / "catalog.json").read_text())["models"][0]
    assert (entry["name"], entry["task"]) == ("pick-compact", "pick")
    assert list(catalog.read(folder / "catalog.json")) == ["pick-compact"]
