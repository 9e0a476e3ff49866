import io
import json
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from pictures import encoded, noise
from PIL import Image
from segmenters import PEOPLE, PERSON, link
from sessions import keep, kept
from skimage import data
from streamlit.testing.v1 import AppTest

from studio.color import names
from studio.models import catalog
from studio.models.registry import Registry
from studio.photo.mask_files import encode, unpack
from studio.recipe import regions
from studio.recipe.hints import LEVELS, PICKER, Hints, Point, Stroke
from studio.recipe.history import History
from studio.recipe.recipe import NO_REGIONS, Recipe
from studio.recipe.regions import (
    Click,
    Drawn,
    Foreground,
    Keep,
    OfClasses,
    Picked,
    RegionEdit,
    Regions,
    Tidying,
    Tint,
)
from studio.rendering.draft import ERASE, NOTHING, PAINT, Draft, Mark, Sketch
from studio.ui.segment import region_picture, state
from studio.ui.widgets import alerts
from studio.ui.widgets.events import Enclose, Paint, Press, Resize, Take
from studio.ui.work import cache, session

pytestmark = pytest.mark.tensorflow

PAGE = "pages/2_Segment.py"
MODELS = ("compact", PEOPLE, PICKER)
LEVEL = "How much of it"
TINTED = RegionEdit(where=Foreground(PEOPLE), what=Tint("#b03a2e"))
DAB = Stroke(((0.5, 0.5),), "#000000", 0.1)
KEPT = RegionEdit(where=Foreground(PEOPLE), what=Keep(), inverted=True)


@pytest.fixture(scope="module")
def few_models(shared, tmp_path_factory) -> Registry:
    """A registry of the models that the tests run."""
    folder = link(shared, tmp_path_factory.mktemp("weights"), *MODELS)
    return Registry({name: catalog.models()[name] for name in MODELS}, folder)


@pytest.fixture
def registry(few_models, monkeypatch):
    """The same, as the registry of the process."""
    monkeypatch.setattr(cache, "registry", lambda: few_models)


@pytest.fixture
def person(shared) -> bytes:
    """A photo of a person, as a JPEG file."""
    return (shared / "data/people/images/103.jpg").read_bytes()


@pytest.fixture
def page(registry, new_session, upload, person) -> AppTest:
    """A session with the photo of a person, on the page Segment."""
    return upload(new_session(), person).switch_page(PAGE).run()


@pytest.fixture
def edited(page) -> AppTest:
    """The same with two edits in the recipe."""
    recipe = replace(at_hand(page), regions=Regions((TINTED, KEPT)))
    keep(page, session.HISTORY, History(recipe))
    return page.run()


def at_hand(app) -> Recipe:
    return kept(app, session.HISTORY).present


def edits(app):
    return at_hand(app).regions.edits


def layers(app):
    return at_hand(app).regions.edits


def press(app, label):
    return next(button for button in app.main.button if button.label == label).click().run()


def told(app) -> dict:
    """What the browser is told of the photo in hand."""
    (component,) = [c for c in app.get("bidi_component") if "picture" in c.proto.component_name]
    return json.loads(component.proto.json)


def result(app) -> str:
    return told(app)["result"]["picture"]


def choose(app, *names):
    """Choose classes by the names that were found."""
    return labelled(app.pills, "What was found").set_value(list(names)).run()


def do(app, action):
    return labelled(app.segmented_control, "What to do with it").set_value(action).run()


def labelled(widgets, label):
    """Return the only widget that bears a label: its key has a number once it turned."""
    (widget,) = [widget for widget in widgets if widget.label == label]
    return widget


def drop_mask(app, content):
    uploader = next(u for u in app.file_uploader if u.key.startswith("mask-"))
    uploader.set_value(("mask.png", content, "image/png")).run()


def begin(app, **fields):
    """Choose what only the picture or the canvas can tell."""
    now = kept(app, state.STATE)
    opened = kept(app, session.OPENED)
    keep(app, state.STATE, replace(now, opened=opened, **fields))
    return app.run()


def said(app):
    return " ".join(text.value for text in [*app.main.caption, *app.main.markdown])


def test_what_was_found_is_offered_by_name(page):
    assert not page.error
    offered = labelled(page.pills, "What was found").options
    assert [name for name in offered if name.startswith(PERSON)]


def test_what_is_chosen_is_outlined_and_changes_no_colour(page):
    before = result(page)
    choose(page, PERSON)
    assert told(page)["chosen"]
    assert result(page) == before
    assert layers(page) == ()


