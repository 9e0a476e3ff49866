import errno
import os
from pathlib import Path

import pytest
from limits import full_disk

from studio.disk import make_folder, new_file, part_beside, remove_parts, write
from studio.errors import OutputError


def test_a_file_is_written_whole(tmp_path):
    write(tmp_path / "a.png", b"new", overwrite=False)
    assert entries(tmp_path) == {"a.png": b"new"}


def test_a_file_is_replaced_when_asked(tmp_path):
    (tmp_path / "a.png").write_bytes(b"old")
    write(tmp_path / "a.png", b"new", overwrite=True)
    assert entries(tmp_path) == {"a.png": b"new"}


def test_a_file_is_not_replaced_unasked(tmp_path):
    (tmp_path / "a.png").write_bytes(b"old")
    with pytest.raises(OutputError, match="--overwrite"):
        write(tmp_path / "a.png", b"new", overwrite=False)
    assert entries(tmp_path) == {"a.png": b"old"}


def no_links(path, other):
    raise OSError(errno.EPERM, "Operation not permitted")


def test_a_disk_without_links_replaces_nothing_unasked_either(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "hardlink_to", no_links)
    write(tmp_path / "a.png", b"first", overwrite=False)
    with pytest.raises(OutputError, match="--overwrite"):
        write(tmp_path / "a.png", b"second", overwrite=False)
    assert entries(tmp_path) == {"a.png": b"first"}


@pytest.mark.parametrize("overwrite", [True, False])
def test_a_folder_is_not_replaced(tmp_path, overwrite):
    (tmp_path / "a").mkdir()
    with pytest.raises(OutputError, match="a folder of that name"):
        write(tmp_path / "a", b"new", overwrite=overwrite)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize("parent", ["missing", "file"])
def test_a_missing_folder_is_told(tmp_path, parent):
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(OutputError, match="no such file or folder"):
        write(tmp_path / parent / "a.png", b"new", overwrite=False)
    assert entries(tmp_path) == {"file": b"old"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such users")
def test_a_closed_folder_is_told(tmp_path, closed):
    (tmp_path / "folder").mkdir()
    closed("folder")
    with pytest.raises(OutputError, match="closed to writing"):
        write(Path("folder/a.png"), b"new", overwrite=False)


def test_a_name_that_is_too_long_is_told(tmp_path):
    with pytest.raises(OutputError, match="too long"):
        write(tmp_path / ("a" * 300), b"new", overwrite=False)
    assert entries(tmp_path) == {}


def test_a_file_in_the_place_of_a_folder_is_told_with_what_can_help(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(OutputError, match="another name for the folder") as told:
        make_folder(tmp_path / "a")
    assert "--overwrite" not in str(told.value)


def test_what_a_killed_process_was_writing_goes_and_nothing_else(tmp_path):
    mine = [f"{'0f' * 16}.part", "photo.part", ".colorstudio.part"]
    for name in [f".colorstudio-{'0f' * 16}.part", *mine]:
        (tmp_path / name).write_bytes(b"half")
    remove_parts([tmp_path, tmp_path / "none"])
    assert sorted(entries(tmp_path)) == sorted(mine)


def test_what_another_process_is_writing_stays(tmp_path):
    with part_beside(tmp_path / "a.png") as part, new_file(part):
        remove_parts([tmp_path])
        assert part.exists()


@pytest.mark.parametrize("overwrite", [True, False])
def test_a_full_disk_leaves_the_old_file_alone(tmp_path, overwrite):
    (tmp_path / "a.png").write_bytes(b"old")
    with pytest.raises(OutputError, match="no room"), full_disk(4):
        write(tmp_path / "a.png", b"new picture", overwrite=overwrite)
    assert entries(tmp_path) == {"a.png": b"old"}


def entries(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}
