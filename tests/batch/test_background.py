import time

import pytest
from pictures import encoded, noise

from studio.batch.background import Background
from studio.batch.jobs import Job
from studio.recipe.recipe import Recipe

pytestmark = pytest.mark.process


@pytest.fixture
def job(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.png").write_bytes(encoded(noise(8, 8), "PNG"))
    return Job(photos=tmp_path / "in", results=tmp_path / "out", recipe=Recipe())


def finish(background):
    end = time.monotonic() + 60
    while background.running:
        assert time.monotonic() < end
        time.sleep(0.01)


def test_who_stops_a_batch_waits_for_the_photos_begun(job):
    background = Background()
    background.start(job, 1)
    background.stop()
    assert not background.running


def test_one_batch_runs_at_a_time_and_the_next_begins_anew(job):
    background, other = (
        Background(),
        Job(photos=job.photos, results=job.results.with_name("other"), recipe=Recipe()),
    )
    background.start(job, 1)
    background.start(other, 1)
    assert background.job is job
    finish(background)
    assert (job.results / "a_colorized.png").exists()
    assert not other.results.exists()
    background.start(other, 1)
    finish(background)
    assert (other.results / "a_colorized.png").exists()
