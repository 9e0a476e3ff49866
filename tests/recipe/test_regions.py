import json
import math
from dataclasses import replace

import documents
import numpy as np
import pytest

from studio.errors import RecipeError
from studio.photo.mask_files import MOST_CHARACTERS, pack
from studio.recipe.documents import read, write
from studio.recipe.regions import (
    MOST_EDITS,
    MOST_MASKS,
    PHOTO,
    Adjust,
    Click,
    Colorize,
    Drawn,
    Foreground,
    Keep,
    OfClasses,
    Picked,
    RegionEdit,
    Regions,
    Tidying,
    Tint,
)

MASK = pack(np.eye(9, dtype=bool))
REGIONS = Regions(
    (
        RegionEdit(
            where=Foreground("people-compact"), what=Tint("#2e86c1", 0.8), feather=0.01, name="me"
        ),
        RegionEdit(where=Foreground("people-compact"), what=Keep(), on=False, grow=-0.02),
        RegionEdit(
            where=OfClasses("camvid-compact", ("sky", "road")),
            what=Colorize(1.5, -90),
            inverted=True,
        ),
        RegionEdit(where=Drawn(MASK), what=Adjust(0.5, 180)),
    ),
    base=PHOTO,
    tidying=Tidying(floor=0.3, smoothing=0.01, smallest=0.001),
)
DOCUMENT = write(REGIONS)


def parse(document):
    return read(Regions, document)


def changed(*keys, value):
    return documents.changed(DOCUMENT, *keys, value=value)


def test_document_has_the_form_that_is_promised():
    assert DOCUMENT["edits"][0] == {
        "where": {"kind": "foreground", "model": "people-compact"},
        "what": {"kind": "tint", "color": "#2e86c1", "strength": 0.8},
        "on": True,
        "inverted": False,
        "border": "soft",
        "grow": 0.0,
        "feather": 0.01,
        "name": "me",
    }
    assert DOCUMENT["edits"][2]["where"]["names"] == ["sky", "road"]
    assert DOCUMENT["tidying"] == {"floor": 0.3, "smoothing": 0.01, "smallest": 0.001}


def test_regions_survive_the_way_to_json_and_back():
    assert parse(json.loads(json.dumps(DOCUMENT))) == REGIONS


def test_regions_can_be_compared_and_hashed():
    assert hash(parse(DOCUMENT)) == hash(REGIONS)


def test_nothing_is_edited_by_default():
    assert parse({}) == Regions()
    assert not Regions().edits


@pytest.mark.parametrize(
    ("keys", "values"),
    [
        (("edits", 0, "what", "color"), ["red", "#b03a2", "#b03a2e\n", None, 7]),
        (("edits", 0, "what", "strength"), [-0.1, 2.1, math.nan, math.inf, 10**400, True, "1"]),
        (("edits", 3, "what", "hue"), [-181, 181, math.nan, None]),
        (("edits", 0, "grow"), [0.2, -0.2, [0]]),
        (("edits", 0, "feather"), [-0.01, 0.3]),
        (("edits", 0, "on"), [0, 1, "true", None]),
        (("edits", 0, "where", "kind"), ["sky", "", None, 3, [], {}]),
        (("edits", 0, "where", "model"), ["", "x" * 101, 3]),
        (("edits", 2, "where", "names"), ["sky", [3], [""], ["x"] * 256]),
        (("edits", 3, "where", "mask"), ["", "AAAA", MASK[:50], "A" * (MOST_CHARACTERS + 1), 3]),
        (("base",), ["photos", "", None]),
        (("tidying", "floor"), [-1, 2, math.nan, "0"]),
        (("tidying",), [None, [], {"roof": 0}]),
        (("edits",), [None, {}, "edits", [None], [{}]]),
    ],
    ids=lambda part: ".".join(map(str, part)) if isinstance(part, tuple) else "",
)
def test_wrong_value_is_refused(keys, values):
    for value in values:
        with pytest.raises(RecipeError):
            parse(changed(*keys, value=value))


@pytest.mark.parametrize("document", [None, [], "regions", {"edit": []}])
def test_document_of_another_form_is_refused(document):
    with pytest.raises(RecipeError):
        parse(document)


def test_message_names_the_edit_and_the_entry():
    with pytest.raises(
        RecipeError, match="edit 3, what, colorize, hue: 500, expected a number from -180 to 180"
    ):
        parse(changed("edits", 2, "what", "hue", value=500))


def test_unknown_key_is_refused_since_it_may_be_misspelt():
    with pytest.raises(RecipeError, match="edit 1, what"):
        parse(changed("edits", 0, "what", "colour", value="#ffffff"))


@pytest.mark.parametrize("inverted", [False, True])
def test_the_background_of_older_documents_is_all_but_the_foreground(inverted):
    where = {"kind": "background", "model": "people-compact"}
    old = {**DOCUMENT["edits"][0], "where": where, "inverted": inverted}
    (edit,) = parse({"edits": [old]}).edits
    assert edit == replace(REGIONS.edits[0], inverted=not inverted)


def test_an_edit_too_many_is_not_added():
    full = Regions(REGIONS.edits[:1] * MOST_EDITS)
    with pytest.raises(RecipeError, match="33 region edits, expected at most 32"):
        full.add(REGIONS.edits[0])


def test_too_many_edits_are_refused():
    with pytest.raises(RecipeError, match="edits: a list of 33, expected at most 32"):
        parse({"edits": DOCUMENT["edits"][:1] * (MOST_EDITS + 1)})


def test_masks_share_one_limit():
    rich = pack(np.random.default_rng(0).random((1000, 1000)) < 0.5)
    edit = changed("edits", 3, "where", "mask", value=rich)["edits"][3]
    count = MOST_MASKS // len(rich) + 1
    assert len(parse({"edits": [edit] * (count - 1)}).edits) == count - 1
    with pytest.raises(RecipeError, match="letters of masks"):
        parse({"edits": [edit] * count})


CLICK = {"x": 0.3, "y": 0.4}


def picked(**about):
    return read(Picked, {"kind": "picked", "model": "pick-compact", **about})


def test_what_is_picked_survives_the_way_to_json_and_back():
    clicks = (Click(0.3, 0.4), Click(0.6, 0.7, inside=False))
    where = Picked(model="pick-compact", clicks=clicks, box=(0.1, 0.2, 0.9, 0.8), level="part")
    assert read(Picked, json.loads(json.dumps(write(where)))) == where


def test_a_click_is_inside_and_the_best_level_is_meant_unless_said_otherwise():
    where = picked(clicks=[CLICK])
    assert (where.clicks[0].inside, where.level, where.box) == (True, "best", None)


@pytest.mark.parametrize(
    "about",
    [{}, {"clicks": []}, {"clicks": [{**CLICK, "inside": False}]}, {"clicks": [CLICK] * 65},
     {"clicks": [{"x": 1.1, "y": 0}]}, {"clicks": [CLICK], "level": "crowd"},
     {"box": [0, 0, 1]}, {"box": [0.5, 0, 0.5, 1]}, {"box": [0, 0, 1, 2]}],
)  # fmt: skip
def test_what_points_at_nothing_is_refused(about):
    with pytest.raises(RecipeError):
        picked(**about)
