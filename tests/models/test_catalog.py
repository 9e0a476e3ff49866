import pkgutil
import re

import pytest

from studio.errors import UnknownModelError
from studio.models import catalog, weights


@pytest.mark.parametrize("model", catalog.models().values(), ids=lambda m: m.name)
def test_entry_has_a_runtime_and_checksums(model):
    assert callable(pkgutil.resolve_name(model.runtime))
    assert all(re.fullmatch("[0-9a-f]{64}", file.sha256) and file.size for file in model.files)


def test_compact_ships_and_is_whole():
    assert len(weights.locate(catalog.find("compact"))) == 2


def test_compact_is_within_its_bounds():
    model = catalog.find("compact")
    assert model.size <= 12_000_000
    assert model.parameters <= 4_000_000


def test_official_model_has_more_than_one_mirror_per_file():
    assert all(len(file.mirrors) >= 2 for file in catalog.find("zhang2016").files)


def test_unknown_name_lists_the_known_ones():
    with pytest.raises(UnknownModelError, match=r"'compcat'.*compact, zhang2016"):
        catalog.find("compcat")
