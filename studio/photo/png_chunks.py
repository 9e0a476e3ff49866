"""Chunks of a PNG file: what its reader takes apart and its writer puts together.

References
----------
.. [1] W3C, Portable Network Graphics (PNG) Specification (Third Edition), 2025.
"""

import io
import struct
from collections.abc import Iterable, Iterator

from studio.photo.deflate import deflate

SIGNATURE = b"\x89PNG\r\n\x1a\n"

Chunk = tuple[bytes, bytes]  # name and content


def assemble(chunks: Iterable[Chunk]) -> bytes:
    """Make the bytes of a PNG file of chunks, each let go once it is written."""
    file = io.BytesIO(SIGNATURE)
    file.seek(0, io.SEEK_END)
    for chunk in chunks:
        file.writelines(_frame(*chunk))
    return file.getvalue()


def _frame(name: bytes, content: bytes) -> Iterator[bytes]:
    yield struct.pack(">I", len(content)) + name
    yield content
    yield struct.pack(">I", deflate.crc32(content, deflate.crc32(name)))
