"""Our pipeline against OpenCV's own colorization sample, both on the official topology.

    python -m benchmarks.auto

Each measurement is a process of its own: it loads the network, opens a JPEG and colours it, three
times; seconds are the fastest of the three without the load, memory is the peak of the process.
"""

import argparse
import dataclasses
import itertools
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from studio.models.registry import Registry
from studio.photo.photo import open_file
from studio.recipe.recipe import Recipe
from studio.render.render import render
from tests.official import generate

MEGAPIXELS = {1: (816, 1224), 12: (2832, 4248), 24: (4000, 6000)}
REPEATS = 3


def ours(folder: Path) -> Callable[[Path], np.ndarray]:
    """Open, render: what `colorstudio auto` does before it encodes."""
    registry = Registry({"zhang2016": generate(folder / "zhang2016")}, folder)
    registry.colorizer("zhang2016")
    turns = itertools.count()

    def color(path: Path) -> np.ndarray:
        # a name of its own each time, or the registry would recall the colours
        photo = dataclasses.replace(open_file(path), sha256=str(next(turns)))
        return render(photo, Recipe("zhang2016", vividness=0.42), registry).rgb

    return color


def sample(folder: Path) -> Callable[[Path], np.ndarray]:
    """Follow opencv/samples/dnn/colorization.py, written plainly."""
    generate(folder / "zhang2016")
    net = cv2.dnn.readNetFromCaffe(
        str(folder / "zhang2016/colorization_deploy_v2.prototxt"),
        str(folder / "zhang2016/colorization_release_v2.caffemodel"),
    )
    points = np.load(folder / "zhang2016/pts_in_hull.npy").transpose().reshape(2, 313, 1, 1)
    net.getLayer("class8_ab").blobs = [points.astype(np.float32)]
    net.getLayer("conv8_313_rh").blobs = [np.full([1, 313], 2.606, np.float32)]

    def color(path: Path) -> np.ndarray:
        rgb = (cv2.imread(str(path))[:, :, [2, 1, 0]] * 1.0 / 255).astype(np.float32)
        lab = cv2.cvtColor(rgb, cv2.COLOR_RGB2Lab)
        lightness = lab[:, :, 0]
        height, width = rgb.shape[:2]
        small = cv2.cvtColor(cv2.resize(rgb, (224, 224)), cv2.COLOR_RGB2Lab)[:, :, 0] - 50
        net.setInput(cv2.dnn.blobFromImage(small))
        ab = net.forward("class8_ab")[0].transpose(1, 2, 0)
        ab = cv2.resize(ab, (width, height))
        out = np.concatenate((lightness[:, :, np.newaxis], ab), axis=2)
        bgr = np.clip(cv2.cvtColor(out, cv2.COLOR_Lab2BGR), 0, 1)
        return (bgr * 255).astype(np.uint8)

    return color


def measure(way: str, folder: Path, photo: Path) -> dict[str, float]:
    """Colour a photo three times in this process."""
    color = {"ours": ours, "sample": sample}[way](folder)
    seconds = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        color(photo)
        seconds.append(time.perf_counter() - begun)
    return {
        "seconds": min(seconds),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def photograph(folder: Path, height: int, width: int) -> Path:
    """Write a gray JPEG with detail at every scale."""
    random = np.random.default_rng(0)
    gray = np.zeros((height, width), np.float32)
    for cells in (8, 64, 512):
        coarse = random.normal(128, 60, (cells, cells * 3 // 2)).astype(np.float32)
        gray += cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC) / 3
    path = folder / f"{width}x{height}.jpg"
    cv2.imwrite(str(path), np.clip(gray, 0, 255).astype(np.uint8))
    return path


def in_child(way: str, folder: Path, photo: Path) -> dict[str, float]:
    """Measure in a fresh process, so that peak memory is that of one way alone."""
    command = [sys.executable, "-m", "benchmarks.auto", "--child", way, str(folder), str(photo)]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def main() -> None:
    """Print a table of seconds, memory and ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--child", nargs=3)
    child = parser.parse_args().child
    if child:
        print(json.dumps(measure(child[0], Path(child[1]), Path(child[2]))))
        return
    print(f"{'MP':>4} {'sample':>16} {'ours':>16}   ratio of time, of memory")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for megapixels, (height, width) in MEGAPIXELS.items():
            photo = photograph(folder, height, width)
            a, b = (in_child(way, folder, photo) for way in ("sample", "ours"))
            print(
                f"{megapixels:4} {a['seconds']:6.2f} s {a['peak_mb']:4.0f} MB "
                f"{b['seconds']:6.2f} s {b['peak_mb']:4.0f} MB   "
                f"{b['seconds'] / a['seconds']:.2f}, {b['peak_mb'] / a['peak_mb']:.2f}"
            )


if __name__ == "__main__":
    main()
