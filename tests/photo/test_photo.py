import hashlib
import io

import numpy as np
import pytest
from pictures import (
    cmyk_profile,
    encoded,
    gray_profile,
    noise,
    png,
    quadrants,
    rgb_profile,
)
from PIL import Image, ImageCms, features
from PIL.ExifTags import IFD, Base

from studio.color.sizes import shrink
from studio.errors import PhotoError
from studio.photo.photo import open_file, read

LOSSLESS = {"PNG": {}, "TIFF": {}, "BMP": {}, "WEBP": {"lossless": True, "exact": True}}
RGB = noise(5, 7)
ALPHA = noise(5, 7, 1, seed=1)[..., 0]

# Display P3 under D50, as in Apple's profile; P3 to sRGB in linear light, as in CSS Color 4, 17.
P3 = (0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407)
P3_TO_SRGB = np.array(
    [[1.224940, -0.224940, 0], [-0.042057, 1.042057, 0], [-0.019638, -0.078636, 1.098274]]
)
# XYZ under D50 to linear sRGB, Bradford-adapted, as in CSS Color 4, 17.
XYZ_TO_SRGB = np.array(
    [
        [3.134136, -1.617386, -0.490662],
        [-0.978796, 1.916255, 0.033443],
        [0.071955, -0.228977, 1.405386],
    ]
)
GAMMA = 2.2


def srgb_levels(linear):
    """IEC 61966-2-1: linear light to 8-bit levels."""
    linear = np.clip(linear, 0, 1)
    curve = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.rint(curve * 255)


def orientation(value):
    exif = Image.Exif()
    exif[Base.Orientation] = value
    return exif


@pytest.mark.parametrize("kind", LOSSLESS)
def test_lossless_formats_keep_every_pixel(kind):
    photo = read(encoded(RGB, kind, **LOSSLESS[kind]), "a")
    np.testing.assert_array_equal(photo.rgb, RGB)
    assert (photo.width, photo.height, photo.format) == (7, 5, kind)


def test_jpeg_keeps_every_colour_nearly():
    photo = read(encoded(quadrants(), "JPEG", quality=95), "a")
    assert abs(photo.rgb[8::16, 8::16] - quadrants()[8::16, 8::16].astype(int)).max() <= 3


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("1", "PNG"),
        ("1", "TIFF"),
        ("1", "BMP"),
        ("L", "PNG"),
        ("L", "TIFF"),
        ("L", "BMP"),
        ("P", "PNG"),
        ("P", "TIFF"),
        ("P", "BMP"),
        ("RGBX", "TIFF"),
        ("CMYK", "TIFF"),
        pytest.param(
            *("YCbCr", "TIFF"),
            marks=pytest.mark.skipif(
                features.version("pil") < "13", reason="Pillow 12 cannot read what it writes"
            ),
        ),
    ],
)
def test_modes_give_the_colours_that_pillow_gives(mode, kind):
    image = Image.fromarray(RGB).convert(mode)
    photo = read(encoded(image, kind), "a")
    tolerance = 1 if mode == "YCbCr" else 0  # libtiff rounds otherwise
    np.testing.assert_allclose(photo.rgb, np.asarray(image.convert("RGB")), atol=tolerance)
    assert photo.alpha is None


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("RGBA", "PNG"), ("RGBA", "TIFF"), ("RGBA", "WEBP"), ("LA", "PNG"), ("LA", "TIFF")],
)
def test_alpha_is_kept_apart_exactly(mode, kind):
    opaque = Image.fromarray(RGB).convert(mode[:-1])
    image = opaque.copy()
    image.putalpha(Image.fromarray(ALPHA))
    photo = read(encoded(image, kind, **LOSSLESS[kind]), "a")
    np.testing.assert_array_equal(photo.alpha, ALPHA)
    np.testing.assert_array_equal(photo.rgb, np.asarray(opaque.convert("RGB")))


def test_transparent_palette_entries_become_alpha():
    indices = noise(5, 7, 1)[..., 0] % 4
    image = Image.fromarray(indices)
    image.putpalette([10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120])
    opacity = bytes([0, 100, 200, 255])
    photo = read(encoded(image, "PNG", transparency=opacity), "a")
    np.testing.assert_array_equal(photo.alpha, np.frombuffer(opacity, np.uint8)[indices])
    np.testing.assert_array_equal(photo.rgb[..., 0], np.array([10, 40, 70, 100])[indices])


