"""Two pictures compared in a real browser: by mouse, finger and keyboard."""

import json
import re
import shutil
from dataclasses import asdict, replace
from types import SimpleNamespace

import numpy as np
import pytest
from browser.chromium import Browser, Chromium, pixels
from browser.conftest import ROOT, serving
from browser.language import find_values, say
from PIL import Image
from selenium.webdriver import ActionChains
from selenium.webdriver.common.actions.wheel_input import ScrollOrigin
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from studio.recipe.recipe import STYLES, load

PHOTO = ".first .view"
OFFICIAL = "Colorful Image Colorization (2016), Vivid"
WIDTH = """
const block = document.querySelector("[data-testid=stMainBlockContainer]");
const {paddingLeft, paddingRight} = getComputedStyle(block);
return block.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);"""
BOX = "const b = arguments[0].getBoundingClientRect(); return [b.x, b.y, b.width, b.height]"


class Viewer(Browser):
    """A person at a comparison."""

    def open(self, photo, page="Compare"):
        self.upload(photo)
        self.press(page)
        self.part(".divider")

    def tiles(self):
        """Return what stands under the tiles of the contact sheet."""
        boxes = self.driver.find_elements(By.CSS_SELECTOR, "[class*=st-key-pick-]")
        return [box.text.removeprefix("A ").removeprefix("B ") for box in boxes]

    def part(self, selector):
        """Wait for the only part of the comparison that matches."""
        (found,) = self.wait(lambda: self.inside(selector))
        return found

    def tap(self, selector):
        button = self.part(selector)
        self.show(button)
        button.click()

    def choose(self, mode):
        self.tap(f"button[data-mode={mode}]")

    def zoom(self, factor):
        self.tap(f"button[data-factor='{factor}']")

    def reset(self):
        """Bring the comparison to where it begins."""
        self.zoom(0)
        self.choose("divider")
        self.part(".divider").send_keys(Keys.HOME, *[Keys.PAGE_UP] * 5)
        # the keyboard leaves it by a press elsewhere, or it would be given back
        leave = "arguments[0].blur(); document.querySelector('h1').click()"
        self.driver.execute_script(leave, self.part(".divider"))

    def box(self, selector):
        """Return x, y, width and height of what is drawn, in pixels of the window."""
        return self.driver.execute_script(BOX, self.part(selector))

    def place(self):
        """Return where the divider is drawn, as a share of the photo."""
        (x, _, width, _), (left, _, wide, _) = self.box(".divider"), self.box(PHOTO)
        return (x + width / 2 - left) / wide

    def captions(self):
        return [text for caption in self.inside("figcaption") if (text := caption.text)]

    def value(self):
        return int(self.part(".divider").get_attribute("aria-valuenow"))

    def hand(self):
        stage = self.part(".stage")
        self.show(stage)
        return ActionChains(self.driver, duration=50)

    def drag(self, selector, x, y=0):
        """Press in the middle of something, and move by so many pixels."""
        self.hand().click_and_hold(self.part(selector)).move_by_offset(x, y).release().perform()

    def wheel(self, selector, way):
        """Turn the wheel over a picture."""
        origin = ScrollOrigin.from_element(self.part(selector))
        self.hand().scroll_from_origin(origin, 0, way).perform()

    def touch(self, *steps):
        """Move fingers over the photo: each step is a list of (x, y), shares of its sides."""
        self.hand().perform()
        x, y, width, height = self.box(PHOTO)
        kinds = ["touchStart", *["touchMove"] * (len(steps) - 1)]
        for kind, fingers in zip(kinds, steps, strict=True):
            points = [{"x": x + a * width, "y": y + b * height} for a, b in fingers]
            self._touch(kind, points)
        self._touch("touchEnd", [])

    def _touch(self, kind, points):
        self.driver.execute_cdp_cmd(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": points}
        )

    def shift(self, side):
        """Return how a picture lies in its pane: x, y, and how wide it is, in widths of it."""
        (x, y, width, _), (left, top, wide, _) = self.box(f".{side} .view"), self.box(f".{side}")
        return np.array([(x - left) / wide, (y - top) / wide, width / wide])

    def contrast(self, side):
        """Return the least difference of neighbouring pixels of the screen, below the caption."""
        shown = pixels(self.part(f".{side}").screenshot_as_png)[60:-9, 9:-9].astype(int)
        return min(np.abs(np.diff(shown[..., 1], axis=axis)).min() for axis in (0, 1))

    def visible(self, selector):
        return (
            self.driver.execute_script(
                "return getComputedStyle(arguments[0]).visibility", self.part(selector)
            )
            == "visible"
        )


