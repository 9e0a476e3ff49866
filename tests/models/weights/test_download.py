import multiprocessing
import random
import time
from pathlib import Path

import catalogs
import pytest
from catalogs import model_of, tell_nobody
from server import (
    BODY,
    ETAG,
    Mirror,
    announce,
    cut_after,
    ignore_range,
    misplace_range,
    redirect,
    refuse_range,
    stall_after,
    status,
    whole,
)

from studio.errors import DownloadError, MissingWeightsError
from studio.models.catalog import WeightFile
from studio.models.registry import Registry
from studio.models.weights.download import ATTEMPTS, Download, Timeouts
from studio.models.weights.part import CHUNK

pytestmark = pytest.mark.process

OTHER = random.Random(2).randbytes(len(BODY))
PAGE = b"<!DOCTYPE html><title>Sign in</title>"
HASTY = Timeouts(connect=1, read=0.5, pause=0)
SPAWN = multiprocessing.get_context("spawn")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "some-model" / "file.bin"


def weight_file(*mirrors: Mirror, name="file.bin", body=BODY) -> WeightFile:
    return catalogs.weight_file(body, name, *(mirror.url for mirror in mirrors))


def fetch(path, *mirrors):
    Download(file=weight_file(*mirrors), path=path, progress=tell_nobody, timeouts=HASTY).fetch()


def failure(path, *mirrors) -> str:
    with pytest.raises(DownloadError) as caught:
        fetch(path, *mirrors)
    return str(caught.value)


def left_in(folder: Path) -> set[str]:
    """Names in a folder, if there is one."""
    return {entry.name for entry in folder.iterdir()} if folder.exists() else set()


def is_whole(path: Path) -> bool:
    return path.read_bytes() == BODY and left_in(path.parent) == {"file.bin"}


def test_file_arrives_whole_and_alone(serve, path):
    fetch(path, serve(whole))
    assert is_whole(path)


@pytest.mark.parametrize(
    "headers",
    [ETAG, {"Last-Modified": "Tue, 01 Mar 2016 10:00:00 GMT"}],
    ids=["etag", "date"],
)
def test_cut_download_asks_for_the_rest_of_the_same_file(serve, path, headers):
    mirror = serve(cut_after(3 * CHUNK, headers))
    fetch(path, mirror)
    assert is_whole(path)
    assert mirror.ranges == [None, f"bytes={3 * CHUNK}-"]
    assert mirror.asked[1]["If-Range"] in headers.values()


@pytest.mark.parametrize("headers", [{}, {"ETag": 'W/"one"'}], ids=["none", "weak"])
def test_without_strong_validator_a_cut_download_restarts(serve, path, headers):
    mirror = serve(cut_after(3 * CHUNK, headers), whole)
    fetch(path, mirror)
    assert is_whole(path)
    assert mirror.ranges == [None, None]


@pytest.mark.parametrize("manner", [ignore_range, misplace_range, refuse_range])
def test_server_that_cannot_resume_sends_the_whole(serve, path, manner):
    mirror = serve(cut_after(CHUNK), manner)
    fetch(path, mirror)
    assert is_whole(path)
    assert mirror.ranges[1] == f"bytes={CHUNK}-"


def test_file_replaced_on_the_server_is_taken_from_its_start(serve, path):
    def replaced(answer):
        answer.server.body = BODY
        whole(answer)

    mirror = serve(cut_after(CHUNK, {"ETag": '"old"'}), replaced, body=OTHER)
    fetch(path, mirror)
    assert is_whole(path)
    assert len(mirror.asked) == 2


def test_any_number_of_cuts_is_survived_while_bytes_come(serve, path):
    mirror = serve(cut_after(CHUNK))
    fetch(path, mirror)
    assert is_whole(path)
    assert len(mirror.asked) == 5 > ATTEMPTS


@pytest.mark.parametrize("manner", [cut_after(0), stall_after(0)], ids=["cut", "stalled"])
def test_mirror_that_brings_nothing_new_is_left_for_the_next(serve, path, manner):
    silent, good = serve(manner), serve(whole)
    fetch(path, silent, good)
    assert is_whole(path)
    assert len(silent.asked) == ATTEMPTS


def test_stalled_download_is_taken_up_again(serve, path):
    mirror = serve(stall_after(2 * CHUNK), whole)
    fetch(path, mirror)
    assert is_whole(path)
    assert mirror.ranges == [None, f"bytes={2 * CHUNK}-"]


