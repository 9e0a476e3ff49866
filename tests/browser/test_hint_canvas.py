"""Hints in a real browser: clicked, painted, undone, edited, saved and brought back."""

from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest
from browser.chromium import pixels
from browser.painter import CHANGE, Painter
from PIL import Image
from selenium.webdriver import ActionChains
from selenium.webdriver.common.keys import Keys
from skimage import data
from skimage.color import deltaE_ciede2000, rgb2lab

from studio.color.gamut import into_gamut
from studio.recipe.hints import LEVELS
from studio.recipe.recipe import load

RED, BLUE, GREEN, YELLOW = "#b03a2e", "#2e6fc1", "#3f8f4a", "#c9a227"
FIRST, SECOND = (0.32, 0.45), (0.55, 0.3)
LIPS = (0.437, 0.284)  # of the astronaut
LINE = [(0.25 + k / 40, 0.8 + k * (12 - k) / 900) for k in range(13)]
COLOR = 4  # its column in the table


@pytest.fixture(scope="module")
def journey(chromium, server, photo_file) -> SimpleNamespace:
    """What was seen: give three hints, take back, bring back, edit, leave and return, save."""
    painter, seen = Painter(chromium, server), SimpleNamespace()
    painter.open(photo_file)
    seen.plain = painter.result()
    painter.place(FIRST, RED)
    seen.first = painter.result()
    painter.place(SECOND, BLUE)
    seen.second = painter.result()
    painter.tool("brush")
    painter.driver.execute_script(CHANGE, painter.within("[name=color]")[0], GREEN)
    painter.settle()
    painter.paint(LINE)
    seen.third = painter.result()
    seen.before = painter.download("Download PNG").read_bytes()
    with painter.anew():
        painter.keys(Keys.CONTROL, "z")
    seen.undone = painter.result()
    with painter.anew():
        painter.keys(Keys.CONTROL, "y")
    seen.redone = painter.result()
    painter.press("Table of hints")
    painter.edit(1, COLOR, YELLOW)  # strokes come first, so this is the first point
    seen.edited = painter.result()
    painter.press("Home")
    painter.press("Hint Canvas")
    seen.returned = painter.result()
    seen.after = painter.download("Download PNG").read_bytes()
    seen.recipe = painter.download("Download recipe")
    return seen


def hints_of(path):
    return load(path.read_text()).recipe.hints


def distance(picture, photo, spot, color):
    """CIEDE2000 between a pixel and the chosen colour, as near as its lightness allows."""
    row, column = (int(share * side) for share, side in zip(spot[::-1], photo.shape, strict=False))
    asked = rgb2lab(np.array([[list(bytes.fromhex(color[1:]))]], np.uint8))[0, 0]
    asked[0] = rgb2lab(photo[row : row + 1, column : column + 1])[0, 0, 0]
    found = rgb2lab(picture[row : row + 1, column : column + 1])[0, 0]
    return deltaE_ciede2000(into_gamut(asked[None].astype(np.float32))[0], found)


@pytest.fixture(scope="module")
def photo(photo_file):
    return pixels(photo_file.read_bytes())


@pytest.mark.parametrize(
    ("spot", "color"), [(FIRST, RED), (SECOND, BLUE), *((spot, GREEN) for spot in LINE[::6])]
)
def test_a_hinted_spot_has_the_colour_that_was_chosen(journey, photo, spot, color):
    assert distance(pixels(journey.before), photo, spot, color) < 3


def test_every_hint_changes_the_result(journey):
    seen = [journey.plain, journey.first, journey.second, journey.third]
    assert all(not np.array_equal(a, b) for a, b in pairwise(seen))


def test_undo_takes_back_the_last_hint_and_redo_brings_it(journey):
    assert np.array_equal(journey.undone, journey.second)
    assert np.array_equal(journey.redone, journey.third)


def test_a_colour_edited_in_the_table_is_the_colour_of_its_spot(journey, photo):
    assert distance(pixels(journey.after), photo, FIRST, YELLOW) < 3
    assert distance(pixels(journey.after), photo, SECOND, BLUE) < 3


def test_hints_survive_a_change_of_page(journey):
    assert not np.array_equal(journey.edited, journey.third)
    assert np.array_equal(journey.returned, journey.edited)


def test_a_recipe_opened_in_another_browser_makes_the_same_picture(journey, painter):
    painter.press("Open a recipe")
    with painter.anew():
        painter.upload(journey.recipe)
    again = painter.download("Download PNG")
    assert np.array_equal(pixels(again.read_bytes()), pixels(journey.after))


@pytest.fixture
def painter(chromium, server, photo_file):
    opened = Painter(chromium, server)
    opened.open(photo_file)
    return opened


