"""How pickers are measured: whose clicks, whose answers, which figures."""

import json
import zipfile

import numpy as np
import pytest
import things as packs
from PIL import Image

from studio.errors import DataError
from studio.evaluate import things
from studio.evaluate.labelled import draw_things, open_pack
from studio.models.registry import Registry


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    return open_pack(packs.write(tmp_path_factory.mktemp("things"), 4))


def disc(side=64, radius=20, centre=(32, 32)):
    y, x = np.mgrid[:side, :side]
    return np.hypot(y - centre[0], x - centre[1]) < radius


def test_a_zip_is_read_as_the_folder(pack, tmp_path):
    with zipfile.ZipFile(tmp_path / "pack.zip", "w") as archive:
        for path in pack.path.iterdir():
            archive.write(path, path.name)
    assert open_pack(tmp_path / "pack.zip").photos == pack.photos


@pytest.mark.parametrize("index", ["", "[]", '[{"name": 1}]', "{"])
def test_a_folder_without_labelled_photos_is_refused(tmp_path, index):
    (tmp_path / "index.json").write_text(index)
    with pytest.raises(DataError, match="labelled"):
        open_pack(tmp_path)


def test_things_are_drawn_from_each_source_up_to_a_number(pack):
    drawn = list(draw_things(pack, 3))
    assert [labelled.source for labelled, _ in drawn] == ["source0"] * 3 + ["source1"] * 3


def test_a_person_clicks_on_what_was_missed_and_on_what_is_too_much():
    missed = things.next_click(np.zeros((64, 64), bool), disc())
    assert (missed.inside, round(missed.x, 1), round(missed.y, 1)) == (True, 0.5, 0.5)
    surplus = things.next_click(disc() | disc(centre=(10, 54), radius=8), disc())
    assert (surplus.inside, round(surplus.x, 2)) == (False, 0.85)


def test_a_person_who_sees_no_error_is_content():
    assert things.next_click(disc(), disc()) is None


def test_clicks_needed_are_counted_up_to_the_last():
    assert things.count_clicks([0.5, 0.86, 0.7], 0.85) == 2
    assert things.count_clicks([0.5, 0.6, 0.7], 0.85) == 3


def right(pack):
    """Answer as somebody who knows: what the clicks have uncovered so far is right."""

    def open_photo(source):
        name = source.name.split("/")[1]
        labelled = next(p for p in pack.photos if p.name == name)
        (labels,) = pack.layers(labelled)

        def answer(clicks, box):
            if not clicks:
                left, top, right_, bottom = box
                x, y = (left + right_) / 2, (top + bottom) / 2
            else:
                x, y = clicks[0].x, clicks[0].y
            return labels == labels[int(y * len(labels)), int(x * labels.shape[1])]

        return answer

    return open_photo


def test_who_knows_all_is_right_at_once(pack):
    figures = things.summarize(things.measure(pack, list(draw_things(pack, 2)), right(pack)))
    assert {figures[key] for key in ("IoU@1", "IoU@5", "NoC@85", "box+0", "obeyed")} == {1}
    assert figures["lowered"] == 0


def test_who_says_nothing_is_never_right(pack):
    def silent(source):
        return lambda clicks, box: np.zeros((source.height, source.width), bool)

    figures = things.summarize(things.measure(pack, list(draw_things(pack, 1)), silent))
    assert (figures["IoU@5"], figures["NoC@85"], figures["obeyed"]) == (0, 10, 0)


@pytest.mark.slow
def test_the_picker_that_ships_and_grabcut_find_plain_things_in_a_box(pack):
    drawn = list(draw_things(pack, 2))
    for answers in (things.by_picker("pick-compact", Registry()), things.by_grabcut):
        figures = things.summarize(things.measure(pack, drawn, answers))
        assert figures["box+1"] > 0.9


def test_figures_are_ready_for_json(pack):
    json.dumps(things.summarize(things.measure(pack, list(draw_things(pack, 1)), right(pack))))


def test_those_who_touch_are_told_apart_by_who_knows(tmp_path):
    folder = packs.write(tmp_path, 2)
    index = json.loads((folder / "index.json").read_text())
    for entry in index:
        entry["targets"] = [
            {"level": 1, "layer": 0, "ids": [label], "core": [label], "name": "person"}
            for label in (3, 4)
        ]
        with Image.open(folder / f"{entry['name']}.0.png") as image:
            labels = np.zeros(np.asarray(image).shape, np.uint8)
        labels[20:100, 30:60], labels[20:100, 60:90] = 3, 4
        Image.fromarray(labels).save(folder / f"{entry['name']}.0.png")
    (folder / "index.json").write_text(json.dumps(index))
    crowd = open_pack(folder)
    apart = {"parted@1": 1.0, "parted@3": 1.0, "touching": 4}
    assert things.part(crowd, right(crowd)) == apart
    everyone = things.part(crowd, lambda source: lambda clicks, box: np.ones((128, 128), bool))
    assert everyone["parted@1"] == 0


def test_where_nobody_touches_another_nothing_is_said_of_it(pack):
    assert things.part(pack, right(pack)) == {}
