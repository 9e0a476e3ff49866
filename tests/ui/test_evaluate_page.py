import json
import shutil

import numpy as np
import pytest
import things as packs
from commands import invoke
from pictures import encoded
from skimage import data

from studio.evaluate.realism import extractor
from studio.models.catalog import FOLDER
from studio.models.registry import Registry
from studio.photo import samples
from studio.recipe.recipe import STYLES
from studio.ui.evaluate import color_photos, measurement
from studio.ui.work import cache

PAGE = "pages/5_Evaluate.py"


@pytest.fixture
def page(app):
    return app.switch_page(PAGE).run()


def sample_of(app):
    return next(c.value for c in app.get("pills") if c.label == "Colour photo")


def rows(app):
    return app.dataframe[0].value.to_dict("records")


@pytest.mark.slow
def test_a_sample_is_measured_before_anything_is_chosen(page):
    assert sample_of(page) == samples.COLORED[0].title
    assert [row["way"] for row in rows(page)][:2] == ["gray", "constant"]
    ways = sum(model.automatic for model in cache.registry().ready()) * (1 + len(STYLES))
    assert len(rows(page)) == 2 + ways


def test_every_way_is_shown_and_one_beside_the_original(page, compared):
    pressed = [button for button in page.button if (button.key or "").startswith("way-0-")]
    ways = [row["way"].replace("compact", "Compact") for row in rows(page)]
    assert [button.label for button in pressed] == ways
    pressed[-1].click().run()
    shown = compared(page)
    assert [shown["sides"][0]["title"], shown["sides"][1]["title"]] == ["Original", ways[-1]]


def assert_table(app, content, folder):
    """The table of the page says what the command does, to the last digit but for the time."""
    (folder / "photos").mkdir()
    (folder / "photos" / "one.png").write_bytes(content)
    file = folder / "figures.json"
    assert invoke("evaluate", "auto", folder / "photos", "--json", file).exit_code == 0
    told = json.loads(file.read_text())
    assert [row["way"] for row in rows(app)] == list(told)
    for row in rows(app):
        figures = told[row["way"]]
        assert row["seconds"] > 0
        for key in ("colorfulness", "variety", "drained"):
            assert row[key] == 100 * figures[key]
        for key in ("psnr", "ssim", "delta_e"):
            assert row[key] == figures[key]


def test_a_verdict_in_words_comes_first(page):
    assert "as much as the true ones" in page.subheader[0].value


def test_the_pair_is_what_the_verdict_speaks_of(page, compared):
    assert page.subheader[0].value.startswith(compared(page)["sides"][1]["title"])


def test_figures_are_offered_as_files(page):
    csv_file, json_file = (page.get("download_button")[n].proto for n in range(2))
    assert [csv_file.label, json_file.label] == ["Download CSV", "Download JSON"]


@pytest.mark.slow
def test_several_photos_are_measured_together(page, compared):
    page.pills(key=color_photos.SAMPLE).set_value(color_photos.ALL).run()
    assert len(page.main.image) == len(samples.COLORED) * len(rows(page))
    assert "once this small net is here" in " ".join(text.value for text in page.markdown)
    ends = [button for button in page.button if (button.key or "").startswith("end-")]
    assert [button.label.partition(":")[0] for button in ends] == ["Best photo", "Worst photo"]
    before = compared(page)["sides"][0]["jpeg"]
    ends[1].click().run()
    assert compared(page)["sides"][0]["jpeg"] != before


@pytest.mark.slow
def test_of_several_photos_realism_is_measured_once_its_net_is_here(
    page, shared, tmp_path, monkeypatch
):
    weights = tmp_path / "weights"
    shutil.copytree(FOLDER, weights)
    registry = Registry(folder=weights)
    net = extractor(registry).name
    shutil.copytree(shared / "models" / net, weights / net)
    monkeypatch.setattr(cache, "registry", lambda: registry)
    page.pills(key=color_photos.SAMPLE).set_value(color_photos.ALL).run()
    assert all(row["low"] <= row["kid"] <= row["high"] for row in rows(page))


@pytest.mark.slow
def test_figures_of_a_sample_are_those_of_the_command_line(page, tmp_path):
    sample = samples.COLORED[1]
    page.pills(key=color_photos.SAMPLE).set_value(sample.title).run()
    assert_table(page, samples.original(sample), tmp_path)


