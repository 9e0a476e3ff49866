"""Names from outside are shown as they are: the page draws nothing of what they say."""

import json

import pytest
from pictures import encoded
from skimage import data

from studio.recipe.recipe import Recipe

HOSTILE = (
    "<img src=x onerror=alert(1)> $x$ :red[r] :smile: `code` **bold** _slant_ ~~gone~~ "
    "http://evil.example www.evil.example [x](javascript:alert(1)) ![x](data:image/png;base64,a) "
    ":material/home: a@evil.example #"
)
NAME = HOSTILE.replace("/", ":")  # no file's name has a slash
# What Markdown would have made of it: pictures, links, formulas, colours, emphasis, code, icons.
DRAWN = """
const drawn = "img, a, .katex, strong, em, del, code, script, [class*=icon i]";
return [...document.querySelectorAll(drawn)]
  .map((e) => [e.className, e.getAttribute("href"), e.getAttribute("src"),
    e.children.length ? "" : e.textContent].join(" "))
  .filter((text) => /evil|alert|katex| (x|bold|slant|gone|code|home) *$/.test(text));"""
COLORED = "return document.querySelectorAll('[class*=stMarkdownColored]').length"
PAGES = ["Home", "Auto Colorize", "Segment", "Hint Canvas", "Batch", "Evaluate", "Film", "Compare"]


@pytest.fixture
def named(browser, tmp_path):
    """The studio with a photo of a hostile name, and a recipe of one on the sheet of Compare."""
    photo, recipe = tmp_path / f"{NAME}.png", tmp_path / "recipe.json"
    photo.write_bytes(encoded(data.camera(), "PNG"))
    browser.upload(photo)
    recipe.write_text(Recipe(model="compact", vividness=0.3).to_json(name=HOSTILE[:100], photo=""))
    browser.press("Compare")
    browser.press("Compare saved recipes")
    browser.upload(recipe)
    return browser


def drawn(browser) -> list[str]:
    assert browser.driver.execute_script(COLORED) == 0
    return browser.driver.execute_script(DRAWN)


def test_a_name_draws_nothing_on_any_page(named):
    for page in reversed(PAGES):
        named.press(page)
        assert named.sees(
            "<img src=x" if page in ("Home", "Auto Colorize", "Segment", "Hint Canvas") else "<img"
        )
        assert drawn(named) == []


def test_an_error_draws_nothing_of_the_file_it_quotes(browser, tmp_path):
    hints = tmp_path / "hints.json"
    hints.write_text(json.dumps({"points": [], "strokes": [], HOSTILE: 1}))
    browser.upload(hints)
    browser.press("Details")
    assert browser.sees("Found")
    assert drawn(browser) == []
