from dataclasses import replace

import numpy as np
import pytest

from studio.models.classes import PEOPLE
from studio.photo.masks import pack, unpack
from studio.recipe.hints import Stroke
from studio.recipe.regions import Background, Drawn, Foreground, Keep, OfClasses, RegionEdit
from studio.render.draft import Draft, edit
from studio.render.sketch import ERASE, PAINT, Mark, Sketch
from studio.segment.grabcut import Box
from studio.segment.segmentation import Segmentation

LEFT = Stroke(((0.1, 0.5), (0.2, 0.5)), "#000000", 0.1)


@pytest.fixture
def scene():
    """A red square on blue ground, and a segmenter that finds it as a person, two pixels off."""
    truth = np.zeros((100, 140), np.bool_)
    truth[30:70, 50:100] = True
    rgb = np.where(truth[..., None], (180, 50, 40), (40, 60, 160))
    rgb = (rgb + np.random.default_rng(0).integers(-6, 7, rgb.shape)).astype(np.uint8)
    found = np.roll(truth, 2, 1)
    confidence = np.full(found.shape, 0.9, np.float32)
    return rgb, truth, lambda model: Segmentation(found.astype(np.uint8), confidence, PEOPLE)


def mask(draft, rgb, segment):
    return unpack(edit(draft, rgb, segment).where.mask)


@pytest.mark.parametrize(
    "where", [Foreground("m"), Background("m"), OfClasses("m", ("person",)), Drawn("x")]
)
def test_a_plain_region_stays_as_it_was_said(scene, where):
    rgb, _, segment = scene
    asked = Draft(where, what=Keep(), inverted=True, grow=0.01, feather=0.02)
    assert edit(asked, rgb, segment) == RegionEdit(where, Keep(), True, True, 0.01, 0.02)


@pytest.mark.parametrize("where", [Foreground("m"), OfClasses("m", ("person",)), Background("m")])
def test_refining_brings_the_border_nearer_to_the_photo_s_edge(scene, where):
    rgb, truth, segment = scene
    wanted = ~truth if isinstance(where, Background) else truth
    found = segment("m").labels == (0 if isinstance(where, Background) else 1)
    refined = mask(Draft(where, refined=True), rgb, segment)
    assert (refined != wanted).sum() < (found != wanted).sum()


def test_a_drawn_mask_is_refined_as_well(scene):
    rgb, truth, segment = scene
    rough = Drawn(pack(np.roll(truth, 2, 1)))
    refined = mask(Draft(rough, refined=True), rgb, segment)
    assert (refined != truth).sum() < (np.roll(truth, 2, 1) != truth).sum()


def test_painting_adds_to_the_region_and_erasing_takes_away(scene):
    rgb, _, segment = scene
    plain = segment("m").labels == 1
    added = mask(Draft(Foreground("m"), Sketch(marks=(Mark(PAINT, LEFT),))), rgb, segment)
    assert added[50, 21]
    assert not plain[50, 21]
    assert added[plain].all()
    middle = replace(LEFT, path=((0.5, 0.5),))
    less = mask(Draft(Foreground("m"), Sketch(marks=(Mark(ERASE, middle),))), rgb, segment)
    assert not less[50, 70]
    assert not less[~plain].any()


def test_painting_alone_makes_a_region(scene):
    rgb, _, segment = scene
    painted = mask(Draft(sketch=Sketch(marks=(Mark(PAINT, LEFT),))), rgb, segment)
    assert 0 < painted.mean() < 0.1


def test_a_box_makes_a_region_of_the_subject_in_it(scene):
    rgb, truth, segment = scene
    found = mask(Draft(sketch=Sketch(Box(0.25, 0.2, 0.85, 0.8))), rgb, segment)
    assert (found & truth).sum() / (found | truth).sum() > 0.9


@pytest.mark.parametrize(
    ("draft", "is_empty"),
    [
        (Draft(), True),
        (Draft(OfClasses("m", ())), True),
        (Draft(OfClasses("m", ("person",))), False),
        (Draft(Foreground("m")), False),
        (Draft(sketch=Sketch(Box(0, 0, 1, 1))), False),
    ],
)
def test_a_draft_without_a_region_is_empty(draft, is_empty):
    assert draft.is_empty == is_empty
