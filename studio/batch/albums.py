"""Albums: the results of a batch gathered, as contact sheets to look at and a ZIP to hand on."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

from PIL import Image, ImageDraw

from studio import disk
from studio.batch.jobs import Job
from studio.batch.run import Progress
from studio.errors import PhotoError
from studio.photo import photo
from studio.photo.sizes import shrink

COLUMNS, ROWS = 3, 8  # of pairs on a sheet
SIDE = 180  # pixels: a thumbnail, before or after
LABEL, GAP = 18, 8  # pixels
PAPER, INK = "#fcfbf9", "#2b2825"
LONGEST_LABEL = 44  # letters that fit under a pair
ARCHIVE = "colorized.zip"

Pair = tuple[Path, Path]  # a photo and its result


def pairs(job: Job, progress: Progress) -> list[Pair]:
    """Return the photos that are done and their results, sorted by name."""
    done = sorted(progress.done, key=lambda entry: entry.photo)
    return [(job.photos / entry.photo, job.results / entry.result) for entry in done]


def contact_sheets(pairs: Sequence[Pair], folder: Path) -> Iterator[Path]:
    """Draw photos beside their results, 24 pairs to a JPEG, `contact_sheet_1.jpg` and so on.

    Sheets of an earlier run are replaced. One photo is in memory at a time.

    Raises
    ------
    OutputError
        If a sheet cannot be written.
    """
    left = iter(pairs)
    number = 0
    while page := list(islice(left, COLUMNS * ROWS)):
        number += 1
        path = folder / f"contact_sheet_{number}.jpg"
        disk.write(path, _sheet(page), overwrite=True)
        yield path


def archive(paths: Iterable[Path], folder: Path) -> Path:
    """Pack results into `colorized.zip` in their folder, uncompressed: pictures are already.

    Files go from disk to disk; an archive of an earlier run is replaced by the whole new one.

    Raises
    ------
    OutputError
        If it cannot be written, or a result is gone.
    """
    path = folder / ARCHIVE
    with disk.raise_output_errors(), disk.part_beside(path) as part:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as file:
            for result in paths:
                file.write(result, result.relative_to(folder))
        part.replace(path)
    return path


def _sheet(page: Sequence[Pair]) -> bytes:
    rows = -(-len(page) // COLUMNS)
    wide, high = 2 * SIDE + GAP, SIDE + LABEL + GAP
    sheet = Image.new("RGB", (COLUMNS * (wide + GAP) + GAP, rows * high + GAP), PAPER)
    draw = ImageDraw.Draw(sheet)
    for index, (before, after) in enumerate(page):
        row, column = divmod(index, COLUMNS)
        x, y = GAP + column * (wide + GAP), GAP + row * high
        for left, path in ((x, before), (x + SIDE, after)):
            _paste(sheet, path, left, y)
        draw.text((x, y + SIDE + 2), _label(before.name), INK)
    file = io.BytesIO()
    sheet.save(file, "JPEG", quality=90)
    return file.getvalue()


def _paste(sheet: Image.Image, path: Path, x: int, y: int) -> None:
    """Paste a photo into the middle of its square; one that is gone leaves it empty."""
    with suppress(PhotoError):
        small = Image.fromarray(shrink(photo.open_file(path).rgb, SIDE))
        sheet.paste(small, (x + (SIDE - small.width) // 2, y + (SIDE - small.height) // 2))


def _label(name: str) -> str:
    """Return what a small font can show of a file name."""
    shown = name.encode("ascii", "replace").decode()
    return shown if len(shown) <= LONGEST_LABEL else f"{shown[:LONGEST_LABEL]}..."
