import errno
import itertools
import json
import os
import threading
import time
import zipfile
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from crews import Here
from limits import full_disk
from pictures import encoded, noise
from PIL import Image

from studio.background import Controls
from studio.batch import albums, journal
from studio.batch.corrections import put_back
from studio.batch.jobs import Job, plan
from studio.batch.past import survey
from studio.batch.run import run
from studio.batch.tally import Tally
from studio.errors import OutputError, PhotoError, StudioError, UnknownModelError
from studio.photo.results import Pattern
from studio.recipe.recipe import Recipe


@pytest.fixture
def job(tmp_path):
    """Three photos, one of them in a subfolder."""
    for seed, name in enumerate(("a.png", "b.png", "sub/a.png")):
        put(tmp_path / "in" / name, noise(16, 24, seed=seed))
    return Job(photos=tmp_path / "in", results=tmp_path / "out", recipe=Recipe())


@pytest.fixture
def crew():
    return Here()


def put(path, pixels):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encoded(pixels, "PNG"))


def results(job):
    """The files in the folder of results, but not the journal."""
    files = (p for p in job.results.rglob("*") if p.is_file() and p.name != journal.NAME)
    return sorted(p.relative_to(job.results).as_posix() for p in files)


def lines(job):
    text = (job.results / journal.NAME).read_text()
    return [(line["photo"], line["state"]) for line in map(json.loads, text.splitlines())]


def done_again(job):
    """Run a job to its end once more; return the names of the photos that it took."""
    crew = Here()
    progress = run(job, crew)
    assert len(progress.done) == progress.total
    return crew.names


def names(job):
    return {task.photo: task.result for task in plan(job).tasks}


@pytest.mark.slow
def test_every_photo_gets_a_result_in_its_subfolder(job, crew):
    progress = run(job, crew)
    assert results(job) == ["a_colorized.png", "b_colorized.png", "sub/a_colorized.png"]
    assert (progress.total, len(progress.done), progress.failed) == (3, 3, [])


@pytest.mark.slow
def test_results_are_called_and_dated_as_was_asked(job, crew):
    os.utime(job.photos / "a.png", (1e9, 1e9))
    run(replace(job, pattern=Pattern("{name}_{style}"), keeps_times=True), crew)
    assert results(job) == ["a_natural.png", "b_natural.png", "sub/a_natural.png"]
    assert (job.results / "a_natural.png").stat().st_mtime == 1e9


def test_other_names_are_other_results_and_the_usual_one_tells_nothing_apart(job):
    assert replace(job, pattern=Pattern("{name}")).digest != job.digest
    assert replace(job, pattern=Pattern("{name}_colorized")).digest == job.digest


def test_hidden_files_and_other_files_are_no_photos(job):
    for name in (".a.png", ".thumbnails/a.png", "notes.txt"):
        put(job.photos / name, noise(4, 4))
    assert list(names(job)) == ["a.png", "b.png", "sub/a.png"]


@pytest.mark.slow
def test_results_below_the_photos_are_no_photos(job, crew):
    job = replace(job, results=job.photos / "colorized")
    run(job, crew)
    assert len(plan(job).tasks) == 3


def test_photos_that_differ_in_their_ending_keep_it(job):
    for name in ("a.jpg", "A.tif", "a.jpg.png"):
        put(job.photos / name, noise(4, 4))
    found = names(job)
    assert found["a.png"] == "a.png_colorized.png"
    assert found["b.png"] == "b_colorized.png"
    assert found["sub/a.png"] == "sub/a_colorized.png"
    assert len({result.casefold() for result in found.values()}) == 6


@pytest.mark.parametrize("seed", range(20))
def test_no_two_results_share_a_name(tmp_path, seed):
    random = np.random.default_rng(seed)
    stems = ["a", "A", "a.png", "a.png-2", "a.jpg", "b"]
    for stem, ending in itertools.product(stems, (".png", ".jpg", ".JPG", ".webp")):
        if random.random() < 0.7:
            put(tmp_path / "in" / (stem + ending), noise(1, 1))
    results = [
        task.result.casefold()
        for task in plan(Job(photos=tmp_path / "in", results=tmp_path, recipe=Recipe())).tasks
    ]
    assert len(set(results)) == len(results)


