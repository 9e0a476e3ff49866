"""Who colours a scene: its keys become pictures, and what cannot be one is one sentence."""

import numpy as np
import pytest
from films import make
from panning import gray, pan
from PIL import Image

from studio.color.lab import rgb_to_lab
from studio.errors import FilmError, PhotoError
from studio.film.clip import Reading
from studio.film.coloring import color_frames
from studio.film.colorists import find_frames, make_colorist
from studio.film.index import Index
from studio.film.reader import frames, inspect
from studio.film.storyboard import ColorPicture, CorrectedFrame, Scene, Storyboard
from studio.models.registry import Registry
from studio.photo.photo import from_array
from studio.recipe.recipe import Recipe
from studio.recipe.regions import Regions
from studio.rendering.render import render

pytestmark = pytest.mark.process
FRAMES = 4  # of each of two scenes, 0.04 s apart
CUT = 0.16


@pytest.fixture(scope="module")
def registry():
    return Registry()


@pytest.fixture(scope="module")
def colors():
    return [*pan(FRAMES, 4), *pan(FRAMES, 4, seed=1)]


@pytest.fixture(scope="module")
def index(colors, tmp_path_factory):
    path = make(tmp_path_factory.mktemp("film") / "film.mkv", gray(colors))
    times = [frame.time for frame in frames(Reading(path=path)) if frame]
    return Index(inspect(path), tuple(times))


def make_board(*keys, recipe=None, in_color=False):
    late = Scene(start=CUT, keys=keys, recipe=recipe, in_color=in_color)
    return Storyboard(scenes=(Scene(start=0.0), late))


def color(board, index, registry):
    """Colour the first frame of the second scene."""
    colorist = make_colorist(board, 1, index, registry)
    rgb = list(frames(Reading(path=index.clip.path)))[FRAMES].rgb
    return rgb, next(color_frames(colorist, [rgb]))


def distance(first, second):
    """Return the mean distance of two pictures in a* and b*."""
    ab = rgb_to_lab(first)[..., 1:] - rgb_to_lab(second)[..., 1:]
    return np.linalg.norm(ab, axis=-1).mean()


def save(rgb, path):
    Image.fromarray(rgb).save(path)
    return path


def test_a_scene_has_the_frames_up_to_the_next_one(index):
    board = make_board()
    assert [find_frames(board, place, index) for place in (0, 1)] == [range(4), range(4, 8)]


@pytest.mark.parametrize(("part", "numbers"), [(slice(6, 8), (0, 2)), (slice(0, 3), (3, 0))])
def test_of_a_part_scenes_have_the_frames_that_are_there(index, part, numbers):
    shorter = Index(index.clip, index.times[part])
    assert tuple(len(find_frames(make_board(), place, shorter)) for place in (0, 1)) == numbers


def test_a_scene_in_colour_is_left_as_it_is(index, registry):
    rgb, colored = color(make_board(in_color=True), index, registry)
    assert colored is rgb


@pytest.mark.slow
def test_a_corrected_frame_has_the_colours_of_its_recipe(index, registry):
    recipe = Recipe(strength=2, warmth=1)
    rgb, colored = color(make_board(CorrectedFrame(time=CUT, recipe=recipe)), index, registry)
    wanted = render(from_array(rgb), recipe, registry).rgb
    assert distance(colored, wanted) < 0.2 * distance(rgb, wanted)


@pytest.mark.slow
def test_a_picture_of_a_frame_gives_its_colours(index, registry, colors, tmp_path):
    half = np.ascontiguousarray(colors[FRAMES][::2, ::2])
    key = ColorPicture(picture=save(half, tmp_path / "key.png"), time=CUT)
    _, colored = color(make_board(key), index, registry)
    assert distance(colored, colors[FRAMES]) < 3


@pytest.mark.slow
def test_a_frame_keeps_its_own_lightness_whatever_its_picture_has(
    index, registry, colors, tmp_path
):
    key = ColorPicture(picture=save(colors[FRAMES] // 2, tmp_path / "key.png"), time=CUT)
    rgb, colored = color(make_board(key), index, registry)
    assert np.abs(rgb_to_lab(rgb)[..., 0] - rgb_to_lab(colored)[..., 0]).mean() < 0.5


@pytest.mark.slow
def test_hints_and_regions_of_a_scene_s_recipe_are_for_keys_alone(index, registry):
    whole = Recipe(regions=Regions(base="photo"))
    _, plain = color(make_board(recipe=Recipe()), index, registry)
    _, colored = color(make_board(recipe=whole), index, registry)
    assert np.array_equal(plain, colored)


@pytest.mark.parametrize(("start", "time"), [(CUT, 0.12), (0.12, CUT)])
def test_a_key_outside_its_scene_is_one_sentence(index, registry, start, time):
    scenes = [Scene(start=0.0), Scene(start=start)]
    place = int(time < start)
    scenes[place] = scenes[place].put_key(CorrectedFrame(time=time, recipe=Recipe()))
    with pytest.raises(FilmError, match="change its time"):
        make_colorist(Storyboard(scenes=tuple(scenes)), place, index, registry)


@pytest.mark.slow
def test_a_key_after_the_end_is_one_sentence(index, registry):
    with pytest.raises(FilmError, match="before the film ends"):
        color(make_board(CorrectedFrame(time=9.0, recipe=Recipe())), index, registry)


def test_a_picture_without_colours_is_no_key(index, registry, tmp_path):
    key = ColorPicture(picture=save(gray(pan(1, 0))[0], tmp_path / "gray.png"))
    with pytest.raises(PhotoError, match=r"gray\.png"):
        make_colorist(make_board(key), 1, index, registry)


def test_a_picture_that_is_none_is_named(index, registry, tmp_path):
    (tmp_path / "key.png").write_bytes(b"none")
    with pytest.raises(PhotoError, match=r"key\.png"):
        make_colorist(make_board(ColorPicture(picture=tmp_path / "key.png")), 1, index, registry)


def test_what_colours_depend_on_makes_another_name(index, registry, colors, tmp_path):
    first, second = (save(colors[n], tmp_path / f"{n}.png") for n in (0, 4))
    boards = [
        make_board(),
        make_board(recipe=Recipe(warmth=0.5)),
        make_board(CorrectedFrame(time=CUT, recipe=Recipe())),
        make_board(CorrectedFrame(time=CUT, recipe=Recipe(warmth=0.5))),
        make_board(CorrectedFrame(time=CUT + 0.04, recipe=Recipe())),
        make_board(ColorPicture(picture=first)),
        make_board(ColorPicture(picture=second)),
        make_board(ColorPicture(picture=second, time=CUT)),
        make_board(in_color=True),
    ]
    names = [make_colorist(board, 1, index, registry).key for board in boards]
    assert len(set(names)) == len(boards)
    assert names == [make_colorist(board, 1, index, registry).key for board in boards]
