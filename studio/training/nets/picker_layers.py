"""Layers of the picker's own: how like what was clicked a place is, and what is known of masks."""

import keras
from keras import ops

from studio.models.picker import LEVELS

GROUPS = 8  # of the embedding's channels: each says by itself how like two places are
NEAR_IN, NEAR_OUT, BOX_IN, BOX_EDGE = 0, 3, 6, 7  # places among the maps of clicks and box
TOLD = (NEAR_IN, NEAR_OUT, BOX_IN, BOX_EDGE)  # of those, the maps that say most


@keras.saving.register_keras_serializable("picker")
class Folding(keras.layers.Layer):
    """Fold squares of 2 x 2 into channels, row by row: (B, H, W, 1) to (B, H/2, W/2, 4)."""

    def call(self, plane: keras.KerasTensor) -> keras.KerasTensor:
        """Take every second row and column, four times."""
        return ops.concatenate([plane[:, y::2, x::2] for y in (0, 1) for x in (0, 1)], -1)


@keras.saving.register_keras_serializable("picker")
class Likeness(keras.layers.Layer):
    """How like the places asked for, and those not asked for, each place is.

    Asked for is what was clicked, and the middle of a box; not asked for what was clicked outside,
    and what lies around a box. Gives cosines by group of channels (B, h, w, 2 x GROUPS), and the
    mean embedding of what is asked for (B, C).
    """

    def call(self, inputs: list[keras.KerasTensor]) -> tuple[keras.KerasTensor, keras.KerasTensor]:
        """Compare an embedding (B, h, w, C) with its means under the maps (B, 2 h, 2 w, 8)."""
        embedding, maps = inputs
        inside, edge = maps[..., BOX_IN], maps[..., BOX_EDGE]
        area = ops.mean(inside, (1, 2), keepdims=True) + 1e-3
        asked = maps[..., NEAR_IN] + 0.005 * inside * (1 - edge) / area
        refused = maps[..., NEAR_OUT] + 0.1 * edge * (1 - inside)
        weight = ops.average_pool(ops.stack([asked, refused], -1), 2, 2, "same")
        total = ops.sum(weight, (1, 2))[..., None] + 1e-3
        mean = ops.einsum("bhwc,bhws->bsc", embedding, weight) / total
        batch, height, width = ops.shape(embedding)[:3]
        here = _normed(ops.reshape(embedding, (batch, height, width, GROUPS, -1)))
        there = _normed(ops.reshape(mean, (batch, 2, GROUPS, -1)))
        cosines = ops.einsum("bhwgc,bsgc->bhwsg", here, there)
        return ops.reshape(cosines, (batch, height, width, 2 * GROUPS)), mean[:, 0]


@keras.saving.register_keras_serializable("picker")
class Clicked(keras.layers.Layer):
    """The mean of features (B, h, w, C) at the clicks inside, from maps (B, 2 h, 2 w, 8)."""

    def call(self, inputs: list[keras.KerasTensor]) -> keras.KerasTensor:
        """Average by how near a click is."""
        features, maps = inputs
        near = ops.average_pool(maps[..., :1], 2, 2, "same")
        total = ops.sum(near, (1, 2)) + 1e-3
        return ops.einsum("bhwc,bhws->bc", features, near) / total


@keras.saving.register_keras_serializable("picker")
class Facts(keras.layers.Layer):
    """What is known of each mask: what it holds, how large and how sure it is, whether it agrees.

    Gives (B, F), F = 3 x channels + 41. No gradient goes into the masks from here.
    """

    def call(self, inputs: list[keras.KerasTensor]) -> keras.KerasTensor:
        """Gather the facts of masks (B, h, w, 3), as logits, in features (B, h, w, C)."""
        features, coarse, maps = inputs
        masks = ops.stop_gradient(ops.sigmoid(coarse))
        total = ops.sum(masks, (1, 2)) + 1.0
        held = ops.einsum("bhwk,bhwc->bkc", masks, features) / total[..., None]
        area, sure = ops.mean(masks, (1, 2)), ops.sum(masks * masks, (1, 2)) / total
        told = ops.take(maps, TOLD, -1)
        on = ops.einsum("bhwk,bhws->bks", masks, told)
        share = on / (ops.sum(told, (1, 2))[:, None] + 1e-3)
        both = ops.einsum("bhwk,bhwj->bkj", masks, masks)
        overlap = both / (total[:, :, None] + total[:, None] - both)
        facts = [
            ops.reshape(held, (-1, len(LEVELS) * features.shape[-1])),
            *(area, ops.sqrt(area), sure),
            ops.reshape(share, (-1, 12)),
            on[..., 2] / total,
            ops.reshape(overlap, (-1, 9)),
            ops.max(maps, (1, 2)),
        ]
        return ops.concatenate(facts, -1)


def _normed(vectors: keras.KerasTensor) -> keras.KerasTensor:
    """Bring vectors to a length of one; those next to nothing stay short."""
    return vectors / (ops.sqrt(ops.sum(vectors * vectors, -1, keepdims=True) + 1e-8) + 1e-2)
