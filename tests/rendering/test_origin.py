import numpy as np
import pytest
from pictures import encoded
from skimage import data

from studio.color.lab import hex_to_ab
from studio.color.sizes import resize_map
from studio.models.registry import Registry
from studio.photo.mask_files import pack
from studio.photo.photo import read
from studio.recipe.footprint import label
from studio.recipe.hints import Hints, Point, Stroke
from studio.recipe.recipe import Recipe
from studio.recipe.regions import Adjust, Colorize, Drawn, Keep, RegionEdit, Regions, Tint
from studio.rendering.memory import Memory
from studio.rendering.origin import (
    COLORS,
    HINT,
    MODEL,
    NAMES,
    PHOTO,
    REGION,
    by_hints,
    find,
    origin,
    paint,
    shares,
)
from studio.rendering.render import propose

GRAY = np.full((100, 140, 3), 128, np.uint8)
NONE, HINTS = Hints(), Hints((Point(x=0.25, y=0.5, color="#b03a2e", size=0.1),))
LINE = Hints((), (Stroke(((0.1, 0.1), (0.9, 0.8)), "#27ae60", 0.02),))
LEFT = np.zeros((100, 140), bool)
LEFT[:, :70] = True
WHERE = Drawn(pack(LEFT))  # or the mask that is given


def told(hints=NONE, *edits, base="model", mask=LEFT):
    covered = label(hints, 100, 140) > 0
    return origin(covered, Regions(edits, base), lambda _: mask)


def ab(x, y):
    return np.full((100, 140, 2), (x, y), np.float32)


def test_without_hints_and_regions_all_is_the_model_s():
    assert not by_hints(NONE, ab(9, 9), ab(0, 0)).any()
    assert (told() == MODEL).all()


@pytest.mark.parametrize("hints", [HINTS, LINE])
def test_what_a_hint_covers_is_the_hint_s(hints):
    covered = label(hints, 100, 140) > 0
    assert covered.any()
    assert np.array_equal(by_hints(hints, ab(0, 0), ab(0, 0)), covered)
    assert (told(hints)[covered] == HINT).all()


@pytest.mark.parametrize(("share", "is_hinted"), [(0.4, False), (0.6, True), (1, True)])
def test_beyond_half_of_the_way_to_the_asked_colour_is_the_hint_s(share, is_hinted):
    asked = hex_to_ab(HINTS.points[0].color)
    assert by_hints(HINTS, ab(*share * asked), ab(0, 0))[0, 0] == is_hinted


def test_a_change_that_nobody_sees_is_not_the_hint_s():
    x, y = hex_to_ab(HINTS.points[0].color)
    assert not by_hints(HINTS, ab(x, y), ab(x, y - 1))[0, 0]


def test_a_colour_that_was_not_asked_for_is_the_model_s():
    x, y = hex_to_ab(HINTS.points[0].color)
    assert not by_hints(HINTS, ab(-x, -y), ab(0, 0))[0, 0]


def test_the_map_of_the_model_may_be_of_another_size():
    asked = hex_to_ab(HINTS.points[0].color)
    assert by_hints(HINTS, ab(*asked), np.zeros((25, 35, 2), np.float32)).all()


@pytest.mark.slow
def test_hints_that_a_net_follows_own_what_they_changed():
    photo, memory = read(encoded(data.camera(), "PNG"), "camera.png"), Memory(Registry())
    recipe = Recipe(model="compact", hints=HINTS)
    chroma = propose(photo, recipe, memory)
    plain = resize_map(propose(photo, Recipe(model="compact"), memory), *chroma.shape[:2])
    mask = by_hints(HINTS, chroma, plain)
    assert 0 < mask.mean() < 1
    change = np.linalg.norm(chroma - plain, axis=-1)
    assert change[mask].mean() > 3 * change[~mask].mean()


@pytest.mark.parametrize("what", [Tint("#27ae60"), Adjust(0.5), Colorize(1.2)])
def test_inside_a_region_the_edit_set_the_colour(what):
    labels = told(HINTS, RegionEdit(where=WHERE, what=what))
    assert (labels[LEFT] == REGION).all()
    assert (labels[~LEFT] == MODEL).all()


def test_a_region_that_is_kept_is_the_photo_s():
    assert (told(NONE, RegionEdit(where=WHERE, what=Keep()))[LEFT] == PHOTO).all()


def test_an_edit_that_is_off_sets_nothing():
    assert (told(NONE, RegionEdit(where=WHERE, what=Keep(), on=False)) == MODEL).all()


def test_the_last_edit_wins():
    edits = RegionEdit(where=WHERE, what=Tint("#27ae60")), RegionEdit(where=WHERE, what=Keep())
    assert (told(NONE, *edits)[LEFT] == PHOTO).all()
    assert (told(NONE, *edits[::-1])[LEFT] == REGION).all()


def test_where_only_regions_change_the_photo_the_rest_is_as_given():
    labels = told(HINTS, RegionEdit(where=WHERE, what=Colorize()), base="photo")
    assert (labels[~LEFT] == PHOTO).all()
    assert (labels[LEFT] == REGION).all()


def test_a_mask_of_another_size_is_stretched_over_the_photo():
    labels = told(
        NONE, RegionEdit(where=WHERE, what=Keep()), mask=np.kron(LEFT, np.ones((3, 3), bool))
    )
    assert np.array_equal(labels == PHOTO, LEFT)


def test_shares_add_up_to_one():
    found = shares(told(HINTS, RegionEdit(where=WHERE, what=Keep())))
    assert len(found) == len(NAMES) == len(COLORS)
    assert sum(found) == pytest.approx(1)
    assert found[PHOTO] == 0.5


def test_only_what_the_model_did_not_set_is_painted():
    shown = paint(GRAY, told(NONE, RegionEdit(where=WHERE, what=Keep())))
    assert np.ptp(shown[~LEFT].astype(int), axis=1).max() <= 1
    assert np.ptp(shown[LEFT].astype(int), axis=1).min() > 20


@pytest.mark.slow
def test_of_a_whole_recipe_a_hint_owns_its_spot_and_a_region_what_it_covers():
    photo = read(encoded(data.camera(), "PNG"), "camera.png")
    edit = RegionEdit(where=Drawn(pack(~LEFT)), what=Tint("#27ae60"))
    recipe = Recipe(hints=HINTS, regions=Regions((edit,)))
    labels = find(photo, recipe, Memory(Registry()), (100, 140))
    assert labels[50, 35] == HINT
    assert (labels[:, 70:] == REGION).all()
