import tracemalloc

import numpy as np
import pytest
from pictures import disc

from studio.color.lab import compose, hex_to_ab, rgb_to_lab
from studio.color.sizes import mask_to_levels
from studio.photo.mask_files import pack
from studio.recipe.regions import (
    PHOTO,
    Adjust,
    Colorize,
    Drawn,
    Keep,
    RegionEdit,
    Regions,
    Tint,
)
from studio.rendering.recoloring import apply
from studio.segment.masks import feather

BLUE = "#2e86c1"
EVERYWHERE = Drawn(pack(np.ones((1, 1), bool)))


def gray(height=80, width=120, low=0, high=256):
    levels = np.random.default_rng(0).integers(low, high, (height, width, 1), np.uint8)
    return np.repeat(levels, 3, 2)


def colored(photo):
    chroma = np.random.default_rng(1).normal(0, 15, (6, 9, 2)).astype(np.float32)
    return compose(photo, chroma)


def edited(photo, *edits, base=PHOTO, masks=None):
    """Make edits, each in its own mask or else in the disc."""
    masks = [mask_to_levels(mask) for mask in masks or [disc(*photo.shape[:2])] * len(edits)]
    masks = dict(zip(edits, masks, strict=True))
    return apply(photo, colored(photo), Regions(edits, base), masks.__getitem__)


def edit(what, **settings):
    return RegionEdit(where=EVERYWHERE, what=what, **settings)


def hue(ab):
    return np.degrees(np.arctan2(ab[..., 1], ab[..., 0]))


def turned(angle):
    """Bring an angle into [-180, 180)."""
    return (angle + 180) % 360 - 180


DEEDS = [Tint(BLUE), Tint(BLUE, 0), Colorize(), Colorize(0.5, 40), Adjust(1.5, -60), Keep()]
each_deed = pytest.mark.parametrize("what", DEEDS, ids=repr)


@each_deed
@pytest.mark.parametrize("width", [0.0, 0.05])
@pytest.mark.parametrize("base", ["photo", "model"])
def test_no_pixel_outside_the_region_is_changed(what, width, base):
    photo = gray()
    given = photo if base == "photo" else colored(photo)
    result = edited(photo, edit(what, feather=width), base=base)
    assert np.count_nonzero((result != given).any(-1) & ~disc()) == 0


@each_deed
def test_lightness_is_kept_inside(what):
    photo = gray()
    change = rgb_to_lab(edited(photo, edit(what, feather=0.05)))[..., 0] - rgb_to_lab(photo)[..., 0]
    assert np.abs(change[disc()]).mean() < 1
    assert np.percentile(np.abs(change[disc()]), 99) < 3


@pytest.mark.parametrize("color", [BLUE, "#b03a2e", "#2ecc71", "#f1c40f"])
@pytest.mark.parametrize("strength", [0.5, 1.0])
def test_tint_has_the_hue_and_chroma_asked_for(color, strength):
    photo = gray(low=110, high=150)
    ab = rgb_to_lab(edited(photo, edit(Tint(color, strength))))[disc()][:, 1:]
    asked = strength * hex_to_ab(color)
    assert np.abs(turned(hue(ab) - hue(asked))).max() < 2.5
    assert np.abs(turned(hue(ab) - hue(asked))).mean() < 1
    assert np.hypot(*ab.T).max() < np.hypot(*asked) + 1.5


def test_tint_reaches_its_chroma_where_srgb_has_it():
    ab = rgb_to_lab(edited(gray(low=110, high=150), edit(Tint(BLUE))))[disc()][:, 1:]
    assert np.abs(ab - hex_to_ab(BLUE)).mean() < 1


def test_hue_survives_where_the_gamut_ends():
    photo = gray(low=215, high=245)
    ab = rgb_to_lab(edited(photo, edit(Tint(BLUE, 2))))[disc()][:, 1:]
    strong = np.hypot(*ab.T) > 8
    assert strong.mean() > 0.5
    assert np.abs(turned(hue(ab[strong]) - hue(hex_to_ab(BLUE)))).mean() < 2


def test_photo_is_kept_bit_for_bit():
    photo = gray()
    result = edited(photo, edit(Keep()), base="model")
    assert (result[disc()] == photo[disc()]).all()


def test_photo_kept_with_a_soft_border_on_itself_is_itself():
    photo = np.random.default_rng(2).integers(0, 256, (80, 120, 3), np.uint8)
    assert np.array_equal(edited(photo, edit(Keep(), feather=0.2)), photo)


def test_model_color_in_a_region_is_the_models_picture_there():
    photo = gray()
    result = edited(photo, edit(Colorize()))
    assert (result[disc()] == colored(photo)[disc()]).all()


