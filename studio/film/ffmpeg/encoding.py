"""Encoding: coloured pictures become a piece of a film, a file whose packets are joined later."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
from av import VideoCodecContext, VideoFormat, VideoFrame
from av.container import OutputContainer
from av.video.reformatter import (
    ColorPrimaries,
    ColorRange,
    Colorspace,
    ColorTrc,
    Interpolation,
    VideoReformatter,
)
from av.video.stream import VideoStream

from studio.color.arrays import Picture
from studio.disk import part_beside
from studio.film.clip import Piece
from studio.film.ffmpeg.files import raise_write_errors, sync
from studio.film.formats import FORMATS, Format

# Of colour halved in size: averages of areas, which keep lightness best when players enlarge them.
AVERAGING = Interpolation.AREA | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INP
BT709 = 1  # of AVColorSpace, whose names PyAV does not have


def encode(orders: Iterator[Any]) -> Iterator[Path]:
    """Write each `Piece`, whose pictures follow it up to None; yield its path when it is there."""
    for piece in orders:
        with raise_write_errors(), part_beside(piece.path) as part:
            _write(part, piece, _take(orders))
            part.replace(piece.path)
        yield piece.path


def _take(orders: Iterator[Any]) -> Iterator[Picture]:
    """Yield the pictures of a piece; an `EOFError` if who gives them died before its end."""
    for picture in orders:
        if picture is None:
            return
        yield picture
    raise EOFError


def _write(part: Path, piece: Piece, pictures: Iterator[Picture]) -> None:
    format = FORMATS[piece.ending]
    with av.open(f"file:{part}", "w", format=format.container) as container:
        stream = _add_stream(container, piece, format)
        reformatter = VideoReformatter()
        for time, rgb in enumerate(pictures):
            frame = _convert(reformatter, rgb, stream.codec_context)
            frame.pts, frame.time_base = time, 1 / piece.rate
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    sync(part)


def _add_stream(container: OutputContainer, piece: Piece, format: Format) -> VideoStream:
    is_odd = piece.width % 2 or piece.height % 2
    pixels = format.pixels_odd if is_odd else format.pixels
    stream = container.add_stream(
        format.codec,
        rate=piece.rate,
        options=dict(format.settings),
        width=piece.width,
        height=piece.height,
        pix_fmt=pixels,
        time_base=1 / piece.rate,
    )
    codec = stream.codec_context
    codec.sample_aspect_ratio = piece.aspect
    codec.color_primaries = ColorPrimaries.BT709
    codec.color_trc = ColorTrc.BT709
    if VideoFormat(pixels).is_rgb:
        codec.color_range = ColorRange.JPEG
    else:
        codec.colorspace, codec.color_range = BT709, ColorRange.MPEG
    return stream


def _convert(reformatter: VideoReformatter, rgb: Picture, codec: VideoCodecContext) -> VideoFrame:
    frame = VideoFrame.from_ndarray(rgb, format="rgb24")
    if codec.format.is_rgb:
        return reformatter.reformat(frame, format=codec.pix_fmt)
    return reformatter.reformat(
        frame,
        format=codec.pix_fmt,
        dst_colorspace=Colorspace.ITU709,
        dst_color_range=ColorRange.MPEG,
        interpolation=AVERAGING,
    )
