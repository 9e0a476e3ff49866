"""Photos to train on, small enough for a test; and that these tests are about Keras."""

from pathlib import Path

import pytest
from PIL import Image
from skimage import data

HERE = Path(__file__).parent
PHOTOS = {"astronaut": data.astronaut, "coffee": data.coffee, "chelsea": data.chelsea}


def pytest_ignore_collect(collection_path, config):
    """Importing these tests alone loads TensorFlow."""
    return True if "not tensorflow" in config.option.markexpr else None


def pytest_collection_modifyitems(items):
    """All of this folder is about Keras, which runs on TensorFlow here."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.tensorflow)


@pytest.fixture(scope="session")
def photos(tmp_path_factory):
    """A folder of three photos in colour and one in gray."""
    folder = tmp_path_factory.mktemp("photos")
    for name, load in PHOTOS.items():
        Image.fromarray(load()[:256, :256]).save(folder / f"{name}.jpg")
    Image.fromarray(data.camera()).convert("RGB").save(folder / "gray.jpg")
    return folder
