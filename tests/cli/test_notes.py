"""What the readers say of photos reaches the person, whichever command opened them."""

import io
import json
from pathlib import Path

import numpy as np
import pytest
import tifffile
from commands import invoke
from pictures import encoded, noise, png
from PIL import Image
from PIL.ExifTags import IFD

RGB = noise(16, 16)
GRAY = RGB[..., 0]


def tiff(*pages, **settings):
    file = io.BytesIO()
    with tifffile.TiffWriter(file) as writer:
        for samples in pages:
            writer.write(samples, photometric="minisblack", metadata=None, **settings)
    return file.getvalue()


def placed():
    exif = Image.Exif()
    exif[IFD.GPSInfo] = {1: "N"}
    return encoded(RGB, "JPEG", exif=exif.tobytes())


def cicp(transfer):
    pixels = b"".join(b"\0" + row.tobytes() for row in GRAY)
    return png(16, 16, 8, 0, pixels, extra=[(b"cICP", bytes([1, transfer, 0, 1]))])


NOTES = {
    "The first of 3 pictures in it was taken.": tiff(GRAY, GRAY, GRAY),
    "Where it was taken (GPS) is left out.": placed(),
    "The camera data (EXIF) could not be read and were left out.": encoded(
        RGB, "PNG", exif=b"Exif\0\0MM\0*broken"
    ),
    "The description as XMP could not be read and was left out.": encoded(RGB, "WEBP", xmp=b"?"),
    "The colour profile could not be used and was ignored.": encoded(
        GRAY, "PNG", icc_profile=b"profile" * 30
    ),
    "Levels from 0 to 40000 were scaled to black and white.": tiff(
        np.linspace(0, 40_000, 256, dtype=np.float32).reshape(16, 16)
    ),
    "Lights brighter than paper (PQ, of high dynamic range) became white.": cicp(16),
    "Lights brighter than paper (HLG, of high dynamic range) became white.": cicp(18),
}


pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path):
    for number, data in enumerate(NOTES.values()):
        (tmp_path / f"{number}.any").write_bytes(data)
    return tmp_path


def test_every_note_is_told_on_stderr(folder):
    ended = invoke("auto", *sorted(folder.glob("*.any")), "-o", folder / "out")
    told = ended.stderr.splitlines()
    assert told == [f"{folder / f'{n}.any'}: {note}" for n, note in enumerate(NOTES)]


def test_notes_of_a_kind_are_told_once_with_a_count(folder):
    for number in (1, 2, 3):
        (folder / f"p{number}.jpg").write_bytes(placed())
    ended = invoke("auto", *sorted(folder.glob("p*.jpg")), "-o", folder / "out")
    first = folder / "p1.jpg"
    assert ended.stderr == f"{first} and 2 more: Where it was taken (GPS) is left out.\n"


@pytest.mark.parametrize(
    "command",
    [
        ("hint", "--reference", "like.png"),
        ("tint", "--region", "mask:mask.png", "--color", "#b03a2e"),
    ],
    ids=lambda command: command[0],
)
def test_commands_of_one_photo_tell_its_notes(folder, monkeypatch, command):
    monkeypatch.chdir(folder)
    (folder / "like.png").write_bytes(encoded(noise(64, 64), "PNG"))
    (folder / "mask.png").write_bytes(encoded(np.uint8(255 * (GRAY > 99)), "PNG"))
    name, *options = command
    ended = invoke(name, "1.any", *options, "-o", "out.png")
    assert "1.any: Where it was taken (GPS) is left out.\n" in ended.stderr


def test_all_pages_are_coloured_when_asked_for(folder):
    three = folder / "three.tif"
    three.write_bytes(tiff(GRAY, GRAY.T, np.zeros_like(GRAY)))
    (folder / "one.png").write_bytes(encoded(GRAY, "PNG"))
    ended = invoke("auto", three, folder / "one.png", "-o", folder / "out", "--pages", "all")
    assert (ended.exit_code, ended.stderr) == (0, "")
    names = sorted(path.name for path in (folder / "out").iterdir())
    assert [name.removesuffix("_colorized.png") for name in names] == [
        *("one", "three-2", "three-3", "three"),
    ]
    light = [np.asarray(Image.open(folder / "out" / name).convert("L")) for name in names[1:]]
    assert light[1].max() == 0
    np.testing.assert_allclose(light[0].T, light[2], atol=12)


