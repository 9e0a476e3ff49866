"""XMP: what a photo says of itself as a tree of properties, without where it was taken.

References
----------
.. [1] Adobe, XMP Specification Part 1, 2012; Part 2, 2016: the usual properties.
.. [2] IPTC, Digital Source Type NewsCodes, 2023.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from html import escape as escape_html  # that of xml.sax brings urllib and ssl along

from studio.photo import xmp_tree

SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
SPACES: Mapping[str, str] = {
    "x": "adobe:ns:meta/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpNote": "http://ns.adobe.com/xmp/note/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "tiff": "http://ns.adobe.com/tiff/1.0/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}
escape = partial(escape_html, quote=False)
ORDERED, UNORDERED, BY_LANGUAGE = "Seq", "Bag", "Alt"  # lists [1]


@dataclass(frozen=True)
class Property:
    """A property to add: one text, or a list of them."""

    name: str  # with its prefix, one of SPACES
    values: tuple[str, ...]
    kind: str = ""  # of list


@dataclass(frozen=True, kw_only=True)
class Cleaned:
    """What is left of a packet, and what it spoke of."""

    content: bytes | None = None  # UTF-8, a tree of x:xmpmeta
    names: frozenset[str] = frozenset()
    placed: bool = False  # whether a position was taken out


def clean(content: bytes, more: bytes = b"") -> Cleaned:
    """Take out positions, old orientation and old pictures, each by itself.

    `more` is the extended part that a JPEG may have. May raise ValueError or what expat raises.
    """
    trees = [xmp_tree.parse(part) for part in (content, more) if part]
    placed = [xmp_tree.prune(tree) for tree in trees]
    names = frozenset(name for tree in trees for name in xmp_tree.names(tree))
    joined = "".join(map(xmp_tree.write, trees))
    made = wrap(joined).encode() if joined else None
    return Cleaned(content=made, names=names, placed=any(placed))


def add(content: bytes | None, properties: Iterable[Property]) -> bytes | None:
    """Add properties to a packet that `clean` made, or make one of them."""
    body = "".join(_write(each) for each in properties)
    if not body:
        return content
    described = f'<rdf:Description rdf:about="">{body}</rdf:Description>'
    if content is None:
        return wrap(described).encode()
    return content.removesuffix(_CLOSING) + described.encode() + _CLOSING


def mark(content: bytes | None, program: str) -> bytes:
    """Say that a model made the colours, and which program ran it."""
    made = [
        Property("Iptc4xmpExt:DigitalSourceType", (SOURCE,)),
        Property("xmp:CreatorTool", (program,)),
    ]
    return add(content, made) or b""


_CLOSING = b"</rdf:RDF></x:xmpmeta>"


def wrap(body: str) -> str:
    """Make a packet of descriptions."""
    spaces = " ".join(f'xmlns:{key}="{SPACES[key]}"' for key in SPACES)
    return f"<x:xmpmeta {spaces}><rdf:RDF>{body}{_CLOSING.decode()}"


def _write(given: Property) -> str:
    if not given.kind:
        return f"<{given.name}>{escape(given.values[0])}</{given.name}>"
    language = ' xml:lang="x-default"' if given.kind == BY_LANGUAGE else ""
    items = "".join(f"<rdf:li{language}>{escape(value)}</rdf:li>" for value in given.values)
    return f"<{given.name}><rdf:{given.kind}>{items}</rdf:{given.kind}></{given.name}>"
