"""Entry: where decoding begins, at the first frame of all or at a key frame before a part."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, dropwhile
from math import inf

from av import VideoFrame
from av.container import InputContainer
from av.error import FFmpegError
from av.video.stream import VideoStream

from studio.errors import FilmError
from studio.film.clip import Reading
from studio.language import _

RATE = Fraction(25)  # frames a second, where a file says nothing
EXACT = ("mov", "matroska")  # the formats whose headers say how long they are
MICRO = 1e6  # units of a container's own time in a second
# Seconds before a frame at which a key frame is looked for. Files are searched by the order in
# which frames are stored, so the one found may be shown after it: then the next one is tried.
LEADS = (1.0, 10.0)
AROUND = 4  # frames before one that are looked at to deinterlace it, at most
LACKING = 1.0  # seconds that may lack at the end of a whole film: headers round


def find_frames(
    container: InputContainer, stream: VideoStream, reading: Reading, lead: float
) -> Iterator[VideoFrame]:
    """Yield frames from a key frame so many seconds before the span on; all where that is none.

    Nothing is yielded where the film cannot be entered there.
    """
    start = reading.span.start - lead
    if lead == inf or start == -inf:
        yield from _decode_all(container, stream)
        return
    if not reading.seeks or start <= (container.start_time or 0) / MICRO:
        return
    try:
        container.seek(round(start / stream.time_base), stream=stream)
    except FFmpegError:
        return
    frames = dropwhile(lambda frame: not frame.key_frame, _decode_all(container, stream))
    key = next(frames, None)
    if (
        key is not None
        and key.pts is not None
        and key.time <= start + lead - _need(stream, reading)
    ):
        yield from chain([key], frames)


def _need(stream: VideoStream, reading: Reading) -> float:
    """Return how many seconds before a frame are looked at, to make it."""
    return AROUND / float(stream.average_rate or RATE) if reading.deinterlaces else 0.0


def _decode_all(container: InputContainer, stream: VideoStream) -> Iterator[VideoFrame]:
    """Yield all frames; a `FilmError` where the film is damaged or cut short."""
    is_exact = container.format.name.startswith(EXACT)
    time = None  # of the last whole frame
    end = 0.0  # of what there is, sound included
    try:
        for packet in container.demux():
            if packet.pts is not None:
                end = max(end, float((packet.pts + (packet.duration or 0)) * packet.time_base))
            if is_exact and packet.is_corrupt:  # it ends before it should
                raise _damage(time)
            if packet.has_sidedata("encryption_info"):
                remedy = _("choose a copy of it that is not")
                raise FilmError(_("a film that is encrypted"), _("one that is not"), remedy)
            for frame in packet.decode() if packet.stream is stream else ():
                time = frame.time
                yield frame
    except FFmpegError as error:
        raise _damage(time) from error
    length = (container.duration or 0) / MICRO + max(container.start_time or 0, 0) / MICRO
    if is_exact and end < length - LACKING:
        raise _damage(time)


def _damage(time: float | None) -> FilmError:
    """Say how far a film is whole."""
    if time is None:
        return FilmError(
            _("a film that is damaged from its first frame"), _("a whole one"), _("repair it")
        )
    found = _("a film that is damaged or cut short after {time:.2f} s", time=time)
    until = f"{time:.2f}"  # an option is written alike in all languages
    remedy = _("repair it, or colour what is whole: --to {seconds}", seconds=until)
    return FilmError(found, _("a whole one"), remedy)
