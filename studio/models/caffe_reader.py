"""Caffe files: what a prototxt says of layers, and where a caffemodel holds their weights.

A prototxt is protobuf's text form: `name: value` and `name { ... }` [1]_. A caffemodel is its
binary form, of which a few fields count. NetParameter: layer = 100. LayerParameter: name = 1,
blobs = 7. BlobProto: shape = 7, data = 5 (float32); of files with float16, raw_data_type = 10 and
raw_data = 12. BlobShape: dim = 1. Weights are not read here, only found: the official model has
129 MB of them.

References
----------
.. [1] https://github.com/BVLC/caffe/blob/master/src/caffe/proto/caffe.proto
.. [2] https://protobuf.dev/programming-guides/encoding/
"""

import math
import mmap
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from studio.errors import CorruptWeightsError
from studio.language import _

TOKEN = re.compile(r'#[^\n]*|\s+|([A-Za-z_]\w*)\s*:?|("[^"\n]*"|\'[^\'\n]*\')|([-+.\w]+)|([{}])')
DEEPEST = 10  # messages within one another
FLOAT16 = 2  # of raw_data_type
VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5  # types on the wire

Message = Mapping[str, Sequence[Any]]  # each name with all its values, in order


@dataclass(frozen=True)
class Blob:
    """Numbers of a layer, where they lie in the caffemodel."""

    shape: tuple[int, ...]
    dtype: np.dtype  # float32 or float16, little-endian
    offset: int  # bytes

    @property
    def size(self) -> int:
        """Bytes of all numbers."""
        return math.prod(self.shape) * self.dtype.itemsize


@dataclass(frozen=True, kw_only=True)
class Layer:
    """One layer of a prototxt, and its weights."""

    name: str
    kind: str  # "Convolution" and the like
    bottoms: tuple[str, ...]  # names of what goes in
    tops: tuple[str, ...]  # and of what comes out; the same, where it works in place
    message: Message  # all that is said of it
    blobs: tuple[Blob, ...]

    def parameter(self, group: str, name: str, default: Any) -> Any:
        """Return a value of one of its groups of parameters, such as `convolution_param`."""
        (message,) = self.message.get(group, ({},))
        return message.get(name, (default,))[0]


@dataclass(frozen=True)
class Net:
    """A net as its two files describe it."""

    inputs: Mapping[str, int]  # their channels
    layers: tuple[Layer, ...]
    caffemodel: Path


def read(prototxt: Path, caffemodel: Path) -> Net:
    """Read the layers of a net, and find their weights.

    Raises
    ------
    CorruptWeightsError
        If a file is none of Caffe's, or damaged.
    """
    with raise_damage(_("{net} with {weights}", net=prototxt.name, weights=caffemodel.name)):
        message = _parse(prototxt.read_text(encoding="utf-8"))
        with (
            caffemodel.open("rb") as file,
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data,
        ):
            blobs = dict(_layer_blobs(data))
        inputs = _inputs(message)
        layers = tuple(_layers(message, blobs))
    return Net(inputs, layers, caffemodel)


@contextmanager
def raise_damage(name: str) -> Iterator[None]:
    """Raise a `CorruptWeightsError` where a net is not what its readers take for granted."""
    try:
        yield
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError) as error:
        raise CorruptWeightsError(
            _("{name}, which cannot be read ({reason:.160})", name=name, reason=str(error)),
            _("a Caffe network and its weights"),
            _("install the model again"),
        ) from error


def _inputs(message: Message) -> dict[str, int]:
    """Return the inputs and their channels, in either way that Caffe had of declaring them."""
    declared = dict(zip(message.get("input", ()), message.get("input_shape", ()), strict=True))
    for layer in message.get("layer", ()):
        if layer["type"][0] == "Input":
            declared[layer["top"][0]] = layer["input_param"][0]["shape"][0]
    return {name: int(shape["dim"][1]) for name, shape in declared.items()}


def _layers(message: Message, blobs: Mapping[str, tuple[Blob, ...]]) -> Iterator[Layer]:
    for layer in message.get("layer", ()):
        name, kind = layer["name"][0], layer["type"][0]
        if kind != "Input":
            yield Layer(
                name=name,
                kind=kind,
                bottoms=tuple(layer.get("bottom", ())),
                tops=tuple(layer.get("top", ())),
                message=layer,
                blobs=blobs.get(name, ()),
            )


def _parse(text: str) -> Message:
    """Read a message in protobuf's text form, without knowing what it may hold."""
    stack: list[dict[str, list]] = [{}]
    name = ""
    place = 0
    while place < len(text):
        token = TOKEN.match(text, place)
        if not token:
            raise ValueError(f"nothing is written {text[place : place + 20]!r}")
        place = token.end()
        word, quoted, number, brace = token.groups()
        if brace == "{" and name and len(stack) < DEEPEST:
            stack.append({})
            stack[-2].setdefault(name, []).append(stack[-1])
        elif brace == "}" and len(stack) > 1:
            stack.pop()
        elif brace:
            raise ValueError("braces do not match")
        elif quoted or number or (word and name):
            value = quoted[1:-1] if quoted else float(number) if number else word
            stack[-1].setdefault(name, []).append(value)
        elif word:
            name = word
            continue
        else:
            continue  # a comment, or space
        name = ""
    if len(stack) > 1 or name:
        raise ValueError("it ends before it is whole")
    return stack[0]


def _layer_blobs(data: mmap.mmap) -> Iterator[tuple[str, tuple[Blob, ...]]]:
    """Yield the name of each layer in a caffemodel, and its blobs."""
    for field, layer in _fields(data, 0, len(data)):
        if field != 100:
            continue
        parts = list(_fields(data, layer.start, layer.stop))
        (name,) = (data[part].decode() for number, part in parts if number == 1)
        yield name, tuple(_blob(data, part) for number, part in parts if number == 7)


def _blob(data: mmap.mmap, part: slice) -> Blob:
    fields = dict(_fields(data, part.start, part.stop))
    shape = tuple(_dims(data, fields[7])) if 7 in fields else ()
    halves = fields.get(10) == FLOAT16
    found = fields[12 if halves else 5]
    blob = Blob(shape, np.dtype("<f2" if halves else "<f4"), found.start)
    if blob.size != found.stop - found.start:
        raise ValueError(f"weights of {found.stop - found.start} bytes for {shape}")
    return blob


def _dims(data: mmap.mmap, part: slice) -> Iterator[int]:
    """Yield the sides that a BlobShape tells."""
    ((_, packed),) = _fields(data, part.start, part.stop)
    place = packed.start
    while place < packed.stop:
        side, place = _varint(data, place)
        yield side


def _fields(data: mmap.mmap, place: int, end: int) -> Iterator[tuple[int, Any]]:
    """Yield the number of each field and its content: an integer, or where its bytes lie."""
    while place < end:
        key, place = _varint(data, place)
        kind = key & 7
        if kind == VARINT:
            value, place = _varint(data, place)
            yield key >> 3, value
            continue
        if kind == BYTES:
            length, place = _varint(data, place)
        else:
            length = {FIXED64: 8, FIXED32: 4}[kind]
        if length > end - place:
            raise ValueError("it was cut short")
        yield key >> 3, slice(place, place + length)
        place += length


def _varint(data: mmap.mmap, place: int) -> tuple[int, int]:
    """Read an integer of seven bits a byte, the lowest first; return it and what comes after."""
    value = shift = 0
    while True:
        byte = data[place]
        place += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, place
        shift += 7
        if shift > 63:
            raise ValueError("a number has too many digits")
