"""TIFF files: RGB in 8 or 16 bits, deflated some rows at a time.

The directory is Pillow's, which nests the camera's EXIF; tifffile writes no directory in another.

References
----------
.. [1] Adobe Developers Association, TIFF, Revision 6.0, 1992; Technical Note on Deflate, 2002.
"""

from collections.abc import Callable
from itertools import accumulate

from PIL import Image
from PIL.ExifTags import IFD, Base
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from studio.color.arrays import Samples
from studio.color.strips import strips
from studio.photo.deflate import LEVEL, deflate

HEAD = b"II*\0\x08\0\0\0"  # little-endian; the directory follows
STRIP_ROWS = 64
DEFLATE, RGB, DIFFERENCES, UNASSOCIATED = 8, 2, 2, 2  # values of tags [1]
PREDICTOR, EXTRA, PROFILE = 317, 338, 34675


def write(
    shape: tuple[int, int, int],
    rows_of: Callable[[slice], Samples],
    exif: Image.Exif,
    profile: bytes | None,
) -> bytes:
    """Make the bytes of a TIFF file: the directory, then the strips.

    Parameters
    ----------
    shape : (H, W, C)
        C is 3 for RGB, 4 with alpha.
    rows_of : callable
        Returns some rows: uint8 or uint16 (h, W, C), sRGB.
    exif, profile
        What it says about itself, and what the colours mean.
    """
    packed = []
    bits = 8
    for rows in strips(shape[0], STRIP_ROWS):
        samples = rows_of(rows)
        bits = samples.dtype.itemsize * 8
        packed.append(deflate.compress(_differences(samples), LEVEL))
    tags = _directory(shape, bits, tuple(map(len, packed)), exif, profile)
    return b"".join([HEAD, tags.tobytes(len(HEAD)), *packed])


def _differences(samples: Samples) -> bytes:
    """Replace each pixel by what it adds to the one before it in its row [1, p. 64]."""
    steps = samples.astype(samples.dtype.newbyteorder("<"))
    steps[:, 1:] -= samples[:, :-1]
    return steps.tobytes()


def _directory(
    shape: tuple[int, int, int],
    bits: int,
    sizes: tuple[int, ...],
    exif: Image.Exif,
    profile: bytes | None,
) -> ImageFileDirectory_v2:
    height, width, channels = shape
    tags = ImageFileDirectory_v2(prefix=b"II")
    for tag, value in exif.items():
        nested = exif.get_ifd(tag) if tag == IFD.Exif else value
        # as it was read
        tags[tag] = nested.encode("latin-1") if isinstance(nested, str) else nested
    tags[Base.ImageWidth] = width
    tags[Base.ImageLength] = height
    tags[Base.BitsPerSample] = (bits,) * channels
    tags[Base.Compression] = DEFLATE
    tags[Base.PhotometricInterpretation] = RGB
    tags[Base.StripOffsets] = tuple(accumulate(sizes[:-1], initial=0))  # Pillow adds where it ends
    tags[Base.StripByteCounts] = sizes
    tags[Base.SamplesPerPixel] = channels
    tags[Base.RowsPerStrip] = STRIP_ROWS
    tags[PREDICTOR] = DIFFERENCES
    if channels == 4:
        tags[EXTRA] = UNASSOCIATED
    if profile:
        tags[PROFILE] = profile
    return tags
