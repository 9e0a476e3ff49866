from dataclasses import replace

import numpy as np
import pytest
from pictures import encoded
from skimage import data

from studio.models.registry import Registry
from studio.photo.photo import read
from studio.recipe.hints import Hints, Point
from studio.recipe.recipe import Recipe
from studio.rendering.memory import Memory
from studio.rendering.render import render

CAT = read(encoded(data.chelsea(), "PNG"), "cat.png")
SMALL = CAT.shrunk(90)
RED = Recipe(hints=Hints((Point(x=0.5, y=0.5, color="#b03a2e", size=0.1),)))
ANSWERS = {
    "prediction": lambda memory, photo: memory.prediction(photo, Recipe()).expected,
    "hinted": lambda memory, photo: memory.prediction(photo, RED).expected,
    "features": lambda memory, photo: memory.features(photo)[0],
    "classes": lambda memory, photo: memory.segment(photo, "people-compact")[0],
    "lightness": lambda memory, photo: memory.lightness(photo),
    "surfaces": lambda memory, photo: memory.surfaces(photo)(memory.lightness(photo)[None]),
}


@pytest.fixture(scope="module")
def registry():
    return Registry()


@pytest.mark.parametrize("answer", list(ANSWERS.values())[:-1], ids=list(ANSWERS)[:-1])
def test_an_answer_is_worked_out_once(registry, answer):
    memory = Memory(registry)
    assert np.shares_memory(answer(memory, CAT), answer(memory, CAT))


def test_surfaces_are_worked_out_once(registry):
    memory = Memory(registry)
    assert memory.surfaces(CAT) is memory.surfaces(CAT)


@pytest.mark.slow
@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_a_shrunk_photo_is_never_taken_for_the_whole_one(registry, answer):
    shared = Memory(registry)
    for photo in (CAT, SMALL):
        alone = answer(Memory(registry), photo)
        assert np.array_equal(answer(shared, photo), alone)


def test_hints_are_told_apart(registry):
    memory = Memory(registry)
    assert memory.prediction(CAT, RED) is not memory.prediction(CAT, Recipe())


def test_a_style_asks_no_model_again(registry):
    memory = Memory(registry)
    vivid = replace(RED, vividness=0.42, strength=1.3)
    assert memory.prediction(CAT, RED) is memory.prediction(CAT, vivid)


def test_answers_over_the_budget_are_forgotten(registry):
    memory = Memory(registry, budget=1)
    first = memory.lightness(CAT)
    memory.lightness(SMALL)
    assert memory.lightness(CAT) is not first


@pytest.mark.slow
def test_a_rendering_from_memory_is_that_of_the_registry(registry):
    memory = Memory(registry)
    for _ in range(2):
        assert np.array_equal(render(CAT, RED, memory).rgb, render(CAT, RED, registry).rgb)
