"""Albums: the results of a batch gathered, as contact sheets to look at and a ZIP to hand on."""

import io
import os
import zipfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, count, islice
from pathlib import Path

from PIL import Image, ImageDraw

from studio import disk
from studio.batch.jobs import Job
from studio.batch.tally import Tally
from studio.color.sizes import shrink
from studio.errors import PhotoError
from studio.photo import exif, photo
from studio.photo.results import SHEET, is_result

COLUMNS, ROWS = 3, 8  # of pairs on a sheet
SIDE = 180  # pixels: a thumbnail, before or after
LABEL, GAP = 18, 8  # pixels
PAPER, INK = "#fcfbf9", "#2b2825"
LONGEST_LABEL = 44  # letters that fit under a pair
ARCHIVE = "colorized.zip"
FURTHER = "colorized-{}.zip"

Pair = tuple[Path, Path]  # a photo and its result


def pairs(job: Job, progress: Tally) -> list[Pair]:
    """Return the photos that are done and their results, sorted by name."""
    done = sorted(progress.done, key=lambda entry: entry.photo)
    return [(job.photos / entry.photo, job.results / entry.result) for entry in done]


def results(job: Job, progress: Tally) -> list[Path]:
    """Return all results of the photos that are done, sorted by their photos' names."""
    done = sorted(progress.done, key=lambda entry: entry.photo)
    return [job.results / result for entry in done for result in entry.results]


def contact_sheets(pairs: Sequence[Pair], folder: Path) -> Iterator[Path]:
    """Draw photos beside their results, 24 pairs to a JPEG, `contact_sheet_1.jpg` and so on.

    Sheets of an earlier run are replaced; names that others' files have are passed over. One photo
    is in memory at a time. Raises as `disk.write` does.
    """
    left = iter(pairs)
    places = _ours(folder / SHEET.format(number) for number in count(1))
    while page := list(islice(left, COLUMNS * ROWS)):
        path = next(places)
        disk.write(path, _sheet(page), overwrite=True)
        yield path


def archive(paths: Iterable[Path], folder: Path) -> Path:
    """Pack results into `colorized.zip` in their folder, uncompressed: pictures are already.

    Files go from disk to disk. An archive of an earlier run is replaced by the whole new one; a
    file of somebody else's is not, and ours takes a number.

    Raises
    ------
    OutputError
        If it cannot be written, or a result is gone.
    """
    names = chain([ARCHIVE], map(FURTHER.format, count(2)))
    path = next(_ours(folder / name for name in names))
    with disk.raise_output_errors(), disk.part_beside(path) as part:
        with (
            disk.new_file(part) as stream,
            zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED, strict_timestamps=False) as file,
        ):
            file.comment = exif.SOFTWARE.encode()
            taken: set[str] = set()
            for result in paths:
                taken.add(name := _member(result.relative_to(folder), taken))
                file.write(result, name)
        part.replace(path)
    return path


def _ours(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield those of some paths where nothing is, or what the studio made."""
    return (path for path in paths if not os.path.lexists(path) or is_result(path))


def _member(path: Path, taken: Collection[str]) -> str:
    """Name a file in an archive, where names are Unicode: other bytes are read as Latin-1."""
    escaped = (chr(ord(x) - 0xDC00) if "\udc80" <= x <= "\udcff" else x for x in path.as_posix())
    name = "".join(escaped)
    others = (f"{number}-{name}" for number in count(2))
    return next(free for free in chain([name], others) if free not in taken)


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
    sheet.save(file, "JPEG", quality=90, exif=exif.mark(None))
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
