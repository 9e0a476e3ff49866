"""Numbering: each packet of PNG is a picture of its own."""

import struct
import zlib
from collections.abc import Iterator

from studio.film.clip import Whole
from studio.film.ffmpeg.files import packets, raise_write_errors

HEAD = 33  # bytes: the signature, and the chunk IHDR


def write(whole: Whole) -> Iterator[int]:
    """Write the pictures of all pieces into a folder; yield how many there are."""
    for number, packet in enumerate(packets(whole.pieces), 1):
        with raise_write_errors():
            path = whole.path / f"{number:06}.png"
            path.write_bytes(_mark(bytes(packet), whole.notice))
        yield number


def _mark(png: bytes, notice: str) -> bytes:
    """Put a notice into a picture, where viewers show it."""
    content = b"tEXtDescription\0" + notice.encode("latin-1", "replace")
    size = struct.pack(">I", len(content) - 4)  # the name of the chunk does not count
    return b"".join([png[:HEAD], size, content, struct.pack(">I", zlib.crc32(content)), png[HEAD:]])
