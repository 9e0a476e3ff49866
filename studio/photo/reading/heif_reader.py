"""AVIF and HEIC: told apart by what they hold, read in all their bits, with what these mean.

References
----------
.. [1] ISO/IEC 23008-12, Image File Format, 2022.
.. [2] Alliance for Open Media, AV1 Image File Format (AVIF), version 1.2.0, 2024: av1C.
"""

import io
import struct

import numpy as np
from PIL.AvifImagePlugin import AvifImageFile
from PIL.ImageFile import ImageFile

from studio.color.arrays import Wide
from studio.errors import PhotoError
from studio.language import _
from studio.photo.limits import check_size, raise_photo_errors, unsupported
from studio.photo.reading import avif_mending, curves, heif_items, pillow_reader, raster
from studio.photo.reading.codecs import import_codecs
from studio.photo.reading.curves import Curve
from studio.photo.reading.raster import Raster, Space

AVIF_BRANDS = {b"avif", b"avis", b"MA1A", b"MA1B"}
HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"hevm", b"hevs"}
HEIC_BRANDS |= {b"mif1", b"mif2", b"msf1", b"miaf", b"MiHA", b"MiHB", b"MiHE"}
RAW = b"crx "  # a raw camera file says that it is a picture for any, too
LIKE_SRGB = (1, 2, 6, 14, 15)  # transfers of film and of no one, shown as sRGB by all viewers
HEVC = (b"hvc1", b"hev1", b"")
REMEDY = _("install the extra: pip install 'colorization-studio[heic]', or export it as JPEG")


def is_avif(data: bytes) -> bool | None:
    """Tell AVIF from HEIC, by the picture where brands stand for any; None if it is neither."""
    found = heif_items.brands(data)
    if RAW in found or not found & (AVIF_BRANDS | HEIC_BRANDS):
        return None
    try:
        with raise_photo_errors(_("{kind} file", kind="HEIF")):
            coding = heif_items.read(data).coding
    except PhotoError:
        coding = b""
    return coding == b"av01" or (coding == b"" and bool(found & AVIF_BRANDS))


class Heif:
    """What AVIF and HEIC files have in common: `image`, a header read by Pillow's plugins."""

    def __init__(self, data: bytes, image: ImageFile) -> None:
        self.data, self.image = data, image
        check_size(*image.size)
        self.items = heif_items.read(data)

    @property
    def curve(self) -> Curve | None:
        """What its levels mean where no profile says so."""
        for box in self.items.of(self.items.primary, b"colr"):
            content = box.content(self.data)
            if content[:4] == b"nclx":
                primaries, transfer = struct.unpack_from(">HH", content, 4)
                primaries = curves.BT709 if primaries == curves.UNSPECIFIED else primaries
                transfer = curves.SRGB if transfer in LIKE_SRGB else transfer
                if (primaries, transfer) != (curves.BT709, curves.SRGB):
                    return curves.of_code_points(primaries, transfer, full=True)
        return None


class Avif(Heif):
    """An AVIF file; a `PhotoError` if it is larger than a photo may be."""

    def __init__(self, data: bytes) -> None:
        try:
            with raise_photo_errors(_("{kind} file", kind="AVIF")):
                image = AvifImageFile(io.BytesIO(data))
        except PhotoError:
            data = avif_mending.rebuild(data)
            image = AvifImageFile(io.BytesIO(data))
        super().__init__(data, image)

    def raster(self, page: int) -> Raster:
        """Decode the pixels of a picture, 0 the first of a sequence."""
        bits, is_gray = self._coding()
        if bits == 8:
            self.image.seek(page)
            return pillow_reader.raster(self.image)
        samples = import_codecs().avif_decode(self.data, index=page)
        samples = samples[..., None] if samples.ndim == 2 else samples
        if is_gray and samples.shape[2] > 2:
            samples = samples[..., (0, 3)[: samples.shape[2] - 2]]
        return _arrange(raster.scale(samples, 0, 2**bits - 1))

    def _coding(self) -> tuple[int, bool]:
        """Return the bits of a sample, and whether there is but lightness [2, 2.3]."""
        found = next((box for box in self.items.properties if box.name == b"av1C"), None)
        flags = found.content(self.data)[2] if found else 0
        return (8, 10, 10, 12)[flags >> 5 & 3], bool(flags & 0x10)


class Heic(Heif):
    """A HEIC file; a `PhotoError` if it is larger than a photo may be, or without the extra."""

    def __init__(self, data: bytes) -> None:
        try:
            from pillow_heif import HeifImageFile  # an extra
        except ImportError as error:
            wanted = _("the package pillow-heif to read it")
            raise PhotoError(_("a HEIC photo"), wanted, REMEDY) from error
        coding = heif_items.read(data).coding
        if coding not in HEVC:
            raise unsupported(_("a HEIF picture of the kind {kind}", kind=coding.decode("latin-1")))
        super().__init__(data, HeifImageFile(io.BytesIO(_under_usual_brand(data))))

    def raster(self, page: int) -> Raster:
        """Decode the pixels of a picture: 0 is the one that is shown, then come the others."""
        shown = self.image.tell()
        number = page - (page <= shown) if page else shown
        if page:
            self.image.seek(number)
            check_size(*self.image.size)
        bits = self.image.info.get("bit_depth", 8)
        if bits <= 8:
            return pillow_reader.raster(self.image)
        import pillow_heif  # an extra

        # `open_heif` has no types; levels stand at the upper end of 16 bits
        found = pillow_heif.open_heif(_under_usual_brand(self.data), convert_hdr_to_8bit=False)
        samples = np.asarray(found[number]) >> (16 - bits)
        samples = samples[..., None] if samples.ndim == 2 else samples
        premultiplied = found.mode.startswith("RGBa")
        return _arrange(raster.scale(samples, 0, 2**bits - 1), premultiplied=premultiplied)


def _arrange(levels: Wide, *, premultiplied: bool = False) -> Raster:
    colors = 1 if levels.shape[2] < 3 else 3
    space: Space = "gray" if colors == 1 else "rgb"
    return raster.from_samples(levels, space, opaque=colors, premultiplied=premultiplied)


def _under_usual_brand(data: bytes) -> bytes:
    """Return a file whose first two brands libheif knows, where it had others for HEVC."""
    if heif_items.brands(data) & {b"heic", b"heix", b"hevc", b"hevx"}:
        return data
    length = int.from_bytes(data[:4], "big")
    return b"".join((data[:8], b"heic", data[12:16], b"heic"[: length - 16], data[20:]))