def test_a_batch_colours_all_pages_when_asked_for_and_knows_them_again(folder):
    photos, out = folder / "photos", folder / "out"
    photos.mkdir()
    (photos / "three.tif").write_bytes(tiff(GRAY, GRAY.T, np.zeros_like(GRAY)))
    (photos / "three-2.png").write_bytes(encoded(GRAY, "PNG"))
    asked = ("batch", photos, "-o", out, "--pages", "all", "--workers", "1", "--json")
    ended = invoke(*asked)
    assert ended.exit_code == 0, ended.stderr
    named = {path.name.removesuffix(".png") for path in out.glob("*.png")}
    further = ("three-2_colorized-page", "three-3_colorized")
    assert named == {"three_colorized", "three-2_colorized", *further}
    told = {Path(line["photo"]).name: line for line in map(json.loads, ended.stdout.splitlines())}
    assert told["three.tif"]["results"][1:] == [str(out / f"{name}.png") for name in further]
    assert "0 coloured, 2 done before" in invoke(*asked).stderr


def test_a_result_of_another_photo_in_the_place_of_a_page_stays(folder):
    photos, place = folder / "photos", folder / "out/two-2_colorized.png"
    photos.mkdir()
    place.parent.mkdir()
    (photos / "two.tif").write_bytes(tiff(GRAY, GRAY.T))
    (folder / "other.png").write_bytes(encoded(GRAY, "PNG"))
    invoke("auto", folder / "other.png", "-o", place)
    before = place.read_bytes()
    ended = invoke("batch", photos, "-o", folder / "out", "--pages", "all", "--workers", "1")
    assert (ended.exit_code, place.read_bytes()) == (1, before)
    assert f"two.tif: Found the file {place}, expected a free name" in ended.stderr


def test_a_picture_of_several_that_cannot_be_read_is_named(folder):
    photos = folder / "photos"
    photos.mkdir()
    data = tiff(GRAY, GRAY.T)
    (photos / "two.tif").write_bytes(data[:-200])
    ended = invoke("batch", photos, "-o", folder / "out", "--pages", "all", "--workers", "1")
    assert ended.exit_code == 1
    assert "two.tif: Found " in ended.stderr


def test_pages_are_named_after_the_file_that_is_asked_for(folder):
    three = folder / "three.tif"
    three.write_bytes(tiff(GRAY, GRAY))
    invoke("auto", three, "-o", folder / "made.png", "--pages", "all")
    assert (folder / "made-2.png").exists()


def test_another_word_for_pages_is_wrong_usage(folder):
    assert invoke("auto", folder / "0.any", "-o", folder / "a.png", "--pages", "2").exit_code == 2


def test_programs_are_told_notes_as_well(folder):
    asked = ("segment", folder / "1.any", "-o", folder / "out", "--model", "people-compact")
    told = json.loads(invoke(*asked, "--json").stdout)
    assert told["notes"] == ["Where it was taken (GPS) is left out."]


def test_a_mark_is_seen_in_the_corner_when_asked_for(folder):
    (folder / "a.png").write_bytes(encoded(np.full((200, 300), 128, np.uint8), "PNG"))
    invoke("auto", folder / "a.png", "-o", folder / "plain.png")
    invoke("auto", folder / "a.png", "-o", folder / "marked.png", "--mark")
    plain, marked = (np.asarray(Image.open(folder / f"{n}.png")) for n in ("plain", "marked"))
    changed = np.argwhere((plain != marked).any(axis=2))
    assert (changed.min(axis=0) > (120, 180)).all()


def test_a_batch_tells_notes_once_a_kind_and_keeps_them_in_its_journal(tmp_path):
    photos = tmp_path / "photos"
    photos.mkdir()
    for name in ("a.jpg", "b.jpg"):
        (photos / name).write_bytes(placed())
    ended = invoke("batch", photos, "-o", tmp_path / "out", "--workers", "1", "--json")
    note = "Where it was taken (GPS) is left out."
    assert f"and 1 more: {note}\n" in ended.stderr
    assert (tmp_path / "out/.colorstudio-batch.jsonl").read_text().count(note) == 2
    assert [json.loads(line)["notes"] for line in ended.stdout.splitlines()] == [[note], [note]]
