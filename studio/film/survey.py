"""The survey of a film: one pass over its frames finds its scenes, before any is coloured."""

import cv2
import numpy as np

from studio.color.arrays import Picture
from studio.film.index import Index
from studio.film.scenes import FLATTEST, SKETCH, Cuts
from studio.film.storyboard import Scene, Storyboard
from studio.photo.tone import NEUTRAL, TONED, Tone, measure_dye
from studio.recipe.recipe import Recipe

# Of the chroma of a frame: what its dye leaves. Dull scenes of a film in colour leave more.
DYED = 0.35

Seen = Tone | None  # of a frame; None of one that shows nothing


class Survey:
    """Looks at the frames of a film, each once and in order."""

    def __init__(self) -> None:
        self._cuts = Cuts()
        self._seen: list[Seen] = []

    def add(self, rgb: Picture) -> None:
        """Look at the next frame: uint8 (H, W, 3)."""
        small = cv2.resize(rgb, SKETCH, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
        self._cuts.add(small)
        self._seen.append(_find_tone(small) if small.std() >= FLATTEST else None)

    def make_board(self, index: Index, recipe: Recipe) -> Storyboard:
        """Return the scenes of these frames, whose times the index has.

        A scene in colour stays as it is where others are not: a film that is in colour all through
        is there to be coloured anew, as a photo in colour is.
        """
        starts = [0, *self._cuts.find()]
        ends = [*starts[1:], len(self._seen)]
        seen = [_join(self._seen[a:b]) for a, b in zip(starts, ends, strict=True)]
        is_mixed = any(one not in ("colour", None) for one in seen)
        scenes = (
            Scene(start=index.seconds(start), in_color=is_mixed and one == "colour")
            for start, one in zip(starts, seen, strict=True)
        )
        return Storyboard(scenes=tuple(scenes), recipe=recipe)


def _find_tone(rgb: Picture) -> Tone:
    """Tell the tone of a frame: dull colours are no dye, which leaves little of the chroma."""
    chroma, rest = measure_dye(rgb)
    if chroma < NEUTRAL:
        return "black and white"
    return "toned" if rest < min(TONED, DYED * chroma) else "colour"


def _join(seen: list[Seen]) -> Seen:
    """Return what most frames of a scene are that show anything."""
    some = [one for one in seen if one is not None]
    return max(set(some), key=some.count, default=None)
