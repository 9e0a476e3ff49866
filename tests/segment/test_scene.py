"""What photos are of, told on those that the rule was not made with."""

import cv2
import pytest

from studio.color.lab import turn_gray
from studio.color.sizes import shrink
from studio.models.registry import Registry
from studio.photo.photo import open_file
from studio.segment.scene import recognize

SIDE = 640


@pytest.fixture(scope="module")
def told():
    """Tell what a photo is of."""
    registry = Registry()
    nets = [registry.segmenter(name) for name in ("camvid-compact", "people-compact")]

    def tell(path):
        gray = turn_gray(shrink(open_file(path).rgb, SIDE))
        return recognize(*(net.probabilities(gray) for net in nets))

    return tell


def share(told, paths, *right):
    return sum(told(path) in right for path in paths) / len(paths)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("folder", "right"),
    [
        ("data/camvid/val", ("street",)),
        ("data/people/images", ("people",)),
        ("data/photos/val", ("people", "other")),
    ],
)
def test_nearly_every_photo_is_told_rightly(told, shared, folder, right):
    paths = sorted((shared / folder).iterdir())[::3]  # all: 101 of 101, 229 of 240, 97 of 98
    assert share(told, paths, *right) >= 0.95


@pytest.mark.slow
def test_a_street_upside_down_is_none(told, shared, tmp_path):
    path = min((shared / "data/camvid/val").iterdir())
    turned = tmp_path / "turned.png"
    cv2.imwrite(str(turned), cv2.imread(str(path))[::-1])
    assert told(path) == "street"
    assert told(turned) != "street"
