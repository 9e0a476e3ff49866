"""The official road: an archive as TensorFlow Hub serves it, from a web server on this computer."""

import io
import shutil
import tarfile
from pathlib import Path

import numpy as np
import pytest
from catalogs import tell_nobody
from commands import invoke
from server import cut_after, status, whole

from studio.errors import CorruptWeightsError, MissingWeightsError
from studio.models.catalog import read
from studio.models.registry import Registry
from studio.models.weights.part import CHUNK

pytestmark = [pytest.mark.process, pytest.mark.tensorflow]

NAME = "hrnet-camvid"
VARIABLES = "variables/variables.data-00000-of-00001"


def archived(folder, *, padding=0):
    """Pack a SavedModel as TensorFlow Hub does, with some bytes that do not shrink."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as tar:
        tar.add(folder, ".")
        info = tarfile.TarInfo("./assets/noise.bin")
        info.size = padding
        tar.addfile(info, io.BytesIO(np.random.default_rng(0).bytes(padding)))
    return file.getvalue()


@pytest.fixture(scope="module")
def archive(saved):
    return archived(saved(33), padding=4 * CHUNK)


def registry(folder):
    return Registry(read(folder / "catalog.json"), folder)


def left_in(folder):
    """Names in a folder of weights, but for its catalog and the lock file, which stay."""
    return {entry.name for entry in folder.iterdir()} - {"catalog.json", ".lock"}


def install(folder):
    registry(folder).install(NAME, tell_nobody)


def is_installed(folder):
    return [model.name for model in registry(folder).ready("segment")] == [NAME]


@pytest.mark.parametrize(("channels", "first"), [(33, "Animal"), (24, "class 0")])
def test_official_archive_is_installed_and_run(saved, serve, weights_from, channels, first):
    folder = weights_from(NAME, serve(whole, body=archived(saved(channels))).url)
    result = invoke("models", "install", NAME, "--weights", folder)
    assert (result.exit_code, result.stdout) == (0, f"{NAME} is ready.\n")
    assert left_in(folder) == {NAME}
    segmenter = registry(folder).segmenter(NAME)
    assert segmenter.classes.names[0] == first
    red = segmenter.probabilities(np.full((60, 80, 3), (255, 0, 0), np.uint8))
    assert red.shape == (360, 480, channels - 1)
    assert (red.argmax(-1) == 0).all()


def test_digests_are_recorded_at_the_install_and_damage_is_noticed(archive, serve, weights_from):
    folder = weights_from(NAME, serve(whole, body=archive).url)
    invoke("models", "install", NAME, "--weights", folder)
    assert invoke("models", "verify", "--weights", folder).stdout == f"{NAME}: whole.\n"
    path = folder / NAME / VARIABLES
    path.write_bytes(path.read_bytes()[:-1] + b"\xff")
    assert not is_installed(folder)
    with pytest.raises(CorruptWeightsError, match=rf"{VARIABLES}.*models install {NAME}"):
        registry(folder).segmenter(NAME)
    result = invoke("models", "verify", "--weights", folder)
    assert result.exit_code == 1
    assert "other content of the same size" in result.stderr


def test_second_install_mends_a_damaged_folder(archive, serve, weights_from):
    folder = weights_from(NAME, serve(whole, body=archive).url)
    install(folder)
    (folder / NAME / "saved_model.pb").write_bytes(b"damaged")
    install(folder)
    assert is_installed(folder)
    assert left_in(folder) == {NAME}


def test_what_is_whole_is_not_asked_for_again(archive, serve, weights_from):
    mirror = serve(whole, body=archive)
    folder = weights_from(NAME, mirror.url)
    for _ in range(2):
        install(folder)
    assert len(mirror.asked) == 1


def test_cut_download_is_resumed_within_the_try(archive, serve, weights_from):
    mirror = serve(cut_after(3 * CHUNK), body=archive)
    folder = weights_from(NAME, mirror.url)
    install(folder)
    assert is_installed(folder)
    assert mirror.ranges == [None, f"bytes={3 * CHUNK}-"]


def test_cut_download_leaves_nothing_that_blocks_the_next_try(archive, serve, weights_from):
    mirror = serve(cut_after(2 * CHUNK), status(404), whole, body=archive)
    folder = weights_from(NAME, mirror.url)
    result = invoke("models", "install", NAME, "--weights", folder)
    assert result.exit_code == 1
    assert f"{NAME}: Found no mirror that delivers" in result.stderr
    assert not is_installed(folder)
    result = invoke("models", "install", NAME, "--weights", folder)
    assert result.exit_code == 0
    assert mirror.ranges[-1] == f"bytes={2 * CHUNK}-"
    assert left_in(folder) == {NAME}


def test_archive_fetched_with_a_browser_is_taken_from_where_it_was_asked_for(
    archive, serve, weights_from
):
    mirror = serve(status(404))
    folder = weights_from(NAME, mirror.url)
    result = invoke("models", "install", NAME, "--weights", folder)
    place = result.stderr.split("put it there as ")[1].removesuffix(".\n")
    Path(place).write_bytes(archive)
    assert invoke("models", "install", NAME, "--weights", folder).exit_code == 0
    assert left_in(folder) == {NAME}
    assert len(mirror.asked) == 1


def test_archive_that_arrives_cut_is_refused_and_not_met_again(archive, serve, weights_from):
    """A server that announces no length: only the archive itself tells that it was cut."""

    def cut_silently(answer):
        answer.head(200, {})
        answer.wfile.write(archive[: len(archive) // 2])

    mirror = serve(cut_silently, whole, body=archive)
    folder = weights_from(NAME, mirror.url)
    with pytest.raises(CorruptWeightsError, match="damaged archive"):
        install(folder)
    assert not left_in(folder)
    install(folder)
    assert left_in(folder) == {NAME}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<!DOCTYPE html><title>Moved</title>", "sent a web page"),
        (b"", "sent an empty file"),
        (b"\x1f\x8b nonsense", "damaged archive"),
    ],
    ids=["page", "nothing", "nonsense"],
)
def test_answer_that_is_no_archive_is_named_and_leaves_nothing(serve, weights_from, body, words):
    folder = weights_from(NAME, serve(whole, body=body).url)
    result = invoke("models", "install", NAME, "--weights", folder)
    assert result.exit_code == 1
    assert words in result.stderr
    assert not (folder / NAME).exists()
    assert not list(folder.glob(f"{NAME}*"))


def test_hostile_archive_is_refused_whole(serve, weights_from, tmp_path):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as tar:
        tar.addfile(tarfile.TarInfo("../escaped"))
    folder = weights_from(NAME, serve(whole, body=file.getvalue()).url)
    result = invoke("models", "install", NAME, "--weights", folder)
    assert result.exit_code == 1
    assert "in the archive, expected" in result.stderr
    assert not left_in(folder)
    assert not (tmp_path / "escaped").exists()


def test_archive_without_variables_is_refused(saved, serve, weights_from, tmp_path):
    net = shutil.copytree(saved(33), tmp_path / "net")
    shutil.rmtree(net / "variables")
    folder = weights_from(NAME, serve(whole, body=archived(net)).url)
    with pytest.raises(CorruptWeightsError, match=r"no variables/variables\.index"):
        install(folder)
    assert not left_in(folder)


def test_install_does_not_touch_the_old_folder_until_the_new_one_is_whole(
    archive, serve, weights_from
):
    mirror = serve(whole, body=archive)
    folder = weights_from(NAME, mirror.url)
    install(folder)
    (folder / NAME / "saved_model.pb").write_bytes(b"damaged")
    mirror.body = b"\x1f\x8b nonsense"
    with pytest.raises(CorruptWeightsError, match="damaged archive"):
        install(folder)
    assert (folder / NAME / "saved_model.pb").read_bytes() == b"damaged"


def test_folder_put_there_by_hand_is_used_and_its_digests_recorded_then(saved, weights_from):
    folder = weights_from(NAME, "http://127.0.0.1:9/")
    shutil.copytree(saved(33), folder / NAME)
    assert is_installed(folder)
    assert not (folder / NAME / "digests.json").exists()
    registry(folder).segmenter(NAME)
    (folder / NAME / "saved_model.pb").write_bytes(b"damaged")
    with pytest.raises(CorruptWeightsError, match=r"few in .*saved_model\.pb"):
        registry(folder).segmenter(NAME)


def test_folder_that_cannot_be_loaded_is_not_recorded(saved, weights_from):
    folder = weights_from(NAME, "http://127.0.0.1:9/")
    shutil.copytree(saved(33), folder / NAME)
    (folder / NAME / "saved_model.pb").write_bytes(b"cut")
    with pytest.raises(CorruptWeightsError, match="TensorFlow cannot read"):
        registry(folder).segmenter(NAME)
    shutil.copy(saved(33) / "saved_model.pb", folder / NAME)
    assert registry(folder).segmenter(NAME)


@pytest.mark.parametrize("missing", ["saved_model.pb", "variables/variables.index", VARIABLES])
def test_folder_that_lacks_a_part_is_told(saved, weights_from, missing):
    folder = weights_from(NAME, "http://127.0.0.1:9/")
    shutil.copytree(saved(33), folder / NAME)
    (folder / NAME / missing).unlink()
    assert not is_installed(folder)
    with pytest.raises(MissingWeightsError, match=rf"no {missing.split('-')[0]}.* of {NAME}"):
        registry(folder).segmenter(NAME)


@pytest.mark.parametrize("text", ["{", "[]", '{"files": [{}]}', '{"files": 3}'])
def test_damaged_record_is_told(saved, weights_from, text):
    folder = weights_from(NAME, "http://127.0.0.1:9/")
    shutil.copytree(saved(33), folder / NAME)
    (folder / NAME / "digests.json").write_text(text)
    assert not is_installed(folder)
    with pytest.raises(CorruptWeightsError, match=r"digests\.json"):
        registry(folder).segmenter(NAME)


def test_missing_model_is_not_fetched_by_being_asked_for(serve, weights_from, archive):
    mirror = serve(whole, body=archive)
    folder = weights_from(NAME, mirror.url)
    with pytest.raises(MissingWeightsError, match=rf"263.2 MB in .*models install {NAME}"):
        registry(folder).segmenter(NAME)
    assert not mirror.asked


def test_progress_counts_the_bytes_the_server_announces(archive, serve, weights_from):
    folder, seen = weights_from(NAME, serve(whole, body=archive).url), []
    registry(folder).install(NAME, lambda *count: seen.append(count))
    assert seen[-1] == (len(archive), len(archive))
    assert {total for _, total in seen} == {len(archive)}


def test_folder_without_a_catalog_is_wrong_usage(tmp_path):
    result = invoke("models", "list", "--weights", tmp_path)
    assert result.exit_code == 2
    assert "no readable" in result.stderr


def test_models_are_listed_with_their_task_and_size():
    lines = {line.split()[0]: line for line in invoke("models", "list").stdout.splitlines()}
    assert "segment" in lines[NAME]
    assert "about 263.2 MB" in lines[NAME]
    assert "2.2 MB" in lines["deeplabv3-voc"]
    assert "colorize" in lines["compact"]
    assert "nothing to install" in lines["levin2004"]
