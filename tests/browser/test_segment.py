"""Things in a real browser: clicked, tinted, recoloured, put in order, painted on, downloaded."""

from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import pytest
from browser.chromium import pixels
from browser.editor import Editor
from browser.language import say
from PIL import Image
from scipy.ndimage import binary_erosion
from segmenters import CAR, PEDESTRIAN, PEOPLE_PURPOSE, STREET, SUBJECT
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from skimage.color import rgb2lab

from studio.models import catalog
from studio.models.classes import TABLES
from studio.models.registry import Registry
from studio.photo.photo import from_array, open_file
from studio.recipe import recipe_reader
from studio.recipe.regions import AS_FOUND, Picked, RegionEdit
from studio.rendering.memory import Memory
from studio.segment import pictures
from studio.segment.finder import Finder

CORNER = (0.06, 0.08)  # a spot beside the person
RED, GREEN = "#c0392b", "#27ae60"
CHIP = "//*[@data-testid='stButtonGroup']//button[starts-with(normalize-space(.), '{} ')]"


@pytest.fixture(scope="module")
def street_file(shared) -> Path:
    return shared / "data/camvid/test/0001TP_009270.jpg"


@pytest.fixture(scope="module")
def person_file(shared) -> Path:
    return shared / "data/people/images/112.jpg"


@pytest.fixture(scope="module")
def street(chromium, server, street_file) -> SimpleNamespace:
    """What was seen: a car and a walker tinted by a click each, recoloured, and put in order."""
    editor, seen = Editor(chromium, server), SimpleNamespace()
    editor.open(street_file)
    editor.press("Expert")
    seen.classes = editor.download("Download classes").read_bytes()
    seen.photo = open_file(street_file).rgb
    spots = _middles(seen)
    editor.press("As it was")
    seen.before, seen.chosen, seen.outlines = [], [], []
    for name in (CAR, PEDESTRIAN):
        seen.before.append(editor.result())
        with editor.outlined():
            editor.click(spots[name])
        editor.press("Thing")
        seen.chosen.append(editor.result())
        seen.outlines.append(editor.outline())
        editor.do("Tint")
    editor.recolor(CAR, GREEN)
    editor.recolor(PEDESTRIAN, RED)
    seen.both = editor.download("Download PNG").read_bytes()
    seen.levels, seen.edits = _find(seen, seen.both)
    seen.found = {name: levels > 127 for name, levels in seen.levels.items()}
    for name in (CAR, PEDESTRIAN):
        editor.click_on(editor.driver.find_element(By.XPATH, CHIP.format(say(name))))
    editor.do("Keep as it is")
    seen.covered = editor.download("Download PNG").read_bytes()
    *_, seen.cover = _find(seen, seen.covered)[0].values()
    editor.press("Earlier")
    editor.press("Earlier")
    editor.settle()
    seen.ordered = editor.download("Download PNG").read_bytes()
    editor.switch(f"Show {CAR}")
    seen.off, seen.result = editor.download("Download PNG").read_bytes(), editor.result()
    return seen


def _middles(seen) -> dict[str, tuple[float, float]]:
    """Return the middle of the largest area of either class, in shares of the photo."""
    labels, names = pictures.read(seen.classes), TABLES[catalog.models()[STREET].classes].names
    seen.classes = np.isin(labels, [names.index(CAR), names.index(PEDESTRIAN)])
    middles = {}
    for name in (CAR, PEDESTRIAN):
        inside = (labels == names.index(name)).astype(np.uint8)
        _, parts, about, _ = cv2.connectedComponentsWithStats(inside)
        largest = parts == about[1:, cv2.CC_STAT_AREA].argmax() + 1
        depth = cv2.distanceTransform(largest.astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5)
        y, x = np.unravel_index(depth.argmax(), depth.shape)
        middles[name] = (x + 0.5) / labels.shape[1], (y + 0.5) / labels.shape[0]
    return middles


def _find(seen, data: bytes) -> tuple[dict[str, np.ndarray], tuple[RegionEdit, ...]]:
    """Return the soft mask of each layer, found anew from the recipe in a download; and them.

    A layer is called in the language in which it was made.
    """
    names = {say(name): name for name in (CAR, PEDESTRIAN)}
    edits = recipe_reader.read(data).recipe.regions.edits
    photo = from_array(seen.photo)
    finder = Finder(
        photo=photo,
        tidying=AS_FOUND,
        segmenters=Memory(Registry()),
        size=(photo.height, photo.width),
    )
    return {names.get(edit.name, edit.name): finder.levels(edit) for edit in edits}, edits


def hue_of(data, mask, color) -> float:
    """Return the cosine between the mean chroma inside a mask and that of a colour."""
    mean = rgb2lab(pixels(data))[mask][:, 1:].mean(0)
    wanted = rgb2lab(np.array([[int(color[place : place + 2], 16) for place in (1, 3, 5)]]) / 255)
    wanted = wanted[0, 1:]
    return float(np.dot(mean, wanted) / np.linalg.norm(mean) / np.linalg.norm(wanted))


def test_nothing_changes_colour_until_an_action_is_chosen(street):
    for before, chosen in zip(street.before, street.chosen, strict=True):
        assert np.array_equal(chosen, before)


def test_each_thing_is_outlined_before_anything_is_done_with_it(street):
    for outline, mask in zip(street.outlines, street.found.values(), strict=True):
        size = outline.shape[::-1]
        inside = cv2.resize(mask.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST) > 0
        border = inside & ~binary_erosion(inside, iterations=4)
        assert outline.any()
        assert border[outline].mean() > 0.95


