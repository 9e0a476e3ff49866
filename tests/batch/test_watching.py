"""A real folder, really watched."""

import os
import threading
import time
from itertools import repeat

import pytest
import watchfiles
from pictures import encoded, noise

from studio.batch import watching
from studio.batch.jobs import Job
from studio.errors import PhotoError
from studio.recipe.recipe import Recipe

pytestmark = pytest.mark.slow


class Watcher:
    """What arrives in a folder, as another thread sees it."""

    def __init__(self, job):
        self.stopped = False
        self.arrived = []
        self.remarks = []
        self.said = []
        self._thread = threading.Thread(target=self._watch, args=(job,))
        self._thread.start()

    def _watch(self, job):
        for plan in watching.arrivals(job, lambda _: not self.stopped):
            if self.stopped:
                return
            self.arrived += [task.photo for task in plan.tasks]
            self.remarks += plan.contents.linked + plan.contents.others
            self.said += plan.remarks
            time.sleep(0.01)

    def waits_for(self, count):
        end = time.monotonic() + 30
        while len(self.arrived) < count and time.monotonic() < end:
            time.sleep(0.01)
        return self.arrived

    def end(self):
        self.stopped = True
        self._thread.join(10)


@pytest.fixture
def job(tmp_path, monkeypatch):
    monkeypatch.setattr(watching, "QUIET_S", 0.3)
    (tmp_path / "in").mkdir()
    return Job(photos=tmp_path / "in", results=tmp_path / "in" / "out", recipe=Recipe())


@pytest.fixture
def watcher(job):
    found = Watcher(job)
    yield found
    found.end()


def refuse(*_, **__):
    raise OSError("as many folders are watched as may be")


def picture(seed=0):
    return encoded(noise(30, 40, seed=seed), "PNG")


def test_a_file_copied_in_slowly_arrives_once_it_is_whole(job, watcher):
    data = picture()
    with (job.photos / "a.png").open("wb") as file:
        for start in range(0, len(data), 400):
            file.write(data[start : start + 400])
            file.flush()
            time.sleep(0.1)
            assert watcher.arrived == []
    assert watcher.waits_for(1) == ["a.png"]


def test_a_copy_that_stalls_is_not_taken_for_whole(job, watcher):
    path, data = job.photos / "a.png", picture()
    path.write_bytes(data[:1000])
    time.sleep(1)
    assert watcher.arrived == []
    path.write_bytes(data)
    assert watcher.waits_for(1) == ["a.png"]


def test_each_arrives_once_whatever_way_it_comes(job, watcher, tmp_path):
    (tmp_path / "album" / "deep").mkdir(parents=True)
    (tmp_path / "album" / "deep" / "b.png").write_bytes(picture(1))
    (tmp_path / "album").rename(job.photos / "album")
    (job.photos / ".c.png").write_bytes(picture(2))
    (job.photos / ".c.png").rename(job.photos / "c.png")
    watcher.waits_for(2)
    (job.photos / "notes.txt").write_text("a change that means nothing")
    time.sleep(1)
    assert sorted(watcher.arrived) == ["album/deep/b.png", "c.png"]


def test_results_among_the_photos_do_not_arrive(job, watcher):
    job.results.mkdir()
    (job.results / "a.png").write_bytes(picture())
    (job.photos / "b.png").write_bytes(picture(1))
    watcher.waits_for(1)
    time.sleep(0.5)
    assert watcher.arrived == ["b.png"]


def test_what_never_opens_is_given_out_in_the_end_to_be_named(job, watcher, monkeypatch):
    monkeypatch.setattr(watching, "PATIENCE_S", 0.8)
    (job.photos / "a.png").write_bytes(b"Dear reader")
    assert watcher.waits_for(1) == ["a.png"]


def test_what_the_system_does_not_tell_arrives_too(job, monkeypatch):
    monkeypatch.setattr(watching, "IDLE_S", 0.5)
    monkeypatch.setattr(watchfiles, "watch", lambda *_, **__: repeat(set()))
    watcher = Watcher(job)
    try:
        while not watcher.said:  # until the first look
            time.sleep(0.01)
        (job.photos / "a.png").write_bytes(picture())
        assert watcher.waits_for(1) == ["a.png"]
    finally:
        watcher.end()
    assert watcher.said[0].endswith("every 0 s, and at once where the system tells of a change.")


def test_a_folder_that_the_system_cannot_watch_is_looked_at_all_the_same(job, monkeypatch):
    monkeypatch.setattr(watchfiles, "watch", refuse)
    (job.photos / "a.png").write_bytes(picture())
    os.utime(job.photos / "a.png", (1, 1))
    assert len(next(watching.arrivals(job, lambda _: True)).tasks) == 1


def test_a_photo_from_the_future_arrives_like_any_other(job):
    (job.photos / "a.png").write_bytes(picture())
    ahead = time.time() + 7200
    os.utime(job.photos / "a.png", (ahead, ahead))
    watcher = Watcher(job)
    try:
        assert watcher.waits_for(1) == ["a.png"]
    finally:
        watcher.end()


def test_a_remark_is_made_once(job, watcher):
    (job.photos / "link").symlink_to(job.photos)
    (job.photos / "notes.txt").write_text("no photo")
    for seed in range(2):
        (job.photos / f"{seed}.png").write_bytes(picture(seed))
        watcher.waits_for(seed + 1)
    assert watcher.remarks == [job.photos / "link", job.photos / "notes.txt"]


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    job = Job(photos=tmp_path / "none", results=tmp_path / "out", recipe=Recipe())
    with pytest.raises(PhotoError, match="no folder of that name"):
        next(watching.arrivals(job, lambda _: True))
