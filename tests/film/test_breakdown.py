"""A film's breakdown: what of it is to be coloured."""

from fractions import Fraction
from pathlib import Path

from studio.film.clip import Clip
from studio.film.index import Index
from studio.film.projects.breakdown import Breakdown
from studio.film.storyboard import Scene, Storyboard

CLIP = Clip(path=Path("a"), width=8, height=8, time_base=Fraction(1), rate=Fraction(1), frames=9)


def test_scenes_that_are_left_as_they_are_are_no_work():
    scenes = (Scene(start=0.0), Scene(start=2.0, in_color=True), Scene(start=6.0))
    film = Breakdown(Index(CLIP, tuple(range(9))), Storyboard(scenes=scenes))
    assert film.count_work() == 2 + 3
