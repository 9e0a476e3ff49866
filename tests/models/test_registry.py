import dataclasses
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from studio.errors import CorruptWeightsError, MissingWeightsError, UnknownModelError
from studio.models import catalog
from studio.models.registry import ANSWERS, Registry


def photos(count, side=64):
    random = np.random.default_rng(0)
    return [random.integers(0, 256, (side, side, 3), np.uint8) for _ in range(count)]


def test_model_is_loaded_once_for_eight_threads():
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(Registry().colorizer, ["compact"] * 8))
    assert len({id(colorizer) for colorizer in found}) == 1


@pytest.mark.slow
def test_eight_threads_get_the_pictures_that_one_gets(compact):
    pictures = photos(8)
    expected = [compact.predict(picture).chroma(1.0) for picture in pictures]
    with ThreadPoolExecutor(8) as pool:
        found = [prediction.chroma(1.0) for prediction in pool.map(compact.predict, pictures * 25)]
    assert all(np.array_equal(a, b) for a, b in zip(found, expected * 25, strict=True))


class Watched:
    """A net that notes which thread calls it, and leaves the others time to cut in."""

    def __init__(self, net):
        self.net, self.callers, self.one_call = net, [], threading.Lock()

    def __getattr__(self, name):
        def call(*arguments):
            time.sleep(0.002)
            with self.one_call:  # two at once could crash the process
                self.callers.append(threading.get_ident())
                return getattr(self.net, name)(*arguments)

        return call


def test_no_thread_cuts_into_the_pass_of_another():
    colorizer = Registry().colorizer("compact")
    colorizer.net.net = watched = Watched(colorizer.net.net)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(colorizer.predict, photos(8)))
    passes = [set(watched.callers[i : i + 3]) for i in range(0, 24, 3)]  # two inputs, then forward
    assert len(watched.callers) == 24
    assert [len(threads) for threads in passes] == [1] * 8


def test_least_recently_used_model_goes_when_the_budget_is_spent():
    model = catalog.find("compact")
    models = {name: dataclasses.replace(model, name=name) for name in ("a", "b", "c")}
    registry = Registry(models, budget=2 * model.memory)
    for name in ("a", "b", "a", "c"):
        registry.colorizer(name)
    assert list(registry.loaded()) == ["a", "c"]


def test_model_larger_than_the_budget_is_still_loaded():
    registry = Registry(budget=1)
    registry.colorizer("compact")
    assert list(registry.loaded()) == ["compact"]


def test_model_is_asked_once_per_key():
    registry = Registry()
    made = []
    for key in ("a", "b", "a"):
        registry.remembered((key,), lambda key=key: made.append(key) or np.zeros(1))
    assert made == ["a", "b"]


def test_oldest_answers_are_forgotten_when_they_grow_too_large():
    registry = Registry()
    made = []
    for key in (0, 1, 0, 2, 0, 1):
        registry.remembered(
            (key,), lambda key=key: made.append(key) or np.zeros(ANSWERS * 2 // 5, np.uint8)
        )
    assert made == [0, 1, 2, 1]


def test_answer_larger_than_all_room_is_remembered_until_the_next():
    registry = Registry()
    made = []
    for _ in range(2):
        registry.remembered((), lambda: made.append(1) or np.zeros(ANSWERS + 1, np.uint8))
    assert made == [1]


def test_unknown_model_is_refused():
    with pytest.raises(UnknownModelError):
        Registry().colorizer("nobody")


def test_model_of_another_kind_is_refused_and_the_right_ones_named():
    with pytest.raises(UnknownModelError, match=r"deeplabv3-voc, .*choose one of compact"):
        Registry().colorizer("deeplabv3-voc")
    with pytest.raises(UnknownModelError, match=r"compact, .*deeplabv3-voc"):
        Registry().segmenter("compact")


def test_only_models_of_the_task_are_offered_for_it():
    registry = Registry()
    assert {model.task for model in registry.known()} == {"colorize"}
    assert {model.task for model in registry.known("segment")} == {"segment"}
    assert set(map(id, registry.ready())) <= set(map(id, registry.known()))


def test_model_without_files_is_refused(tmp_path):
    with pytest.raises(MissingWeightsError):
        Registry(folder=tmp_path).colorizer("zhang2016")


def test_weights_changed_after_the_install_are_refused_at_the_load(official, tmp_path):
    model, folder = official
    for file in model.files:
        target = tmp_path / "zhang2016" / file.name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes((folder / "zhang2016" / file.name).read_bytes())
    with target.open("r+b") as file:
        file.seek(50_000_000)
        byte = file.read(1)
        file.seek(50_000_000)
        file.write(bytes([byte[0] ^ 1]))
    with pytest.raises(CorruptWeightsError):
        Registry({"zhang2016": model}, tmp_path).colorizer("zhang2016")
