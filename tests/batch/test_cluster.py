"""A real cluster of two processes on this machine, one of them killed."""

import os
import signal
import socket
from dataclasses import replace

import psutil
import pytest
from crews import Here
from pictures import encoded, noise

from studio import cluster
from studio.batch import journal
from studio.batch.cluster import Cluster
from studio.batch.jobs import Job
from studio.batch.run import run
from studio.batch.workers import Order, color
from studio.errors import StudioError
from studio.recipe.recipe import Recipe

pytestmark = pytest.mark.process
distributed = pytest.importorskip("distributed", reason="needs the extra `dask`")


@pytest.fixture(scope="module")
def dask():
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0"
    ) as found:
        yield found


@pytest.fixture
def crew(dask):
    with Cluster(dask.scheduler_address) as found:
        yield found


@pytest.fixture
def job(tmp_path):
    (tmp_path / "in").mkdir()
    for number in range(12):
        (tmp_path / "in" / f"{number:02}.png").write_bytes(
            encoded(noise(48, 64, seed=number), "PNG")
        )
    return Job(photos=tmp_path / "in", results=tmp_path / "out", recipe=Recipe())


def results(job):
    return sorted(path.name for path in job.results.iterdir() if path.name != journal.NAME)


@pytest.mark.slow
def test_a_worker_killed_half_way_costs_no_photo_and_doubles_none(dask, crew, job):
    killed = []

    def kill(progress, latest):
        if len(progress.done) == 4 and not killed:
            killed.append(dask.workers[0].pid)
            os.kill(killed[0], signal.SIGKILL)

    progress = run(job, crew, tell=kill)
    assert killed
    assert progress.failed == []
    assert sorted(entry.photo for entry in progress.done) == [f"{n:02}.png" for n in range(12)]
    assert results(job) == [f"{n:02}_colorized.png" for n in range(12)]
    assert run(job, crew).earlier == 12


def test_a_cluster_makes_what_this_process_makes(crew, job):
    order = Order(
        data=(job.photos / "00.png").read_bytes(), name="00.png", recipe=Recipe(), format="png"
    )
    assert crew.submit(order).result(60) == color(order)


def test_a_broken_photo_is_named_and_the_rest_done(crew, job):
    (job.photos / "03.png").write_bytes(b"Dear reader")
    progress = run(job, crew)
    assert [entry.photo for entry in progress.failed] == ["03.png"]
    assert progress.failed[0].reason.startswith("Found a text file")
    assert len(results(job)) == 11


@pytest.mark.slow
def test_a_large_photo_travels_without_a_warning(crew):
    data = encoded(noise(2200, 2200), "PNG", compress_level=0)
    assert len(data) > 14_000_000
    assert (
        crew.submit(Order(data=data, name="large.png", recipe=Recipe(), format="jpeg"))
        .result(60)
        .data
    )


def processes_of_the_worker():
    return [(process.pid, process.create_time()) for process in psutil.Process().children()]


def test_each_worker_colours_in_one_process_all_along(dask, crew, job):
    run(job, crew)
    client = dask.get_client()
    before = client.run(processes_of_the_worker)
    run(replace(job, format="jpeg"), crew)
    assert client.run(processes_of_the_worker) == before
    assert [len(processes) for processes in before.values()] == [1, 1]


def test_a_scheduler_without_workers_is_told(monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE_S", 0.5)
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=":0") as empty,
        pytest.raises(StudioError, match="without workers"),
    ):
        Cluster(empty.scheduler_address)


def test_where_nobody_listens_is_told_at_once():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(StudioError, match="no scheduler at"):
        Cluster(address)


@pytest.mark.parametrize("address", ["", "nonsense", "tcp://127.0.0.1", "tcp://127.0.0.1:x"])
def test_an_address_that_is_none_is_told(address):
    with pytest.raises(StudioError, match="no scheduler at"):
        Cluster(address)


@pytest.mark.slow
def test_a_cluster_that_lost_its_scheduler_or_all_workers_is_one_sentence_and_the_batch_goes_on(
    job, monkeypatch
):
    monkeypatch.setattr(cluster, "MOST_IDLE", 2)
    for end, told in (("scale", "without workers"), ("close", "no cluster any more")):
        with distributed.LocalCluster(
            n_workers=1, threads_per_worker=1, processes=True, dashboard_address=":0"
        ) as found:
            before = len(results(job)) if job.results.exists() else 0

            def lose(progress, latest, found=found, end=end, before=before):
                if len(progress.done) > before:
                    found.scale(0) if end == "scale" else found.close()

            with Cluster(found.scheduler_address) as crew, pytest.raises(StudioError, match=told):
                run(job, crew, tell=lose)
        assert before < len(results(job)) < 12
    assert run(job, Here()).earlier >= 2
    assert len(results(job)) == 12
