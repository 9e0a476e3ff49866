"""Unreadable: files that hold no photo the studio reads, told by how they begin."""

import re

from studio.errors import PhotoError
from studio.language import _
from studio.photo.limits import unsupported

HEAD = 2100  # bytes: a Photo CD says what it is after 2,048

_PICTURES = (  # which some other program exports
    (rb"(II\*\0....CR|IIR[OS]|MMOR|IIU\0|II\x1a\0...\0HEAPCCDR)", _("a raw camera file")),
    (rb"FUJIFILMCCD-RAW|....ftypcrx|FOVb|\0MRM", _("a raw camera file")),
    (rb"\xff\x0a|\0\0\0\x0cJXL ", _("a JPEG XL picture")),
    (rb"II\xbc", _("a JPEG XR picture")),
    (rb"\xff\xd8\xff\xf7", _("a JPEG-LS picture")),
    (rb"\xff\x10\xff\x50", _("a JPEG XS picture")),
    (rb"\x76\x2f\x31\x01", _("an OpenEXR picture")),
    (rb"#\?RADIANCE", _("a Radiance picture")),
    (rb"SIMPLE  =", _("a FITS picture")),
    (rb".{128}DICM", _("a DICOM picture")),
    (rb"P[1-7][\s#]", _("a Netpbm picture")),
    (rb"qoif", _("a QOI picture")),
    (rb"BPG\xfb", _("a BPG picture")),
    (rb"FLIF", _("a FLIF picture")),
    (rb"PGF[1-9]", _("a PGF picture")),
    (rb"\x97JB2", _("a JBIG2 picture")),
    (rb"[\x8a\x8b][MJ]NG\r\n", _("an MNG or JNG picture")),
    (rb"\x0a[\0-\x05]\x01[\x01-\x08]", _("a PCX picture")),
    (rb"\x01\xda[\0\x01][\x01\x02]", _("an SGI picture")),
    (rb"\x59\xa6\x6a\x95", _("a Sun raster picture")),
    (rb"FORM....(ILBM|PBM )", _("an Amiga picture")),
    (rb"DDS |\xabKTX", _("a texture of a game")),
    (rb"SDPX|XPDS|\x80\x2a\x5f\xd7", _("a DPX or Cineon frame")),
    (rb".{2048}PCD_IPI", _("a Photo CD picture")),
    (rb"(AT&T)?FORM....DJV[UM]", _("a DjVu document")),
    (rb"8BPS", _("a Photoshop document")),
    (rb"gimp xcf", _("a GIMP document")),
    (rb"Paint Shop Pro Image File", _("a PaintShop Pro document")),
    (rb"\0\xffKA", _("an Affinity document")),
    (rb"\x06\x06\xed\xf5\xd8\x1d", _("an InDesign document")),
    (rb"\xd7\xcd\xc6\x9a|\x01\0\0\0.{36} EMF", _("a Windows metafile")),
    (rb"%PDF", _("a PDF document")),
    (rb"%!PS|\xc5\xd0\xd3\xc6", _("an EPS drawing")),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1", _("a document of Office, or a FlashPix picture")),
    (rb"(?i)(\xef\xbb\xbf)?\s*<(?!!doctype html|html)(.*<)?svg", _("an SVG drawing")),
)
_OTHERS = (
    (rb"\0\0[\x01\x02]\0", _("an icon")),
    (rb"icns", _("an icon")),
    (rb"....(ftyp|moov|mdat|wide|free|skip)", _("a film, or another file of the kind of MP4")),
    (rb"RIFF....AVI |\x1aE\xdf\xa3|\x30\x26\xb2\x75|FLV\x01|\0\0\x01[\xb3\xba]", _("a film")),
    (rb"\x47.{187}\x47", _("a film")),
    (rb"RIFF....WAVE|ID3|OggS|fLaC|\xff[\xfb\xf3]", _("a sound")),
    (rb"PK\x03\x04", _("a ZIP archive")),
    (rb"Rar!\x1a\x07", _("a RAR archive")),
    (rb"7z\xbc\xaf\x27\x1c", _("a 7-Zip archive")),
    (rb"\x1f\x8b|BZh[1-9]|\xfd7zXZ|\x28\xb5\x2f\xfd|.{257}ustar", _("an archive")),
    (rb"\0\x05\x16[\0\x07]", _("what macOS keeps beside a file, not the file itself")),
    (rb"\x89HDF|SQLite format 3|bplist", _("a file of data")),
    (rb"MZ|\x7fELF|[\xca\xcf]\xfe[\xed\xba]", _("a program")),
    (rb"(?i)(\xef\xbb\xbf)?\s*<(!doctype html|html)", _("a web page")),
    (rb"version https://git-lfs", _("a pointer of Git LFS, not the file itself")),
    (rb"\0+$", _("a file of zeros, as of a copy that failed")),
    (rb"[^\x00-\x08\x0e-\x1f]*$", _("a text file")),
)


def name(data: bytes) -> str:
    """Name what a file is, as a noun phrase."""
    return _find(data, _PICTURES) or _find(data, _OTHERS) or _("a file of an unknown kind")


def refuse(data: bytes) -> PhotoError:
    """Make the refusal of a file; who has no picture at all is not told to export it."""
    kind = name(data)
    return unsupported(
        kind, "" if _find(data, _PICTURES) else _("This is {kind}. Drop a photo.", kind=kind)
    )


def _find(data: bytes, kinds: tuple[tuple[bytes, str], ...]) -> str | None:
    for pattern, kind in kinds:
        if re.match(pattern, data[:HEAD], re.DOTALL):
            return kind
    return None
