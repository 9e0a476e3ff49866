"""Painting on a mask in a real browser: in the picture itself, by mouse, keys and touch."""

from pathlib import Path

import numpy as np
import pytest
from browser.chromium import pixels
from browser.editor import Editor
from PIL import Image
from selenium.webdriver.common.keys import Keys
from skimage import data

SKY, GROUND, EDGE = (0.2, 0.15), (0.7, 0.85), (0.02, 0.02)
LINE = (0.1, 0.2, 0.4, 0.2)  # its ends


@pytest.fixture(scope="module")
def camera_file(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("gray") / "camera.png"
    Image.fromarray(data.camera()).save(path)
    return path


@pytest.fixture
def editor(chromium, server, camera_file):
    opened = Editor(chromium, server)
    opened.open(camera_file)
    opened.press("As it was")
    opened.tool("brush")
    return opened


def changed(editor, spot) -> bool:
    """Tell whether a spot of the download has a colour: the photo has none."""
    rgb = pixels(editor.download("Download PNG").read_bytes())
    row, column = int(spot[1] * len(rgb)), int(spot[0] * rgb.shape[1])
    return bool(np.ptp(rgb[row, column]))


def test_a_stroke_makes_a_region_that_alt_erases_from_and_undo_brings_back(editor):
    with editor.outlined():
        editor.drag(LINE)
    before = editor.drawn()
    editor.do("Tint")
    assert changed(editor, (0.25, 0.2))
    with editor.anew():
        editor.drag((0.25, 0.1, 0.25, 0.3), holding=Keys.ALT)
    assert editor.drawn() != before
    assert not changed(editor, (0.25, 0.2))
    assert changed(editor, (0.12, 0.2))
    with editor.anew():
        editor.keys(Keys.CONTROL, "z")
    assert changed(editor, (0.25, 0.2))


def test_undo_takes_back_strokes_on_what_is_only_chosen(editor):
    with editor.outlined():
        editor.drag(LINE)
    first = editor.drawn()
    with editor.outlined():
        editor.drag((0.1, 0.6, 0.4, 0.6))
    with editor.outlined():
        editor.keys(Keys.CONTROL, "z")
    assert editor.drawn() == first


def test_the_brush_keeps_to_the_zoom_and_brackets_change_its_size(editor):
    with editor.outlined():
        editor.drag(LINE)
    narrow = editor.outline().any(1).sum()
    editor.keys(Keys.ESCAPE)
    editor.keys("]]]")
    editor.keys("+")
    with editor.outlined():
        editor.drag((0.4, 0.5, 0.6, 0.5))
    assert editor.outline().any(1).sum() > 1.5 * narrow


def test_a_dab_is_painted_by_keyboard(editor):
    editor.keys(Keys.ARROW_LEFT)
    with editor.outlined():
        editor.keys(Keys.ENTER)
    rows, columns = np.nonzero(editor.outline())
    height, width = editor.outline().shape
    assert (columns.mean() / width, rows.mean() / height) == pytest.approx((0.48, 0.5), abs=0.02)


def test_a_stroke_that_would_leave_nothing_says_so_and_leaves_what_was_there(editor):
    with editor.outlined():
        editor.drag((0.2, 0.2, 0.25, 0.2))
    before = editor.drawn()
    editor.keys("]" * 6)
    editor.drag((0.1, 0.2, 0.4, 0.2), holding=Keys.ALT)
    assert editor.sees("a stroke that leaves nothing")
    assert editor.drawn() == before


def test_a_finger_paints_and_take_away_erases_on_a_phone(editor):
    with editor.phone():
        with editor.outlined():
            editor.swipe(LINE)
        painted = editor.drawn()
        editor.within("[data-how=less]")[0].click()
        with editor.outlined():
            editor.swipe((0.25, 0.1, 0.25, 0.3))
        assert editor.drawn() != painted