@pytest.mark.parametrize("code", [204, 403, 404, 500])
def test_refusing_mirror_is_asked_once(serve, path, code):
    refusing, good = serve(status(code)), serve(whole)
    fetch(path, refusing, good)
    assert is_whole(path)
    assert len(refusing.asked) == 1


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (PAGE, "sent a web page"),
        (PAGE.ljust(2 * len(BODY)), "sent a web page"),
        (b"version https://git-lfs.github.com/spec/v1\noid", "sent a git-lfs pointer"),
        (b"", "sent 0 bytes, 524,293 bytes too few"),
        (BODY[:-1], "sent 0.5 MB, 1 bytes too few"),
        (OTHER, "sent other content of the same size"),
    ],
    ids=["page", "long page", "pointer", "nothing", "short", "other"],
)
def test_wrong_content_is_named_and_nothing_of_it_stays(serve, path, body, words):
    wrong = serve(whole, body=body)
    assert f"({wrong.host} {words})" in failure(path, wrong)
    assert not left_in(path.parent)
    fetch(path, wrong, serve(whole))
    assert is_whole(path)


@pytest.mark.parametrize("length", [len(BODY) - CHUNK, len(BODY) + CHUNK], ids=["short", "long"])
def test_announced_length_that_lies_does_no_harm(serve, path, length):
    fetch(path, serve(announce(length)), serve(whole))
    assert is_whole(path)


def test_no_more_is_read_and_written_than_the_file_should_have(serve, path):
    mirror, seen = serve(stall_after(5 * CHUNK), body=BODY + OTHER), []
    Download(
        file=weight_file(mirror),
        path=path,
        progress=lambda *count: seen.append(count),
        timeouts=HASTY,
    ).fetch()
    assert is_whole(path)
    assert max(seen) == (len(BODY), len(BODY))
    assert len(mirror.asked) == 1


def test_redirect_to_another_host_is_followed(serve, path):
    fetch(path, serve(redirect(serve(whole).url)))
    assert is_whole(path)


@pytest.mark.parametrize("url", ["file:///etc/hosts", "ftp://127.0.0.1/file.bin", "http://["])
def test_only_addresses_on_the_web_are_asked(serve, path, url):
    assert "is of no use (InvalidURL)" in failure(path, serve(redirect(url)))
    assert not left_in(path.parent)


def test_failure_tells_every_host_and_where_to_put_the_file(serve, path):
    gone, full = serve(status(404)), serve(status(503))
    silent, closed = serve(stall_after(0)), serve(whole)
    silent.manners = [lambda answer: answer.server.released.wait(20)]
    closed.close()
    assert failure(path, gone, full, silent, closed) == (
        f"Found no mirror that delivers file.bin ({gone.host} answered 404; "
        f"{full.host} answered 503; {silent.host} did not answer; "
        f"{closed.host} could not be reached or broke off), "
        f"expected 0.5 MB with SHA-256 {weight_file().sha256[:12]}...: try again later, or get "
        f"the file from {gone.url} or {full.url} or {silent.url} or {closed.url} with a browser "
        f"and put it into {path.parent.parent}."
    )


def test_without_a_connection_the_page_says_so_and_no_folder_is_left(serve, path):
    closed = serve(whole)
    closed.close()
    with pytest.raises(DownloadError) as caught:
        fetch(path, closed)
    assert caught.value.plain == "No connection to the internet. Nothing was installed."
    assert not path.parent.exists()


def test_where_a_mirror_answers_the_connection_is_not_blamed(serve, path):
    with pytest.raises(DownloadError) as caught:
        fetch(path, serve(status(404)))
    assert "No connection" not in caught.value.plain
    assert not path.parent.exists()


def test_next_try_goes_on_where_the_last_one_gave_up(serve, path):
    failing = serve(cut_after(2 * CHUNK), cut_after(0))
    failure(path, failing)
    assert left_in(path.parent) == {"file.bin.part", "file.bin.part.tag"}
    mirror = serve(whole)
    fetch(path, mirror)
    assert is_whole(path)
    assert mirror.ranges == [f"bytes={2 * CHUNK}-"]


def test_damaged_file_stays_until_the_new_one_is_whole(serve, path):
    path.parent.mkdir()
    path.write_bytes(OTHER)
    failure(path, serve(status(404)))
    assert path.read_bytes() == OTHER
    fetch(path, serve(whole))
    assert is_whole(path)


def test_complete_part_of_a_killed_process_needs_no_request(serve, path):
    path.parent.mkdir()
    path.with_name("file.bin.part").write_bytes(BODY)
    mirror = serve(whole)
    fetch(path, mirror)
    assert is_whole(path)
    assert not mirror.asked


