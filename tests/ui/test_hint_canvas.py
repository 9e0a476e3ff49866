import json
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from pictures import encoded
from sessions import keep, kept
from skimage import data
from skimage.color import deltaE_ciede2000
from streamlit.testing.v1 import AppTest

from studio.color import names
from studio.color.lab import hex_to_ab, rgb_to_lab
from studio.color.srgb import hex_to_rgb
from studio.recipe.hints import BEST, LEVELS, PHOTO, THING, Hints, Point, Stroke
from studio.recipe.recipe import Recipe
from studio.recipe.regions import Colorize, Drawn, Keep, RegionEdit, Regions, Tint
from studio.ui.hint_canvas import freehand, pen, selection, table
from studio.ui.widgets.events import (
    Choose,
    Delete,
    Extend,
    Hold,
    Lay,
    Move,
    Open,
    Paint,
    Pick,
    Press,
    Resize,
    Select,
    Try,
)
from studio.ui.work import session
from studio.works.upload import Upload

PAGE = "pages/3_Hint_Canvas.py"
RED, BLUE = (
    Point(x=0.25, y=0.5, color="#b03a2e", size=0.125),
    Point(x=0.5, y=0.75, color="#2e86c1", size=0.0625),
)
LINE = Stroke(((0.1, 0.2), (0.3, 0.4), (0.5, 0.4)), "#27ae60", 0.03125)
HINTS = Hints((RED, BLUE), (LINE,))


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
    return kept(app, session.HISTORY).present.hints


def told(app):
    """What the browser is told of the photo in hand."""
    (component,) = [c for c in app.get("bidi_component") if "picture" in c.proto.component_name]
    return json.loads(component.proto.json)


def result(app):
    """The result, as a data address."""
    return told(app)["result"]["picture"]


def test_a_photo_without_hints_is_coloured_all_the_same(canvas):
    assert result(canvas)
    assert not canvas.dataframe


@pytest.mark.slow
def test_several_answers_for_an_area_are_shown_and_one_taken(hinted):
    next(t for t in hinted.toggle if t.label == "Several answers for this area").set_value(
        True
    ).run()
    takes = [button.label for button in hinted.button if button.label.startswith("Take ")]
    assert 1 <= len(takes) <= 4
    press(hinted, takes[-1])
    assert hints(hinted).strokes == HINTS.strokes
    assert hints(hinted).points[0] == RED
    assert (hints(hinted).points[1].x, hints(hinted).points[1].y) == (BLUE.x, BLUE.y)


@pytest.mark.slow
def test_an_answer_goes_as_far_as_the_hint_that_it_answers(canvas):
    asked = replace(BLUE, within=THING, level="part", layer=1)
    hinted = open_recipe(canvas, Recipe(hints=Hints((RED, asked))).to_json())
    next(t for t in hinted.toggle if t.label == "Several answers for this area").set_value(
        True
    ).run()
    press(hinted, "Take 1")
    made = hints(hinted).points[1]
    assert (made.within, made.level, made.layer) == (THING, "part", 1)


def test_facts_tell_resolution_and_hints(hinted):
    told = " ".join(caption.value for caption in hinted.caption)
    assert "512 × 512 pixels" in told  # noqa: RUF001
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


@pytest.mark.parametrize("label", ["Clear", "Reset"])
def test_all_hints_can_be_removed(hinted, label):
    press(hinted, label)
    assert not hints(hinted)
    assert told(hinted)["marks"] == []


def test_every_hint_is_marked_by_its_name_and_that_of_its_colour(hinted):
    titles = [mark["title"] for mark in told(hinted)["marks"]]
    assert titles == ["Stroke 1, emerald", "Point 1, red", "Point 2, steel blue"]


@pytest.mark.slow
def test_a_point_is_added_in_the_middle_and_at_hand(hinted):
    press(hinted, "Add a point in the middle")
    assert len(hints(hinted)) == 4
    assert (hints(hinted).points[-1].x, hints(hinted).points[-1].y) == (0.5, 0.5)
    assert told(hinted)["selected"] == "point 3"


def test_hints_survive_a_change_of_page(hinted):
    seen = result(hinted)
    hinted.switch_page("Home.py").run()
    hinted.switch_page(PAGE).run()
    assert result(hinted) == seen


