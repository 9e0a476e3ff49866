"""Caffe files against OpenCV, which reads them, and against Keras, whose nets they hold."""

import cv2
import keras
import numpy as np
import pytest

from studio.training.caffe_files import Layer, export, write
from studio.training.plans import COMPACT, ENCODER_DECODER

PROTOTXT = """input: "x" input_shape { dim: 1 dim: 2 dim: 5 dim: 4 }
layer { name: "mix" type: "Convolution" bottom: "x" top: "mix"
  convolution_param { num_output: 3 kernel_size: 1 } }"""


def test_opencv_reads_back_the_weights(tmp_path):
    random = np.random.default_rng(0)
    kernel, bias, x = (random.normal(size=s) for s in ((3, 2, 1, 1), (3,), (1, 2, 5, 4)))
    (tmp_path / "net.prototxt").write_text(PROTOTXT)
    write(tmp_path / "net.caffemodel", [Layer("mix", "Convolution", (kernel, bias))])
    net = cv2.dnn.readNetFromCaffe(str(tmp_path / "net.prototxt"), str(tmp_path / "net.caffemodel"))
    net.setInput(x.astype(np.float32))
    expected = np.einsum("oi,nihw->nohw", kernel[..., 0, 0], x) + bias[:, None, None]
    assert np.abs(net.forward() - expected).max() < 1e-5


def disturb(net):
    """Move every weight: heads start at zero and norms at one, which would agree too easily."""
    random = np.random.default_rng(0)
    for weights in net.weights:
        weights.assign(weights.numpy() + random.uniform(0, 0.02, weights.shape))


PARTS = [(COMPACT, "encoder"), (COMPACT, "decoder"), (ENCODER_DECODER, None)]


@pytest.mark.parametrize(("plan", "part"), PARTS, ids=["encoder", "decoder", "baseline"])
def test_exported_net_answers_as_the_trained_one(plan, part, tmp_path):
    whole = plan.build()
    net = whole.get_layer(part) if part else whole
    disturb(net)
    random = np.random.default_rng(0)
    shapes = {t.name: (1, plan.sides[t.name], plan.sides[t.name], t.shape[-1]) for t in net.inputs}
    inputs = {name: random.normal(0, 1, shape).astype(np.float32) for name, shape in shapes.items()}
    given = keras.tree.map_structure(
        lambda t: keras.ops.convert_to_tensor(inputs[t.name]), net.input
    )
    trained = keras.tree.flatten(net(given, training=False))
    prototxt, weights = export(net, tmp_path, plan.sides)
    exported = cv2.dnn.readNetFromCaffe(str(prototxt), str(weights))
    for name, blob in inputs.items():
        exported.setInput(blob.transpose(0, 3, 1, 2), name)
    names = [t._keras_history.operation.name for t in keras.tree.flatten(net.outputs)]
    for blob, tensor in zip(exported.forward(names), trained, strict=True):
        expected = keras.ops.convert_to_numpy(tensor).transpose(0, 3, 1, 2)
        assert np.abs(blob - expected).max() < 0.02 * np.abs(expected).max()
    assert [p.suffix for p in sorted(tmp_path.iterdir())] == [".caffemodel", ".prototxt"]


def test_layer_without_a_caffe_twin_is_refused(tmp_path):
    x = keras.Input((None, None, 1), name="data_l")
    net = keras.Model(x, keras.layers.LayerNormalization()(x), name="odd")
    with pytest.raises(TypeError, match="no Caffe layer"):
        export(net, tmp_path, {"data_l": 32})