@pytest.mark.slow
def test_results_of_another_batch_among_the_photos_are_no_photos(job, crew):
    other = replace(job, results=job.photos / "colorized")
    pairs = albums.pairs(other, run(other, crew))
    list(albums.contact_sheets(pairs, other.results))
    put(other.results / "mine.png", noise(4, 4))
    progress = run(job, crew)
    assert sorted(entry.photo for entry in progress.done) == [
        *("a.png", "b.png", "colorized/mine.png", "sub/a.png"),
    ]
    assert progress.remarks == ["4 pictures that the studio made were left out."]


@pytest.mark.slow
def test_a_closed_subfolder_is_named_and_the_rest_done(job, crew, closed):
    closed("in/sub")
    progress = run(replace(job, photos=Path("in"), results=Path("out")), crew)
    assert [entry.photo for entry in progress.failed] == ["sub"]
    assert "Permission denied" in progress.failed[0].reason
    assert (progress.total, len(progress.done)) == (3, 2)


@pytest.mark.slow
def test_a_linked_subfolder_is_said_and_not_entered(job, crew):
    (job.photos / "round").symlink_to(job.photos)
    progress = run(job, crew)
    assert progress.total == 3
    assert progress.remarks[0].startswith(f"{job.photos / 'round'}: a link to a folder")


def test_a_stop_is_felt_while_folders_are_searched(job, crew):
    asked = []

    def stop(stage):
        asked.append(stage.sentence)
        return False

    found = plan(job, stop)
    assert (len(found.tasks), found.is_whole) == (2, False)
    assert asked == ["Finding photos, 2"]


@pytest.mark.parametrize("path", ["a\0b", "loop/in", "x" * 5_000, "a/" * 3_000])
@pytest.mark.parametrize("folder", ["photos", "results"])
def test_a_path_that_leads_nowhere_is_told(job, crew, tmp_path, path, folder):
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(StudioError):
        run(replace(job, **{folder: tmp_path / path}), crew)


@pytest.mark.parametrize("link", [Path.symlink_to, Path.hardlink_to])
def test_an_original_is_never_replaced(job, crew, link):
    before = (job.photos / "a.png").read_bytes()
    job.results.mkdir()
    link(job.results / "a_colorized.png", job.photos / "a.png")
    progress = run(replace(job, existing="replace"), crew)
    assert [entry.photo for entry in progress.failed] == ["a.png"]
    assert "an original" in progress.failed[0].reason
    assert (job.photos / "a.png").read_bytes() == before


@pytest.mark.slow
def test_the_result_of_a_photo_is_not_replaced_by_that_of_a_newcomer(job, crew):
    put(job.photos / "a.jpg", noise(4, 4))
    run(job, crew)  # "a.jpg_colorized.png", since there is an a.png
    put(job.photos / "a.jpg.png", noise(5, 5))
    progress = run(replace(job, existing="replace"), crew)
    assert [entry.reason.split(",")[0] for entry in progress.failed] == [
        "Found the result of a.jpg"
    ]


@pytest.mark.slow
def test_names_that_are_long_or_no_unicode_keep_a_result_each(job, crew):
    for name in ("ä" * 120 + ".png", "ä" * 120 + "b.png", "caf\udce9.png", "caf\u00e9.png"):
        put(job.photos / name, noise(4, 4))
    progress = run(job, crew)
    assert progress.failed == []
    assert len(results(job)) == 7
    assert done_again(job) == []


def test_results_may_not_go_among_the_photos(job, crew):
    with pytest.raises(OutputError, match="another folder"):
        run(replace(job, results=job.photos), crew)


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_without_photos_is_refused(tmp_path, crew, there):
    if there:
        (tmp_path / "in").mkdir()
    with pytest.raises(PhotoError):
        run(Job(photos=tmp_path / "in", results=tmp_path / "out", recipe=Recipe()), crew)
    assert not (tmp_path / "out").exists()


