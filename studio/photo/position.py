"""Positions: what tells where a photo was taken, by the names of fields and in words."""

import re

_FIELD = re.compile(  # Alt, unlike alt, is a list in XMP
    r"(?i:gps|latitude|longt?itude|altitude|location|coordinate)|^[gG]eo"
    r"|^([lL]at|[lL]on|[lL]ong|[lL]ng|alt|coverage|spatial|point|pos)$"
)
_PREFIXES = ("geo", "georss", "gml", "wgs84")  # of vocabularies that tell nothing else

_NUMBER = r"[-+]?\d{1,3}(?:\.\d+)?"
_WORDS = re.compile(
    r"(?i:geo:)-?\d[\d.,;-]*"  # RFC 5870
    r"|[-+]\d{2,6}(?:\.\d+)?[-+]\d{3,7}(?:\.\d+)?(?:[-+]\d+(?:\.\d+)?)?/"  # ISO 6709
    r"|\b\d{1,3},\d{1,2}(?:[.,]\d+)*\s?[NSEW]\b"  # as XMP writes them
    r"|\b\d{1,3}\s?°\s?(?:\d[\d.]*\s?['′]\s?(?:\d[\d.]*\s?(?:''|[\"″])\s?)?[NSEWO]?|[NSEWO])"  # noqa: RUF001
    r"(?![A-Za-z])"
    r"|\b\d{1,3}\.\d{2,}\s?°?\s?[NSEW]\b"
    r"|\b[NSEW]\s?\d{1,3}\.\d{2,}"
    rf"|(?i:\b(?:gps|latitude|longitude|lat|lon|lng)\b)[^\w+-]{{0,3}}{_NUMBER}°?"
    rf"(?:[\s,;/]+{_NUMBER}\b)?"
    r"|[-+]?\b\d{1,2}\.\d{3,}\s?[,;/ ]\s?[-+]?\d{1,3}\.\d{3,}\b"
)


def is_field(name: str) -> bool:
    """Tell whether a field of that name, perhaps behind a prefix and a colon, holds a position."""
    prefix, _, local = name.rpartition(":")
    return prefix in _PREFIXES or bool(_FIELD.search(local))


def cut(text: str) -> str:
    """Return words without the coordinates among them.

    Examples
    --------
    >>> cut("Latitude Festival 1931, 48.13743 N 11.57549 E")
    'Latitude Festival 1931,  '
    """
    return _WORDS.sub("", text)
