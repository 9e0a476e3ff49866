import threading
import time
from dataclasses import replace

import pytest
from pictures import encoded, noise

from studio.background import Background
from studio.batch import journal, series
from studio.batch.desk import Desk
from studio.batch.jobs import Job
from studio.batch.past import survey
from studio.errors import WorkError
from studio.recipe.recipe import STYLES, Recipe
from studio.rendering.reference import likeness

pytestmark = [pytest.mark.process, pytest.mark.slow]


@pytest.fixture
def job(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.png").write_bytes(encoded(noise(8, 8), "PNG"))
    return Job(photos=tmp_path / "in", results=tmp_path / "out", recipe=Recipe())


def add_large(job, count):
    """Add photos that take a while, each."""
    for number in range(count):
        data = encoded(noise(2_400, 3_200, seed=number), "BMP")
        (job.photos / f"{number}.bmp").write_bytes(data)


def finish(desk):
    wait_until(lambda: not desk.running)
    assert not desk.background.trouble


def wait_until(condition):
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_one_job_runs_at_a_time_and_the_next_begins_anew(job):
    desk, other = Desk("", job), replace(job, results=job.results.with_name("other"))
    desk.start(job, 1)
    desk.start(other, 1)
    assert desk.job is job
    finish(desk)
    assert (job.results / "a_colorized.png").exists()
    assert not other.results.exists()
    desk.start(other, 1)
    finish(desk)
    assert (other.results / "a_colorized.png").exists()


def test_films_and_batches_take_turns_and_who_waits_is_stopped_at_once(job):
    held, other = Desk("", job), Background()
    other.start(lambda controls: wait_until(lambda: controls.stopped))
    wait_until(lambda: not other.waiting)
    held.start(job, 1)
    wait_until(lambda: held.background.waiting)
    held.background.stop()
    assert other.running
    other.stop()


def test_photos_that_are_being_coloured_are_given_up(job):
    add_large(job, 4)
    desk = Desk("", job)
    desk.start(job, 2)
    wait_until(lambda: len(desk.progress.done) >= 1)
    desk.background.stop()
    assert desk.is_unfinished
    assert not list(job.results.glob("*.part"))
    desk.start(job, 2)
    finish(desk)
    assert len(desk.progress.done) == 5


def test_an_album_is_stopped_in_the_middle_of_finding_what_belongs_together(job, monkeypatch):
    for number in range(30):
        (job.photos / f"{number}.png").write_bytes(encoded(noise(300, 400, seed=number), "PNG"))
    stopped = threading.Event()

    def like(*asked):
        assert stopped.wait(60)  # a comparison that goes on for as long as the batch does
        return likeness(*asked)

    monkeypatch.setattr(series, "likeness", like)
    desk = Desk("", job)
    desk.start(replace(job, album=True), 1)
    wait_until(lambda: desk.progress.stage and desk.progress.stage.words == series.COMPARING)
    assert desk.progress.stage.total == 31
    desk.background.stop()
    stopped.set()
    assert (desk.progress.settled, desk.progress.total) == (0, 31)
    assert desk.is_unfinished


def test_what_was_put_back_stays_whatever_is_asked_for_then(job):
    desk = Desk("", job)
    desk.start(job, 1)
    finish(desk)
    desk.put_back("a.png", b"mine", 1)
    assert (job.results / "a_colorized.png").read_bytes() == b"mine"
    for other in (job, replace(job, existing="replace", recipe=STYLES["Vivid"])):
        desk.start(other, 1)
        finish(desk)
        assert [entry.state for entry in desk.progress.done] == ["corrected"]
        assert [entry.state for entry in survey(other).done] == ["corrected"]
    assert (job.results / "a_colorized.png").read_bytes() == b"mine"


def test_what_is_put_back_while_the_photo_is_coloured_anew_is_not_replaced(job):
    add_large(job, 1)
    desk = Desk("", job)
    desk.start(job, 1)
    finish(desk)
    desk.start(replace(job, existing="replace", recipe=STYLES["Vivid"]), 1)
    wait_until(lambda: journal.read(job.results).last("0.bmp").state == "replacing")
    desk.put_back("0.bmp", b"mine", 1)
    finish(desk)
    assert (job.results / "0_colorized.png").read_bytes() == b"mine"
    assert len(desk.progress.done) == 2


def test_a_photo_that_changed_since_it_was_corrected_is_coloured_again(job):
    desk = Desk("", job)
    desk.start(job, 1)
    finish(desk)
    desk.put_back("a.png", b"mine", 1)
    (job.photos / "a.png").write_bytes(encoded(noise(9, 9), "PNG"))
    desk.start(replace(job, existing="replace"), 1)
    finish(desk)
    assert (job.results / "a_colorized.png").read_bytes() != b"mine"


def test_nothing_is_put_back_that_is_not_of_the_batch(job):
    with pytest.raises(WorkError, match="no such photo in the batch"):
        Desk("", job).put_back("a.png", b"mine", 1)


def test_a_half_last_line_costs_no_correction(job):
    desk = Desk("", job)
    desk.start(job, 1)
    finish(desk)
    path = job.results / journal.NAME
    path.write_bytes(path.read_bytes()[:-20])
    desk.put_back("a.png", b"mine", 1)
    assert [entry.state for entry in survey(job).done] == ["corrected"]
