import re

import pytest
from streamlit.testing.v1 import AppTest

from studio.ui import escaping


def raising(kind: str, text: str) -> None:
    from studio import errors
    from studio.ui.widgets import alerts

    with alerts.show_errors():
        raise ValueError(text) if kind == "bug" else errors.PhotoError(text, "a photo", "try again")


def run(kind, text="x"):
    return AppTest.from_function(raising, args=(kind, text)).run()


def test_an_error_that_a_person_can_mend_is_a_sentence():
    app = run("error", "an empty file")
    assert not app.exception
    assert app.error[0].value == "This is an empty file. Try again."
    assert app.caption[0].value == "Found an empty file, expected a photo: try again."


@pytest.mark.parametrize("text", ["![x](http://example.org/x.png)", "<b>", "$x$", "*bold*"])
def test_an_error_that_quotes_markup_draws_none(text):
    value = run("error", text).caption[0].value
    assert not re.search(r"(?<!\\)[*\[\]<$]", value)
    shown = value.replace("\\", "").replace(escaping.JOINER, "")
    assert shown == f"Found {text}, expected a photo: try again."


@pytest.mark.parametrize("text", [":red[x]", ":smile:", ":material/home:", "http://a.b", "www.a.b"])
def test_what_is_looked_for_without_its_backslashes_is_broken(text):
    assert text not in run("error", text).error[0].value.replace("\\", "")


def test_a_bug_is_not_hidden():
    assert run("bug").exception