def test_a_model_that_nobody_knows_is_refused(job, crew):
    with pytest.raises(UnknownModelError):
        run(replace(job, recipe=Recipe(model="nobody")), crew)


def test_a_broken_photo_is_named_and_the_rest_done(job, crew):
    (job.photos / "b.png").write_bytes(b"")
    (job.photos / "c.png").write_bytes(b"Dear reader")
    progress = run(job, crew)
    assert results(job) == ["a_colorized.png", "sub/a_colorized.png"]
    assert [entry.photo for entry in progress.failed] == ["b.png", "c.png"]
    assert all(entry.reason.startswith("Found ") for entry in progress.failed)


def test_a_photo_that_cannot_be_read_is_named(job, crew):
    class Removing(Here):
        def submit(self, order):
            (job.photos / "sub/a.png").unlink(missing_ok=True)
            return super().submit(order)

    progress = run(job, Removing())
    assert [entry.photo for entry in progress.failed] == ["sub/a.png"]
    assert "cannot be read" in progress.failed[0].reason


def test_an_unforeseen_error_is_named_and_the_rest_done(job):
    class Clumsy(Here):
        def submit(self, order):
            if order.name != "b.png":
                return super().submit(order)
            future = Future()
            future.set_exception(MemoryError("24 MP"))
            return future

    progress = run(job, Clumsy())
    assert [(entry.photo, entry.reason) for entry in progress.failed] == [
        ("b.png", "MemoryError: 24 MP")
    ]
    assert len(progress.done) == 2


@pytest.mark.slow
def test_a_second_run_does_nothing_twice(job, crew):
    run(job, crew)
    before = {p: (job.results / p).stat().st_mtime_ns for p in results(job)}
    again = Here()
    progress = run(job, again)
    assert again.names == []
    assert (len(progress.done), progress.earlier) == (3, 3)
    assert {p: (job.results / p).stat().st_mtime_ns for p in results(job)} == before


@pytest.mark.slow
def test_a_second_run_does_what_failed_and_what_is_new(job, crew):
    (job.photos / "b.png").write_bytes(b"")
    run(job, crew)
    put(job.photos / "b.png", noise(8, 8))
    put(job.photos / "new.png", noise(8, 8))
    assert done_again(job) == ["b.png", "new.png"]


@pytest.mark.slow
def test_a_result_that_was_deleted_is_made_again(job, crew):
    run(job, crew)
    (job.results / "a_colorized.png").unlink()
    assert done_again(job) == ["a.png"]
    assert len(results(job)) == 3


@pytest.mark.slow
def test_a_result_written_but_not_noted_counts_as_done(job, crew):
    """The process was killed after the rename, before the journal's line."""
    run(job, crew)
    path = job.results / journal.NAME
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))
    assert done_again(job) == []
    assert lines(job)[-1] == ("sub/a.png", "done")


@pytest.mark.slow
@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_half_last_line_of_the_journal_is_passed_over(job, crew, cut):
    run(job, crew)
    path = job.results / journal.NAME
    path.write_bytes(path.read_bytes()[:-cut])
    assert len(run(job, Here()).done) == 3
    assert done_again(job) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "line",
    [
        b"\xff\x00\n",
        b"[1]\n",
        b"{}\n",
        b'{"photo": 1, "state": "done", "key": "", "result": ""}\n',
        b"[" * 100_000 + b"\n",
    ],
)
def test_a_damaged_journal_costs_its_lines_only(job, crew, line):
    run(job, crew)
    path = job.results / journal.NAME
    path.write_bytes(line + path.read_bytes())
    assert run(job, Here()).earlier == 3


@pytest.mark.slow
@pytest.mark.parametrize("result", ["/etc/hostname", "../in/a.png"])
def test_a_journal_leads_out_of_its_folder_nowhere(job, crew, result):
    run(job, crew)
    path = job.results / journal.NAME
    path.write_text(path.read_text().replace("a_colorized.png", result))
    assert {entry.result for entry in run(replace(job, existing="replace"), Here()).done} == {
        "a_colorized.png",
        "b_colorized.png",
        "sub/a_colorized.png",
    }


