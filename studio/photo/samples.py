"""Sample photos that come with scikit-image, free to use, shown without their colours."""

import functools
import io
from dataclasses import dataclass
from importlib.resources import files

from PIL import Image, ImageOps

from studio.language import _

THUMBNAIL_SIDE = 300  # pixels: twice what a page shows, for dense screens


@dataclass(frozen=True)
class Sample:
    """A photo in scikit-image's wheel; no network is asked for it."""

    title: str
    file: str  # name in the folder `skimage/data`
    credit: str


# All of them public domain or CC0, as the docstrings of `skimage.data` say.
SAMPLES = (
    Sample(_("Photographer"), "camera.png", "Lav Varshney"),
    Sample(_("Astronaut"), "astronaut.png", "NASA"),
    Sample(_("Cat"), "chelsea.png", "Stéfan van der Walt"),
    Sample(_("Coffee"), "coffee.png", "Rachel Michetti"),
    Sample(_("Rocket"), "rocket.jpg", "SpaceX"),
)

COLORED = tuple(sample for sample in SAMPLES if sample.file != "camera.png")  # gray from the start


def original(sample: Sample) -> bytes:
    """Return a sample as it is, as the bytes of its file."""
    return (files("skimage") / "data" / sample.file).read_bytes()


@functools.cache
def read(sample: Sample) -> bytes:
    """Return a sample in black and white, as the bytes of a PNG file."""
    file = io.BytesIO()
    _gray(sample).save(file, "PNG")
    return file.getvalue()


@functools.cache
def thumbnail(sample: Sample) -> bytes:
    """Return the middle of a sample in black and white, as the bytes of a square JPEG file."""
    file = io.BytesIO()
    ImageOps.fit(_gray(sample), (THUMBNAIL_SIDE, THUMBNAIL_SIDE)).save(file, "JPEG", quality=90)
    return file.getvalue()


def _gray(sample: Sample) -> Image.Image:
    with (files("skimage") / "data" / sample.file).open("rb") as stream:
        return Image.open(stream).convert("L")
