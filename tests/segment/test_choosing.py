"""Which segmenter fits, with the nets that ship and photos of both kinds."""

from dataclasses import replace

import pytest

from studio.errors import MissingWeightsError
from studio.models import catalog
from studio.models.registry import Registry
from studio.photo import samples
from studio.photo.photo import open_file, read
from studio.segment.choosing import choose, find_knowing


@pytest.fixture(scope="module")
def registry():
    return Registry()


@pytest.fixture(scope="module")
def portrait():
    """The astronaut, in gray."""
    return read(samples.read(samples.SAMPLES[1]), "astronaut.png")


@pytest.fixture
def street(shared):
    return open_file(min((shared / "data/camvid/val").iterdir()))


def chosen(photo, registry, *names):
    return registry.models[choose(photo, registry, names)].classes


@pytest.mark.slow
def test_a_portrait_is_people_and_a_street_is_a_street(registry, portrait, street):
    assert chosen(portrait, registry) == "PEOPLE"
    assert chosen(street, registry) == "CAMVID_11"


def test_classes_that_are_asked_for_are_known_whatever_the_photo(registry, portrait, street):
    assert chosen(portrait, registry, "car") == "CAMVID_11"
    assert chosen(street, registry, "Person") == "PEOPLE"


@pytest.fixture
def two(shared):
    """A registry of one that knows streets and one that knows things."""
    voc = catalog.find("deeplabv3-voc")
    street = replace(voc, name="street", classes="CAMVID_11")
    return Registry({m.name: m for m in (street, voc)}, shared / "models")


@pytest.mark.parametrize(
    ("names", "able"),
    [
        ((), ["street", "deeplabv3-voc"]),
        (("Person", "sofa"), ["deeplabv3-voc"]),
        (("unicorn",), ["street", "deeplabv3-voc"]),
    ],
)
def test_those_that_know_the_classes_are_found(two, names, able):
    assert [model.name for model in find_knowing(names, two)] == able


def test_where_one_of_the_two_is_missing_the_first_is_taken(two, portrait):
    assert choose(portrait, two) == "street"


def test_without_any_segmenter_the_way_to_one_is_told(tmp_path, portrait):
    with pytest.raises(MissingWeightsError, match="colorstudio models install"):
        choose(portrait, Registry(folder=tmp_path))
