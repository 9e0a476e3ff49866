import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from pictures import disc
from PIL import Image
from skimage import data

from studio.color.lab import compose, hex_to_ab, rgb_to_lab, turn_gray
from studio.color.sizes import resize_map, resize_mask, resize_picture, shrink
from studio.errors import RecipeError, UnknownModelError
from studio.models.registry import Registry
from studio.photo import mask_files, photo
from studio.photo.photo import from_array
from studio.recipe.hints import Hints, Point
from studio.recipe.recipe import Recipe
from studio.recipe.regions import (
    MODEL,
    PHOTO,
    Adjust,
    Colorize,
    Drawn,
    Foreground,
    Keep,
    OfClasses,
    RegionEdit,
    Regions,
    Tint,
)
from studio.rendering.memory import Memory
from studio.rendering.render import STAGES, propose, render, render_part
from studio.segment.masks import grow

TINT = Tint("#c0392b")
EVERYWHERE = Drawn(mask_files.pack(np.ones((1, 1), bool)))

ROAD = OfClasses("camvid-compact", ("road", "sky", "tree"))


def gray_photo(height, width, seed=0):
    small = np.random.default_rng(seed).integers(0, 256, (6, 8), np.uint8)
    file = io.BytesIO()
    Image.fromarray(small).resize((width, height), Image.Resampling.BICUBIC).save(file, "PNG")
    return photo.read(file.getvalue(), "gray.png")


@pytest.fixture(scope="module")
def registry():
    return Registry()


def test_result_has_the_size_and_the_lightness_of_the_photo(registry):
    source = gray_photo(331, 470)
    result = render(source, Recipe(vividness=0.42), registry)
    change = np.abs(rgb_to_lab(result.rgb)[..., 0] - rgb_to_lab(source.rgb)[..., 0])
    assert result.rgb.shape == source.rgb.shape
    assert change.mean() < 1
    assert np.percentile(change, 99) < 3


def test_result_is_coloured(registry):
    assert (
        np.abs(rgb_to_lab(render(gray_photo(200, 300), Recipe(), registry).rgb)[..., 1:]).max() > 2
    )


def test_no_strength_is_the_photo_itself(registry):
    source = gray_photo(90, 120)
    assert (render(source, Recipe(strength=0), registry).rgb == source.rgb).all()


def test_strength_scales_the_chroma(registry):
    source = gray_photo(90, 120)
    once, half = (propose(source, Recipe(strength=s), Memory(registry)) for s in (1, 0.5))
    assert np.allclose(once / 2, half)


def test_preview_and_export_have_the_same_colors(registry):
    source = gray_photo(700, 1000)
    export = render(source, Recipe(), registry)
    preview = render(source, Recipe(), registry, side=250)
    assert preview.rgb.shape == (175, 250, 3)
    apart = preview.rgb.astype(int) - shrink(export.rgb, 250)
    assert np.abs(apart).mean() < 1


@pytest.mark.slow
def test_same_photo_and_recipe_give_the_same_picture():
    source = gray_photo(120, 90)
    first, second = (render(source, Recipe(), Registry()).rgb for _ in range(2))
    assert np.array_equal(first, second)


@pytest.mark.parametrize(
    ("regions", "stages"),
    [
        (Regions(), ["load", "predict", "compose"]),
        (Regions(base=PHOTO), []),
        (Regions((RegionEdit(where=EVERYWHERE, what=TINT),), PHOTO), ["regions"]),
        (
            Regions((RegionEdit(where=EVERYWHERE, what=TINT),)),
            ["load", "predict", "compose", "regions"],
        ),
    ],
)
def test_each_stage_that_is_needed_is_timed_and_told(registry, regions, stages):
    told = []
    recipe = Recipe(regions=regions)
    result = render(gray_photo(40, 50), recipe, registry, progress=lambda *x: told.append(x))
    assert list(result.seconds) == stages
    assert [words for words, _ in told] == [STAGES[stage][0] for stage in stages]
    assert [share for _, share in told] == sorted({share for _, share in told})


@pytest.mark.slow
def test_eight_threads_render_with_three_models_what_one_renders():
    work = [
        (gray_photo(100 + 10 * i, 150 - 7 * i, seed=i), recipe)
        for i in range(6)
        for recipe in (
            Recipe(vividness=0.3),
            Recipe(
                regions=Regions((RegionEdit(where=Foreground("people-compact"), what=TINT),), PHOTO)
            ),
            Recipe(regions=Regions((RegionEdit(where=ROAD, what=TINT),), PHOTO)),
        )
    ]
    registry = Registry()
    expected = [render(source, recipe, registry).rgb for source, recipe in work]

    def differs(turn):
        source, recipe = work[turn % len(work)]
        return not np.array_equal(render(source, recipe, registry).rgb, expected[turn % len(work)])

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(differs, range(48))) == 0


@pytest.mark.parametrize(("height", "width"), [(1, 1), (1, 5000), (3000, 2)])
def test_extreme_shapes_are_coloured(registry, height, width):
    assert render(gray_photo(height, width), Recipe(), registry).rgb.shape == (height, width, 3)


