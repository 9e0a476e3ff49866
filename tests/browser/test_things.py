"""Things in a real browser, one click and one choice each; all else stays bit for bit."""

from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import pytest
from browser.chromium import pixels
from browser.editor import Editor
from browser.language import is_said, say
from browser.painter import Painter
from PIL import Image
from selenium.webdriver import ActionChains
from selenium.webdriver.common.keys import Keys

from studio.color.lab import hex_to_ab, rgb_to_lab
from studio.color.sizes import resize_map
from studio.evaluate.labelled import Pack, open_pack
from studio.models.registry import Registry
from studio.photo.photo import open_file
from studio.recipe import recipe_reader
from studio.recipe.recipe import load
from studio.recipe.regions import AS_FOUND
from studio.rendering.filling import point_at
from studio.rendering.memory import Memory
from studio.segment.finder import Finder

PORTRAIT, CROWD = "face_0300", "coco_0225"  # a man with a hat; people who touch
MOUTH, HAT, JACKET, FACE = (0.46, 0.78), (0.65, 0.15), (0.857, 0.963), (0.5, 0.6)
COLORS = {MOUTH: "#b03a2e", HAT: "#2e6fc1", JACKET: "#3f8f4a"}
BAND = 10  # pixels beyond what was found over which a colour may fade
SITTER, NEIGHBOUR = (0.268, 0.615), (0.393, 0.289)
RED, BLUE = "#c0392b", "#2e86c1"


@pytest.fixture(scope="module")
def pack(shared) -> Pack:
    return open_pack(shared / "data/things/heldout.zip")


@pytest.fixture(scope="module")
def save(pack, tmp_path_factory):
    """Save a photo of the pack, in gray."""

    def write(name) -> Path:
        (labelled,) = [photo for photo in pack.photos if photo.name == name]
        path = tmp_path_factory.mktemp("gray") / f"{name}.png"
        Image.fromarray(pack.picture(labelled)).convert("L").save(path)
        return path

    return write


@pytest.fixture(scope="module")
def portrait_file(save) -> Path:
    return save(PORTRAIT)


@pytest.fixture(scope="module")
def portrait(chromium, server, portrait_file) -> SimpleNamespace:
    """What came of three things of a portrait, each coloured by a click and a choice."""
    painter = Painter(chromium, server)
    painter.open(portrait_file)
    plain = painter.download("Download PNG").read_bytes()
    for spot, color in COLORS.items():
        painter.place(spot, color)
    return SimpleNamespace(
        plain=pixels(plain), made=(made := painter.download("Download PNG").read_bytes()),
        colored=pixels(made), hints=recipe_reader.read(made).recipe.hints,
    )  # fmt: skip


def has_hue(rgb, spot, color) -> bool:
    """Tell whether a spot has the hue of a colour: its chroma ends where sRGB does."""
    pixel = rgb[int(spot[1] * len(rgb)), int(spot[0] * rgb.shape[1])]
    ab, asked = rgb_to_lab(pixel[None, None])[0, 0, 1:], hex_to_ab(color)
    return np.dot(ab, asked) > 0.95 * np.linalg.norm(ab) * np.linalg.norm(asked) > 0


def widen(mask, pixels=BAND):
    return cv2.dilate(mask.astype(np.uint8), np.ones((2 * pixels + 1,) * 2)) > 0


def find_hinted(path, hints):
    """Return where the things are on which hints lie: bool, at the photo's size."""
    photo, memory = open_file(path), Memory(Registry())
    size = photo.height, photo.width
    finder = Finder(photo=photo, tidying=AS_FOUND, segmenters=memory, size=size)
    shares = [resize_map(finder.share(point_at(hint)), *size) for hint in hints.painted]
    return np.any([share > 0 for share in shares], axis=0)


@pytest.mark.parametrize("spot", COLORS)
def test_each_thing_of_a_portrait_has_its_colour_by_one_click_and_one_choice(portrait, spot):
    assert has_hue(portrait.colored, spot, COLORS[spot])


def test_beyond_the_bands_of_the_things_a_portrait_is_the_same_bit_for_bit(portrait, portrait_file):
    beyond = ~widen(find_hinted(portrait_file, portrait.hints))
    assert beyond.mean() > 0.2
    assert np.array_equal(portrait.colored[beyond], portrait.plain[beyond])


def test_the_face_and_the_background_of_a_portrait_stay(portrait, pack):
    (labelled,) = [photo for photo in pack.photos if photo.name == PORTRAIT]
    layers, changed = pack.layers(labelled), (portrait.colored != portrait.plain).any(-1)
    masks = {t.name: np.isin(layers[t.layer], t.ids) for t in labelled.targets}
    colored = widen(masks["lips"] | masks["hat"] | masks["cloth"])
    assert changed[masks["face"] & ~colored].mean() < 0.02
    assert changed[~masks["person"] & ~colored].mean() < 0.05


