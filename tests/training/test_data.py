"""What training sees: photos from folders and zips, crops, aged lightness, simulated hints."""

import zipfile

import cv2
import numpy as np
import pytest
from skimage import data

from studio.color.lab import rgb_to_lab
from studio.errors import DataError
from studio.models.caffe import AB_SCALE
from studio.training.aging import age
from studio.training.data import LEAST_CHROMA, Crops, average, draw_hints, open_source

STRIDES = {"logits": 4, "regression": 2}


def crops(folder, **settings):
    settings = {"side": 64, "batch": 3, "least": 0.5, "strides": STRIDES, **settings}
    return Crops([open_source(folder)], **settings)


def test_zip_and_folder_give_the_same_photos(photos, tmp_path):
    path = tmp_path / "photos.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for photo in photos.iterdir():
            archive.write(photo, f"inside/{photo.name}")
    folder, packed = open_source(photos), open_source(path)
    assert [packed.read(name) for name in packed.members] == [
        folder.read(name) for name in folder.members
    ]


def test_source_without_photos_is_refused(tmp_path):
    with pytest.raises(DataError, match="no photo"):
        open_source(tmp_path)


def test_batch_has_the_net_s_shapes(photos):
    inputs, truth = crops(photos)[0]
    assert inputs["data_l"].shape == (3, 64, 64, 1)
    assert inputs["data_hint"].shape == (3, 64, 64, 3)
    assert truth["logits"].shape == (3, 16, 16, 2)
    assert truth["regression"].shape == (3, 32, 32, 2)
    assert np.abs(inputs["data_l"]).max() <= 50


def test_same_index_gives_the_same_batch_and_another_another(photos):
    first, again, other = (crops(photos)[index][1]["logits"] for index in (0, 0, 1))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_gray_photos_are_not_learned_from(photos):
    _, truth = crops(photos, batch=24, least=0.9, strides={"ab": 1})[0]
    chroma = np.hypot(*np.moveaxis(truth["ab"], -1, 0))
    assert chroma.mean((1, 2)).min() >= LEAST_CHROMA * 0.9


def test_hints_of_a_batch_are_in_the_net_s_scale(photos):
    inputs, truth = crops(photos, batch=48, strides={"ab": 1})[0]
    hint = inputs["data_hint"]
    given = hint[..., 2] == 1
    assert given.any()
    assert np.abs(hint[given][:, :2] * AB_SCALE - truth["ab"][given]).mean() < 4


def test_truth_is_the_mean_over_squares():
    ab = np.arange(32, dtype=np.float32).reshape(1, 4, 4, 2)
    assert np.array_equal(average(ab, 2)[0, 0, 1], ab[0, :2, 2:].mean((0, 1)))


def test_hints_tell_the_truth():
    ab = rgb_to_lab(data.coffee()[:128, :128])[..., 1:]
    smooth = cv2.blur(ab, (9, 9))
    for seed in range(20):
        hint = draw_hints(smooth, np.random.default_rng(seed))
        given = hint[..., 2] == 1
        assert (hint[~given] == 0).all()
        assert not given.any() or np.abs(hint[given][:, :2] - smooth[given]).mean() < 8


def test_some_pictures_get_no_hint():
    ab = np.zeros((64, 64, 2), np.float32)
    random = np.random.default_rng(0)
    empty = np.mean([draw_hints(ab, random)[..., 2].max() == 0 for _ in range(400)])
    assert empty == pytest.approx(0.33, abs=0.07)


def test_aged_lightness_is_lightness():
    new = rgb_to_lab(data.coffee()[:64, :64])[..., 0]
    random = np.random.default_rng(0)
    for aged in (age(new, random) for _ in range(50)):
        assert (aged.shape, aged.dtype) == (new.shape, np.float32)
        assert 0 <= aged.min() < aged.max() <= 100


def test_some_pictures_stay_new_and_most_do_not():
    new = rgb_to_lab(data.coffee()[:64, :64])[..., 0]
    random = np.random.default_rng(0)
    kept = np.mean([np.array_equal(age(new, random), new) for _ in range(400)])
    assert kept == pytest.approx(0.65 * 0.8 * 0.75 * 0.75, abs=0.06)


def test_age_leaves_the_tones_in_their_order():
    """Without grain and blur a tone curve is all there is; a ramp stays one."""
    ramp = np.tile(np.linspace(0, 100, 64, dtype=np.float32), (64, 1))
    random = np.random.default_rng(0)
    aged = [age(ramp, random) for _ in range(100)]
    smooth = [x for x in aged if np.ptp(x, axis=0).max() < 1e-3]
    assert len(smooth) > 50
    assert all((np.diff(x[0]) >= 0).all() for x in smooth)
