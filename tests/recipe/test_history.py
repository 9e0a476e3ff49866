import random

import pytest

from studio.recipe.hints import Hints, Point
from studio.recipe.history import MOST_STEPS, History
from studio.recipe.recipe import Recipe

A, B, C = (Recipe(strength=strength) for strength in (0.0, 0.5, 1.0))


def walked(*recipes):
    history = History(A)
    for recipe in recipes:
        history = history.push(recipe)
    return history


def test_undo_brings_the_recipe_before():
    assert walked(B, C).undo().present == B
    assert walked(B, C).undo().undo().present == A


def test_redo_brings_back_what_undo_took():
    history = walked(B, C)
    assert history.undo().undo().redo().redo() == history


@pytest.mark.parametrize("step", [History.undo, History.redo])
def test_nothing_to_take_back_or_bring_back_changes_nothing(step):
    assert step(History(A)) == History(A)


def test_a_new_step_forgets_the_future():
    history = walked(B).undo().push(C)
    assert history.redo() == history
    assert history.undo().present == A


def test_the_recipe_at_hand_is_no_step():
    history = walked(B)
    assert history.push(Recipe(strength=0.5)) is history


def test_hints_make_another_recipe():
    hinted = Recipe(strength=0.0, hints=Hints((Point(x=0.5, y=0.5, color="#b03a2e", size=0.1),)))
    assert walked(hinted).undo().present == A


def test_the_oldest_steps_are_forgotten():
    recipes = [Recipe(vividness=k / 1000) for k in range(1, 2 * MOST_STEPS)]
    history = walked(*recipes)
    assert len(history.past) == MOST_STEPS
    for _ in range(2 * MOST_STEPS):
        history = history.undo()
    assert history.present == recipes[-1 - MOST_STEPS]


def test_any_walk_agrees_with_a_list_and_a_cursor():
    chance = random.Random(0)
    history, steps, cursor = History(A), [A], 0
    for _ in range(200):
        move = chance.choice(["push", "undo", "redo"])
        if move == "push" and cursor < MOST_STEPS:
            recipe = Recipe(strength=chance.random())
            history, steps, cursor = (
                history.push(recipe),
                [*steps[: cursor + 1], recipe],
                cursor + 1,
            )
        elif move == "undo":
            history, cursor = history.undo(), max(cursor - 1, 0)
        elif move == "redo":
            history, cursor = history.redo(), min(cursor + 1, len(steps) - 1)
        assert history.present == steps[cursor]
