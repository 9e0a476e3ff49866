import io
import struct

import numpy as np
import pytest
import tifffile
from pictures import encoded, noise, png, rgb_profile, zeros
from PIL import Image, ImageCms
from PIL.ExifTags import IFD, Base

from studio import __version__
from studio.errors import OutputError
from studio.photo.photo import read
from studio.photo.writing.encoding import download_name, embedded_recipe, encode

RGB = noise(24, 40)
ALPHA = noise(24, 40, 1, seed=1)[..., 0]
KINDS = ["png", "jpeg", "webp", "tiff"]
NOTICE = "Colorized: colours are plausible, not recovered"
RECIPE = '{"model": "compact-auto", "title": "Großmutter 祖母"}'


@pytest.fixture
def photo():
    return read(encoded(np.zeros_like(RGB), "PNG"), "a.png")


@pytest.fixture
def described():
    """A see-through photo that says who made it, and where."""
    exif = Image.Exif()
    exif[Base.Artist] = "Jäger".encode()
    exif[Base.Orientation] = 3
    exif[Base.Software] = "Scanner 2000"
    exif[IFD.Exif] = {Base.DateTimeOriginal: "1931:05:01 12:00:00"}
    exif[IFD.GPSInfo] = {29: "2082:04:08"}
    image = Image.fromarray(np.dstack([np.zeros_like(RGB), ALPHA]))
    return read(encoded(image, "PNG", exif=exif.tobytes()), "a.png")


def opened(data):
    return Image.open(io.BytesIO(data))


# What comes out


def test_png_keeps_every_pixel(described):
    again = read(encode(described, RGB), "b")
    np.testing.assert_array_equal(again.rgb, RGB)
    np.testing.assert_array_equal(again.alpha, described.alpha)


def test_webp_keeps_alpha_exactly(described):
    again = read(encode(described, RGB, format="webp"), "b")
    np.testing.assert_array_equal(again.alpha, described.alpha)


def test_webp_keeps_the_colour_of_what_cannot_be_seen():
    unseen = read(encoded(np.dstack([RGB, np.zeros_like(ALPHA)]), "PNG"), "a")
    again = read(encode(unseen, np.full_like(RGB, (200, 90, 30)), format="webp"), "b")
    np.testing.assert_allclose(again.rgb, np.full_like(RGB, (200, 90, 30)), atol=3)


@pytest.mark.parametrize("kind", KINDS)
def test_the_kind_asked_for_comes_out(photo, kind):
    assert opened(encode(photo, RGB, format=kind)).format == kind.upper()


def test_jpeg_lays_the_photo_on_white():
    alpha = np.repeat(np.uint8([0, 255]), [16, 24])[np.newaxis].repeat(24, 0)
    source = Image.fromarray(np.dstack([np.zeros_like(RGB), alpha]))
    see_through = read(encoded(source, "PNG"), "a")
    flat = np.asarray(opened(encode(see_through, np.full_like(RGB, 60), format="jpeg")))
    assert flat[:, :16].min() >= 253
    assert abs(flat[:, 16:].astype(int) - 60).max() <= 2


def test_jpeg_does_not_smear_colour(photo):
    stripes = np.zeros_like(RGB)
    stripes[:, ::2] = (220, 60, 60)
    stripes[:, 1::2] = (60, 60, 220)
    error = np.asarray(opened(encode(photo, stripes, format="jpeg"))) - stripes.astype(int)
    assert abs(error).mean() < 4


# What it says


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("keep", [True, False])
def test_results_are_always_marked_as_colorized(photo, kind, keep):
    exif = opened(encode(photo, RGB, format=kind, keep_metadata=keep)).getexif()
    assert exif[Base.Software] == f"Colorization Studio {__version__}"
    assert "Colorized" in exif[Base.ImageDescription]


@pytest.mark.parametrize("keep", [True, False])
def test_a_png_says_so_in_words_as_well(photo, keep):
    text = opened(encode(photo, RGB, keep_metadata=keep)).text
    assert text["Software"] == f"Colorization Studio {__version__}"
    assert text["Comment"] == NOTICE


@pytest.mark.parametrize("kind", KINDS)
def test_metadata_go_along(described, kind):
    exif = opened(encode(described, RGB, format=kind)).getexif()
    assert exif[Base.Artist].encode("latin-1").decode() == "Jäger"
    assert exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] == "1931:05:01 12:00:00"
    assert exif[Base.Software].startswith("Colorization Studio")


@pytest.mark.parametrize("kind", KINDS)
def test_metadata_stay_behind_when_asked(described, kind):
    data = encode(described, RGB, format=kind, keep_metadata=False)
    assert Base.Artist not in opened(data).getexif()
    assert IFD.Exif not in opened(data).getexif()
    assert "icc_profile" not in opened(data).info


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("keep", [True, False])
def test_position_and_orientation_never_go_along(described, kind, keep):
    data = encode(described, RGB, format=kind, keep_metadata=keep)
    assert b"2082:04:08" not in data
    assert {IFD.GPSInfo, Base.Orientation}.isdisjoint(opened(data).getexif())


