import base64
import io
import re

import numpy as np
import pytest
from pictures import disc, encoded, noise
from PIL import Image
from PIL.ExifTags import Base

from studio.errors import OutputError
from studio.models.classes import PEOPLE
from studio.photo import mask_files, photo, results, xmp
from studio.photo.exif import SOFTWARE
from studio.photo.results import Pattern, is_result
from studio.photo.writing import encoding
from studio.photo.xmp import Property
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
    words = [Property("dc:description", ("c" * 400_000,), "Alt")]
    given = photo.read(encoded(noise(900, 700), "WEBP", exif=exif, xmp=xmp.add(None, words)), "a")
    assert len(given.exif) + len(given.xmp) > 450_000
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


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("{name}_colorized", "hat_colorized"),
        ("{name}_{style}", "hat_vivid"),
        ("{style} {name}, 1931", "vivid hat, 1931"),
        ("{name}", "hat"),
    ],
)
def test_a_result_is_called_as_the_pattern_says(text, called):
    assert Pattern(text).fill("hat", "Vivid") == called


def test_numbers_of_one_s_own_have_a_style_of_that_name():
    assert Pattern("{name}_{style}").fill("hat", None) == "hat_own"


def test_a_name_with_braces_is_no_pattern():
    assert Pattern("{name}_x").fill("{style}", "Vivid") == "{style}_x"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "without {name}"),
        ("result", "without {name}, so that all results would be called the same"),
        ("{style}", "without {name}"),
        ("{name}_{date}", "the field {date}"),
        ("{name:>99999999}", "the field {name}"),
        ("{name.__class__}", "the field {name.__class__}"),
        ("{}", "the field {}"),
        ("{name", "a brace that stands alone"),
        ("../{name}", "with '/'"),
        ("{name}\\x", "which no name of a file can have"),
        ("{name}\n", "which no name of a file can have"),
        (".{name}", "a dot, which would hide"),
        ("{name}" + "x" * 40, "of 46 letters"),
    ],
)
def test_a_pattern_that_cannot_be_is_refused_in_a_sentence(text, found):
    with pytest.raises(OutputError, match=f"^Found a pattern of names .*{re.escape(found)}"):
        Pattern(text)
