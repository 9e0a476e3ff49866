"""Documents spoilt in any way give a value or a sentence, whatever they are of."""

import json
import math
import random

import documents
import pytest
from recipe.test_hints import HINTS
from recipe.test_regions import REGIONS

from studio.errors import RecipeError
from studio.recipe.documents import read, write

HOSTILE = [math.nan, math.inf, -1e308, 1e308, 10**400, -1, 2, True, None, "", "tint", "url(x)"]
KINDS = pytest.mark.parametrize("value", [HINTS, REGIONS], ids=["hints", "regions"])


def test_message_stays_short_whatever_was_found():
    document = write(HINTS)
    for enormous in documents.enormous():
        with pytest.raises(RecipeError) as refusal:
            read(type(HINTS), documents.changed(document, "points", 0, "color", value=enormous))
        assert len(str(refusal.value)) < 300


@pytest.mark.slow
@KINDS
@pytest.mark.parametrize("seed", range(0, 500, 50))
def test_hostile_document_gives_a_value_or_a_typed_error(value, seed):
    refused = 0
    for case in range(seed, seed + 50):
        spoilt = [*HOSTILE, [], {}, [1] * 999]
        document = documents.hostile(write(value), random.Random(case), spoilt)
        try:
            found = read(type(value), document)
        except RecipeError:
            refused += 1
        else:
            assert read(type(value), json.loads(json.dumps(write(found)))) == found
    assert 0 < refused < 50
