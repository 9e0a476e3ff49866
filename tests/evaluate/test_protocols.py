from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image
from skimage import data

from studio import evaluate
from studio.color.lab import rgb_to_lab, turn_gray
from studio.color.sizes import resize_picture
from studio.errors import DataError
from studio.evaluate.metrics import psnr
from studio.models.registry import Registry


@pytest.fixture(scope="module")
def photos():
    return [resize_picture(x, 256, 256) for x in (data.astronaut(), data.coffee())]


def test_photos_are_loaded_at_256(tmp_path):
    Image.fromarray(data.astronaut()[:300, :200]).save(tmp_path / "a.png")
    assert [p.shape for p in evaluate.load(tmp_path)] == [(256, 256, 3)]


def test_folder_without_photos_is_refused(tmp_path):
    with pytest.raises(DataError, match="no photo"):
        evaluate.load(tmp_path)


def test_gray_baseline_keeps_the_lightness_alone(photos):
    row = evaluate.auto(photos, evaluate.constant((0, 0)))
    gray = [turn_gray(p) for p in photos]
    assert row["psnr"] == pytest.approx(
        np.mean([psnr(p, g) for p, g in zip(photos, gray, strict=True)])
    )
    assert row["colorfulness"] < 0.01


def test_true_chroma_is_nearly_perfect(photos):
    row = evaluate.auto(photos, lambda rgb: rgb_to_lab(rgb)[..., 1:])
    assert row["psnr"] > 45
    assert row["colorfulness"] == pytest.approx(1, abs=0.01)


def test_draws_depend_on_the_seed_alone():
    assert np.array_equal(evaluate.draw_spots((0, 1)), evaluate.draw_spots((0, 1)))
    assert not np.array_equal(evaluate.draw_spots((0, 1)), evaluate.draw_spots((0, 2)))


def test_patch_holds_its_mean_true_color(photos):
    ab = rgb_to_lab(photos[1])[..., 1:]
    hint = evaluate.patches(ab, evaluate.draw_spots((3,))[:1])
    inside = hint[..., 2] == 1
    assert inside.sum() == evaluate.PATCH**2
    assert hint[inside][0, :2] == pytest.approx(ab[inside].mean(0), abs=1e-3)


def test_no_hints_are_an_empty_map(photos):
    spots = evaluate.draw_spots((3,))
    assert not evaluate.patches(rgb_to_lab(photos[0])[..., 1:], spots[:0]).any()


@pytest.mark.slow
def test_hints_help_the_compact_net_and_are_obeyed(photos):
    more = [resize_picture(x, 256, 256) for x in (data.chelsea(), data.rocket())]
    rows = evaluate.hints([*photos, *more], Registry().colorizer("compact"))
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
    assert evaluate.suggestions(photos, Fixed(0))["9"] == 1


def test_wrong_colors_as_suggestions_are_rarely_close(photos):
    assert evaluate.suggestions(photos, Fixed(-100))["9"] < 0.5


@pytest.mark.slow
def test_hints_where_proposed_help(photos):
    figures = evaluate.where_next(photos, Registry().colorizer("compact"))
    assert list(figures) == ["no hints", "random", "proposed"]
    assert figures["proposed"] > figures["no hints"]
