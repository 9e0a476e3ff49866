import json
import re
from dataclasses import replace

import numpy as np
import pytest
from pictures import encoded, noise
from segmenters import PEOPLE, PERSON, link
from skimage import data
from streamlit.testing.v1 import AppTest

from studio.models import catalog
from studio.models.registry import Registry
from studio.photo.masks import encode, unpack
from studio.recipe import regions
from studio.recipe.history import History
from studio.recipe.recipe import NO_REGIONS, Recipe
from studio.recipe.regions import Foreground, Keep, OfClasses, RegionEdit, Regions, Tidying, Tint
from studio.rendering.draft import Draft, Sketch
from studio.segment.grabcut import Box
from studio.ui import cache, session
from studio.ui.segment import state

pytestmark = pytest.mark.tensorflow

PAGE = "pages/2_Segment.py"
TINTED = RegionEdit(Foreground(PEOPLE), Tint("#b03a2e"))
KEPT = RegionEdit(Foreground(PEOPLE), Keep(), inverted=True)
SHARE = re.compile(r"(under )?([\d.]+)%$")


@pytest.fixture(scope="module")
def two_models(shared, tmp_path_factory) -> Registry:
    """A registry of the two models that the tests run."""
    folder = link(shared, tmp_path_factory.mktemp("weights"), "compact", PEOPLE)
    return Registry({name: catalog.models()[name] for name in ("compact", PEOPLE)}, folder)


@pytest.fixture
def registry(two_models, monkeypatch):
    """The same, as the registry of the process."""
    monkeypatch.setattr(cache, "registry", lambda: two_models)


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
    page.session_state[session.HISTORY] = History(recipe)
    return page.run()


def at_hand(app) -> Recipe:
    return app.session_state[session.HISTORY].present


def edits(app):
    return at_hand(app).regions.edits


def source_of(app):
    """Return the control that says where the region comes from."""
    return next(control for control in app.radio if control.label == "Region")


def region(app, source):
    return source_of(app).set_value(source).run()


def press(app, label):
    return next(button for button in app.main.button if button.label == label).click().run()


def pictures(app):
    """The addresses of the photo and of the result, which Streamlit makes of their content."""
    return [image.value[0] for image in app.main.image]


def drop_mask(app, content):
    uploader = next(u for u in app.file_uploader if u.key.startswith("mask-"))
    uploader.set_value(("mask.png", content, "image/png")).run()


def toggle(app, word):
    return next(toggle for toggle in app.toggle if word in toggle.label)


def said(app):
    return " ".join(text.value for text in [*app.main.caption, *app.main.markdown])


def test_classes_are_found_and_listed_at_once(page):
    assert not page.error
    shares = [SHARE.search(entry.label) for entry in page.toggle if "![](data" in entry.label]
    assert len(shares) >= 2
    assert sum(float(share[2]) for share in shares) == pytest.approx(100, abs=0.3)
    assert toggle(page, PERSON)


@pytest.mark.parametrize("view", [state.MASK, state.CONFIDENCE])
def test_each_view_shows_another_picture_of_the_photo(page, view):
    before, result = pictures(page)
    page.segmented_control(key="view").set_value(view).run()
    assert pictures(page)[0] != before
    assert pictures(page)[1] == result


def test_opacity_changes_the_overlay(page):
    before, _ = pictures(page)
    page.slider(key="opacity").set_value(0.1).run()
    assert pictures(page)[0] != before


@pytest.mark.parametrize(("source", "inverted"), [("Foreground", False), ("Background", True)])
def test_a_region_is_tinted_at_once_and_kept_when_applied(page, source, inverted):
    _, before = pictures(page)
    region(page, source)
    _, trial = pictures(page)
    assert trial != before
    assert edits(page) == ()
    press(page, "Apply")
    (edit,) = edits(page)
    assert (edit.where, edit.inverted) == (Foreground(PEOPLE), inverted)
    assert isinstance(edit.what, Tint)
    assert pictures(page)[1] == trial


def test_a_discarded_draft_leaves_no_trace(page):
    _, before = pictures(page)
    region(page, "Foreground")
    press(page, "Discard")
    assert source_of(page).value is None
    assert edits(page) == ()
    assert pictures(page)[1] == before


