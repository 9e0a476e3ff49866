"""XMP as a tree: read in any encoding, pruned, and written again.

References
----------
.. [1] Adobe, XMP Specification Part 1, 2012: 7, the serialization as RDF.
"""

import re
from collections.abc import Iterator
from typing import Any
from xml.dom import expatbuilder
from xml.dom.minidom import Document, Element, Node

from studio.photo import position

MOST = 2**20  # bytes: more is a history of edits, and takes long to read
# of the old layout, old pictures of it, and what the studio says by itself
_REPLACED = ("Orientation", "Thumbnails", "HasExtendedXMP", "DigitalSourceType", "CreatorTool")
_BLOAT = re.compile(rb"<photoshop:DocumentAncestors>.*?</photoshop:DocumentAncestors>", re.DOTALL)
_MARKS = {
    b"\xff\xfe\0\0": "utf-32-le",
    b"\0\0\xfe\xff": "utf-32-be",
    b"\xff\xfe": "utf-16-le",
    b"\xfe\xff": "utf-16-be",
    b"\xef\xbb\xbf": "utf-8",
}


def parse(content: bytes) -> Document:
    """Read a packet; may raise ValueError or what expat raises."""
    content = content if len(content) <= MOST else _BLOAT.sub(b"", content)
    text = _decode(content)
    text = text[text.find("<") : text.rfind(">") + 1]
    if len(content) > MOST or "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ValueError("no XMP of a photo")
    # without namespaces: prefixes that some writers use and do not declare are known all the same
    tree = expatbuilder.parseString(text, namespaces=False)
    if not any(_local(each.tagName) == "RDF" for each in elements(tree)):
        raise ValueError("no properties")
    return tree


def _decode(content: bytes) -> str:
    """Decode UTF-8, 16 or 32, with a mark of their order or without."""
    for mark, name in _MARKS.items():
        if content.startswith(mark):
            return content[len(mark) :].decode(name)
    zeros = [i % 4 for i, byte in enumerate(content[:16]) if byte == 0]
    wide = {
        (1, 2, 3): "utf-32-le",
        (0, 1, 2): "utf-32-be",
        (1, 3): "utf-16-le",
        (0, 2): "utf-16-be",
    }
    return content.decode(wide.get(tuple(sorted(set(zeros))), "utf-8"), "replace")


def elements(node: Node) -> Iterator[Element]:
    """Yield all elements below a node, however deep."""
    waiting = [node]
    while waiting:
        inside = [child for child in waiting.pop().childNodes if isinstance(child, Element)]
        yield from inside
        waiting += inside


def prune(tree: Document) -> bool:
    """Take out what may not go along; tell whether there was a position among it."""
    placed = False
    for element in [*elements(tree)]:
        for name, value in [*element.attributes.items()]:
            if name.startswith("xmlns") or name.endswith(":about"):
                continue
            kept = position.cut(value)
            placed |= position.is_field(name) or kept != value
            if position.is_field(name) or _local(name) in _REPLACED:
                element.removeAttribute(name)
            elif kept != value:
                element.setAttribute(name, kept)
        placed |= position.is_field(element.tagName)
        if position.is_field(element.tagName) or _local(element.tagName) in _REPLACED:
            if element.parentNode:
                element.parentNode.removeChild(element)
            continue
        placed |= _prune_words(element)
    return placed


def _prune_words(element: Element) -> bool:
    placed = False
    for child in [*element.childNodes]:
        if child.nodeType in (Node.COMMENT_NODE, Node.PROCESSING_INSTRUCTION_NODE):
            element.removeChild(child)
        elif child.nodeType in (Node.TEXT_NODE, Node.CDATA_SECTION_NODE):
            kept = position.cut(child.data)
            placed |= kept != child.data
            child.data = kept
    return placed


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def descriptions(tree: Document) -> list[Element]:
    """Return what describes the photo: the first of them, and those beside it."""
    first = next((each for each in elements(tree) if _local(each.tagName) == "Description"), None)
    parent = first.parentNode if first else None
    beside = list(parent.childNodes) if parent else []
    return [each for each in beside if isinstance(each, Element)]


def properties(description: Element) -> list[Element]:
    """Return the properties that are written as elements."""
    return [each for each in description.childNodes if isinstance(each, Element)]


def names(tree: Document) -> Iterator[str]:
    """Yield the names of all properties."""
    for description in descriptions(tree):
        yield from (name for name, _ in description.attributes.items())
        yield from (each.tagName for each in properties(description))


def write(tree: Document) -> str:
    """Write the descriptions, each with the namespaces that it stands in."""
    written = []
    for description in descriptions(tree):
        said = [name for name, _ in description.attributes.items() if not name.startswith("xmlns")]
        if not properties(description) and all(name.endswith(":about") for name in said):
            continue
        around: Any = description.parentNode
        while isinstance(around, Element):
            for name, value in around.attributes.items():
                if name.startswith("xmlns:") and not description.hasAttribute(name):
                    description.setAttribute(name, value)
            around = around.parentNode
        for name in said:
            if name.endswith(":about"):
                description.setAttribute(name, "")  # all speak of the same photo
        written.append(description.toxml())
    return "".join(written)
