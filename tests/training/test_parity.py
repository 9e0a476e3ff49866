"""The compact net, its losses and its optimizer against the recipe that made what ships.

The recipe is in PyTorch. `recipe.npz` holds what it says of the weights and the batch made here:
every fourth row and column of both outputs, the losses, and the loss of four steps of training.
Both sides reckon in float64, because each of Adam's steps enlarges what is rounded off.
"""

from pathlib import Path

import keras
import numpy as np
import pytest

from studio.training.data import average
from studio.training.loss import huber, surprise
from studio.training.plans import COMPACT

RECIPE = np.load(Path(__file__).with_name("recipe.npz"))


def set_weights(layer):
    """Draw from the layer's name: norms that scale and shift, kernels that keep magnitudes."""
    random = np.random.default_rng(list(layer.name.encode()))
    if isinstance(layer, keras.layers.BatchNormalization):
        layer.gamma.assign(random.uniform(0.5, 1.5, layer.gamma.shape))
        layer.beta.assign(random.normal(0, 0.2, layer.beta.shape))
        return
    shape = layer.kernel.shape
    seen = shape[0] * shape[1] * (1 if "depthwise" in layer.name else shape[2])
    layer.kernel.assign(random.normal(0, seen**-0.5, shape))
    if layer.use_bias:
        layer.bias.assign(random.normal(0, 0.1, layer.bias.shape))


@pytest.fixture(autouse=True)
def double_precision():
    policy = keras.config.dtype_policy()
    keras.config.set_floatx("float64")
    keras.config.set_dtype_policy("float64")
    yield
    keras.config.set_floatx("float32")
    keras.config.set_dtype_policy(policy)


@pytest.fixture(scope="module")
def batch():
    random = np.random.default_rng(0)
    ab = random.normal(0, 20, (3, 64, 64, 2)).astype(np.float32).astype(np.float64)
    hint = np.zeros((3, 64, 64, 3), np.float32)
    hint[0, 10:16, 20:26] = (0.4, -0.2, 1)
    hint[2, 30:33, 40:43] = (-0.3, 0.5, 1)
    lightness = random.normal(0, 20, (3, 64, 64, 1)).astype(np.float32)
    truth = {name: average(ab, stride) for name, stride in COMPACT.strides.items()}
    return {"data_l": lightness, "data_hint": hint}, truth


@pytest.fixture
def net():
    net = COMPACT.build()
    for part in COMPACT.parts:
        for layer in net.get_layer(part).layers:
            if layer.weights:
                set_weights(layer)
    losses = {"logits": surprise(RECIPE["weight"]), "regression": huber}
    net.compile(COMPACT.optimizer(), loss=losses, loss_weights=dict(COMPACT.weights))
    net.optimizer.learning_rate = COMPACT.rate
    return net


def test_outputs_and_losses_are_the_recipe_s(net, batch):
    inputs, truth = batch
    said = {k: keras.ops.convert_to_numpy(v) for k, v in net(inputs, training=True).items()}
    for name in ("logits", "regression"):
        expected = RECIPE[name]
        assert np.abs(said[name][:, ::4, ::4] - expected).max() < 1e-5 * np.abs(expected).max()
    losses = (surprise(RECIPE["weight"]), huber)
    ours = [float(np.mean(f(truth[k], said[k]))) for f, k in zip(losses, said, strict=True)]
    assert ours == pytest.approx([float(RECIPE[k]) for k in ("surprise", "huber")], rel=1e-6)


def test_steps_of_training_are_the_recipe_s(net, batch):
    steps = [net.train_on_batch(*batch, return_dict=True) for _ in RECIPE["losses"]]
    assert [step["loss"] for step in steps] == pytest.approx(RECIPE["losses"], rel=3e-4)
