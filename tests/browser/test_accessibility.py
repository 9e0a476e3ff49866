"""Every page can be used by those who see, hear or move otherwise, as far as axe-core tells."""

import pytest
from browser.chromium import Browser

PAGES = ["Home", "Auto Colorize", "Segment", "Hint Canvas", "Compare", "Evaluate", "Batch", "Film"]


@pytest.fixture(scope="module", params=["light", "dark", "forced"])
def visitor(request, chromium, server, photo_file):
    """Somebody with a photo, in one theme, or in forced colours."""
    chosen = Browser(chromium, server)
    chosen.wear(request.param)
    chosen.upload(photo_file)
    return chosen


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_no_grave_fault(visitor, page):
    visitor.press(page)
    visitor.find("h1")
    assert visitor.faults() == []
