"""Nothing but a person's act reaches the recipe, whatever a browser tells late."""

import pytest
from sessions import keep, kept
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest

from studio.recipe.hints import Hints, Point
from studio.recipe.history import History
from studio.recipe.recipe import Recipe
from studio.ui.work import session

CANVAS = "pages/3_Hint_Canvas.py"
POINTS = tuple(
    Point(x=0.2 * n, y=0.5, color=color, size=0.02)
    for n, color in enumerate(("#b03a2e", "#2e6fc1"))
)
MUTED, OWN = Recipe(strength=0.6), Recipe(strength=0.3, warmth=0.2)
# The recipe before the last act, and after it: undo turns controls back, and removes some.
ACTS = {
    "numbers": (OWN, Recipe(strength=0.9, vividness=0.8)),
    "a style": (MUTED, Recipe(vividness=0.5)),
    "from a style": (OWN, MUTED),
    "a hint": (Recipe(hints=Hints(POINTS[:1])), Recipe(hints=Hints(POINTS))),
    "the first hint": (Recipe(), Recipe(hints=Hints(POINTS[:1]))),
    "another model": (Recipe(), Recipe(model="zhang2016")),
}


@pytest.fixture(params=ACTS.values(), ids=ACTS)
def acted(request, coloring):
    """The page Hint Canvas after an act, and what a browser would tell of its controls."""
    before, after = request.param
    keep(coloring, session.HISTORY, History(after, (before,)))
    app = coloring.switch_page(CANVAS).run()
    return app, told(app)


def told(app: AppTest) -> WidgetStates:
    """Return what a browser tells of the controls on a page; a button tells of presses."""
    states = app._tree.get_widget_states().widgets
    return WidgetStates(
        widgets=[each for each in states if each.WhichOneof("value") != "trigger_value"]
    )


def steps(app):
    return kept(app, session.HISTORY)


def press(app, label):
    return next(button for button in app.button if button.label == label).click().run()


@pytest.mark.slow
def test_what_a_browser_tells_late_changes_nothing(acted):
    app, late = acted
    press(app, "Undo")
    undone = steps(app)
    app._run(late)  # a message that crossed with the answer to the undo
    assert steps(app) == undone
    assert len(undone.future) == 1


@pytest.mark.slow
def test_a_control_turned_back_is_heard(acted, labelled):
    app, _ = acted
    press(app, "Undo")
    labelled(app.slider, "Strength").set_value(1.5).run()
    assert steps(app).present.strength == 1.5


def test_a_control_shows_what_is_kept(acted, labelled):
    app, _ = acted
    for label in ("Undo", "Redo", "Undo"):
        press(app, label)
        kept = steps(app).present
        assert labelled(app.slider, "Strength").value == kept.strength
        assert labelled(app.slider, "Warmth").value == kept.warmth


def test_a_browser_that_missed_a_run_shows_what_is_kept(acted):
    """Of two runs in a row it draws the second alone: that one has to tell all of it."""
    app, _ = acted
    press(app, "Undo").run()
    sliders = [slider for slider in app.slider if slider.label != "Size in pixels"]
    assert [list(slider.proto.default) for slider in sliders] == [[each.value] for each in sliders]
    assert [each.proto.default for each in app.color_picker] == [c.value for c in app.color_picker]
    assert not any(each.proto.set_value for each in (*app.slider, *app.color_picker, *app.toggle))


def test_a_control_of_a_page_that_was_left_is_not_heard(coloring):
    late = told(coloring)
    keep(coloring, session.HISTORY, History(OWN))
    coloring.switch_page("Home.py").run()
    coloring._run(late)
    assert steps(coloring) == History(OWN)