@pytest.mark.slow
def test_files_of_others_are_not_replaced_unasked(job, crew):
    put(job.results / "a_colorized.png", noise(2, 2))
    before = (job.results / "a_colorized.png").read_bytes()
    progress = run(job, crew)
    assert [entry.photo for entry in progress.failed] == ["a.png"]
    assert "--overwrite" in progress.failed[0].reason
    assert (job.results / "a_colorized.png").read_bytes() == before
    assert not run(replace(job, existing="replace"), crew).failed
    assert (job.results / "a_colorized.png").read_bytes() != before


@pytest.mark.slow
def test_a_file_that_came_while_its_photo_was_coloured_is_kept(job):
    class Slow(Here):
        def submit(self, order):
            job.results.mkdir(exist_ok=True)
            (job.results / "a_colorized.png").write_bytes(b"mine")
            return super().submit(order)

    progress = run(job, Slow())
    assert [entry.photo for entry in progress.failed] == ["a.png"]
    assert (job.results / "a_colorized.png").read_bytes() == b"mine"


@pytest.mark.slow
def test_another_recipe_does_not_replace_results_unasked(job, crew):
    run(job, crew)
    other = replace(job, recipe=Recipe(strength=0.5))
    assert len(run(other, crew).failed) == 3
    assert len(done_again(replace(other, existing="replace"))) == 3


@pytest.mark.slow
def test_results_of_another_style_are_told_from_other_files(job, crew):
    run(job, crew)
    (job.results / "b_colorized.png").write_bytes(b"mine")
    (job.results / journal.NAME).unlink()
    other = replace(job, recipe=Recipe(strength=0.5), existing="skip")
    left = {entry.photo: entry.cause for entry in run(other, crew).left}
    assert left == {"a.png": "other settings", "b.png": "taken", "sub/a.png": "other settings"}
    assert {entry.cause for entry in run(replace(job, existing="skip"), crew).left} == {"taken"}


@pytest.mark.slow
def test_what_was_left_alone_in_another_style_is_still_done_in_its_own(job, crew):
    run(job, crew)
    run(replace(job, recipe=Recipe(strength=0.5), existing="skip"), crew)
    assert len(survey(job).done) == 3


@pytest.mark.slow
def test_a_file_about_to_be_replaced_is_not_taken_for_the_result(job, crew):
    """The process was killed while it coloured a photo whose result was to replace a file."""
    put(job.results / "a_colorized.png", noise(2, 2))
    bold = replace(job, existing="replace")
    run(bold, crew)
    path = job.results / journal.NAME
    kept = [line for line in path.read_text().splitlines(keepends=True) if "done" not in line]
    path.write_text("".join(kept))
    assert done_again(bold) == ["a.png"]


@pytest.mark.slow
@pytest.mark.parametrize("existing", ["refuse", "skip", "keep both", "replace"])
def test_a_photo_that_changed_is_coloured_again(job, crew, existing):
    run(job, crew)
    before = results(job)
    put(job.photos / "a.png", noise(16, 24, seed=9))
    assert done_again(replace(job, existing=existing)) == ["a.png"]
    assert results(job) == before
    assert done_again(job) == []


@pytest.mark.slow
def test_a_photo_that_was_only_touched_is_known(job, crew):
    run(job, crew)
    os.utime(job.photos / "a.png")
    assert done_again(job) == []


@pytest.mark.slow
def test_a_result_that_somebody_changed_outlasts_its_photo(job, crew):
    run(job, crew)
    (job.results / "a_colorized.png").write_bytes(b"retouched")
    put(job.photos / "a.png", noise(16, 24, seed=9))
    assert [entry.photo for entry in run(job, crew).failed] == ["a.png"]
    assert (job.results / "a_colorized.png").read_bytes() == b"retouched"