def test_model_that_does_not_exist_is_refused(registry):
    with pytest.raises(UnknownModelError):
        render(gray_photo(9, 9), Recipe(model="nobody"), registry)


def edited(what, mask, base=MODEL, **settings):
    """A recipe with one edit inside a mask."""
    edit = RegionEdit(where=Drawn(mask_files.pack(mask)), what=what, **settings)
    return Recipe(regions=Regions((edit,), base))


@pytest.mark.parametrize("what", [TINT, Keep(), Adjust(0.3), Adjust(1, 90), Colorize(1.7)])
def test_outside_a_region_edit_all_is_as_without_it(registry, what):
    source, mask = gray_photo(150, 200), disc(150, 200)
    plain = render(source, Recipe(), registry).rgb
    result = render(source, edited(what, mask, grow=-0.02, feather=0.05), registry).rgb
    assert (result != plain)[mask].any()
    assert np.array_equal(result[~mask], plain[~mask])


@pytest.mark.parametrize("what", [TINT, Colorize(), Colorize(1, 30)])
def test_outside_a_region_of_an_uncoloured_photo_no_pixel_differs(registry, what):
    source, mask = gray_photo(150, 200), disc(150, 200)
    result = render(source, edited(what, mask, PHOTO, feather=0.05), registry).rgb
    assert np.count_nonzero((result != source.rgb)[~mask]) == 0
    assert np.abs(rgb_to_lab(result)[mask, 1:]).mean() > 1


def test_kept_region_is_the_photo_itself(registry):
    source, mask = gray_photo(150, 200), disc(150, 200)
    result = render(source, edited(Keep(), mask), registry).rgb
    assert np.array_equal(result[mask], source.rgb[mask])
    assert np.abs(rgb_to_lab(result)[~mask, 1:]).mean() > 1


def test_tinted_region_has_the_hue_asked_for_and_keeps_its_lightness(registry):
    source, mask = gray_photo(150, 200), disc(150, 200)
    before, after = (
        rgb_to_lab(rgb)[mask]
        for rgb in (source.rgb, render(source, edited(TINT, mask, PHOTO), registry).rgb)
    )
    assert np.abs(after[:, 0] - before[:, 0]).mean() < 1
    middle = (before[:, 0] > 30) & (before[:, 0] < 70)  # where sRGB has room for the chroma
    a, b = hex_to_ab(TINT.color)
    turned = np.arctan2(after[middle, 2], after[middle, 1]) - np.arctan2(b, a)
    assert np.degrees(np.abs(turned)).mean() < 2


def test_photo_without_colours_of_a_model_loads_none():
    source, fresh = gray_photo(60, 80), Registry()
    render(source, edited(TINT, disc(60, 80), PHOTO), fresh)
    assert fresh.loaded() == {}


def test_switched_off_edit_changes_nothing(registry):
    source = gray_photo(60, 80)
    result = render(source, edited(TINT, disc(60, 80), PHOTO, on=False), registry).rgb
    assert np.array_equal(result, source.rgb)


@pytest.mark.parametrize("settings", [{}, {"grow": 0.03}, {"inverted": True}])
def test_preview_and_export_have_the_same_borders(registry, settings):
    source, recipe = gray_photo(700, 1000), edited(TINT, disc(700, 1000), PHOTO, **settings)
    export, preview = (render(source, recipe, registry, side=side).rgb for side in (None, 250))
    assert_same_border(tinted(export), tinted(preview))


@pytest.fixture(scope="module")
def softly_tinted():
    """A woman in gray, and a recipe that tints who is there."""
    edit = RegionEdit(where=Foreground("people-compact"), what=TINT)
    return from_array(turn_gray(data.astronaut())), Recipe(regions=Regions((edit,), PHOTO))


@pytest.mark.slow
def test_a_soft_border_is_the_same_whatever_was_seen_before(softly_tinted):
    source, recipe = softly_tinted
    memory = Memory(Registry())
    render(source, recipe, memory, side=200)
    assert np.array_equal(
        render(source, recipe, memory).rgb, render(source, recipe, Registry()).rgb
    )


@pytest.mark.slow
def test_a_soft_border_ends_in_a_band_and_beyond_it_no_pixel_differs(softly_tinted):
    source, recipe = softly_tinted
    hard = replace(recipe.regions.edits[0], border="hard")
    cut = render(source, replace(recipe, regions=Regions((hard,), PHOTO)), Registry()).rgb
    soft = render(source, recipe, Registry()).rgb
    inside = grow((cut != source.rgb).any(-1), 0.005)  # what is black cannot be tinted
    far = ~grow(inside, 0.035) | grow(inside, -0.035)
    assert 0.5 < far.mean() < 1
    assert np.array_equal(soft[far], cut[far])


def tinted(rgb):
    return np.ptp(rgb, axis=-1) > 2


def assert_same_border(export, preview):
    """Assert that two regions differ at most one pixel of the preview from the border."""
    small = resize_mask(export, *preview.shape)
    pixel = 1.5 / max(preview.shape)
    assert not (preview & ~grow(small, pixel)).any()
    assert not (grow(small, -pixel) & ~preview).any()


