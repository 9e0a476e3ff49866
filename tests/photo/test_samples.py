import io
import socket

import pytest
from PIL import Image

from studio.photo import photo, samples
from studio.photo.facts import facts
from studio.photo.samples import SAMPLES, Sample, read, thumbnail

every_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.title)


@pytest.fixture
def offline(monkeypatch):
    def refuse(*_):
        raise AssertionError("a sample asked for the network")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    read.cache_clear()
    thumbnail.cache_clear()


@every_sample
@pytest.mark.usefixtures("offline")
def test_a_sample_is_a_black_and_white_photo_without_the_network(sample: Sample):
    found = facts(photo.read(read(sample), sample.file))
    assert found.tone == "black and white"
    assert min(found.width, found.height) >= 256


@every_sample
@pytest.mark.usefixtures("offline")
def test_a_thumbnail_is_a_square_without_colour(sample: Sample):
    picture = Image.open(io.BytesIO(thumbnail(sample)))
    assert picture.mode == "L"
    assert picture.width == picture.height


@pytest.mark.parametrize("sample", samples.COLORED, ids=lambda sample: sample.title)
def test_a_sample_in_colour_has_its_colours(sample):
    assert facts(photo.read(samples.original(sample), sample.file)).is_colored
