import base64
import io

import numpy as np
import pytest
from pictures import disc, encoded, noise
from PIL import Image
from PIL.ExifTags import Base

from studio.models.classes import PEOPLE
from studio.photo import mask_files, photo, results
from studio.photo.exif import SOFTWARE
from studio.photo.results import is_result
from studio.photo.writing import encoding
from studio.segment import pictures
from studio.segment.segmentation import Segmentation

FOUND = Segmentation(np.uint8(disc()), np.float32(disc()), PEOPLE)
MADE = {
    "classes": pictures.encode(FOUND),
    "colors": pictures.encode_colors(FOUND),
    "overlay": pictures.encode_overlay(noise(80, 120), FOUND, 0.5),
    "mask": mask_files.encode(disc()),
}


def save(folder, data, name="any name.png"):
    (folder / name).write_bytes(data)
    return folder / name


@pytest.mark.parametrize("kind", MADE)
def test_every_kind_says_what_it_is_and_who_made_it(tmp_path, kind):
    text = Image.open(io.BytesIO(MADE[kind])).text
    assert text["Software"] == SOFTWARE
    assert " photo" in text["Comment"]
    assert is_result(save(tmp_path, MADE[kind]))


@pytest.mark.parametrize("keep", [True, False])
@pytest.mark.parametrize("kind", encoding.FORMATS)
def test_a_result_is_known_however_much_else_it_says(tmp_path, kind, keep):
    exif = Image.Exif()
    exif[Base.ImageDescription] = "a" * 9_900
    exif[Base.Artist] = "b" * 45_000
    packet = b"<x:xmpmeta>" + b"c" * 59_000 + b"</x:xmpmeta>"
    given = photo.read(encoded(noise(900, 700), "JPEG", exif=exif, xmp=packet), "a.jpg")
    assert len(given.exif) + len(given.xmp) > 110_000
    data = encoding.encode(given, given.rgb, format=kind, keep_metadata=keep)
    assert len(data) > 2 * results.ENDS
    assert is_result(save(tmp_path, data))


def test_a_photo_is_none_whatever_it_is_called(tmp_path):
    assert not is_result(save(tmp_path, encoded(noise(4, 4), "PNG"), "a_colorized.png"))


def test_what_cannot_be_read_is_none(tmp_path):
    assert not is_result(tmp_path / "nowhere.png")
    assert not is_result(tmp_path)


def test_a_mask_in_a_recipe_says_nothing_of_the_kind():
    assert SOFTWARE.encode() not in base64.b64decode(mask_files.pack(disc()))
