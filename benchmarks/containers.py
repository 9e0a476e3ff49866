"""Files whose parts point at one another: chains of TIFF, boxes, items, films; to be spoilt.

Small, so that most of what is spoilt is structure and not pixels.
"""

import io
import struct
import tempfile
import zlib
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import imagecodecs
import numpy as np
import tifffile
from PIL import Image

from studio.photo.png_chunks import assemble
from studio.photo.xmp import Property, add

SIDE = 16
GRAY = np.arange(SIDE * SIDE, dtype=np.uint8).reshape(SIDE, SIDE)
WORDS = [Property("dc:subject", ("a", "b"), "Bag"), Property("photoshop:City", ("c",))]


def photos() -> list[bytes]:
    """Return TIFF, JPEG 2000, AVIF, HEIC, BMP and PNG files with all that they can hold."""
    return [*_tiffs(), *_boxes(), *_items(), _bmp(), _apple_png()]


def of_several() -> list[bytes]:
    """Return files of three pictures each."""
    settings = {"save_all": True, "append_images": [Image.fromarray(GRAY.T)] * 2}
    rgb = np.dstack([GRAY] * 3)
    made = [_save(rgb, kind, **settings) for kind in ("PNG", "GIF", "WEBP", "AVIF", "TIFF")]
    return [*made, _save(rgb, "PNG", default_image=True, **settings), *_tiffs()]


def packets() -> list[bytes]:
    """Return XMP as cameras and editors write it."""
    packet = add(None, WORDS) or b""
    wrapped = "<?xpacket begin='\ufeff' id='W5M0MpCehiHzreSzNTczkc9d'?>" + packet.decode()
    return [packet, wrapped.encode(), wrapped.encode("utf-16"), wrapped.encode("utf-16-be")]


def with_xmp(packet: bytes) -> bytes:
    """Return a photo that says so."""
    return _save(GRAY, "WEBP", xmp=packet, lossless=True)


def films() -> list[bytes]:
    """Return short films in containers of each kind."""
    return [_film(ending) for ending in (".mp4", ".mkv", ".mov", ".avi", ".webm")]


def _save(pixels: np.ndarray, kind: str, **settings: object) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, kind, **settings)
    return file.getvalue()


def _tiffs() -> Iterator[bytes]:
    for big in (False, True):
        for order in "<>":
            file = io.BytesIO()
            with tifffile.TiffWriter(file, bigtiff=big, byteorder=order) as writer:
                settings = {"photometric": "minisblack", "metadata": None, "rowsperstrip": 4}
                writer.write(GRAY[:4, :4], subfiletype=1, **settings)
                writer.write(GRAY, subifds=2, compression="zlib", **settings)
                writer.write(GRAY[:8, :8], subfiletype=1, **settings)
                writer.write(GRAY[:4, :4], subfiletype=1, **settings)
                writer.write(GRAY.T, compression="packbits", **settings)
            yield file.getvalue()
    planes = np.dstack([GRAY, GRAY // 2 + 64, GRAY // 2 + 64])
    file = io.BytesIO()
    tifffile.imwrite(file, planes, photometric="ycbcr", metadata=None)
    yield file.getvalue()


def _box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + name + content


def _boxes() -> Iterator[bytes]:
    stream = imagecodecs.jpeg2k_encode(GRAY, level=0, codecformat="j2k")
    table = struct.pack(">HB3B", 256, 3, 7, 7, 7) + bytes(range(256)) * 3
    insides = (
        _box(b"colr", b"\1\0\0\0\0\0\x11"),
        _box(b"pclr", table) + _box(b"cmap", bytes([0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 1, 2])),
        _box(b"colr", b"\2\0\0" + imagecodecs.cms_profile("srgb")),
        _box(b"cdef", struct.pack(">4H", 1, 0, 0, 1)),
    )
    head = _box(b"ihdr", struct.pack(">IIHBBBB", SIDE, SIDE, 1, 7, 7, 0, 0))
    for inside in insides:
        parts = _box(b"ftyp", b"jp2 \0\0\0\0jp2 ") + _box(b"jp2h", head + inside)
        yield b"\0\0\0\x0cjP  \r\n\x87\n" + parts + _box(b"jp2c", stream)
    yield stream


def _items() -> Iterator[bytes]:
    yield _save(np.dstack([GRAY] * 4), "AVIF")
    yield imagecodecs.avif_encode(GRAY.astype(np.uint16) * 16, bitspersample=12)
    try:
        from pillow_heif import register_heif_opener  # an extra
    except ImportError:
        return
    register_heif_opener()
    yield _save(np.dstack([GRAY] * 3), "HEIF")


def _bmp() -> bytes:
    masks = struct.pack("<4I", 0x3FF00000, 0xFFC00, 0x3FF, 0)
    info = struct.pack("<IiiHHIIiiII", 56, SIDE, SIDE, 1, 32, 3, 4 * SIDE**2, 0, 0, 0, 0) + masks
    return b"BM" + struct.pack("<IHHI", 0, 0, 0, 14 + len(info)) + info + GRAY.tobytes() * 4


def _apple_png() -> bytes:
    rows = b"".join(b"\0" + row.repeat(3).tobytes() for row in GRAY)
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    head = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
    packed = packer.compress(rows) + packer.flush()
    chunks = ((b"CgBI", b"P\0 \2"), (b"IHDR", head), (b"IDAT", packed), (b"IEND", b""))
    return assemble(chunks)


def _film(ending: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"film{ending}"
        with av.open(str(path), "w") as container:
            codec = "libvpx-vp9" if ending == ".webm" else "mpeg4"
            video = container.add_stream(codec, rate=Fraction(10))
            video.width = video.height = 4 * SIDE
            for number in range(3):
                gray = np.roll(GRAY, number).repeat(4, 0).repeat(4, 1)
                frame = av.VideoFrame.from_ndarray(np.dstack([gray] * 3), format="rgb24")
                container.mux(video.encode(frame))
            container.mux(video.encode(None))
        return path.read_bytes()
