"""An album of one piece: how near a thing in 19 frames comes to the one that was corrected.

    python -m benchmarks.album FRAMES LABELS [--first 20] [--label 3]

FRAMES are pictures of a street film in the order of their names, LABELS the pictures of class ids
of the same names (CamVid's `test` and `testannot`, where 3 is road). Twenty frames are coloured as
a batch; then the middle one is corrected by two hints on the thing, put in its place, and the
batch is done again as an album. Told is CIEDE2000 at L* 60 between the mean colours of the thing
there and in each other frame.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import cv2
import numpy as np
from PIL import Image
from skimage.color import deltaE_ciede2000, rgb2lab

from studio.models.registry import Registry
from studio.photo import photo
from studio.recipe.hints import Hints, Point
from studio.recipe.recipe import Recipe
from studio.rendering.render import develop

COUNT = 20
COLOR, SIZE = "#7a5a8a", 0.03  # of the two hints
APART = 1 / 8  # of the width: how far the second lies from the first
LEVEL = 60  # L* at which colours are compared


def main() -> None:
    """Read the command line, colour, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("frames", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--first", type=int, default=20)
    parser.add_argument("--label", type=int, default=3)
    asked = parser.parse_args()
    frames = sorted(asked.frames.iterdir())[asked.first : asked.first + COUNT]
    things = [_thing(asked.labels / f"{frame.stem}.png", asked.label) for frame in frames]
    with tempfile.TemporaryDirectory() as folder:
        _measure(Path(folder), frames, things)


def _measure(place: Path, frames: list[Path], things: list[np.ndarray]) -> None:
    inside, out = place / "in", place / "out"
    inside.mkdir()
    for frame in frames:
        shutil.copy(frame, inside)
    _batch(inside, out)
    plain, middle = _colors(out, frames, things), COUNT // 2
    _correct(frames[middle], things[middle], out)
    _batch(inside, out, "--album", "--overwrite")
    album = _colors(out, frames, things)
    others = np.arange(COUNT) != middle
    before, after = (_distance(colors, album[middle])[others] for colors in (plain, album))
    print(f"plain   {before.mean():.2f}")
    print(f"album   {after.mean():.2f}")
    print(f"nearer  {(after < before).sum()} of {others.sum()}")


def _batch(inside: Path, out: Path, *options: str) -> None:
    command = "from studio.cli.main import app; app()"
    subprocess.run(
        [sys.executable, "-c", command, "batch", inside, "-o", out, "--workers", "1", *options],
        check=True,
        capture_output=True,
    )


def _thing(path: Path, label: int) -> np.ndarray:
    """Return which pixels a thing has: bool (H, W)."""
    with Image.open(path) as labels:
        return np.asarray(labels) == label


def _correct(frame: Path, thing: np.ndarray, out: Path) -> None:
    """Put a result in its place that has two hints where the thing is widest."""
    height, width = thing.shape
    depth, points = cv2.distanceTransform(thing.astype(np.uint8), cv2.DIST_L2, 5), []
    for _ in range(2):
        y, x = np.unravel_index(depth.argmax(), depth.shape)
        points.append(
            Point(x=float((x + 0.5) / width), y=float((y + 0.5) / height), color=COLOR, size=SIZE)
        )
        cv2.circle(depth, (int(x), int(y)), round(APART * width), 0.0, -1)
    recipe = Recipe(hints=Hints(tuple(points)))
    made = develop(photo.open_file(frame), recipe, Registry())
    (out / f"{frame.stem}_colorized.png").write_bytes(made)


def _colors(out: Path, frames: list[Path], things: list[np.ndarray]) -> np.ndarray:
    """Return the mean a and b of the thing in each result: float (N, 2)."""
    means = []
    for frame, thing in zip(frames, things, strict=True):
        with Image.open(out / f"{frame.stem}_colorized.png") as made:
            means.append(rgb2lab(np.asarray(made.convert("RGB")))[thing][:, 1:].mean(0))
    return np.array(means)


def _distance(colors: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    level = np.full((len(colors), 1), LEVEL)
    own = np.hstack([level, colors])
    return deltaE_ciede2000(own, np.hstack([level, np.broadcast_to(wanted, colors.shape)]))


if __name__ == "__main__":
    main()
