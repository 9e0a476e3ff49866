"""Which picker answers clicks: offered where there are several, on both pages."""

from dataclasses import replace

import mobilesam
import pytest
from catalogs import weight_file
from segmenters import PEOPLE, link
from sessions import keep, kept

from studio.models import catalog
from studio.models.registry import Registry
from studio.recipe.hints import PICKER
from studio.recipe.regions import Click, Picked
from studio.rendering.draft import Draft
from studio.ui.hint_canvas import selection
from studio.ui.panels import picker_choice
from studio.ui.segment import state
from studio.ui.work import cache, session

OTHER = "mobile-sam"
SEGMENT, HINTS = "pages/2_Segment.py", "pages/3_Hint_Canvas.py"
SHIPS = ("compact", PEOPLE, PICKER)

pytestmark = pytest.mark.tensorflow


@pytest.fixture(scope="module")
def two_pickers(shared, tmp_path_factory) -> Registry:
    """A registry in which a stand-in of the other picker is installed, too."""
    folder = link(shared, tmp_path_factory.mktemp("weights"), *SHIPS)
    entry = catalog.find(OTHER)
    (folder / OTHER).mkdir()
    files = []
    for body, file in zip(mobilesam.generate(), entry.files, strict=True):
        (folder / OTHER / file.name).write_bytes(body)
        files.append(weight_file(body, file.name, *file.mirrors))
    models = {name: catalog.find(name) for name in SHIPS}
    return Registry({**models, OTHER: replace(entry, files=tuple(files))}, folder)


@pytest.fixture
def open_page(two_pickers, monkeypatch, new_session, upload, photo):
    """Open a page with a gray photo where both pickers are installed."""
    monkeypatch.setattr(cache, "registry", lambda: two_pickers)
    cache.forget()  # who looked at the photo for a test before knows another registry
    yield lambda page: upload(new_session(), photo).switch_page(page).run()
    cache.forget()


def offered(app) -> list:
    return [box for box in app.selectbox if box.label == picker_choice.LABEL]


@pytest.mark.parametrize("page", [SEGMENT, HINTS])
def test_the_picker_that_ships_is_used_until_another_is_chosen(open_page, page):
    app = open_page(page)
    (box,) = offered(app)
    assert box.value == PICKER
    box.set_value(OTHER).run()
    assert kept(app, picker_choice.CHOSEN) == OTHER
    assert not app.error
    other_page = SEGMENT if page == HINTS else HINTS
    assert offered(app.switch_page(other_page).run())[0].value == OTHER


@pytest.mark.parametrize("page", [SEGMENT, HINTS])
def test_no_choice_is_offered_where_there_is_but_one(new_session, upload, photo, page):
    assert not offered(upload(new_session(), photo).switch_page(page).run())


def test_a_new_hint_says_which_picker_finds_its_thing(open_page):
    app = open_page(HINTS)
    spot = selection.Spot(0.5, 0.5, opened=kept(app, session.OPENED))
    keep(app, selection.SPOT, spot)
    offered(app)[0].set_value(OTHER).run()
    next(button for button in app.button if "middle" in button.label).click().run()
    assert kept(app, session.HISTORY).present.hints.points[0].picker == OTHER
    assert not app.error


def test_a_thing_is_found_by_the_picker_that_it_names(open_page):
    app, outlines = open_page(SEGMENT), []
    for model in (PICKER, OTHER):
        draft = Draft(Picked(model=model, clicks=(Click(0.2, 0.1),)))
        now = replace(state.State(kept(app, session.OPENED)), draft=draft)
        keep(app, state.STATE, now)
        app.run()
        assert [error.value for error in app.error] == []
        (picture,) = [c for c in app.get("bidi_component") if "picture" in c.proto.component_name]
        outlines.append(picture.proto.json)
    assert outlines[0] != outlines[1]