@pytest.mark.slow
@pytest.mark.parametrize("change", [os.utime, lambda path: put(path, noise(16, 24, seed=9))])
def test_a_corrected_result_outlasts_a_change_of_its_photo(job, crew, change):
    run(job, crew)
    put_back(job, "a.png", encoded(noise(16, 24, seed=5), "PNG"))
    before = (job.results / "a_colorized.png").read_bytes()
    change(job.photos / "a.png")
    assert not run(job, crew).failed
    assert (job.results / "a_colorized.png").read_bytes() == before


@pytest.mark.slow
def test_a_photo_that_changes_while_it_is_coloured_is_coloured_again(job, crew):
    def find(job, look):
        yield plan(job, look)
        os.utime(job.photos / "a.png", (1, 1))
        put(job.photos / "b.png", noise(16, 24, seed=9))
        yield plan(job, look)

    progress = run(job, crew, find=find)
    assert len(progress.done) == 3
    assert not progress.failed


@pytest.mark.slow
@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS])
def test_a_disk_without_locks_is_told_and_taken(job, crew, monkeypatch, number):
    def refuse(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("fcntl.flock", refuse)
    progress = run(job, crew)
    assert len(progress.done) == 3
    assert "a disk without locks" in progress.remarks[0]


@pytest.mark.slow
def test_what_a_killed_run_was_writing_is_removed(job, crew):
    (job.results / "sub").mkdir(parents=True)
    (job.results / "sub" / (".colorstudio-" + "0f" * 16 + ".part")).write_bytes(b"half")
    (job.results / ("0f" * 16 + ".part")).write_bytes(b"mine")
    run(job, crew)
    assert [name for name in results(job) if name.endswith(".part")] == ["0f" * 16 + ".part"]


@pytest.mark.slow
def test_two_runs_in_one_folder_are_refused(job, crew):
    job.results.mkdir()
    with journal.open_alone(job.results), pytest.raises(OutputError, match="another batch"):
        run(job, crew)
    assert len(run(job, crew).done) == 3


@pytest.mark.slow
def test_a_full_disk_is_told_in_one_sentence_and_later_all_is_done(job, crew):
    job.results.mkdir()
    with pytest.raises(OutputError, match="no room"), full_disk(300):  # of the journal, too
        run(job, crew)
    assert results(job) == []
    assert len(done_again(job)) == 3


@pytest.mark.slow
def test_a_result_with_a_name_that_no_disk_takes_is_made_again(job, crew):
    run(job, crew)
    path = job.results / journal.NAME
    path.write_text(path.read_text().replace("a_colorized.png", "a" * 5_000, 1))
    assert run(job, Here()).failed == []


@pytest.mark.slow
def test_stopping_ends_after_the_photos_begun_and_the_next_run_does_the_rest(job, crew):
    controls = Controls()

    def stop(progress, latest):
        controls.stopped = controls.stopped or latest is not None

    progress = run(job, crew, controls, stop)
    assert (progress.settled, progress.total) == (1, 3)
    assert crew.names + done_again(job) == ["a.png", "b.png", "a.png"]


@pytest.mark.slow
def test_a_paused_batch_begins_nothing_until_it_goes_on(job, crew):
    controls, told = Controls(paused=True), []
    thread = threading.Thread(target=run, args=(job, crew, controls, lambda *_: told.append(0)))
    thread.start()
    while len(told) < 3:
        time.sleep(0.01)
    assert crew.names == []
    controls.paused = False
    thread.join(30)
    assert len(crew.names) == 3


def test_a_paused_batch_can_be_stopped(job, crew):
    controls = Controls(paused=True, stopped=True)
    assert run(job, crew, controls).settled == 0


def test_time_left_follows_from_the_rate_of_this_run():
    entry = journal.Entry(photo="a", state="done", key="", result="a")
    progress = Tally(total=10, earlier=2, seconds=3.0, done=[entry] * 4, failed=[entry])
    assert progress.rate == 1.0
    assert progress.seconds_left == 5.0
    assert Tally(total=10).seconds_left is None


def test_progress_is_told_of_every_photo(job, crew):
    (job.photos / "b.png").write_bytes(b"")
    told = []
    run(
        job,
        crew,
        tell=lambda progress, latest: latest and told.append((latest.photo, latest.state)),
    )
    assert told == [("a.png", "done"), ("b.png", "failed"), ("sub/a.png", "done")]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_results_are_of_the_format_asked_for(job, crew, kind):
    run(replace(job, format=kind), crew)
    with Image.open(job.results / results(job)[0]) as image:
        assert image.format == kind.upper()


@pytest.mark.slow
def test_contact_sheets_hold_24_pairs_each_and_stay_small(job, crew):
    for number in range(24):
        put(job.photos / f"{number}.png", noise(64, 3))
    sheets = list(albums.contact_sheets(albums.pairs(job, run(job, crew)), job.results))
    assert [sheet.name for sheet in sheets] == ["contact_sheet_1.jpg", "contact_sheet_2.jpg"]
    for sheet in sheets:
        with Image.open(sheet) as image:
            assert image.format == "JPEG"
            assert max(image.size) < 2_000


def test_a_contact_sheet_shows_before_beside_after(tmp_path):
    put(tmp_path / "a.png", np.full((90, 90, 3), (200, 30, 30), np.uint8))
    put(tmp_path / "b.png", np.full((90, 90, 3), (30, 30, 200), np.uint8))
    (sheet,) = albums.contact_sheets([(tmp_path / "a.png", tmp_path / "b.png")], tmp_path)
    with Image.open(sheet) as image:
        middle = albums.GAP + albums.SIDE // 2
        before, after = (image.getpixel((x, middle)) for x in (middle, middle + albums.SIDE))
    assert np.allclose(before, (200, 30, 30), atol=8)
    assert np.allclose(after, (30, 30, 200), atol=8)


def test_a_photo_that_is_gone_leaves_its_place_on_the_sheet_empty(tmp_path):
    assert list(albums.contact_sheets([(tmp_path / "a.png", tmp_path / "b.png")], tmp_path))


@pytest.mark.slow
def test_the_archive_holds_the_results_byte_for_byte_uncompressed(job, crew):
    pairs = albums.pairs(job, run(job, crew))
    path = albums.archive([result for _, result in pairs], job.results)
    with zipfile.ZipFile(path) as file:
        assert file.testzip() is None
        assert file.namelist() == [n for n in results(job) if n.endswith(".png")]
        for info in file.infolist():
            assert info.compress_type == zipfile.ZIP_STORED
            assert file.read(info) == (job.results / info.filename).read_bytes()


@pytest.mark.slow
def test_files_of_others_are_kept_whatever_they_are_called(job, crew):
    for name in ("contact_sheet_1.jpg", "colorized.zip"):
        job.results.mkdir(exist_ok=True)
        (job.results / name).write_bytes(b"mine")
    for _ in range(2):
        pairs = albums.pairs(job, run(job, crew))
        (sheet,) = albums.contact_sheets(pairs, job.results)
        path = albums.archive([result for _, result in pairs], job.results)
        assert (sheet.name, path.name) == ("contact_sheet_2.jpg", "colorized-2.zip")
    assert (job.results / "contact_sheet_1.jpg").read_bytes() == b"mine"
    assert (job.results / "colorized.zip").read_bytes() == b"mine"


def test_an_archive_names_files_whose_names_are_no_unicode(tmp_path):
    paths = [tmp_path / name for name in ("caf\udce9.png", "caf\u00e9.png")]
    for path in paths:
        path.write_bytes(path.name.encode("utf-8", "surrogateescape"))
    with zipfile.ZipFile(albums.archive(paths, tmp_path)) as file:
        assert file.namelist() == ["caf\u00e9.png", "2-caf\u00e9.png"]


def test_an_archive_that_cannot_be_written_leaves_nothing(tmp_path):
    with pytest.raises(OutputError):
        albums.archive([tmp_path / "gone.png"], tmp_path)
    assert list(tmp_path.iterdir()) == []
