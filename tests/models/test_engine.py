"""Nets of every kind of layer, run by the engine and, where it reads Caffe's files, by OpenCV."""

import random
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import pytest

from studio.errors import CorruptWeightsError
from studio.models.engine import Engine, load_caffe
from studio.training.caffe_writer import Layer, write

HEAD = 'input: "x" input_shape { dim: 1 dim: 4 dim: 12 dim: 10 }\n'
CHANCE = np.random.default_rng(0)


def layer(kind, parameters="", bottoms=("x",), name="y", top=None):
    wires = " ".join(f'bottom: "{bottom}"' for bottom in bottoms)
    return f'layer {{ name: "{name}" type: "{kind}" {wires} top: "{top or name}" {parameters} }}\n'


def numbers(*shape):
    return CHANCE.normal(0, 1, shape).astype(np.float32)


def convolution(parameters, *shape, kind="Convolution"):
    text = layer(kind, f"convolution_param {{ {parameters} }}")
    outputs = shape[1] if kind == "Deconvolution" and "group" not in parameters else shape[0]
    return text, [Layer("y", kind, (numbers(*shape), numbers(outputs)))]


NETS = {
    "convolution": convolution("num_output: 6 kernel_size: 3 pad: 1 stride: 2", 6, 4, 3, 3),
    "dilated": convolution("num_output: 6 kernel_size: 3 pad: 2 dilation: 2", 6, 4, 3, 3),
    "depthwise": convolution("num_output: 4 kernel_size: 5 pad: 2 group: 4", 4, 1, 5, 5),
    "deconvolution": convolution(
        "num_output: 3 kernel_size: 4 pad: 1 stride: 2", 4, 3, 4, 4, kind="Deconvolution"
    ),
    "doubling": convolution(
        "num_output: 4 kernel_size: 2 stride: 2 group: 4", 4, 1, 2, 2, kind="Deconvolution"
    ),
    "relu": (layer("ReLU"), []),
    "relu6": (layer("Power", "power_param { scale: 5 }", name="z") + layer("ReLU6", "", ["z"]), []),
    "in place": (
        layer("Power", "power_param { scale: 2.5 }", name="z")
        + layer("TanH", "", ["z"], "squashed", "z")
        + layer("Eltwise", "eltwise_param { operation: SUM }", ["z", "x"]),
        [],
    ),
    "softmax": (layer("Softmax"), []),
    "norm": (
        layer("BatchNorm", "batch_norm_param{ }"),
        [Layer("y", "BatchNorm", (numbers(4), 1 + numbers(4) ** 2, np.array([3.0])))],
    ),
}


@pytest.fixture
def files(tmp_path):
    """Write a net's two files."""

    def make(text, weights, dtype=np.float32):
        prototxt, caffemodel = tmp_path / "net.prototxt", tmp_path / "net.caffemodel"
        prototxt.write_text(HEAD + text)
        write(caffemodel, weights or [Layer("none", "None", (np.zeros(1),))], dtype)
        return prototxt, caffemodel

    return make


@pytest.mark.skipif(not hasattr(cv2.dnn, "readNetFromCaffe"), reason="OpenCV 5 reads no Caffe")
@pytest.mark.parametrize("dtype", [np.float32, np.float16])
@pytest.mark.parametrize("name", NETS)
def test_every_kind_of_layer_does_what_it_does_in_opencv(files, name, dtype):
    paths, x = files(*NETS[name], dtype), numbers(1, 4, 12, 10)
    reference = cv2.dnn.readNetFromCaffe(*map(str, paths))
    reference.setInput(x, "x")
    expected = reference.forward("y")
    (found,) = load_caffe(*paths, ["y"]).run({"x": x}, ["y"])
    assert found.shape == expected.shape
    assert np.abs(found - expected).max() < 1e-5 * np.ptp(expected)


def test_a_filler_scales_what_has_no_weights(files):
    filler = "scale_param { bias_term: false filler { type: 'constant' value: 2.606 } }"
    x = numbers(1, 4, 5, 5)
    (found,) = load_caffe(*files(layer("Scale", filler), []), ["y"]).run({"x": x}, ["y"])
    assert np.abs(found - 2.606 * x).max() < 1e-5


