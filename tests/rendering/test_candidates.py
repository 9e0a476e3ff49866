from dataclasses import replace

import numpy as np
import pytest
from pictures import encoded
from skimage import data

from studio.color.sizes import shrink
from studio.models import catalog
from studio.models.registry import Registry
from studio.photo import photo
from studio.recipe.hints import Hints, Point
from studio.recipe.recipe import STYLES, Recipe
from studio.rendering import render
from studio.rendering.candidates import OWN, TILE_SIDE, Candidate, candidates
from studio.rendering.memory import Memory

HINTS = Hints((Point(x=0.5, y=0.5, color="#b03a2e", size=0.03),))
MODELS = list(catalog.models().values())
NATURAL = Recipe(
    model="compact", vividness=STYLES["Natural"].vividness, strength=STYLES["Natural"].strength
)


def titles(recipe, models=MODELS, loaded=()):
    return [candidate.title for candidate in candidates(recipe, models, loaded)]


class Counting(Registry):
    """A registry whose nets tell how often they were asked."""

    looks = passes = 0

    def colorizer(self, name):
        net, registry = super().colorizer(name), self

        class Counted:
            size = net.size

            def encode(self, rgb):
                registry.looks += 1
                return net.encode(rgb)

            def color(self, seen, hint=None):
                registry.passes += 1
                return net.color(seen, hint)

        return Counted()


@pytest.fixture(scope="module")
def camera():
    return photo.read(encoded(data.camera(), "PNG"), "camera.png")


def test_every_automatic_model_is_shown_in_every_style():
    automatic = [model.title for model in MODELS if model.automatic]
    assert len(automatic) >= 2
    assert titles(NATURAL) == [f"{title}, {style}" for title in automatic for style in STYLES]


def test_hints_are_tried_with_the_models_that_take_them_and_left_out():
    found = candidates(replace(NATURAL, hints=HINTS), MODELS)
    hinted = {c.recipe.model for c in found if c.recipe.hints == HINTS}
    assert hinted == {model.name for model in MODELS if model.hints}
    plain = {c.recipe.model for c in found if not c.recipe.hints}
    assert plain == {model.name for model in MODELS if model.automatic}


def test_a_recipe_with_numbers_of_one_s_own_comes_first():
    assert candidates(Recipe(vividness=0.33), MODELS)[0] == Candidate(OWN, Recipe(vividness=0.33))


def test_the_recipe_at_hand_is_there_once():
    found = [candidate.recipe for candidate in candidates(NATURAL, MODELS)]
    assert found.count(NATURAL) == 1


def test_loaded_recipes_come_last_and_only_if_they_are_new():
    mine, known = Recipe(strength=0.2), Candidate("known.json", NATURAL)
    found = titles(NATURAL, loaded=[Candidate("mine.json", mine), known])
    assert found[-1] == "mine.json"
    assert "known.json" not in found


@pytest.mark.slow
def test_a_sheet_costs_one_pass_for_each_model_and_hints(camera, official):
    model, folder = official
    (folder / "compact").symlink_to(catalog.FOLDER / "compact", target_is_directory=True)
    ready = {"compact": catalog.find("compact"), "zhang2016": model}
    registry = Counting(ready, folder)
    found = candidates(replace(NATURAL, hints=HINTS), ready.values())
    memory = Memory(registry)
    tiles = [render.render(camera, c.recipe, memory, side=TILE_SIDE).rgb for c in found]
    assert registry.looks == 2  # each model, once
    assert registry.passes == 3  # compact with and without hints, the official model without
    assert len(tiles) == 3 * len(STYLES)
    assert all(max(tile.shape) == TILE_SIDE for tile in tiles)
    assert len({tile.tobytes() for tile in tiles}) == len(tiles)


@pytest.mark.slow
def test_a_tile_is_the_preview_in_small(camera):
    registry = Registry()
    tile = render.render(camera, NATURAL, registry, side=TILE_SIDE).rgb
    whole = shrink(render.render(camera, NATURAL, registry).rgb, TILE_SIDE)
    assert np.abs(tile.astype(int) - whole).mean() < 2