@pytest.mark.parametrize(("mode", "colour"), [("L", 0), ("1", 0), ("RGB", (0, 0, 0))])
def test_a_transparent_colour_becomes_alpha(mode, colour):
    image = Image.fromarray(np.uint8([[0, 255]])).convert(mode)
    photo = read(encoded(image, "PNG", transparency=colour), "a")
    assert photo.alpha.tolist() == [[0, 255]]
    assert photo.rgb[..., 0].tolist() == [[0, 255]]


def test_a_transparent_16_bit_gray_becomes_alpha():
    row = b"\0" + np.array([0, 1000, 65535], ">u2").tobytes()
    photo = read(png(3, 1, 16, 0, row, extra=[(b"tRNS", b"\x03\xe8")]), "a")
    assert photo.alpha.tolist() == [[255, 0, 255]]


def test_lab_pixels_are_converted_under_d50():
    lab = np.array([60.0, 20.0, -30.0])
    stored = bytes([round(lab[0] * 2.55), 20, 256 - 30])  # a* and b* are signed (TIFF 6.0, p. 111)
    f = (lab[0] + 16) / 116 + np.array([lab[1] / 500, 0, -lab[2] / 200])
    expected = srgb_levels(XYZ_TO_SRGB @ (f**3 * [0.96422, 1, 0.82521]))
    photo = read(encoded(Image.frombytes("LAB", (1, 1), stored), "TIFF"), "a")
    np.testing.assert_allclose(photo.rgb[0, 0], expected, atol=1)


def test_gray_as_one_channel_or_three_is_the_same_photo():
    gray = noise(5, 7, 1)[..., 0]
    one, three = encoded(gray, "PNG"), encoded(np.dstack([gray] * 3), "PNG")
    np.testing.assert_array_equal(read(one, "a").rgb, read(three, "a").rgb)


@pytest.mark.parametrize(
    ("kind", "order"), [("PNG", "<u2"), ("TIFF", "<u2"), ("TIFF", ">u2")], ids=str
)
def test_16_bit_gray_is_scaled_not_clipped(kind, order):
    ramp = np.arange(65536, dtype=order).reshape(256, 256)
    photo = read(encoded(ramp, kind), "a")
    expected = np.rint(np.arange(65536) / 257).reshape(256, 256)
    np.testing.assert_array_equal(photo.rgb[..., 0], expected)
    np.testing.assert_array_equal(photo.wide, ramp)


@pytest.mark.parametrize(
    ("gray", "expected"),
    [
        (np.float32([0, 0.5, 1]), [0, 128, 255]),
        (np.float32([0.25, 0.5]), [64, 128]),
        (np.float32([-1, 0, 3]), [0, 64, 255]),
        (np.float32([2, np.nan, np.inf, -np.inf, 4]), [0, 0, 255, 0, 255]),
        (np.float32([-3e38, 0, 3e38]), [0, 128, 255]),
        (np.float32([np.nan, np.nan]), [0, 0]),
        (np.int32([0, 100, 255]), [0, 100, 255]),
        (np.int32([0, 257, 65535]), [0, 1, 255]),
        (np.int32([-100, 50, 100]), [0, 191, 255]),
    ],
    ids=["unit", "dark", "any", "infinite", "huge", "nothing", "byte", "word", "signed"],
)
def test_fractional_and_long_gray_is_scaled_by_its_range(gray, expected):
    photo = read(encoded(gray[np.newaxis], "TIFF"), "a")
    assert photo.rgb[0, :, 0].tolist() == expected


def test_constant_gray_is_accepted():
    assert read(encoded(np.full((2, 2), 7, np.float32), "TIFF"), "a").rgb.shape == (2, 2, 3)


STORED = {  # how a camera stores a picture that has to be shown upright (CIPA DC-008, tag 274)
    1: lambda upright: upright,
    2: lambda upright: upright[:, ::-1],
    3: lambda upright: upright[::-1, ::-1],
    4: lambda upright: upright[::-1],
    5: lambda upright: upright.swapaxes(0, 1),
    6: lambda upright: np.rot90(upright),
    7: lambda upright: upright[::-1, ::-1].swapaxes(0, 1),
    8: lambda upright: np.rot90(upright, -1),
}


@pytest.mark.parametrize("value", STORED)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_photos_stand_upright(kind, value):
    stored = np.ascontiguousarray(STORED[value](quadrants()))
    settings = LOSSLESS.get(kind, {"quality": 100, "subsampling": 0})
    photo = read(encoded(stored, kind, exif=orientation(value), **settings), "a")
    np.testing.assert_allclose(photo.rgb, quadrants(), atol=3)


