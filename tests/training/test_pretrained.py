"""Weights to start from: read without the frameworks that wrote them, and set without loss."""

import io
import os
import pickle
from pathlib import Path

import cv2
import keras
import numpy as np
import pytest
from skimage import data

from studio.errors import DataError
from studio.training.nets.compact import compact
from studio.training.nets.segmenter import segmenter
from studio.training.pretrained import efficientnet_lite2, folded, mobilenet_v2, torch_file

TENSORS = Path(__file__).with_name("tensors.pth")  # as torch.save wrote it


def test_tensors_are_read_without_pytorch():
    """A kernel with its channels last, a part of a larger storage, and a number."""
    tensors = torch_file.read(TENSORS)
    assert np.array_equal(tensors["kernel"], np.arange(36).reshape(2, 2, 3, 3))
    assert np.array_equal(tensors["bias"], [1.5, 2, 2.5, 3])
    assert tensors["steps"] == 7


class Harm:
    def __reduce__(self):
        return os.mkdir, ("harm",)


def test_file_that_wants_more_than_tensors_is_not_obeyed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = io.BytesIO()
    for part in (0, 0, {}, Harm(), []):
        pickle.dump(part, file, protocol=2)
    (tmp_path / "bad.pth").write_bytes(file.getvalue())
    with pytest.raises(pickle.UnpicklingError, match="mkdir"):
        torch_file.read(tmp_path / "bad.pth")
    assert [path.name for path in tmp_path.iterdir()] == ["bad.pth"]


def test_other_file_than_the_encoder_s_is_refused():
    with pytest.raises(DataError, match=r"efficientnet-lite2-9656183e\.pth"):
        efficientnet_lite2.read(TENSORS)


@pytest.fixture(scope="module")
def net():
    keras.utils.set_random_seed(0)
    return compact()


def torch_tensors(net):
    """Random tensors by the names and in the shapes that the package's file has."""
    random, saved = np.random.default_rng(0), {}
    for layer, convolution, norm in efficientnet_lite2._layers():
        kernel = net.get_layer("encoder").get_layer(layer).kernel
        axes = (2, 3, 0, 1) if "depthwise" in layer else (3, 2, 0, 1)
        shape = [kernel.shape[axis] for axis in axes]
        shape[1] = 3 if layer == "stem" else shape[1]  # it saw RGB
        saved[f"{convolution}.weight"] = random.normal(size=shape).astype(np.float32)
        for part in ("weight", "bias", "running_mean", "running_var"):
            saved[f"{norm}.{part}"] = random.uniform(0.5, 1.5, shape[0]).astype(np.float32)
    return saved


def test_every_layer_of_the_encoder_gets_its_weights(net):
    weights = efficientnet_lite2.fold(torch_tensors(net))
    layers = {layer.name for layer in net.get_layer("encoder").layers if layer.weights}
    assert {name.split("/")[0] for name in weights} == layers
    folded.load(net, weights)


def test_folded_layer_answers_as_its_convolution_and_norm(net):
    saved = torch_tensors(net)
    folded.load(net, efficientnet_lite2.fold(saved))
    x = np.random.default_rng(1).normal(size=(1, 4, 4, 16)).astype(np.float32)
    mixed = x @ saved["_blocks.1._expand_conv.weight"][..., 0, 0].T
    weight, bias, mean, variance = (
        saved[f"_blocks.1._bn0.{part}"]
        for part in ("weight", "bias", "running_mean", "running_var")
    )
    expected = (mixed - mean) / np.sqrt(variance + 1e-3) * weight + bias
    layer = net.get_layer("encoder").get_layer("encoder_1_0_expand")
    assert np.abs(keras.ops.convert_to_numpy(layer(x)) - expected).max() < 1e-4


