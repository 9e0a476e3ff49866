"""Files that FFmpeg opens, and what it says of those that it cannot."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import av
from av.container import InputContainer
from av.error import DecoderNotFoundError, FFmpegError
from av.packet import Packet
from av.stream import Stream

from studio.disk import raise_output_errors, raise_read_errors
from studio.errors import FilmError, OutputError
from studio.language import _

# Playlists are left out: they make FFmpeg open other files, and addresses.
FORMATS = (
    "mov,matroska,avi,mpegts,mpeg,mpegvideo,ogg,flv,asf,mxf,nut,dv,gif,apng,ivf,rm,h264,hevc,"
    "m4v,yuv4mpegpipe,swf,wtv"
)
LIMITS = {"format_whitelist": FORMATS, "protocol_whitelist": "file"}
# titles in other letters than UTF-8's are no damage: from PyAV 19 on that goes without saying
LENIENT = {"metadata_errors": "replace"} if int(av.__version__.partition(".")[0]) < 19 else {}
A_FILM = _("a film")
REMEDY = _("look whether another program plays it")


@contextmanager
def open_input(path: Path) -> Iterator[InputContainer]:
    """Open a film to be read; a `FilmError` says why that cannot be."""
    with (
        raise_film_errors(),
        av.open(f"file:{path}", options=LIMITS, **LENIENT) as container,
    ):
        yield container


@contextmanager
def raise_film_errors() -> Iterator[None]:
    """Raise a `FilmError` for what FFmpeg says to reading."""
    try:
        with raise_read_errors(A_FILM, FilmError):
            yield
    except DecoderNotFoundError:
        raise_unknown_codec()
    except FFmpegError as error:
        raise FilmError(
            _("a file that is no film ({strerror})", strerror=error.strerror), A_FILM, REMEDY
        ) from error


@contextmanager
def raise_write_errors() -> Iterator[None]:
    """Raise an `OutputError` for what FFmpeg and the operating system say to writing."""
    try:
        with raise_output_errors():
            yield
    except FFmpegError as error:
        found = _("a film that cannot be written ({strerror})", strerror=error.strerror)
        raise OutputError(
            found, _("one that the format holds"), _("choose another ending")
        ) from error


def demux(container: InputContainer, streams: Sequence[Stream]) -> Iterator[Packet]:
    """Yield the packets of some streams; a `FilmError` where they are damaged."""
    with raise_film_errors():
        yield from (packet for packet in container.demux(streams) if packet.size)


def packets(pieces: Iterable[Path]) -> Iterator[Packet]:
    """Yield the packets of the pictures of some pieces, one piece after the other."""
    for piece in pieces:
        with open_input(piece) as container:
            yield from demux(container, container.streams.video)


def raise_unknown_codec() -> NoReturn:
    """Say that a film is packed in a way that nobody here can unpack."""
    remedy = _("bring it to H.264 with the program that made it")
    raise FilmError(
        _("pictures of a codec that FFmpeg does not know"), _("one that it knows"), remedy
    )


def sync(path: Path) -> None:
    """Have a file on the disk before it gets its name."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
