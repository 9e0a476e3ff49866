import io
import struct
import zlib

import cv2
import numpy as np
import pytest
import skimage.data
from pictures import encoded, noise
from PIL import Image

from studio.photo.writing import png_writer


def opened(data):
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize(("height", "width"), [(1, 1), (1, 90), (33, 1), (100, 37)])
def test_every_pixel_comes_back(height, width, channels):
    pixels = noise(height, width, channels)
    assert np.array_equal(np.asarray(opened(png_writer.write(pixels, []))), pixels)


def test_another_decoder_sees_the_same():
    pixels = skimage.data.astronaut()
    decoded = cv2.imdecode(
        np.frombuffer(png_writer.write(pixels, []), np.uint8), cv2.IMREAD_COLOR_RGB
    )
    assert np.array_equal(decoded, pixels)


def test_chunks_carry_their_checksums():
    opened(png_writer.write(noise(8, 8), [png_writer.text("Title", "Großmutter 祖母")])).verify()


@pytest.mark.parametrize("words", ["", "Großmutter 祖母", "x" * 100_000])
def test_words_of_any_script_come_back(words):
    assert (
        opened(png_writer.write(noise(8, 8), [png_writer.text("Title", words)])).text["Title"]
        == words
    )


def test_photos_take_hardly_more_room_than_with_zlib():
    photos = [getattr(skimage.data, name)() for name in ("astronaut", "coffee", "chelsea")]
    ours = sum(len(png_writer.write(pixels, [])) for pixels in photos)
    assert ours < 1.05 * sum(len(encoded(pixels, "PNG", compress_level=4)) for pixels in photos)


def test_a_row_further_down_is_foretold_by_the_one_above_it():
    same = np.repeat(noise(1, 500), 64, axis=0)
    assert len(png_writer.write(same, [])) < 0.1 * same.size


@pytest.mark.parametrize("height", [1, 32, 33, 300])
def test_strips_are_one_stream_with_its_checksum(height):
    data = png_writer.write(noise(height, 37), [])
    packed, at = [], 8
    while at < len(data):
        (size,) = struct.unpack_from(">I", data, at)
        packed += [data[at + 8 : at + 8 + size]] if data[at + 4 : at + 8] == b"IDAT" else []
        at += size + 12
    assert len(zlib.decompress(b"".join(packed))) == height * (1 + 37 * 3)
