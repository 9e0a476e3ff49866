import json
from hashlib import sha256

import numpy as np
import pytest
from pictures import encoded, noise, png
from sessions import kept
from skimage import data
from skimage.color import rgb2lab

from studio.photo.photo import read
from studio.photo.samples import SAMPLES
from studio.photo.writing import encoding
from studio.recipe import documents
from studio.recipe.hints import Hints, Point
from studio.recipe.recipe import Recipe
from studio.ui.escaping import plain
from studio.ui.work import previews, session
from studio.works import store

WHOLE = encoded(noise(40, 60), "PNG")
REFUSED = {
    "empty": (b"", "an empty file"),
    "text": (b"Dear grandmother,\n", "a text file"),
    "web page": (b"<!doctype html><title>404</title>", "a web page"),
    "JPEG XL": (b"\0\0\0\x0cJXL \r\n\x87\n", "a JPEG XL picture"),
    "truncated": (WHOLE[: len(WHOLE) // 2], "a damaged PNG file"),
    "many pixels": (png(20_000, 20_000, 8, 0), "20000 x 20000 pixels"),
    "many bytes": (bytes(401 * 2**20), "a file of 401.0 MB"),
}
HOSTILE = [
    "![x](http://example.org/x.png).png",
    "<img src=x onerror=alert(1)>.png",
    "../../etc/passwd.png",
    "a\u202egnp.exe.png",
    "$\\LaTeX$ :red[x].png",
    "long " * 200 + ".png",
    "http://evil.example www.evil.example :smile: :material/home: `code` _a_ ~~b~~.png",
]
PAGES = ["pages/1_Auto_Colorize.py", "pages/2_Segment.py", "pages/3_Hint_Canvas.py"]
PAGES += ["pages/4_Compare.py", "pages/5_Evaluate.py", "pages/6_Batch.py", "pages/7_Film.py"]
PAGES += ["Home.py"]


def drawn_as_markup(app):
    """Every string that the browser draws as Markdown."""
    kinds = (app.markdown, app.caption, app.title, app.subheader, app.error, app.info)
    return [element.value for kind in kinds for element in kind]


RECIPE = Recipe(vividness=0.4, hints=Hints((Point(x=0.5, y=0.5, color="#b03a2e", size=0.02),)))
HINTS = json.dumps(documents.write(RECIPE.hints)).encode()


def at_hand(app):
    return kept(app, session.HISTORY).present


@pytest.mark.slow
@pytest.mark.parametrize(("content", "found"), REFUSED.values(), ids=REFUSED)
def test_a_refused_file_is_explained_on_the_page(app, upload, details, content, found):
    upload(app, content, "grandmother.jpg")
    (error,) = app.error
    assert found in error.value
    assert error.value.startswith("This is ")
    (exact,) = details(app)
    assert exact.startswith("Found ")


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
    app.switch_page("pages/1_Auto_Colorize.py").run()
    told = {metric.label: metric.value for metric in app.metric}
    assert told == {"Resolution": "50 × 30", "Shades of gray": "few"}  # noqa: RUF001


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_name_is_never_markup(app, upload, photo, name):
    upload(app, photo, name)
    for page in PAGES:
        app.switch_page(page).run()
        assert not [text for text in drawn_as_markup(app) if name[:12] in text]
        assert app.sidebar.text


def test_a_sample_is_opened_by_its_button(app):
    sample = SAMPLES[1]
    app.button(key=f"sample-{sample.file}").click().run()
    assert [text.value for text in app.sidebar.text] == [sample.file]


def test_a_closed_photo_is_gone_from_every_page(coloring):
    next(button for button in coloring.button if button.label == "Close photo").click().run()
    assert not coloring.image
    assert coloring.file_uploader


def test_one_drop_colours_at_once(app, upload, photo, compared):
    upload(app, photo)
    assert [title.value for title in app.title] == ["Auto Colorize"]
    assert compared(app)["sides"][0]["jpeg"] != compared(app)["sides"][1]["jpeg"]


@pytest.mark.slow
def test_a_recipe_and_its_photo_are_dropped_together(app, photo):
    files = [("photo.png", photo, "image/png"), ("r.json", RECIPE.to_json().encode(), "text/json")]
    app.file_uploader[0].set_value(files).run()
    assert at_hand(app) == RECIPE
    assert [text.value for text in app.sidebar.text] == ["photo.png"]


@pytest.mark.slow
def test_a_file_that_is_no_photo_is_named_and_the_photo_beside_it_coloured(app, photo):
    files = [("photo.png", photo, "image/png"), ("notes.txt", b"Dear reader", "text/plain")]
    app.file_uploader[0].set_value(files).run()
    assert [title.value for title in app.title] == ["Auto Colorize"]
    assert [text.value for text in app.sidebar.text] == ["photo.png"]
    assert app.info[0].value == f"Left out: {plain('notes.txt')} (a text file)."
    app.switch_page("pages/4_Compare.py").run()
    assert not app.info


@pytest.mark.slow
def test_of_a_photo_in_colour_it_is_asked_once_whether_to_keep_it(app, upload):
    upload(app, encoded(data.coffee(), "PNG"), "coffee.png")
    assert [text for text in app.markdown if "recolour it?" in text.value]
    next(button for button in app.button if button.label == "Recolour").click().run()
    assert not [text for text in app.markdown if "recolour it?" in text.value]


@pytest.mark.slow
def test_a_photo_that_keeps_its_colours_is_put_away(app, upload):
    upload(app, encoded(data.coffee(), "PNG"), "coffee.png")
    next(button for button in app.button if button.label == "Keep").click().run()
    assert [title.value for title in app.title] == ["Colorization Studio"]
    assert not app.sidebar.text


@pytest.mark.slow
def test_a_photo_that_keeps_its_colours_leaves_nothing_behind(app, upload):
    upload(app, encoded(data.coffee(), "PNG"), "coffee.png")
    next(button for button in app.button if button.label == "Keep").click().run()
    assert [path for path in store.folder().iterdir() if path.is_dir()] == []
    assert not app.query_params
    assert not [button for button in app.button if (button.key or "").startswith("open-")]


def test_of_a_gray_photo_nothing_is_asked(app, upload, photo):
    upload(app, photo)
    assert not [text for text in app.markdown if "recolour it?" in text.value]


def test_colour_washes_over_a_photo_that_was_opened_not_over_earlier_work(
    app, upload, photo, compared, new_session
):
    upload(app, photo)
    assert compared(app)["wash"]
    again = new_session(app.query_params["s"]).switch_page("pages/1_Auto_Colorize.py").run()
    assert not compared(again)["wash"]


@pytest.mark.slow
def test_a_recipe_dropped_on_home_waits_for_its_photo(app, upload, photo):
    upload(app, RECIPE.to_json().encode(), "recipe.json")
    assert not app.error
    assert "drop its photo" in app.info[0].value
    upload(app, photo)
    assert at_hand(app) == RECIPE
    assert not app.info


@pytest.mark.slow
def test_a_recipe_waits_for_one_photo_only(app, upload, photo):
    upload(upload(app, RECIPE.to_json().encode()), photo).switch_page("Home.py").run()
    upload(app, encoded(noise(9, 9), "PNG"))
    assert at_hand(app) == Recipe(vividness=0.4)


ELSEWHERE = RECIPE.to_json(photo="0" * 64).encode()


def answer(app, label):
    return next(button for button in app.button if button.label == label).click().run()


@pytest.mark.parametrize(
    ("label", "laid"),
    [
        ("Lay it on", RECIPE),
        ("Only its style", Recipe(vividness=0.4)),
        ("Leave it", Recipe()),
    ],
)
def test_a_recipe_of_another_photo_asks_before_it_is_laid_on(app, upload, photo, label, laid):
    upload(app, photo).switch_page("Home.py").run()
    upload(app, ELSEWHERE, "grandmother_recipe.json")
    assert at_hand(app) == Recipe()
    assert [text for text in app.markdown if "another photo, grandmother" in text.value]
    assert at_hand(answer(app, label)) == laid
    assert not [button for button in app.button if button.label == label]


@pytest.mark.slow
def test_a_recipe_that_waits_for_another_photo_says_whose_it_is_and_asks(app, upload, photo):
    upload(app, ELSEWHERE, "grandmother_recipe.json")
    assert "made for grandmother" in app.info[0].value
    upload(app, photo)
    assert at_hand(app) == Recipe()
    assert at_hand(answer(app, "Lay it on")) == RECIPE


@pytest.mark.slow
def test_a_recipe_names_the_photo_of_an_earlier_work(app, upload, photo):
    upload(app, photo, "grandfather.png").switch_page("Home.py").run()
    answer(app, "Close photo")
    upload(app, RECIPE.to_json(photo=sha256(photo).hexdigest()).encode(), "r.json")
    assert "made for grandfather.png" in app.info[0].value
    upload(app, photo)
    assert at_hand(app) == RECIPE


def test_hints_called_after_another_photo_ask_and_those_of_this_one_do_not(app, upload, photo):
    upload(app, photo).switch_page("Home.py").run()
    upload(app, HINTS, "grandmother_hints.json")
    assert at_hand(answer(app, "Leave it")) == Recipe()
    upload(app, HINTS, "photo_hints.json")
    assert at_hand(app) == Recipe(hints=RECIPE.hints)


def test_a_style_of_another_photo_is_laid_on_and_that_is_said(app, upload, photo):
    upload(app, photo).switch_page("Home.py").run()
    upload(app, Recipe(strength=0.6).to_json(photo="0" * 64).encode(), "recipe.json")
    assert at_hand(app) == Recipe(strength=0.6)
    assert "follows the recipe" in app.toast[0].value


def test_a_recipe_dropped_beside_a_photo_is_a_step_of_its_work(app, upload, photo):
    upload(app, photo).switch_page("Home.py").run()
    upload(app, RECIPE.to_json().encode(), "recipe.json")
    assert kept(app, session.HISTORY).past == (Recipe(),)
    assert at_hand(app) == RECIPE
    assert [text.value for text in app.sidebar.text] == ["photo.png"]


def test_hints_dropped_on_home_join_the_recipe(app, upload, photo):
    upload(app, photo).switch_page("Home.py").run()
    upload(app, HINTS, "hints.json")
    assert at_hand(app) == Recipe(hints=RECIPE.hints)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"{}", "a recipe of version None"),
        (b"{", "text that is not JSON"),
        (b'{"points": 7}', "points: 7"),
        (Recipe(model="someone-else-s").to_json().encode(), "someone-else-s"),
    ],
)
def test_a_document_that_is_neither_is_explained(app, upload, details, content, found):
    upload(app, content, "recipe.json")
    assert app.error
    assert found in details(app)[0]
    assert not app.info