def test_alpha_turns_with_the_photo():
    image = Image.fromarray(np.rot90(RGB))
    image.putalpha(Image.fromarray(np.rot90(ALPHA)))
    photo = read(encoded(image, "PNG", exif=orientation(6)), "a")
    np.testing.assert_array_equal(photo.alpha, ALPHA)


@pytest.fixture
def spoken():
    """EXIF as a camera and a person write it, with a position in three places."""
    exif = orientation(6)
    exif[Base.ImageDescription] = "Grandmother"
    exif[Base.Make] = "Agfa"
    exif[IFD.Exif] = {
        Base.DateTimeOriginal: "1931:05:01 12:00:00",
        Base.MakerNote: b"48.2082",
        Base.ColorSpace: 65535,
        Base.FocalLength: 50.0,
    }
    exif[IFD.GPSInfo] = {1: "N", 2: (48.0, 12.0, 29.0), 29: "2082:04:08"}
    exif[Base.XMLPacket] = b"<exif:GPSLatitude>48.2082</exif:GPSLatitude>"
    return exif.tobytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_exif_is_kept_without_orientation_and_position(spoken, kind):
    photo = read(encoded(RGB, kind, exif=spoken), "a")
    kept = Image.Exif()
    kept.load(photo.exif)
    assert kept[Base.ImageDescription] == "Grandmother"
    assert kept[Base.Make] == "Agfa"
    assert kept.get_ifd(IFD.Exif)[Base.DateTimeOriginal] == "1931:05:01 12:00:00"
    assert Base.Orientation not in kept
    assert IFD.GPSInfo not in kept
    assert b"2082" not in photo.exif


def test_exif_is_kept_letter_for_letter():
    exif = Image.Exif()
    exif[Base.ImageDescription] = "Großmutter 祖母".encode()
    assert "Großmutter 祖母".encode() in read(encoded(RGB, "PNG", exif=exif.tobytes()), "a").exif


def test_exif_says_srgb_once_the_pixels_are(spoken):
    kept = Image.Exif()
    kept.load(read(encoded(RGB, "PNG", exif=spoken), "a").exif)
    assert kept.get_ifd(IFD.Exif)[Base.ColorSpace] == 1


@pytest.mark.parametrize("exif", [None, orientation(6)], ids=["none", "orientation"])
def test_no_exif_is_none(exif):
    assert read(encoded(RGB, "PNG", **({"exif": exif} if exif else {})), "a").exif is None


@pytest.mark.parametrize("size", [5, 60_001], ids=["broken", "endless"])
def test_unusable_exif_is_left_out_and_told(size):
    exif = Image.Exif()
    exif[Base.Artist] = "A" * size
    content = exif.tobytes() if size > 5 else b"Exif\0\0MM\0*broken"
    photo = read(encoded(RGB, "PNG", exif=content), "a")
    np.testing.assert_array_equal(photo.rgb, RGB)
    assert photo.exif is None
    assert "EXIF" in photo.notes[0]


def test_display_p3_is_converted_to_srgb():
    patch = np.full((4, 4, 3), (180, 110, 90), np.uint8)
    expected = srgb_levels(P3_TO_SRGB @ (patch[0, 0] / 255) ** GAMMA)
    photo = read(encoded(patch, "PNG", icc_profile=rgb_profile(*P3, GAMMA)), "a")
    np.testing.assert_allclose(photo.rgb[0, 0], expected, atol=1)
    assert photo.notes == ()


def test_srgb_is_left_alone():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    np.testing.assert_array_equal(read(encoded(RGB, "PNG", icc_profile=profile), "a").rgb, RGB)


@pytest.mark.parametrize("profile", [gray_profile(1.8), rgb_profile(*P3, 1.8)], ids=["gray", "rgb"])
def test_gray_is_converted_from_either_kind_of_profile(profile):
    ramp = np.arange(256, dtype=np.uint8)[np.newaxis]
    photo = read(encoded(ramp, "PNG", icc_profile=profile), "a")
    expected = srgb_levels((np.arange(256) / 255) ** 1.8)
    np.testing.assert_allclose(photo.rgb[0], np.stack([expected] * 3, axis=-1), atol=1)


