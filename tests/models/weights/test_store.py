import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from catalogs import model_of, weight_file

from studio.errors import CorruptWeightsError, MissingWeightsError
from studio.models.weights.digests import digest
from studio.models.weights.store import Store

BODY = bytes(range(256)) * 5_000
FLIPPED = BODY[:-1] + bytes([BODY[-1] ^ 1])
SMALL = b"layer { }"
PAGE = b"\n<!doctype HTML>\n<title>Sign in</title>"
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 128946764\n"
NET = weight_file(BODY, "net.caffemodel", "https://example.org/net.caffemodel")
MODEL = model_of(NET, weight_file(SMALL, "net.prototxt", "https://example.org/net.prototxt"))
SHIPPED = model_of(weight_file(BODY, "net.caffemodel"))


@pytest.fixture
def folder(tmp_path):
    """A folder of weights in which both files of the model lie where they belong."""
    (tmp_path / "some-model").mkdir()
    (tmp_path / "some-model" / "net.caffemodel").write_bytes(BODY)
    (tmp_path / "some-model" / "net.prototxt").write_bytes(SMALL)
    return tmp_path


@pytest.fixture
def net(folder):
    return folder / "some-model" / "net.caffemodel"


def test_digest_is_the_published_one(tmp_path):
    # FIPS 180-2, appendix B.1 and B.3: "abc", and a million times "a"
    (tmp_path / "abc").write_bytes(b"abc")
    (tmp_path / "million").write_bytes(b"a" * 1_000_000)
    assert digest(tmp_path / "abc").startswith("ba7816bf8f01cfea414140de5dae2223b00361a3")
    assert digest(tmp_path / "million").startswith("cdc76e5c9914fb9281a1c7e284d73e67f1809a48")


def test_installed_files_are_located_in_the_order_of_the_model(folder, net):
    assert Store(folder).locate(MODEL) == (net, folder / "some-model" / "net.prototxt")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (FLIPPED, "other content of the same size"),
        (BODY[:1_200_000], "1.2 MB, 80,000 bytes too few"),
        (BODY + b"\n", "1.3 MB, 1 bytes too many"),
        (b"", "0 bytes, 1,280,000 bytes too few"),
        (POINTER, "a git-lfs pointer"),
        (PAGE, "a web page"),
        (PAGE.ljust(len(BODY)), "a web page"),
    ],
    ids=["flipped bit", "truncated", "longer", "empty", "pointer", "page", "page of that size"],
)
def test_damaged_file_is_refused_and_described(folder, net, content, words):
    net.write_bytes(content)
    with pytest.raises(CorruptWeightsError) as caught:
        Store(folder).locate(MODEL)
    assert str(caught.value) == (
        f"Found {words} in {net}, expected 1.3 MB with SHA-256 {NET.sha256[:12]}...: "
        "run `colorstudio models install some-model`."
    )
    assert not Store(folder).installed(MODEL)


def test_file_that_cannot_be_read_is_described(folder, net):
    net.unlink()
    net.mkdir()
    with pytest.raises(CorruptWeightsError, match="an unreadable file"):
        Store(folder).locate(MODEL)


def test_damaged_file_that_ships_is_restored_from_the_repository(folder, net):
    net.write_bytes(FLIPPED)
    with pytest.raises(CorruptWeightsError, match=r"restore net.caffemodel from the repository"):
        Store(folder).locate(SHIPPED)


@pytest.mark.parametrize("copy", ["net.caffemodel", "model (1).caffemodel", "a/b/c.bin", "ü"])
def test_copy_put_anywhere_by_hand_is_recognised(folder, net, copy):
    (folder / copy).parent.mkdir(parents=True, exist_ok=True)
    net.rename(folder / copy)
    assert Store(folder).locate(MODEL)[0] == folder / copy
    assert Store(folder).installed(MODEL)


def test_good_copy_stands_in_for_a_damaged_file(folder, net):
    net.rename(folder / "copy")
    net.write_bytes(FLIPPED)
    assert Store(folder).locate(MODEL)[0] == folder / "copy"
    assert Store(folder).installed(MODEL)


