import pytest
from pictures import encoded, noise
from streamlit.delta_generator import DeltaGenerator
from streamlit.testing.v1 import AppTest

from studio.rendering.render import STAGES
from studio.ui.widgets import progress_bar

AUTO = "pages/1_Auto_Colorize.py"
TOLD = [("Loading the model", 0.0), ("Finding colours", 0.2)]


def working(told: list, seconds: float) -> None:
    """A page that works for so long, and then shows what was drawn meanwhile."""
    import time

    import streamlit as st

    from studio.ui.widgets import progress_bar

    with progress_bar.draw() as tell:
        for stage, share in told:
            tell(stage, share)
            time.sleep(seconds / len(told))
    st.text("done")


@pytest.fixture
def drawn(monkeypatch):
    """Every bar that was drawn, in order, although all are gone in the end."""
    bars, draw = [], DeltaGenerator.progress

    def note(place, value, text):
        bars.append((text, value))
        return draw(place, value, text)

    monkeypatch.setattr(DeltaGenerator, "progress", note)
    return bars


def work(seconds):
    app = AppTest.from_function(working, args=(TOLD, seconds)).run()
    assert not app.exception
    assert not app.get("progress")
    assert [text.value for text in app.text] == ["done"]


def test_quick_work_shows_no_bar(drawn):
    work(0.02)
    assert drawn == []


@pytest.mark.slow
def test_long_work_tells_its_stages_and_the_bar_goes(drawn):
    work(0.6)
    assert drawn == [("Loading the model: 0%", 0.0), ("Finding colours: 20%", 0.2)]


def test_colouring_tells_the_stages_of_a_rendering(drawn, app, upload, monkeypatch):
    monkeypatch.setattr(progress_bar, "PATIENCE_S", 0)
    upload(app, encoded(noise(30, 40, seed=1), "PNG")).switch_page(AUTO).run()
    stages = [STAGES[name] for name in ("load", "predict", "compose")]
    first = drawn[: len(stages)]  # then come the styles
    assert first == [(f"{words}: {share:.0%}", share) for words, share in stages]
