import json
from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from studio.photo.color import hex_to_ab
from studio.recipe import hint_edits
from studio.recipe.hints import Hints, Point, Stroke
from studio.recipe.recipe import Recipe
from studio.ui import session
from studio.ui.hint_canvas import at_hand, pen, table
from studio.ui.hint_canvas.canvas import take

PAGE = "pages/3_Hint_Canvas.py"
RED, BLUE = Point(0.25, 0.5, "#b03a2e", 0.125), Point(0.5, 0.75, "#2e86c1", 0.0625)
LINE = Stroke(((0.1, 0.2), (0.3, 0.4), (0.5, 0.4)), "#27ae60", 0.03125)
HINTS = Hints((RED, BLUE), (LINE,))
SIDES = (400, 400)  # of the canvas


@pytest.fixture
def canvas(app, upload, photo) -> AppTest:
    """A session with a photo of 512 x 512 pixels, on the hint canvas."""
    return upload(app, photo).switch_page(PAGE).run()


@pytest.fixture
def hinted(canvas) -> AppTest:
    """The same with three hints, from a recipe that was opened."""
    return open_recipe(canvas, Recipe(hints=HINTS).to_json())


def open_recipe(app, content, name="recipe.json"):
    widget = next(widget for widget in app.file_uploader if widget.key.startswith("recipe-"))
    data = content if isinstance(content, bytes) else content.encode()
    return widget.set_value((name, data, "application/json")).run()


def press(app, label):
    return next(button for button in app.button if button.label == label).click().run()


def hints(app):
    return app.session_state[session.HISTORY].present.hints


def result(app):
    """The address of the result, which Streamlit makes of its content."""
    (image,) = app.main.image
    return image.value[0]


def test_a_photo_without_hints_is_coloured_all_the_same(canvas):
    assert result(canvas)
    assert not canvas.dataframe


def test_facts_tell_resolution_gray_levels_and_hints(hinted):
    told = " ".join(caption.value for caption in hinted.caption)
    assert "512 × 512 pixels" in told  # noqa: RUF001
    assert "gray levels" in told
    assert "3 hints" in told


def test_hints_of_an_opened_recipe_are_in_the_table_in_pixels(hinted):
    table = hinted.dataframe[0].value
    assert list(table["hint"]) == ["Stroke 1", "Point 1", "Point 2"]
    assert list(table["x"]) == pytest.approx([0.3 * 512, 128, 256])
    assert list(table["y"]) == pytest.approx([0.4 * 512, 256, 384])
    assert list(table["size"]) == pytest.approx([16, 64, 32])
    assert list(table["color"]) == [LINE.color, RED.color, BLUE.color]


def test_hints_change_the_result(canvas):
    before = result(canvas)
    assert result(open_recipe(canvas, Recipe(hints=HINTS).to_json())) != before


def test_undo_and_redo_go_back_and_forth(hinted):
    with_hints = result(hinted)
    press(hinted, "Undo")
    assert not hints(hinted)
    assert result(hinted) != with_hints
    press(hinted, "Redo")
    assert hints(hinted) == HINTS
    assert result(hinted) == with_hints


@pytest.mark.parametrize("label", ["Clear", "Reset"])
def test_all_hints_can_be_removed_and_had_back(hinted, label):
    press(hinted, label)
    assert not hints(hinted)
    press(hinted, "Undo")
    assert hints(hinted) == HINTS


def test_the_hint_at_hand_is_removed(hinted):
    hinted.selectbox(key="hint").set_value("point 1").run()
    press(hinted, "Delete")
    assert hints(hinted) == Hints((BLUE,), (LINE,))


def test_the_hint_at_hand_is_recoloured_by_its_picker(hinted, labelled):
    hinted.selectbox(key="hint").set_value("point 1").run()
    labelled(hinted.color_picker, "Its colour").set_value("#010203").run()
    assert [point.color for point in hints(hinted).points] == ["#010203", BLUE.color]


