"""TIFF files: RGB in 8 or 16 bits, deflated some rows at a time.

References
----------
.. [1] Adobe Developers Association, TIFF, Revision 6.0, 1992; Technical Note on Deflate, 2002.
"""

import io
import struct
from collections.abc import Callable

from isal import isal_zlib
from PIL import Image
from PIL.ExifTags import IFD, Base
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from studio.color.arrays import Samples
from studio.color.strips import strips

LEVEL = 2  # of 0 to 3, as in PNG
STRIP_ROWS = 64
DEFLATE, RGB, DIFFERENCES, UNASSOCIATED = 8, 2, 2, 2  # values of tags [1]
LONG = 4  # a type of values
PREDICTOR, EXTRA, PROFILE = 317, 338, 34675


def write(
    shape: tuple[int, int, int],
    rows_of: Callable[[slice], Samples],
    exif: Image.Exif,
    profile: bytes | None,
) -> bytes:
    """Make the bytes of a TIFF file.

    Parameters
    ----------
    shape : (H, W, C)
        C is 3 for RGB, 4 with alpha.
    rows_of : callable
        Returns some rows: uint8 or uint16 (h, W, C), sRGB.
    exif : PIL.Image.Exif
        What it says about itself.
    profile : bytes, optional
        What the colours mean.
    """
    file, starts, sizes = io.BytesIO(b"II*\0" + bytes(4)), [], []
    file.seek(0, io.SEEK_END)
    bits = 8
    for rows in strips(shape[0], STRIP_ROWS):
        samples = rows_of(rows)
        bits = samples.dtype.itemsize * 8
        starts.append(file.tell())
        sizes.append(file.write(isal_zlib.compress(_differences(samples), LEVEL)))
    file.write(bytes(-file.tell() % 2))  # a directory begins at an even byte
    at = file.tell()
    tags = _directory(shape, bits, starts, sizes, exif, profile)
    file.write(_placed(tags.tobytes(at), at, starts))
    file.seek(4)
    file.write(struct.pack("<I", at))
    return file.getvalue()


def _differences(samples: Samples) -> bytes:
    """Replace each pixel by what it adds to the one before it in its row [1, p. 64]."""
    steps = samples.astype(samples.dtype.newbyteorder("<"))
    steps[:, 1:] -= samples[:, :-1]
    return steps.tobytes()


def _directory(
    shape: tuple[int, int, int],
    bits: int,
    starts: list[int],
    sizes: list[int],
    exif: Image.Exif,
    profile: bytes | None,
) -> ImageFileDirectory_v2:
    height, width, channels = shape
    tags = ImageFileDirectory_v2(prefix=b"II")
    for tag, value in exif.items():
        said = exif.get_ifd(tag) if tag == IFD.Exif else value
        tags[tag] = said.encode("latin-1") if isinstance(said, str) else said  # as Pillow read it
    tags[Base.ImageWidth], tags[Base.ImageLength] = width, height
    tags[Base.BitsPerSample] = (bits,) * channels
    tags[Base.Compression], tags[Base.PhotometricInterpretation] = DEFLATE, RGB
    tags[Base.StripOffsets], tags[Base.StripByteCounts] = tuple(starts), tuple(sizes)
    tags[Base.SamplesPerPixel], tags[Base.RowsPerStrip] = channels, STRIP_ROWS
    tags[PREDICTOR] = DIFFERENCES
    if channels == 4:
        tags[EXTRA] = UNASSOCIATED
    if profile:
        tags[PROFILE] = profile
    return tags


def _placed(directory: bytes, at: int, starts: list[int]) -> bytes:
    """Set where the strips begin: Pillow takes them to follow the directory, and shifts them."""
    entry = directory.index(struct.pack("<HHI", Base.StripOffsets, LONG, len(starts))) + 8
    if len(starts) > 1:  # the entry says where they are listed
        entry = struct.unpack_from("<I", directory, entry)[0] - at
    listed = struct.pack(f"<{len(starts)}I", *starts)
    return directory[:entry] + listed + directory[entry + len(listed) :]
