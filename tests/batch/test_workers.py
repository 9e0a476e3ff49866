"""Real processes, really killed."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from pictures import encoded, noise
from prints import fade
from skimage import data

from studio.batch.workers import (
    CORES,
    MEMORY,
    Order,
    Outcome,
    Pool,
    color,
    count_affordable,
    outcome_of,
)
from studio.models.registry import Registry
from studio.photo import photo
from studio.photo.writing import encoding
from studio.recipe.recipe import Recipe, load
from studio.rendering.render import render

pytestmark = pytest.mark.process

ROOT = Path(__file__).resolve().parents[2]
RECIPE = Recipe(vividness=0.42)

# Runs beside the tests: a process of which the pool's workers are the children.
GIVES_ORDERS = """
import sys, time
from studio.batch.workers import Pool
import psutil
from studio.batch.workers import Order
from studio.recipe.recipe import Recipe
pool = Pool(2)
photo = sys.stdin.buffer.read()
for _ in range(2):
    pool.submit(Order(data=photo, name="", recipe=Recipe(), format="png"))
while len(workers := psutil.Process().children()) < 2:
    time.sleep(0.01)
print(*(worker.pid for worker in workers), flush=True)
time.sleep(60)
"""


def order(seed=0, content=None):
    return Order(
        data=content or encoded(noise(48, 64, seed=seed), "PNG"),
        name=f"{seed}.png",
        recipe=RECIPE,
        format="png",
    )


def test_contrast_is_restored_of_prints_that_have_faded_alone():
    faded = encoded(fade(data.chelsea(), 5).rgb, "PNG")
    for content, expected in ((faded, 0.5), (encoded(data.camera(), "PNG"), None)):
        made = color(replace(order(content=content), recipe=Recipe(contrast=0.5)))
        assert load(encoding.embedded_recipe(made.data)).recipe.contrast == expected


def big():
    """An order that keeps a worker busy for a while."""
    return order(content=encoded(noise(2000, 3000), "PNG", compress_level=0))


def children():
    """The living processes of this one that run a worker."""
    return [child.pid for child in psutil.Process().children() if is_worker(child)]


def is_worker(process):
    try:
        return CORES in process.environ()
    except psutil.Error:  # a zombie
        return False


def alive(pid):
    """Whether a process is there and no zombie."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.fixture(scope="module")
def pool():
    with Pool(2) as crew:
        yield crew


def test_a_worker_makes_what_the_pipeline_makes(pool):
    given = order()
    expected = render(photo.read(given.data, given.name), RECIPE, Registry()).rgb
    made = photo.read(pool.submit(given).result().data, "result.png")
    assert (made.rgb == expected).all()


def test_a_result_carries_its_recipe_and_its_photo(pool):
    given = order()
    saved = load(encoding.embedded_recipe(pool.submit(given).result().data))
    assert saved.recipe == RECIPE
    assert saved.photo == hashlib.sha256(given.data).hexdigest()


def test_a_photo_that_is_refused_comes_back_with_its_reason(pool):
    outcome = pool.submit(order(content=b"Dear reader")).result()
    assert outcome.data == b""
    assert outcome.reason.startswith("Found a text file")


@pytest.mark.slow
def test_a_worker_that_is_killed_is_replaced_and_its_photo_done(pool):
    slow = big()  # made before: two orders are to be under way at once
    assert all(future.result(60).data for future in [pool.submit(slow), pool.submit(slow)])
    before = children()
    futures = [pool.submit(slow), pool.submit(slow)]
    time.sleep(0.1)
    os.kill(before[0], signal.SIGKILL)
    futures += [pool.submit(slow), pool.submit(slow)]  # had it been idle, it is missed now
    assert all(future.result(60).data for future in futures)
    after = children()
    assert len(before) == len(after) == 2
    assert before[0] not in after


@pytest.mark.slow
def test_a_photo_over_which_workers_die_twice_is_named_and_the_next_one_done():
    with Pool(1) as crew:
        crew.submit(order()).result(60)
        future = crew.submit(big())
        killed = set()
        while not future.done():
            for pid in children()[-1:]:
                if pid not in killed:
                    killed.add(pid)
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.01)
        assert future.result().reason.startswith("Found a photo that crashed what reads it")
        assert crew.submit(order()).result(60).data


def test_as_many_processes_work_as_asked_for_and_none_outlives_its_pool():
    before = set(children())
    with Pool(2) as crew:
        for future in [crew.submit(order(seed)) for seed in range(4)]:
            future.result(60)
        mine = set(children()) - before
        assert len(mine) == 2
    assert not [pid for pid in mine if alive(pid)]


@pytest.mark.slow
def test_workers_end_when_the_process_that_gives_orders_is_killed():
    command = [sys.executable, "-c", GIVES_ORDERS]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, **pipes, cwd=ROOT) as process:
        process.stdin.write(big().data)
        process.stdin.close()
        workers = [int(pid) for pid in process.stdout.readline().split()]
        assert [alive(pid) for pid in workers] == [True, True]
        process.kill()
    end = time.monotonic() + 30
    while any(map(alive, workers)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(map(alive, workers))


def test_an_unforeseen_error_is_an_outcome():
    future: Future[Outcome] = Future()
    future.set_exception(ZeroDivisionError("by zero"))
    assert outcome_of(future) == Outcome(reason="ZeroDivisionError: by zero")


def test_orders_and_outcomes_do_not_print_photos():
    assert len(repr(big())) < 500
    assert len(repr(Outcome(b"x" * 10_000))) < 100


@pytest.mark.parametrize(
    ("cores", "workers_worth", "expected"), [(4, 100, 4), (8, 3, 3), (2, 0, 1), (6, None, 3)]
)
def test_workers_are_as_many_as_cores_and_half_of_the_memory_bear(
    monkeypatch, cores, workers_worth, expected
):
    def told(name):
        if workers_worth is None:
            raise ValueError("unrecognized configuration name")
        return {"SC_PHYS_PAGES": 2 * workers_worth * MEMORY // 4096, "SC_PAGE_SIZE": 4096}[name]

    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    monkeypatch.setattr(os, "sysconf", told)
    assert count_affordable() == expected
