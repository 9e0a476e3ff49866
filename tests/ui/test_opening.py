import pytest
from pictures import encoded, noise, png

from studio.photo.samples import SAMPLES

WHOLE = encoded(noise(40, 60), "PNG")
REFUSED = {
    "empty": (b"", "an empty file"),
    "text": (b"Dear grandmother,\n", "a text file"),
    "web page": (b"<!doctype html><title>404</title>", "a web page"),
    "iPhone": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "a HEIC photo"),
    "truncated": (WHOLE[: len(WHOLE) // 2], "a damaged PNG file"),
    "many pixels": (png(20_000, 20_000, 8, 0), "20000 x 20000 pixels"),
    "many bytes": (bytes(26 * 2**20), "a file of 26.0 MB"),
}
HOSTILE = [
    "![x](http://example.org/x.png).png",
    "<img src=x onerror=alert(1)>.png",
    "../../etc/passwd.png",
    "a\u202egnp.exe.png",
    "$\\LaTeX$ :red[x].png",
    "long " * 200 + ".png",
]


def drawn_as_markup(app):
    """Every string that the browser draws as Markdown."""
    kinds = (app.markdown, app.caption, app.title, app.subheader, app.error, app.info)
    return [element.value for kind in kinds for element in kind]


@pytest.mark.parametrize(("content", "found"), REFUSED.values(), ids=REFUSED)
def test_a_refused_file_is_explained_on_the_page(app, upload, content, found):
    upload(app, content, "grandmother.jpg")
    (error,) = app.error
    assert error.value.startswith("Found ")
    assert found in error.value


def test_a_refused_file_leaves_the_photo_before_it(app, upload, photo):
    upload(upload(app, photo, "good.png"), b"no photo", "bad.png")
    assert app.error
    assert "good.png" in [text.value for text in app.sidebar.text]


def test_a_good_photo_after_a_refused_file_clears_the_error(app, upload, photo):
    upload(upload(app, b"no photo"), photo)
    assert not app.error


def test_an_opened_photo_is_described(app, upload):
    gray = noise(30, 50, 1)[..., 0] // 64 * 64
    upload(app, encoded(gray, "PNG"))
    told = {metric.label: metric.value for metric in app.metric}
    assert told == {"Resolution": "50 × 30", "Gray levels": "4 of 256"}  # noqa: RUF001


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_name_is_never_markup(app, upload, photo, name):
    upload(app, photo, name).switch_page("pages/1_Auto_Colorize.py").run()
    assert not [text for text in drawn_as_markup(app) if name[:12] in text]
    assert app.sidebar.text


def test_a_sample_is_opened_by_its_button(app):
    sample = SAMPLES[1]
    next(button for button in app.button if button.label == sample.title).click().run()
    assert [text.value for text in app.sidebar.text] == [sample.file]


def test_a_closed_photo_is_gone_from_every_page(coloring):
    next(button for button in coloring.button if button.label == "Close photo").click().run()
    assert not coloring.image
    assert coloring.file_uploader
