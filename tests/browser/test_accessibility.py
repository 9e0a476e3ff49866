"""Every page can be used by those who see, hear or move otherwise, as far as axe-core tells."""

from importlib.resources import files

import pytest
from browser.chromium import Browser

PAGES = ["Home", "Auto Colorize", "Segment", "Hint Canvas", "Compare", "Evaluate", "Batch"]
GRAVE = "serious", "critical"
RUN = "const done = arguments[0]; axe.run({resultTypes: ['violations']}).then(done);"


@pytest.fixture(scope="module", params=["light", "dark"])
def visitor(request, chromium, server, photo_file):
    """Somebody with a photo, in one theme."""
    chosen = Browser(chromium, server)
    scheme = {"name": "prefers-color-scheme", "value": request.param}
    chosen.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    chosen.upload(photo_file)
    return chosen


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_no_grave_fault(visitor, page):
    visitor.press(page)
    visitor.find("h1")
    visitor.settle()
    axe = files("axe_core_python") / "axe.min.js"
    visitor.driver.execute_script(axe.read_text(encoding="utf-8"))
    found = visitor.driver.execute_async_script(RUN)["violations"]
    grave = [fault for fault in found if fault["impact"] in GRAVE]
    assert [(fault["id"], [node["html"][:120] for node in fault["nodes"]]) for fault in grave] == []
