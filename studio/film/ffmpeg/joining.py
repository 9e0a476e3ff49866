"""Joining: packets of all pieces, with those of sound and subtitles, become a whole film."""

import heapq
from collections.abc import Iterator
from contextlib import nullcontext
from fractions import Fraction
from io import BytesIO
from itertools import islice
from math import isinf
from typing import TYPE_CHECKING

import av
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.stream import Stream

from studio.errors import OutputError
from studio.film.clip import Whole
from studio.film.ffmpeg import numbering
from studio.film.ffmpeg.files import demux, open_input, packets, raise_write_errors, sync
from studio.film.formats import FORMATS
from studio.language import _

if TYPE_CHECKING:
    from av.container.core import Chapter

COPIED = {"audio": _("sound"), "subtitle": _("subtitles")}  # and what a person calls them
# what a container says of itself, and not of the film
OWN = ("encoder", "major_brand", "minor_version", "compatible_brands")
PLACE = "location"  # is in the names of what says where a film was taken: photos leave it out, too
TIMECODE = "timecode"
UNKNOWN = "application/octet-stream"  # the kind of a file of which nothing is known
SETTINGS = {
    "movflags": "+faststart",  # of MP4: a browser plays it before it has the whole file
    "fflags": "+bitexact",  # no number by chance: the same command makes the same bytes
}

Timed = tuple[Fraction, int, Packet]  # seconds, the place of its stream, and what is shown then


def join(orders: Iterator[Whole]) -> Iterator[tuple[str, ...] | int]:
    """Yield sentences about what a result will lack; then make it, of the pieces that come next.

    Yields how many frames are joined, so that one may stop there. Raises an `OutputError` if the
    format does not hold the sound or the subtitles.
    """
    yield tuple(_check(next(orders)))
    for whole in islice(orders, 1):
        yield from _join(whole) if whole.ending else numbering.write(whole)


def _check(whole: Whole) -> Iterator[str]:
    if not whole.ending or whole.clip.path.is_dir():  # pictures have no sound
        return
    container = FORMATS[whole.ending].container
    with open_input(whole.clip.path) as source, av.open(BytesIO(), "w", format=container) as result:
        _copy_streams(source, result)
        yield from _remark(source, whole)


def _remark(source: InputContainer, whole: Whole) -> Iterator[str]:
    if len(source.streams.video) > 1:
        yield _("Only its first pictures are coloured: others, and a cover, are not copied.")
    if source.streams.attachments and not _holds_attachments(whole):
        yield _("Files attached to it, such as fonts, are not copied: .mkv holds them.")
    if _timecodes(source) and not isinf(whole.span.start):
        yield _("Its timecode is not copied, as a part begins at another one.")
    if source.streams.data and not _timecodes(source) and not source.chapters():
        yield _("Data beside its pictures and sound are not copied.")


def _holds_attachments(whole: Whole) -> bool:
    return FORMATS[whole.ending].container == "matroska"


def _timecodes(source: InputContainer) -> list[str]:
    """Return the timecode of the first frame, wherever a film has it."""
    places = (source, *source.streams.video, *source.streams.data)
    return [place.metadata[TIMECODE] for place in places if TIMECODE in place.metadata]


def _join(whole: Whole) -> Iterator[int]:
    format = FORMATS[whole.ending]
    is_film = not whole.clip.path.is_dir()
    with (
        open_input(whole.clip.path) if is_film else nullcontext() as source,
        open_input(whole.pieces[0]) as first,
        raise_write_errors(),  # innermost: what it surrounds writes, and others read for it
        av.open(
            f"file:{whole.path}", "w", format=format.container, container_options=SETTINGS
        ) as result,
    ):
        video = result.add_stream_from_template(first.streams.video[0], opaque=True)
        video.time_base = whole.clip.time_base
        video.codec_context.framerate = whole.clip.rate  # for the timecode of QuickTime
        others = _copy(source, whole, result) if source else iter(())
        done = 0
        for _, _, packet in heapq.merge(_pictures(whole, video), others):
            result.mux(packet)
            done += packet.stream is video
            yield done
    with raise_write_errors():
        sync(whole.path)


def _pictures(whole: Whole, video: Stream) -> Iterator[Timed]:
    """Yield the packets of all pieces, each with the time and the length of its frame."""
    clip = whole.clip
    ends = [*whole.times[1:], whole.times[-1] + max(1, round(1 / clip.rate / clip.time_base))]
    frames = zip(packets(whole.pieces), whole.times, ends, strict=True)
    for packet, time, end in frames:
        packet.stream = video
        packet.time_base = clip.time_base
        packet.pts = packet.dts = time - whole.start
        packet.duration = end - time
        yield packet.pts * clip.time_base, -1, packet


def _copy(source: InputContainer, whole: Whole, result: OutputContainer) -> Iterator[Timed]:
    """Give a result what the original has besides pictures; yield the packets of that."""
    result.metadata.update(_describe(source, whole.notice))
    for timecode in _timecodes(source)[:1] if isinf(whole.span.start) else ():
        result.metadata[TIMECODE] = timecode
    for attachment in source.streams.attachments if _holds_attachments(whole) else ():
        name = attachment.metadata.get("filename", "attachment")
        result.add_attachment(name, attachment.mimetype or UNKNOWN, attachment.data)
    result.set_chapters([_move(chapter, whole) for chapter in source.chapters()])
    copies = _copy_streams(source, result)
    return _others(source, whole, copies) if copies else iter(())


def _copy_streams(source: InputContainer, result: OutputContainer) -> dict[int, Stream]:
    copies = {}
    for stream in source.streams:
        if stream.type in COPIED:
            copies[stream.index] = copy = _copy_stream(stream, result)
            copy.metadata.update(stream.metadata)
            copy.disposition = stream.disposition
    return copies


def _copy_stream(stream: Stream, result: OutputContainer) -> Stream:
    try:
        return result.add_stream_from_template(stream)
    except ValueError as error:
        found = _(
            "{streams} of a kind that {name} does not hold",
            streams=COPIED[stream.type],
            name=result.format.long_name,
        )
        raise OutputError(
            found, _("another format"), _("choose .mkv, which holds nearly all")
        ) from error


def _others(source: InputContainer, whole: Whole, copies: dict[int, Stream]) -> Iterator[Timed]:
    start = whole.start * whole.clip.time_base
    for packet in demux(source, [source.streams[index] for index in copies]):
        if packet.pts is None or float(packet.pts * packet.time_base) not in whole.span:
            continue
        moved = round(start / packet.time_base)
        packet.dts = (packet.pts if packet.dts is None else packet.dts) - moved
        packet.pts -= moved
        packet.stream = copies[packet.stream_index]
        yield packet.dts * packet.time_base, 0, packet


def _describe(source: InputContainer, notice: str) -> dict[str, str]:
    """Return what a film says of itself but where it was taken, and that it is colorized."""
    said = {key.lower(): text for key, text in source.metadata.items()}
    kept = {key: text for key, text in said.items() if key not in OWN and PLACE not in key}
    comment = f"{said['comment']}; {notice}" if "comment" in said else notice
    return kept | {"comment": comment}


def _move(chapter: "Chapter", whole: Whole) -> "Chapter":
    """Bring a chapter to the times of a part of a film."""
    moved = round(whole.start * whole.clip.time_base / chapter["time_base"])
    start, end = (max(0, chapter[side] - moved) for side in ("start", "end"))
    return {**chapter, "start": start, "end": end}