@pytest.fixture(scope="module")
def studio(official, tmp_path_factory):
    """The address of a studio with two models: its own, and the official one with other weights."""
    model, weights = official
    folder = tmp_path_factory.mktemp("studio")
    for name in ("studio", "pages", ".streamlit", "weights/compact"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "Home.py", folder)
    shutil.copytree(weights / model.name, folder / "weights" / model.name)
    catalog = json.loads((ROOT / "weights/catalog.json").read_text())
    for entry in catalog["models"]:
        if entry["name"] == model.name:
            entry["files"] = [asdict(file) for file in model.files]
    (folder / "weights/catalog.json").write_text(json.dumps(catalog))
    with serving(folder, folder / "log.txt") as address:
        yield address


@pytest.fixture(scope="module")
def opened(programs, server, photo_file, tmp_path_factory):
    """A comparison of the photo's first two tiles, in a browser that stays there."""
    with Chromium(programs, tmp_path_factory.mktemp("viewer")) as chromium:
        viewer = Viewer(chromium, server)
        viewer.open(photo_file)
        yield viewer


@pytest.fixture
def viewer(opened):
    """The same, at rest: the divider in the middle, no zoom, no focus."""
    opened.reset()
    return opened


@pytest.fixture(scope="module")
def journey(chromium, studio, photo_file) -> SimpleNamespace:
    """What was seen: look at the sheet, pick two, use one, and save its recipe."""
    viewer, seen = Viewer(chromium, studio), SimpleNamespace()
    viewer.open(photo_file)
    seen.tiles = viewer.tiles()
    viewer.press(OFFICIAL)
    seen.picked = viewer.captions()
    use = f"//button[.//*[text()='{say('Use this one')}']]"
    viewer.click_on(viewer.driver.find_elements(By.XPATH, use)[0])
    seen.marked = viewer.tiles()
    seen.recipe = load(viewer.download("Download recipe").read_text()).recipe
    return seen


def test_two_models_are_shown_in_every_style(journey):
    others = [tile for tile in journey.tiles if find_values("Another answer, {number}", tile)]
    styled = [tile for tile in journey.tiles if "," in tile and tile not in others]
    assert len(styled) == 2 * len(STYLES)
    assert len({tile.rpartition(",")[0] for tile in styled}) == 2


def test_the_two_that_were_picked_are_compared(journey):
    titles = [f"A: {say(OFFICIAL)}", f"B: {say('Compact, Vivid')}"]
    assert journey.picked == titles


def test_the_one_that_was_used_is_at_hand(journey):
    found = (find_values("{title} (at hand)", label, ".+") for label in journey.marked)
    assert [title for titles in found for title in titles] == [say(OFFICIAL)]


def test_the_saved_recipe_is_the_one_that_was_used(journey):
    assert journey.recipe == replace(STYLES["Vivid"], model="zhang2016")


def test_the_divider_follows_the_mouse(viewer):
    assert viewer.place() == pytest.approx(0.5, abs=0.01)
    wide = viewer.box(PHOTO)[2]
    viewer.drag(".divider", round(-0.25 * wide))
    assert viewer.place() == pytest.approx(0.25, abs=0.02)
    assert viewer.value() == pytest.approx(25, abs=2)


