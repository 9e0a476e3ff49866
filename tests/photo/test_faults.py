"""Files of the kinds that went wrong once, with the gray that they should open as."""

import numpy as np
import pytest
from PIL import Image

from studio.errors import PhotoError
from studio.photo.photo import open_file


def test_faulty_kinds_open_right_or_are_named(shared):
    folder = shared / "faults"
    if not folder.is_dir():
        pytest.skip("needs the files in shared/faults")
    wrong = {}
    for path in sorted((folder / "expected").iterdir()):
        name = path.name.removesuffix(".png")
        try:
            photo = open_file(folder / "inputs" / name)
        except PhotoError as error:
            if "damaged" in error.found or "unknown" in error.found:
                wrong[name] = error.found
            continue
        with Image.open(path) as expected:
            gray = np.asarray(expected.convert("L")).astype(int)
        error = np.abs(photo.rgb - gray[..., None]).max()
        if error > (5 if name.endswith(".jpg") else 2):
            wrong[name] = int(error)
    assert not wrong
