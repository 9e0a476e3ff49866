import numpy as np
import pytest

from studio.color.sizes import resize_picture
from studio.segment.guided import RADIUS, upsample


def step(height, width, edge):
    """A photo dark to the left of `edge` and bright to the right, faintly grained."""
    grain = np.random.default_rng(0).integers(0, 10, (height, width, 1), np.uint8)
    return (
        np.repeat(grain, 3, 2) + np.uint8(40) + np.uint8(150) * (np.arange(width) >= edge)[:, None]
    )


def test_border_is_drawn_to_the_edge_of_the_photo():
    rgb = step(160, 240, 123)
    coarse = np.zeros((20, 30), np.float32)
    coarse[:, 15:] = 1  # 120 at the photo's size
    mask = upsample(coarse, rgb)
    assert (mask == (np.arange(240) >= 123)).mean() > 0.995


def test_far_from_the_border_nothing_changes():
    rgb = np.random.default_rng(0).integers(0, 256, (160, 240, 3), np.uint8)
    coarse = np.zeros((40, 60), np.float32)
    coarse[:, 30:] = 1
    mask = upsample(coarse, rgb)
    reach = 4 * (2 * RADIUS + 1)
    assert not mask[:, : 120 - reach].any()
    assert mask[:, 120 + reach :].all()


@pytest.mark.parametrize("shape", [(1, 1), (1, 2000), (2000, 1)])
def test_any_shape_is_upsampled(shape):
    rgb = np.full((*shape, 3), 90, np.uint8)
    small = resize_picture(rgb, max(shape[0] // 20, 1), max(shape[1] // 20, 1))
    assert upsample(np.ones(small.shape[:2], np.float32), rgb).all()
