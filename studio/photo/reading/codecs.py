"""Codecs: what reads the rarer kinds of files; Pillow reads the others where it is not there."""

import io
from types import ModuleType

import numpy as np
from PIL import Image, ImageCms

from studio import packages
from studio.color.arrays import Picture, Samples, Wide
from studio.errors import PhotoError
from studio.photo.reading.raster import to_8_bits

_MODES = {"gray": "L", "rgb": "RGB", "cmyk": "CMYK"}


def import_codecs() -> ModuleType:
    """Import imagecodecs; a `PhotoError` says that it is not there."""
    with packages.CODECS.needed(PhotoError):
        import imagecodecs
    return imagecodecs


def transform(pixels: Samples, profile: bytes, device: str, flags: int) -> Picture | Wide:
    """Convert uint8 or uint16 (H, W) or (H, W, C) to sRGB; of 16 bits Pillow keeps 8."""
    if packages.CODECS.is_there:
        return _transform_exactly(pixels, profile, device, flags)
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    target = ImageCms.createProfile("sRGB")
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    made = ImageCms.profileToProfile(
        Image.fromarray(to_8_bits(pixels), _MODES[device]),
        source,
        target,
        intent,
        outputMode="RGB",
        flags=ImageCms.Flags(flags),
    )
    converted = np.asarray(made)
    return converted if pixels.dtype == np.uint8 else converted * np.uint16(257)


def _transform_exactly(pixels: Samples, profile: bytes, device: str, flags: int) -> Picture | Wide:
    codecs = import_codecs()
    return codecs.cms_transform(
        pixels,
        profile,
        codecs.cms_profile("srgb"),
        colorspace=device,
        outcolorspace="rgb",
        intent=int(ImageCms.Intent.RELATIVE_COLORIMETRIC),
        flags=flags,
    )