def test_an_action_makes_a_layer_that_is_open(page):
    before = result(page)
    do(choose(page, PERSON), "Tint")
    (layer,) = layers(page)
    assert layer.where == OfClasses(PEOPLE, (PERSON,))
    assert isinstance(layer.what, Tint)
    assert layer.name == PERSON
    assert result(page) != before
    assert told(page)["chosen"]
    assert labelled(page.segmented_control, "What to do with it").value == "Tint"


@pytest.mark.parametrize(
    ("action", "what"),
    [("Natural", regions.Colorize()), ("Keep gray", Keep()), ("Stronger", regions.Adjust(1.5))],
)
def test_what_is_chosen_is_what_is_done(page, action, what):
    do(choose(page, PERSON), action)
    assert layers(page)[0].what == what


def test_what_an_open_layer_does_can_be_changed(page):
    do(choose(page, PERSON), "Tint")
    do(page, "Stronger")
    labelled(page.slider, "Strength").set_value(0.5).run()
    labelled(page.slider, "Hue").set_value(-90.0).run()
    (layer,) = layers(page)
    assert layer.what == regions.Adjust(0.5, -90.0)


def test_a_layer_is_recoloured_by_its_swatch_and_the_next_tint_has_that_colour(page):
    do(choose(page, PERSON), "Tint")
    page.color_picker(key="layer-color-0").set_value("#010203").run()
    assert layers(page)[0].what == Tint("#010203")
    do(choose(page, "background"), "Tint")
    assert layers(page)[1].what == Tint("#010203")


def offers(app, label) -> list:
    return [pills for pills in app.pills if pills.label == label]


def test_a_tint_begins_with_a_likely_colour_and_offers_others_by_name(page):
    do(choose(page, PERSON), "Tint")
    (likely,), (plain,) = offers(page, "Likely here"), offers(page, "Plain colours")
    assert likely.value == layers(page)[0].what.color
    assert len(likely.options) > 2
    assert any(option.endswith(" red") for option in plain.options)


def test_a_colour_that_is_offered_is_taken_and_the_strength_stays(page):
    do(choose(page, PERSON), "Tint")
    labelled(page.slider, "Strength").set_value(0.5).run()
    (plain,) = offers(page, "Plain colours")
    red = names.NAMES["red"]
    plain.set_value(red).run()
    assert layers(page)[0].what == Tint(red, 0.5)
    assert kept(page, state.STATE).tint == red


def test_colours_are_offered_for_a_tint_alone(page):
    do(choose(page, PERSON), "Stronger")
    assert not offers(page, "Likely here")


def test_the_border_and_the_name_are_taken(page):
    do(choose(page, PERSON), "Tint")
    labelled(page.segmented_control, "Where").set_value("All but this").run()
    page.slider(key="grow").set_value(-1.5).run()
    page.slider(key="feather").set_value(2.0).run()
    page.text_input(key="layer-name").set_value("the sitter").run()
    (layer,) = layers(page)
    assert (layer.inverted, layer.grow, layer.feather) == (True, -0.015, 0.02)
    assert layer.name == "the sitter"


def test_a_refined_layer_becomes_a_mask_near_the_one_it_was(page):
    offered = labelled(page.pills, "What was found").proto.options
    (share,) = [int(chip.content.split()[-1][:-1]) for chip in offered if PERSON in chip.content]
    do(choose(page, PERSON), "Tint")
    press(page, "Follow the photo's edges")
    (layer,) = layers(page)
    assert isinstance(layer.where, regions.Drawn)
    assert unpack(layer.where.mask).mean() / 255 == pytest.approx(share / 100, abs=0.05)


def test_undo_and_redo_go_back_and_forth(page):
    do(choose(page, PERSON), "Tint")
    made = layers(page)
    press(page, "Undo")
    assert layers(page) == ()
    press(page, "Redo")
    assert layers(page) == made


def test_layers_change_places(edited):
    edited.button(key="layer-0").click().run()
    press(edited, "Later")
    assert layers(edited) == (KEPT, TINTED)
    press(edited, "Earlier")
    assert layers(edited) == (TINTED, KEPT)


def test_hints_in_a_layer_go_along_with_it(edited):
    inner = Point(x=0.5, y=0.7, color="#27ae60", size=0.02, layer=1)
    keep(edited, session.HISTORY, History(replace(at_hand(edited), hints=Hints((inner,)))))
    edited.run().button(key="layer-0").click().run()
    press(edited, "Later")
    assert at_hand(edited).hints.points[0].layer == 2
    press(edited, "Remove")
    assert at_hand(edited).hints.points[0].layer == 0