def test_a_model_that_takes_no_hints_is_stood_in_for_in_a_sentence(canvas):
    open_recipe(canvas, Recipe(model="zhang2016", hints=HINTS).to_json())
    assert result(canvas)
    assert [c for c in canvas.caption if "takes no hints: this page colours with" in c.value]


def test_only_models_that_take_hints_are_offered(canvas):
    offered = canvas.selectbox(key="model").options
    assert len(offered) == 2
    canvas.selectbox(key="model").set_value("levin2004").run()


@pytest.mark.slow
def test_a_colour_out_of_reach_is_told(canvas):
    yellow = Hints(tuple(Point(x=x / 9, y=0.5, color="#ffff00", size=0.02) for x in range(10)))
    open_recipe(canvas, Recipe(hints=yellow).to_json())
    told = [c.value for c in canvas.caption if "cannot be shown at this lightness" in c.value]
    assert told
    assert all("#ffff00" in text for text in told)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"\x00\xff", "text that is not JSON"),
        (b"\x89PNG\r\n\x1a\n", "a file without a recipe"),
        ("[]", "text that is not a JSON object"),
        ('{"version": 1, "hints": {"points": [{}]}}', "point 1"),
        (json.dumps({"version": 1, "model": "![x](http://example.org)"}), "the model name"),
    ],
)
def test_a_recipe_that_cannot_be_read_is_explained_and_changes_nothing(
    hinted, details, content, found
):
    open_recipe(hinted, content)
    assert found in details(hinted)[0]
    assert "![" not in hinted.error[0].value + details(hinted)[0]
    assert hints(hinted) == HINTS


def gesture(act, hints, data, **pen_fields):
    """Run one callback of the page, as Streamlit does when the browser reports."""
    from dataclasses import replace

    from studio.recipe.history import History
    from studio.recipe.recipe import Recipe
    from studio.ui.hint_canvas import pen
    from studio.ui.widgets import alerts
    from studio.ui.work import session
    from studio.works.upload import Upload

    session.open_photo(Upload("photo.png", data), b"")
    session.HISTORY.set(History(Recipe(hints=hints)))
    pen.PEN.set(replace(pen.Pen(), **pen_fields))
    act()
    alerts.show_remembered_error()


def after(act, photo, **pen_fields):
    kwargs = {"act": act, "hints": HINTS, "data": photo, **pen_fields}
    app = AppTest.from_function(gesture, kwargs=kwargs, default_timeout=30).run()
    assert not app.exception
    return app


def acted(*events):
    """Do what the browser tells."""
    from studio.ui.hint_canvas.hint_picture import take
    from studio.ui.widgets import alerts

    with alerts.remember_error():
        for event in events:
            take(event)


def test_a_spot_that_was_clicked_changes_nothing_until_a_colour_is_chosen(photo):
    app = after(lambda: acted(Open("open", 0.1, 0.9, 0.02), Try("try", "#ffffff")), photo)
    assert hints(app) == HINTS


def test_the_colour_chosen_is_that_of_the_spot_and_recent(photo):
    events = Open("open", 0.1, 0.9, 0.02), Try("try", "#ff0000"), Choose("choose", "#FFFFFF")
    app = after(lambda: acted(*events), photo)
    point = Point(x=0.1, y=0.9, color="#ffffff", size=0.02, within=THING)
    assert hints(app) == replace(HINTS, points=(*HINTS.points, point))
    assert kept(app, pen.PEN).recent == ("#ffffff",)
    assert kept(app, selection.SELECTED) == "point 3"


@pytest.mark.slow
def test_colours_of_another_picture_are_offered_at_a_spot(canvas, photo):
    uploader = next(u for u in canvas.file_uploader if u.key == "palette-file")
    uploader.set_value(("other.png", encoded(data.astronaut(), "PNG"), "image/png")).run()
    opened = kept(canvas, session.OPENED)
    keep(canvas, selection.SPOT, selection.Spot(0.1, 0.9, opened=opened))
    offered = {c["heading"]: c["colors"] for c in told(canvas.run())["spot"]["choices"]}
    colors = [choice["color"] for choice in offered["Of your picture"]]
    assert colors == list(kept(canvas, pen.PEN).palette[: len(colors)])
    assert len(colors) > 2


