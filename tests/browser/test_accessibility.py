"""Every page can be used by those who see, hear or move otherwise, as far as axe-core tells."""

from itertools import product
from types import SimpleNamespace

import pytest
from browser.chromium import Browser

from studio.language import translate
from studio.ui.language import COOKIE

PAGES = ["Home", "Auto Colorize", "Segment", "Hint Canvas", "Compare", "Evaluate", "Batch", "Film"]
THEMES = ["light", "dark", "forced"]


@pytest.fixture(scope="module")
def visits(chromium, server, photo_file) -> SimpleNamespace:
    """What was found on each page, loaded and loaded anew with a photo, in each theme."""
    visitor, seen = Browser(chromium, server), SimpleNamespace(faults={})
    visitor.upload(photo_file)
    for page in PAGES:
        visitor.press(page)
        visitor.find("h1")
        visitor.reload()
        for theme in THEMES:
            visitor.wear(theme)
            seen.faults[page, theme] = visitor.faults()
    seen.complaints = chromium.complaints()
    visitor.choose_language("de")
    seen.translated = visitor.sees(translate("Close the studio", "de"))
    seen.faults["Film", "German"] = visitor.faults()
    visitor.driver.delete_cookie(COOKIE)
    return seen


@pytest.mark.parametrize("look", [*product(PAGES, THEMES), ("Film", "German")], ids=" ".join)
def test_a_page_has_no_grave_fault(visits, look):
    assert visits.faults[look] == []


def test_pages_are_told_in_the_language_that_is_chosen(visits):
    assert visits.translated


def test_the_console_says_nothing_after_a_load_and_a_reload_of_any_page(visits):
    assert visits.complaints == []
