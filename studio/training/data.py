"""Colour photos to learn from: folders and zips in, batches of lightness, hints and chroma out."""

import io
import os
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import keras
import numpy as np
from PIL import Image

from studio.color.arrays import Float, Picture
from studio.color.lab import rgb_to_lab
from studio.errors import DataError, raise_by_name
from studio.evaluate.originals import has_colors, small
from studio.language import _
from studio.models.caffe import HINT_SCALE
from studio.photo import photo
from studio.photo.folders import is_photo
from studio.training.aging import age

LEAST_CHROMA = 4.0  # mean chroma of the grayest picture worth learning colour from
HELD_OUT, MOST_HELD_OUT = 10, 100  # every so many photos, and at most so many of a source
PATCHES = (3, 5, 7, 9)  # pixels of a hint's side


@dataclass(frozen=True)
class Source:
    """A folder or zip and the photos found in it."""

    path: Path
    members: tuple[str, ...]
    archive: zipfile.ZipFile | None = None

    def read(self, member: str) -> bytes:
        """Return the encoded bytes of one photo."""
        if self.archive:
            return self.archive.read(member)
        return (self.path / member).read_bytes()


def open_source(path: Path) -> Source:
    """List the photos in a folder, with its subfolders, or in a zip.

    Raises a `DataError` if there is no photo there.
    """
    archive = zipfile.ZipFile(path) if path.suffix == ".zip" and path.is_file() else None
    inside = (str(p.relative_to(path)) for p in path.rglob("*"))
    names = archive.namelist() if archive else inside
    members = tuple(sorted(name for name in names if is_photo(Path(name).name)))
    if not members:
        raise DataError(
            _("no photo in {path}", path=path),
            _("a folder or a zip of JPEG or PNG photos"),
            _("check the path"),
        )
    return Source(path, members, archive)


