import hashlib
import os
import threading
from dataclasses import fields

import pytest

from studio.errors import CorruptWeightsError, MissingWeightsError
from studio.models.catalog import Model, WeightFile
from studio.models.weights.digests import digest
from studio.models.weights.store import installed, locate, verify

BODY = bytes(range(256)) * 5_000
FLIPPED = BODY[:-1] + bytes([BODY[-1] ^ 1])
SMALL = b"layer { }"
PAGE = b"\n<!doctype HTML>\n<title>Sign in</title>"
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 128946764\n"
URL = "https://example.org/net.caffemodel"


def weight_file(body=BODY, name="net.caffemodel", mirrors=(URL,)) -> WeightFile:
    return WeightFile(name, len(body), hashlib.sha256(body).hexdigest(), mirrors)


def model_of(*files: WeightFile) -> Model:
    blank = dict.fromkeys((field.name for field in fields(Model)), "")
    return Model(**{**blank, "name": "some-model", "files": files})


NET, SHIPPED = weight_file(), weight_file(mirrors=())
MODEL = model_of(NET, weight_file(SMALL, "net.prototxt"))


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
    assert locate(MODEL, folder) == (net, folder / "some-model" / "net.prototxt")


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
        locate(MODEL, folder)
    assert str(caught.value) == (
        f"Found {words} in {net}, expected 1.3 MB with SHA-256 {NET.sha256[:12]}...: "
        "run `colorstudio models install some-model`."
    )
    assert not installed(MODEL, folder)


def test_file_that_cannot_be_read_is_described(folder, net):
    net.unlink()
    net.mkdir()
    with pytest.raises(CorruptWeightsError, match="an unreadable file"):
        locate(MODEL, folder)


def test_damaged_file_that_ships_is_restored_from_the_repository(folder, net):
    net.write_bytes(FLIPPED)
    with pytest.raises(CorruptWeightsError, match=r"restore net.caffemodel from the repository"):
        verify(model_of(SHIPPED), SHIPPED, folder)


@pytest.mark.parametrize("copy", ["net.caffemodel", "model (1).caffemodel", "a/b/c.bin", "ü"])
def test_copy_put_anywhere_by_hand_is_recognised(folder, net, copy):
    (folder / copy).parent.mkdir(parents=True, exist_ok=True)
    net.rename(folder / copy)
    assert locate(MODEL, folder)[0] == folder / copy
    assert installed(MODEL, folder)


def test_good_copy_stands_in_for_a_damaged_file(folder, net):
    net.rename(folder / "copy")
    net.write_bytes(FLIPPED)
    assert locate(MODEL, folder)[0] == folder / "copy"
    assert installed(MODEL, folder)


def test_copy_with_one_flipped_bit_is_not_recognised(folder, net):
    net.unlink()
    (folder / "copy").write_bytes(FLIPPED)
    assert not installed(MODEL, folder)
    with pytest.raises(MissingWeightsError):
        locate(MODEL, folder)


def test_download_under_way_is_not_recognised(folder, net):
    net.rename(net.with_name("net.caffemodel.part"))
    assert not installed(MODEL, folder)


def test_link_to_a_good_file_counts_and_a_linked_folder_is_not_entered(
    folder, net, tmp_path_factory
):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    net.rename(elsewhere / "net")
    (folder / "linked folder").symlink_to(elsewhere)
    assert not installed(MODEL, folder)
    net.symlink_to(elsewhere / "net")
    assert locate(MODEL, folder)[0] == net


def test_dangling_links_and_loops_are_passed_over(folder, net):
    (folder / "dangling").symlink_to(folder / "nowhere")
    (folder / "loop").symlink_to(folder / "loop")
    net.rename(folder / "z")
    assert locate(MODEL, folder)[0] == folder / "z"


def test_missing_files_are_named_with_what_to_do(tmp_path):
    with pytest.raises(MissingWeightsError) as caught:
        locate(MODEL, tmp_path)
    assert str(caught.value) == (
        f"Found no net.caffemodel, net.prototxt of some-model, expected 1.3 MB in {tmp_path}: "
        "press Install beside the model, run `colorstudio models install some-model`, "
        "or put the files there by hand."
    )


def test_missing_file_that_ships_is_restored_from_the_repository(tmp_path):
    with pytest.raises(MissingWeightsError, match=r"restore net.caffemodel from the repository"):
        locate(model_of(SHIPPED), tmp_path)


def test_nothing_is_installed_in_a_folder_that_does_not_exist(tmp_path):
    assert not installed(MODEL, tmp_path / "nowhere")


def test_asking_again_does_not_read_the_file_again(folder, net):
    assert installed(MODEL, folder)
    changed = net.stat()
    net.write_bytes(FLIPPED)
    os.utime(net, ns=(changed.st_atime_ns, changed.st_mtime_ns))
    assert installed(MODEL, folder)  # only size and time were looked at
    with pytest.raises(CorruptWeightsError):
        locate(MODEL, folder)  # a load looks at every byte


def test_answer_follows_the_file(folder, net):
    answers = []
    for second, content in enumerate([BODY, FLIPPED, BODY]):
        net.write_bytes(content)
        os.utime(net, (second, second))  # clocks of file systems are coarse
        answers.append(installed(MODEL, folder))
    assert answers == [True, False, True]


def test_threads_get_the_same_answer(folder):
    paths = []
    threads = [
        threading.Thread(
            target=lambda: paths.append((installed(MODEL, folder), locate(MODEL, folder)))
        )
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert paths == [(True, locate(MODEL, folder))] * 8