def test_cmyk_goes_through_its_profile():
    cyan = Image.new("CMYK", (2, 2), (255, 0, 0, 0))
    photo = read(encoded(cyan, "TIFF", icc_profile=cmyk_profile(100)), "a")
    luminance = ((100 / 2.55 + 16) / 116) ** 3
    np.testing.assert_allclose(photo.rgb, np.full((2, 2, 3), srgb_levels(luminance)), atol=1)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize(
    "profile",
    [b"garbage" * 30, ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()],
    ids=["garbage", "lab"],
)
def test_a_profile_that_does_not_fit_is_ignored_and_told(kind, profile):
    photo = read(encoded(RGB, kind, icc_profile=profile), "a")
    np.testing.assert_array_equal(photo.rgb, read(encoded(RGB, kind), "a").rgb)
    assert "profile" in photo.notes[0]


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF"])
def test_the_first_frame_is_taken_and_told(kind):
    frames = [Image.fromarray(noise(5, 7, seed=seed)) for seed in (0, 1)]
    settings = LOSSLESS[kind] | {"save_all": True, "append_images": frames[1:]}
    photo = read(encoded(frames[0], kind, **settings), "a")
    np.testing.assert_array_equal(photo.rgb, noise(5, 7, seed=0))
    assert photo.notes == ("The first of 2 pictures in it was taken.",)


@pytest.mark.parametrize("shape", [(1, 1), (1, 5000), (5000, 1), (1, 16384)])
def test_extreme_shapes_are_fine(shape):
    photo = read(encoded(np.zeros((*shape, 3), np.uint8), "PNG"), "a")
    assert photo.rgb.shape == (*shape, 3)


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ((1, 1), (1, 1)),
        ((1, 5000), (1, 100)),
        ((5000, 1), (100, 1)),
        ((300, 200), (100, 67)),
        ((100, 100), (100, 100)),
    ],
)
def test_a_preview_keeps_its_proportions_and_a_pixel(shape, expected):
    assert shrink(np.zeros((*shape, 3), np.uint8), side=100).shape == (*expected, 3)


def test_a_preview_averages_what_it_merges():
    checks = np.uint8(np.indices((200, 200)).sum(0) % 2 * 200)
    assert (shrink(np.dstack([checks] * 3), side=100) == 100).all()


def test_a_photo_cannot_be_changed():
    image = Image.fromarray(np.dstack([RGB, ALPHA]))
    photo = read(encoded(image, "PNG"), "a")
    for pixels in (photo.rgb, photo.alpha):
        with pytest.raises(ValueError, match="read-only"):
            pixels[0, 0] = 1


def test_a_photo_knows_its_file():
    data = encoded(RGB, "PNG")
    photo = read(data, "../<b>\u202egpj.png")
    assert photo.sha256 == hashlib.sha256(data).hexdigest()
    assert photo.name == "../<b>\u202egpj.png"


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("folder", "a folder"),
        ("missing.png", "no file of that name"),
        ("big.png", "a file of 400.0 MB"),
    ],
)
def test_a_path_without_a_photo_is_refused(tmp_path, entry, found):
    (tmp_path / "folder").mkdir()
    with (tmp_path / "big.png").open("wb") as file:
        file.truncate(400 * 2**20 + 1)
    with pytest.raises(PhotoError) as refusal:
        open_file(tmp_path / entry)
    assert refusal.value.found == found


def test_a_path_with_a_photo_is_read(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(encoded(RGB, "PNG"))
    photo = open_file(path)
    np.testing.assert_array_equal(photo.rgb, RGB)
    assert photo.name == "a.png"


def several(kind, **settings):
    """A file of a light, a middle and a dark picture."""
    first, *others = (Image.fromarray(np.full((32, 48, 3), level, np.uint8)) for level in LEVELS)
    file = io.BytesIO()
    first.save(file, kind, save_all=True, append_images=others, **settings)
    return file.getvalue()


LEVELS = (200, 120, 40)
SEVERAL = {
    "APNG": ("PNG", {}),
    "an APNG whose first picture is for itself": ("PNG", {"default_image": True}),
    "AVIF": ("AVIF", {}),
    "HEIC": ("HEIF", {}),
    "HEIC that shows its second": ("HEIF", {"primary_index": 1}),
}


@pytest.mark.parametrize("name", SEVERAL)
def test_each_picture_of_a_file_of_several_can_be_read(name):
    kind, settings = SEVERAL[name]
    if kind == "HEIF":
        pytest.importorskip("pillow_heif").register_heif_opener()
    data = several(kind, **settings)
    first = read(data, name)
    found = [round(float(read(data, name, page).rgb.mean())) for page in range(first.pages)]
    wanted = (120, 200, 40) if "primary_index" in settings else LEVELS
    np.testing.assert_allclose(found, wanted, atol=3)
    assert first.notes[0] == "The first of 3 pictures in it was taken."
