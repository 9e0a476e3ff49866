"""Caffe files against the engine that runs them, and against Keras, whose nets they hold."""

import keras
import numpy as np
import pytest

from studio.models.engine import load_caffe
from studio.training.caffe_writer import export
from studio.training.plans import COMPACT, ENCODER_DECODER


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
    names = [t._keras_history.operation.name for t in keras.tree.flatten(net.outputs)]
    blobs = {name: blob.transpose(0, 3, 1, 2) for name, blob in inputs.items()}
    exported = load_caffe(prototxt, weights, names).run(blobs, names)
    for blob, tensor in zip(exported, trained, strict=True):
        expected = keras.ops.convert_to_numpy(tensor).transpose(0, 3, 1, 2)
        assert np.abs(blob - expected).max() < 0.02 * np.abs(expected).max()
    assert [p.suffix for p in sorted(tmp_path.iterdir())] == [".caffemodel", ".prototxt"]


def test_layer_without_a_caffe_twin_is_refused(tmp_path):
    x = keras.Input((None, None, 1), name="data_l")
    net = keras.Model(x, keras.layers.LayerNormalization()(x), name="odd")
    with pytest.raises(TypeError, match="no Caffe layer"):
        export(net, tmp_path, {"data_l": 32})
