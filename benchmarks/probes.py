"""What `benchmarks.speed` runs in a process of its own, on whichever studio PYTHONPATH names.

    PYTHONPATH=TREE python benchmarks/probes.py NAME [ARGUMENT...]

Each prints a JSON object of figures by name; seconds, unless the name says otherwise.
"""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import cv2
import numpy as np
import sample
from skimage.color import rgb2lab

from studio.color.lab import compose
from studio.models import catalog
from studio.models.registry import Registry
from studio.photo.photo import open_file
from studio.recipe import documents
from studio.recipe.hints import Hints, Point
from studio.recipe.recipe import Recipe
from studio.rendering.render import render

MEGAPIXELS = {1: (816, 1224), 12: (2832, 4248), 24: (4000, 6000)}
SMALL, COUNT = (480, 640), 200  # photos of a batch
TURNS = 9  # of what takes turns within a process
CLICKS = 40
CHROMA = {"mild": 12, "vivid": 60}  # spread of a* and b*

Figures = dict[str, float]


def files(folder: str) -> Figures:
    """Write gray photos with detail at every scale, a hint, and the official net of chance."""
    from tests.official import generate

    root = Path(folder)
    for megapixels, size in MEGAPIXELS.items():
        _photograph(root / f"{megapixels}.jpg", *size)
    hints = Hints((Point(x=0.5, y=0.5, color="#b03a2e", size=0.02),))
    (root / "hints.json").write_text(json.dumps(documents.write(hints)))
    (root / "batch").mkdir()
    for number in range(COUNT):
        _photograph(root / f"batch/{number}.jpg", *SMALL, seed=number)
    entry = asdict(generate(root / "zhang2016"))
    del entry["bundle"]
    (root / "catalog.json").write_text(json.dumps({"models": [entry]}))
    return {}


def forward(folder: str) -> Figures:
    """One pass of OpenCV and of the engine in turns, and how far apart they are."""
    from studio.models.caffe import ANSWERS, LOGITS, TAPS

    figures: Figures = {}
    official = _official(folder).colorizer("zhang2016")
    net = sample.load(Path(folder) / "zhang2016")
    net.enableWinograd(False)  # as the studio had it: 350 MB less
    x = _blob(1, 224)
    _compare(
        figures,
        "official",
        lambda: _pass(net, {"data_l": x}, [LOGITS]),
        lambda: official.net.run({"data_l": x}, [LOGITS]),
    )
    compact = Registry().colorizer("compact")
    place = catalog.FOLDER / "compact"
    encoder, decoder = (
        cv2.dnn.readNetFromCaffe(str(place / f"{part}.prototxt"), str(place / f"{part}.caffemodel"))
        for part in ("encoder", "decoder")
    )
    for side in (256, 384, 512):
        x, hint = _blob(1, side), _blob(3, side) * 0

        def of_opencv(x: np.ndarray = x, hint: np.ndarray = hint) -> list[np.ndarray]:
            seen = dict(zip(TAPS, _pass(encoder, {"data_l": x}, TAPS), strict=True))
            return _pass(decoder, {**seen, "data_hint": hint}, ANSWERS)

        def of_engine(x: np.ndarray = x, hint: np.ndarray = hint) -> list[np.ndarray]:
            seen = dict(zip(TAPS, compact.encoder.run({"data_l": x}, TAPS), strict=True))
            return compact.decoder.run({**seen, "data_hint": hint}, ANSWERS)

        _compare(figures, f"compact {side}", of_opencv, of_engine)
    return figures


def picture(folder: str) -> Figures:
    """From the file of 12 megapixels to a picture: OpenCV's sample and the studio in turns."""
    photo, net = Path(folder) / "12.jpg", sample.load(Path(folder) / "zhang2016")
    ways = {
        "sample": lambda turn: sample.color(net, photo),
        "official": _studio(photo, Recipe(model="zhang2016", vividness=0.42), _official(folder)),
        "compact": _studio(photo, Recipe(), Registry()),
    }
    return _in_turns(ways)