def test_a_layer_switched_off_shows_as_if_it_were_not_there(edited):
    both = result(edited)
    edited.toggle(key="layer-on-0").set_value(False).run()
    assert layers(edited) == (replace(TINTED, on=False), KEPT)
    switched_off = result(edited)
    edited.button(key="layer-0").click().run()
    press(edited, "Remove")
    assert layers(edited) == (KEPT,)
    assert result(edited) == switched_off != both


def test_two_layers_of_one_thing_have_two_names(page):
    for _ in range(2):
        do(choose(page, PERSON), "Tint")
    assert [layer.name for layer in layers(page)] == [PERSON, f"{PERSON} 2"]


def test_the_rest_of_the_photo_is_left_as_it_was_given(page):
    colored = result(page)
    page.segmented_control(key="base").set_value(regions.PHOTO).run()
    assert at_hand(page).regions.base == regions.PHOTO
    assert result(page) != colored


def test_what_is_chosen_survives_a_change_of_page(edited):
    choose(edited, PERSON)
    seen = told(edited)["chosen"]
    edited.switch_page("Home.py").run()
    edited.switch_page(PAGE).run()
    assert told(edited)["chosen"] == seen
    assert layers(edited) == (TINTED, KEPT)


def test_another_photo_starts_without_areas(edited, upload, photo):
    choose(edited, PERSON)
    edited.switch_page("Home.py").run()
    upload(edited, photo).switch_page(PAGE).run()
    assert at_hand(edited).regions == NO_REGIONS
    assert told(edited)["chosen"] is None


def test_layers_are_seen_on_the_other_pages(edited, compared):
    edited.switch_page("pages/1_Auto_Colorize.py").run()
    assert not edited.error
    with_edits = compared(edited)
    keep(edited, session.HISTORY, History(Recipe()))
    assert compared(edited.run()) != with_edits
    keep(edited, session.HISTORY, History(Recipe(regions=Regions((TINTED,)))))
    edited.switch_page("pages/3_Hint_Canvas.py").run()
    assert not edited.error


def test_a_photo_without_a_person_says_so(registry, new_session, upload):
    nobody = encoded(np.tile(np.arange(256, dtype=np.uint8), (200, 1)), "PNG")
    page = upload(new_session(), nobody).switch_page(PAGE).run()
    assert f"No {PERSON} was found in this photo" in said(page)


def test_an_uploaded_mask_is_what_is_chosen(page):
    mask = np.zeros((243, 365), np.bool_)
    mask[50:100, 50:200] = True
    drop_mask(page, encode(mask))
    do(page, "Tint")
    assert np.array_equal(unpack(layers(page)[0].where.mask), mask * 255)


@pytest.mark.parametrize("content", [b"", b"GIF89a", encoded(data.camera(), "PNG")])
def test_a_file_that_is_no_mask_is_explained(page, content):
    drop_mask(page, content)
    assert page.error
    assert told(page)["chosen"] is None


def test_more_layers_than_a_recipe_holds_are_explained_and_not_made(page, details):
    full = Regions((TINTED,) * regions.MOST_EDITS)
    keep(page, session.HISTORY, History(replace(at_hand(page), regions=full)))
    do(choose(page.run(), PERSON), "Tint")
    assert f"at most {regions.MOST_EDITS}" in details(page)[0]
    assert at_hand(page).regions == full


@pytest.mark.parametrize(
    ("field", "value", "tidying"),
    [
        ("floor", 47.5, Tidying(floor=0.475)),
        ("smoothing", 1.5, Tidying(smoothing=0.015)),
        ("smallest", 2.5, Tidying(smallest=0.025)),
    ],
)
def test_tidying_is_taken(page, field, value, tidying):
    page.slider(key=field).set_value(value).run()
    assert at_hand(page).regions.tidying == tidying


def expert_picture(app):
    return app.main.image[0].value[0]


def test_doubt_is_another_picture_than_the_classes(page):
    before = expert_picture(page)
    page.segmented_control(key="view").set_value(state.CONFIDENCE).run()
    assert expert_picture(page) != before


def test_opacity_changes_the_picture_of_the_classes(page):
    before = expert_picture(page)
    page.slider(key="opacity").set_value(0.1).run()
    assert expert_picture(page) != before


