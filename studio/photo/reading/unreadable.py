"""Unreadable: files that hold no photo the studio reads, told by how they begin."""

import re

_KINDS = (
    (rb"(II\*\0....CR|IIR[OS]|MMOR|IIU\0|II\x1a\0...\0HEAPCCDR)", "a raw camera file"),
    (rb"FUJIFILMCCD-RAW|....ftypcrx|FOVb|\0MRM", "a raw camera file"),
    (rb"\xff\x0a|\0\0\0\x0cJXL ", "a JPEG XL picture"),
    (rb"II\xbc", "a JPEG XR picture"),
    (rb"\xff\xd8\xff\xf7", "a JPEG-LS picture"),
    (rb"\x76\x2f\x31\x01", "an OpenEXR picture"),
    (rb"#\?RADIANCE", "a Radiance picture"),
    (rb"SIMPLE  =", "a FITS picture"),
    (rb".{128}DICM", "a DICOM picture"),
    (rb"P[1-7][\s#]", "a Netpbm picture"),
    (rb"qoif", "a QOI picture"),
    (rb"\0\0\x01\0", "an icon"),
    (rb"8BPS", "a Photoshop document"),
    (rb"%PDF", "a PDF document"),
    (rb"%!PS|\xc5\xd0\xd3\xc6", "an EPS drawing"),
    (rb"PK\x03\x04", "a ZIP archive"),
    (rb"(?i)(\xef\xbb\xbf)?\s*<(!doctype html|html)", "a web page"),
    (rb"(?i)(\xef\xbb\xbf)?\s*<(.*<)?svg", "an SVG drawing"),
    (rb"[^\x00-\x08\x0e-\x1f]*$", "a text file"),
)


def name(data: bytes) -> str:
    """Name what a file is, as a noun phrase."""
    for pattern, kind in _KINDS:
        if re.match(pattern, data[:1000], re.DOTALL):
            return kind
    return "a file of an unknown kind"
