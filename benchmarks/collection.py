"""Open, compare and colour every file of a folder, each in a process of its own.

    python -m benchmarks.collection FOLDER [--limit SECONDS]

Prints how many opened, were refused, and why; and names the files that differ from what each of
libvips (pyvips, where it is installed), tifffile and OpenCV makes of them, and those called damaged
that libvips reads. Exits with 1 if any of what must not be was found.

What is compared is gray in 8 bits: the luma of both, upright. A pixel may differ by 2 levels, by 5
in lossy formats, and by as much where profiles are applied; one file in which a hundredth of the
pixels differs by more is wrong.
"""

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import tifffile

from studio.errors import StudioError
from studio.models.registry import Registry
from studio.photo.photo import Photo, open_file
from studio.recipe.recipe import Recipe
from studio.rendering.render import render

try:
    import pyvips
except (ImportError, OSError):  # the package, or the library
    pyvips = None

LIMIT_S = 60
LOSSY = ("JPEG", "WEBP", "AVIF", "HEIF", "JPEG2000")
LUMA = np.float32([0.299, 0.587, 0.114])
OUTLIERS = 0.01  # share of pixels: edges where decoders smooth chroma in other ways
SMALL = 256  # pixels of the longer side that are coloured
MANAGED = (
    b"gAMA",
    b"cICP",
    b"iCCP",
    b"acsp",
    b"tRNS",
)  # say what levels mean, or what is seen through
MUST_BE_NONE = ("wrong pixels", "wrong alpha", "damaged, but libvips reads it", "crashed", "slow")


def main() -> None:
    """Look at all files, print the counts, and exit with 1 if something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=LIMIT_S, help="seconds a file")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(look_at(asked.folder)))
        return
    raise SystemExit(report(asked.folder, asked.limit, asked.workers))


def report(folder: Path, limit: int, workers: int) -> int:
    """Print what became of each kind of file; return how many kinds must not be there."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    with ThreadPoolExecutor(workers) as pool:
        found = list(pool.map(lambda path: _apart(path, limit), paths))
    counts = Counter(word for words in found for word in words)
    for word, count in sorted(counts.items(), key=lambda item: -item[1]):
        print(f"{count:6}  {word}")
    for path, words in zip(paths, found, strict=True):
        for word in words:
            if word.startswith(MUST_BE_NONE):
                print(f"{path.relative_to(folder)}: {word}")
    return int(any(word.startswith(MUST_BE_NONE) for word in counts))


