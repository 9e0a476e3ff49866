import cv2
import numpy as np
import pytest

from studio.color.strips import CubicRows, linear_rows, strips


@pytest.mark.parametrize("height", [1, 31, 32, 33, 1000])
def test_strips_cover_each_row_once_in_order(height):
    rows = [row for part in strips(height) for row in range(part.start, part.stop)]
    assert rows == list(range(height))


@pytest.mark.parametrize("size", [(1, 1), (1, 90), (300, 1), (97, 203)])
def test_rows_are_those_of_the_whole_enlarged_map(size):
    plane = np.random.default_rng(0).random((min(13, size[0]), min(7, size[1])), np.float32)
    rows = [linear_rows(plane, *size, part) for part in strips(size[0])]
    whole = cv2.resize(plane, size[::-1], interpolation=cv2.INTER_LINEAR)
    assert np.abs(np.vstack(rows) - whole.reshape(size)).max() < 1e-5


@pytest.mark.parametrize("size", [(1, 1), (1, 90), (300, 1), (97, 203)])
@pytest.mark.parametrize("small", [(1, 1), (13, 7), (97, 203)])
def test_cubic_rows_are_those_of_the_whole_enlarged_map(size, small):
    height, width = np.minimum(size, small)
    chroma = np.random.default_rng(0).random((height, width, 2), np.float32)
    enlarged = CubicRows(chroma, *size)
    rows = np.concatenate([enlarged(part) for part in strips(size[0])], axis=1)
    whole = cv2.resize(chroma, size[::-1], interpolation=cv2.INTER_CUBIC)
    assert np.abs(rows - np.moveaxis(whole.reshape(*size, 2), -1, 0)).max() < 1e-5
