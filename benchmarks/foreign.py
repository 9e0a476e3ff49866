"""What comes from outside: every reader of foreign bytes, and bytes to try it with.

Each reader gets whole files of its kind, made here, that Hypothesis spoils in a few places. It may
return, or refuse with a `StudioError`; nothing else.
"""

import base64
import io
import json
import re
import struct
import tarfile
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from benchmarks import containers
from studio.batch import journal
from studio.film.reader import inspect
from studio.models import caffe_reader, catalog
from studio.models.caffe_graph import convert
from studio.models.engine import Engine
from studio.models.weights import archive, digests
from studio.photo import mask_files, photo
from studio.recipe import hints, recipe_reader
from studio.recipe.hints import Hints, Point, Stroke
from studio.recipe.recipe import Recipe
from studio.recipe.regions import Drawn, Foreground, OfClasses, RegionEdit, Regions, Tint
from studio.segment import pictures

FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF", "JPEG2000", "AVIF")
MODES = ("L", "1", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "F")
SIDE = 24  # pixels of the pictures
# what breaks readers of text: halves of letters, depth, numbers beyond all bounds, long names
WORDS = (
    *(b"\\ud800", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\0", b'"', b"}", b"../"),
    *(b"[" * 3_000, b'{"a":' * 800, b"[" * 400 + b"]" * 400, b"x" * 5_000),
    *(b"1e999", b"-1", b"NaN", b"9" * 5_000, b"null", b"\xff\xff\xff\xff", b"\x80\0\0\0"),
)
VALUE = re.compile(rb'"[^"]*"|-?\d[\d.]*|true|false|null|[{\[]')
VALUES = (
    *(
        b'"\\ud800"',
        b'"\\udc80"',
        b'"' + b"x" * 5_000 + b'"',
        b'""',
        b'"../a"',
        b'"/a"',
        b'"compact"',
    ),
    *(b"[" * 400 + b"]" * 400, b"{}", b"[]", b"[[1]]", b"null", b"true", b"NaN", b"1e999"),
    *(b"-1", b"0", b"0.5", b"3", b"1" + b"0" * 30, b"9" * 5_000, b'"#000000"', b'"mask"'),
)
PROTOTXT = b"""
input: "data" input_shape { dim: 1 dim: 1 dim: 8 dim: 8 }
layer { name: "conv" type: "Convolution" bottom: "data" top: "conv"
  convolution_param { num_output: 2 kernel_size: 3 pad: 1 dilation: 1 } }
layer { name: "relu" type: "ReLU" bottom: "conv" top: "conv" }
layer { name: "up" type: "Deconvolution" bottom: "conv" top: "up"
  convolution_param { num_output: 2 kernel_size: 4 stride: 2 pad: 1 group: 2 } }
"""


@dataclass(frozen=True)
class Reader:
    """One way in."""

    read: Callable[[bytes], object]
    seeds: Sequence[bytes]


def spoilt(seeds: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """Return what makes bytes: whole ones, cut, changed, with others or other values in between."""
    seed = st.sampled_from(seeds)
    word = st.one_of(st.binary(min_size=1, max_size=4), st.sampled_from(WORDS))
    edit = st.tuples(st.integers(0, 2**16), st.integers(0, 8), word)
    changed = st.builds(_edited, seed, st.lists(edit, max_size=3))
    value = st.tuples(st.integers(0, 2**16), st.sampled_from(VALUES))
    replaced = st.builds(_replaced, seed, st.lists(value, min_size=1, max_size=2))
    cut = st.builds(lambda data, end: data[: end % (len(data) + 1)], seed, st.integers(0, 2**16))
    return st.one_of(changed, replaced, cut)


def _edited(seed: bytes, edits: Sequence[tuple[int, int, bytes]]) -> bytes:
    for place, removed, word in edits:
        start = place % (len(seed) + 1)
        seed = seed[:start] + word + seed[start + removed :]
    return seed


def _replaced(seed: bytes, values: Sequence[tuple[int, bytes]]) -> bytes:
    """Put other values in the place of some: what a text says, or bytes that look like text."""
    for place, value in values:
        found = list(VALUE.finditer(seed)) or [re.match(b"", seed)]
        start, end = found[place % len(found)].span()
        seed = seed[:start] + value + seed[end:]
    return seed


def readers() -> dict[str, Reader]:
    """Return every reader by its name."""
    texts = _recipes()
    hinted = json.dumps(json.loads(texts[1])["hints"]).encode()
    mask = mask_files.encode(np.eye(SIDE, dtype=bool))
    return {
        "photo": Reader(lambda data: photo.read(data, "photo"), _photos()),
        "containers": Reader(lambda data: photo.read(data, "photo"), containers.photos()),
        "second picture": Reader(
            lambda data: photo.read(data, "photo", page=1), containers.of_several()
        ),
        "XMP": Reader(
            lambda data: photo.read(containers.with_xmp(data), "photo"), containers.packets()
        ),
        "film": Reader(_inspect_film, containers.films()),
        "mask": Reader(lambda data: mask_files.read(data, SIDE, SIDE), [mask, *_photos()[:8]]),
        "packed mask": Reader(_unpack, [base64.b64encode(mask)]),
        "classes": Reader(pictures.read, [x for x in _photos() if x.startswith(recipe_reader.PNG)]),
        "recipe": Reader(recipe_reader.read, texts),
        "recipe in a PNG": Reader(_read_png, texts),
        "hints": Reader(hints.loads, [hinted]),
        "prototxt": Reader(_load_prototxt, [PROTOTXT]),
        "caffemodel": Reader(_load_caffemodel, [_caffemodel()]),
        "ONNX": Reader(_load_onnx, [_onnx()]),
        "archive": Reader(
            _unpack_archive,
            [_tar("w"), _tar("w:gz"), _tar("w", "x" * 300), _tar("w:gz", "x/" * 3_000)],
        ),
        "journal": Reader(_open_journal, [_journal()]),
        "catalog": Reader(_read_catalog, [_catalog()]),
        "digests": Reader(_read_digests, [b'{"files": [{"name": "a", "size": 1, "sha256": "0"}]}']),
    }


def _photos() -> list[bytes]:
    chance = np.random.default_rng(0)
    colors = Image.fromarray(chance.integers(0, 256, (SIDE, SIDE, 3), dtype=np.uint8))
    about = Image.Exif()
    about.update({274: 6, 270: "words", 36867: "2000:01:01 00:00:00"})
    made = []
    for kind in FORMATS:
        for mode in MODES:
            file = io.BytesIO()
            try:
                picture = colors.convert("L").convert(mode) if mode != "RGB" else colors
                picture.save(file, kind, exif=about.tobytes(), dpi=(300, 300))
            except (OSError, ValueError, KeyError):
                continue  # not every format has every mode
            made.append(file.getvalue())
    file = io.BytesIO()
    Image.new("1", (3_000, 2_000)).save(file, "PNG")  # much of little
    return [*made, file.getvalue()]


def _recipes() -> list[bytes]:
    places = Hints(
        (Point(x=0.5, y=0.5, color="#b03a2e", size=0.1),),
        (Stroke(((0.1, 0.2), (0.3, 0.4)), "#2e86c1", 0.05),),
    )
    mask = mask_files.pack(np.eye(SIDE, dtype=bool))
    wheres = Drawn(mask), Foreground("people-compact"), OfClasses("camvid-compact", ("sky",))
    edits = tuple(RegionEdit(where=where, what=Tint("#2e86c1"), grow=0.01) for where in wheres)
    recipes = Recipe(), Recipe(hints=places), Recipe(regions=Regions(edits))
    written = [one.to_json(name="Großmutter", photo="0" * 64).encode() for one in recipes]
    return [*written, b'{"version": 1, "model": "compact"}']


def _inspect_film(data: bytes) -> object:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "film"
        path.write_bytes(data)
        return inspect(path)


def _unpack(data: bytes) -> object:
    return mask_files.unpack(data.decode("latin-1"))


def _read_png(data: bytes) -> object:
    """Read a recipe from a PNG that carries it, in any of the forms of text there are."""
    file, about = io.BytesIO(), PngInfo()
    if data[:1] < b"z":
        about.add_itxt("colorstudio-recipe", data.decode("utf-8", "replace"), zip=data[:1] == b"{")
    else:
        about.add(b"tEXt", b"colorstudio-recipe\0" + data)
    Image.new("L", (2, 2)).save(file, "PNG", pnginfo=about)
    return recipe_reader.read(file.getvalue())


def _load(prototxt: bytes, caffemodel: bytes) -> object:
    with tempfile.TemporaryDirectory() as name:
        text, weights = Path(name) / "net.prototxt", Path(name) / "net.caffemodel"
        text.write_bytes(prototxt)
        weights.write_bytes(caffemodel)
        model = convert(caffe_reader.read(text, weights), ["up"])
        return Engine(model, Path(name))


def _load_prototxt(data: bytes) -> object:
    return _load(data, _caffemodel())


def _load_caffemodel(data: bytes) -> object:
    return _load(PROTOTXT, data)


def _load_onnx(data: bytes) -> object:
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "net.caffemodel").write_bytes(_caffemodel())
        return Engine(data, Path(name))


def _onnx() -> bytes:
    with tempfile.TemporaryDirectory() as name:
        text, weights = Path(name) / "net.prototxt", Path(name) / "net.caffemodel"
        text.write_bytes(PROTOTXT)
        weights.write_bytes(_caffemodel())
        return convert(caffe_reader.read(text, weights), ["up"])


def _caffemodel() -> bytes:
    """Return the weights of PROTOTXT, in protobuf's form."""
    shapes = {"conv": ((2, 1, 3, 3), (2,)), "up": ((2, 1, 4, 4), (2,))}
    layers = []
    for name, sides in shapes.items():
        blobs = (_field(7, _field(1, bytes(side))) + _field(5, _floats(side)) for side in sides)
        layers.append(_field(1, name.encode()) + b"".join(_field(7, blob) for blob in blobs))
    return b"".join(_field(100, layer) for layer in layers)


def _floats(shape: Sequence[int]) -> bytes:
    return struct.pack(f"<{np.prod(shape)}f", *range(int(np.prod(shape))))


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    low, rest = value & 0x7F, value >> 7
    return bytes([low | 0x80]) + _varint(rest) if rest else bytes([low])


def _tar(mode: str, *others: str) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as tar:
        for name in ("saved_model.pb", "variables/variables.index", *others):
            member = tarfile.TarInfo(name)
            member.size = 9
            tar.addfile(member, io.BytesIO(b"some bytes"))
    return file.getvalue()


def _unpack_archive(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        packed = Path(name) / "archive.tar.gz"
        packed.write_bytes(data)
        archive.unpack(packed, Path(name) / "new")


ENTRY = journal.Entry(photo="a.jpg", state="done", key="1-2-3", result="a_colorized.png")


def _journal() -> bytes:
    return b"".join(json.dumps(asdict(ENTRY)).encode() + b"\n" for _ in range(3))


def _open_journal(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / journal.NAME).write_bytes(data)
        with journal.open_alone(folder) as log:
            for entry in list(log._last.values()):
                log.find_finished(entry, folder)
                log.note(ENTRY)


def _catalog() -> bytes:
    return json.dumps({"models": [asdict(catalog.find("compact"))]}).encode()


def _read_catalog(data: bytes) -> object:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "catalog.json"
        path.write_bytes(data)
        return catalog.read(path)


def _read_digests(data: bytes) -> object:
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / digests.RECORD).write_bytes(data)
        return digests.read_record(Path(name))
