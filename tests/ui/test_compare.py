import re

import pytest
from sessions import keep, kept
from streamlit.testing.v1 import AppTest

from studio.photo.photo import read
from studio.recipe.hints import Hints, Point
from studio.recipe.history import History
from studio.recipe.recipe import STYLES, Recipe
from studio.rendering.render import render
from studio.ui.compare import pair
from studio.ui.work import cache, session

pytestmark = pytest.mark.slow

PAGE = "pages/4_Compare.py"
HINTED = Recipe(model="compact", hints=Hints((Point(x=0.5, y=0.5, color="#b03a2e", size=0.1),)))
TITLES = [f"Compact, {style}" for style in STYLES]


@pytest.fixture
def sheet(app, upload, photo) -> AppTest:
    """A session with a photo, on the page Compare; only the model that ships is ready."""
    return upload(app, photo).switch_page(PAGE).run()


@pytest.fixture
def hinted(app, upload, photo) -> AppTest:
    """The same with a hint in the recipe at hand."""
    keep(upload(app, photo), session.HISTORY, History(HINTED))
    return app.switch_page(PAGE).run()


def tile(app, title):
    """The button of a tile."""
    return next(button for button in tiles(app) if named(button) == title)


def tiles(app):
    return [button for button in app.button if (button.key or "").startswith("pick-")]


def named(button):
    return re.sub(r"^(\*\*[A-D]\*\* )*", "", button.label).removesuffix(" (at hand)")


def ticked(app):
    """What is A, what is B, and so on."""
    found = {button.label[2]: named(button) for button in tiles(app) if button.label[:2] == "**"}
    return [title for _, title in sorted(found.items())]


def titles(shown):
    """What the pictures are called that are compared."""
    return [side["title"] for side in shown["sides"]]


def at_hand(app):
    return kept(app, session.HISTORY).present


def add(app, content, name="mine.json"):
    return app.file_uploader[0].set_value((name, content, "application/json")).run()


def test_one_model_is_shown_in_every_style(sheet):
    assert not sheet.error
    titles = [named(button) for button in tiles(sheet)]
    assert titles[: 1 + len(TITLES)] == ["Original", *TITLES]
    assert len(sheet.main.image) == len(titles)


def test_the_recipe_at_hand_is_marked(sheet):
    (marked,) = [button for button in tiles(sheet) if "(at hand)" in button.label]
    assert named(marked) == "Compact, Natural"


def test_other_answers_of_the_model_can_be_taken(sheet):
    tile(sheet, "Another answer, 1").click().run()
    sheet.button(key="use-A").click().run()
    assert at_hand(sheet).hints
    assert not any("Another answer" in named(button) for button in tiles(sheet))


def test_two_are_compared_before_anything_is_picked(sheet, compared):
    shown = compared(sheet)
    assert titles(shown) == [f"A: {TITLES[0]}", f"B: {TITLES[1]}"]
    assert ticked(sheet) == TITLES[:2]


def test_one_press_is_for_a_and_the_next_for_b(sheet, compared):
    tile(sheet, TITLES[2]).click().run()
    assert ticked(sheet) == [TITLES[2], TITLES[1]]
    tile(sheet, "Original").click().run()
    shown = compared(sheet)
    assert titles(shown) == [f"A: {TITLES[2]}", "B: Original"]
    assert not sheet.error


def test_one_of_the_two_pressed_again_changes_their_places(sheet):
    tile(sheet, TITLES[1]).click().run()
    assert ticked(sheet) == [TITLES[1], TITLES[0]]


def test_four_are_compared_where_that_is_asked_for(sheet, compared):
    sheet.segmented_control(key="count").set_value(4).run()
    assert ticked(sheet) == TITLES[:4]
    assert [title[:3] for title in titles(compared(sheet))] == ["A: ", "B: ", "C: ", "D: "]
    tile(sheet, TITLES[3]).click().run()
    assert ticked(sheet) == [TITLES[3], TITLES[1], TITLES[2], TITLES[0]]
    sheet.segmented_control(key="count").set_value(2).run()
    assert ticked(sheet) == [TITLES[3], TITLES[1]]
    assert not sheet.exception


