"""Formats in which a film is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from studio.errors import OutputError
from studio.language import _


@dataclass(frozen=True, kw_only=True)
class Format:
    """How FFmpeg writes a film: names are its own."""

    title: str  # what a person reads
    ending: str  # of file names; none of a folder of numbered pictures
    container: str
    codec: str
    pixels: str
    pixels_odd: str  # where width or height is odd, which halved colour does not bear
    settings: Mapping[str, str]

    @property
    def piece_ending(self) -> str:
        """Return the ending of the names of pieces."""
        return self.ending or f".{self.container}"


# A film is written piece by piece, and the packets of all pieces are joined: so each is shown in
# the order in which it is written ("bf": no frame refers to a later one). The same frames become
# the same bytes on any computer ("threads": x264 divides its work by them).
FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        format.ending: format
        for format in (
            Format(
                title=_("H.264 in MP4"),
                ending=".mp4",
                container="mp4",
                codec="libx264",
                pixels="yuv420p",
                pixels_odd="yuv444p",
                settings={"crf": "16", "preset": "veryfast", "bf": "0", "threads": "2"},
            ),
            Format(
                title=_("FFV1 in Matroska, without loss"),
                ending=".mkv",
                container="matroska",
                codec="ffv1",
                pixels="bgr0",
                pixels_odd="bgr0",
                settings={"level": "3", "slices": "4", "slicecrc": "1"},
            ),
            Format(
                title=_("ProRes in QuickTime"),
                ending=".mov",
                container="mov",
                codec="prores_ks",
                pixels="yuv422p10le",
                pixels_odd="yuv422p10le",
                settings={"profile": "hq"},
            ),
            Format(
                title=_("VP9 in WebM"),
                ending=".webm",
                container="webm",
                codec="libvpx-vp9",
                pixels="yuv420p",
                pixels_odd="yuv420p",
                settings={
                    "crf": "18",
                    "b": "0",
                    "cpu-used": "5",
                    "row-mt": "1",
                    "lag-in-frames": "0",
                },
            ),
            Format(
                title=_("numbered PNG pictures"),
                ending="",
                container="mov",
                codec="png",
                pixels="rgb24",
                pixels_odd="rgb24",
                settings={"compression_level": "3"},
            ),
        )
    }
)


def find(ending: str) -> Format:
    """Return the format of an ending, none of which is PNG; an `OutputError` if there is none."""
    if ending not in FORMATS:
        expected = _(
            "one of {endings}, or a folder for numbered pictures",
            endings=", ".join(filter(None, FORMATS)),
        )
        raise OutputError(
            _("the ending {ending!r}", ending=ending), expected, _("choose one of these")
        )
    return FORMATS[ending]
