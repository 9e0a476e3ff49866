"""XMP in JPEG: a segment holds 64 kB, and what is more goes on in others.

References
----------
.. [1] Adobe, XMP Specification Part 3, 2020: 1.1.3.1, extended XMP in JPEG.
"""

import hashlib
import struct
from collections.abc import Iterable

from studio.photo import xmp, xmp_tree
from studio.photo.xmp import Property

MAIN = b"http://ns.adobe.com/xap/1.0/\0"
MORE = b"http://ns.adobe.com/xmp/extension/\0"
MOST = 65_000  # bytes in a segment, which holds 65,533 with its name
FRAME = 6_000  # bytes of a packet around its properties, at most


def cut(content: bytes) -> bytes:
    """Write a packet as segments of a JPEG file; what one cannot hold goes on in others."""
    if len(content) <= MOST:
        return _segment(MAIN + content)
    main, rest = _split(content)
    digest = hashlib.md5(rest, usedforsecurity=False).hexdigest().upper()
    main = xmp.add(main, [Property("xmpNote:HasExtendedXMP", (digest,))]) or b""
    parts = [_segment(MAIN + main)]
    for start in range(0, len(rest), MOST):
        head = MORE + digest.encode() + struct.pack(">II", len(rest), start)
        parts.append(_segment(head + rest[start : start + MOST]))
    return b"".join(parts)


def join(segments: Iterable[tuple[str, bytes]]) -> bytes:
    """Join the extended part of a JPEG's XMP from its segments, by Pillow's names."""
    parts = {}
    for name, content in segments:
        if name == "APP1" and content.startswith(MORE):
            start = len(MORE) + 36
            parts[int.from_bytes(content[start : start + 4], "big")] = content[start + 4 :]
    return b"".join(parts[offset] for offset in sorted(parts))


def _segment(content: bytes) -> bytes:
    return b"\xff\xe1" + struct.pack(">H", len(content) + 2) + content


def _split(content: bytes) -> tuple[bytes, bytes]:
    """Share the properties out: small ones for the main part, and the rest."""
    tree, other = xmp_tree.parse(content), xmp_tree.parse(content)
    sizes = [
        len(each.toxml())
        for parent in xmp_tree.descriptions(tree)
        for each in xmp_tree.properties(parent)
    ]
    kept, room = set(), MOST - FRAME
    for number in sorted(range(len(sizes)), key=lambda number: sizes[number]):
        room -= sizes[number] * 2  # bytes of a letter, as a rule one
        if room > 0:
            kept.add(number)
    for part, inside in ((tree, True), (other, False)):
        found = [(p, each) for p in xmp_tree.descriptions(part) for each in xmp_tree.properties(p)]
        for number, (parent, each) in enumerate(found):
            if (number in kept) != inside:
                parent.removeChild(each)
    for description in xmp_tree.descriptions(other):  # attributes stay in the main part
        for name, _ in [*description.attributes.items()]:
            if not name.startswith("xmlns") and not name.endswith(":about"):
                description.removeAttribute(name)
    return xmp.wrap(xmp_tree.write(tree)).encode(), xmp.wrap(xmp_tree.write(other)).encode()
