"""Things coloured by one click each, to look at: numbers miss what eyes see.

    python -m benchmarks.picked_sheet DATA OUT.jpg

DATA holds the folders `kodak`, `photos` and `bw`. Each cell shows a photo in gray, with its clicks
and the outlines of what was found there, and beside it the photo in colour, with a hint in the
thing under each click.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from benchmarks.contact_sheet import cell
from studio.color.arrays import Picture
from studio.color.lab import turn_gray
from studio.models.registry import Registry
from studio.photo.photo import Photo, from_array, open_file
from studio.recipe.hints import THING, Hints, Point
from studio.recipe.recipe import STYLES
from studio.recipe.regions import AS_FOUND
from studio.rendering.filling import point_at
from studio.rendering.memory import Memory
from studio.rendering.render import render
from studio.segment.finder import Finder

CELL = (300, 230)  # width and height of one picture
SIDE = 600  # pixels of what is drawn into it
COLUMNS = 2  # pairs in a row
SIZE = 0.012  # of a hint, as a share of the longer side


@dataclass(frozen=True)
class Try:
    """A photo, and the hints that one click each gives it."""

    name: str  # of the photo, below the folder of the data
    points: tuple[Point, ...]


def click(x: float, y: float, color: str, level: str = "best") -> Point:
    """Return the hint of one click and one choice."""
    return Point(x=x, y=y, color=color, size=SIZE, within=THING, level=level)


TRIES = (
    Try("kodak/04.png", (click(0.51, 0.66, "#a8323a", "part"), click(0.5, 0.12, "#35607e"))),
    Try("kodak/07.png", (click(0.55, 0.42, "#c2508a"),)),
    Try("kodak/15.png", (click(0.3, 0.75, "#2f6e4f"),)),
    Try("kodak/18.png", (click(0.55, 0.65, "#8c2f39"),)),
    Try("kodak/20.png", (click(0.42, 0.55, "#4a6f9c"),)),
    Try("kodak/23.png", (click(0.3, 0.85, "#c79a2b"), click(0.72, 0.6, "#b5332e"))),
    Try("kodak/12.png", (click(0.345, 0.42, "#8e44ad"), click(0.43, 0.35, "#2e86c1"))),
    Try("kodak/03.png", (click(0.22, 0.4, "#b5332e"), click(0.52, 0.48, "#d0a12f"))),
    Try("kodak/09.png", (click(0.62, 0.7, "#b5332e"),)),
    Try("kodak/14.png", (click(0.6, 0.76, "#c9a227"),)),
    Try("kodak/02.png", (click(0.345, 0.46, "#b08d3c"),)),
    Try("kodak/17.png", (click(0.7, 0.82, "#3b6ea5"),)),
    Try("photos/val/n01530575_brambling.jpg", (click(0.51, 0.5, "#c0622d"),)),
    Try("photos/val/n01820546_lorikeet.jpg", (click(0.55, 0.6, "#b5332e"),)),
    Try("photos/val/n03791053_motor_scooter.jpg", (click(0.15, 0.65, "#b5332e"),)),
    Try("photos/val/n04399382_teddy.jpg", (click(0.5, 0.6, "#a9744a"),)),
    Try("photos/val/n04482393_tricycle.jpg", (click(0.32, 0.5, "#35607e"),)),
    Try("photos/val/n04540053_volleyball.jpg", (click(0.37, 0.65, "#d0a12f"),)),
    Try("bw/balls_gray.JPEG", (click(0.25, 0.72, "#2f6e4f"), click(0.56, 0.6, "#b5332e"))),
    Try("bw/bird_gray.jpg", (click(0.63, 0.6, "#c79a2b"),)),
)


def outline(photo: Photo, points: tuple[Point, ...], memory: Memory) -> Picture:
    """Draw the clicks, and the outlines of what is found there, on a gray photo."""
    drawn = turn_gray(photo.rgb).copy()
    size = photo.height, photo.width
    finder = Finder(photo=photo, tidying=AS_FOUND, segmenters=memory, size=size)
    for point in points:
        inside = finder.region(point_at(point)).astype(np.uint8)
        border = cv2.findContours(inside, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)[0]
        cv2.drawContours(drawn, border, -1, (255, 214, 0), 2)
        spot = (round(point.x * photo.width), round(point.y * photo.height))
        cv2.circle(drawn, spot, 6, (255, 255, 255), -1)
        cv2.circle(drawn, spot, 4, (200, 30, 30), -1)
    return drawn


def cells(folder: Path) -> Iterator[np.ndarray]:
    """Yield each try: what was clicked and found, and what came of it."""
    registry = Registry()
    for one in TRIES:
        whole = open_file(folder / one.name)
        scale = min(1.0, SIDE / max(whole.rgb.shape[:2]))
        small = cv2.resize(whole.rgb, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        photo = from_array(turn_gray(np.asarray(small, np.uint8)))
        recipe = replace(STYLES["Natural"], hints=Hints(one.points))
        colored = render(photo, recipe, registry).rgb
        found = outline(photo, one.points, Memory(registry))
        yield np.hstack([cell(picture, CELL) for picture in (found, colored)])


if __name__ == "__main__":
    data, out = map(Path, sys.argv[1:])
    drawn = list(cells(data))
    rows = [np.hstack(drawn[i : i + COLUMNS]) for i in range(0, len(drawn), COLUMNS)]
    Image.fromarray(np.vstack(rows)).save(out, quality=86)