@pytest.mark.slow
def test_figures_of_a_kodak_picture_are_those_of_the_command_line(page, upload, shared, tmp_path):
    content = (shared / "data/kodak/23.png").read_bytes()
    assert_table(upload(page, content, "23.png"), content, tmp_path)


@pytest.mark.slow
def test_a_colour_photo_that_is_open_is_measured(app, upload):
    upload(app, samples.original(samples.COLORED[2]), "mine.png").switch_page(PAGE).run()
    assert sample_of(app) is None
    assert rows(app)


def test_a_gray_photo_that_is_open_is_stood_in_for_in_a_sentence(app, upload, photo):
    upload(app, photo).switch_page(PAGE).run()
    assert [c for c in app.caption if "no colours of its own to compare with" in c.value]
    assert rows(app)


def test_a_gray_photo_is_refused_in_a_sentence(page, upload, photo):
    upload(page, photo)
    assert "a photo without colours of its own" in page.error[0].value
    assert sample_of(page) == samples.COLORED[0].title


@pytest.mark.slow
def test_a_photo_dropped_is_measured_and_kept(page, upload):
    upload(page, encoded(data.coffee()[:200, :300], "PNG"), "mine.png")
    first = rows(page)
    page.switch_page("Home.py").run()
    page.switch_page(PAGE).run()
    assert [row["psnr"] for row in rows(page)] == [row["psnr"] for row in first]
    assert sample_of(page) is None


@pytest.mark.parametrize("title", [measurement.FIGURES[key] for key in measurement.PLOTTED[:-1]])
def test_every_figure_of_a_photo_can_be_plotted(page, title):
    next(c for c in page.segmented_control if c.label == "Plot").set_value(title).run()


def test_shipped_results_stand_beside(page):
    cards = [e for e in page.expander if "the results in its model card" in e.label]
    assert cards
    assert "| Natural |" in cards[0].markdown[0].value


def drop_masks(page, *names):
    """Drop a scene with a disc, and the disc's mask, under these names."""
    rgb, labels = packs.scene(0)
    mask = (labels == packs.KINDS["disc"]).astype(np.uint8) * np.uint8(255)
    files = [
        (name, encoded(mask if "_mask" in name else rgb, "PNG"), "image/png") for name in names
    ]
    (uploader,) = [u for u in page.file_uploader if u.label == "Drop photos and their masks here"]
    return uploader.set_value(files).run()


def test_without_masks_the_page_says_what_they_are_and_how_to_give_them(page):
    told = next(text.value for text in page.markdown if "photos with masks" in text.value)
    assert "white where the thing is" in told
    assert "hat.jpg and hat_mask.png" in told
    assert len(page.dataframe) == 1


@pytest.mark.slow
def test_clicks_and_hints_are_measured_on_a_photo_with_its_mask(page):
    drop_masks(page, "scene.png", "scene_mask.png")
    clicks, hints, colors = (frame.value.to_dict("records") for frame in page.dataframe[1:])
    assert clicks[0]["5 clicks"] > 80
    assert 1 <= clicks[0]["Clicks to 85 %"] <= 10
    inside = next(row for row in hints if row["A hint goes"] == "In the thing under it")
    assert inside["Covered"] > 80
    assert inside["Spilt"] < 5
    gray = next(row for row in colors if row["Way to colour"] == "gray")
    assert gray["Colours wander in things"] < 0.1
    assert gray["Skin gray or blue"] is None


@pytest.mark.parametrize(
    ("names", "found"),
    [(("hat.png",), "no mask of hat"), (("hat_mask.png",), "no photo of the mask hat_mask")],
)
def test_a_photo_or_mask_alone_is_refused_in_a_sentence(page, names, found):
    drop_masks(page, *names)
    assert found in page.error[0].value
    assert len(page.dataframe) == 1


def test_a_mask_of_another_shape_is_refused_in_a_sentence(page):
    rgb, _ = packs.scene(0)
    (uploader,) = [u for u in page.file_uploader if u.label == "Drop photos and their masks here"]
    mask = np.full((40, 90), 255, np.uint8)
    files = [("a.png", encoded(rgb, "PNG"), "image/png"),
             ("a_mask.png", encoded(mask, "PNG"), "image/png")]  # fmt: skip
    uploader.set_value(files).run()
    assert "a mask of 90 x 40 pixels" in page.error[0].value