def test_a_suggestion_recolours_the_hint_at_hand_and_becomes_recent(hinted):
    before = hints(hinted).points[-1]
    swatches = hinted.pills(key="suggested")
    assert 1 < len(swatches.options) <= 9
    color = swatches.options[0][2:9]  # of "![#rrggbb](address)"
    swatches.set_value(color).run()
    assert hints(hinted).points[-1] == replace(before, color=color)
    assert color in hinted.pills(key="recent").options[0]


def test_a_point_is_added_in_the_middle_and_at_hand(hinted, labelled):
    press(hinted, "Add a point in the middle")
    assert len(hints(hinted)) == 4
    assert (hints(hinted).points[-1].x, hints(hinted).points[-1].y) == (0.5, 0.5)
    assert labelled(hinted.selectbox, "Hint").value == "point 3"


def test_hints_and_pen_survive_a_change_of_page(hinted):
    hinted.color_picker(key="color").set_value("#010203").run()
    hinted.slider(key="size").set_value(40).run()
    seen = result(hinted)
    hinted.switch_page("Home.py").run()
    hinted.switch_page(PAGE).run()
    assert result(hinted) == seen
    assert hinted.color_picker(key="color").value == "#010203"
    assert hinted.slider(key="size").value == 40


def test_a_model_that_takes_no_hints_is_stood_in_for_in_a_sentence(canvas):
    open_recipe(canvas, Recipe("zhang2016", hints=HINTS).to_json())
    assert result(canvas)
    assert [c for c in canvas.caption if "takes no hints: this page colours with" in c.value]


def test_only_models_that_take_hints_are_offered(canvas):
    offered = canvas.selectbox(key="model").options
    assert len(offered) == 2
    canvas.selectbox(key="model").set_value("levin2004").run()


@pytest.mark.parametrize("model", ["compact", "levin2004"])
def test_where_next_is_shown_and_explained(canvas, model):
    canvas.selectbox(key="model").set_value(model).run()
    next(toggle for toggle in canvas.toggle if toggle.label == "Where next").set_value(True).run()
    assert [c for c in canvas.caption if "the best spots for the next hints" in c.value]


def test_a_colour_out_of_reach_is_told(canvas):
    yellow = Hints(tuple(Point(x / 9, 0.5, "#ffff00", 0.02) for x in range(10)))
    open_recipe(canvas, Recipe(hints=yellow).to_json())
    told = [c.value for c in canvas.caption if "cannot be shown at this lightness" in c.value]
    assert told
    assert all("#ffff00" in text for text in told)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"\x00\xff", "a file without a recipe"),
        (b"\x89PNG\r\n\x1a\n", "a file without a recipe"),
        ("[]", "text that is not a JSON object"),
        ('{"version": 1, "hints": {"points": [{}]}}', "point 1"),
        (json.dumps({"version": 1, "model": "![x](http://example.org)"}), "the model name"),
    ],
)
def test_a_recipe_that_cannot_be_read_is_explained_and_changes_nothing(hinted, content, found):
    open_recipe(hinted, content)
    assert found in hinted.error[0].value
    assert "![" not in hinted.error[0].value
    assert hints(hinted) == HINTS


def gesture(act, hints, data, **pen_fields):
    """Run one callback of the page, as Streamlit does when the browser reports."""
    from dataclasses import replace

    import streamlit as st

    from studio.recipe.history import History
    from studio.recipe.recipe import Recipe
    from studio.ui import page, session
    from studio.ui.hint_canvas import pen

    session.open_photo(data, "photo.png")
    st.session_state[session.HISTORY] = History(Recipe(hints=hints))
    st.session_state[pen.PEN] = replace(pen.Pen(), **pen_fields)
    act()
    page.show_remembered_error()


def after(act, photo, **pen_fields):
    kwargs = {"act": act, "hints": HINTS, "data": photo, **pen_fields}
    app = AppTest.from_function(gesture, kwargs=kwargs, default_timeout=30).run()
    assert not app.exception
    return app


