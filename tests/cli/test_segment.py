import json
import shutil
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from commands import invoke
from PIL import Image

from studio.evaluate.scenes import open_people
from studio.models import catalog
from studio.models.classes import CAMVID_11, VOC
from studio.models.registry import Registry
from studio.photo import samples
from studio.photo.photo import open_file

pytestmark = pytest.mark.slow

PERSON = VOC.names.index("person")


@pytest.fixture
def photo(shared, tmp_path):
    source = sorted((shared / "data/people/images").iterdir())[0]
    return shutil.copy(source, tmp_path / "person.jpg")


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_class_of_each_pixel_is_written_at_the_size_of_the_photo(run, photo, shared, tmp_path):
    assert run("segment", photo, "-o", tmp_path / "out").exit_code == 0
    picture = Image.open(tmp_path / "out/person_classes.png")
    found = np.asarray(picture) == PERSON
    truth = open_people(shared / "data/people")[1][0].labels == 1
    assert picture.mode == "P"
    assert (found & truth).sum() / (found | truth).sum() > 0.7


def test_class_ids_are_shown_in_the_colours_of_the_classes(run, photo, tmp_path):
    run("segment", photo, "-o", tmp_path / "out")
    shown = np.asarray(Image.open(tmp_path / "out/person_classes.png").convert("RGB"))
    assert {tuple(color) for color in shown.reshape(-1, 3).tolist()} <= set(VOC.palette)


def test_areas_are_printed_in_percent(run, photo, tmp_path):
    printed = run("segment", photo, "-o", tmp_path / "out").stdout
    ids = np.asarray(Image.open(tmp_path / "out/person_classes.png"))
    assert printed.startswith(f"{photo}: ")
    assert f"person {(ids == PERSON).mean():.1%}" in printed


def test_overlay_is_written_on_request(run, photo, tmp_path):
    assert run("segment", photo, "-o", tmp_path / "out", "--overlay").exit_code == 0
    assert names(tmp_path / "out") == ["person_classes.png", "person_overlay.jpg"]
    before, after = (open_file(x).rgb for x in (photo, tmp_path / "out/person_overlay.jpg"))
    colors = np.asarray(VOC.palette)[np.asarray(Image.open(tmp_path / "out/person_classes.png"))]
    assert np.abs(after - (before / 2 + colors / 2)).mean() < 3


def test_small_regions_go_when_asked(run, photo, tmp_path):
    run("segment", photo, "-o", tmp_path / "out", "--smallest", "0.6")
    assert len(np.unique(Image.open(tmp_path / "out/person_classes.png"))) == 1


def test_folder_is_segmented_but_for_what_is_no_photo(run, photo, tmp_path):
    (tmp_path / "bad.png").write_bytes(b"")
    result = run("segment", tmp_path, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{tmp_path / 'bad.png'}: Found an empty file")
    assert names(tmp_path / "out") == ["person_classes.png"]


def test_nothing_is_overwritten_unasked(run, photo, tmp_path):
    target = tmp_path / "person_classes.png"
    target.write_bytes(b"mine")
    assert run("segment", photo, "-o", tmp_path).exit_code == 1
    assert target.read_bytes() == b"mine"
    assert run("segment", photo, "-o", tmp_path, "--overwrite").exit_code == 0
    assert target.read_bytes() != b"mine"


@pytest.mark.parametrize(
    ("model", "reason"),
    [
        ("nobody", "Found the model name 'nobody'"),
        ("compact", "a model of another kind"),
        ("hrnet-camvid", "colorstudio models install hrnet-camvid"),
    ],
)
def test_model_that_cannot_run_is_told_once(run, photo, tmp_path, model, reason):
    result = run("segment", photo, photo, "-o", tmp_path / "out", "--model", model)
    assert result.exit_code == 1
    assert result.stderr.count(reason) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("segment",),
        ("segment", "a.png"),
        ("segment", "a.png", "-o", "b.png"),
        ("segment", "a.png", "-o", "b", "--floor", "2"),
        ("evaluate", "camvid"),
        ("evaluate", "people"),
    ],
)
def test_wrong_usage_exits_with_2(arguments):
    assert invoke(*arguments).exit_code == 2


def test_each_photo_is_looked_at_by_the_model_that_fits_it(shared, tmp_path):
    (tmp_path / "in").mkdir()
    shutil.copy(min((shared / "data/camvid/val").iterdir()), tmp_path / "in/street.png")
    (tmp_path / "in/astronaut.png").write_bytes(samples.read(samples.SAMPLES[1]))
    result = invoke("segment", tmp_path / "in", "-o", tmp_path / "out")
    portrait, street = result.stdout.splitlines()
    assert "person" in portrait
    assert "road" in street


def copy_some(source, target, count):
    target.mkdir()
    for path in sorted(source.iterdir())[:count]:
        shutil.copy(path, target)


def test_masks_of_people_are_measured_in_one_table(run, photo, shared, tmp_path):
    for kind in ("images", "masks"):
        copy_some(shared / "data/people" / kind, tmp_path / kind, 6)
    result = run("evaluate", "people", tmp_path, "--held-out", "--gray")
    assert result.exit_code == 0
    head, *rows = result.stdout.splitlines()
    assert head.split("  ")[0] == "held-out people, gray (2)"
    ways = [row.rsplit("  ", 1)[0].strip() for row in rows]
    assert ways == ["deeplabv3-voc", "deeplabv3-voc refined", "GrabCut from a loose box"]
    assert all(50 < float(row.split()[-1].rstrip("%")) < 100 for row in rows[:2])


def test_model_without_the_classes_of_streets_is_refused(run, shared):
    result = run("evaluate", "camvid", shared / "data/camvid", "--split", "val")
    assert result.exit_code == 1
    assert "a model without sky" in result.stderr


def test_street_scenes_are_measured_class_by_class(shared, tmp_path, monkeypatch):
    odd = replace(catalog.find("deeplabv3-voc"), name="odd", classes="CAMVID")  # misnames things
    placed = partial(Registry, {"odd": odd}, shared / "models")
    monkeypatch.setattr("studio.cli.evaluate_masks.Registry", placed)
    for kind in ("val", "valannot"):
        copy_some(shared / "data/camvid" / kind, tmp_path / kind, 2)
    figures = tmp_path / "figures.json"
    options = ("--split", "val", "--model", "odd", "--json", str(figures))
    result = invoke("evaluate", "camvid", tmp_path, *options)
    assert result.exit_code == 0
    overlaps = json.loads(figures.read_text())["odd"]
    assert list(overlaps) == [*CAMVID_11.names, "mean"]
    assert [row.split()[0] for row in result.stdout.splitlines()] == ["camvid", *overlaps]
    assert f"{overlaps['mean']:.1%}" in result.stdout
