import numpy as np
import pytest

pytestmark = pytest.mark.tensorflow


@pytest.fixture(scope="module")
def net():
    from hrnet import build

    return build(20)


def test_generated_topology_has_the_published_number_of_parameters(net):
    """Wang et al. 2019, table 3: HRNetV2-W48 for the 19 classes of Cityscapes, 65.9 M."""
    count = sum(weight.numpy().size for weight in net.trainable_weights)
    assert count == pytest.approx(65.9e6, rel=0.002)


def test_generated_topology_has_720_features_at_a_quarter(net):
    """As 360 rows are at 1/16 and 1/32, these 72 are no whole number there."""
    features, scores = net(np.zeros((1, 72, 96, 3), np.float32))
    assert features.shape == (1, 18, 24, 720)
    assert scores.shape == (1, 18, 24, 20)