def drawn(hint):
    """What the canvas reports after one more click or line."""
    if isinstance(hint, Point):
        return replace(HINTS, points=(*HINTS.points, hint))
    return replace(HINTS, strokes=(*HINTS.strokes, hint))


@pytest.mark.parametrize("hint", [Point(0.1, 0.9, "#ffffff", 0.02), replace(LINE, color="#ffffff")])
@pytest.mark.parametrize("tool", [pen.POINT, pen.BRUSH])
def test_what_was_drawn_becomes_a_hint_and_its_colour_recent(photo, hint, tool):
    app = after(lambda: take(drawn(hint), SIDES), photo, tool=tool)
    assert hints(app) == drawn(hint)
    assert app.session_state[pen.PEN].recent == ("#ffffff",)
    assert hint_edits.find(hints(app), app.session_state[at_hand.SELECTED]) == hint


def test_move_drags_the_hint_under_its_start(photo):
    drag = Stroke(((RED.x, RED.y), (0.3, 0.5), (RED.x + 0.125, RED.y + 0.25)), "#808080", 0.01)
    app = after(lambda: take(drawn(drag), SIDES), photo, tool=pen.MOVE)
    moved = replace(RED, x=RED.x + 0.125, y=RED.y + 0.25)
    assert hints(app) == replace(HINTS, points=(moved, BLUE))


def test_move_far_from_any_hint_moves_none(photo):
    drag = Stroke(((0.9, 0.1), (0.5, 0.5)), "#808080", 0.01)
    app = after(lambda: take(drawn(drag), SIDES), photo, tool=pen.MOVE)
    assert hints(app) == HINTS


def test_pick_takes_the_colour_that_the_result_has_there(photo):
    click = Point(RED.x, RED.y, "#808080", 0.01)
    app = after(lambda: take(drawn(click), SIDES), photo, tool=pen.PICK)
    assert hints(app) == HINTS
    found, asked = hex_to_ab(app.session_state[pen.PEN].color), hex_to_ab(RED.color)
    angle = np.degrees(np.arctan2(*found[::-1]) - np.arctan2(*asked[::-1]))
    assert abs(angle) < 10  # the hint's hue; its chroma only as far as the lightness allows
    assert np.hypot(*found) > 5


def test_a_wrong_cell_is_explained_and_changes_nothing(photo):
    edits = {1: {"color": "#ffffff"}, 2: {"x": 9_999}}
    app = after(lambda: table.take(edits, 512, 512), photo)
    (error,) = app.error
    assert error.value == "Found point 2, x: 9999, expected 0 to 512 pixels: correct it."
    assert hints(app) == HINTS


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"color": "#FFFFFF"}, replace(RED, color="#ffffff")),
        ({"x": 256, "size": 32}, replace(RED, x=0.5, size=0.0625)),
    ],
)
def test_a_cell_changes_its_hint_alone(photo, cells, expected):
    app = after(lambda: table.take({1: cells}, 512, 512), photo)
    assert not app.error
    assert hints(app) == replace(HINTS, points=(expected, BLUE))


def recipe_for(photo):
    return Recipe(hints=HINTS).to_json(name="Sunday", photo=photo)


def test_a_recipe_of_another_photo_says_so(canvas):
    note = " ".join(x.value for x in open_recipe(canvas, recipe_for("ab" * 32)).caption)
    assert "made for another photo" in note


def test_a_recipe_of_this_photo_says_nothing(canvas):
    sha256 = canvas.session_state[session.UPLOAD].sha256
    note = " ".join(x.value for x in open_recipe(canvas, recipe_for(sha256)).caption)
    assert "made for another photo" not in note


def test_a_recipe_keeps_its_name(canvas):
    opened = open_recipe(canvas, recipe_for(""))
    assert [x.value for x in opened.text_input if x.label == "Recipe name"] == ["Sunday"]