def hold_out(sources: Sequence[Source]) -> tuple[list[Source], list[Picture]]:
    """Keep a tenth of the photos of each source, at least one, from being learned from.

    Returns the sources without them, and those of them that have colours, uint8 (256, 256, 3).

    Raises
    ------
    DataError
        If none is left to learn from, or none that was held out has colours.
    PhotoError
        If one of these cannot be read; it says which.
    """
    learned: list[Source] = []
    pictures: list[Picture] = []
    for source in sources:
        order = np.random.default_rng(HELD_OUT).permutation(len(source.members))
        count = min(-(-len(order) // HELD_OUT), MOST_HELD_OUT)
        held, kept = ([source.members[n] for n in part] for part in np.split(order, [count]))
        learned.append(replace(source, members=tuple(sorted(kept))))
        pictures += [_read_small(source, member) for member in held]
    if not all(source.members for source in learned):
        raise DataError(
            _("one photo alone"), _("several, of which some are held out"), _("add some")
        )
    colored = [*filter(has_colors, pictures)]
    if not colored:
        found = _("no colours in the photos that were held out")
        raise DataError(found, _("colour photos"), _("name a folder of them by --validation"))
    return learned, colored


def _read_small(source: Source, member: str) -> Picture:
    with raise_by_name(member):
        return small(photo.read(source.read(member), member).rgb)


class Crops(keras.utils.PyDataset):
    """An endless stream of random crops, their lightness aged, with simulated hints.

    Every photo is as likely as any other; grayish crops are passed over.

    Parameters
    ----------
    sources : sequence of Source
    side : int
        Pixels of the square crops.
    batch : int
        Crops in one batch.
    least : float
        A crop keeps this share to all of the photo's sides.
    inputs : sequence of str
        Which of `data_l` and `data_hint` the net takes.
    strides : mapping of str to int
        For each output of the net, over squares of how many pixels the true ab is averaged.
    seed : sequence of int
    """

    def __init__(
        self,
        sources: Sequence[Source],
        *,
        side: int,
        batch: int,
        least: float,
        inputs: Sequence[str] = ("data_l", "data_hint"),
        strides: Mapping[str, int],
        seed: Sequence[int] = (0,),
    ) -> None:
        super().__init__(workers=os.cpu_count() or 1, max_queue_size=8)
        self.photos = [(source, member) for source in sources for member in source.members]
        self.side = side
        self.batch = batch
        self.least = least
        self.inputs = inputs
        self.strides = strides
        self.seed = seed

    def __len__(self) -> int:
        return 1_000_000  # a training run ends by time

    def __getitem__(self, index: int) -> tuple[dict[str, Float], dict[str, Float]]:
        random = np.random.default_rng((*self.seed, index))  # workers do not share one
        lab = np.stack([self._crop(random) for _ in range(self.batch)])
        aged = np.stack([age(x, random) for x in lab[..., 0]])
        hints = np.stack([draw_hints(x, random) for x in lab[..., 1:]])
        blobs = {"data_l": aged[..., None] - 50, "data_hint": hints / HINT_SCALE}
        truth = {name: average(lab[..., 1:], n) for name, n in self.strides.items()}
        return {name: blobs[name] for name in self.inputs}, truth

    def _crop(self, random: np.random.Generator) -> Float:
        while True:
            source, member = self.photos[random.integers(len(self.photos))]
            lab = rgb_to_lab(self._cut(decode(source.read(member)), random))
            if np.hypot(lab[..., 1], lab[..., 2]).mean() >= LEAST_CHROMA:
                return lab

    def _cut(self, rgb: Picture, random: np.random.Generator) -> Picture:
        """Cut a window, square or of the photo's own shape, resize it, and mirror half of them."""
        sides = np.array(rgb.shape[:2])
        if random.random() < 0.5:
            sides[:] = sides.min()
        sides = np.maximum(sides * random.uniform(self.least, 1), 1).astype(int)
        top, left = random.integers(np.array(rgb.shape[:2]) - sides + 1)
        window = rgb[top : top + sides[0], left : left + sides[1]]
        shrinking = sides.min() > self.side
        interpolation = cv2.INTER_AREA if shrinking else cv2.INTER_LINEAR
        crop = cv2.resize(window, (self.side, self.side), interpolation=interpolation)
        mirrored = crop[:, ::-1] if random.random() < 0.5 else crop
        return mirrored.astype(np.uint8, copy=False)


def decode(data: bytes) -> Picture:
    """Decode a training photo to RGB."""
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image.convert("RGB"))


def average(ab: Float, stride: int) -> Float:
    """Average ab, (B, H, W, 2), over squares of `stride` pixels."""
    count, height, width, _ = ab.shape
    return ab.reshape(count, height // stride, stride, width // stride, stride, 2).mean((2, 4))


def draw_hints(ab: Float, random: np.random.Generator) -> Float:
    """Reveal the mean colour of some small patches, as a person's clicks would.

    A third of the pictures get none, the others a few (3 in the mean), some (12), or up to 128.
    From the true ab, float32 (H, W, 2), to ab inside the patches, 0 elsewhere, and the mask:
    float32 (H, W, 3).
    """
    hint = np.zeros((*ab.shape[:2], 3), np.float32)
    some = (0, random.geometric(1 / 3), random.geometric(1 / 12), 2 ** random.uniform(3, 7))
    for _place in range(int(random.choice(some, p=(0.33, 0.25, 0.22, 0.2)))):
        reveal(hint, ab, _spot(ab.shape[:2], random), int(random.choice(PATCHES)))
    return hint


def _spot(shape: tuple[int, int], random: np.random.Generator) -> np.ndarray:
    sides = np.array(shape)
    if random.random() < 0.5:
        return random.uniform(0, sides).astype(int)
    return np.clip(random.normal(sides / 2, sides / 4), 0, sides - 1).astype(int)


def reveal(hint: Float, ab: Float, centre: np.ndarray, size: int) -> None:
    """Put one patch of `size` pixels into `hint`, in place, holding its mean true ab."""
    top, left = np.maximum(centre - size // 2, 0)
    patch = np.s_[top : top + size, left : left + size]
    hint[patch][..., :2] = ab[patch].mean((0, 1))
    hint[patch][..., 2] = 1