def offered(spots, data):
    """Show what the popover of each spot of a photo offers."""
    import streamlit as st

    from studio.ui.hint_canvas import selection, spot_popover
    from studio.ui.work import cache, session
    from studio.works.upload import Upload

    upload = Upload("photo.png", data)
    session.open_photo(upload, b"")
    for spot in spots:
        selection.open_spot(*spot)
        choices = spot_popover.describe(cache.open_photo(upload)).choices
        st.json({each.heading: {s.color: s.name for s in each.colors} for each in choices})


@pytest.mark.slow
def test_names_in_20_popovers_are_true_and_skin_is_offered_on_people_alone():
    face, hair, flag = (0.44, 0.22), (0.5, 0.1), (0.05, 0.3)
    spots = [face, hair, flag, *np.random.default_rng(0).random((17, 2)).tolist()]
    portrait = encoded(data.astronaut(), "PNG")
    app = AppTest.from_function(offered, args=(spots, portrait), default_timeout=60).run()
    popovers = [json.loads(shown.value) for shown in app.json]
    assert len(popovers) == 20
    swatches = [item for each in popovers for named in each.values() for item in named.items()]
    asked = hex_to_rgb(*(names.NAMES[name] for _, name in swatches if name))
    shown = hex_to_rgb(*(color for color, name in swatches if name))
    assert deltaE_ciede2000(rgb_to_lab(asked), rgb_to_lab(shown)).max() < 12
    assert all(popover["Plain"][names.NAMES["navy"]] == "navy" for popover in popovers)
    assert ["Skin" in popover for popover in popovers[:3]] == [True, True, False]


def test_a_spot_that_is_left_gets_no_colour(photo):
    events = Open("open", 0.1, 0.9, 0.02), Press("close"), Choose("choose", "#ffffff")
    assert hints(after(lambda: acted(*events), photo)) == HINTS


def test_a_spot_of_one_photo_is_none_of_the_next(photo):
    def reopened():
        acted(Open("open", 0.1, 0.9, 0.02))
        session.open_photo(Upload("again.png", photo), b"")
        acted(Choose("choose", "#ffffff"))

    assert not hints(after(reopened, photo))


def test_a_hint_that_was_clicked_is_recoloured(photo):
    app = after(lambda: acted(Select("select", "point 1"), Choose("choose", "#010203")), photo)
    assert hints(app) == replace(HINTS, points=(replace(RED, color="#010203"), BLUE))


SIZED = Resize("size", 0.5)


@pytest.mark.parametrize(
    "events",
    [(Select("select", "point 2"), SIZED), (SIZED,), (Delete("delete", "stroke 1"), SIZED)],
)
def test_the_hint_at_hand_is_resized_be_it_open_or_only_selected_and_the_brush_is_not(
    photo, events
):
    app = after(lambda: acted(*events), photo)
    assert hints(app).points == (RED, replace(BLUE, size=0.5))
    assert kept(app, pen.BRUSH)[1] is None


def test_with_the_brush_it_is_the_brush_that_is_resized_for_this_photo_alone(photo):
    def sized():
        acted(Hold("hold", "brush"), SIZED)
        assert pen.brush() == 0.5
        session.open_photo(Upload("again.png", photo), b"")
        assert pen.brush() is None

    after(sized, photo)


def test_a_spot_is_resized_before_it_has_a_colour_and_the_next_one_is_as_large_as_ever(photo):
    assert newest(photo, AT, SIZED, CHOSEN).size == 0.5
    assert newest(photo, AT, SIZED, CHOSEN, Open("open", 0.5, 0.5, 0.02), CHOSEN).size == 0.02


def test_a_painted_stroke_has_the_pen_s_colour_and_size(photo):
    path = ((0.1, 0.2), (0.4, 0.2))
    event = Paint("paint", path, 0.02, erases=False)
    app = after(lambda: acted(event), photo, color="#ffffff")
    assert hints(app).strokes == (LINE, Stroke(path, "#ffffff", 0.02, THING))
    assert kept(app, selection.SELECTED) == "stroke 2"


AT, CHOSEN = Open("open", 0.1, 0.9, 0.02), Choose("choose", "#ffffff")
LEVEL, EVERYWHERE, HERE = Press("level"), Extend("extend", PHOTO), Extend("extend", THING)
GIVEN = AT, CHOSEN, Select("select", "point 3")


