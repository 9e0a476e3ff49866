"""Tiny films, made as the tests need them, and what is in a film."""

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Any

import av
import numpy as np

from studio.background import Controls
from studio.color.arrays import Float, Picture
from studio.film.coloring import Colorist, State
from studio.film.jobs.job import Job, Progress, Tell
from studio.film.jobs.order import Order, color
from studio.film.jobs.pieces import Pieces
from studio.film.jobs.run import run
from studio.models.registry import Registry

RATE = Fraction(25)
SAMPLES = 48_000  # of sound, a second
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


def make_with_sound(path: Path, pictures: list[Picture]) -> Path:
    """Write a film with a tone of 440 Hz, as long as its pictures."""
    height, width = pictures[0].shape[:2]
    seconds = len(pictures) / RATE
    tone = np.sin(np.arange(int(seconds * SAMPLES)) * (2 * np.pi * 440 / SAMPLES))
    with av.open(str(path), "w") as container:
        video = container.add_stream("libx264", rate=RATE, options={"crf": "12"})
        video.width, video.height, video.pix_fmt = width, height, "yuv420p"
        audio = container.add_stream("aac", rate=SAMPLES, layout="mono")
        for number, rgb in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(rgb, format="rgb24")
            frame.pts, frame.time_base = number, 1 / RATE
            container.mux(video.encode(frame))
        container.mux(video.encode(None))
        sound = av.AudioFrame.from_ndarray(np.float32(tone / 4)[None], format="flt", layout="mono")
        sound.sample_rate, sound.pts, sound.time_base = SAMPLES, 0, Fraction(1, SAMPLES)
        container.mux(audio.encode(sound))
        container.mux(audio.encode(None))
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
    """Colours by how many frames of the scene there were before: what it knows of them matters."""

    key = "counter"

    def __init__(self) -> None:
        self._count = 0

    def look(self, rgb: Picture, place: int) -> None:
        """Do nothing."""

    def color(self, seen: Iterable[None]) -> Iterator[Float]:
        """Take one frame ahead, as others take some."""
        coming = chain(seen, [None])
        next(coming)
        for _ in coming:
            self._count += 1
            yield np.full((1, 1, 2), self._count % 50, np.float32)

    def save(self) -> State:
        return (np.array([self._count]),)

    def restore(self, state: State) -> None:
        self._count = int(state[0][0])


@dataclass(frozen=True)
class Crew:
    """Colours scenes in this process, by colorists without a model."""

    make: Callable[[], Colorist] = Counter
    slots: int = 1

    def color(self, order: Order, pieces: Pieces) -> Generator[int, None, None]:
        return color(order, pieces, self.make())


def color_film(
    film: Path,
    result: Path,
    tell: Tell = lambda _: None,
    controls: Controls | None = None,
    crew: Crew | None = None,
    **wanted: Any,
) -> Progress:
    """Colour a film as a command would."""
    job = Job(film=film, result=result, **wanted)
    return run(job, crew or Crew(), Registry(), controls or Controls(), tell)
