"""A recipe leaves the browser and comes back: as a file, and inside a picture."""

from types import SimpleNamespace

import numpy as np
import pytest
from browser.chromium import Browser, pixels
from commands import invoke

from studio.recipe.hints import Hints, Point
from studio.recipe.recipe import Recipe, load
from studio.recipe.regions import Foreground, RegionEdit, Regions, Tint

HINTS = Hints(
    points=(
        Point(x=0.4, y=0.3, color="#2e86c1", size=0.02),
        Point(x=0.6, y=0.7, color="#7a8f3c", size=0.03),
    )
)
REGIONS = Regions((RegionEdit(where=Foreground("people-compact"), what=Tint("#b03a2e")),))
RECIPE = Recipe(vividness=0.3, hints=HINTS, regions=REGIONS)


@pytest.fixture(scope="module")
def journey(chromium, server, photo_file, tmp_path_factory) -> SimpleNamespace:
    """Open a recipe on a photo, download both, and drop the picture on a new browser's Home."""
    folder = tmp_path_factory.mktemp("recipes")
    (folder / "recipe.json").write_text(RECIPE.to_json())
    first = Browser(chromium, server)
    first.upload(photo_file)
    first.press("Open a recipe")
    first.upload(folder / "recipe.json")
    exported = first.download("Download PNG")
    rendered = folder / "rendered.png"
    done = invoke("render", folder / "recipe.json", photo_file, "-o", rendered)
    assert done.exit_code == 0, done.output
    second = Browser(chromium, server)
    second.upload(exported)
    assert second.sees("Opened with the recipe it was made with")
    reopened = load(second.download("Download recipe").read_text()).recipe
    return SimpleNamespace(exported=exported, rendered=rendered, reopened=reopened)


def test_the_command_renders_what_the_page_exports(journey):
    rendered, exported = journey.rendered.read_bytes(), journey.exported.read_bytes()
    assert np.array_equal(pixels(rendered), pixels(exported))


def test_an_exported_picture_reopens_with_its_recipe(journey):
    assert journey.reopened == RECIPE