def newest(photo, *events):
    """Return the hint that was made last."""
    return hints(after(lambda: acted(*events), photo)).points[-1]


def test_a_new_hint_stays_in_the_thing_under_it(photo):
    made = newest(photo, AT, CHOSEN)
    assert (made.within, made.level) == (THING, BEST)


@pytest.mark.parametrize("events", [(AT, EVERYWHERE, CHOSEN), (*GIVEN, EVERYWHERE)])
def test_everywhere_lets_a_hint_go_over_the_photo_before_its_colour_and_after(photo, events):
    assert newest(photo, *events).within == PHOTO


def test_how_far_new_hints_go_is_kept_and_had_back(photo):
    everywhere = AT, EVERYWHERE, CHOSEN
    assert newest(photo, *everywhere, Open("open", 0.5, 0.5, 0.02), CHOSEN).within == PHOTO
    assert newest(photo, *everywhere, Open("open", 0.5, 0.5, 0.02), HERE, CHOSEN).within == THING


def test_everywhere_for_one_hint_says_nothing_of_the_next(photo):
    assert newest(photo, *GIVEN, EVERYWHERE, Open("open", 0.5, 0.5, 0.02), CHOSEN).within == THING


@pytest.mark.parametrize("events", [(AT, LEVEL, CHOSEN), (*GIVEN, LEVEL)])
def test_a_press_of_l_changes_the_level_before_a_colour_and_after(photo, events):
    assert newest(photo, *events).level in LEVELS


def test_presses_of_l_go_on_to_another_level_each_and_around(photo):
    levels = [newest(photo, AT, *[LEVEL] * count, CHOSEN).level for count in (1, 2, 3, 4)]
    assert all(a != b for a, b in pairwise(levels))
    assert len(set(levels)) < len(levels)


def test_a_level_of_one_spot_is_not_that_of_the_next(photo):
    assert newest(photo, AT, LEVEL, Open("open", 0.5, 0.5, 0.02), CHOSEN).level == BEST


def test_a_level_is_of_no_use_where_a_hint_goes_everywhere(photo):
    assert newest(photo, *GIVEN, EVERYWHERE, LEVEL).level == BEST


def test_a_hint_of_an_older_recipe_goes_over_the_photo_until_asked_otherwise(photo):
    recoloured = Select("select", "point 1"), LEVEL, Choose("choose", "#010203")
    app = after(lambda: acted(*recoloured), photo)
    assert hints(app) == replace(HINTS, points=(replace(RED, color="#010203"), BLUE))
    app = after(lambda: acted(Select("select", "point 1"), HERE), photo)
    assert hints(app) == replace(HINTS, points=(replace(RED, within=THING), BLUE))


def test_the_thing_is_outlined_while_its_spot_is_open(canvas):
    assert told(canvas)["chosen"] is None
    opened = kept(canvas, session.OPENED)
    keep(canvas, selection.SPOT, selection.Spot(0.5, 0.5, opened=opened))
    seen = told(canvas.run())
    assert seen["spot"]["within"] == THING
    area = seen["chosen"]
    assert sum(area["runs"]) == area["width"] * area["height"]
    assert len(area["runs"]) > 1
    keep(canvas, pen.PEN, pen.Pen(within=PHOTO))
    assert told(canvas.run())["chosen"] is None


LAYERS = {
    "Dress, tinted, lies over this.": Tint("#c0392b"),
    "Dress, kept as it was, lies over this.": Keep(),
    "": Colorize(),
}


@pytest.mark.slow
@pytest.mark.parametrize("note", LAYERS)
def test_a_layer_that_hides_the_hints_of_a_spot_is_named_there(canvas, note):
    upper = np.indices((8, 8))[0] < 4
    made = RegionEdit(where=Drawn.from_array(upper), what=LAYERS[note], name="dress")
    open_recipe(canvas, Recipe(hints=HINTS, regions=Regions((made,))).to_json())
    opened = kept(canvas, session.OPENED)
    notes = []
    for y in (0.25, 0.75):
        keep(canvas, selection.SPOT, selection.Spot(0.5, y, opened=opened))
        notes.append(told(canvas.run())["spot"]["note"])
    assert notes == [note, ""]


