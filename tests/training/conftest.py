"""Photos to train on, small enough for a test."""

import pytest
from PIL import Image
from skimage import data

PHOTOS = {"astronaut": data.astronaut, "coffee": data.coffee, "chelsea": data.chelsea}


@pytest.fixture(scope="session")
def photos(tmp_path_factory):
    """A folder of three photos in colour and one in gray."""
    folder = tmp_path_factory.mktemp("photos")
    for name, load in PHOTOS.items():
        Image.fromarray(load()[:256, :256]).save(folder / f"{name}.jpg")
    Image.fromarray(data.camera()).convert("RGB").save(folder / "gray.jpg")
    return folder
