"""Every reader of foreign bytes reads them or refuses; `benchmarks.fuzz` tries for longer."""

import warnings

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from benchmarks import foreign
from studio.errors import StudioError

READERS = foreign.readers()
BRIEFLY = settings(
    derandomize=True,  # the same each time: what is new is for the long run
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)

MANY, FEW = 120, 30  # a film is looked at in a process of its own, which takes longer


@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
def test_spoilt_bytes_are_read_or_refused(name):
    reader = READERS[name]

    @settings(BRIEFLY, max_examples=FEW if name == "film" else MANY)
    @given(foreign.spoilt(reader.seeds))
    def attempt(data):
        with warnings.catch_warnings(action="ignore"):  # Pillow's, of damaged tags
            try:
                reader.read(data)
            except StudioError as error:
                assert str(error).encode()  # noqa: PT017 - it can be shown

    attempt()


@pytest.mark.parametrize("name", READERS)
def test_whole_bytes_are_read(name):
    reader = READERS[name]
    for seed in reader.seeds[:1]:
        reader.read(seed)
