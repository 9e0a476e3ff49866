"""Decoding: packets of a film become upright RGB frames with their times."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from math import inf

import numpy as np
from av import VideoFrame
from av.container import InputContainer
from av.filter import Graph
from av.stream import Disposition
from av.video.reformatter import ColorPrimaries, ColorTrc, Interpolation, VideoReformatter
from av.video.stream import VideoStream

from studio.color.arrays import Picture
from studio.errors import FilmError
from studio.film.clip import Clip, Frame, Reading
from studio.film.ffmpeg.entry import LEADS, MICRO, RATE, find_frames
from studio.film.ffmpeg.files import open_input, raise_unknown_codec
from studio.language import _
from studio.process import Finished

HDR = {ColorTrc.SMPTE2084: "PQ", ColorTrc.ARIB_STD_B67: "HLG"}


Answer = Clip | Frame | FilmError | Finished | None


def decode(orders: Iterator[Reading]) -> Iterator[Answer]:
    """Yield, for each reading, what the film is, then its frames; None for each passed over.

    A film that is refused ends no process: to start another takes longer than to look at a film.
    """
    for reading in orders:
        try:
            yield from _decode(reading)
        except FilmError as error:
            yield error
        yield Finished()


def _decode(reading: Reading) -> Iterator[Clip | Frame | None]:
    for lead in (*LEADS, inf):
        with open_input(reading.path) as container:
            stream = _find_video(container)
            frames = find_frames(container, stream, reading, lead)
            first = next(frames, None)
            if first is not None:
                clip = _describe(reading, stream, first)
                yield clip
                frames = chain([first], frames)
                yield from _choose(
                    reading, clip, _deinterlace(stream, frames) if reading.deinterlaces else frames
                )
                return
    remedy = _("choose another file")
    raise FilmError(_("a film without a single frame"), _("frames to colour"), remedy)


def _find_video(container: InputContainer) -> VideoStream:
    cover = Disposition.attached_pic  # of a record, in files of sound
    streams = [s for s in container.streams.video if not s.disposition & cover]
    if not streams:
        raise FilmError(_("a file without moving pictures"), _("a film"), _("choose another file"))
    if streams[0].codec_context is None:
        raise_unknown_codec()
    streams[0].thread_type = "AUTO"
    return streams[0]


def _describe(reading: Reading, stream: VideoStream, first: VideoFrame) -> Clip:
    """Say what a film is, or why it is not coloured."""
    if name := HDR.get(first.color_trc):
        remedy = _("bring it to BT.709 with a program that maps its brightness")
        raise FilmError(
            _("a film of high dynamic range ({name})", name=name),
            _("one of standard range"),
            remedy,
        )
    rate = stream.average_rate or stream.guessed_rate or RATE
    length = (stream.duration or 0) * stream.time_base
    aspect = stream.sample_aspect_ratio or Fraction(1)
    size = (first.width, first.height)
    if _turns(first) % 2:
        size, aspect = size[::-1], 1 / aspect
    return Clip(
        path=reading.path,
        width=size[0],
        height=size[1],
        time_base=stream.time_base,
        rate=rate,
        frames=stream.frames or round(length * rate) or _estimate(stream, rate),
        aspect=aspect,
        notes=tuple(_remark(reading, first)),
    )


def _estimate(stream: VideoStream, rate: Fraction) -> int:
    return round((stream.container.duration or 0) / MICRO * float(rate))


def _remark(reading: Reading, first: VideoFrame) -> Iterator[str]:
    if first.interlaced_frame and not reading.deinterlaces:
        yield _("It is interlaced: ask for whole pictures (deinterlace) where halves show.")
    if first.color_primaries == ColorPrimaries.BT2020:
        yield _("Its colours are of BT.2020: only its lightness is used.")


def _choose(reading: Reading, clip: Clip, frames: Iterator[VideoFrame]) -> Iterator[Frame | None]:
    """Yield the frames that are to be read; None for each passed over."""
    reformatter = VideoReformatter()
    scale = min(1.0, (reading.side or inf) / max(clip.width, clip.height))
    size = last = None
    for frame in frames:
        size = size or (frame.width, frame.height)
        if (frame.width, frame.height) != size:
            raise _change(size, (frame.width, frame.height))
        last = _find_time(frame, clip, last)
        seconds = float(last * clip.time_base)
        if seconds >= reading.span.end:
            return
        if seconds < reading.span.start:
            yield None
        else:
            yield Frame(last, _convert(reformatter, frame, scale))


def _convert(reformatter: VideoReformatter, frame: VideoFrame, scale: float) -> Picture:
    """Return a frame as an upright RGB picture, made smaller by averaging areas."""
    if scale == 1:
        small = reformatter.reformat(frame, format="rgb24")
    else:
        small = reformatter.reformat(
            frame,
            width=max(1, round(frame.width * scale)),
            height=max(1, round(frame.height * scale)),
            format="rgb24",
            interpolation=Interpolation.AREA,
        )
    return np.ascontiguousarray(np.rot90(small.to_ndarray(), _turns(frame)))


def _find_time(frame: VideoFrame, clip: Clip, last: int | None) -> int:
    """Return the time of a frame: after that of the last one, whatever a broken file says."""
    step = max(1, round(1 / clip.rate / clip.time_base))
    if frame.pts is None:
        return 0 if last is None else last + step
    time = round(frame.pts * frame.time_base / clip.time_base)
    return time if last is None else max(time, last + 1)


def _turns(frame: VideoFrame) -> int:
    """Return by how many right angles, against the clock, a frame is turned to be upright."""
    return round(frame.rotation / 90)


def _change(before: tuple[int, int], after: tuple[int, int]) -> FilmError:
    found = _(
        "frames of {width} x {height} pixels after those of {width_before} x {height_before}",
        width=after[0],
        height=after[1],
        width_before=before[0],
        height_before=before[1],
    )
    return FilmError(found, _("one size"), _("cut the film where its size changes"))


def _deinterlace(stream: VideoStream, frames: Iterator[VideoFrame]) -> Iterator[VideoFrame]:
    """Make a whole picture of each frame, which holds two halves of different times."""
    graph = Graph()
    ends = graph.add_buffer(template=stream), graph.add("buffersink")
    graph.link_nodes(ends[0], graph.add("bwdif", "mode=send_frame:deint=interlaced"), ends[1])
    graph.configure()
    for frame in chain(frames, [None]):
        graph.push(frame)
        while True:
            try:
                yield graph.pull()
            except (BlockingIOError, EOFError):
                break