DRESS = RegionEdit(
    where=Drawn.from_array(np.indices((8, 8))[0] < 4), what=Tint("#c0392b"), name="dress"
)
ON_DRESS, OFF_DRESS = Open("open", 0.5, 0.25, 0.02), Open("open", 0.5, 0.75, 0.02)
IN, BENEATH = Lay("lay", "in"), Lay("lay", "beneath")


def layered(photo, *events, layer=DRESS):
    """Return the hint that was made last, over a photo with a layer in its upper half."""

    def first():
        session.change(regions=Regions((layer,)))
        acted(*events)

    return hints(after(first, photo)).points[-1]


@pytest.mark.parametrize(
    ("events", "layer"),
    [
        ((ON_DRESS, CHOSEN), 1),
        ((ON_DRESS, BENEATH, CHOSEN), 0),
        ((ON_DRESS, BENEATH, IN, CHOSEN), 1),
        ((OFF_DRESS, CHOSEN), 0),
        ((ON_DRESS, CHOSEN, Select("select", "point 3"), BENEATH), 0),
        ((ON_DRESS, BENEATH, CHOSEN, Select("select", "point 3"), IN), 1),
        ((ON_DRESS, CHOSEN, Move("move", "point 3", 0, 0.5)), 0),
    ],
)
def test_a_hint_goes_into_the_layer_that_hides_its_spot_or_beneath_it(photo, events, layer):
    assert layered(photo, *events).layer == layer


@pytest.mark.parametrize("layer", [replace(DRESS, what=Colorize()), replace(DRESS, on=False)])
def test_a_hint_lies_beneath_a_layer_that_hides_nothing(photo, layer):
    assert layered(photo, ON_DRESS, CHOSEN, layer=layer).layer == 0


def test_a_stroke_over_a_layer_goes_into_it(photo):
    def first():
        session.change(regions=Regions((DRESS,)))
        acted(Paint("paint", ((0.1, 0.2), (0.4, 0.2)), 0.02, erases=False))

    assert hints(after(first, photo)).strokes[-1].layer == 1


@pytest.mark.slow
def test_the_popover_asks_for_the_layer_and_what_is_clicked_changes(canvas):
    open_recipe(canvas, Recipe(regions=Regions((DRESS,))).to_json())
    opened, before = kept(canvas, session.OPENED), result(canvas)
    seen = {}
    for depth in ("in", "beneath"):
        keep(canvas, selection.SPOT, selection.Spot(0.5, 0.25, opened=opened, depth=depth))
        keep(canvas, selection.TRIED, "#27ae60")
        seen[depth] = told(canvas.run())
    assert [seen[depth]["spot"]["depth"] for depth in seen] == ["in", "beneath"]
    assert seen["in"]["spot"]["note"] == "Dress, tinted, lies over this."
    assert "what is beneath is not seen" in seen["beneath"]["spot"]["note"]
    assert seen["in"]["result"]["picture"] != before


def test_a_hint_in_a_layer_that_is_off_says_so(canvas):
    inner = replace(RED, y=0.25, layer=1)
    off = Recipe(hints=Hints((inner,)), regions=Regions((replace(DRESS, on=False),)))
    open_recipe(canvas, off.to_json())
    at = selection.Spot(inner.x, inner.y, "point 1", kept(canvas, session.OPENED))
    keep(canvas, selection.SPOT, at)
    spot = told(canvas.run())["spot"]
    assert (spot["depth"], spot["note"]) == ("in", "It lies in dress, which is off.")


@pytest.mark.slow
def test_strokes_of_the_sheet_become_hints_together_and_one_undo_takes_them_back(canvas):
    next(t for t in canvas.toggle if t.label == freehand.OFFER).set_value(True).run()
    strokes = LINE, replace(LINE, color="#c0392b")
    keep(canvas, freehand.DRAWN, (kept(canvas, session.OPENED), strokes))
    canvas.run()
    (drawn,) = [c for c in canvas.get("bidi_component") if "canvas" in c.proto.component_name]
    assert len(json.loads(drawn.proto.json)["initialDrawing"]["objects"]) == 2
    assert not hints(canvas)
    press(canvas, "Make hints of it")
    assert hints(canvas).strokes == tuple(replace(stroke, within=THING) for stroke in strokes)
    press(canvas, "Undo")
    assert not hints(canvas)


def test_a_sheet_of_one_photo_is_none_of_the_next(photo):
    def draw():
        freehand.take((LINE,))
        session.open_photo(Upload("again.png", photo), b"")
        freehand._make()

    assert not hints(after(draw, photo))