def test_the_divider_follows_a_finger(viewer):
    viewer.touch([(0.5, 0.5)], [(0.6, 0.5)], [(0.8, 0.5)])
    assert viewer.place() == pytest.approx(0.8, abs=0.02)


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ([Keys.ARROW_RIGHT] * 3, 53),
        ([Keys.ARROW_LEFT] * 2, 48),
        ([Keys.PAGE_UP], 60),
        ([Keys.HOME], 0),
        ([Keys.HOME, Keys.ARROW_LEFT], 0),
        ([Keys.END], 100),
    ],
    ids=["right", "left", "page", "home", "stop", "end"],
)
def test_the_divider_follows_the_keyboard(viewer, keys, value):
    viewer.part(".divider").send_keys(*keys)
    assert viewer.value() == value
    assert viewer.place() == pytest.approx(value / 100, abs=0.01)


def test_the_divider_parts_the_two_pictures(viewer):
    viewer.part(".divider").send_keys(Keys.HOME)
    clip = "return getComputedStyle(arguments[0]).clipPath"
    cut = viewer.driver.execute_script(clip, viewer.part(".second"))
    hidden = viewer.box(PHOTO)[0] - viewer.box(".stage")[0]
    assert float(re.fullmatch(r"inset\(0px 0px 0px (.+)px\)", cut)[1]) == pytest.approx(
        hidden, abs=1
    )


@pytest.mark.parametrize("way", ["wheel", "buttons", "pinch", "keys"])
def test_zoom_in_one_picture_moves_the_other(viewer, way):
    viewer.choose("side")
    whole = viewer.shift("first")[2]
    if way == "wheel":
        viewer.wheel(".first", -400)
    elif way == "buttons":
        viewer.zoom(2)
    elif way == "pinch":
        viewer.touch([(0.2, 0.5), (0.3, 0.5)], [(0.15, 0.5), (0.35, 0.5)])
    else:
        viewer.part(".stage").send_keys("+")
    assert viewer.shift("first")[2] > 1.5 * whole
    assert viewer.shift("second") == pytest.approx(viewer.shift("first"), abs=0.01)


def test_pan_in_one_picture_moves_the_other(viewer):
    viewer.choose("side")
    viewer.zoom(2)
    before = viewer.shift("first")
    viewer.drag(".second", 60, 40)
    moved = viewer.shift("first") - before
    assert moved[:2] * viewer.box(".first")[2] == pytest.approx([60, 40], abs=2)
    assert viewer.shift("second") == pytest.approx(viewer.shift("first"), abs=0.01)


def test_the_wheel_keeps_the_place_under_the_pointer(viewer):
    viewer.choose("side")
    viewer.wheel(".first", -400)
    (x, y, width, height), (left, top, wide, high) = viewer.box(PHOTO), viewer.box(".first")
    assert (left + wide / 2 - x) / width == pytest.approx(0.5, abs=0.01)
    assert (top + high / 2 - y) / height == pytest.approx(0.5, abs=0.01)


def test_pictures_never_leave_their_frames(viewer):
    viewer.zoom(2)
    viewer.choose("side")
    viewer.drag(".first", 300, 250)  # more than half of it
    assert viewer.shift("first")[:2] == pytest.approx([0, 0], abs=0.01)


def test_a_double_click_resets_the_zoom(viewer):
    viewer.choose("side")
    whole = viewer.shift("first")
    viewer.zoom(2)
    viewer.hand().double_click(viewer.part(".first")).perform()
    assert viewer.shift("first") == pytest.approx(whole, abs=0.01)


def test_a_page_that_is_scrolled_does_not_stop_at_the_pictures(viewer):
    whole = viewer.shift("first")[2]
    viewer.wheel(".first", -300)
    assert viewer.shift("first")[2] == pytest.approx(whole)


def test_zoom_and_divider_outlast_another_pick(viewer):
    viewer.zoom(2)
    viewer.part(".divider").send_keys(Keys.END)
    enlarged = viewer.shift("first")
    viewer.press("Compact, Muted")
    assert viewer.captions()[0] == f"A: {say('Compact, Muted')}"
    assert viewer.value() == 100
    assert viewer.shift("first") == pytest.approx(enlarged)