def test_a_net_takes_any_size(files):
    engine = load_caffe(*files(*NETS["convolution"]), ["y"])
    for height, width in ((8, 8), (64, 32), (7, 5)):
        (found,) = engine.run({"x": numbers(1, 4, height, width)}, ["y"])
        assert found.shape == (1, 6, -(-height // 2), -(-width // 2))


def test_threads_with_other_sizes_get_what_one_thread_gets(files):
    engine = load_caffe(*files(*NETS["dilated"]), ["y"])
    given = [numbers(1, 4, side, side) for side in (16, 24, 32, 40)]
    expected = [engine.run({"x": x}, ["y"])[0] for x in given]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda x: engine.run({"x": x}, ["y"])[0], given * 50))
    assert all(np.array_equal(a, b) for a, b in zip(found, expected * 50, strict=True))


def test_tails_that_nobody_asks_for_need_no_weights(files):
    tail = layer("Convolution", "convolution_param { num_output: 2 kernel_size: 1 }", ["y"], "tail")
    engine = load_caffe(*files(layer("ReLU") + tail, []), ["y"])
    assert engine.run({"x": -(numbers(1, 4, 5, 5) ** 2)}, ["y"])[0].max() == 0


def test_a_layer_that_is_not_known_is_named(files):
    with pytest.raises(CorruptWeightsError, match="'y' of the kind 'LSTM'"):
        load_caffe(*files(layer("LSTM"), []), ["y"])


def test_an_output_that_is_not_there_is_named(files):
    with pytest.raises(CorruptWeightsError, match="without colours"):
        load_caffe(*files(layer("ReLU"), []), ["colours"])


@pytest.mark.parametrize(
    "text",
    [
        "not a network",
        "layer {",
        "}",
        "layer { name: }",
        "{" * 100_000,
        "layer { a { " * 1000,
        "\0",
    ],
)
def test_text_that_is_no_network_is_refused(files, text):
    with pytest.raises(CorruptWeightsError, match=r"net\.prototxt"):
        load_caffe(*files(text, []), ["y"])


def test_weights_of_another_shape_are_refused(files):
    text, _ = NETS["convolution"]
    paths = files(text, [Layer("y", "Convolution", (numbers(6, 5, 3, 3),))])
    with pytest.raises(CorruptWeightsError, match="ONNX Runtime"):
        load_caffe(*paths, ["y"]).run({"x": numbers(1, 4, 6, 6)}, ["y"])


@pytest.mark.parametrize(
    "content", [b"", b"x" * 137, b"\xff" * 50, b"\xa2\x06\xff\xff\xff\xff\x0f"]
)
def test_what_is_no_caffemodel_is_refused(files, content):
    prototxt, caffemodel = files(*NETS["convolution"])
    caffemodel.write_bytes(content)
    with pytest.raises(CorruptWeightsError, match=r"net\.caffemodel|ONNX Runtime"):
        load_caffe(prototxt, caffemodel, ["y"])


@pytest.mark.parametrize("seed", range(3))
def test_a_mutated_caffemodel_loads_or_is_refused(files, seed):
    prototxt, caffemodel = files(*NETS["convolution"])
    whole, chance = caffemodel.read_bytes(), random.Random(seed)
    refused = 0
    for _ in range(60):
        data = bytearray(whole[: chance.randrange(len(whole))] if chance.random() < 0.3 else whole)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(min(len(data), 60) or 1) : 1] = bytes([chance.randrange(256)])
        caffemodel.write_bytes(data)
        try:
            load_caffe(prototxt, caffemodel, ["y"]).run({"x": numbers(1, 4, 6, 6)}, ["y"])
        except CorruptWeightsError:
            refused += 1
    assert refused > 10


def test_an_onnx_file_runs_as_well(files, tmp_path):
    from onnx import helper, save

    ends = [helper.make_tensor_value_info(name, 1, [1, 1, None, None]) for name in "xy"]
    graph = helper.make_graph([helper.make_node("Neg", ["x"], ["y"])], "g", ends[:1], ends[1:])
    opset = [helper.make_opsetid("", 17)]
    save(helper.make_model(graph, opset_imports=opset, ir_version=9), tmp_path / "net.onnx")
    engine = Engine(tmp_path / "net.onnx", tmp_path)
    assert engine.run({"x": np.ones((1, 1, 2, 2), np.float32)}, ["y"])[0].max() == -1


def test_what_is_no_onnx_file_is_refused(tmp_path):
    (tmp_path / "net.onnx").write_bytes(b"<html>")
    with pytest.raises(CorruptWeightsError, match="ONNX Runtime"):
        Engine(tmp_path / "net.onnx", tmp_path)
