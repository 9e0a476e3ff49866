"""Boxes: what JPEG 2000, AVIF and HEIC files are made of.

References
----------
.. [1] ISO/IEC 14496-12, ISO base media file format, 2022: 4.2.
"""

from collections.abc import Iterator
from dataclasses import dataclass

MOST = 20_000  # in one box: no photo has more, and each costs time


@dataclass(frozen=True)
class Box:
    """A name, and where its content lies in the file."""

    name: bytes
    start: int
    end: int

    def content(self, data: bytes, most: int | None = None) -> bytes:
        """Return its bytes, or the first `most` of them."""
        return data[self.start : self.end if most is None else min(self.end, self.start + most)]


def walk(data: bytes, start: int = 0, end: int | None = None) -> Iterator[Box]:
    """Yield the boxes that lie side by side; one that is cut off ends with the file.

    Raises ValueError if there are more than any photo has.
    """
    end = len(data) if end is None else min(end, len(data))
    for _ in range(MOST):
        if start + 8 > end:
            return
        size, name = int.from_bytes(data[start : start + 4], "big"), data[start + 4 : start + 8]
        head = 16 if size == 1 else 8
        if size == 1:
            size = int.from_bytes(data[start + 8 : start + 16], "big")
        stop = end if size == 0 else min(start + max(size, head), end)  # 0: to the end
        yield Box(name, min(start + head, stop), stop)
        start = stop
    raise ValueError("more boxes than a photo has")


def find(data: bytes, *path: bytes, start: int = 0, end: int | None = None) -> Box | None:
    """Return the first box of a name, inside of the first of the name before it, and so on."""
    found = None
    for name in path:
        found = next((box for box in walk(data, start, end) if box.name == name), None)
        if found is None:
            return None
        start, end = found.start, found.end
    return found
