"""Tiny films, made as the tests need them, and what is in a film."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from studio.color.arrays import Picture
from studio.film.coloring import State

RATE = Fraction(25)
SIZE = 48, 64


def draw(count: int, size: tuple[int, int] = SIZE) -> list[Picture]:
    """Return gray pictures of which no two are alike."""
    ramp = np.add.outer(np.arange(size[0]), np.arange(size[1])).astype(np.uint8)
    return [np.dstack([ramp + np.uint8(3 * number % 256)] * 3) // 2 + 40 for number in range(count)]


def make(path: Path, pictures: list[Picture], times: list[int] | None = None, **settings) -> Path:
    """Write a film without loss; times are in 1/1000 s."""
    height, width = pictures[0].shape[:2]
    options = {"codec_name": "ffv1", "pix_fmt": "bgr0", "rate": RATE} | settings
    with av.open(str(path), "w") as container:
        stream = container.add_stream(width=width, height=height, **options)
        stream.codec_context.time_base = Fraction(1, 1000)
        for time, rgb in zip(times or range(0, 40 * len(pictures), 40), pictures, strict=True):
            frame = av.VideoFrame.from_ndarray(rgb, format="rgb24")
            frame.pts, frame.time_base = time, Fraction(1, 1000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


@dataclass(frozen=True)
class Content:
    """What FFmpeg finds in a film."""

    pictures: list[Picture]
    times: list[float]  # seconds
    sound: list[tuple[float, bytes]]  # each packet and its time
    metadata: dict[str, str]


def look(path: Path) -> Content:
    """Read a film by FFmpeg's own conversion to RGB, turned as it says."""
    with av.open(str(path)) as container:
        frames = list(container.decode(video=0))
    with av.open(str(path)) as container:
        sound = [
            (float(packet.pts * packet.time_base), bytes(packet))
            for packet in container.demux()
            if packet.stream.type == "audio" and packet.size
        ]
        metadata = {key.lower(): value for key, value in container.metadata.items()}
    pictures = [np.rot90(f.to_ndarray(format="rgb24"), round(f.rotation / 90)) for f in frames]
    return Content(pictures, [frame.time for frame in frames], sound, metadata)


class Counter:
    """Paints how many frames there were before: what it knows of them matters."""

    key = "counter"

    def __init__(self) -> None:
        self._count = 0
        self.begun: list[int] = []  # the first frames of scenes

    def begin(self, start: int) -> "Counter":
        """Colour a scene as well."""
        self.begun.append(start)
        return self

    def color(self, rgb: Picture) -> Picture:
        painted = rgb.copy()
        painted[:8, :8] = (self._count % 256, 0, 0)
        self._count += 1
        return painted

    def save(self) -> State:
        return (np.array([self._count]),)

    def restore(self, state: State) -> None:
        self._count = int(state[0][0])
