"""One person's way through the studio, told claim by claim."""

from types import SimpleNamespace

import numpy as np
import pytest
from browser.chromium import Browser
from browser.painter import Painter
from pictures import encoded
from PIL import Image
from selenium.webdriver import ActionChains
from selenium.webdriver.common.keys import Keys
from skimage import data
from skimage.color import rgb2lab

from studio.photo.writing import encoding
from studio.recipe import recipe
from studio.recipe.recipe import STYLES

SIDES = "width", "height"
LAPTOP = {"width": 1440, "height": 900, "deviceScaleFactor": 1, "mobile": False}


@pytest.fixture(scope="module")
def journey(chromium, server, photo_file) -> SimpleNamespace:
    """What was seen: upload a photo, see it coloured, make it vivid, download it."""
    browser, seen = Browser(chromium, server), SimpleNamespace()
    browser.upload(photo_file)
    seen.before, seen.natural = browser.compared("first"), browser.compared("second")
    browser.press("Advanced")
    seen.vividness = browser.move("Vividness", *[Keys.ARROW_RIGHT] * 5)
    seen.vivid = browser.compared("second")
    seen.file = browser.download("Download PNG")
    return seen


def chroma(rgb):
    return np.hypot(*np.moveaxis(rgb2lab(rgb)[..., 1:], -1, 0)).mean()


def test_the_photo_is_shown_gray_and_then_in_colour(journey):
    assert chroma(journey.before) < 1
    assert chroma(journey.natural) > 2


def test_vividness_changes_the_colours(journey):
    assert journey.vividness > 0
    assert not np.array_equal(journey.vivid, journey.natural)


def test_the_download_is_named_after_the_photo(journey, photo_file):
    assert journey.file.name == f"{photo_file.stem}_colorized.png"


def test_the_download_has_the_photo_s_size(journey, photo_file):
    with Image.open(journey.file) as made, Image.open(photo_file) as photo:
        assert made.size == photo.size


def test_the_download_is_coloured_as_shown(journey):
    with Image.open(journey.file) as made:
        small = np.asarray(made.convert("RGB").resize(journey.vivid.shape[1::-1]), float)
    assert chroma(np.uint8(small)) > 2
    assert np.abs(small - journey.vivid).mean() < 3  # the page shows a JPEG


def test_the_download_keeps_the_photo_s_lightness(journey, photo_file):
    with Image.open(journey.file) as made, Image.open(photo_file) as photo:
        change = np.abs(
            rgb2lab(np.asarray(made.convert("RGB")))[..., 0]
            - rgb2lab(np.asarray(photo.convert("RGB")))[..., 0]
        )
    assert change.mean() < 1
    assert np.percentile(change, 99) < 2


def test_the_download_carries_the_recipe(journey):
    found = recipe.load(encoding.embedded_recipe(journey.file.read_bytes())).recipe
    assert found.vividness == pytest.approx(journey.vividness)


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("note.jpg", b"Dear grandmother,\n", "a text file"),
        ("raw.heic", b"\0\0\0\x18ftypcrx \0\0\0\0mif1heic", "a raw camera file"),
        ("empty.png", b"", "an empty file"),
        ("large.jpg", bytes(410 * 2**20), "a file of 410.0 MB"),
    ],
)
def test_a_refused_file_is_explained(browser, tmp_path, name, content, found):
    (tmp_path / name).write_bytes(content)
    browser.upload(tmp_path / name)
    assert browser.sees(f"This is {found}.")


def test_a_wrong_colour_is_corrected_where_it_was_clicked_and_by_keyboard(
    chromium, server, photo_file
):
    painter, spot = Painter(chromium, server), (0.75, 0.4)
    painter.upload(photo_file)
    divider = painter.inside(".divider")[0]
    ActionChains(painter.driver).drag_and_drop_by_offset(divider, -80, 0).perform()
    painter.inside("[data-press=own]")[0].click()
    pane = painter.inside(".second")[0]
    ActionChains(painter.driver).drag_and_drop_by_offset(pane, 60, 40).perform()
    painter.inside("[data-factor='0']")[0].click()
    painter.settle()
    assert painter.sees("Correct a colour")
    photo = painter.inside(".second .view")[0]
    x, y = ((share - 0.5) * photo.size[side] for share, side in zip(spot, SIDES, strict=True))
    ActionChains(painter.driver).move_to_element_with_offset(photo, x, y).click().perform()
    painter.wait(lambda: painter.within(".popover")[0].is_displayed())
    painter.dip("#b03a2e")
    painter.press("Auto Colorize")
    painter.inside(".stage")[0].send_keys(Keys.ARROW_RIGHT * 3, Keys.ARROW_UP, Keys.ENTER)
    painter.wait(lambda: painter.within(".popover")[0].is_displayed())
    painter.dip("#2e6fc1")
    hints = recipe.load(painter.download("Download recipe").read_text()).recipe.hints.points
    assert (hints[0].x, hints[0].y) == pytest.approx(spot, abs=0.01)
    assert (hints[1].x, hints[1].y) == pytest.approx((0.54, 0.48), abs=0.001)


def test_what_changes_the_picture_is_in_sight_and_a_panorama_is_as_high_as_on_the_canvas(
    chromium, server, photo_file, tmp_path
):
    painter = Painter(chromium, server)
    painter.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", LAPTOP)
    painter.upload(photo_file)
    for label in ("Correct a colour", *STYLES):
        button = painter.wait(lambda label=label: painter._labelled(label))[0].rect
        assert button["y"] + button["height"] <= LAPTOP["height"]
    Image.fromarray(np.tile(np.arange(240, dtype=np.uint8), (200, 5))).save(tmp_path / "wide.png")
    painter.press("Close photo")
    painter.upload(tmp_path / "wide.png")
    height = painter.inside(".second")[0].rect["height"]
    painter.press("Hint Canvas")
    assert height == pytest.approx(painter.within(".stage")[0].rect["height"], abs=2)
    painter.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_the_photo_and_the_recipe_survive_a_change_of_page(browser, photo_file):
    browser.upload(photo_file)
    browser.press("Muted")
    muted = browser.compared("second")
    browser.press("Home")
    browser.press("Auto Colorize")
    assert np.array_equal(browser.compared("second"), muted)


def test_a_faded_print_gets_its_contrast_back_when_asked_and_loses_it_by_undo(
    chromium, server, tmp_path
):
    faded = np.pad(np.uint8(90 + 0.3 * data.camera()), 40, constant_values=250)
    (tmp_path / "faded.png").write_bytes(encoded(faded, "PNG"))
    browser = Browser(chromium, server)
    browser.upload(tmp_path / "faded.png")
    assert browser.sees("This print has faded. Restore its contrast?")
    before = browser.compared("second")
    browser.press("Yes")
    after = browser.compared("second")
    assert not browser.says("This print has faded. Restore its contrast?")
    inside, border = np.s_[60:-60, 60:-60], np.s_[:30]
    spread = [rgb2lab(picture[inside])[..., 0].std() for picture in (before, after)]
    assert spread[1] > 2 * spread[0]
    assert np.abs(after[border] - 250.0).max() <= 2  # by JPEG
    browser.press("Undo")
    assert browser.wait(lambda: np.array_equal(browser.compared("second"), before))