@pytest.mark.parametrize("colored", ["a colour photo", "a picture made by the studio"])
def test_before_is_gray_even_of(colored):
    file = encoded(data.coffee(), "PNG")
    if colored != "a colour photo":
        photo = read(encoded(data.camera(), "PNG"), "camera.png")
        blue = np.uint8(photo.rgb * [0.5, 0.7, 1.0])
        blue[:200] = np.uint8(photo.rgb[:200] * [1.0, 0.8, 0.4])
        file = encoding.encode(photo, blue, recipe=Recipe().to_json(photo=photo.sha256))
    before = read(previews.before.__wrapped__(read(file, "x.png")), "before.jpg").rgb
    assert np.abs(rgb2lab(before)[..., 1:]).mean() < 0.5


def test_before_keeps_the_tone_of_a_print():
    sepia = np.uint8(np.clip(data.camera()[..., None] * [1.0, 0.9, 0.7], 0, 255))
    photo = read(encoded(sepia, "PNG"), "x.png")
    before = read(previews.before.__wrapped__(photo), "before.jpg").rgb
    assert rgb2lab(before)[..., 2].mean() > 5


def test_a_recipe_named_by_half_a_letter_is_shown(app, upload):
    recipe = json.loads(Recipe(model="compact").to_json())
    named = json.dumps({**recipe, "name": "\ud800"}).encode()
    upload(upload(app, encoded(data.camera(), "PNG"), "a.png"), named, "recipe.json")
    app.switch_page("pages/1_Auto_Colorize.py").run()
    assert not app.exception