@pytest.mark.parametrize(("given", "expected"), [("Grandmother", "Grandmother"), ("   ", NOTICE)])
def test_only_a_blank_description_is_replaced(given, expected):
    exif = Image.Exif()
    exif[Base.ImageDescription] = given
    photo = read(encoded(RGB, "PNG", exif=exif.tobytes()), "a")
    assert opened(encode(photo, RGB)).getexif()[Base.ImageDescription] == expected


@pytest.mark.parametrize("kind", KINDS)
def test_pixels_are_declared_srgb_whatever_the_photo_was(kind):
    wide = rgb_profile((0.61, 0.31, 0.02), (0.21, 0.63, 0.06), (0.15, 0.06, 0.74), 2.2)
    photo = read(encoded(RGB, "PNG", icc_profile=wide), "a")
    profile = opened(encode(photo, RGB, format=kind)).info["icc_profile"]
    described = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    assert "sRGB" in described


def test_the_profile_does_not_tell_the_hour(photo):
    profile = opened(encode(photo, RGB)).info["icc_profile"]
    assert struct.unpack(">6H", profile[24:36]) == (2000, 1, 1, 0, 0, 0)


# The recipe


def test_a_recipe_comes_back_from_a_png(photo):
    assert embedded_recipe(encode(photo, RGB, recipe=RECIPE)) == RECIPE


def test_a_recipe_stays_without_metadata(photo):
    assert embedded_recipe(encode(photo, RGB, recipe=RECIPE, keep_metadata=False)) == RECIPE


def with_text(content):
    return png(1, 1, 8, 0, extra=[(b"iTXt", b"colorstudio-recipe" + content)])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"colorstudio-recipe",
        encoded(RGB, "PNG"),
        encoded(RGB, "JPEG"),
        encoded(RGB, "PNG")[:20],
        with_text(b"\0\0\0\0\0" + bytes(2**20 + 1)),
        with_text(b"\0\1\0\0\0" + zeros(2**24)),
    ],
    ids=["empty", "text", "plain", "jpeg", "cut", "long", "bomb"],
)
def test_no_recipe_is_none(data):
    assert embedded_recipe(data) is None


# Refusals


@pytest.mark.parametrize(
    ("kind", "width"), [("webp", 16_384), ("jpeg", 65_536), ("gif", 1)], ids=str
)
def test_what_a_format_cannot_hold_is_refused(kind, width):
    photo = read(encoded(np.zeros((1, 1, 3), np.uint8), "PNG"), "a")
    with pytest.raises(OutputError, match="png"):
        encode(photo, np.zeros((1, width, 3), np.uint8), format=kind)


def test_a_recipe_that_would_not_come_back_is_refused(photo):
    with pytest.raises(OutputError, match="recipe"):
        encode(photo, RGB, recipe="x" * (2**20 + 1))


# Names


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("holiday.jpg", "holiday_colorized.png"),
        ("no extension", "no-extension_colorized.png"),
        ("../../etc/passwd.jpg", "passwd_colorized.png"),
        ("C:\\photos\\a.b.tif", "a.b_colorized.png"),
        ("<img src=x onerror=alert(1)>.png", "img-src-x-onerror-alert-1_colorized.png"),
        ("a\u202egpj.exe\0.png", "a-gpj.exe_colorized.png"),
        ("祖母.jpg", "祖母_colorized.png"),
        ("Großmutter.jpg", "Großmutter_colorized.png"),
        ("दादी.jpg", "दादी_colorized.png"),
        ("a\ud800b.jpg", "a-b_colorized.png"),
        ("祖" * 300 + ".png", "祖" * 66 + "_colorized.png"),
        (".htaccess", "htaccess_colorized.png"),
        ("--overwrite.png", "overwrite_colorized.png"),
        ("", "photo_colorized.png"),
        ("..", "photo_colorized.png"),
        ("x" * 3000 + ".png", "x" * 80 + "_colorized.png"),
    ],
)
def test_names_are_made_safe(name, expected):
    assert download_name(name, "_colorized.png") == expected


# The stamp


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [(24, 40), (300, 400)], ids=["tiny", "usual"])
def test_a_stamp_covers_the_lower_right_corner_and_nothing_else(kind, size):
    plain = np.full((*size, 3), 128, np.uint8)
    photo = read(encoded(plain, "PNG"), "a")
    made = read(encode(photo, plain, format=kind, stamped=True), "b").rgb.astype(int)
    changed = np.argwhere(np.abs(made - 128).max(axis=2) > 20)
    assert len(changed) > 50
    assert made.max() > 200
    assert made.min() < 60
    if size[0] > 100:
        assert (changed.min(axis=0) > np.multiply(size, 0.6)).all()


def test_a_stamp_is_seen_on_gray_of_16_bits_and_where_nothing_is(described):
    wide = np.full((300, 400), 30_000, np.uint16)
    photo = read(encoded(Image.fromarray(wide), "PNG"), "a")
    plain = np.asarray(photo.rgb)
    made = tifffile.imread(io.BytesIO(encode(photo, plain, format="tiff", stamped=True)))
    assert made.dtype == np.uint16
    assert made.max() > 55_000
    clear = read(encoded(np.zeros((300, 400, 4), np.uint8), "PNG"), "a")
    assert read(encode(clear, np.asarray(clear.rgb), stamped=True), "b").alpha.max() > 200
