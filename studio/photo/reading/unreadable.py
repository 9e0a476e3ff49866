"""Unreadable: files that hold no photo the studio reads, told by how they begin."""

import re

from studio.errors import PhotoError
from studio.photo.limits import unsupported

HEAD = 2100  # bytes: a Photo CD says what it is after 2,048

_PICTURES = (  # which some other program exports
    (rb"(II\*\0....CR|IIR[OS]|MMOR|IIU\0|II\x1a\0...\0HEAPCCDR)", "a raw camera file"),
    (rb"FUJIFILMCCD-RAW|....ftypcrx|FOVb|\0MRM", "a raw camera file"),
    (rb"\xff\x0a|\0\0\0\x0cJXL ", "a JPEG XL picture"),
    (rb"II\xbc", "a JPEG XR picture"),
    (rb"\xff\xd8\xff\xf7", "a JPEG-LS picture"),
    (rb"\xff\x10\xff\x50", "a JPEG XS picture"),
    (rb"\x76\x2f\x31\x01", "an OpenEXR picture"),
    (rb"#\?RADIANCE", "a Radiance picture"),
    (rb"SIMPLE  =", "a FITS picture"),
    (rb".{128}DICM", "a DICOM picture"),
    (rb"P[1-7][\s#]", "a Netpbm picture"),
    (rb"qoif", "a QOI picture"),
    (rb"BPG\xfb", "a BPG picture"),
    (rb"FLIF", "a FLIF picture"),
    (rb"PGF[1-9]", "a PGF picture"),
    (rb"\x97JB2", "a JBIG2 picture"),
    (rb"[\x8a\x8b][MJ]NG\r\n", "an MNG or JNG picture"),
    (rb"\x0a[\0-\x05]\x01[\x01-\x08]", "a PCX picture"),
    (rb"\x01\xda[\0\x01][\x01\x02]", "an SGI picture"),
    (rb"\x59\xa6\x6a\x95", "a Sun raster picture"),
    (rb"FORM....(ILBM|PBM )", "an Amiga picture"),
    (rb"DDS |\xabKTX", "a texture of a game"),
    (rb"SDPX|XPDS|\x80\x2a\x5f\xd7", "a DPX or Cineon frame"),
    (rb".{2048}PCD_IPI", "a Photo CD picture"),
    (rb"(AT&T)?FORM....DJV[UM]", "a DjVu document"),
    (rb"8BPS", "a Photoshop document"),
    (rb"gimp xcf", "a GIMP document"),
    (rb"Paint Shop Pro Image File", "a PaintShop Pro document"),
    (rb"\0\xffKA", "an Affinity document"),
    (rb"\x06\x06\xed\xf5\xd8\x1d", "an InDesign document"),
    (rb"\xd7\xcd\xc6\x9a|\x01\0\0\0.{36} EMF", "a Windows metafile"),
    (rb"%PDF", "a PDF document"),
    (rb"%!PS|\xc5\xd0\xd3\xc6", "an EPS drawing"),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1", "a document of Office, or a FlashPix picture"),
    (rb"(?i)(\xef\xbb\xbf)?\s*<(?!!doctype html|html)(.*<)?svg", "an SVG drawing"),
)
_OTHERS = (
    (rb"\0\0[\x01\x02]\0", "an icon"),
    (rb"icns", "an icon"),
    (rb"....(ftyp|moov|mdat|wide|free|skip)", "a film, or another file of the kind of MP4"),
    (rb"RIFF....AVI |\x1aE\xdf\xa3|\x30\x26\xb2\x75|FLV\x01|\0\0\x01[\xb3\xba]", "a film"),
    (rb"\x47.{187}\x47", "a film"),
    (rb"RIFF....WAVE|ID3|OggS|fLaC|\xff[\xfb\xf3]", "a sound"),
    (rb"PK\x03\x04", "a ZIP archive"),
    (rb"Rar!\x1a\x07", "a RAR archive"),
    (rb"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (rb"\x1f\x8b|BZh[1-9]|\xfd7zXZ|\x28\xb5\x2f\xfd|.{257}ustar", "an archive"),
    (rb"\0\x05\x16[\0\x07]", "what macOS keeps beside a file, not the file itself"),
    (rb"\x89HDF|SQLite format 3|bplist", "a file of data"),
    (rb"MZ|\x7fELF|[\xca\xcf]\xfe[\xed\xba]", "a program"),
    (rb"(?i)(\xef\xbb\xbf)?\s*<(!doctype html|html)", "a web page"),
    (rb"version https://git-lfs", "a pointer of Git LFS, not the file itself"),
    (rb"\0+$", "a file of zeros, as of a copy that failed"),
    (rb"[^\x00-\x08\x0e-\x1f]*$", "a text file"),
)


def name(data: bytes) -> str:
    """Name what a file is, as a noun phrase."""
    return _find(data, _PICTURES) or _find(data, _OTHERS) or "a file of an unknown kind"


def refuse(data: bytes) -> PhotoError:
    """Make the refusal of a file; who has no picture at all is not told to export it."""
    kind = name(data)
    return unsupported(kind, "" if _find(data, _PICTURES) else f"This is {kind}. Drop a photo.")


def _find(data: bytes, kinds: tuple[tuple[bytes, str], ...]) -> str | None:
    for pattern, kind in kinds:
        if re.match(pattern, data[:HEAD], re.DOTALL):
            return kind
    return None
