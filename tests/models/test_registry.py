import dataclasses
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
import pytest

from studio.errors import CorruptWeightsError, MissingWeightsError, UnknownModelError
from studio.models import catalog
from studio.models.registry import Registry


def photos(count, side=64):
    random = np.random.default_rng(0)
    return [random.integers(0, 256, (side, side, 3), np.uint8) for _ in range(count)]


def test_model_is_loaded_once_for_eight_threads():
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(Registry().colorizer, ["compact"] * 8))
    assert len({id(colorizer) for colorizer in found}) == 1


def colored(colorizer, picture):
    return colorizer.color(colorizer.encode(picture)).expected


@pytest.mark.slow
def test_eight_threads_get_the_pictures_that_one_gets(compact):
    pictures = photos(8)
    expected = [colored(compact, picture) for picture in pictures]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(partial(colored, compact), pictures * 25))
    assert all(np.array_equal(a, b) for a, b in zip(found, expected * 25, strict=True))


@pytest.mark.slow
def test_least_recently_used_model_goes_when_the_budget_is_spent():
    model = catalog.find("compact")
    models = {name: dataclasses.replace(model, name=name) for name in ("a", "b", "c")}
    registry = Registry(models, budget=2 * model.memory)
    for name in ("a", "b", "a", "c"):
        registry.colorizer(name)
    assert list(registry.loaded()) == ["a", "c"]


def test_model_that_is_begun_is_loaded_though_nobody_asks_for_it():
    registry = Registry()
    registry.begin("compact")
    for thread in threading.enumerate():
        if thread.name == "load compact":
            thread.join(30)
    assert list(registry.loaded()) == ["compact"]


@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
def test_what_is_wrong_with_a_model_that_is_begun_is_said_once_it_is_asked_for(tmp_path):
    registry = Registry({"zhang2016": catalog.find("zhang2016")}, tmp_path)
    registry.begin("zhang2016")
    with pytest.raises(MissingWeightsError):
        registry.colorizer("zhang2016")


def test_model_larger_than_the_budget_is_still_loaded():
    registry = Registry(budget=1)
    registry.colorizer("compact")
    assert list(registry.loaded()) == ["compact"]


def test_a_registry_without_a_model_that_compares_says_so():
    alone = Registry({"levin2004": catalog.find("levin2004")})
    with pytest.raises(UnknownModelError, match="no model that compares among levin2004"):
        alone.comparer()


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


@pytest.mark.slow
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
