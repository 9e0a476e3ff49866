"""A trained segmenter as a SavedModel with the interface of HRNet on TensorFlow Hub."""

from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

from studio.models.caffe import STRIDE

FILES = ("saved_model.pb", "variables/variables.index", "variables/variables.data-00000-of-00001")


def export(net: keras.Model, folder: Path) -> tuple[Path, ...]:
    """Write `net` into `folder`, its weights as float16.

    What is saved has `predict(images)`: float32 (B, H, W, 3), RGB in [0, 1], any H and W, to
    float32 (B, H, W, C + 1), probabilities after a background that is always 0; and
    `get_features(images)`, float32 (B, H / 4, W / 4, 64), rounded up to multiples of 8.

    Parameters
    ----------
    net : keras.Model
        As `nets.segmenter` builds it.
    folder : Path

    Returns
    -------
    tuple of Path
        The files written.
    """
    both = keras.Model(net.inputs, [net.get_layer("decoder4").output, net.output])
    halves = [tf.Variable(np.float16(v.numpy()), trainable=False) for v in both.variables]

    def run(images: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        weights = [tf.cast(half, tf.float32) for half in halves]
        (features, logits), _ = both.stateless_call(weights, [], _padded(images))
        return features, logits

    images = tf.TensorSpec((None, None, None, 3), tf.float32)
    module = tf.Module()
    module.halves = halves
    module.get_features = tf.function(lambda images: run(images)[0], [images])
    module.predict = tf.function(lambda images: _scores(images, run(images)[1]), [images])
    tf.saved_model.save(module, folder)
    (folder / "fingerprint.pb").unlink(missing_ok=True)  # of no use to a loader, and never equal
    return tuple(folder / name for name in FILES)


def _padded(images: tf.Tensor) -> tf.Tensor:
    """Repeat the last row and column up to multiples of the net's stride."""
    for axis in (1, 2):
        side = tf.shape(images)[axis]
        images = tf.gather(images, tf.minimum(tf.range(side + -side % STRIDE), side - 1), axis=axis)
    return images


def _scores(images: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
    """Enlarge logits at half size, and put a background that nothing belongs to before them."""
    height, width = tf.shape(images)[1], tf.shape(images)[2]
    large = tf.image.resize(logits, 2 * tf.shape(logits)[1:3])[:, :height, :width]
    scores = tf.nn.softmax(large)
    return tf.concat([tf.zeros_like(scores[..., :1]), scores], -1)