def test_switches_of_the_legend_make_a_region_of_classes(page):
    toggle(page, PERSON).set_value(True).run()
    assert source_of(page).value == "Classes"
    press(page, "Apply")
    assert edits(page)[0].where == OfClasses(PEOPLE, (PERSON,))


def test_a_class_switched_on_beside_the_background_joins_it(page):
    region(page, "Background")
    toggle(page, PERSON).set_value(True).run()
    press(page, "Apply")
    (edit,) = edits(page)
    assert PERSON in edit.where.names
    assert len(edit.where.names) > 1
    assert not edit.inverted


def test_nothing_is_applied_while_no_class_is_switched_on(page):
    region(page, "Classes")
    assert next(button for button in page.button if button.label == "Apply").disabled


@pytest.mark.parametrize(
    ("action", "what"),
    [("Model's colours", regions.Colorize()), ("As given", Keep()), ("Adjust", regions.Adjust())],
)
def test_what_is_chosen_is_what_is_done(page, action, what):
    region(page, "Foreground")
    page.segmented_control(key="action").set_value(action).run()
    press(page, "Apply")
    assert edits(page)[0].what == what


def test_colour_strength_and_hue_are_taken(page):
    region(page, "Foreground")
    page.color_picker(key="tint").set_value("#010203").run()
    page.slider(key="edit-strength").set_value(0.5).run()
    press(page, "Apply")
    region(page, "Foreground")
    page.segmented_control(key="action").set_value("Adjust").run()
    page.slider(key="edit-hue").set_value(-90.0).run()
    press(page, "Apply")
    assert [edit.what for edit in edits(page)] == [Tint("#010203", 0.5), regions.Adjust(1.0, -90.0)]


def test_the_border_is_taken(page):
    region(page, "Foreground")
    toggle(page, "Invert").set_value(True).run()
    page.slider(key="grow").set_value(-1.5).run()
    page.slider(key="feather").set_value(2.0).run()
    press(page, "Apply")
    (edit,) = edits(page)
    assert (edit.inverted, edit.grow, edit.feather) == (True, -0.015, 0.02)


def test_a_refined_region_becomes_a_mask_near_the_one_it_was(page):
    region(page, "Foreground")
    toggle(page, "Follow").set_value(True).run()
    press(page, "Apply")
    (edit,) = edits(page)
    assert isinstance(edit.where, regions.Drawn)
    share = float(SHARE.search(toggle(page, PERSON).label)[2]) / 100
    assert unpack(edit.where.mask).mean() == pytest.approx(share, abs=0.05)


def test_undo_and_redo_go_back_and_forth(page):
    region(page, "Foreground")
    press(page, "Apply")
    applied = edits(page)
    press(page, "Undo")
    assert edits(page) == ()
    press(page, "Redo")
    assert edits(page) == applied


def test_edits_change_places(edited):
    edited.button(key="later-0").click().run()
    assert edits(edited) == (KEPT, TINTED)
    edited.button(key="earlier-1").click().run()
    assert edits(edited) == (TINTED, KEPT)


def test_an_edit_switched_off_shows_as_if_it_were_not_there(page, edited):
    _, both = pictures(edited)
    edited.toggle(key="edit-0").set_value(False).run()
    assert edits(edited) == (replace(TINTED, on=False), KEPT)
    _, switched_off = pictures(edited)
    edited.button(key="remove-0").click().run()
    assert edits(edited) == (KEPT,)
    assert pictures(edited)[1] == switched_off != both


def test_the_rest_of_the_photo_is_left_as_it_was_given(page):
    _, colored = pictures(page)
    page.segmented_control(key="base").set_value(regions.PHOTO).run()
    assert at_hand(page).regions.base == regions.PHOTO
    assert pictures(page)[1] != colored


def test_draft_and_edits_survive_a_change_of_page(edited):
    region(edited, "Background")
    seen = pictures(edited)
    edited.switch_page("Home.py").run()
    edited.switch_page(PAGE).run()
    assert source_of(edited).value == "Background"
    assert edits(edited) == (TINTED, KEPT)
    assert pictures(edited) == seen


