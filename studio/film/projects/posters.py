"""Posters: the frame that stands for a scene, small, on the disk once it was looked for."""

from contextlib import suppress
from io import BytesIO
from pathlib import Path

from PIL import Image

from studio import disk
from studio.color.arrays import Picture
from studio.color.sizes import shrink
from studio.errors import FilmError
from studio.film.choice import choose_key_frame
from studio.film.index import Index
from studio.film.moments import read_frames
from studio.film.projects.breakdown import Breakdown
from studio.film.storyboard import CorrectedFrame
from studio.language import _
from studio.models.registry import Registry

SIDE = 640  # pixels of the longer side


def find_time(folder: Path, film: Breakdown, place: int, registry: Registry) -> float:
    """Return the time of the frame that stands for a scene: its first key, else one that is chosen.

    The choice is kept in `folder`. Raises as `choose_key_frame` and `disk.write` do.
    """
    keys = film.board.scenes[place].keys
    corrected = [key.time for key in keys if isinstance(key, CorrectedFrame)]
    if corrected:
        return min(corrected)
    frames = film.find_frames(place)
    path = folder / f"{frames.start}-{frames.stop}.txt"
    with suppress(OSError, ValueError):
        return film.index.seconds(int(path.read_text(encoding="ascii")))
    time = choose_key_frame(film.board, place, film.index, registry)
    disk.make_folder(folder)
    disk.write(path, str(film.index.find(time)).encode(), overwrite=True)
    return time


def find_picture(folder: Path, index: Index, time: float) -> Path:
    """Return where a small picture of the frame of a time is, a JPEG that is made if need be.

    Raises FilmError if the frame cannot be read, and as `disk.write` does.
    """
    path = folder / f"{index.find(time)}.jpg"
    if not path.exists():
        file = BytesIO()
        small = Image.fromarray(shrink(read_frame(index, time), SIDE))
        small.save(file, "JPEG", quality=95, subsampling="4:4:4")
        disk.make_folder(folder)
        disk.write(path, file.getvalue(), overwrite=True)
    return path


def read_frame(index: Index, time: float) -> Picture:
    """Read the frame that is shown at a time, uint8 (H, W, 3); a `FilmError` if that cannot be."""
    for rgb in read_frames(index.clip, [index.seconds(index.find(time))]):
        return rgb
    raise FilmError(_("a film that ends before it did"), _("the same film"), _("open it again"))
