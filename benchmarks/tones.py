"""Whether prints in gray and photos in colour are told apart: both errors, a kind a row.

    python -m benchmarks.tones FOLDER [--every 1]

Of each photo in colour of a folder are made prints in gray, as archives and scanners give them, and
photos in colour that look nearly gray. Printed is the share of each that is taken for the other.
"""

import argparse
import io
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageColor

from studio.color.arrays import Float, Picture
from studio.color.lab import lab_to_rgb, lightness, rgb_to_lab, turn_gray
from studio.photo.folders import photos_in
from studio.photo.paper import find_frame
from studio.photo.photo import open_file
from studio.photo.scan import find_tone

DYES = ((3, 12), (6, 20), (-4, -18), (8, 4))  # a*, b* of sepia pale and strong, cyanotype, selenium
STAINS = ((0.93, 0.82, 0.55), (0.85, 0.68, 0.45), (0.95, 0.9, 0.7))  # yellow, brown, pale
LAMPS = ("#ffb347", "#ff5533", "#ffd9a0", "#55ff88", "#6688ff", "#ff3366")
LIT = 0.03  # share of a night scene

Kind = Callable[[Picture, np.random.Generator], Picture]


def plain(rgb: Picture, _: np.random.Generator) -> Picture:
    """Return a print in gray."""
    return turn_gray(rgb)


def toned(rgb: Picture, random: np.random.Generator) -> Picture:
    """Return a print of one dye, which is strongest in the middle of its range."""
    light = lightness(rgb)
    dye = DYES[random.integers(len(DYES))]
    share = np.sin(np.pi * light / 100)
    return lab_to_rgb(np.dstack([light, share * dye[0], share * dye[1]]).astype(np.float32))


def fringed(rgb: Picture, random: np.random.Generator) -> Picture:
    """Return a print whose red and blue lie a pixel from its green, each on another side."""
    print_ = _either(rgb, random)
    down, right = _apart(random)
    shifts = ((down, right), (0, 0), (-down, -right))
    channels = zip(np.moveaxis(print_, -1, 0), shifts, strict=True)
    return np.dstack([np.roll(channel, shift, (0, 1)) for channel, shift in channels])


