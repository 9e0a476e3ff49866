import itertools

import numpy as np
import pytest
from PIL import Image
from skimage import data

from studio import evaluate
from studio.color import compose, rgb_to_lab
from studio.errors import DataError
from studio.metrics import psnr
from studio.models.registry import Registry


@pytest.fixture(scope="module")
def photos():
    return [evaluate.photo.resized(x, 256, 256) for x in (data.astronaut(), data.coffee())]


def test_photos_are_loaded_at_256(tmp_path):
    Image.fromarray(data.astronaut()[:300, :200]).save(tmp_path / "a.png")
    assert [p.shape for p in evaluate.load(tmp_path)] == [(256, 256, 3)]


def test_folder_without_photos_is_refused(tmp_path):
    with pytest.raises(DataError, match="no photo"):
        evaluate.load(tmp_path)


def test_gray_baseline_keeps_the_lightness_alone(photos):
    row = evaluate.auto(photos, evaluate.constant((0, 0)))
    gray = [compose(p, np.zeros((1, 1, 2), np.float32)) for p in photos]
    assert row["psnr"] == pytest.approx(
        np.mean([psnr(p, g) for p, g in zip(photos, gray, strict=True)])
    )
    assert row["colorfulness"] < 0.01


def test_true_chroma_is_nearly_perfect(photos):
    row = evaluate.auto(photos, lambda rgb: rgb_to_lab(rgb)[..., 1:])
    assert row["psnr"] > 45
    assert row["colorfulness"] == pytest.approx(1, abs=0.01)


def test_draws_depend_on_the_seed_alone(photos):
    ab = rgb_to_lab(photos[0])[..., 1:]
    for (_, a), (_, b) in zip(evaluate.draws(ab, (0, 1)), evaluate.draws(ab, (0, 1)), strict=True):
        assert np.array_equal(a, b)


def test_more_hints_contain_the_fewer(photos):
    ab = rgb_to_lab(photos[0])[..., 1:]
    masks = [hint[..., 2] for _, hint in evaluate.draws(ab, (0,))]
    assert masks[0].sum() == 0
    assert masks[1].sum() == evaluate.PATCH**2
    assert all((after >= before).all() for before, after in itertools.pairwise(masks))


def test_patch_holds_its_mean_true_color(photos):
    ab = rgb_to_lab(photos[1])[..., 1:]
    hint = dict(evaluate.draws(ab, (3,)))[1]
    inside = hint[..., 2] == 1
    assert hint[inside][0, :2] == pytest.approx(ab[inside].mean(0), abs=1e-3)


def test_hints_help_the_compact_net(photos):
    colorizer = Registry().colorizer("compact")
    figures = evaluate.hints(photos, lambda rgb, hint: colorizer.predict(rgb, hint).chroma(1.0))
    values = list(figures.values())
    assert list(figures) == [0, 1, 5, 10, 50, 100]
    assert values == sorted(values)
