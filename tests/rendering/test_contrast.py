"""Contrast: a faded print in colour, with and without what it has lost."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from prints import fade, squeeze
from skimage import data
from skimage.color import deltaE_ciede2000

from studio.color.lab import lightness, rgb_to_lab, turn_gray
from studio.color.sizes import shrink
from studio.models.registry import Registry
from studio.photo.photo import from_array, open_file, read
from studio.recipe.hints import Hints, Point
from studio.recipe.recipe import Recipe
from studio.recipe.regions import PHOTO, Regions
from studio.rendering import contrast, origin
from studio.rendering.memory import Memory
from studio.rendering.render import develop, propose, render

PLAIN, RESTORED, SEEN = Recipe(), Recipe(contrast=1.0), Recipe(contrast=0.0)
SIDE = 256


@pytest.fixture(scope="module")
def memory():
    return Memory(Registry())


@pytest.fixture(scope="module")
def faded():
    return fade(data.astronaut(), 5)


def test_models_see_all_contrast_however_much_is_shown(memory, faded):
    photo = from_array(faded.rgb)
    np.testing.assert_array_equal(propose(photo, RESTORED, memory), propose(photo, SEEN, memory))
    assert not np.array_equal(propose(photo, PLAIN, memory), propose(photo, SEEN, memory))


def test_a_result_without_strength_keeps_the_lightness_of_the_print(memory, faded):
    made = render(from_array(faded.rgb), SEEN, memory).rgb
    assert np.abs(lightness(made) - lightness(faded.rgb)).mean() < 0.5


def test_a_border_stays_pixel_by_pixel(memory, faded):
    photo = from_array(faded.rgb)
    outside = ~memory.fading(photo).frame.find_inside(photo.height, photo.width)
    assert (outside == ~faded.inside).mean() > 0.999
    for recipe in (SEEN, RESTORED):
        made = render(photo, recipe, memory).rgb
        np.testing.assert_array_equal(made[outside], faded.rgb[outside])
        labels = origin.find(photo, recipe, memory, faded.inside.shape)
        assert (labels[outside] == origin.PHOTO).all()


def test_a_preview_is_the_result_shrunk(memory, faded):
    photo = from_array(faded.rgb)
    small = render(photo, RESTORED, memory, side=200).rgb
    large = shrink(render(photo, RESTORED, memory).rgb, 200)
    assert np.abs(small.astype(int) - large).mean() < 2


def test_a_hint_gets_its_colour_on_restored_lightness(memory, faded):
    hints = Hints(points=(Point(x=0.5, y=0.5, color="#b03a2e", size=0.05),))
    made = render(from_array(faded.rgb), replace(RESTORED, hints=hints), memory).rgb
    height, width = made.shape[:2]
    a, b = rgb_to_lab(made[height // 2 - 4 : height // 2 + 4, width // 2 - 4 : width // 2 + 4])[
        ..., 1:
    ].mean((0, 1))
    assert a > 20
    assert b > 10


def test_colours_of_a_photo_that_stays_as_it_is_lose_their_veil(memory):
    truth = data.astronaut()
    veiled = np.uint8(np.rint(truth * [0.5, 0.4, 0.35] + [90, 50, 40]))
    recipe = Recipe(regions=Regions(base=PHOTO), contrast=1.0)
    made = render(from_array(veiled), recipe, memory).rgb
    assert np.abs(made.astype(int) - truth).mean() < 6


def test_gray_of_16_bits_is_written_with_its_contrast(memory):
    gray = squeeze(data.camera(), np.random.default_rng(1))
    file = io.BytesIO()
    Image.fromarray(np.uint16(gray) * 257).save(file, "TIFF")
    photo = read(file.getvalue(), "gray.tif")
    assert photo.wide is not None
    result = read(develop(photo, RESTORED, memory, format="tiff"), "result.tif")
    shown = render(photo, RESTORED, memory).rgb
    assert np.abs(lightness(result.rgb) - lightness(shown)).max() < 1


def test_a_photo_that_is_well_is_spared(faded):
    assert contrast.spare(RESTORED, from_array(data.astronaut())) == PLAIN
    assert contrast.spare(RESTORED, from_array(faded.rgb)) == RESTORED


@pytest.mark.slow
def test_restored_prints_are_coloured_nearly_as_well_as_unfaded_ones(shared, memory):
    """On 40 photos: 1.3 times the difference from the truth in CIEDE2000 at most, border left out.

    How they fade stands in `prints`: 30 to 60 % of the range of levels, in gray, sepia or blue.
    """
    photos = [
        *sorted((shared / "data/photos/val").glob("*.jpg"))[1::5],
        *sorted((shared / "data/people/images").glob("*.jpg"))[3::12],
    ][:40]
    assert len(photos) == 40
    unfaded, restored = [], []
    for seed, path in enumerate(photos):
        truth = shrink(open_file(path).rgb, SIDE)
        print_ = fade(truth, seed)
        made = render(from_array(turn_gray(truth)), PLAIN, memory).rgb
        unfaded.append(differ(made.reshape(-1, 3), truth))
        made = render(from_array(print_.rgb), RESTORED, memory).rgb
        restored.append(differ(made[print_.inside], truth))
    assert np.mean(restored) <= 1.3 * np.mean(unfaded)


def differ(pixels, truth) -> float:
    return float(
        deltaE_ciede2000(*(rgb_to_lab(p.reshape(truth.shape)) for p in (pixels, truth))).mean()
    )
