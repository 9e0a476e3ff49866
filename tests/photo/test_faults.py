"""Files of the kinds that went wrong once, with the pixels that they should open as."""

import numpy as np
import pytest
from PIL import Image

from studio.errors import PhotoError
from studio.photo.photo import open_file

COARSE = {"rgb565.tif": 8}  # five bits a sample are 8 levels apart


@pytest.mark.parametrize("place", ["faults", "faults/second"])
def test_faulty_kinds_open_right_or_are_named(shared, place):
    folder = shared / place
    if not folder.is_dir():
        pytest.skip(f"needs the files in shared/{place}")
    wrong = {}
    for path in sorted((folder / "expected").iterdir()):
        name = path.name.removesuffix(".png")
        try:
            photo = open_file(folder / "inputs" / name)
        except PhotoError as error:
            if "damaged" in error.found or "unknown" in error.found:
                wrong[name] = error.found
            continue
        with Image.open(path) as picture:
            expected = np.asarray(picture.convert("RGBA")).astype(float)
        error = np.abs(photo.rgb - expected[..., :3]) * expected[..., 3:] / 255
        if error.max() > COARSE.get(name, 5 if name.endswith(".jpg") else 2):
            wrong[name] = int(error.max())
    assert not wrong


def test_every_faulty_file_opens_or_is_named(shared):
    folder = shared / "faults" / "second" / "inputs"
    if not folder.is_dir():
        pytest.skip("needs the files in shared/faults/second")
    damaged = []
    for path in sorted(folder.iterdir()):
        try:
            open_file(path)
        except PhotoError as error:
            damaged += [path.name] if "damaged" in error.found else []
    assert not damaged
