import numpy as np
import pytest
import skimage.data

from studio.color.lab import hex_to_ab, rgb_to_lab
from studio.models.levin import SIDE, Levin2004, colorize
from studio.recipe.footprint import rasterise
from studio.recipe.hints import Hints, Point

RED, BLUE = "#b03a2e", "#2e86c1"


def by_the_book(lightness, hint):
    """The authors' algorithm, pixel by pixel, with a dense matrix."""
    height, width = lightness.shape
    y = lightness.astype(float) / 100
    matrix, known = np.eye(y.size), np.zeros((y.size, 2))
    for row in range(height):
        for column in range(width):
            pixel = row * width + column
            if hint[row, column, 2]:
                known[pixel] = hint[row, column, :2]
                continue
            window = [
                (r, c)
                for r in range(max(row - 1, 0), min(row + 2, height))
                for c in range(max(column - 1, 0), min(column + 2, width))
            ]
            neighbours = [place for place in window if place != (row, column)]
            variance = np.var([y[place] for place in window]) * 0.6
            gaps = np.array([(y[place] - y[row, column]) ** 2 for place in neighbours])
            variance = max(variance, -gaps.min() / np.log(0.01), 0.000002)
            weights = np.exp(-gaps / variance)
            for place, weight in zip(neighbours, weights / weights.sum(), strict=True):
                matrix[pixel, place[0] * width + place[1]] = -weight
    return np.linalg.solve(matrix, known).reshape(height, width, 2)


def random_case(height, width, count, seed=0):
    chance = np.random.default_rng(seed)
    lightness = chance.uniform(0, 100, (height, width)).astype(np.float32)
    hint = np.zeros((height, width, 3), np.float32)
    for row, column in chance.integers(0, [height, width], (count, 2)):
        hint[row, column] = [*chance.normal(0, 40, 2), 1]
    return lightness, hint


@pytest.mark.parametrize(("height", "width"), [(12, 9), (9, 12), (1, 20), (20, 1), (2, 2)])
def test_agrees_with_the_published_algorithm(height, width):
    lightness, hint = random_case(height, width, count=3)
    assert np.allclose(colorize(lightness, hint), by_the_book(lightness, hint), atol=1e-3)


def test_agrees_with_the_published_algorithm_on_a_photo():
    lab = rgb_to_lab(np.ascontiguousarray(skimage.data.astronaut()[100:160:4, 200:280:4]))
    _, hint = random_case(15, 20, count=6)
    expected = by_the_book(lab[..., 0], hint)
    assert np.allclose(colorize(lab[..., 0], hint), expected, atol=1e-3)


def test_each_region_takes_the_colour_of_its_hint():
    lightness = np.full((40, 60), 30, np.float32)
    lightness[:, 30:] = 70
    hints = Hints(
        (Point(x=0.1, y=0.2, color=RED, size=0.02), Point(x=0.9, y=0.8, color=BLUE, size=0.02))
    )
    chroma = colorize(lightness, rasterise(hints, 40, 60))
    assert np.allclose(chroma[:, :29], hex_to_ab(RED), atol=5)
    assert np.allclose(chroma[:, 31:], hex_to_ab(BLUE), atol=5)


def test_hinted_pixels_keep_their_colour():
    lightness, hint = random_case(30, 40, count=20)
    inside = hint[..., 2] > 0
    assert np.allclose(colorize(lightness, hint)[inside], hint[inside][:, :2], atol=1e-4)


def test_colours_stay_between_those_of_the_hints():
    lightness, hint = random_case(30, 40, count=20)
    given = hint[hint[..., 2] > 0][:, :2]
    chroma = colorize(lightness, hint)
    assert (chroma >= given.min(0) - 1e-3).all()
    assert (chroma <= given.max(0) + 1e-3).all()


def test_without_hints_the_photo_stays_gray():
    chroma = colorize(np.full((6, 5), 50, np.float32), np.zeros((6, 5, 3), np.float32))
    assert chroma.shape == (6, 5, 2)
    assert chroma.dtype == np.float32
    assert not chroma.any()


def test_photo_of_one_pixel_is_its_hint():
    hint = np.float32([[[10, 20, 1]]])
    assert np.array_equal(colorize(np.float32([[50]]), hint), hint[..., :2])


@pytest.mark.parametrize(
    ("photo", "solved"),
    [((4000, 6000), (171, SIDE)), ((100, 50), (100, 50)), ((20_000, 1), (SIDE, 1))],
)
def test_size_is_bounded_and_keeps_the_shape(photo, solved):
    assert Levin2004().size(*photo) == solved
