"""A photo comes out of quarantine as it would have been read here."""

import numpy as np
import pytest
from pictures import encoded, noise
from skimage import data

from studio.color.sizes import is_gray_picture
from studio.errors import PhotoError
from studio.photo import photo, quarantine
from studio.photo.quarantine import FOUND, refuse

GRAY = encoded(data.camera(), "PNG")
ALPHA = encoded(np.dstack([noise(20, 30), noise(20, 30)[..., 0]]), "PNG")


@pytest.mark.process
@pytest.mark.parametrize("content", [GRAY, ALPHA, encoded(noise(20, 30), "JPEG")])
def test_a_photo_is_as_if_it_were_read_here(content):
    here, made = photo.read(content, "a.png"), quarantine.read(content, "a.png")
    for name, value in vars(here).items():
        assert np.array_equal(getattr(made, name), value), name
    arrays = [array for array in (made.rgb, made.alpha) if array is not None]
    assert not any(array.flags.writeable for array in arrays)
    assert is_gray_picture(made.rgb) == is_gray_picture(here.rgb)


@pytest.mark.process
def test_a_photo_that_is_refused_here_is_refused_in_quarantine():
    with pytest.raises(PhotoError, match="text file"):
        quarantine.read(b"Dear reader", "a.png")


@pytest.mark.parametrize("end", FOUND)
def test_each_end_of_a_process_is_told_in_a_sentence(end):
    assert refuse(end).plain.startswith("This photo")
    assert str(refuse(end)).count(".") == 1
