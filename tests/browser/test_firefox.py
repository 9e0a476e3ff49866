"""The main journey in Firefox: drop a photo, hint, zoom, tint a thing, by mouse, wheel and keys."""

import base64
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from browser.chromium import pixels
from browser.conftest import forget
from browser.editor import Editor
from browser.firefox import Firefox
from browser.painter import Painter
from pictures import encoded
from selenium.webdriver import ActionChains
from selenium.webdriver.common.actions.wheel_input import ScrollOrigin
from selenium.webdriver.common.keys import Keys
from skimage import data
from skimage.color import rgb2gray

import studio
from studio.color.lab import hex_to_ab, rgb_to_lab
from studio.recipe import recipe_reader

LIPS, RIBBON = (0.437, 0.284), (0.5, 0.8)  # of the astronaut
DROP = """
const [name, text] = arguments;
const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const dataTransfer = new DataTransfer();
dataTransfer.items.add(new File([bytes], name, {type: "image/png"}));
const zone = document.querySelector("[data-testid=stFileUploaderDropzone]");
for (const kind of ["dragenter", "dragover", "drop"]) {
  zone.dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer}));
}"""


@pytest.fixture(scope="module")
def firefox(tmp_path_factory) -> Iterator[Firefox]:
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if not program:
        stop = pytest.fail if os.environ.get("CI") else pytest.skip
        stop("needs Firefox: apt-get install firefox-esr")
    with Firefox(program, tmp_path_factory.mktemp("firefox")) as running:
        yield running


@pytest.fixture(scope="module")
def silence(firefox, server_folder) -> Iterator[None]:
    """Whatever happens in Firefox, no script of the studio fails."""
    forget(server_folder)
    yield
    assert firefox.complaints() == []


@pytest.fixture(scope="module")
def portrait_file(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("portrait") / "astronaut.png"
    gray = (255 * rgb2gray(data.astronaut())).astype(np.uint8)
    path.write_bytes(encoded(gray, "PNG"))
    return path


class Person(Painter):
    """Somebody who has a mouse with a wheel."""

    def drop(self, photo: Path) -> None:
        """Let a photo fall on the page, as from a file manager."""
        self.find("[data-testid=stFileUploaderDropzone]")
        text = base64.b64encode(photo.read_bytes()).decode()
        self.driver.execute_script(DROP, photo.name, text)
        self.settle()

    def choose_by_mouse(self, spot) -> str:
        """Click a spot, then the second of the colours offered; return that colour."""
        self.click(spot)
        choice = self.choices()[1]
        with self.anew():
            ActionChains(self.driver).move_to_element(choice).click().perform()
        return choice.get_attribute("data-color")

    def turn_wheel(self, spot, way: int) -> str:
        """Turn the wheel over a spot, and return the zoom that is told."""
        stage, across, down = self.place_of(spot)
        origin = ScrollOrigin.from_element(stage, across, down)
        ActionChains(self.driver).scroll_from_origin(origin, 0, way).perform()
        self.settle()
        return self.zoom()

    def zoom(self) -> str:
        return self.within("output")[0].text


@pytest.fixture(scope="module")
def journey(firefox, server, portrait_file) -> SimpleNamespace:
    """What was seen on the way from a photo in gray to its file in colour."""
    person, seen = Person(firefox, server), SimpleNamespace()
    person.drop(portrait_file)
    person.press("Hint Canvas")
    person.wait(person.address)
    seen.plain = person.result()
    seen.color = person.choose_by_mouse(LIPS)
    seen.hinted = person.result()
    _zoom(person, seen)
    _press_keys(person, seen)
    _tint(person.turn_into(Editor), seen)
    seen.png = person.download("Download PNG").read_bytes()
    return seen


def _zoom(person: Person, seen: SimpleNamespace) -> None:
    seen.places, seen.zooms = [person.place_of(LIPS)[1:]], [person.zoom()]
    seen.zooms.append(person.turn_wheel(LIPS, -300))
    seen.places.append(person.place_of(LIPS)[1:])
    person.keys("0")
    seen.zooms.append(person.zoom())


def _press_keys(person: Person, seen: SimpleNamespace) -> None:
    with person.anew():
        person.keys(Keys.CONTROL, "z")
    seen.undone = person.result()
    with person.anew():
        person.keys(Keys.CONTROL, "y")
    seen.redone = person.result()
    person.keys(Keys.ARROW_RIGHT * 10, Keys.ENTER)
    with person.anew():
        ActionChains(person.driver).send_keys(Keys.ARROW_RIGHT, Keys.ENTER).perform()
    seen.marks = person.marks()


def _tint(editor: Editor, seen: SimpleNamespace) -> None:
    editor.press("Segment")
    editor.wait(editor.address)
    with editor.outlined():
        editor.click(RIBBON)
    seen.outline = editor.outline()
    editor.do("Tint")
    seen.layers = editor.titles()


def test_a_hint_by_mouse_gives_its_spot_the_hue_that_was_chosen(journey):
    height, width = journey.hinted.shape[:2]
    pixel = journey.hinted[int(LIPS[1] * height), int(LIPS[0] * width)]
    ab, asked = rgb_to_lab(pixel[None, None])[0, 0, 1:], hex_to_ab(journey.color)
    assert not np.array_equal(journey.hinted, journey.plain)
    assert np.dot(ab, asked) > 0.95 * np.linalg.norm(ab) * np.linalg.norm(asked) > 0


def test_the_wheel_zooms_about_the_pointer_and_a_key_fits_the_photo_again(journey):
    before, closer, after = (int(text.split()[0]) for text in journey.zooms)
    assert closer > 1.5 * before
    assert journey.places[1] == pytest.approx(journey.places[0], abs=2)
    assert after == before


def test_keys_take_the_hint_back_bring_it_again_and_give_another(journey):
    assert np.array_equal(journey.undone, journey.plain)
    assert np.array_equal(journey.redone, journey.hinted)
    assert journey.marks == ["point 1", "point 2"]


def test_a_click_outlines_a_thing_which_becomes_a_layer(journey):
    assert journey.outline.any()
    assert len(journey.layers) == 1


def test_the_file_that_comes_is_the_picture_of_the_recipe_in_it(journey, portrait_file):
    recipe = recipe_reader.read(journey.png).recipe
    photo = studio.open_photo(portrait_file)
    assert (len(recipe.hints.points), len(recipe.regions.edits)) == (2, 1)
    assert np.array_equal(pixels(journey.png), studio.render(photo, recipe).rgb)