@pytest.fixture
def painter(chromium, server, portrait_file):
    opened = Painter(chromium, server)
    opened.open(portrait_file)
    return opened


def by_mouse(painter):
    painter.click(MOUTH)
    painter.choices()[1].click()


def by_keyboard(painter):
    painter.keys(Keys.ARROW_LEFT * 2 + Keys.ARROW_DOWN * 14)
    painter.keys(Keys.ENTER)
    ActionChains(painter.driver).send_keys(Keys.ARROW_RIGHT, Keys.ENTER).perform()


def by_touch(painter):
    painter.tap(MOUTH)
    painter.touch(painter.choices()[1])


@pytest.mark.parametrize("act", [by_mouse, by_keyboard, by_touch])
def test_the_mouth_is_coloured_by_mouse_keyboard_and_touch_alike(painter, act):
    if act is by_touch:
        with painter.phone(), painter.anew():
            act(painter)
    else:
        with painter.anew():
            act(painter)
    (hint,) = load(painter.download("Download recipe").read_text()).recipe.hints.points
    assert (hint.x, hint.y) == pytest.approx(MOUTH, abs=0.01)
    assert hint.within == "thing"


def test_a_tapped_spot_is_above_the_sheet_of_its_colours_on_a_phone(painter):
    with painter.phone():
        painter.tap(JACKET)
        painter.wait(lambda: painter.within(".popover")[0].is_displayed())
        top = painter.driver.execute_script(TOP, painter.within(".popover")[0])
        spot = painter.driver.execute_script(TOP, painter.within(".marks .selected .dot")[0])
        head = painter.driver.execute_script(TOP, painter.within(".stage")[0])
    assert spot < top
    assert head < 200


TOP = "return arguments[0].getBoundingClientRect().top"


@pytest.fixture(scope="module")
def crowd(chromium, server, save) -> SimpleNamespace:
    """What came of two people who touch, clicked and tinted one after the other."""
    path, editor = save(CROWD), Editor(chromium, server)
    editor.open(path)
    editor.press("As it was")
    for spot, color in ((SITTER, RED), (NEIGHBOUR, BLUE)):
        with editor.outlined():
            editor.click(spot)
        editor.do("Tint")
        editor.recolor(editor.titles()[-1], color)
    data = editor.download("Download PNG").read_bytes()
    return SimpleNamespace(
        rgb=pixels(data), photo=open_file(path), recipe=recipe_reader.read(data).recipe
    )


def test_two_people_who_touch_are_tinted_apart(crowd):
    assert has_hue(crowd.rgb, SITTER, RED)
    assert has_hue(crowd.rgb, NEIGHBOUR, BLUE)


def test_what_is_no_layer_stays_bit_for_bit(crowd):
    photo = crowd.photo
    size = photo.height, photo.width
    finder = Finder(photo=photo, tidying=AS_FOUND, segmenters=Memory(Registry()), size=size)
    inside = np.any([finder.levels(edit) > 0 for edit in crowd.recipe.regions.edits], axis=0)
    assert np.array_equal(crowd.rgb[~inside], photo.rgb[~inside])


def test_a_hint_in_a_layer_changes_what_was_clicked_and_nothing_around_the_layer(
    chromium, server, portrait_file
):
    editor = Editor(chromium, server)
    editor.open(portrait_file)
    with editor.outlined():
        editor.click(HAT)
    editor.do("Tint")
    tinted = pixels(editor.download("Download PNG").read_bytes())
    painter = editor.turn_into(Painter)
    painter.press("Hint Canvas")
    painter.wait(painter.address)
    painter.click(HAT)
    assert is_said("tinted, lies over this", painter.within(".note")[0].text)
    assert painter.within("[data-depth][aria-pressed=true]")[0].text == say("In the layer")
    painter.dip("#3f8f4a")
    made = painter.download("Download PNG").read_bytes()
    recipe = recipe_reader.read(made).recipe
    photo = open_file(portrait_file)
    size = photo.height, photo.width
    finder = Finder(photo=photo, tidying=AS_FOUND, segmenters=Memory(Registry()), size=size)
    levels = finder.levels(recipe.regions.edits[0])
    beyond, covered = levels == 0, levels == 255
    assert has_hue(pixels(made), HAT, "#3f8f4a")
    assert np.array_equal(pixels(made)[beyond], tinted[beyond])
    painter.click_hint()
    painter.within("[data-depth=beneath]")[0].click()
    painter.settle()
    assert is_said("what is beneath is not seen", painter.within(".note")[0].text)
    beneath = pixels(painter.download("Download PNG").read_bytes())
    assert np.array_equal(beneath[covered], tinted[covered])
