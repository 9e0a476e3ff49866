import gzip
import io
import random
import shutil
import tarfile

import pytest

from studio.errors import CorruptWeightsError
from studio.models.weights.archive import MOST_MEMBERS, SLACK, unpack

FILES = {"saved_model.pb": b"graph", "variables/variables.index": b"index", "assets/a.txt": b""}


def member(name, content=b"", kind=tarfile.REGTYPE, **ways):
    info = tarfile.TarInfo(name)
    info.type, info.size = kind, len(content)
    for key, value in ways.items():
        setattr(info, key, value)
    return info, content


def packed(*members, compress=True):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz" if compress else "w") as tar:
        for info, content in members:
            tar.addfile(info, io.BytesIO(content))
    return file.getvalue()


def plain(**ways):
    return packed(*(member(name, content) for name, content in FILES.items()), **ways)


@pytest.fixture
def unpacked(tmp_path):
    """Unpack bytes; return the folder."""

    def run(data):
        archive, folder = tmp_path / "archive.tar.gz", tmp_path / "out" / "new"
        archive.write_bytes(data)
        unpack(archive, folder)
        return folder

    return run


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("compress", [True, False])
def test_files_arrive_with_their_content(unpacked, compress):
    assert contents(unpacked(plain(compress=compress))) == FILES


def test_names_with_a_leading_dot_and_folders_are_usual(unpacked):
    folders = [member(name, kind=tarfile.DIRTYPE) for name in ("./", "./variables/")]
    data = packed(*folders, *(member(f"./{name}", content) for name, content in FILES.items()))
    assert contents(unpacked(data)) == FILES


def test_long_names_are_usual(unpacked):
    name = "assets/" + "a" * 150
    assert contents(unpacked(packed(member(name, b"x")))) == {name: b"x"}


HOSTILE = {
    "parent": [member("../x", b"x")],
    "parent inside": [member("variables/../../x", b"x")],
    "absolute": [member("/tmp/colorstudio-x", b"x")],
    "backslash": [member("..\\x", b"x")],
    "drive": [member("C:x", b"x")],
    "line break": [member("a\nb", b"x")],
    "too long": [member("a" * 300, b"x")],
    "too deep": [member("a/" * 3_000 + "a", b"x")],
    "folder outside": [member("../d", kind=tarfile.DIRTYPE)],
    "symbolic link": [member("link", kind=tarfile.SYMTYPE, linkname="/etc")],
    "hard link": [member("link", kind=tarfile.LNKTYPE, linkname="/etc/hostname")],
    "character device": [member("null", kind=tarfile.CHRTYPE, devmajor=1, devminor=3)],
    "block device": [member("disk", kind=tarfile.BLKTYPE, devmajor=8)],
    "pipe": [member("pipe", kind=tarfile.FIFOTYPE)],
    "sparse": [member("sparse", kind=tarfile.GNUTYPE_SPARSE)],
    "twice": [member("a", b"1"), member("a", b"2")],
    "twice in other words": [member("a", b"1"), member("./a", b"2")],
    "file on folder": [member("a/b", b"1"), member("a", b"2")],
    "folder on file": [member("a", b"1"), member("a/b", b"2")],
    "through a link": [member("d", kind=tarfile.SYMTYPE, linkname=".."), member("d/x", b"x")],
    "too many": [member(str(count)) for count in range(MOST_MEMBERS + 1)],
    "bomb": [member("zeros", bytes(64 * SLACK))],
    "bomb of many": [member(str(count), bytes(SLACK)) for count in range(40)],
}


@pytest.mark.slow
@pytest.mark.parametrize("members", HOSTILE.values(), ids=HOSTILE)
def test_hostile_archive_is_refused_and_nothing_lies_outside(unpacked, tmp_path, members):
    with pytest.raises(CorruptWeightsError, match=r"^Found .*, expected .*: .*\.$"):
        unpacked(packed(*members))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive.tar.gz", "out"]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["new"]
    written = list((tmp_path / "out" / "new").rglob("*"))
    assert not any(path.is_symlink() for path in written)
    assert all(path.is_file() or path.is_dir() for path in written)


@pytest.mark.slow
def test_bomb_is_refused_before_it_is_written(unpacked, tmp_path):
    with pytest.raises(CorruptWeightsError, match="much more than its size allows"):
        unpacked(packed(member("zeros", bytes(64 * SLACK))))
    assert not contents(tmp_path / "out")


@pytest.mark.slow
@pytest.mark.parametrize("kind", [tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE])
def test_bomb_in_a_header_is_refused(unpacked, kind):
    with pytest.raises(CorruptWeightsError, match="much more than its size allows"):
        unpacked(packed(member("header", bytes(64 * SLACK), kind=kind)))


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.98])
def test_archive_cut_anywhere_is_refused(unpacked, share):
    chance = random.Random(0)
    data = packed(*(member(name, chance.randbytes(1_000_000)) for name in "ab"))
    with pytest.raises(CorruptWeightsError, match="a damaged archive"):
        unpacked(data[: int(len(data) * share)])


@pytest.mark.parametrize(
    "data",
    [b"<!DOCTYPE html><html></html>", b"\x1f\x8b", b"\x1f\x8b" + bytes(100), b"x" * 1000],
    ids=["page", "two bytes", "broken gzip", "noise"],
)
def test_file_that_is_no_archive_is_refused(unpacked, data):
    with pytest.raises(CorruptWeightsError, match="a damaged archive"):
        unpacked(data)


@pytest.mark.slow
def test_archive_with_flipped_bytes_is_refused_or_stays_inside_the_folder(unpacked, tmp_path):
    """Headers have a checksum, contents have none in a tar file that is not compressed."""
    chance, whole, refused = random.Random(0), gzip.decompress(plain()), 0
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 30)):
            data[chance.randrange(len(data) // 3)] = chance.randrange(256)
        try:
            unpacked(bytes(data))
        except CorruptWeightsError:
            refused += 1
        assert sorted(path.name for path in tmp_path.iterdir()) == ["archive.tar.gz", "out"]
        shutil.rmtree(tmp_path / "out")
    assert refused > 200


def test_a_length_beyond_all_bounds_is_damage(unpacked):
    data = bytearray(packed(member("a" * 200, b"x"), compress=False))
    start, said = data.index(b" path=") - 3, b"9" * 25 + b" path="
    data[start : start + len(said)] = said
    with pytest.raises(CorruptWeightsError):
        unpacked(bytes(data))
