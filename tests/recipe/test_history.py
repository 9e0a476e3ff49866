import random

import pytest

from studio.recipe.hints import Hints, Point
from studio.recipe.history import MOST_STEPS, History
from studio.recipe.recipe import Recipe

A, B, C = (Recipe(strength=strength) for strength in (0.0, 0.5, 1.0))


def walked(*recipes):
    history = History(A)
    for recipe in recipes:
        history = history.pushed(recipe)
    return history


def test_undo_brings_the_recipe_before():
    assert walked(B, C).undone().present == B
    assert walked(B, C).undone().undone().present == A


def test_redo_brings_back_what_undo_took():
    history = walked(B, C)
    assert history.undone().undone().redone().redone() == history


@pytest.mark.parametrize("step", [History.undone, History.redone])
def test_nothing_to_take_back_or_bring_back_changes_nothing(step):
    assert step(History(A)) == History(A)


def test_a_new_step_forgets_the_future():
    history = walked(B).undone().pushed(C)
    assert history.redone() == history
    assert history.undone().present == A


def test_the_recipe_at_hand_is_no_step():
    history = walked(B)
    assert history.pushed(Recipe(strength=0.5)) is history


def test_hints_make_another_recipe():
    hinted = Recipe(strength=0.0, hints=Hints((Point(0.5, 0.5, "#b03a2e", 0.1),)))
    assert walked(hinted).undone().present == A


def test_the_oldest_steps_are_forgotten():
    recipes = [Recipe(vividness=k / 1000) for k in range(1, 2 * MOST_STEPS)]
    history = walked(*recipes)
    assert len(history.past) == MOST_STEPS
    for _ in range(2 * MOST_STEPS):
        history = history.undone()
    assert history.present == recipes[-1 - MOST_STEPS]


def test_any_walk_agrees_with_a_list_and_a_cursor():
    chance = random.Random(0)
    history, steps, cursor = History(A), [A], 0
    for _ in range(200):
        move = chance.choice(["push", "undo", "redo"])
        if move == "push" and cursor < MOST_STEPS:
            recipe = Recipe(strength=chance.random())
            history, steps, cursor = (
                history.pushed(recipe),
                [*steps[: cursor + 1], recipe],
                cursor + 1,
            )
        elif move == "undo":
            history, cursor = history.undone(), max(cursor - 1, 0)
        elif move == "redo":
            history, cursor = history.redone(), min(cursor + 1, len(steps) - 1)
        assert history.present == steps[cursor]
