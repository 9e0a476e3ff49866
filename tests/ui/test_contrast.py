"""The offer to restore a faded print, and what it leads to."""

import numpy as np
import pytest
from pictures import encoded
from prints import fade
from sessions import kept
from skimage import data

from studio.recipe.regions import PHOTO
from studio.ui.panels import contrast
from studio.ui.work import session

PAGE = "pages/1_Auto_Colorize.py"


def recipe(app):
    return kept(app, session.HISTORY).present


def words(app):
    return [markdown.value for markdown in app.markdown]


@pytest.fixture
def faded(app, upload):
    return upload(app, encoded(fade(data.chelsea(), 5).rgb, "PNG")).switch_page(PAGE).run()


def test_a_faded_print_is_restored_shown_as_far_as_wished_and_put_back(faded, labelled, compared):
    before = compared(faded)["sides"][1]["jpeg"]
    assert contrast.PRINT in words(faded)
    faded.button(key="contrast-yes").click().run()
    assert recipe(faded).contrast == 1
    assert contrast.PRINT not in words(faded)
    assert compared(faded)["sides"][1]["jpeg"] != before
    labelled(faded.slider, "Contrast").set_value(0.4).run()
    assert recipe(faded).contrast == 0.4
    for _ in range(2):
        labelled(faded.button, "Undo").click().run()
    assert recipe(faded).contrast is None
    assert compared(faded)["sides"][1]["jpeg"] == before


def test_who_says_no_is_not_asked_again_and_may_restore_it_later(faded, labelled):
    faded.button(key="contrast-no").click().run()
    assert contrast.PRINT not in words(faded)
    assert recipe(faded).contrast is None
    labelled(faded.toggle, "Restore contrast").set_value(True).run()
    assert recipe(faded).contrast == 1
    labelled(faded.toggle, "Restore contrast").set_value(False).run()
    assert recipe(faded).contrast is None
    assert contrast.PRINT not in words(faded)


def test_a_photo_that_is_well_is_not_offered_anything(coloring):
    assert contrast.PRINT not in words(coloring)


def test_colours_that_have_faded_are_restored_as_they_are(app, upload):
    veiled = np.uint8(np.rint(data.coffee() * [0.5, 0.4, 0.35] + [90, 50, 40]))
    page = upload(app, encoded(veiled, "PNG")).switch_page(PAGE).run()
    assert contrast.COLORS in words(page)
    page.button(key="contrast-yes").click().run()
    assert recipe(page).contrast == 1
    assert recipe(page).regions.base == PHOTO