def test_no_layer_is_asked_for_where_there_is_none(canvas):
    keep(canvas, selection.SPOT, selection.Spot(0.5, 0.5, opened=kept(canvas, session.OPENED)))
    assert told(canvas.run())["spot"]["depth"] is None


def test_a_spot_around_the_layers_says_that_it_is_kept(canvas):
    made = RegionEdit(where=Drawn.from_array(np.indices((8, 8))[0] < 4), what=Colorize())
    open_recipe(canvas, Recipe(regions=Regions((made,), base="photo")).to_json())
    opened = kept(canvas, session.OPENED)
    keep(canvas, selection.SPOT, selection.Spot(0.5, 0.75, opened=opened))
    assert told(canvas.run())["spot"]["note"] == "All around the layers is kept as it was."


@pytest.mark.slow
def test_the_colour_named_at_a_hint_is_the_one_that_is_seen(canvas):
    grayed = RegionEdit(where=Drawn.from_array(np.ones((8, 8), bool)), what=Keep())
    open_recipe(canvas, Recipe(hints=HINTS, regions=Regions((grayed,))).to_json())
    at = selection.Spot(RED.x, RED.y, "point 1", kept(canvas, session.OPENED))
    keep(canvas, selection.SPOT, at)
    spot = told(canvas.run())["spot"]
    assert "red" not in spot["title"]
    assert spot["color"] == RED.color


def test_a_dragged_hint_lies_where_it_was_let_go(photo):
    app = after(lambda: acted(Move("move", "point 1", 0.125, 0.25)), photo)
    moved = replace(RED, x=RED.x + 0.125, y=RED.y + 0.25)
    assert hints(app) == replace(HINTS, points=(moved, BLUE))


def test_a_hint_is_removed_and_had_back_and_gone_again(photo):
    events = Delete("delete", "point 1"), Press("undo"), Press("redo")
    left = [hints(after(lambda: acted(*events[:n]), photo)) for n in (1, 2, 3)]  # noqa: B023
    assert left == [Hints((BLUE,), (LINE,)), HINTS, Hints((BLUE,), (LINE,))]


@pytest.mark.parametrize(
    "event",
    [Move("move", "point 9", 0.1, 0), Delete("delete", "stroke 2"), Select("select", "point 9")],
)
def test_what_is_told_of_a_hint_that_is_gone_does_nothing(photo, event):
    app = after(lambda: acted(event), photo)
    assert not app.error
    assert hints(app) == HINTS


def test_pick_takes_the_colour_that_the_result_has_there(photo):
    app = after(lambda: acted(Pick("pick", RED.x, RED.y)), photo)
    assert hints(app) == HINTS
    found, asked = hex_to_ab(kept(app, pen.PEN).color), hex_to_ab(RED.color)
    angle = np.degrees(np.arctan2(*found[::-1]) - np.arctan2(*asked[::-1]))
    assert abs(angle) < 10  # the hint's hue; its chroma only as far as the lightness allows
    assert np.hypot(*found) > 5


def test_a_wrong_cell_is_explained_and_changes_nothing(photo):
    edits = {1: {"color": "#ffffff"}, 2: {"x": 9_999}}
    app = after(lambda: table.take(edits, 512, 512), photo)
    (error,) = app.error
    assert error.value == "Point 2, x: 9999 will not do. 0 to 512 pixels are expected."
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


def test_a_recipe_of_another_photo_says_so_where_it_was_dropped_and_changes_nothing(canvas):
    opened = open_recipe(canvas, recipe_for("ab" * 32))
    assert "made for another photo" in " ".join(x.value for x in opened.markdown)
    assert "made for another photo" in " ".join(x.value for x in opened.caption)
    assert hints(opened) == Hints()


def test_a_recipe_of_this_photo_says_nothing(canvas):
    sha256 = kept(canvas, session.UPLOAD).sha256
    asked = " ".join(x.value for x in open_recipe(canvas, recipe_for(sha256)).markdown)
    assert "made for another photo" not in asked


def test_a_recipe_keeps_its_name(canvas):
    opened = open_recipe(canvas, recipe_for(""))
    assert [x.value for x in opened.text_input if x.label == "Recipe name"] == ["Sunday"]