def test_the_layers_say_what_was_picked_and_what_it_is(street):
    assert list(street.found) == [CAR, PEDESTRIAN]
    assert all(isinstance(edit.where, Picked) for edit in street.edits)


def test_each_thing_has_the_colour_of_its_swatch(street):
    assert hue_of(street.both, street.found[CAR], GREEN) > 0.97
    assert hue_of(street.both, street.found[PEDESTRIAN], RED) > 0.97


@pytest.mark.parametrize("made", ["both", "covered", "ordered", "off"])
def test_outside_the_layers_no_pixel_differs(street, made):
    outside = (street.levels[CAR] | street.levels[PEDESTRIAN]) == 0
    assert np.array_equal(pixels(getattr(street, made))[outside], street.photo[outside])


def test_lightness_is_kept_under_a_tint(street):
    inside = street.found[CAR]
    change = np.abs(rgb2lab(pixels(street.both)) - rgb2lab(street.photo))[inside][:, 0]
    assert change.mean() < 1


def test_the_last_layer_lies_over_the_others_and_the_first_under_them(street):
    for mask in street.found.values():
        inner = mask & (street.cover == 255)
        assert inner.any()
        assert np.array_equal(pixels(street.covered)[inner], street.photo[inner])
    assert np.array_equal(pixels(street.ordered), pixels(street.both))


def test_a_layer_that_was_switched_off_leaves_the_photo(street):
    car = street.found[CAR] & (street.levels[PEDESTRIAN] == 0)
    assert np.array_equal(pixels(street.off)[car], street.photo[car])
    assert hue_of(street.off, street.found[PEDESTRIAN], RED) > 0.97


def test_result_on_the_page_is_the_one_that_is_downloaded(street):
    assert np.abs(street.result.astype(int) - pixels(street.off)).mean() < 3  # shown as a JPEG


@pytest.fixture(scope="module")
def person(chromium, server, person_file) -> SimpleNamespace:
    """What came of tinting a person by keyboard, all but them, and what is in a box."""
    editor, files = Editor(chromium, server), {}
    editor.open(person_file)
    editor.press(PEOPLE_PURPOSE)
    editor.press("As it was")
    editor.keys(Keys.ARROW_DOWN, Keys.ARROW_UP)
    outlines = []
    for _ in range(2):
        with editor.outlined():
            editor.keys(Keys.ENTER)
        outlines.append(editor.outline())
    with editor.outlined():
        editor.press("Thing")
    editor.do("Tint")
    files["clicked"] = editor.download("Download PNG").read_bytes()
    editor.press("Border and name")
    with editor.anew():
        editor.press("All but this")
    files["rest"] = editor.download("Download PNG").read_bytes()
    for _ in range(2):
        with editor.anew():
            editor.keys(Keys.CONTROL, "z")
    editor.tool("box")
    editor.drag(SUBJECT)
    editor.do("Tint")
    files["boxed"] = editor.download("Download PNG").read_bytes()
    for key in (Keys.SHIFT, Keys.ALT):
        with editor.anew():
            editor.click(CORNER, holding=key)
        files[key] = editor.download("Download PNG").read_bytes()
    layers = editor.titles()
    editor.press("Home")
    editor.press("Segment")
    editor.wait(editor.address)
    returned = editor.wait(lambda: layers == editor.titles() != [])
    editor.keys(Keys.ESCAPE)
    editor.wait(lambda: editor.drawn() is None)
    with editor.outlined():
        editor.tap((0.5, 0.5))
    tapped = editor.outline()
    return SimpleNamespace(**files, outlines=outlines, returned=returned, tapped=tapped)


@pytest.fixture(scope="module")
def truth(shared, person_file):
    """The person in the photo, as somebody drew it: bool, at the photo's size."""
    mask = Image.open(shared / "data/people/masks" / f"{person_file.stem}.png").convert("L")
    return np.asarray(mask.resize(open_file(person_file).rgb.shape[1::-1])) > 127


@pytest.fixture(scope="module")
def changed(person_file):
    """Tell which pixels of a download are not the photo's."""
    rgb = open_file(person_file).rgb
    return lambda data: (pixels(data) != rgb).any(-1)


def overlap(one, other):
    return (one & other).sum() / (one | other).sum()


def test_a_person_is_chosen_by_keyboard_and_then_all_but_them(person, changed, truth):
    clicked, rest = changed(person.clicked), changed(person.rest)
    assert overlap(clicked, truth) > 0.8
    assert overlap(rest, ~truth) > 0.8
    assert (clicked & rest).mean() < 0.1  # along their soft border


def test_a_box_drawn_on_the_picture_chooses_a_subject(person, changed, truth):
    assert overlap(changed(person.boxed), truth) > 0.8


def test_a_second_enter_on_the_spot_outlines_another_level(person):
    first, second = person.outlines
    assert first.any()
    assert second.any()
    assert not np.array_equal(first, second)


def test_a_click_with_shift_is_inside_of_the_layer_and_one_with_alt_outside(person, changed):
    for key, is_inside in ((Keys.SHIFT, True), (Keys.ALT, False)):
        mask = changed(getattr(person, key))
        height, width = mask.shape
        assert mask[int(CORNER[1] * height), int(CORNER[0] * width)] == is_inside


def test_a_tap_with_a_finger_outlines_the_thing_there(person):
    assert person.tapped.any()


def test_a_layer_survives_a_change_of_page(person):
    assert person.returned