def test_coloring_the_subject_is_keeping_the_background():
    photo = gray()
    coloring = edited(photo, edit(Colorize()))
    keeping = edited(photo, edit(Keep()), base="model", masks=[~disc()])
    assert (coloring == keeping).all()


def test_strength_and_hue_scale_and_turn_the_chroma():
    photo = gray(low=110, high=150)
    before = rgb_to_lab(colored(photo))[disc()][:, 1:]
    after = rgb_to_lab(edited(photo, edit(Colorize(0.5, 90))))[disc()][:, 1:]
    assert np.abs(after - 0.5 * np.stack([-before[:, 1], before[:, 0]], -1)).mean() < 0.7


def test_strength_zero_is_gray():
    photo = gray()
    result = edited(photo, edit(Adjust(strength=0)), base="model")
    assert np.abs(rgb_to_lab(result)[disc()][:, 1:]).max() < 1


def test_later_edit_wins_where_two_overlap():
    photo = gray()
    left, right = disc(shift=-8), disc(shift=8)
    red, blue = edit(Tint("#b03a2e")), edit(Tint(BLUE))
    result = edited(photo, red, blue, masks=[left, right])
    assert (result[right] == edited(photo, blue, masks=[right])[right]).all()
    assert (result[left & ~right] == edited(photo, red, masks=[left])[left & ~right]).all()


def test_adjusting_sees_the_edits_before_it():
    photo = gray(low=110, high=150)
    weak = edited(photo, edit(Tint(BLUE)), edit(Adjust(0.5)))
    assert np.abs(rgb_to_lab(weak)[disc()][:, 1:] - hex_to_ab(BLUE) / 2).mean() < 0.7


def test_edit_that_is_off_is_not_made_and_its_mask_not_asked_for():
    photo = gray()
    off = Regions((edit(Tint(BLUE), on=False),), PHOTO)
    assert (apply(photo, photo, off, {}.__getitem__) == photo).all()


def test_pictures_given_are_left_alone():
    photo = gray()
    photo.setflags(write=False)
    before = photo.copy()
    edited(photo, edit(Tint(BLUE)))
    assert (photo == before).all()


def test_feathered_tint_fades_towards_the_border_of_its_region():
    photo = gray(200, 300, low=120, high=130)
    chroma = rgb_to_lab(edited(photo, edit(Tint(BLUE), feather=0.1)))[..., 1:]
    share = chroma @ hex_to_ab(BLUE) / np.square(hex_to_ab(BLUE)).sum()
    weight = feather(disc(200, 300), 0.1)
    assert np.abs(share - weight).max() < 0.05
    assert 0 < weight[disc(200, 300)].min() < 0.1


def test_ab_is_mixed_as_far_as_a_soft_mask_goes_and_lightness_stays():
    photo = gray(64, 256, low=120, high=130)
    levels = np.broadcast_to(np.arange(256, dtype=np.uint8), (64, 256))
    result = apply(photo, photo, Regions((edit(Tint(BLUE)),), PHOTO), lambda _: levels)
    lab = rgb_to_lab(result)
    share = lab[..., 1:] @ hex_to_ab(BLUE) / np.square(hex_to_ab(BLUE)).sum()
    assert np.abs(share.mean(axis=0) - np.arange(256) / 255).max() < 0.03
    assert np.abs(lab[..., 0] - rgb_to_lab(photo)[..., 0]).max() < 1


def test_two_shares_that_make_one_of_the_same_colour_leave_no_gap():
    photo = gray(64, 256, low=120, high=130)
    levels = np.broadcast_to(np.arange(256, dtype=np.uint8), (64, 256))
    given = colored(photo)
    one, rest = edit(Colorize()), edit(Colorize(), inverted=True)
    both = apply(photo, given, Regions((one, rest), "model"), {one: levels, rest: 255 - levels}.get)
    assert (both == given).all()


@pytest.mark.parametrize("shape", [(1, 1), (1, 3000), (3000, 1)])
@each_deed
def test_any_shape_is_edited(what, shape):
    everywhere = np.ones(shape, bool)
    result = edited(gray(*shape), edit(what, feather=0.02), masks=[everywhere])
    assert result.shape == (*shape, 3)


@pytest.mark.slow
def test_large_photo_needs_little_memory_beyond_the_result():
    photo = np.full((4000, 6000, 3), 128, np.uint8)
    mask = np.zeros((4000, 6000), np.uint8)
    mask[1000:1500, 1000:2000] = 255
    regions = Regions((edit(Tint(BLUE), feather=0.01),), PHOTO)
    tracemalloc.start()
    result = apply(photo, photo, regions, lambda _: mask)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 200e6  # 72 MB are the result
    assert np.count_nonzero((result != photo).any(-1) & (mask == 0)) == 0
