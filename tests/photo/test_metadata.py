"""What a photo says of itself comes out again, in every format; where it was taken does not."""

import io
import struct

import pytest
from pictures import encoded, noise
from PIL import Image
from PIL.ExifTags import IFD, Base
from PIL.PngImagePlugin import PngInfo

from studio.photo import xmp
from studio.photo.photo import read
from studio.photo.writing.encoding import FORMATS, encode
from studio.photo.xmp import Property

RGB = noise(16, 16)
XMP = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
 <rdf:Description rdf:about="uuid:1" xmlns:tiff="http://ns.adobe.com/tiff/1.0/"
 xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 tiff:Orientation="6" exif:GPSLatitude="48,12N" dc:title="Grandmother">
 <exif:GPSAltitude>2082</exif:GPSAltitude></rdf:Description></rdf:RDF></x:xmpmeta>"""


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


def record(dataset, words):
    return b"\x1c\x02" + bytes([dataset]) + struct.pack(">H", len(words)) + words


def iptc(*records):
    content = b"".join(records)
    block = (
        b"8BIM\x04\x04\0\0" + struct.pack(">I", len(content)) + content + bytes(len(content) % 2)
    )
    app = b"Photoshop 3.0\0" + block
    return b"\xff\xed" + struct.pack(">H", len(app) + 2) + app


def commented():
    text = PngInfo()
    text.add_text("Description", "Großmutter")
    yield "png", encoded(RGB, "PNG", pnginfo=text)
    yield "comment", encoded(RGB, "JPEG", comment="Großmutter".encode())
    jpeg = encoded(RGB, "JPEG")
    yield "iptc", jpeg[:2] + iptc(record(120, "Großmutter".encode())) + jpeg[2:]


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


def test_xmp_that_is_no_tree_of_properties_is_left_out():
    hidden = b"<x:xmpmeta>&#71;gps 48.2082</x:xmpmeta>"
    assert read(encoded(RGB, "JPEG", xmp=hidden), "a").xmp is None


@pytest.mark.parametrize(
    "given",
    [
        b"no XML",
        b"<rdf:RDF><rdf:Description>",
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><rdf:RDF/>",
        b"<a>" * 5_000 + b"</a>" * 5_000,
        XMP + bytes(2**20),
    ],
    ids=["words", "half", "entities", "deep", "huge"],
)
def test_xmp_that_cannot_be_read_is_left_out_and_said(given):
    photo = read(encoded(RGB, "WEBP", xmp=given), "a")
    assert photo.xmp is None
    assert photo.notes == ("The description as XMP could not be read and was left out.",)


def test_it_is_said_that_the_position_is_left_out():
    exif = Image.Exif()
    exif[IFD.GPSInfo] = {1: "N"}
    assert "GPS" in read(encoded(RGB, "JPEG", exif=exif.tobytes()), "a").notes[0]
    assert "GPS" in read(encoded(RGB, "JPEG", xmp=XMP), "a").notes[0]


def test_words_that_are_called_like_places_stay():
    words = [
        Property("dc:description", ("Latitude Festival, 1931, alt text, 3.50 m, 12,5",), "Alt")
    ]
    photo = read(encoded(RGB, "WEBP", xmp=xmp.add(None, words)), "a")
    assert b"Latitude Festival, 1931, alt text, 3.50 m, 12,5" in photo.xmp
    assert photo.notes == ()


@pytest.mark.parametrize("kind", FORMATS)
def test_large_xmp_is_kept(kind):
    words = [Property("dc:subject", tuple(f"word {n}" for n in range(8_000)), "Bag")]
    photo = read(encoded(RGB, "WEBP", xmp=xmp.add(None, words)), "a")
    assert len(photo.xmp) > 2 * 65_535
    again = read(encode(photo, RGB, format=kind), "b")
    assert all(word in again.xmp for word in (b"<rdf:li>word 0<", b"<rdf:li>word 7999<"))
    assert again.xmp.count(b"<rdf:li>") == 8_000


@pytest.mark.parametrize("kind", FORMATS)
def test_the_fields_of_news_agencies_are_kept(kind):
    words = {105: "A headline", 5: "Harvest", 25: "Großmutter", 55: "19310612"}
    segment = iptc(*(record(dataset, text.encode()) for dataset, text in words.items()))
    jpeg = encoded(RGB, "JPEG")
    photo = read(jpeg[:2] + segment + jpeg[2:], "a")
    said = read(encode(photo, RGB, format=kind), "b").xmp.decode()
    for words in ("A headline", "Harvest", "Großmutter", "1931-06-12"):
        assert words in said


@pytest.mark.parametrize(
    "text", ["Fri, 12 Jun 1931 12:30:00 GMT", "1931-06-12T12:30:00", "1931:06:12 12:30:00"]
)
@pytest.mark.parametrize("kind", FORMATS)
def test_when_a_png_was_made_is_kept(text, kind):
    about = PngInfo()
    about.add_text("Creation Time", text)
    made = again(read(encoded(RGB, "PNG", pnginfo=about), "a"), kind)
    assert made.getexif().get_ifd(IFD.Exif)[Base.DateTimeOriginal] == "1931:06:12 12:30:00"


@pytest.mark.parametrize("keep", [True, False])
@pytest.mark.parametrize("kind", FORMATS)
def test_every_result_says_that_a_model_made_its_colours(kind, keep):
    photo = read(encoded(RGB, "JPEG", xmp=XMP), "a")
    made = Image.open(io.BytesIO(encode(photo, RGB, format=kind, keep_metadata=keep)))
    said = made.info.get("xmp") or made.info["XML:com.adobe.xmp"].encode()
    assert said.count(xmp.SOURCE.encode()) == 1
    assert (b"Grandmother" in said) == keep