def test_names_from_a_recipe_of_others_are_shown_as_they_are(page):
    hostile = RegionEdit(where=OfClasses(PEOPLE, ("![x](http://example.org)",)), what=Keep())
    keep(page, session.HISTORY, History(replace(at_hand(page), regions=Regions((hostile,)))))
    page.run()
    assert "will not do" in page.error[0].value
    assert not [text for text in [*page.button, *page.error, *page.caption] if "![x]" in str(text)]


def test_without_a_segmenter_the_page_offers_models(
    tmp_path, monkeypatch, new_session, upload, photo
):
    monkeypatch.setattr(cache, "registry", lambda: Registry(folder=tmp_path))
    page = upload(new_session(), photo).switch_page(PAGE).run()
    assert page.button(key="install-deeplabv3-voc")
    assert "No model that names what is where is ready yet" in said(page)


@pytest.mark.parametrize("shape", [(1, 1), (3, 700), (700, 3)])
def test_photos_of_any_shape_are_segmented_and_painted_on(registry, new_session, upload, shape):
    page = upload(new_session(), encoded(noise(*shape), "PNG")).switch_page(PAGE).run()
    for where in (Foreground(PEOPLE), boxed((0.0, 0.0, 1.0, 1.0))):
        for sketch in (NOTHING, Sketch((Mark(PAINT, DAB),))):
            begin(page, draft=Draft(where, sketch))
            assert not page.error


def acted(first, *events):
    """Do what the browser tells, after something else."""
    first()
    with alerts.remember_error():
        for event in events:
            region_picture.take(event)


@pytest.fixture
def after(registry, person):
    """A session with the photo of a person after the browser has told events."""

    def run(*events, first=lambda: None) -> AppTest:
        do = partial(acted, first, *events)
        app = AppTest.from_function(_script, kwargs={"photo": person, "do": do}, default_timeout=30)
        app.run()
        assert not app.exception
        return app

    return run


def _script(photo, do):
    from studio.ui.work import session
    from studio.works.upload import Upload

    if session.upload() is None:
        session.open_photo(Upload("person.jpg", photo), b"")
        do()


SITTER, COLLAR, WALL = (0.5, 0.7), (0.55, 0.75), (0.03, 0.05)


def click(spot, how="new"):
    return Take("take", *spot, how)


def clicked(*spots, **fields) -> Picked:
    return Picked(model=PICKER, clicks=tuple(Click(*spot) for spot in spots), **fields)


def boxed(box) -> Picked:
    return Picked(model=PICKER, box=box)


def chosen(app) -> Draft:
    return kept(app, state.STATE).draft


def inside(app, spot) -> bool:
    """Tell whether a spot is in the region in the making, which is a mask."""
    mask = unpack(chosen(app).start.mask) > 127
    return bool(mask[int(spot[1] * len(mask)), int(spot[0] * mask.shape[1])])


def test_a_click_picks_the_thing_there(after):
    assert chosen(after(click(SITTER))).start == clicked(SITTER)


def test_another_click_begins_another_thing(after):
    assert chosen(after(click(SITTER), click(WALL))).start == clicked(WALL)


def test_a_click_with_shift_is_inside_and_one_with_alt_outside_of_the_same_thing(after):
    start = chosen(after(click(SITTER), click(COLLAR, "more"), click(WALL, "less"))).start
    assert start == clicked(SITTER, COLLAR, (*WALL, False))


def test_a_click_with_shift_where_nothing_is_chosen_begins_and_one_with_alt_does_nothing(after):
    assert chosen(after(click(SITTER, "more"))).start == clicked(SITTER)
    assert chosen(after(click(SITTER, "less"))).is_empty


@pytest.mark.parametrize("again", [click(SITTER), Press("level")])
def test_a_second_click_on_the_spot_or_a_key_goes_to_another_level(after, again):
    once, twice = chosen(after(click(SITTER))).start, chosen(after(click(SITTER), again)).start
    assert twice.clicks == once.clicks
    assert twice.level != once.level


def test_levels_come_around_again(after):
    steps = [chosen(after(click(SITTER), *[Press("level")] * n)).start.level for n in range(1, 5)]
    assert steps[0] in steps[1:]


def test_a_key_for_the_level_does_nothing_where_no_thing_was_picked(after):
    assert chosen(after(Press("level"))).is_empty


def test_escape_chooses_nothing(after):
    assert chosen(after(click(SITTER), Press("close"))).is_empty


