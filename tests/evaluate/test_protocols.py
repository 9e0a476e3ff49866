from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from pictures import encoded
from PIL import Image
from skimage import data

from studio.color.lab import compose, rgb_to_lab, turn_gray
from studio.color.sizes import resize_picture
from studio.errors import DataError
from studio.evaluate.automatic import GRAY, Colored, Way, compare, measure_way, ways
from studio.evaluate.guidance import measure_next_spots, measure_suggestions
from studio.evaluate.hinted import PATCH, draw_spots, measure_hints, patches
from studio.evaluate.metrics import psnr
from studio.evaluate.originals import load
from studio.evaluate.realism import Realism
from studio.models.registry import Registry
from studio.photo.photo import read
from studio.recipe.recipe import STYLES
from studio.rendering.render import render


@pytest.fixture(scope="module")
def photos():
    return [resize_picture(x, 256, 256) for x in (data.astronaut(), data.coffee())]


@pytest.fixture(scope="module")
def registry():
    return Registry()


def test_photos_are_loaded_at_256(tmp_path):
    Image.fromarray(data.astronaut()[:300, :200]).save(tmp_path / "a.png")
    assert [p.shape for p in load(tmp_path)] == [(256, 256, 3)]


def test_folder_without_photos_is_refused(tmp_path):
    with pytest.raises(DataError, match="no photo"):
        load(tmp_path)


def test_gray_baseline_keeps_the_lightness_alone(photos, registry):
    found = measure_way(photos, GRAY, registry)
    gray = [turn_gray(p) for p in photos]
    assert found.psnr == pytest.approx(
        np.mean([psnr(p, g) for p, g in zip(photos, gray, strict=True)])
    )
    assert found.colorfulness < 0.01


def test_true_chroma_is_nearly_perfect(photos):
    made = [Colored(rgb, compose(rgb, rgb_to_lab(rgb)[..., 1:]), 0) for rgb in photos]
    found = compare(made)
    assert found.psnr > 45
    assert found.colorfulness == pytest.approx(1, abs=0.01)


def test_every_style_of_a_model_is_measured_beside_what_is_free(registry):
    names = [way.name for way in ways(registry, ["compact"])]
    assert names == ["gray", "constant", "compact expected", *(f"compact {s}" for s in STYLES)]


@pytest.mark.slow
def test_what_is_measured_is_what_a_person_gets(photos, registry):
    for style, recipe in STYLES.items():
        way = Way("compact", style, recipe)
        got = render(read(encoded(turn_gray(photos[0]), "PNG"), "a.png"), recipe, registry).rgb
        measured = way.color(turn_gray(photos[0]), registry)
        assert np.array_equal(measured, got)


def test_figures_stand_in_a_row_with_those_of_realism(photos, registry):
    found = measure_way(photos, GRAY, registry)
    assert "kid" not in found.row()
    real = replace(found, realism=Realism(kid=2.0, low=1.0, high=3.0))
    assert real.row() == {**found.row(), "kid": 2.0, "low": 1.0, "high": 3.0}


def test_draws_depend_on_the_seed_alone():
    assert np.array_equal(draw_spots((0, 1)), draw_spots((0, 1)))
    assert not np.array_equal(draw_spots((0, 1)), draw_spots((0, 2)))


def test_patch_holds_its_mean_true_color(photos):
    ab = rgb_to_lab(photos[1])[..., 1:]
    hint = patches(ab, draw_spots((3,))[:1])
    inside = hint[..., 2] == 1
    assert inside.sum() == PATCH**2
    assert hint[inside][0, :2] == pytest.approx(ab[inside].mean(0), abs=1e-3)


def test_no_hints_are_an_empty_map(photos):
    spots = draw_spots((3,))
    assert not patches(rgb_to_lab(photos[0])[..., 1:], spots[:0]).any()


@pytest.mark.slow
def test_hints_help_the_compact_net_and_are_obeyed(photos, registry):
    more = [resize_picture(x, 256, 256) for x in (data.chelsea(), data.rocket())]
    rows = measure_hints([*photos, *more], registry.colorizer("compact"))
    values = [row.psnr for row in rows.values()]
    assert values == sorted(values)
    assert all(row.distance_after < 1 for row in rows.values())


class Fixed:
    """Suggests one colour: the photo's own, moved by `error` in b*."""

    def __init__(self, error):
        self.error = error

    def encode(self, rgb):
        return rgb

    def color(self, rgb):
        ab = rgb_to_lab(rgb)[..., 1:] + np.float32([0, self.error])
        return SimpleNamespace(suggestions=lambda x, y, _: ab[int(y * 256), int(x * 256)][None])


def test_true_colors_as_suggestions_are_always_close(photos):
    assert measure_suggestions(photos, Fixed(0))["9"] == 1


def test_wrong_colors_as_suggestions_are_rarely_close(photos):
    assert measure_suggestions(photos, Fixed(-100))["9"] < 0.5


@pytest.mark.slow
def test_hints_where_proposed_help(photos, registry):
    found = measure_next_spots(photos, "compact", registry)
    assert found.proposed > found.no_hints


def test_a_photo_with_less_than_half_of_its_colour_is_drained(photos):
    shares = (0.3, 0.7)
    made = [
        Colored(rgb, compose(rgb, share * rgb_to_lab(rgb)[..., 1:]), 0)
        for rgb, share in zip(photos, shares, strict=True)
    ]
    assert compare(made).drained == 0.5