def test_both_can_be_downloaded(sheet):
    labels = [button.label for button in sheet.get("download_button")]
    assert labels.count("Download PNG") == 2


def test_the_difference_has_a_scale_and_figures(sheet, compared, photo):
    original, registry = read(photo, "photo.png"), cache.registry()
    assert compared(sheet)["difference"]["end"] in (5, 10, 20, 40, 80)
    pictures = [render(original, STYLES[s], registry).rgb for s in ("Natural", "Vivid")]
    mean = pair.compare(*pictures).mean
    assert [c for c in sheet.caption if f"On average the two differ by {mean:.1f}," in c.value]


def test_use_this_one_makes_it_the_recipe_with_a_way_back(sheet):
    before = at_hand(sheet)
    next(button for button in sheet.button if button.label == "Use this one").click().run()
    assert at_hand(sheet) == Recipe(
        model="compact", vividness=STYLES["Vivid"].vividness, strength=STYLES["Vivid"].strength
    )
    assert kept(sheet, session.HISTORY).undo().present == before
    assert ticked(sheet) == TITLES[:2]
    assert tile(sheet, "Compact, Vivid").label.endswith("(at hand)")


def test_numbers_of_one_s_own_come_first(app, upload, photo):
    keep(upload(app, photo), session.HISTORY, History(Recipe(vividness=0.9)))
    app.switch_page(PAGE).run()
    assert [button.label for button in tiles(app)][1] == "**A** Own numbers (at hand)"


def test_hints_are_shown_with_and_without(hinted):
    titles = [named(button) for button in tiles(hinted)]
    hinted_titles = [title for title in titles if "hints" in title]
    assert [title for title in titles if title in TITLES] == TITLES
    assert len(hinted_titles) == 2 * len(STYLES)  # Compact and the optimization


def test_a_saved_recipe_joins_the_sheet_and_stays(sheet):
    before = len(tiles(sheet))
    add(sheet, Recipe(model="compact", vividness=0.5, strength=0.5).to_json().encode())
    assert tiles(sheet)[-1].label == "mine.json"
    sheet.switch_page("Home.py").run()
    sheet.switch_page(PAGE).run()
    assert tiles(sheet)[-1].label == "mine.json"
    next(b for b in sheet.button if b.label == "Remove them from the sheet").click().run()
    assert len(tiles(sheet)) == before


@pytest.mark.parametrize(
    ("content", "found"),
    [(b"\x00\xff", "text that is not JSON"), (Recipe(model="nobody").to_json().encode(), "nobody")],
)
def test_a_file_without_a_usable_recipe_is_explained(sheet, details, content, found):
    before = len(tiles(sheet))
    add(sheet, content)
    assert sheet.error
    assert found in details(sheet)[0]
    assert len(tiles(sheet)) == before


def test_a_recipe_whose_model_is_missing_is_explained_in_its_tile(sheet, compared):
    add(sheet, Recipe(model="zhang2016").to_json().encode())
    assert "not installed" in sheet.error[0].value
    assert compared(sheet)


def test_a_recipe_goes_by_the_name_it_was_saved_with(sheet):
    add(sheet, Recipe(vividness=0.7).to_json(name="Dusk").encode())
    assert tiles(sheet)[-1].label == "Dusk"


@pytest.mark.parametrize("saved", [True, False])
def test_a_hostile_name_is_never_markup(sheet, saved):
    name = "![x](http://example.org/x.png)"
    add(sheet, Recipe(vividness=0.7).to_json(name=name if saved else "").encode(), f"{name}.json")
    assert r"!\[x\](" in tiles(sheet)[-1].label


def test_origins_of_a_recipe_without_hints_are_the_model_s(sheet):
    next(t for t in sheet.toggle if "what set each colour" in t.label).set_value(True).run()
    (legend,) = sheet.main.get("html")
    assert "the model 100%" in legend.proto.body


def test_origins_tell_the_share_of_the_hints(hinted):
    next(t for t in hinted.toggle if "what set each colour" in t.label).set_value(True).run()
    (legend,) = hinted.main.get("html")
    assert "a hint" in legend.proto.body


def test_the_recipe_at_hand_can_be_saved(sheet):
    assert "Download recipe" in [button.label for button in sheet.download_button]
