"""Alpha along hair and fur: the mean error of a mask's border against the truth.

    python -m benchmarks.matting FOLDER

FOLDER holds `input_training_lowres` and `gt_training_lowres` of the alphamatting.com benchmark
(Rhemann et al., CVPR 2009): photos of 800 pixels and their true alpha. Those 15 of its 27 that show
hair or fur are made gray. The error is averaged over a band of 2 % of the longer side, to either
side of where true alpha crosses one half, of three maps: the true mask shrunk to 256 x 256 pixels
in area, that of a net that errs by two of those pixels, and what pick-compact finds by five clicks,
each in the middle of the largest error. Then comes the time of a border in 24 megapixels.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from studio.color.arrays import Float, Mask, Picture
from studio.color.lab import lightness, turn_gray
from studio.color.sizes import mask_to_levels, resize_map, shrink
from studio.evaluate.things import by_picker, next_click
from studio.models.registry import Registry
from studio.photo import photo
from studio.photo.photo import from_array
from studio.recipe.regions import PICKER, Click, Picked
from studio.rendering.memory import OBEDIENT_SIDE, Memory
from studio.segment.guided import upsample
from studio.segment.matting import solve
from studio.segment.picking import spread

HAIR = (3, 4, 6, 7, 8, 9, 12, 14, 15, 16, 17, 20, 22, 23, 24)
BAND = 0.02  # of the longer side
SIDE = 256  # pixels: square root of a map's area
ERROR = 2.0  # pixels of a map: how far the net's border strays, at one standard deviation
TURN = 8.0  # pixels: over how many its error changes
CLICKS = 5
LARGE = 6_000, 4_000  # width and height of 24 megapixels


def read_pair(folder: Path, name: str) -> tuple[Picture, Picture]:
    """Read a photo, made gray, and its true alpha."""
    rgb = photo.open_file(folder / "input_training_lowres" / name).rgb
    alpha = photo.open_file(folder / "gt_training_lowres" / name).rgb[..., 0]
    return turn_gray(rgb), np.ascontiguousarray(alpha)


def find_border(alpha: Picture) -> Mask:
    """Return the band around the border of a true alpha."""
    inside = (alpha > 127).astype(np.uint8)
    return _distance(inside) + _distance(1 - inside) <= BAND * max(alpha.shape)


def shrink_truth(rgb: Picture, alpha: Picture) -> Float:
    """Return what a perfect net may say."""
    scale = SIDE / alpha.size**0.5
    size = round(alpha.shape[1] * scale), round(alpha.shape[0] * scale)
    return cv2.resize((alpha > 127).astype(np.float32), size, interpolation=cv2.INTER_AREA)


def stray(rgb: Picture, alpha: Picture) -> Float:
    """Return what a net may say that knows the border by some pixels only."""
    inside = (shrink_truth(rgb, alpha) > 0.5).astype(np.uint8)
    noise = np.random.default_rng(0).standard_normal(inside.shape).astype(np.float32)
    error = cv2.GaussianBlur(noise, (0, 0), TURN)
    depth = _distance(inside) - _distance(1 - inside) + error * (ERROR / error.std())
    depth = cv2.GaussianBlur(depth, (0, 0), 1.5)
    return (1 / (1 + np.exp(-depth.clip(-20, 20) / 1.2))).astype(np.float32)


def click(rgb: Picture, alpha: Picture) -> Float:
    """Return what the picker that ships finds."""
    source, registry = from_array(rgb), Registry()
    answer, clicks = by_picker(PICKER, registry)(source), ()
    for _ in range(CLICKS):
        mask = answer(clicks, None) if clicks else np.zeros(alpha.shape, np.bool_)
        wrong = next_click(mask, alpha > 127)
        clicks: tuple[Click, ...] = (*clicks, wrong) if wrong else clicks
    found = Memory(registry).find_thing(source, Picked(model=PICKER, clicks=clicks))
    return spread(found, *found.plane.shape)


def _distance(mask: Picture) -> Float:
    return cv2.distanceTransform(mask, cv2.DIST_L2, 5)


def cut(likely: Float, rgb: Picture) -> Picture:
    """Draw a border of one bit along the edges of a photo."""
    return mask_to_levels(upsample(likely, rgb))


def soften(likely: Float, rgb: Picture) -> Picture:
    """Draw a soft border."""
    light = lightness(shrink(rgb, OBEDIENT_SIDE))
    return solve(resize_map(likely, *light.shape), light).draw(rgb)


WAYS: dict[str, Callable[[Float, Picture], Picture]] = {"1 bit": cut, "soft": soften}
MAPS: dict[str, Callable[[Picture, Picture], Float]] = {
    "true mask": shrink_truth,
    "a net's": stray,
    "5 clicks": click,
}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    pairs = [read_pair(folder, f"GT{number:02}.png") for number in HAIR]
    maps = {name: [make(*pair) for pair in pairs] for name, make in MAPS.items()}
    large = cv2.resize(pairs[0][0], LARGE, interpolation=cv2.INTER_CUBIC)
    print(f"{'':8}" + "".join(f"{name:>12}" for name in MAPS) + f"{'24 MP':>12}")
    for name, way in WAYS.items():
        errors = [
            np.mean(
                [_measure(way, likely, *pair) for likely, pair in zip(some, pairs, strict=True)]
            )
            for some in maps.values()
        ]
        begun = time.perf_counter()
        way(maps["a net's"][0], large)
        seconds = time.perf_counter() - begun
        print(f"{name:8}" + "".join(f"{x:12.3f}" for x in errors) + f"{seconds:10.2f} s")


def _measure(
    way: Callable[[Float, Picture], Picture], likely: Float, rgb: Picture, alpha: Picture
) -> float:
    """Return the mean error of alpha at the border."""
    return float(cv2.absdiff(way(likely, rgb), alpha)[find_border(alpha)].mean() / 255)


if __name__ == "__main__":
    main()
