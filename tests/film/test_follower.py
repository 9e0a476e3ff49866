"""Following, on films of known motion, by the net that ships."""

from itertools import islice

import numpy as np
import pytest
import skimage
from panning import HEIGHT, WIDTH, gray, pan

from studio.color.lab import lab_to_rgb, rgb_to_lab
from studio.film.coloring import color_frames
from studio.film.following.follower import Follower
from studio.film.following.keys import Key
from studio.film.following.window import BLOCK
from studio.models.registry import Registry
from studio.recipe.recipe import Recipe

pytestmark = pytest.mark.slow
FRAMES = 14


@pytest.fixture(scope="module")
def registry():
    return Registry()


@pytest.fixture(scope="module")
def film():
    return pan(FRAMES, 4)


def follow(film, registry, *keys):
    follower = Follower(Recipe(), registry, keys=keys)
    return list(color_frames(follower, gray(film)))


def distance(first, second):
    """Return the mean distance of two pictures in a* and b*."""
    ab = rgb_to_lab(first)[..., 1:] - rgb_to_lab(second)[..., 1:]
    return np.linalg.norm(ab, axis=-1).mean()


@pytest.fixture(scope="module")
def automatic(film, registry):
    return follow(film, registry)


@pytest.fixture(scope="module")
def keyed(film, registry):
    return follow(film, registry, Key(film[0], 0))


def test_a_frame_keeps_its_lightness(film, automatic):
    lightness = [rgb_to_lab(picture)[..., 0] for picture in (film[-1], automatic[-1])]
    assert np.abs(lightness[0] - lightness[1]).mean() < 0.5


def test_a_key_s_colours_stay_on_their_things(film, keyed, automatic):
    given = [distance(a, b) for a, b in zip(film, keyed, strict=True)]
    own = [distance(a, b) for a, b in zip(film, automatic, strict=True)]
    assert max(given) < 0.3 * min(own)


def test_a_strong_tint_of_a_thing_stays_on_it(film, registry):
    inside = slice(60, 130), slice(150, 220)
    lab = rgb_to_lab(gray(film)[0])
    lab[(*inside, slice(1, 3))] = (-45, 40)
    colored = follow(film, registry, Key(lab_to_rgb(lab), 0))
    for number in (0, FRAMES // 2, FRAMES - 1):
        x = 150 - 4 * number
        there = slice(64, 126), slice(x + 4, x + 66)
        found = rgb_to_lab(colored[number][there])
        wanted = found.copy()
        wanted[..., 1:] = (-45, 40)
        wanted = rgb_to_lab(lab_to_rgb(wanted))
        assert skimage.color.deltaE_ciede2000(found, wanted).mean() < 2
        outside = rgb_to_lab(colored[number])[40:150, x + 90 : x + 120, 1:]
        assert np.linalg.norm(outside, axis=-1).mean() < 3


def test_a_frame_that_is_a_key_has_its_colours(film, registry):
    colored = follow(film, registry, Key(film[3], 3))
    assert distance(colored[3], film[3]) < 1.5


def test_two_keys_that_differ_speak_by_distance(film, registry):
    last = np.ascontiguousarray(film[-1][..., ::-1])  # in other colours, and about as light
    colored = follow(film, registry, Key(film[0], 0), Key(last, FRAMES - 1))
    away = [distance(a, b) for a, b in zip(colored, film, strict=True)]
    assert away == sorted(away)
    assert max(np.diff(away)) < 0.6 * away[-1]


def test_a_still_that_is_no_frame_gives_its_colours(film, registry, automatic):
    colored = follow(film, registry, Key(film[0]))
    assert distance(colored[0], film[0]) < 0.7 * distance(automatic[0], film[0])


def test_what_turns_up_gets_the_model_s_colours(film, registry, automatic):
    blank = np.full((HEIGHT, WIDTH, 3), 128, np.uint8)
    assert distance(follow([blank, *film], registry)[-1], automatic[-1]) < 4


def test_the_same_film_gets_the_same_colours(film, registry, keyed):
    assert np.array_equal(follow(film, registry, Key(film[0], 0)), keyed)


def begin(film, registry):
    return Follower(Recipe(), registry, keys=[Key(film[0], 0)])


@pytest.mark.parametrize("count", [3, 7])
def test_it_goes_on_in_another_process_as_if_it_had_not_stopped(count, film, registry, keyed):
    first, second = begin(film, registry), begin(film, registry)
    begun = list(islice(color_frames(first, gray(film)), count))
    second.restore(first.save())
    rest = color_frames(second, gray(film)[count:], count)
    assert np.array_equal([*begun, *rest], keyed)


def test_what_is_kept_does_not_grow_with_the_film(film, registry):
    follower = begin(film, registry)
    sizes = [
        sum(array.nbytes for array in follower.save()) for _ in color_frames(follower, gray(film))
    ]
    assert len(set(sizes[2:])) == 1


def test_no_frame_waits_for_more_than_a_few(film, registry):
    taken = []

    def frames():
        for number, frame in enumerate(gray(film)):
            taken.append(number)
            yield frame

    ahead = [len(taken) - n for n, _ in enumerate(color_frames(begin(film, registry), frames()))]
    assert max(ahead) <= 2 * BLOCK


def test_a_scene_may_begin_at_any_frame(film, registry, keyed):
    follower = Follower(Recipe(), registry, start=7, keys=[Key(film[0], 7)])
    assert np.array_equal(list(color_frames(follower, gray(film))), keyed)
