"""Areas in a real browser: clicked, tinted, recoloured, put in order, painted on, downloaded."""

from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import pytest
from browser.chromium import pixels
from browser.in_hand import Holder
from PIL import Image
from scipy.ndimage import binary_erosion
from segmenters import CAR, PEDESTRIAN, PEOPLE_PURPOSE, STREET, SUBJECT
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from skimage.color import rgb2lab

from studio.models import catalog
from studio.models.classes import TABLES
from studio.photo.photo import open_file
from studio.segment import pictures
from studio.segment.areas import areas
from studio.segment.segmentation import Segmentation

SOFT = 4  # pixels at the border of a region where its colours set in
RED, GREEN = "#c0392b", "#27ae60"
HEX = "[data-testid=stColorPickerPopover] input"


class Editor(Holder):
    """A person on the page Segment."""

    def open(self, photo: Path) -> None:
        self.upload(photo)
        self.press("Segment")
        self.wait(self.address)

    def click(self, spot, *, adding: bool = False) -> None:
        """Click a spot of the picture, with Shift to add it."""
        hand = self.at(spot)
        if adding:
            hand = hand.key_down(Keys.SHIFT).click().key_up(Keys.SHIFT)
        (hand if adding else hand.click()).perform()
        self.settle()

    def do(self, action: str) -> None:
        """Press what is to be done with the area at hand."""
        with self.anew():
            self.press(action)

    def recolor(self, layer: str, color: str) -> None:
        """Give a layer another colour by its swatch."""
        swatch = f"//*[@data-testid='stColorPicker'][normalize-space(.) = 'Colour of {layer}']"
        (found,) = self.driver.find_elements(By.XPATH, swatch)
        self.show(found)
        with self.anew():
            found.find_element(By.CSS_SELECTOR, "[data-testid=stColorPickerBlock]").click()
            field = self.find(HEX)
            field.send_keys(Keys.CONTROL, "a")
            field.send_keys(color, Keys.ENTER)
            field.send_keys(Keys.ESCAPE)

    def switch(self, words: str) -> None:
        """Press the switch of that label."""
        label = f"//*[@data-testid='stCheckbox'][normalize-space(.) = '{words}']//label"
        with self.anew():
            self.click_on(self.wait(lambda: self.driver.find_elements(By.XPATH, label))[0])

    def drag(self, box: tuple[float, float, float, float]) -> None:
        """Draw a box on the picture, in shares of its sides."""
        hand = self.at(box[:2]).click_and_hold()
        hand.move_to_element_with_offset(*self.place_of(box[2:])).release().perform()
        self.settle()


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
    seen.found = _areas(seen)
    editor.press("As it was")
    seen.start = editor.result()
    editor.click(seen.found[CAR].middle)
    seen.chosen = editor.result()
    editor.do("Tint")
    editor.click(seen.found[PEDESTRIAN].middle)
    editor.do("Tint")
    editor.recolor(CAR, GREEN)
    editor.recolor(PEDESTRIAN, RED)
    seen.both = editor.download("Download PNG").read_bytes()
    editor.click(seen.found[CAR].middle)
    editor.click(seen.found[PEDESTRIAN].middle, adding=True)
    editor.do("Keep as it is")
    seen.covered = editor.download("Download PNG").read_bytes()
    editor.press("Earlier")
    editor.press("Earlier")
    editor.settle()
    seen.ordered = editor.download("Download PNG").read_bytes()
    editor.switch(f"Show {CAR}")
    seen.off, seen.result = editor.download("Download PNG").read_bytes(), editor.result()
    return seen


def _areas(seen) -> dict[str, SimpleNamespace]:
    """Return the largest area of either class: its mask, and its middle in shares of the photo."""
    table = TABLES[catalog.models()[STREET].classes]
    labels = pictures.read(seen.classes)
    found = areas(Segmentation(labels, np.ones((1, 1), np.float32), table))
    masks = {}
    for name in (CAR, PEDESTRIAN):
        mask = found.numbers == found.names.index(name) + 1
        depth = cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5)
        y, x = np.unravel_index(depth.argmax(), depth.shape)
        middle = (x + 0.5) / mask.shape[1], (y + 0.5) / mask.shape[0]
        masks[name] = SimpleNamespace(mask=mask, middle=middle)
    return masks


def hue_of(data, mask, color) -> float:
    """Return the cosine between the mean chroma inside a mask and that of a colour."""
    mean = rgb2lab(pixels(data))[mask][:, 1:].mean(0)
    wanted = rgb2lab(np.array([[int(color[place : place + 2], 16) for place in (1, 3, 5)]]) / 255)
    wanted = wanted[0, 1:]
    return float(np.dot(mean, wanted) / np.linalg.norm(mean) / np.linalg.norm(wanted))


def test_nothing_changes_colour_until_an_action_is_chosen(street):
    assert np.array_equal(street.chosen, street.start)


def test_each_thing_has_the_colour_of_its_swatch(street):
    assert hue_of(street.both, street.found[CAR].mask, GREEN) > 0.97
    assert hue_of(street.both, street.found[PEDESTRIAN].mask, RED) > 0.97


@pytest.mark.parametrize("made", ["both", "covered", "ordered", "off"])
def test_outside_the_layers_no_pixel_differs(street, made):
    outside = ~(street.found[CAR].mask | street.found[PEDESTRIAN].mask)
    assert np.array_equal(pixels(getattr(street, made))[outside], street.photo[outside])


def test_lightness_is_kept_under_a_tint(street):
    inside = street.found[CAR].mask
    change = np.abs(rgb2lab(pixels(street.both)) - rgb2lab(street.photo))[inside][:, 0]
    assert change.mean() < 1


def test_the_last_layer_lies_over_the_others_and_the_first_under_them(street):
    for thing in street.found.values():
        inner = binary_erosion(thing.mask, iterations=SOFT)
        assert np.array_equal(pixels(street.covered)[inner], street.photo[inner])
    assert np.array_equal(pixels(street.ordered), pixels(street.both))


def test_a_layer_that_was_switched_off_leaves_the_photo(street):
    car = street.found[CAR].mask
    assert np.array_equal(pixels(street.off)[car], street.photo[car])
    assert hue_of(street.off, street.found[PEDESTRIAN].mask, RED) > 0.97


def test_result_on_the_page_is_the_one_that_is_downloaded(street):
    assert np.abs(street.result.astype(int) - pixels(street.off)).mean() < 3  # shown as a JPEG


@pytest.fixture(scope="module")
def person(chromium, server, person_file) -> SimpleNamespace:
    """What came of tinting a person by keyboard, all but them, and what is in a box."""
    editor, files = Editor(chromium, server), {}
    editor.open(person_file)
    editor.press(PEOPLE_PURPOSE)
    editor.press("As it was")
    editor.keys(Keys.ARROW_DOWN, Keys.ARROW_UP, Keys.ENTER)
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
    editor.press("Border and name")
    editor.press("Paint and erase")
    painted = editor.sees("Paint over what is to be added.")
    editor.press("Done")
    editor.press("Home")
    editor.press("Segment")
    editor.wait(editor.address)
    return SimpleNamespace(**files, painted=painted, returned=editor.sees("Subject"))


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
    assert not (clicked & rest).any()


def test_a_box_drawn_on_the_picture_chooses_a_subject(person, changed, truth):
    assert overlap(changed(person.boxed), truth) > 0.8


def test_a_mask_can_be_painted_on_and_the_layer_survives_a_change_of_page(person):
    assert person.painted
    assert person.returned