def _apart(path: Path, limit: int) -> list[str]:
    """Look at a file in another process, which may crash or take too long."""
    command = [sys.executable, "-m", "benchmarks.collection", str(path), "--one"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return ["slow"]
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        return [f"crashed ({done.returncode}): {''.join(last)[:100]}"]
    return json.loads(done.stdout.splitlines()[-1])


def look_at(path: Path) -> list[str]:
    """Open, compare and colour one file; return what is to be counted."""
    others = [made for reader in READERS if (made := reader(path)) is not None]
    try:
        photo = open_file(path)
    except StudioError as error:
        words = [f"refused: {error.found}"]
        if "damaged" in error.found and _by_libvips(path) is not None:
            words.append("damaged, but libvips reads it")
        return words
    render(photo, Recipe(model="levin2004"), Registry(), side=SMALL)
    managed = photo.alpha is not None or any(mark in path.read_bytes() for mark in MANAGED)
    if pyvips is None and managed:
        return ["opened", "not compared: it takes libvips to know its colours or its alpha"]
    if (
        others
        and b"tiff:Orientation" in path.read_bytes()
        and others[0].shape[:2] != photo.rgb.shape[:2]
    ):
        return ["opened", "turned as its XMP asks, which no other reader does"]
    return ["opened", *_judged([compared(photo, other) for other in others])]


def _judged(verdicts: list[list[str]]) -> list[str]:
    """One other reader that agrees will do: each errs in kinds that the rest reads right."""
    if not verdicts:
        return ["no other reader"]
    return min(verdicts, key=len) or ["right pixels and alpha"]


def compared(photo: Photo, other: np.ndarray) -> list[str]:
    """Compare a photo with another reader's gray and alpha, uint8 (H, W, 2): what is wrong."""
    if other.shape[:2] != photo.rgb.shape[:2]:
        return [f"wrong pixels: {photo.rgb.shape[:2]} instead of {other.shape[:2]}"]
    alpha = np.full(other.shape[:2], 255, np.uint8) if photo.alpha is None else photo.alpha
    seen = (alpha > 0) & (other[..., 1] > 0)
    words = []
    if _differ(alpha, other[..., 1], 2, np.ones_like(seen)):
        words.append("wrong alpha")
    if _differ(photo.rgb @ LUMA, other[..., 0], 5 if photo.format in LOSSY else 2, seen):
        words.append("wrong pixels")
    return words


def _differ(one: np.ndarray, other: np.ndarray, most: int, where: np.ndarray) -> bool:
    error = np.abs(one.astype(np.float32) - other)[where]
    return bool(error.size) and float((error > most + 0.51).mean()) > OUTLIERS


def _by_libvips(path: Path) -> np.ndarray | None:
    """Read gray and alpha: uint8 (H, W, 2); None if it cannot."""
    if pyvips is None:
        return None
    try:
        image = pyvips.Image.new_from_file(str(path), access="random").autorot()
        if image.format in ("uchar", "ushort") and (known := _known_curve(path, image)):
            wide = image.numpy() / (255 if image.format == "uchar" else 65535)
            wide = wide[..., None] if wide.ndim == 2 else wide
            colors = image.bands - image.hasalpha()
            wide[..., :colors] = known(wide[..., :colors])
            return _split(wide * 255, alpha=image.hasalpha())
        if image.get_typeof("icc-profile-data"):
            image = image.icc_transform("srgb", embedded=True, intent="relative", depth=16)
        image = image.colourspace("srgb").cast("uchar")
        return _split(image.numpy(), alpha=image.hasalpha())
    except (pyvips.Error, ValueError):
        return None


def _known_curve(path: Path, image: "pyvips.Image") -> Callable[[np.ndarray], np.ndarray] | None:
    """Return what a formula says of levels, where libvips or LittleCMS would guess or round."""
    head = path.read_bytes()[:4096]
    if head.startswith(b"\x89PNG") and (at := head.find(b"cICP")) > 0:
        transfer, full = head[at + 5], head[at + 7]
        spread = (lambda level: level) if full else lambda level: (level * 255 - 16) / 219
        if transfer in (8, 13):
            return lambda level: _srgb(spread(level)) if transfer == 8 else spread(level).clip(0, 1)
    if image.get_typeof("icc-profile-data"):
        profile = bytes(image.get("icc-profile-data"))
        at = profile.find(b"curv\0\0\0\0\0\0\0\x01")
        gamma = int.from_bytes(profile[at + 12 : at + 14], "big") / 256 if at > 0 else 0
        return (lambda level: _srgb(level**gamma)) if gamma and image.bands < 3 else None
    if not head.startswith(b"\x89PNG") or b"sRGB" in head or (at := head.find(b"gAMA")) < 0:
        return None
    gamma = int.from_bytes(head[at + 4 : at + 8], "big") / 1e5
    near = gamma <= 0 or abs(gamma - 1 / 2.2) < 0.005
    return None if near else lambda level: _srgb(level ** (1 / gamma))


def _srgb(light: np.ndarray) -> np.ndarray:
    light = light.clip(0, 1)
    return np.where(light > 0.0031308, 1.055 * light ** (1 / 2.4) - 0.055, 12.92 * light)


def _split(pixels: np.ndarray, *, alpha: bool) -> np.ndarray:
    pixels = pixels[..., None] if pixels.ndim == 2 else pixels
    colors = pixels[..., :-1] if alpha else pixels
    gray = colors[..., :3] @ LUMA if colors.shape[2] >= 3 else colors[..., 0]
    opaque = pixels[..., -1] if alpha else np.full(gray.shape, 255)
    return np.dstack([np.rint(gray), opaque]).astype(np.uint8)


def _by_tifffile(path: Path) -> np.ndarray | None:
    """Read gray and RGB in any numbers, black and white as the type says."""
    try:
        with tifffile.TiffFile(path) as file:
            page = next(page for page in file.pages if not page.subfiletype & 1)
            pixels = page.asarray()
    except (tifffile.TiffFileError, ValueError, StopIteration, NotImplementedError):
        return None
    if page.planarconfig == 2 and pixels.ndim == 3:
        pixels = pixels.transpose(1, 2, 0)
    white = 1 if pixels.dtype.kind in "fb" else np.iinfo(pixels.dtype).max
    if pixels.dtype.kind == "u" and page.bitspersample < 16:
        white = 2**page.bitspersample - 1
    if 281 in page.tags:
        white = np.ravel(page.tags[281].value)[0]
    levels = np.nan_to_num(pixels / white).clip(0, 1) * 255
    gray = page.photometric == 8 or page.photometric == 9
    levels = _of_lab(levels) if gray else levels
    made = _split(levels, alpha=any(kind in (1, 2) for kind in page.extrasamples))
    if page.photometric == 0 and 262 in page.tags:
        made[..., 0] = 255 - made[..., 0]
    return made


def _of_lab(levels: np.ndarray) -> np.ndarray:
    """Return the gray that is as light as L*, 0 to 255."""
    light = ((levels[..., 0] / 2.55 + 16) / 116) ** 3
    dark = levels[..., 0] / 2.55 / (29 / 3) ** 3
    return _srgb(np.where(levels[..., 0] > 8 * 2.55, light, dark)) * 255


def _by_opencv(path: Path) -> np.ndarray | None:
    picture = cv2.imread(str(path), cv2.IMREAD_COLOR)
    return None if picture is None else _split(picture[..., ::-1], alpha=False)


READERS = (_by_libvips, _by_tifffile, _by_opencv)


if __name__ == "__main__":
    main()