@pytest.fixture(scope="module")
def segmenting(shared):
    """A registry whose folder holds the file of deeplabv3-voc, and a photo of a person."""
    picture = sorted((shared / "data/people/images").iterdir())[0]
    return Registry(folder=shared / "models"), photo.open_file(picture)


@pytest.mark.slow
def test_preview_and_export_find_the_same_person(segmenting):
    registry, source = segmenting
    edits = (RegionEdit(where=Foreground("deeplabv3-voc"), what=TINT, inverted=True),)
    recipe = Recipe(regions=Regions(edits, PHOTO))
    export, preview = (render(source, recipe, registry, side=side) for side in (None, 120))
    small = shrink(source.rgb, 120)
    assert_same_border((export.rgb != source.rgb).any(-1), (preview.rgb != small).any(-1))


@pytest.mark.slow
def test_later_edit_is_made_on_top_of_the_earlier(segmenting):
    registry, source = segmenting
    everything = RegionEdit(where=EVERYWHERE, what=TINT)
    person = RegionEdit(where=OfClasses("deeplabv3-voc", ("person",)), what=Keep())
    result = render(source, Recipe(regions=Regions((everything, person), PHOTO)), registry).rgb
    other = RegionEdit(where=Foreground("deeplabv3-voc"), what=TINT, inverted=True)
    assert np.array_equal(
        result, render(source, Recipe(regions=Regions((other,), PHOTO)), registry).rgb
    )


@pytest.mark.slow
def test_class_that_the_model_does_not_know_is_refused(segmenting):
    registry, source = segmenting
    edit = RegionEdit(where=OfClasses("deeplabv3-voc", ("unicorn",)), what=TINT)
    with pytest.raises(RecipeError, match="unicorn"):
        render(source, Recipe(regions=Regions((edit,), PHOTO)), registry)


@pytest.mark.slow
def test_a_hint_in_a_thing_moves_nothing_far_from_it():
    photo = from_array(turn_gray(data.astronaut()))
    memory = Memory(Registry())
    lips = Point(x=0.445, y=0.283, color="#b03a2e", size=0.01, within="thing", level="part")
    plain = propose(photo, Recipe(), memory)
    hinted = propose(photo, Recipe(hints=Hints((lips,))), memory)
    moved = (hinted != resize_map(plain, *hinted.shape[:2])).any(axis=-1)
    assert moved[round(0.283 * 512), round(0.445 * 512)]
    assert moved.mean() < 0.05


@pytest.mark.slow
@pytest.mark.parametrize("side", [None, 700, 300])
def test_a_picture_is_the_same_bit_for_bit_far_from_a_hint_in_a_thing(side):
    photo = from_array(turn_gray(resize_picture(data.astronaut(), 900, 900)))
    memory = Memory(Registry())
    lips = Point(x=0.445, y=0.283, color="#b03a2e", size=0.01, within="thing", level="part")
    plain, hinted = (
        render(photo, Recipe(hints=hints), memory, side=side).rgb
        for hints in (Hints(), Hints((lips,)))
    )
    moved = (plain != hinted).any(axis=-1)
    assert moved[round(0.283 * len(moved)), round(0.445 * len(moved))]
    assert not moved[:, round(0.65 * len(moved)) :].any()
    assert not moved[round(0.5 * len(moved)) :].any()


@pytest.mark.slow
@pytest.mark.parametrize("level", ["part", "thing"])
@pytest.mark.parametrize("side", [None, 300])
def test_a_picture_with_a_hint_in_a_thing_is_the_filled_map_laid_over_the_free_one(side, level):
    photo = from_array(turn_gray(data.astronaut()))
    memory = Memory(Registry())
    hint = Point(x=0.35, y=0.75, color="#b03a2e", size=0.01, within="thing", level=level)
    recipe = Recipe(hints=Hints((hint,)))
    shown = shrink(photo.rgb, side) if side else photo.rgb
    free, filled = (compose(shown, propose(photo, r, memory)) for r in (Recipe(), recipe))
    picture = render(photo, recipe, memory, side=side).rgb
    is_filled = (picture == filled).all(axis=-1)
    assert (is_filled | (picture == free).all(axis=-1)).all()
    assert is_filled[round(0.75 * len(picture)), round(0.35 * len(picture))]


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe(),
        Recipe(hints=Hints((Point(x=0.5, y=0.5, color="#b03a2e", size=0.1, within="thing"),))),
        Recipe(regions=Regions((RegionEdit(where=EVERYWHERE, what=TINT),))),
        Recipe(regions=Regions((), PHOTO)),
        Recipe(contrast=1.0),
    ],
    ids=["model", "hint in a thing", "region", "photo", "contrast"],
)
def test_a_part_has_the_very_pixels_of_the_whole(registry, recipe):
    given, memory = gray_photo(300, 420), Memory(registry)
    rows, columns = slice(70, 211), slice(33, 390)
    part = render_part(given, recipe, memory, (rows, columns))
    assert np.array_equal(part, render(given, recipe, memory).rgb[rows, columns])