def test_hints_stay_in_place_when_the_window_changes(painter):
    painter.place(FIRST, RED)
    before = hints_of(painter.download("Download recipe"))
    for width in (1900, 1100):
        painter.driver.set_window_size(width, 1000)
        painter.settle()
    painter.place(SECOND, BLUE)
    after = hints_of(painter.download("Download recipe"))
    assert after.points[0] == before.points[0]
    x, y = after.points[1].x, after.points[1].y
    assert (x, y) == pytest.approx(SECOND, abs=0.01)


def test_the_picture_is_the_same_to_the_bit_until_a_colour_is_chosen(painter, photo):
    before = painter.result()
    painter.click(FIRST)
    assert np.array_equal(painter.result(), before)
    painter.hover(0)
    painter.hover(1)
    assert not np.array_equal(painter.result(), before)
    chosen = painter.choices()[1].get_attribute("data-color")
    painter.choices()[1].click()
    painter.settle()
    assert painter.marks() == ["point 1"]
    exported = pixels(painter.download("Download PNG").read_bytes())
    assert distance(exported, photo, FIRST, chosen) < 3


def test_a_colour_typed_in_hex_is_that_of_its_spot(painter, photo):
    painter.click(FIRST)
    (field,) = painter.within("[name=hex]")
    hand = ActionChains(painter.driver).click(field)
    hand.key_down(Keys.CONTROL).send_keys("a").key_up(Keys.CONTROL)
    with painter.anew():
        hand.send_keys(YELLOW, Keys.ENTER).perform()
    made = painter.download("Download PNG").read_bytes()
    assert distance(pixels(made), photo, FIRST, YELLOW) < 3


def test_escape_leaves_the_spot_as_it_was(painter):
    before = painter.result()
    painter.click(FIRST)
    painter.hover(1)
    painter.within(".popover")[0].send_keys(Keys.ESCAPE)
    painter.settle()
    assert np.array_equal(painter.result(), before)
    assert painter.marks() == []


def test_a_hint_is_dragged_removed_and_had_back_and_picture_and_marks_agree(painter):
    states = [(painter.marks(), painter.result())]
    painter.place(FIRST, RED)
    states.append((painter.marks(), painter.result()))
    painter.drag_hint("point 1", SECOND)
    states.append((painter.marks(), painter.result()))
    with painter.anew():
        painter.keys(Keys.DELETE)
    assert_same((painter.marks(), painter.result()), states[0])
    for step in (2, 1):
        painter.keys(Keys.CONTROL, "z")
        assert_same((painter.marks(), painter.result()), states[step])
    painter.keys(Keys.CONTROL, "y")
    assert_same((painter.marks(), painter.result()), states[2])


def assert_same(found, expected):
    assert found[0] == expected[0]
    assert np.array_equal(found[1], expected[1])


def test_a_hint_is_given_moved_and_removed_by_keyboard_alone(painter):
    painter.keys(Keys.ARROW_LEFT * 5, Keys.ENTER)
    with painter.anew():
        ActionChains(painter.driver).send_keys(Keys.ARROW_RIGHT, Keys.ENTER).perform()
    assert painter.marks() == ["point 1"]
    (mark,) = painter.within("[data-name]")
    with painter.anew():
        mark.send_keys(Keys.ARROW_DOWN)
    (point,) = hints_of(painter.download("Download recipe")).points
    assert (point.x, point.y) == pytest.approx((0.4, 0.52), abs=0.001)
    with painter.anew():
        painter.within("[data-name]")[0].send_keys(Keys.DELETE)
    assert painter.marks() == []


def test_lips_get_a_colour_by_mouse_and_the_background_stays_bit_for_bit(painter, tmp_path):
    portrait = tmp_path / "portrait.png"
    Image.fromarray(data.astronaut()).convert("L").save(portrait)
    painter.open_another(portrait)
    before = pixels(painter.download("Download PNG").read_bytes())
    painter.place(LIPS, RED)
    painter.click_hint()
    for _ in LEVELS:
        (hint,) = hints_of(painter.download("Download recipe")).points
        if hint.level == "part":
            break
        painter.click_hint()
    after = pixels(painter.download("Download PNG").read_bytes())
    assert (hint.within, hint.level) == ("thing", "part")
    assert distance(after, pixels(portrait.read_bytes()), LIPS, RED) < 3
    assert np.array_equal(after[:, 330:], before[:, 330:])
    assert np.array_equal(after[240:], before[240:])


def test_strokes_that_are_drawn_on_the_sheet_become_hints_together(painter):
    before = painter.result()
    painter.switch("Draw freehand")
    for down in (-40, 40):
        painter.draw_on_sheet((-60, down), (80, 10))
    assert np.array_equal(painter.result(), before)
    with painter.anew():
        painter.press("Make hints of it")
    assert painter.marks() == ["stroke 1", "stroke 2"]
    assert len(hints_of(painter.download("Download recipe")).strokes) == 2


