import pytest
from pictures import encoded
from sessions import kept
from skimage import data

from studio.color.lab import turn_gray
from studio.ui.work import session

pytestmark = pytest.mark.slow

PAGES = ("pages/1_Auto_Colorize.py", "pages/3_Hint_Canvas.py")
CAT = encoded(data.chelsea()[:, ::-1], "PNG")


@pytest.fixture(params=PAGES)
def gray_cat(request, app, upload):
    """A session with a cat without colours, on each page that takes a reference."""
    return upload(app, encoded(turn_gray(data.chelsea()), "PNG")).switch_page(request.param).run()


def refer(app, content, name="cat.png"):
    (widget,) = [w for w in app.file_uploader if (w.key or "").startswith("reference-")]
    return widget.set_value((name, content, "image/png")).run()


def recipe(app):
    return kept(app, session.HISTORY).present


def captions(app):
    return " ".join(caption.value for caption in app.caption)


def press(app, label):
    return next(button for button in app.button if button.label == label).click().run()


def test_a_reference_that_fits_is_taken_and_told_of(gray_cat):
    refer(gray_cat, CAT)
    assert recipe(gray_cat).reference.name == "cat.png"
    assert recipe(gray_cat).effective_hints
    assert "Colours of cat.png were taken where" in captions(gray_cat)


def test_little_that_fits_is_told(gray_cat):
    refer(gray_cat, encoded(data.coffee(), "PNG"), "cup.png")
    assert not recipe(gray_cat).effective_hints
    assert "Little in cup.png fits" in captions(gray_cat)


def test_a_reference_without_colours_is_refused_in_a_sentence(gray_cat):
    refer(gray_cat, encoded(data.camera(), "PNG"))
    assert recipe(gray_cat).reference is None
    assert "black-and-white" in gray_cat.error[0].value


def test_its_colours_are_switched_off_together(gray_cat):
    refer(gray_cat, CAT)
    toggle = next(toggle for toggle in gray_cat.toggle if toggle.label == "Use its colours")
    toggle.set_value(False).run()
    assert not recipe(gray_cat).effective_hints
    assert recipe(gray_cat).reference.matches


def test_it_can_be_removed(gray_cat):
    press(refer(gray_cat, CAT), "Remove")
    assert recipe(gray_cat).reference is None


def test_its_matches_become_own_hints_that_colour_alike(gray_cat):
    before = recipe(refer(gray_cat, CAT)).effective_hints
    press(gray_cat, "Make them my own hints")
    assert recipe(gray_cat).hints == before
    assert recipe(gray_cat).reference is None


def test_another_photo_begins_without_it(gray_cat, upload, photo):
    upload(refer(gray_cat, CAT).switch_page("Home.py").run(), photo)
    assert recipe(gray_cat).reference is None
