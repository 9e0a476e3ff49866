"""A film on a real cluster of this machine: the same bytes, whoever dies."""

import os
import signal
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from films import draw, make

from studio import cluster
from studio.background import Controls
from studio.errors import FilmError, StudioError
from studio.film import reader
from studio.film.index import Index
from studio.film.jobs.cluster import Cluster
from studio.film.jobs.cluster import make as make_pieces
from studio.film.jobs.crew import Here, Pool
from studio.film.jobs.job import Job
from studio.film.jobs.order import Order
from studio.film.jobs.pieces import Done
from studio.film.jobs.run import run
from studio.film.storyboard import Scene, Storyboard
from studio.models.registry import Registry

pytestmark = [pytest.mark.process, pytest.mark.slow]
distributed = pytest.importorskip("distributed", reason="needs the extra `dask`")

BOARD = Storyboard(scenes=tuple(Scene(start=second) for second in (0, 0.4, 1.4)))
COUNT = 60


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    return make(tmp_path_factory.mktemp("film") / "film.mkv", draw(COUNT, (64, 96)))


def color(film, result, crew, tell=lambda _: None):
    job = Job(film=film, result=result, board=BOARD)
    with crew:
        return run(job, crew, Registry(), Controls(), tell)


@pytest.fixture(scope="module")
def undisturbed(film, tmp_path_factory):
    result = tmp_path_factory.mktemp("undisturbed") / "result.mp4"
    job = Job(film=film, result=result, board=BOARD)
    run(job, Here(Registry()), Registry(), Controls(), lambda _: None)
    return result.read_bytes()


@pytest.fixture
def dask():
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0"
    ) as found:
        yield found


def test_two_workers_one_of_which_is_killed_make_the_same(dask, film, undisturbed, tmp_path):
    killed = []

    def kill(progress):
        if progress.done > progress.earlier and not killed:
            killed.append(dask.workers[0].pid)
            os.kill(killed[0], signal.SIGKILL)

    color(film, tmp_path / "result.mp4", Cluster(dask.scheduler_address), kill)
    assert killed
    assert (tmp_path / "result.mp4").read_bytes() == undisturbed


def test_a_film_that_the_workers_do_not_find_is_one_sentence(film):
    index = Index(replace(reader.inspect(film), path=Path("/elsewhere/film.mkv")), (0, 40))
    order = Order(index=index, board=BOARD, deinterlaces=False, ending=".mp4")
    with pytest.raises(FilmError, match="on every machine"):
        make_pieces(order, ".mp4", Done())


def test_a_scheduler_that_is_lost_is_one_sentence_and_the_film_goes_on(
    dask, film, undisturbed, tmp_path
):
    lost = []

    def lose(progress):
        if progress.done > progress.earlier and not lost:
            lost.append(time.monotonic())
            dask.close()

    with pytest.raises(StudioError, match="no cluster any more"):
        color(film, tmp_path / "result.mp4", Cluster(dask.scheduler_address), lose)
    assert time.monotonic() - lost[0] < 30
    assert color(film, tmp_path / "result.mp4", Pool(2)).earlier > 0
    assert (tmp_path / "result.mp4").read_bytes() == undisturbed


def test_a_cluster_that_lost_all_its_workers_is_one_sentence(dask, film, tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "MOST_IDLE", 2)
    lost = []

    def lose(progress):
        if progress.done > progress.earlier and not lost:
            lost.append(time.monotonic())
            dask.scale(0)

    with pytest.raises(StudioError, match="without workers"):
        color(film, tmp_path / "result.mp4", Cluster(dask.scheduler_address), lose)
    assert time.monotonic() - lost[0] < 30


def test_processes_one_of_which_is_killed_make_the_same(film, undisturbed, tmp_path):
    killed = []

    def kill(progress):
        if progress.done > progress.earlier + 30 and not killed:
            killed.extend(_find_workers()[:1])
            killed[0].kill()

    color(film, tmp_path / "result.mp4", Pool(2), kill)
    assert killed
    assert (tmp_path / "result.mp4").read_bytes() == undisturbed


def _find_workers():
    """Return the processes of this one that colour scenes."""
    children = [c for c in psutil.Process().children() if c.status() != psutil.STATUS_ZOMBIE]
    return [child for child in children if "jobs.crew" in " ".join(child.cmdline())]