def test_another_photo_starts_without_regions(edited, upload, photo):
    region(edited, "Background")
    edited.switch_page("Home.py").run()
    upload(edited, photo).switch_page(PAGE).run()
    assert at_hand(edited).regions == NO_REGIONS
    assert source_of(edited).value is None


def test_edits_are_seen_on_the_other_pages(edited, compared):
    edited.switch_page("pages/1_Auto_Colorize.py").run()
    assert not edited.error
    with_edits = compared(edited)
    edited.session_state[session.HISTORY] = History(Recipe())
    assert compared(edited.run()) != with_edits
    edited.session_state[session.HISTORY] = History(Recipe(regions=Regions((TINTED,))))
    edited.switch_page("pages/3_Hint_Canvas.py").run()
    assert not edited.error


def test_a_photo_without_a_person_says_so_and_offers_the_box(registry, new_session, upload):
    nobody = encoded(np.tile(np.arange(256, dtype=np.uint8), (200, 1)), "PNG")
    page = upload(new_session(), nobody).switch_page(PAGE).run()
    assert f"No {PERSON} was found in this photo." in said(page)
    press(page, "Draw a box around the subject")
    assert source_of(page).value == "Subject"


def test_an_uploaded_mask_is_the_region(page):
    mask = np.zeros((243, 365), np.bool_)
    mask[50:100, 50:200] = True
    region(page, "Mask")
    drop_mask(page, encode(mask))
    press(page, "Apply")
    assert np.array_equal(unpack(edits(page)[0].where.mask), mask)


@pytest.mark.parametrize("content", [b"", b"GIF89a", encoded(data.camera(), "PNG")])
def test_a_file_that_is_no_mask_is_explained(page, content):
    region(page, "Mask")
    drop_mask(page, content)
    assert page.error
    assert next(button for button in page.button if button.label == "Apply").disabled


def test_more_edits_than_a_recipe_holds_are_explained_and_not_made(page):
    full = Regions((TINTED,) * regions.MOST_EDITS)
    page.session_state[session.HISTORY] = History(replace(at_hand(page), regions=full))
    region(page.run(), "Foreground")
    press(page, "Apply")
    assert f"at most {regions.MOST_EDITS}" in page.error[0].value
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


def test_names_from_a_recipe_of_others_are_shown_as_they_are(page):
    hostile = RegionEdit(OfClasses(PEOPLE, ("![x](http://example.org)",)), Keep())
    page.session_state[session.HISTORY] = History(
        replace(at_hand(page), regions=Regions((hostile,)))
    )
    page.run()
    assert "one of" in page.error[0].value
    assert not [text for text in [*page.toggle, *page.error] if "![x]" in str(text)]


def test_without_a_segmenter_the_page_offers_models_and_the_box(
    tmp_path, monkeypatch, new_session, upload, photo
):
    monkeypatch.setattr(cache, "registry", lambda: Registry(folder=tmp_path))
    page = upload(new_session(), photo).switch_page(PAGE).run()
    assert page.button(key="install-deeplabv3-voc")
    assert source_of(page).options == ["Subject", "Mask"]


@pytest.mark.parametrize("shape", [(1, 1), (3, 700), (700, 3)])
def test_photos_of_any_shape_are_segmented_and_drawn_on(registry, new_session, upload, shape):
    page = upload(new_session(), encoded(noise(*shape), "PNG")).switch_page(PAGE).run()
    for source in ("Foreground", "Background", "Subject"):
        region(page, source)
        assert not page.error


def test_a_sketch_in_the_draft_is_shown_on_the_canvas_and_in_the_result(page):
    _, before = pictures(page)
    region(page, "Subject")
    boxed = Draft(sketch=Sketch(Box(0.4, 0, 1, 1)))
    page.session_state[state.STATE] = replace(page.session_state[state.STATE], draft=boxed)
    page.run()
    (canvas,) = [c for c in page.get("bidi_component") if "canvas" in c.proto.component_name]
    (rect,) = json.loads(canvas.proto.json)["initialDrawing"]["objects"]
    assert rect["type"] == "Rect"
    assert pictures(page)[1] != before
    press(page, "Clear")
    assert pictures(page)[1] == before
