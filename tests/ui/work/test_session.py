import pytest
from pictures import encoded, noise
from sessions import keep, kept
from skimage import data

from studio.errors import UnknownModelError
from studio.photo.photo import read
from studio.photo.writing import encoding
from studio.recipe.hints import Hints, Point
from studio.recipe.history import History
from studio.recipe.recipe import Recipe
from studio.recipe.regions import Foreground, Keep, RegionEdit, Regions
from studio.ui.work import cache, session

AUTO = "pages/1_Auto_Colorize.py"


def test_the_photo_survives_page_changes(coloring):
    names = [text.value for text in coloring.sidebar.text]
    assert names == ["photo.png"]
    for page in ("Home.py", AUTO, "Home.py"):
        coloring.switch_page(page).run()
        assert [text.value for text in coloring.sidebar.text] == names


@pytest.mark.slow
def test_the_recipe_survives_page_changes(coloring):
    coloring.slider(key="strength").set_value(0.3).run()
    coloring.slider(key="vividness").set_value(0.7).run()
    coloring.switch_page("Home.py").run()
    coloring.switch_page(AUTO).run()
    assert coloring.slider(key="strength").value == 0.3
    assert coloring.slider(key="vividness").value == 0.7


def test_another_page_shows_the_recipe_in_its_first_run(coloring):
    coloring.slider(key="strength").set_value(0.3).run()
    coloring.switch_page("pages/3_Hint_Canvas.py").run()
    assert coloring.slider(key="strength").value == 0.3


def test_the_recipe_survives_another_photo(coloring, upload):
    coloring.button(key="style-Muted").click().run()
    coloring.switch_page("Home.py").run()
    upload(coloring, b"BM").switch_page(AUTO).run()
    assert kept(coloring, session.HISTORY).present.style == "Muted"


def test_hints_belong_to_the_photo_they_were_given_to(coloring, upload, photo):
    hints = Hints(points=(Point(x=0.5, y=0.5, color="#b03a2e", size=0.02),))
    keep(coloring, session.HISTORY, History(Recipe(strength=0.7, hints=hints)))
    coloring.switch_page("Home.py").run()
    upload(coloring, encoded(data.coins(), "PNG"))
    assert kept(coloring, session.HISTORY) == History(Recipe(strength=0.7))


def exported(recipe):
    """A picture as the studio exports it."""
    photo = read(encoded(data.coins(), "PNG"), "coins.png")
    return encoding.encode(photo, photo.rgb, recipe=recipe.to_json(photo=photo.sha256))


@pytest.mark.slow
def test_an_exported_picture_reopens_with_its_hints_and_regions(coloring, upload):
    hints = Hints(points=(Point(x=0.5, y=0.5, color="#b03a2e", size=0.02),))
    regions = Regions((RegionEdit(where=Foreground("people-compact"), what=Keep()),))
    recipe = Recipe(vividness=0.3, hints=hints, regions=regions)
    coloring.switch_page("Home.py").run()
    upload(coloring, exported(recipe))
    assert kept(coloring, session.HISTORY) == History(recipe)
    assert "recipe it was made with" in " ".join(caption.value for caption in coloring.caption)


@pytest.mark.slow
def test_an_exported_picture_of_an_unknown_model_still_opens(coloring, upload):
    coloring.switch_page("Home.py").run()
    upload(coloring, exported(Recipe(model="someone-else-s")))
    assert kept(coloring, session.HISTORY).present.model == "compact"


def test_a_recipe_of_an_unknown_model_is_refused():
    with pytest.raises(UnknownModelError):
        session.keep(Recipe(model="![x](http://example.org)"))


def test_a_session_keeps_the_encoded_file_and_no_pixels(coloring, photo):
    upload = vars(kept(coloring, session.UPLOAD))
    assert upload["data"] == photo
    assert {type(value) for value in upload.values()} == {str, bytes}


def test_sessions_do_not_see_each_other_s_photo(new_session, upload, photo):
    upload(new_session(), photo)
    other = new_session()
    assert not other.sidebar.text


@pytest.mark.slow
def test_two_sessions_share_one_registry_and_one_loaded_model(new_session, upload):
    cache.registry.clear()
    seen = set()
    for seed in range(2):
        upload(new_session(), encoded(noise(9, 9, seed=seed), "PNG")).switch_page(AUTO).run()
        seen.add(cache.registry())
    (registry,) = seen
    assert list(registry.loaded()) == ["compact"]
