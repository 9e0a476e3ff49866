import numpy as np
import pytest
import skimage

from studio.color import names, vocabulary
from studio.color.lab import rgb_to_lab
from studio.color.srgb import hex_to_rgb

WRONG = 12  # CIEDE2000 from a colour's name to it, beyond which people would not call it so


def to_lab(*colors):
    return rgb_to_lab(hex_to_rgb(*colors))[0]


def distances(colors, called):
    asked = to_lab(*(names.NAMES[name] for name in called))
    return skimage.color.deltaE_ciede2000(to_lab(*colors), asked)


@pytest.fixture(scope="module")
def colors():
    rng = np.random.default_rng(0)
    return ["#{:02x}{:02x}{:02x}".format(*rgb) for rgb in rng.integers(0, 256, (300, 3))]


def test_a_name_is_true_or_is_not_given(colors):
    called = [(color, name) for color in colors if (name := names.name(color))]
    assert len(called) > 0.9 * len(colors)
    assert distances(*zip(*called, strict=True)).max() < WRONG


def test_names_beside_one_another_are_true_and_differ_while_there_are_others(colors):
    groups = np.array(colors).reshape(-1, 6)
    for group in groups:
        called = names.names(group)
        given = [(color, name) for color, name in zip(group, called, strict=True) if name]
        assert distances(*zip(*given, strict=True)).max() < WRONG
    assert set(names.names(["#be912b", "#be912c"])) == {"gold", "mustard"}


def test_a_colour_for_which_there_is_no_other_name_shares_one():
    assert names.names(["#3669b5", "#3669b6"]) == ["blue", "blue"]


def test_a_colour_that_looks_like_none_has_no_name():
    assert names.name("#00002f") == ""
    assert names.names(["#00002f", "#808080"]) == ["", "gray"]


@pytest.mark.parametrize("known", names.NAMES)
def test_each_name_is_that_of_its_own_colour(known):
    assert names.name(names.NAMES[known]) == known


def test_the_palettes_have_names_that_are_known():
    assert {*vocabulary.PLAIN, *names.SKIN} <= set(vocabulary.NAMES)