def test_a_box_picks_the_thing_in_it_and_clicks_mend_it(after):
    box = (0.1, 0.1, 0.9, 1.0)
    assert chosen(after(Enclose("enclose", box))).start == boxed(box)
    mended = chosen(after(Enclose("enclose", box), click(WALL, "less"))).start
    assert mended == replace(boxed(box), clicks=(Click(*WALL, False),))


def test_a_box_without_area_is_explained(after):
    app = after(Enclose("enclose", (0.5, 0.1, 0.5, 1.0)))
    assert chosen(app).is_empty
    assert "a box without area" in kept(app, alerts.ERROR).found


def begin_with(where):
    """Begin a region of another kind."""
    return lambda: state.begin(Draft(where))


def open_layer(*edits):
    """Open the first of some layers."""

    def opened():
        session.change(regions=Regions(edits))
        state.open_layer(0)

    return opened


def test_a_thing_is_added_to_a_region_of_another_kind_or_taken_out(after):
    corner = np.zeros((100, 150), np.bool_)
    corner[:20, :20] = True
    more = after(click(SITTER, "more"), first=begin_with(Drawn.from_array(corner)))
    assert inside(more, SITTER)
    assert inside(more, WALL)
    less = after(click(SITTER, "less"), first=begin_with(Drawn.from_array(~corner)))
    assert not inside(less, SITTER)
    assert inside(less, (0.5, 0.01))


def test_a_click_that_would_leave_nothing_leaves_what_was_there(after):
    spot = np.zeros((100, 150), np.bool_)
    spot[70:72, 75:77] = True
    app = after(click(SITTER, "less"), first=begin_with(Drawn.from_array(spot)))
    assert chosen(app).start == Drawn.from_array(spot)
    assert "nothing is left" in kept(app, alerts.ERROR).found


def picked(page, *spots, **fields) -> AppTest:
    """Have a thing picked by clicks."""
    return begin(page, draft=Draft(clicked(*spots, **fields)), layer=None)


def test_a_picked_thing_is_outlined_and_its_layer_finds_it_anew(page):
    before = result(page)
    picked(page, SITTER)
    assert told(page)["chosen"]
    assert result(page) == before
    do(page, "Tint")
    assert layers(page)[0].where == clicked(SITTER)
    assert result(page) != before


def test_a_picked_thing_is_called_by_the_class_it_is_of_else_thing(page):
    do(picked(page, SITTER, level="thing"), "Tint")
    do(picked(page, WALL), "Tint")
    assert [layer.name for layer in layers(page)] == [PERSON, "thing"]


def test_clicks_mend_the_thing_of_an_open_layer(after):
    layer = RegionEdit(where=clicked(SITTER), what=Keep(), grow=0.01, inverted=True)
    app = after(click(COLLAR, "more"), first=open_layer(layer))
    assert layers(app) == (replace(layer, where=clicked(SITTER, COLLAR)),)


def test_a_thing_added_to_an_open_layer_of_classes_makes_it_the_mask_that_is_seen(after):
    app = after(click(WALL, "more"), first=open_layer(TINTED))
    (layer,) = layers(app)
    assert isinstance(layer.where, Drawn)
    assert layer.what == TINTED.what


def test_part_thing_and_group_are_offered_where_a_thing_was_picked(page):
    assert not [w for w in page.segmented_control if w.label == LEVEL]
    picked(page, SITTER)
    other = next(x for x in LEVELS if x != labelled(page.segmented_control, LEVEL).value)
    labelled(page.segmented_control, LEVEL).set_value(other).run()
    assert chosen(page).start == clicked(SITTER, level=other)
    assert labelled(page.segmented_control, LEVEL).value == other


@pytest.fixture
def gray(registry, new_session, upload, person) -> AppTest:
    """A session with a gray photo of a person and two layers, on the page Segment."""
    photo = encoded(np.asarray(Image.open(io.BytesIO(person)).convert("L")), "PNG")
    page = upload(new_session(), photo).switch_page(PAGE).run()
    keep(page, session.HISTORY, History(replace(at_hand(page), regions=Regions((TINTED, KEPT)))))
    return page.run()


def test_one_press_leaves_colour_on_one_thing_alone_and_one_undo_takes_it_back(gray):
    picked(gray, SITTER)
    before = at_hand(gray)
    press(gray, "Only this in colour")
    now = at_hand(gray).regions
    assert now.base == regions.PHOTO
    assert [layer.on for layer in now.edits] == [False, False, True]
    assert (now.edits[2].where, now.edits[2].what) == (clicked(SITTER), regions.Colorize())
    press(gray, "Undo")
    assert at_hand(gray) == before


