import json
import re
from collections import Counter
from typing import get_args

import pytest

from studio.errors import DataError, UnknownModelError
from studio.models import catalog, runtimes
from studio.models.catalog import Archive, Model, Preset, WeightFile
from studio.models.classes import TABLES
from studio.models.registry import Registry


@pytest.mark.parametrize("model", catalog.models().values(), ids=lambda m: m.name)
def test_entry_has_a_runtime_and_checksums(model):
    assert callable(runtimes.find(model.runtime))
    assert all(re.fullmatch("[0-9a-f]{64}", file.sha256) and file.size for file in model.files)


@pytest.mark.parametrize("model", catalog.models().values(), ids=lambda m: m.name)
def test_entry_says_how_its_files_are_to_be_had(model):
    assert bool(model.files) + bool(model.bundle) == (model.name != "levin2004")


ABOUT = {
    **{"name": "old", "title": "Old", "task": "segment", "runtime": "levin2004"},
    **{"parameters": 5, "memory": 1, "speed": "", "licence": "", "source": "", "summary": ""},
}
FLAT = {  # entries as catalogs hold them that people have, and what they mean
    "files": (
        {"hints": True, "files": [{"name": "a", "size": 3, "sha256": "0"}]},
        {"hints": True, "files": (WeightFile(name="a", size=3, sha256="0"),)},
    ),
    "archive": ({"contents": ["a"], "archive": ["b"]}, {"bundle": Archive(("a",), ("b",))}),
    "preset": ({"contents": ["a"], "preset": "b"}, {"bundle": Preset(("a",), "b")}),
}


@pytest.mark.parametrize(("written", "meant"), FLAT.values(), ids=FLAT)
def test_flat_entry_is_read(tmp_path, written, meant):
    assert read_one(tmp_path, **written) == {"old": Model(**ABOUT, **meant)}


def test_every_runtime_has_a_class():
    assert tuple(runtimes.CLASSES) == get_args(runtimes.Runtime)


def test_one_model_fits_each_scene_best():
    fitting = Counter(model.scene for model in catalog.models().values() if model.scene)
    assert fitting == dict.fromkeys(get_args(catalog.Scene), 1)


def test_photos_are_matched_by_what_one_model_sees():
    assert [model.compares for model in catalog.models().values()].count(True) == 1


def test_no_two_models_of_a_task_have_one_rank():
    ranks = Counter((model.task, model.rank) for model in catalog.models().values() if model.rank)
    assert set(ranks.values()) == {1}


def test_segmenters_name_tables_that_exist():
    named = {model.classes for model in catalog.models().values() if model.task == "segment"}
    assert named - {""} <= set(TABLES)


def test_siblings_differ_only_in_the_data_set():
    urls = {
        catalog.find(f"hrnet-{name}").bundle.mirrors for name in ("camvid", "pvoc", "coco", "city")
    }
    assert {re.sub("camvid|pvoc|coco|city", "*", url) for (url,) in urls} == {
        "https://tfhub.dev/google/HRNet/*-hrnetv2-w48/1?tf-hub-format=compressed"
    }
    assert len(urls) == 4


def test_compact_ships_and_is_whole():
    assert len(Registry().require("compact")) == 4


def test_compact_is_within_its_bounds():
    model = catalog.find("compact")
    assert model.size <= 24_000_000
    assert model.parameters <= 8_000_000


def test_official_model_has_more_than_one_mirror_per_file():
    assert all(len(file.mirrors) >= 2 for file in catalog.find("zhang2016").files)


def test_unknown_name_lists_the_known_ones():
    with pytest.raises(UnknownModelError, match=r"'compcat'.*compact, zhang2016"):
        catalog.find("compcat")


def read_one(folder, **facts):
    path = folder / "catalog.json"
    path.write_text(json.dumps({"models": [{**ABOUT, **facts}]}))
    return catalog.read(path)


@pytest.mark.parametrize(
    "runtime", ["os:system", "builtins:exec", "studio.disk:make_folder", "somewhere:Net", ""]
)
def test_only_a_name_that_the_studio_knows_is_run(tmp_path, runtime):
    with pytest.raises(DataError, match=r"runtime.*'compact'"):
        read_one(tmp_path, runtime=runtime)


def test_a_run_of_an_earlier_studio_which_names_the_class_itself_is_run(tmp_path):
    models = read_one(tmp_path, task="colorize", runtime="studio.models.levin:Levin2004")
    assert Registry(models, tmp_path).colorizer("old").size(10, 20)


HOSTILE = {
    "no object": [1],
    "no models": {},
    "no entry": {"models": [1]},
    "no name": {"models": [{**ABOUT, "name": None}]},
    "misspelt": {"models": [{**ABOUT, "nmae": "x"}]},
    "wrong kind": {"models": [{**ABOUT, "memory": "much"}]},
    "unknown task": {"models": [{**ABOUT, "task": "paint"}]},
    "unknown scene": {"models": [{**ABOUT, "scene": "beach"}]},
    "half a letter": {"models": [{**ABOUT, "title": "\ud800"}]},
    "outside": {"models": [{**ABOUT, "name": "../old"}]},
    "file outside": {"models": [{**ABOUT, "files": [{"name": "/etc/passwd"}]}]},
}


@pytest.mark.parametrize("document", HOSTILE.values(), ids=HOSTILE)
def test_a_catalog_that_is_none_is_refused_in_a_sentence(tmp_path, document):
    path = tmp_path / "catalog.json"
    path.write_text(json.dumps(document))
    with pytest.raises(DataError, match="no readable"):
        catalog.read(path)