def test_copy_with_one_flipped_bit_is_not_recognised(folder, net):
    net.unlink()
    (folder / "copy").write_bytes(FLIPPED)
    assert not Store(folder).installed(MODEL)
    with pytest.raises(MissingWeightsError):
        Store(folder).locate(MODEL)


def test_download_under_way_is_not_recognised(folder, net):
    net.rename(net.with_name("net.caffemodel.part"))
    assert not Store(folder).installed(MODEL)


def test_link_to_a_good_file_counts_and_a_linked_folder_is_not_entered(
    folder, net, tmp_path_factory
):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    net.rename(elsewhere / "net")
    (folder / "linked folder").symlink_to(elsewhere)
    assert not Store(folder).installed(MODEL)
    net.symlink_to(elsewhere / "net")
    assert Store(folder).locate(MODEL)[0] == net


def test_dangling_links_and_loops_are_passed_over(folder, net):
    (folder / "dangling").symlink_to(folder / "nowhere")
    (folder / "loop").symlink_to(folder / "loop")
    net.rename(folder / "z")
    assert Store(folder).locate(MODEL)[0] == folder / "z"


def test_missing_files_are_named_with_what_to_do(tmp_path):
    with pytest.raises(MissingWeightsError) as caught:
        Store(tmp_path).locate(MODEL)
    assert str(caught.value) == (
        f"Found no net.caffemodel, net.prototxt of some-model, expected 1.3 MB in {tmp_path}: "
        "press Install beside the model, run `colorstudio models install some-model`, "
        "or put the files there by hand."
    )


def test_missing_file_that_ships_is_restored_from_the_repository(tmp_path):
    with pytest.raises(MissingWeightsError, match=r"restore net.caffemodel from the repository"):
        Store(tmp_path).locate(SHIPPED)


def test_nothing_is_installed_in_a_folder_that_does_not_exist(tmp_path):
    assert not Store(tmp_path / "nowhere").installed(MODEL)


def test_asking_again_does_not_read_the_file_again(folder, net):
    assert Store(folder).installed(MODEL)
    changed = net.stat()
    net.write_bytes(FLIPPED)
    os.utime(net, ns=(changed.st_atime_ns, changed.st_mtime_ns))
    assert Store(folder).installed(MODEL)  # only size and time were looked at
    with pytest.raises(CorruptWeightsError):
        Store(folder).locate(MODEL)  # a load looks at every byte


def test_answer_follows_the_file(folder, net):
    answers = []
    for second, content in enumerate([BODY, FLIPPED, BODY]):
        net.write_bytes(content)
        os.utime(net, (second, second))  # clocks of file systems are coarse
        answers.append(Store(folder).installed(MODEL))
    assert answers == [True, False, True]


def test_threads_get_the_same_answer(folder):
    store, alone = Store(folder), Store(folder).locate(MODEL)
    with ThreadPoolExecutor(8) as pool:
        ready = pool.map(store.installed, [MODEL] * 8)
        paths = pool.map(store.locate, [MODEL] * 8)
        assert list(zip(ready, paths, strict=True)) == [(True, alone)] * 8


def test_what_ships_is_found_beside_what_was_installed(folder, net, tmp_path):
    store = Store(tmp_path / "own", shipped=folder)
    assert store.locate(MODEL)[0] == net
    assert store.begun(MODEL)
    assert not store.folder.exists()


def test_what_was_installed_comes_before_what_ships(folder, net, tmp_path):
    own = tmp_path / "own"
    (own / MODEL.name).mkdir(parents=True)
    (own / MODEL.name / net.name).write_bytes(BODY)
    assert Store(own, shipped=folder).locate(MODEL)[0] == own / MODEL.name / net.name


def test_a_damaged_file_is_named_where_it_ships(folder, net, tmp_path):
    net.write_bytes(FLIPPED)
    with pytest.raises(CorruptWeightsError, match=str(net)):
        Store(tmp_path / "own", shipped=folder).locate(MODEL)
