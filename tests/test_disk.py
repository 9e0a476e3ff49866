import os
from contextlib import contextmanager

import pytest

from studio.disk import write
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


@pytest.fixture
def closed_folder(tmp_path):
    """A folder that this process may not write to, root or not."""
    tmp_path.chmod(0o500)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    yield tmp_path
    os.seteuid(user)
    tmp_path.chmod(0o700)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such users")
def test_a_closed_folder_is_told(closed_folder):
    with pytest.raises(OutputError, match="closed to writing"):
        write(closed_folder / "a.png", b"new", overwrite=False)


@contextmanager
def full_disk():
    """Let files of this process have 4 bytes: the nearest to a full disk that a test can make.

    Not a fixture: pytest's own output may be a file, and must not be written meanwhile.
    """
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.mark.parametrize("overwrite", [True, False])
def test_a_full_disk_leaves_the_old_file_alone(tmp_path, overwrite):
    (tmp_path / "a.png").write_bytes(b"old")
    with pytest.raises(OutputError, match="no room"), full_disk():
        write(tmp_path / "a.png", b"new picture", overwrite=overwrite)
    assert entries(tmp_path) == {"a.png": b"old"}


def entries(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}