def test_stem_sees_lightness_as_it_saw_gray(net):
    saved = torch_tensors(net)
    folded.load(net, efficientnet_lite2.fold(saved))
    gray = np.random.default_rng(1).uniform(-1, 1, (3, 3, 1)).astype(np.float32)
    gain = saved["_bn0.weight"] / np.sqrt(saved["_bn0.running_var"] + 1e-3)
    seen = (saved["_conv_stem.weight"] * gray[..., 0]).sum((1, 2, 3))
    expected = (seen - saved["_bn0.running_mean"]) * gain + saved["_bn0.bias"]
    padded = np.zeros((1, 64, 64, 1), np.float32)
    padded[0, 31:34, 31:34] = 50 * gray  # what the stem's spot (16, 16) sees, as L* - 50
    encoder = net.get_layer("encoder")
    stem = keras.Model(encoder.inputs, encoder.get_layer("stem").output)
    ours = keras.ops.convert_to_numpy(stem(keras.ops.convert_to_tensor(padded)))[0, 16, 16]
    assert np.abs(ours - expected).max() < 1e-4


def published(net):
    """Random weights for all layers, by the names and in the shapes that they are published in."""
    random, weights = np.random.default_rng(2), {}
    for part in ("encoder", "decoder"):
        for layer in net.get_layer(part).layers:
            if layer.weights and not layer.name.endswith("_norm"):
                shape = layer.kernel.shape
                spread = np.prod(shape[:-1]) ** -0.5
                weights[f"{layer.name}/kernel"] = random.normal(0, spread, shape)
                count = shape[2] if "depthwise" in layer.name else shape[3]
                weights[f"{layer.name}/bias"] = random.normal(0, 0.1, count)
    return weights


def batch():
    random = np.random.default_rng(3)
    lightness, hint = (random.normal(0, 20, (4, 64, 64, n)).astype(np.float32) for n in (1, 3))
    return {"data_l": lightness, "data_hint": hint / 110}


def said(net, **mode):
    tensors = {name: keras.ops.convert_to_tensor(blob) for name, blob in batch().items()}
    return [keras.ops.convert_to_numpy(x) for x in net(tensors, **mode).values()]


def test_weights_of_another_net_are_refused(net):
    with pytest.raises(DataError, match="weights of arr_0"):
        folded.load(net, {"arr_0": np.zeros(3)})


def test_settled_norms_say_what_they_said_and_training_goes_on_from_there(net):
    folded.load(net, published(net))
    before = said(net, training=False)
    folded.settle(net, batch())
    for mode in (False, True):
        for first, second in zip(before, said(net, training=mode), strict=True):
            assert np.abs(first - second).max() < 2e-3 * np.abs(first).max()


def test_weights_that_ship_answer_as_where_they_were_trained(net, shared):
    with np.load(shared / "models/colorizer/weights.npz") as weights:
        folded.load(net, weights)
    reference = np.load(shared / "models/colorizer/reference.npz")
    tensors = {n: reference[n].transpose(0, 2, 3, 1) for n in ("data_l", "data_hint")}
    for name, ours in net(tensors, training=False).items():
        expected = reference[name].transpose(0, 2, 3, 1)
        assert np.abs(keras.ops.convert_to_numpy(ours) - expected).max() < 1e-3


def test_mobilenet_is_read_right(shared):
    """Its stem on a patch of a picture: the reading of kernels, scales and order."""
    net = segmenter("people", 2)
    path = shared / "models/mobilenetv2-imagenet/tf2_mobilenet_v2_1.0_224_ptq.tflite"
    mobilenet_v2.load(net, path)
    kernel, bias = next(mobilenet_v2._convolutions(path))
    rgb = cv2.resize(data.coffee(), (64, 64)).astype(np.float32) / 255
    stem = keras.Model(net.input, net.get_layer("stem").output)
    ours = keras.ops.convert_to_numpy(stem(rgb[None]))[0, 10, 15]
    patch = (2 * rgb - 1)[19:22, 29:32, :, None]
    assert np.abs((patch * kernel).sum((0, 1, 2)) + bias - ours).max() < 1e-4
