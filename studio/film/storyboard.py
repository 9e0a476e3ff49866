"""Storyboards: the scenes of a film, and how each is to be coloured.

Times are the film's own, in seconds: a frame is meant by any time from its own to the next one's.
"""

import json
from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from studio.disk import raise_read_errors
from studio.errors import RecipeError
from studio.language import _
from studio.recipe import documents
from studio.recipe.documents import Switch, Within, value
from studio.recipe.recipe import UPDATE, Recipe

VERSION = 1
MOST_SCENES, MOST_KEYS = 100_000, 100
LONGEST = 2**28  # characters of a document: recipes may hold masks
A_DAY = 86_400.0
ANY = _("a storyboard saved by the studio")

Time = Annotated[float, Within(-A_DAY, 100 * A_DAY)]
Version = Literal[1]


@value(kw_only=True)
class CorrectedFrame:
    """A key that is a frame of the film, with a recipe as any photo has one."""

    time: Time
    recipe: Recipe
    kind: Literal["frame"] = "frame"


@value(kw_only=True)
class ColorPicture:
    """A key that is a picture in colour: of the frame at `time`, or of the same things at None."""

    picture: Path  # in a file, relative to it
    time: Time | None = None
    kind: Literal["picture"] = "picture"


KeyFrame: TypeAlias = Annotated[CorrectedFrame | ColorPicture, Field(discriminator="kind")]
KeyFrames = Annotated[tuple[KeyFrame, ...], Field(max_length=MOST_KEYS)]


@value(kw_only=True)
class Scene:
    """What is shown from one cut to the next.

    Parameters
    ----------
    start : float
        Time of its first frame.
    keys : tuple of CorrectedFrame or ColorPicture, default ()
        Whose colours it follows.
    recipe : Recipe or None, default None
        Colours what no key shows; None for the film's.
    in_color : bool, default False
        Whether it has its colours already, and is left as it is.
    """

    start: Time
    keys: KeyFrames = ()
    recipe: Recipe | None = None
    in_color: Switch = False

    def put_key(self, key: KeyFrame) -> "Scene":
        """Add a key, in place of one of the same time."""
        others = [other for other in self.keys if key.time is None or other.time != key.time]
        return replace(self, keys=(*others, key))


Scenes = Annotated[tuple[Scene, ...], Field(min_length=1, max_length=MOST_SCENES)]


@value(kw_only=True)
class Storyboard:
    """The scenes of a film in their order, each from its start to the start of the next.

    Parameters
    ----------
    scenes : tuple of Scene
        One at least, by rising starts.
    recipe : Recipe, default Recipe()
        For all scenes that have none of their own.

    Raises
    ------
    RecipeError
        If the scenes are in no order.
    """

    scenes: Scenes
    recipe: Recipe = Recipe()

    def __post_init__(self) -> None:
        if any(late <= early for early, late in pairwise(self.starts)):
            raise RecipeError(
                _("scenes in no order"), _("each to start after the last"), _("sort them")
            )

    @property
    def starts(self) -> list[float]:
        """The times at which scenes begin."""
        return [scene.start for scene in self.scenes]

    def find(self, time: float) -> int:
        """Return the place of the scene that a time lies in; the first for all before it."""
        return max(0, bisect_right(self.starts, time) - 1)

    def change(self, place: int, scene: Scene) -> "Storyboard":
        """Put another scene in the place of one."""
        return self._replace(place, 1, scene)

    def split(self, time: float) -> "Storyboard":
        """Cut at a time; each key goes where it lies, one without a time to both sides."""
        place = self.find(time)
        scene = self.scenes[place]
        if time <= scene.start:
            return self
        before = tuple(key for key in scene.keys if key.time is None or key.time < time)
        after = tuple(key for key in scene.keys if key.time is None or key.time >= time)
        late = replace(scene, start=time, keys=after)
        return self._replace(place, 1, replace(scene, keys=before), late)

    def merge(self, place: int) -> "Storyboard":
        """Take away the cut before a scene; the one before goes on, with the keys of both."""
        if not 0 < place < len(self.scenes):
            return self
        before, scene = self.scenes[place - 1 : place + 1]
        new = tuple(key for key in scene.keys if key not in before.keys)
        return self._replace(place - 1, 2, replace(before, keys=before.keys + new))

    def move(self, place: int, time: float) -> "Storyboard":
        """Move the cut before a scene to a time between those before and after it."""
        scene = self.scenes[place]
        merged = self.merge(place).split(time)
        if len(merged.scenes) != len(self.scenes) or merged.find(time) != place:
            return self
        return merged.change(place, replace(merged.scenes[place], recipe=scene.recipe))

    def to_json(self) -> str:
        """Write it as JSON, with its version."""
        return json.dumps({"version": VERSION, **documents.write(self)}, indent=1)

    def _replace(self, place: int, count: int, *scenes: Scene) -> "Storyboard":
        return replace(self, scenes=self.scenes[:place] + scenes + self.scenes[place + count :])


def read(text: str | bytes, folder: Path) -> Storyboard:
    """Read a storyboard; pictures lie where it says, seen from its folder.

    Raises
    ------
    RecipeError
        If the text is no storyboard, of an unknown version, or a value is out of range.
    """
    document = documents.decode(text, LONGEST, ANY)
    version = document.pop("version", None) if isinstance(document, dict) else None
    if type(version) is int and version > VERSION:
        raise RecipeError(
            _("scenes of version {version}", version=version),
            _("version {version}", version=VERSION),
            UPDATE,
        )
    if version != VERSION:
        raise RecipeError(_("text of another kind or version"), ANY, _("choose another file"))
    board = documents.read(Storyboard, document)
    scenes = tuple(replace(scene, keys=_find(scene.keys, folder)) for scene in board.scenes)
    return replace(board, scenes=scenes)


def open_file(path: Path) -> Storyboard:
    """Read a storyboard that lies on the disk; a `RecipeError` as of :func:`read`."""
    with raise_read_errors(ANY, RecipeError):
        return read(path.read_bytes(), path.absolute().parent)


def _find(keys: tuple[KeyFrame, ...], folder: Path) -> tuple[KeyFrame, ...]:
    return tuple(
        replace(key, picture=folder / key.picture) if isinstance(key, ColorPicture) else key
        for key in keys
    )