def test_the_colour_of_a_spot_goes_everywhere_like_it_where_that_is_asked(painter):
    painter.click(FIRST)
    assert painter.pressed() == ["thing"]
    painter.within("[data-within=photo]")[0].click()
    painter.settle()
    assert painter.pressed() == ["photo"]
    painter.dip(RED)
    (hint,) = hints_of(painter.download("Download recipe")).points
    assert hint.within == "photo"


@pytest.mark.parametrize("tool", ["point", "brush"])
def test_a_double_click_fits_the_photo_and_does_nothing_else(painter, tool):
    before = painter.result()
    painter.tool(tool)
    painter.keys("+")
    painter.at((0.5, 0.5)).double_click().perform()
    painter.settle()
    assert "zoomed" not in painter.within(".picture")[0].get_attribute("class")
    assert not painter.within(".popover")[0].is_displayed()
    assert painter.marks() == []
    assert np.array_equal(painter.result(), before)


def test_each_click_gives_its_hint_however_quick_wide_or_close(painter, photo):
    with painter.window(1440, 900):
        painter.place(FIRST, RED)
        painter.keys("]" * 8)  # it reaches far over what is clicked next
        for step in range(6):
            painter.choose(1, (FIRST[0] + (step - 2.5) / 40, FIRST[1] - 0.04))
            assert not painter.within(".popover")[0].is_displayed()
        assert len(painter.within("[data-name]")) == 7
        painter.click(SECOND)
        popover, view = (painter.within(part)[0].rect for part in (".popover", ".view"))
        assert popover["x"] >= view["x"] + view["width"]
        painter.keys("+" * 8)
        assert painter.within("output")[0].text == "1600 %"
        with painter.anew():
            painter.choose(0, (0.5, 0.5))
        first, *others, last = hints_of(painter.download("Download recipe")).points
    assert len(others) == 6
    assert first.size == pytest.approx(12 / view["width"] * 1.25**8, rel=0.01)
    assert last.size * max(photo.shape) * 16 == pytest.approx(12, abs=3)


def test_the_photo_fills_the_page_and_download_is_in_reach(painter):
    with painter.window(1440, 900):
        view = painter.within(".view")[0].rect
        button = painter.wait(lambda: painter._labelled("Download PNG"))[0].rect
    assert view["width"] >= 880 or view["height"] >= 700
    assert button["y"] + button["height"] <= 900


def test_the_photo_is_at_least_640_wide_in_a_window_of_1024(painter):
    with painter.window(1024, 900):
        assert painter.within(".view")[0].rect["width"] >= 640


def test_a_photo_of_24_megapixels_shows_its_own_pixels(painter, tmp_path):
    board = np.tile(np.uint8([[0, 255], [255, 0]]), (2_000, 3_000))
    Image.fromarray(board).save(tmp_path / "board.png")
    painter.open_another(tmp_path / "board.png")
    painter.keys("+" * 8)
    address = painter.wait(lambda: painter.within(".crop")[0].get_attribute("src"))
    crop = painter.fetch(address).astype(int)[..., 1]
    assert np.abs(np.diff(crop, axis=1)).min() > 150
    assert np.abs(np.diff(crop, axis=0)).min() > 150


def test_a_panorama_opens_at_least_300_pixels_high(painter, tmp_path):
    Image.fromarray(np.tile(np.arange(240, dtype=np.uint8), (200, 5))).save(tmp_path / "wide.png")
    painter.open_another(tmp_path / "wide.png")
    assert painter.within(".view")[0].rect["height"] >= 299


def test_fingers_on_a_phone(painter, tmp_path):
    """One scrolls the page and taps; zoomed in it pans, and the tapped spot stays in sight."""
    Image.fromarray(np.tile(data.camera(), (1, 2))).save(tmp_path / "twice.png")
    painter.open_another(tmp_path / "twice.png")
    with painter.phone():
        whole, stage = (painter.within(part)[0] for part in (".view", ".stage"))
        assert whole.rect["width"] == pytest.approx(stage.rect["width"], abs=1)
        assert stage.value_of_css_property("touch-action") == "pan-x pan-y"
        painter.tap(FIRST)
        with painter.anew():
            painter.driver.execute_script("arguments[0].click()", painter.choices()[1])
        painter.keys("+++")
        assert stage.value_of_css_property("touch-action") == "none"
        before = whole.rect
        painter.swipe((0.5, 0.5, 0.52, 0.53))
        moved = [whole.rect[side] - before[side] for side in "xy"]
        assert moved == pytest.approx([0.02 * before["width"], 0.03 * before["height"]], abs=2)
        assert painter.marks() == ["point 1"]
        painter.tap((0.5, 0.51))
        sheet, spot = (
            painter.wait(lambda part=part: painter.within(part))[-1].rect["y"]
            for part in (".popover:not([hidden])", ".marks .selected .dot")
        )
        assert spot < sheet