@pytest.mark.parametrize(
    "left", [OTHER[:CHUNK], OTHER, OTHER + BODY], ids=["short", "full", "long"]
)
@pytest.mark.parametrize("tag", ['"one"', "", None], ids=["tagged", "empty tag", "untagged"])
def test_damaged_part_is_never_taken_for_the_file(serve, path, left, tag):
    path.parent.mkdir()
    path.with_name("file.bin.part").write_bytes(left)
    if tag is not None:
        path.with_name("file.bin.part.tag").write_text(tag)
    fetch(path, serve(whole), serve(whole))
    assert is_whole(path)


def test_full_disk_is_noticed_before_anything_is_asked(serve, path):
    mirror = serve(whole)
    file = WeightFile(name="file.bin", size=10**18, sha256="0" * 64, mirrors=(mirror.url,))
    with pytest.raises(DownloadError, match=r"free on the disk .* 1000000000016.8 MB"):
        Download(file=file, path=path, progress=tell_nobody, timeouts=HASTY).fetch()
    assert not mirror.asked


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_disk_that_fills_up_is_named_and_given_its_room_back(serve, path):
    path.parent.mkdir()
    path.with_name("file.bin.part").symlink_to("/dev/full")
    assert "No space left on device" in failure(path, serve(whole))
    assert not left_in(path.parent)


def test_folder_that_cannot_be_made_is_told(serve, path):
    path.parent.write_text("a file where the folder should be")
    assert "a disk that does not take file.bin" in failure(path, serve(whole))


def test_killed_download_is_resumed_by_the_next_process(serve, path):
    mirror = serve(stall_after(3 * CHUNK), whole)
    process = SPAWN.Process(
        target=Download(file=weight_file(mirror), path=path, progress=tell_nobody).fetch
    )
    process.start()
    assert mirror.stalled.wait(20)
    part = path.with_name("file.bin.part")
    while not part.exists() or part.stat().st_size < 3 * CHUNK:
        time.sleep(0.01)
    process.kill()
    process.join()
    assert not path.exists()
    fetch(path, mirror)
    assert is_whole(path)
    assert mirror.ranges == [None, f"bytes={3 * CHUNK}-"]


def announce_and_install(ready, folder, file):
    ready.set()
    install(folder, file)


def test_second_process_waits_and_finds_the_file_there(serve, path, tmp_path):
    mirror = serve(stall_after(CHUNK))
    ready, file = [SPAWN.Event(), SPAWN.Event()], weight_file(mirror)
    processes = [
        SPAWN.Process(target=announce_and_install, args=(event, tmp_path, file)) for event in ready
    ]
    for process in processes:
        process.start()
    assert all(event.wait(20) for event in ready)
    assert mirror.stalled.wait(20)
    time.sleep(0.5)  # long enough for the other to ask as well, if it did not wait
    mirror.released.set()
    for process in processes:
        process.join(20)
    assert [process.exitcode for process in processes] == [0, 0]
    assert is_whole(path)
    assert len(mirror.asked) == 1


def install(folder, *files, progress=tell_nobody):
    """Install a model of these files; return where they lie."""
    registry = Registry({"some-model": model_of(*files)}, folder)
    registry.install("some-model", progress)
    return registry.require("some-model")


def test_install_counts_the_bytes_of_all_files(serve, tmp_path):
    small = weight_file(serve(whole, body=PAGE), name="page.html", body=PAGE)
    large, seen = weight_file(serve(whole)), []
    paths = install(tmp_path, large, small, progress=lambda *count: seen.append(count))
    assert [path.read_bytes() for path in paths] == [BODY, PAGE]
    assert seen == sorted(seen)
    assert seen[-1] == (len(BODY + PAGE), len(BODY + PAGE))


def test_install_asks_only_for_what_is_missing(serve, tmp_path):
    there, missing = serve(whole), serve(whole, body=OTHER)
    (tmp_path / "downloaded by hand (1).bin").write_bytes(BODY)
    other = weight_file(missing, name="other.bin", body=OTHER)
    paths = install(tmp_path, weight_file(there), other)
    assert [path.name for path in paths] == ["downloaded by hand (1).bin", "other.bin"]
    assert (len(there.asked), len(missing.asked)) == (0, 1)


def test_install_replaces_a_damaged_file(serve, path, tmp_path):
    path.parent.mkdir()
    path.write_bytes(OTHER)
    assert install(tmp_path, weight_file(serve(whole))) == (path,)
    assert is_whole(path)


def test_file_that_ships_is_not_looked_for_on_the_web(tmp_path):
    with pytest.raises(MissingWeightsError, match="from the repository"):
        install(tmp_path, weight_file())
