"""Golden renders: five photos under eight recipes of every kind, each known by its pixels' hash.

    python -m benchmarks.golden > before.txt
    python -m benchmarks.golden | diff before.txt -

A change that is not meant to change colours keeps all forty. Compare hashes of one machine only:
other processors round otherwise.
"""

import base64
import hashlib
import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image
from skimage import data

COLORSTUDIO = Path(sys.executable).with_name("colorstudio")
POINTS = [
    {"x": 0.31, "y": 0.42, "color": "#b03a2e", "size": 0.03},
    {"x": 0.7, "y": 0.2, "color": "#2e86c1", "size": 0.02},
    {"x": 0.5, "y": 0.9, "color": "#27ae60", "size": 0.05},
]
STROKES = [
    {"path": [[0.1, 0.2], [0.3, 0.25], [0.5, 0.1]], "color": "#d4ac0d", "size": 0.02},
    {"path": [[0.8, 0.8]], "color": "#ffffff", "size": 0.04},
]
PLAIN = {"on": True, "inverted": False, "grow": 0, "feather": 0.003}


def photos(folder: Path) -> list[Path]:
    """Write five photos: gray, in colour, with transparency, of odd and even sides."""
    gray = Image.fromarray(data.astronaut()).convert("L")
    clear = Image.fromarray(data.chelsea()).convert("RGBA")
    clear.putalpha(Image.linear_gradient("L").resize(clear.size))
    pictures = {
        "camera": Image.fromarray(data.camera()),
        "astronaut": gray,
        "cat": clear,
        "coffee": Image.fromarray(data.coffee()),
        "rocket": Image.fromarray(data.rocket()),
    }
    for name, picture in pictures.items():
        picture.save(folder / f"{name}.png")
    return [folder / f"{name}.png" for name in pictures]


def recipes() -> dict[str, dict]:
    """Return recipes of both versions: styles, hints, strokes, and regions of each kind."""
    people, street = {"model": "people-compact"}, {"model": "camvid-compact"}
    names = ["building", "tree", "pedestrian"]
    return {
        "natural": {"version": 1, "model": "compact"},
        "vivid": {"version": 2, "model": "compact", "vividness": 0.42, "strength": 1.3},
        "points": {"version": 2, "model": "compact", "hints": {"points": POINTS}},
        "strokes": {
            "version": 1,
            "model": "compact",
            "vividness": 0.2,
            "strength": 0.8,
            "hints": {"points": POINTS[:1], "strokes": STROKES},
        },
        "levin": {
            "version": 2,
            "model": "levin2004",
            "hints": {"points": POINTS, "strokes": STROKES},
        },
        "people": _edited(
            "photo",
            ({"kind": "foreground", **people}, {"kind": "tint", "color": "#2e86c1", "strength": 1}),
            ({"kind": "background", **people}, {"kind": "colorize", "strength": 0.5, "hue": 20}),
        ),
        "street": _edited(
            "model",
            (
                {"kind": "classes", **street, "names": names},
                {"kind": "adjust", "strength": 1.4, "hue": -30},
            ),
            tidying={"floor": 0.4, "smoothing": 0.01, "smallest": 0.002},
            inverted=True,
            grow=0.01,
            feather=0.02,
        ),
        "mask": {
            **_edited("model", ({"kind": "mask", "mask": _mask()}, {"kind": "keep"}), grow=-0.02),
            "hints": {"points": POINTS},
        },
    }


def _edited(base: str, *edits: tuple[dict, dict], tidying: dict | None = None, **border: object):
    made = [{"where": where, "what": what, **PLAIN, **border} for where, what in edits]
    regions = {"base": base, "edits": made, **({"tidying": tidying} if tidying else {})}
    return {"version": 2, "model": "compact", "regions": regions}


def _mask() -> str:
    y, x = np.ogrid[:90, :120]
    file = io.BytesIO()
    Image.fromarray(np.hypot(y - 45, x - 60) < 30).save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


def main() -> None:
    """Print a hash, a recipe and a photo a line."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        given = photos(folder)
        for title, recipe in recipes().items():
            saved, out = folder / f"{title}.json", folder / title
            saved.write_text(json.dumps(recipe))
            command = [COLORSTUDIO, "render", saved, *given, "-o", out]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            for photo in given:
                picture = Image.open(out / f"{photo.stem}_colorized.png")
                pixels = f"{picture.mode}{picture.size}".encode() + picture.tobytes()
                print(hashlib.sha256(pixels).hexdigest()[:16], title, photo.stem)


if __name__ == "__main__":
    main()
