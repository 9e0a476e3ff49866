"""Regions in a real browser: seen, tinted, kept gray, switched off, drawn, and downloaded."""

import base64
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from browser.chromium import Browser, pixels
from PIL import Image
from scipy.ndimage import binary_erosion
from segmenters import CAR, PEDESTRIAN, PEOPLE_PURPOSE, STREET, SUBJECT
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from skimage.color import rgb2lab

from studio.models import catalog
from studio.models.classes import TABLES
from studio.photo.photo import open_file
from studio.segment import pictures

CANVAS = "[class*='st-key-sketch-']:not(.st-key-sketch-tool)"
GIVEN, COLORS = "As given", "Model's colours"
SOFT = 4  # pixels at the border of a region where its colours set in
BLUE = np.array([-8.0, -34.0])  # ab of the tint that is offered first, #2e86c1, at its lightness


class Editor(Browser):
    """A person on the page Segment."""

    def open(self, photo: Path) -> None:
        self.upload(photo)
        self.press("Segment")

    def choose(self, key: str, label: str) -> None:
        """Press a choice of the control of that key."""
        choices = f"//*[contains(@class, 'st-key-{key}')]//*[self::button or self::label]"
        choice = f'{choices}[contains(., "{label}")]'
        self.click_on(self.wait(lambda: self.driver.find_elements(By.XPATH, choice))[0])

    def switch(self, words: str) -> None:
        """Press the switch whose label holds these words."""
        label = f"//*[@data-testid='stCheckbox'][contains(., \"{words}\")]//label"
        self.click_on(self.wait(lambda: self.driver.find_elements(By.XPATH, label))[0])

    def seen(self, place: int) -> np.ndarray:
        """Return the pixels of a picture on the page, 0 the photo and 1 the result."""
        selector = ".stMain [data-testid=stImage] img"
        self.wait(lambda: len(self.driver.find_elements(By.CSS_SELECTOR, selector)) > place)
        images = self.driver.find_elements(By.CSS_SELECTOR, selector)
        self.wait(lambda: images[place].get_property("complete"))
        script = """const image = arguments[0], canvas = document.createElement('canvas');
        canvas.width = image.naturalWidth; canvas.height = image.naturalHeight;
        const context = canvas.getContext('2d'); context.drawImage(image, 0, 0);
        return canvas.toDataURL('image/png').split(',')[1]"""
        return pixels(base64.b64decode(self.driver.execute_script(script, images[place])))

    def tops(self) -> tuple[int, int]:
        """Return how high the canvas and the picture under it lie in the window."""
        return tuple(self.find(part).rect["y"] for part in (CANVAS, ".stMain img"))

    def drag(self, box: tuple[float, float, float, float]) -> None:
        """Draw a box on the canvas, in shares of its sides."""
        canvas = self.find(CANVAS)
        self.show(canvas)
        sides = np.array([canvas.size["width"], canvas.size["height"]])
        corners = [
            np.rint((corner - 0.5) * sides).astype(int).tolist()
            for corner in np.reshape(box, (2, 2))
        ]
        hand = ActionChains(self.driver, duration=50)
        hand.move_to_element_with_offset(canvas, *corners[0]).click_and_hold()
        hand.move_to_element_with_offset(canvas, *corners[1]).release().perform()
        self.sees("With the edit in the making")
        self.settle()


@pytest.fixture(scope="module")
def street_file(shared) -> Path:
    return shared / "data/camvid/test/0001TP_009270.jpg"


@pytest.fixture(scope="module")
def person_file(shared) -> Path:
    return shared / "data/people/images/112.jpg"


@pytest.fixture(scope="module")
def street(chromium, server, street_file) -> SimpleNamespace:
    """What was seen: tint one class, keep another, leave the rest; then switch the first off."""
    editor, seen = Editor(chromium, server), SimpleNamespace()
    editor.open(street_file)
    seen.legend, seen.overlay = editor.find(".stMain").text, editor.seen(0)
    seen.classes = editor.download("Download classes").read_bytes()
    editor.choose("base", GIVEN)
    editor.switch(CAR)
    editor.press("Apply")
    seen.both, seen.result = editor.download("Download PNG").read_bytes(), editor.seen(1)
    editor.choose("base", COLORS)
    editor.switch(PEDESTRIAN)
    editor.choose("action", GIVEN)
    editor.press("Apply")
    editor.switch("1. ")
    seen.second = editor.download("Download PNG").read_bytes()
    return seen


