"""BMP: channels wherever their masks say."""

import struct

import numpy as np
import pytest
from pictures import noise

from studio.errors import PhotoError
from studio.photo.photo import read

RGB = noise(6, 5)
MASKS = {
    "rgba": (32, (0xFF, 0xFF00, 0xFF0000, 0xFF000000)),
    "bgr in the middle": (32, (0xFF0000, 0xFF00, 0xFF, 0)),
    "ten bits": (32, (0x3FF00000, 0xFFC00, 0x3FF, 0)),
    "444": (16, (0xF00, 0xF0, 0xF, 0xF000)),
    "332": (16, (0xE0, 0x1C, 0x3, 0)),
    "565 backwards": (16, (0x1F, 0x7E0, 0xF800, 0)),
}


def bmp(bits, masks, *, upside_down=True, head=56):
    """A BMP of RGB and an alpha of 200, each in the bits of its mask."""
    height, width = RGB.shape[:2]
    words = np.zeros((height, width), np.uint32)
    for level, mask in zip((*np.moveaxis(RGB, 2, 0), np.full((6, 5), 200)), masks, strict=True):
        low = (mask & -mask).bit_length() - 1
        words |= np.rint(level / 255 * (mask >> max(low, 0))).astype(np.uint32) << max(low, 0)
    rows = words.astype(f"<u{bits // 8}")
    padded = [row.tobytes() + bytes(-row.nbytes % 4) for row in rows]
    body = b"".join(padded[::-1] if upside_down else padded)
    high = height if upside_down else -height
    kind = 3 if head > 52 or not masks[3] else 6
    info = struct.pack("<IiiHHIIiiII", head, width, high, 1, bits, kind, len(body), 0, 0, 0, 0)
    info += struct.pack("<4I", *masks)
    return (
        b"BM" + struct.pack("<IHHI", 14 + len(info) + len(body), 0, 0, 14 + len(info)) + info + body
    )


@pytest.mark.parametrize("upside_down", [True, False])
@pytest.mark.parametrize("kind", MASKS)
def test_any_masks_are_read(kind, upside_down):
    bits, masks = MASKS[kind]
    photo = read(bmp(bits, masks, upside_down=upside_down), "a")
    steps = [255 / (mask >> ((mask & -mask).bit_length() - 1)) / 2 + 0.5 for mask in masks[:3]]
    assert (np.abs(photo.rgb - RGB.astype(float)) <= steps).all()
    assert (photo.alpha is not None) == bool(masks[3])


def test_masks_behind_the_oldest_header_are_read():
    photo = read(bmp(32, MASKS["ten bits"][1], head=40), "a")
    np.testing.assert_allclose(photo.rgb, RGB, atol=1)


def test_a_mask_with_holes_is_refused():
    with pytest.raises(PhotoError, match="BMP"):
        read(bmp(32, (0xFF, 0xF0F00, 0xFF000000, 0)), "a")
