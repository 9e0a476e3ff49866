"""Labelled things for tests: discs and squares that can be told by their brightness."""

import io
import json

import numpy as np
from PIL import Image

KINDS = {"disc": 1, "square": 2}


def scene(seed, side=128):
    """A gray photo, and its labels: a disc and a square apart, on a dark ground."""
    random = np.random.default_rng(seed)
    y, x = np.mgrid[:side, :side]
    labels = np.zeros((side, side), np.uint8)
    left, right = random.uniform(0.2, 0.3, 2) * side, random.uniform(0.65, 0.75, 2) * side
    labels[np.hypot(y - left[0], x - left[1]) < 0.15 * side] = KINDS["disc"]
    labels[np.maximum(abs(y - right[0]), abs(x - right[1])) < 0.14 * side] = KINDS["square"]
    levels = np.array([60, 190, 130])[labels] + random.integers(-6, 7, labels.shape)
    return np.repeat(levels[..., None], 3, axis=2).astype(np.uint8), labels


def write(folder, count=8):
    """Write a pack of labelled things into a folder."""
    index = []
    for seed in range(count):
        rgb, labels = scene(seed)
        (folder / f"scene{seed}.webp").write_bytes(_encoded(rgb, "WEBP", lossless=True))
        (folder / f"scene{seed}.0.png").write_bytes(_encoded(labels, "PNG"))
        targets = [
            {"level": 1, "layer": 0, "ids": [label], "core": [label], "name": name}
            for name, label in KINDS.items()
        ]
        index.append({"name": f"scene{seed}", "source": f"source{seed % 2}", "targets": targets})
    (folder / "index.json").write_text(json.dumps(index))
    return folder


def _encoded(pixels, kind, **settings):
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, kind, **settings)
    return file.getvalue()