def composed(folder: str, kind: str) -> Figures:
    """Compose a photo of 12 megapixels alone, and how far L* is off."""
    rgb = open_file(Path(folder) / "12.jpg").rgb
    chroma = np.random.default_rng(0).normal(0, CHROMA[kind], (64, 96, 2)).astype(np.float32)
    chroma = cv2.GaussianBlur(chroma, (0, 0), 2) * 7  # 7 gives back what the blur takes
    # by float64, since OpenCV's own L* errs by up to 0.2
    given, made = (rgb2lab(x[::8])[..., 0] for x in (rgb, compose(rgb, chroma)))
    off = np.abs(made - given)
    figures = _in_turns({kind: lambda turn: compose(rgb, chroma)}, turns=1)
    return {**figures, "mean dL*": float(off.mean()), "p99 dL*": float(np.percentile(off, 99))}


def hints(folder: str) -> Figures:
    """From a change of a recipe to the preview of a megapixel: clicks that each add a hint."""
    photo, registry = open_file(Path(folder) / "1.jpg"), Registry()
    chance = np.random.default_rng(1)
    points = [
        Point(x=x, y=y, color=f"#{chance.integers(0x1000000):06x}", size=0.02)
        for x, y in (chance.uniform(0.1, 0.9, 2) for _ in range(CLICKS))
    ]
    render(photo, Recipe(), registry)
    seconds = []
    for count in range(1, CLICKS + 1):
        recipe = Recipe(hints=Hints(tuple(points[:count])))
        begun = time.perf_counter()
        render(photo, recipe, registry, side=1400)
        seconds.append(time.perf_counter() - begun)
    return {"median": float(np.median(seconds)), "p95": float(np.percentile(seconds, 95))}


def _photograph(path: Path, height: int, width: int, seed: int = 0) -> None:
    chance = np.random.default_rng(seed)
    gray = np.zeros((height, width), np.float32)
    for cells in (8, 64, 512):
        coarse = chance.normal(128, 60, (cells, cells * 3 // 2)).astype(np.float32)
        gray += cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC) / 3
    cv2.imwrite(str(path), np.clip(gray, 0, 255).astype(np.uint8))


def _official(folder: str) -> Registry:
    return Registry(catalog.read(Path(folder) / "catalog.json"), Path(folder))


def _studio(path: Path, recipe: Recipe, registry: Registry) -> Callable[[int], object]:
    # a digest of its own each time, or the registry would recall the colours
    return lambda turn: render(replace(open_file(path), sha256=str(turn)), recipe, registry)


def _blob(channels: int, side: int) -> np.ndarray:
    chance = np.random.default_rng(0)
    return chance.uniform(-50, 50, (1, channels, side, side)).astype(np.float32)


def _pass(net: cv2.dnn.Net, inputs: dict[str, np.ndarray], outputs: list) -> list[np.ndarray]:
    for name, blob in inputs.items():
        net.setInput(blob, name)
    return [np.array(blob) for blob in net.forward(outputs)]


def _compare(figures: Figures, name: str, opencv: Callable, engine: Callable) -> None:
    expected, found = opencv(), engine()
    apart = max(
        float(np.abs(a - b).max() / np.ptp(a)) for a, b in zip(expected, found, strict=True)
    )
    ways = {f"{name} OpenCV": lambda turn: opencv(), f"{name} engine": lambda turn: engine()}
    figures |= {**_in_turns(ways), f"{name} apart over range": apart}


def _in_turns(ways: dict[str, Callable[[int], object]], turns: int = TURNS) -> Figures:
    """Return the median seconds of each, once all are warm."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(turns + 1):
        for name, way in ways.items():
            begun = time.perf_counter()
            way(turn)
            seconds[name].append(time.perf_counter() - begun)
    return {name: float(np.median(taken[1:])) for name, taken in seconds.items()}


if __name__ == "__main__":
    name, *arguments = sys.argv[1:]
    print(json.dumps(globals()[name](*arguments)))
