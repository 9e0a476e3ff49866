"""What a photo says of itself comes out again, in every format; where it was taken does not."""

import io
import struct

import pytest
from pictures import encoded, noise
from PIL import Image
from PIL.ExifTags import IFD, Base
from PIL.PngImagePlugin import PngInfo

from studio.photo.photo import read
from studio.photo.writing.encoding import FORMATS, encode

RGB = noise(16, 16)
XMP = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description tiff:Orientation="6"
 exif:GPSLatitude="48,12N" dc:title="Grandmother"><exif:GPSAltitude>2082</exif:GPSAltitude>
</rdf:Description></x:xmpmeta>"""


def again(photo, kind):
    return Image.open(io.BytesIO(encode(photo, RGB, format=kind)))


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("given", ["JPEG", "PNG", "BMP", "TIFF"])
def test_resolution_is_kept(given, kind):
    photo = read(encoded(RGB, given, dpi=(600, 300)), "a")
    made = again(photo, kind)
    exif = made.getexif()
    assert exif[Base.XResolution] == pytest.approx(600, abs=0.1)
    assert exif[Base.YResolution] == pytest.approx(300, abs=0.1)
    if kind != "webp":
        assert made.info["dpi"] == pytest.approx((600, 300), abs=0.1)


def iptc(dataset, words):
    record = b"\x1c\x02" + bytes([dataset]) + struct.pack(">H", len(words)) + words
    block = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record + bytes(len(record) % 2)
    content = b"Photoshop 3.0\0" + block
    return b"\xff\xed" + struct.pack(">H", len(content) + 2) + content


def commented():
    text = PngInfo()
    text.add_text("Description", "Großmutter")
    yield "png", encoded(RGB, "PNG", pnginfo=text)
    yield "comment", encoded(RGB, "JPEG", comment="Großmutter".encode())
    jpeg = encoded(RGB, "JPEG")
    yield "iptc", jpeg[:2] + iptc(120, "Großmutter".encode()) + jpeg[2:]


@pytest.mark.parametrize(("source", "data"), list(commented()), ids=lambda value: str(value)[:7])
@pytest.mark.parametrize("kind", FORMATS)
def test_captions_are_kept(source, data, kind):
    description = again(read(data, "a"), kind).getexif()[Base.ImageDescription]
    assert description.encode("latin-1").decode() == "Großmutter"


@pytest.mark.parametrize("given", ["JPEG", "WEBP"])
@pytest.mark.parametrize("kind", FORMATS)
def test_xmp_is_kept_without_position_and_orientation(given, kind):
    made = again(read(encoded(RGB, given, xmp=XMP), "a"), kind)
    xmp = made.info.get("xmp") or made.info["XML:com.adobe.xmp"].encode()
    assert b"Grandmother" in xmp
    for gone in (b"48,12N", b"2082", b"GPS", b"Orientation"):
        assert gone not in xmp


def test_xmp_in_which_a_position_may_hide_is_left_out():
    hidden = b"<x:xmpmeta>&#71;gps 48.2082</x:xmpmeta>"
    assert read(encoded(RGB, "JPEG", xmp=hidden), "a").xmp is None


def test_it_is_said_that_the_position_is_left_out():
    exif = Image.Exif()
    exif[IFD.GPSInfo] = {1: "N"}
    assert "GPS" in read(encoded(RGB, "JPEG", exif=exif.tobytes()), "a").notes[0]
