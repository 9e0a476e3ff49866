import os
from pathlib import Path

import pytest
from pictures import encoded, noise

from studio.batch import albums
from studio.photo import folders, photo
from studio.photo.folders import join, photos_in, walk
from studio.photo.writing import encoding


@pytest.fixture
def folder(tmp_path):
    for name in ("a.jpg", "b.jfif", "c.JPE", "sub/d.tiff", "notes.txt"):
        put(tmp_path / name)
    return tmp_path


def put(path, data=b"anything"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def names(paths, folder):
    return [path.relative_to(folder).as_posix() for path in paths]


def result():
    given = photo.read(encoded(noise(8, 8), "PNG"), "a.png")
    return encoding.encode(given, given.rgb)


def test_photos_are_known_by_any_of_their_endings(folder):
    assert names(photos_in(folder), folder) == ["a.jpg", "b.jfif", "c.JPE", "sub/d.tiff"]


def test_what_macos_puts_beside_files_is_no_photo(folder):
    for name in ("._a.jpg", "__MACOSX/._a.jpg", ".hidden/e.jpg"):
        put(folder / name)
    assert len(photos_in(folder)) == 4


@pytest.mark.parametrize("name", ["a_colorized.png", "a_colorized (1).png", "grandmother.png"])
def test_what_the_studio_made_is_left_out(folder, name):
    put(folder / "sub" / name, result())
    found = join(walk(folder))
    assert names(found.results, folder) == [f"sub/{name}"]
    assert len(found.photos) == 4


def test_a_photo_of_ones_own_that_is_called_like_a_result_counts(folder):
    put(folder / "a_colorized.png", encoded(noise(4, 4), "PNG"))
    assert folder / "a_colorized.png" in photos_in(folder)


def test_a_linked_folder_is_not_entered_and_said(folder):
    (folder / "sub" / "round").symlink_to(folder)
    found = join(walk(folder))
    assert len(found.photos) == 4
    assert next(folders.remarks(found)) == (
        f"{folder / 'sub/round'}: a link to a folder, which was not entered; name it by itself."
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such users")
def test_a_closed_folder_is_told_with_its_name(folder, closed):
    closed("sub")
    found = join(walk(Path()))
    assert len(found.photos) == 3
    ((path, refusal),) = folders.refusals(found)
    assert path == Path("sub")
    assert "cannot be read (Permission denied)" in str(refusal)


def test_a_link_to_a_photo_is_one_and_a_broken_one_is_for_the_reader_to_name(folder):
    (folder / "e.jpg").symlink_to(folder / "a.jpg")
    (folder / "f.jpg").symlink_to(folder / "nowhere")
    assert len(photos_in(folder)) == 6


def test_a_walk_goes_one_folder_at_a_time(folder):
    assert [len(part.photos) for part in walk(folder) if part.photos] == [3, 1]


def test_a_sheet_of_contacts_is_left_out(tmp_path):
    put(tmp_path / "a.png", encoded(noise(8, 8), "PNG"))
    (sheet,) = albums.contact_sheets([(tmp_path / "a.png", tmp_path / "a.png")], tmp_path)
    assert photos_in(tmp_path) == [tmp_path / "a.png"]
    assert sheet.name == "contact_sheet_1.jpg"


def test_what_is_no_photo_is_counted_by_its_kind(folder):
    for name in ("a.CR2", "b.cr2", "c.cr2", "Makefile", ".hidden.txt"):
        put(folder / name)
    (remark,) = folders.remarks(join(walk(folder)))
    assert remark == "5 files of other kinds were left out: 3 .cr2, 1 without an ending, 1 .txt."


@pytest.mark.parametrize(
    "ending", [".HIF", ".jif", ".mpo", ".jpf", ".j2c", ".avifs", ".apng", ".btf"]
)
def test_photos_are_known_by_rarer_endings(tmp_path, ending):
    put(tmp_path / f"a{ending}")
    assert len(photos_in(tmp_path)) == 1
