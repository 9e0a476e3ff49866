import io
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import Image

from studio import photo
from studio.color import rgb_to_lab
from studio.errors import UnknownModelError
from studio.models.registry import Registry
from studio.recipe import Recipe
from studio.render import render


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
    once, half = (render(source, Recipe(strength=s), registry).chroma for s in (1, 0.5))
    assert np.allclose(once / 2, half)


def test_preview_and_export_have_the_same_colors(registry):
    source = gray_photo(700, 1000)
    export = render(source, Recipe(), registry)
    preview = render(source, Recipe(), registry, side=250)
    assert np.array_equal(export.chroma, preview.chroma)
    assert preview.rgb.shape == (175, 250, 3)
    apart = preview.rgb.astype(int) - photo.preview(export.rgb, 250)
    assert np.abs(apart).mean() < 1


def test_same_photo_and_recipe_give_the_same_picture():
    source = gray_photo(120, 90)
    first, second = (render(source, Recipe(), Registry()).rgb for _ in range(2))
    assert np.array_equal(first, second)


def test_every_stage_is_timed_and_told(registry):
    told = []
    result = render(gray_photo(40, 50), Recipe(), registry, progress=lambda *x: told.append(x))
    assert list(result.seconds) == ["load", "predict", "compose"]
    assert [share for _, share in told] == sorted(share for _, share in told)
    assert told[-1][1] == 1


def test_eight_threads_render_what_one_renders():
    sources = [gray_photo(100 + 10 * i, 150, seed=i) for i in range(8)]
    recipe = Recipe(vividness=0.3)
    expected = [render(source, recipe, Registry()).rgb for source in sources]
    shared = Registry()
    with ThreadPoolExecutor(8) as pool:
        got = pool.map(lambda source: render(source, recipe, shared).rgb, sources * 3)
        assert all(np.array_equal(a, b) for a, b in zip(got, expected * 3, strict=True))


@pytest.mark.parametrize(("height", "width"), [(1, 1), (1, 5000), (3000, 2)])
def test_extreme_shapes_are_coloured(registry, height, width):
    assert render(gray_photo(height, width), Recipe(), registry).rgb.shape == (height, width, 3)


def test_model_that_does_not_exist_is_refused(registry):
    with pytest.raises(UnknownModelError):
        render(gray_photo(9, 9), Recipe(model="nobody"), registry)