@pytest.fixture(scope="module")
def found(street, street_file):
    """The photo, and the mask of each class that was found in it."""
    names = TABLES[catalog.models()[STREET].classes].names
    ids = pictures.read(street.classes)
    return open_file(street_file).rgb, {
        name: ids == names.index(name) for name in (CAR, PEDESTRIAN)
    }


def blueness(data, mask):
    """Return the cosine between the mean chroma of a region and that of the tint."""
    mean = rgb2lab(pixels(data))[mask][:, 1:].mean(0)
    return np.dot(mean, BLUE) / np.linalg.norm(mean) / np.linalg.norm(BLUE)


def test_mask_and_legend_are_seen(street, found):
    rgb, masks = found
    assert f"{CAR} {masks[CAR].mean():.1%}" in street.legend
    assert f"{PEDESTRIAN} {masks[PEDESTRIAN].mean():.1%}" in street.legend
    assert np.abs(street.overlay.astype(int) - rgb).mean() > 5


def test_class_is_tinted_and_all_else_is_the_photo_bit_for_bit(street, found):
    rgb, masks = found
    made = pixels(street.both)
    assert np.array_equal(made[~masks[CAR]], rgb[~masks[CAR]])
    assert blueness(street.both, masks[CAR]) > 0.97


def test_lightness_is_kept_under_a_tint(street, found):
    rgb, masks = found
    change = np.abs(rgb2lab(pixels(street.both)) - rgb2lab(rgb))[masks[CAR]][:, 0]
    assert change.mean() < 1


def test_result_on_the_page_is_the_one_that_is_downloaded(street):
    assert np.abs(street.result.astype(int) - pixels(street.both)).mean() < 3  # shown as a JPEG


def test_class_is_kept_while_the_rest_is_coloured(street, found):
    rgb, masks = found
    made = pixels(street.second)
    inner = binary_erosion(masks[PEDESTRIAN], iterations=SOFT)
    assert inner.any()
    assert np.array_equal(made[inner], rgb[inner])
    assert (made != rgb).any(-1)[~masks[PEDESTRIAN]].mean() > 0.9


def test_edit_that_was_switched_off_is_not_made(street, found):
    _, masks = found
    assert blueness(street.both, masks[CAR]) > 0.97
    assert blueness(street.second, masks[CAR]) < 0.5


@pytest.fixture(scope="module")
def person(chromium, server, person_file) -> SimpleNamespace:
    """What came of tinting the foreground alone, the background alone, and what is in a box."""
    editor, files = Editor(chromium, server), {}
    editor.open(person_file)
    editor.press(PEOPLE_PURPOSE)
    editor.choose("base", GIVEN)
    for source in ("Foreground", "Background", "Subject"):
        editor.choose("source", source)
        if source == "Subject":
            tops = editor.tops()  # the page was scrolled, to the choice of the source
            editor.drag(SUBJECT)
        editor.press("Apply")
        files[source.lower()] = editor.download("Download PNG").read_bytes()
        if source != "Subject":
            editor.press("Undo")
    editor.press("Home")
    editor.press("Segment")
    return SimpleNamespace(**files, tops=tops, returned=editor.sees("1. mask"))


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


def test_foreground_alone_and_background_alone_are_tinted(person, changed, truth):
    foreground, background = changed(person.foreground), changed(person.background)
    assert overlap(foreground, truth) > 0.8
    assert overlap(background, ~truth) > 0.8
    assert not (foreground & background).any()


def test_box_drawn_on_the_canvas_selects_a_subject(person, changed, truth):
    assert overlap(changed(person.subject), truth) > 0.8


def test_the_picture_under_the_canvas_scrolls_with_it(person):
    canvas, picture = person.tops
    assert canvas == picture


def test_what_was_drawn_survives_a_change_of_page(person):
    assert person.returned