def test_the_difference_is_shown_with_its_scale(viewer):
    assert not viewer.part(".scale").is_displayed()
    viewer.choose("difference")
    assert viewer.part(".map").is_displayed()
    assert not viewer.part(".first").is_displayed()
    words = viewer.part(".scale").text.split()
    assert words[0] == "0"
    assert int(words[1]) in (5, 10, 20, 40, 80)


def test_blinking_alternates_and_can_be_paused(viewer):
    viewer.choose("blink")
    seen = {
        viewer.wait(lambda state=state: viewer.visible(".second") is state)
        for state in (True, False)
    }
    assert seen == {True}
    viewer.tap("[data-press=play]")
    assert not viewer.visible(".second")
    viewer.tap("[data-press=swap]")
    assert viewer.visible(".second")


def test_nothing_blinks_for_those_who_asked_for_less_motion(chromium, server, photo_file):
    calm = Viewer(chromium, server)
    wish = [{"name": "prefers-reduced-motion", "value": "reduce"}]
    calm.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": wish})
    calm.open(photo_file)
    calm.choose("blink")
    assert calm.part("[data-press=play]").text == say("Play")
    assert "still" in calm.part(".comparison").get_attribute("class")


def test_before_and_after_are_compared_on_auto_colorize(chromium, server, photo_file):
    viewer = Viewer(chromium, server)
    viewer.open(photo_file, "Auto Colorize")
    assert viewer.captions() == [say("Original"), say("Coloured")]
    assert not viewer.part("button[data-mode=difference]").is_displayed()
    viewer.part(".divider").send_keys(Keys.ARROW_RIGHT)
    assert viewer.value() == 51


def test_four_pictures_fill_the_page_and_zoom_as_one(chromium, server, photo_file):
    viewer = Viewer(chromium, server)
    viewer.open(photo_file)
    viewer.choose("side")
    page = viewer.driver.execute_script(WIDTH)
    assert viewer.box(".stage")[2] > 0.97 * page
    assert 2 * viewer.box(".first")[2] > 0.97 * page
    viewer.press("Four")
    assert [caption[:3] for caption in viewer.captions()] == ["A: ", "B: ", "C: ", "D: "]
    assert not viewer.part("button[data-mode=divider]").is_displayed()
    viewer.zoom(2)
    places = [viewer.shift(side) for side in ("first", "second", "third", "fourth")]
    assert np.ptp(places, axis=0) == pytest.approx(0, abs=0.01)


def test_a_photo_of_24_megapixels_shows_its_own_pixels(chromium, server, tmp_path):
    board = np.tile(np.uint8([[0, 255], [255, 0]]), (2_000, 3_000))
    Image.fromarray(board).save(tmp_path / "board.png")
    viewer = Viewer(chromium, server)
    viewer.upload(tmp_path / "board.png")
    for page in ("Auto Colorize", "Compare"):
        viewer.press(page)
        viewer.tap("[data-press=own]")
        assert viewer.part("output").text == "100 %"
        viewer.choose("side")
        for side in ("first", "second"):
            assert viewer.wait(lambda side=side: viewer.contrast(side) > 150)


@pytest.mark.parametrize(
    ("page", "control", "kind"),
    [("Auto Colorize", ".comparison", "blur"), ("Hint Canvas", ".picture", "resize")],
    ids=["comparison", "picture"],
)
def test_a_control_that_went_listens_no_more(chromium, server, photo_file, page, control, kind):
    viewer = Viewer(chromium, server)
    viewer.upload(photo_file)
    viewer.press("Batch")
    before = viewer.listeners(kind)
    viewer.press(page)
    viewer.inside("img[src]", control)
    assert viewer.listeners(kind) > before
    viewer.press("Batch")
    assert viewer.wait(lambda: viewer.listeners(kind) == before)