def beside_a_target(rgb: Picture, random: np.random.Generator) -> Picture:
    """Return a print with patches of known colours along one side."""
    print_ = np.rot90(_either(rgb, random), random.integers(4)).copy()
    height, width = print_.shape[:2]
    deep, count = int(height * random.uniform(0.05, 0.12)), int(random.integers(6, 18))
    start, end = np.sort(random.integers(0, width, 2)) if random.random() < 0.5 else (0, width)
    end = min(width, max(end, start + width // 3))
    patches = random.integers(0, 256, (2, count, 3), dtype=np.uint8)
    patches[1] = np.linspace(10, 245, count)[:, None]
    size = (int(end - start), deep)
    print_[:deep, start:end] = cv2.resize(patches, size, interpolation=cv2.INTER_NEAREST)
    return np.ascontiguousarray(print_)


def on_paper(rgb: Picture, random: np.random.Generator) -> Picture:
    """Return a print on a bed or a page, with a target beside it."""
    print_ = _either(rgb, random)
    side = max(print_.shape[:2])
    deep = random.integers(side // 20, side // 6, 4)
    paper = lab_to_rgb(np.float32([[[random.uniform(60, 96), random.uniform(-1, 2), 6]]]))[0, 0]
    widths = ((deep[0], deep[1]), (deep[2], deep[3]), (0, 0))
    framed = np.pad(print_, widths)
    inside = np.pad(np.ones(print_.shape[:2], bool), widths[:2])
    framed[~inside] = paper
    patches = random.integers(0, 256, (1, 10, 3), dtype=np.uint8)
    size = (print_.shape[1] // 2, max(2, int(deep[0]) // 2))
    target = cv2.resize(patches, size, interpolation=cv2.INTER_NEAREST)
    framed[deep[0] // 4 :][: size[1], deep[2] :][:, : size[0]] = target
    return framed


def stained(rgb: Picture, random: np.random.Generator) -> Picture:
    """Return a print with one stain to three, of a twentieth to a third of it."""
    print_ = _either(rgb, random)
    y, x = _places(print_)
    amount = np.zeros(print_.shape[:2])
    for _ in range(random.integers(1, 4)):
        up, left, reach = random.uniform(0, 1), random.uniform(0, 1), random.uniform(0.12, 0.3)
        soft = random.uniform(0.02, 0.15)
        distance = np.hypot(y - up, x - left)
        amount = np.maximum(amount, 1 / (1 + np.exp(((distance - reach) / soft * 4).clip(-50, 50))))
    return _tint(print_, amount, random)


def yellowed(rgb: Picture, random: np.random.Generator) -> Picture:
    """Return a print that has yellowed from one side, or a corner."""
    print_ = _either(rgb, random)
    y, x = _places(print_)
    way = random.uniform(0, 2 * np.pi)
    along = np.cos(way) * (x - 0.5) + np.sin(way) * (y - 0.5)
    amount = ((along - along.min()) / np.ptp(along)) ** random.uniform(1, 4)
    return _tint(print_, amount, random)


def worn(rgb: Picture, random: np.random.Generator) -> Picture:
    """Return a print with all of that, as a JPEG."""
    found = beside_a_target(fringed(yellowed(rgb, random), random), random)
    return _as_jpeg(stained(found, random), 85)


def as_given(rgb: Picture, _: np.random.Generator) -> Picture:
    """Return a photo in colour."""
    return rgb


def dull(rgb: Picture, random: np.random.Generator) -> Picture:
    """Return a photo in a third of its colours, or a half."""
    lab = rgb_to_lab(rgb)
    lab[..., 1:] *= random.uniform(0.33, 0.5)
    return lab_to_rgb(lab)


def warm(rgb: Picture, random: np.random.Generator) -> Picture:
    """Return a photo in lamplight, or of a faded film: a cast over what is left of its colours."""
    lab = rgb_to_lab(rgb)
    lab[..., 1:] = lab[..., 1:] * 0.6 + np.float32([random.uniform(3, 10), random.uniform(10, 25)])
    return lab_to_rgb(lab)


def night(rgb: Picture, random: np.random.Generator) -> Picture:
    """Return a photo at night: dark, gray, with coloured lamps on a thirtieth of it."""
    lab = rgb_to_lab(rgb)
    lab[..., 0] *= 0.3
    lab[..., 1:] *= 0.1
    scene = lab_to_rgb(lab).astype(np.float32)
    y, x = _places(rgb)
    lit = np.zeros(rgb.shape[:2], bool)
    while lit.mean() < LIT:
        up, left = random.uniform(0.1, 0.9), random.uniform(0.05, 0.95)
        reach = random.uniform(0.008, 0.03)
        distance = np.hypot((y - up) * rgb.shape[0] / rgb.shape[1], x - left)
        lamp = np.float32(ImageColor.getrgb(LAMPS[random.integers(len(LAMPS))]))
        glow = np.exp(-((distance / reach) ** 2))[..., None]
        scene = scene * (1 - glow) + lamp * glow
        lit |= distance < reach
    return scene.clip(0, 255).astype(np.uint8)


PRINTS: dict[str, Kind] = {
    kind.__name__: kind
    for kind in (plain, toned, fringed, beside_a_target, on_paper, stained, yellowed, worn)
}
PHOTOS: dict[str, Kind] = {kind.__name__: kind for kind in (as_given, dull, warm, night)}


def _either(rgb: Picture, random: np.random.Generator) -> Picture:
    return plain(rgb, random) if random.random() < 0.6 else toned(rgb, random)


def _apart(random: np.random.Generator) -> tuple[int, int]:
    """Return a step to one of the eight pixels around."""
    steps = [(y, x) for y in (-1, 0, 1) for x in (-1, 0, 1) if y or x]
    return steps[random.integers(len(steps))]


def _places(rgb: Picture) -> tuple[Float, Float]:
    """Return where each pixel is, in shares."""
    height, width = rgb.shape[:2]
    y, x = np.mgrid[:height, :width].astype(np.float32)
    return y / height, x / width


def _tint(rgb: Picture, amount: np.ndarray, random: np.random.Generator) -> Picture:
    stain = np.float32(STAINS[random.integers(len(STAINS))])
    return np.rint(rgb * (1 - amount[..., None] * (1 - stain))).astype(np.uint8)


def _as_jpeg(rgb: Picture, quality: int) -> Picture:
    file = io.BytesIO()
    Image.fromarray(rgb).save(file, "JPEG", quality=quality)
    return np.array(Image.open(file))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1)
    asked = parser.parse_args()
    photos = [open_file(path).rgb for path in photos_in(asked.folder)[:: asked.every]]
    print(f"{len(photos)} photos")
    for kinds, is_colored in ((PRINTS, False), (PHOTOS, True)):
        for name, make in kinds.items():
            made = (make(rgb, np.random.default_rng(seed)) for seed, rgb in enumerate(photos))
            found = [find_tone(rgb, find_frame(rgb)) == "colour" for rgb in made]
            wrong = sum(is_said != is_colored for is_said in found)
            print(f"{name:16} {wrong:4} taken for {'gray' if is_colored else 'colour'}")


if __name__ == "__main__":
    main()
