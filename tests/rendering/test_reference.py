from dataclasses import replace

import numpy as np
import pytest
from skimage import data

from studio.color.lab import hex_to_ab, rgb_to_lab, turn_gray
from studio.errors import PhotoError
from studio.evaluate.metrics import psnr
from studio.evaluate.originals import small
from studio.evaluate.referenced import alter, fade
from studio.models.registry import Registry
from studio.photo.photo import from_array
from studio.recipe.recipe import Recipe
from studio.rendering.memory import Memory
from studio.rendering.reference import match, prepare
from studio.rendering.render import propose, render

pytestmark = pytest.mark.slow

CAT, CUP, ASTRONAUT = (small(x()) for x in (data.chelsea, data.coffee, data.astronaut))
PLAIN = Recipe(vividness=0.0)


@pytest.fixture(scope="module")
def memory():
    return Memory(Registry())


@pytest.fixture(scope="module")
def gain(memory):
    """How many dB a reference brings a picture nearer to its original."""

    def measured(original, reference):
        photo = from_array(turn_gray(original))
        found = match(photo, from_array(reference), memory)
        recipes = (PLAIN, replace(PLAIN, reference=found))
        before, after = (psnr(original, render(photo, r, memory).rgb) for r in recipes)
        return after - before

    return measured


@pytest.mark.parametrize("original", [CAT, CUP, ASTRONAUT], ids=["cat", "cup", "astronaut"])
def test_a_cropped_mirrored_toned_copy_brings_a_photo_nearer_to_its_colours(gain, original):
    assert gain(original, alter(original, 0)) > 2


def test_a_faded_print_does_so_as_well(gain):
    assert gain(CUP, fade(CUP, 0)) > 3


@pytest.mark.parametrize(
    ("original", "reference"), [(CAT, CUP), (CUP, ASTRONAUT), (ASTRONAUT, CAT)]
)
def test_pictures_with_nothing_in_common_have_no_matches(memory, original, reference):
    assert not match(from_array(original), from_array(reference), memory).matches


def test_a_photo_matches_itself_nearly_everywhere_in_its_own_colours(memory):
    photo = from_array(CUP)
    found = match(photo, photo, memory).matches
    true = rgb_to_lab(CUP)[..., 1:].reshape(32, 8, 32, 8, 2).mean((1, 3))
    off = [np.linalg.norm(hex_to_ab(m.color) - true[int(m.y * 32), int(m.x * 32)]) for m in found]
    assert len(found) > 500
    assert np.median(off) < 3


def test_the_photos_own_colours_are_not_looked_at(memory):
    reference = from_array(alter(CAT, 0))
    gray, tinted = (match(from_array(x), reference, memory) for x in (turn_gray(CAT), CAT))
    alike = {(m.x, m.y) for m in gray.matches} & {(m.x, m.y) for m in tinted.matches}
    assert len(alike) > 0.95 * len(gray.matches)


def test_photos_of_any_shape_are_matched(memory):
    wide, tall = from_array(CUP[60:180]), from_array(CUP[:, 50:200])
    found = match(wide, tall, memory)
    assert all(0 < m.x < 1 and 0 < m.y < 1 for m in found.matches)


def test_a_model_that_takes_no_hints_obeys_them_all_the_same(memory):
    photo = from_array(turn_gray(CUP))
    found = match(photo, from_array(alter(CUP, 0)), memory)
    plain = Recipe(model="levin2004")
    told = propose(photo, replace(plain, reference=found), memory)
    spot = found.matches[0]
    y, x = int(spot.y * len(told)), int(spot.x * told.shape[1])
    assert told[y, x] == pytest.approx(hex_to_ab(spot.color), abs=0.5)


def test_a_flat_photo_and_a_flat_reference_are_no_trouble(memory):
    flat = from_array(np.full((64, 64, 3), 128, np.uint8))
    assert match(flat, from_array(CAT), memory).sure <= 1
    assert match(from_array(CAT), flat, memory).sure <= 1


def test_a_reference_without_colours_is_refused():
    with pytest.raises(PhotoError, match="black-and-white"):
        prepare(from_array(turn_gray(CAT)))


def test_a_reference_is_known_by_its_name_and_its_digest(memory):
    picture = replace(from_array(CAT), name="cat.jpg")
    found = match(from_array(CUP), prepare(picture), memory)
    assert (found.name, found.sha256) == ("cat.jpg", picture.sha256)
