import io

import numpy as np
import pytest
from pictures import encoded, noise
from PIL import Image

from studio.errors import PhotoError
from studio.models.classes import CAMVID_11, UNSURE, VOC
from studio.segment import pictures
from studio.segment.pictures import overlay
from studio.segment.segmentation import Segmentation


def segmentation(classes=VOC, shape=(20, 30)):
    ids = np.random.default_rng(0).integers(0, len(classes.names), shape, np.uint8)
    ids[0, 0] = UNSURE
    return Segmentation(ids, np.ones((2, 3), np.float32), classes)


@pytest.mark.parametrize("shape", [(1, 1), (1, 3000), (20, 30)])
@pytest.mark.parametrize("classes", [VOC, CAMVID_11], ids=["voc", "camvid"])
def test_labels_survive_the_way_to_a_file_and_back(classes, shape):
    found = segmentation(classes, shape)
    assert (pictures.read(pictures.encode(found)) == found.labels).all()


def test_file_holds_8_bits_a_pixel_and_the_palette():
    found = segmentation(CAMVID_11)
    data = pictures.encode(found)
    assert data[24:26] == bytes([8, 3])  # IHDR: bit depth 8, colour type 3, indexed
    shown = np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))
    assert (shown == pictures.paint(found)).all()


def test_painted_pixels_have_the_color_of_their_class():
    found = segmentation()
    painted = pictures.paint(found)
    assert (painted[found.labels == 15] == (192, 128, 128)).all()
    assert (painted[0, 0] == (224, 224, 192)).all()


def test_overlay_goes_from_the_photo_to_the_colors():
    found, photo = segmentation(), noise(20, 30)
    assert (pictures.overlay(photo, found, 0) == photo).all()
    assert (pictures.overlay(photo, found, 1) == pictures.paint(found)).all()
    half = pictures.overlay(photo, found, 0.5)
    assert np.abs(2.0 * half - photo - pictures.paint(found)).max() <= 1


@pytest.mark.parametrize("data", [b"no picture", encoded(noise(4, 4), "PNG")], ids=["text", "rgb"])
def test_file_without_class_ids_is_refused(data):
    with pytest.raises(PhotoError):
        pictures.read(data)


@pytest.fixture
def found():
    labels = np.zeros((40, 60), np.uint8)
    labels[10:30, 10:30] = VOC.names.index("person")
    return Segmentation(labels, np.linspace(0, 1, 600, dtype=np.float32).reshape(20, 30), VOC)


def test_only_the_classes_asked_for_are_coloured(found):
    rgb = noise(40, 60)
    shown = pictures.overlay(rgb, found, 0.5, ("person",))
    person = found.labels > 0
    assert np.array_equal(shown[~person], rgb[~person])
    assert np.array_equal(shown[person], overlay(rgb, found, 0.5)[person])


def test_with_no_class_asked_for_all_are_coloured(found):
    rgb = noise(40, 60)
    assert np.array_equal(pictures.overlay(rgb, found, 0.5, ()), overlay(rgb, found, 0.5))


def test_heat_rises_with_confidence(found):
    heat = pictures.confidence(np.full((40, 60, 3), 128, np.uint8), found.confidence)
    rows = heat.sum(-1).mean(1)
    assert (np.diff(rows[2:-2]) > 0).all()
