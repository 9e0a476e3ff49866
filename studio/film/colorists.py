"""Colorists: who colours each scene of a storyboard."""

from collections.abc import Callable

from studio.color.arrays import Picture
from studio.color.lab import compose, rgb_to_lab
from studio.color.sizes import resize_picture
from studio.errors import FilmError, raise_by_name
from studio.film.coloring import AsItIs, Colorist
from studio.film.following.follower import Follower
from studio.film.following.keys import Key
from studio.film.index import Index
from studio.film.moments import read_frames
from studio.film.storyboard import ColorPicture, CorrectedFrame, KeyFrame, Storyboard
from studio.language import _
from studio.models.registry import Registry
from studio.photo import photo
from studio.photo.photo import Photo, from_array
from studio.rendering.memory import Memory
from studio.rendering.reference import prepare
from studio.rendering.render import render


def make_colorist(board: Storyboard, place: int, index: Index, registry: Registry) -> Colorist:
    """Return who colours a scene: by its keys, and by its recipe or the film's.

    Frames that are keys are not read and coloured before the first frame of the scene is.

    Raises
    ------
    FilmError
        If a key lies outside its scene.
    PhotoError
        If a picture cannot be read, or has no colours.
    UnknownModelError, MissingWeightsError, CorruptWeightsError
        If the model of a recipe cannot run.
    """
    scene = board.scenes[place]
    if scene.in_color:
        return AsItIs()
    for key in scene.keys:
        if key.time is not None:
            _check_time(board, place, key.time, index)
        if isinstance(key, CorrectedFrame):
            registry.check(key.recipe.model)
    return Follower(
        scene.recipe or board.recipe,
        registry,
        start=find_frames(board, place, index).start,
        keys=(_make_key(key, index, registry) for key in scene.keys),
        origin=" ".join(_identify(key) for key in scene.keys),
    )


def find_frames(board: Storyboard, place: int, index: Index) -> range:
    """Return the numbers of a scene's frames; none if the index is of another part of the film."""
    scene, *after = board.scenes[place : place + 2]
    start = index.find_start(scene.start) if place else 0
    return range(start, index.find_start(after[0].start) if after else len(index.times))


def _check_time(board: Storyboard, place: int, time: float, index: Index) -> None:
    """Refuse a time outside a scene; of a part of a film the index lacks some."""
    if index.shows(time):
        inside = index.find(time) in find_frames(board, place, index)
    else:
        inside = board.find(time) == place
    if not inside:
        start, end = (*board.starts, float("inf"))[place : place + 2]
        expected = _(
            "one from {start:g} s on and before {end:g} s, as its scene lasts", start=start, end=end
        )
        raise FilmError(
            _("a key at {time:g} s", time=time), expected, _("change its time, or the scenes")
        )


def _identify(key: KeyFrame) -> str:
    """Return what tells a key from all others of its film."""
    if isinstance(key, CorrectedFrame):
        return f"{key.time} {key.recipe.digest}"
    return f"{key.time} {_open(key).sha256}"


def _make_key(key: KeyFrame, index: Index, registry: Registry) -> Key:
    """Return the colours of a key; one that is a frame has the frame's lightness."""
    if isinstance(key, CorrectedFrame):
        recipe = key.recipe
        return _color_frame(
            key.time, index, lambda frame: render(from_array(frame), recipe, Memory(registry)).rgb
        )
    picture = _open(key).rgb
    if key.time is None:
        return Key(picture)
    return _color_frame(key.time, index, lambda frame: resize_picture(picture, *frame.shape[:2]))


def _open(key: ColorPicture) -> Photo:
    with raise_by_name(key.picture):
        return prepare(photo.open_file(key.picture))


def _color_frame(time: float, index: Index, color: Callable[[Picture], Picture]) -> Key:
    number = index.find(time) if index.shows(time) else None
    frame = next(read_frames(index.clip, [time if number is None else index.seconds(number)]), None)
    if frame is None:
        raise FilmError(
            _("a key at {time:g} s", time=time), _("one before the film ends"), _("change its time")
        )
    return Key(compose(frame, rgb_to_lab(color(frame))[..., 1:]), number)