def test_only_an_open_layer_is_in_colour(gray):
    gray.button(key="layer-0").click().run()
    press(gray, "Only this in colour")
    made = replace(TINTED, what=regions.Colorize()), replace(KEPT, on=False)
    assert at_hand(gray).regions == Regions(made, base=regions.PHOTO)


def test_a_photo_in_colour_cannot_be_left_in_colour_in_one_place(page):
    picked(page, SITTER)
    assert "Only this in colour" not in [button.label for button in page.main.button]


CORNER = (0.1, 0.1)  # of the wall


def stroke(*spots, size=0.1, erases=False):
    return Paint("paint", spots, size, erases)


def painted(app, spot) -> bool:
    """Tell whether a spot is in the open layer, which is a mask."""
    mask = unpack(layers(app)[0].where.mask)
    return bool(mask[int(spot[1] * len(mask)), int(spot[0] * mask.shape[1])])


def is_chosen(app, spot) -> bool:
    """Tell whether a spot is in the region that is chosen on a page."""
    area = told(app)["chosen"]
    row, column = int(spot[1] * area["height"]), int(spot[0] * area["width"])
    turns = np.cumsum(area["runs"])
    return np.searchsorted(turns, row * area["width"] + column, side="right") % 2 == 1


def test_strokes_on_a_region_in_the_making_add_to_it_and_take_away(page):
    added, gone = (Stroke((spot,), "#000000", 0.1) for spot in (CORNER, SITTER))
    sketch = Sketch((Mark(PAINT, added), Mark(ERASE, gone)))
    begin(page, draft=Draft(clicked(SITTER), sketch))
    assert is_chosen(page, CORNER)
    assert not is_chosen(page, SITTER)


def test_a_stroke_where_nothing_is_chosen_begins_a_region(after):
    (mark,) = chosen(after(stroke(CORNER, (0.2, 0.1)))).sketch.marks
    assert (mark.kind, mark.stroke.path, mark.stroke.size) == (PAINT, (CORNER, (0.2, 0.1)), 0.1)


def test_strokes_on_an_open_layer_change_its_mask_as_it_is_seen(after):
    corner = np.zeros((100, 150), np.bool_)
    corner[:20, :30] = True
    layer = RegionEdit(where=Drawn.from_array(corner), what=Keep(), inverted=True)
    app = after(stroke(CORNER), stroke(SITTER, erases=True), first=open_layer(layer))
    assert painted(app, CORNER)
    assert not painted(app, SITTER)
    assert painted(app, (0.9, 0.1))
    assert not layers(app)[0].inverted


UNDO, REDO = Press("undo"), Press("redo")


def test_undo_takes_back_a_stroke_on_a_region_in_the_making_and_redo_brings_it(after):
    strokes = click(SITTER), stroke(CORNER), stroke(WALL, erases=True)
    counts = [
        len(chosen(after(*strokes, *more)).sketch.marks)
        for more in ((), (UNDO,), (UNDO, UNDO), (UNDO, UNDO, REDO))
    ]
    assert counts == [2, 1, 0, 1]


def test_undo_takes_back_a_click_that_mended_the_thing(after):
    assert chosen(after(click(SITTER), click(WALL, "less"), UNDO)).start == clicked(SITTER)


def test_undo_takes_back_a_stroke_on_an_open_layer(after):
    app = after(stroke(CORNER), UNDO, first=open_layer(TINTED))
    assert layers(app) == (TINTED,)


def test_the_brush_has_the_size_that_was_chosen(after):
    assert kept(after(Resize("size", 0.08)), state.STATE).brush == 0.08


EVERYTHING = stroke((0.0, 0.5), (1.0, 0.5), size=1.0, erases=True)


def test_a_stroke_that_would_leave_nothing_leaves_what_was_there_and_says_so(after):
    app = after(click(SITTER), EVERYTHING)
    assert chosen(app) == Draft(clicked(SITTER))
    assert "leaves nothing" in kept(app, alerts.ERROR).found


def test_a_stroke_that_would_leave_nothing_of_a_layer_leaves_it(after):
    app = after(EVERYTHING, first=open_layer(TINTED))
    assert layers(app) == (TINTED,)
    assert "leaves nothing" in kept(app, alerts.ERROR).found
