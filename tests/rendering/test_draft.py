from dataclasses import replace

import numpy as np
import pytest
from finders import finder

from studio.models.classes import PEOPLE
from studio.photo.mask_files import pack, unpack
from studio.recipe.hints import Stroke
from studio.recipe.regions import Drawn, Foreground, OfClasses
from studio.rendering.draft import (
    ERASE,
    PAINT,
    Draft,
    Mark,
    Sketch,
    paint,
    region,
)

LEFT = Stroke(((0.1, 0.5), (0.2, 0.5)), "#000000", 0.1)


@pytest.fixture
def scene():
    """A red square on blue ground, and a segmenter that finds it as a person, two pixels off."""
    truth = np.zeros((100, 140), np.bool_)
    truth[30:70, 50:100] = True
    rgb = np.where(truth[..., None], (180, 50, 40), (40, 60, 160))
    rgb = (rgb + np.random.default_rng(0).integers(-6, 7, rgb.shape)).astype(np.uint8)
    return rgb, truth, finder(np.roll(truth, 2, 1).astype(np.uint8), PEOPLE, rgb)


def mask(draft, rgb, found):
    return unpack(region(draft, rgb, found).mask) > 127


@pytest.mark.parametrize(
    "where", [Foreground("m"), OfClasses("m", ("person",)), Drawn(pack(np.eye(2, dtype=bool)))]
)
def test_a_plain_region_stays_as_it_was_said(scene, where):
    rgb, _, found = scene
    assert region(Draft(where), rgb, found) == where


@pytest.mark.parametrize("where", [Foreground("m"), OfClasses("m", ("person",))])
def test_refining_brings_the_border_nearer_to_the_photo_s_edge(scene, where):
    rgb, truth, found = scene
    refined = mask(Draft(where, refined=True), rgb, found)
    assert (refined != truth).sum() < (found.region(where) != truth).sum()


def test_a_drawn_mask_is_refined_as_well(scene):
    rgb, truth, found = scene
    rough = Drawn(pack(np.roll(truth, 2, 1)))
    refined = mask(Draft(rough, refined=True), rgb, found)
    assert (refined != truth).sum() < (np.roll(truth, 2, 1) != truth).sum()


def test_painting_adds_to_the_region_and_erasing_takes_away(scene):
    rgb, _, found = scene
    plain = found.alpha(Foreground("m")) > 127
    added = mask(Draft(Foreground("m"), Sketch((Mark(PAINT, LEFT),))), rgb, found)
    assert added[50, 21]
    assert not plain[50, 21]
    assert added[plain].all()
    middle = replace(LEFT, path=((0.5, 0.5),))
    less = mask(Draft(Foreground("m"), Sketch((Mark(ERASE, middle),))), rgb, found)
    assert not less[50, 70]
    assert not less[~plain].any()


def test_painting_alone_makes_a_region(scene):
    rgb, _, found = scene
    painted = mask(Draft(sketch=Sketch((Mark(PAINT, LEFT),))), rgb, found)
    assert 0 < painted.mean() < 0.1


@pytest.mark.parametrize(
    ("draft", "is_empty"),
    [
        (Draft(), True),
        (Draft(OfClasses("m", ())), True),
        (Draft(OfClasses("m", ("person",))), False),
        (Draft(Foreground("m")), False),
        (Draft(sketch=Sketch((Mark(PAINT, LEFT),))), False),
    ],
)
def test_a_draft_without_a_region_is_empty(draft, is_empty):
    assert draft.is_empty == is_empty


ACROSS = Stroke(((0.1, 0.5), (0.9, 0.5)), "#000000", 0.2)
DOWN = Stroke(((0.5, 0.1), (0.5, 0.9)), "#ffffff", 0.2)


def test_later_strokes_lie_over_earlier_ones():
    nothing = np.zeros((100, 100), np.uint8)
    erased_last = paint(Sketch((Mark(PAINT, ACROSS), Mark(ERASE, DOWN))), nothing)
    painted_last = paint(Sketch((Mark(ERASE, DOWN), Mark(PAINT, ACROSS))), nothing)
    assert not erased_last[50, 50]
    assert erased_last[50, 20]
    assert painted_last[50, 50]
