"""What results say, read by another program: no position, and that a model made the colours."""

import json
import os
import shutil
import subprocess

import pytest
from pictures import encoded, noise
from PIL import Image
from PIL.ExifTags import IFD, Base
from PIL.PngImagePlugin import PngInfo

from studio.photo import xmp
from studio.photo.photo import read
from studio.photo.writing.encoding import FORMATS, encode

RGB = noise(16, 16)
PLACE = (b"48.20", b"48,12", b"16.37", b"16,22", b"+48.20")
PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<r:Description r:about="" xmlns:e="http://ns.adobe.com/exif/1.0/" e:GPSLatitude="48,12.3N"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:drone="http://www.dji.com/drone-dji/1.0/"
 drone:GpsLongtitude="16.3738" xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#"
 geo:lat="48.2082">
 <e:GPSLongitude>16,22.4E</e:GPSLongitude><dc:title><r:Alt><r:li xml:lang="x-default">Grandmother
 at 48.2082, 16.3738</r:li></r:Alt></dc:title><dc:coverage>+48.2082+016.3738/</dc:coverage>
 <i:LocationShown xmlns:i="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"><r:Bag><r:li>
 <r:Description><e:GPSLatitude>48,12.3N</e:GPSLatitude></r:Description></r:li></r:Bag>
 </i:LocationShown></r:Description></r:RDF></x:xmpmeta><?xpacket end="w"?>"""
SIDECAR = (
    '<?xml version="1.0" encoding="{}"?>'
    + PACKET[PACKET.index("<x:") : PACKET.index("<?xpacket e")]
)


@pytest.fixture(scope="module")
def exiftool():
    if not (program := shutil.which("exiftool")):
        if os.environ.get("CI"):
            pytest.fail("CI must have ExifTool")
        pytest.skip("needs ExifTool")
    return program


def by_exif():
    exif = Image.Exif()
    exif[Base.Artist] = "Grandmother"
    exif[IFD.GPSInfo] = {1: "N", 2: (48.0, 12.0, 29.5), 3: "E", 4: (16.0, 22.0, 25.7)}
    return encoded(RGB, "JPEG", exif=exif.tobytes())


def by_words():
    text = PngInfo()
    text.add_text("Author", "Grandmother")
    text.add_text("Description", "At 48.2082 N, 16.3738 E")
    text.add_text("GPSLatitude", "48.2082")
    text.add_text("Location", "+48.2082+016.3738/")
    return encoded(RGB, "PNG", pnginfo=text)


def by_iptc():
    caption = b"Grandmother, GPS 48.2082 16.3738"
    record = b"\x1c\x02\x78" + len(caption).to_bytes(2, "big") + caption
    block = b"8BIM\x04\x04\0\0" + len(record).to_bytes(4, "big") + record + bytes(len(record) % 2)
    app = b"Photoshop 3.0\0" + block
    jpeg = encoded(RGB, "JPEG")
    return jpeg[:2] + b"\xff\xed" + (len(app) + 2).to_bytes(2, "big") + app + jpeg[2:]


def by_xmp(content, kind):
    if kind == "TIFF":
        exif = Image.Exif()
        exif[Base.XMLPacket] = content
        return encoded(RGB, "TIFF", exif=exif)
    return encoded(RGB, kind, xmp=content)


GIVEN = {
    "EXIF": by_exif(),
    "PNG text": by_words(),
    "IPTC": by_iptc(),
    "UTF-8": by_xmp(PACKET.encode(), "JPEG"),
    "UTF-16": by_xmp(PACKET.encode("utf-16"), "TIFF"),
    "UTF-16 BE": by_xmp(PACKET.encode("utf-16-be"), "WEBP"),
    "UTF-32": by_xmp(PACKET.encode("utf-32"), "TIFF"),
    "sidecar": by_xmp(SIDECAR.format("UTF-8").encode(), "WEBP"),
    "sidecar UTF-16": by_xmp(SIDECAR.format("UTF-16").encode("utf-16"), "JPEG"),
}


@pytest.mark.process
def test_no_result_tells_where_and_all_say_that_a_model_made_them(exiftool, tmp_path):
    for name, data in GIVEN.items():
        photo = read(data, name)
        assert "Where it was taken (GPS) is left out." in photo.notes
        for kind, target in FORMATS.items():
            made = encode(photo, RGB, format=kind)
            assert not [place for place in PLACE if place in made]
            (tmp_path / f"{name}{target.ending}").write_bytes(made)
    command = [exiftool, "-json", "-G1", "-a", "-ee", "-api", "RequestAll=3", str(tmp_path)]
    told = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert len(told) == len(GIVEN) * len(FORMATS)
    for result in told:
        assert not [key for key in result if "GPS" in key or "Latitude" in key or "Location" in key]
        assert result["XMP-iptcExt:DigitalSourceType"] == xmp.SOURCE
        assert "Grandmother" in str(result)
