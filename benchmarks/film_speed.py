"""How quickly a film is coloured, and in how much memory.

    python -m benchmarks.film_speed FILM [--height 1080] [--frames 200] [--key] [--workers 1]

The film is scaled and played to and fro until it has so many frames, and coloured by the command.
Beside its seconds a frame stand those of one pass of the net's encoder and one of its decoder,
measured before and after. `--key` gives the true first frame. Memory is of all processes together:
their own, and their shares of what they share.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import chain, cycle, islice
from pathlib import Path

import psutil

COMMAND = ("-c", "from studio.cli.main import app; app()", "film")
SAMPLE_S = 0.2  # between two looks at memory
PASSES = 15
PREPARE = "from benchmarks.film_speed import prepare; import sys; prepare(*sys.argv[1:])"
PASS = "from benchmarks.film_speed import time_pass; import sys; print(time_pass(sys.argv[1]))"


def prepare(film: str, height: str, frames: str, folder: str) -> None:
    """Write a film of so many frames, and its first frame as a picture: imports FFmpeg alone."""
    import av

    with av.open(film) as source:
        pictures = [frame.reformat(format="yuv420p") for frame in source.decode(video=0)]
    scale = int(height) / pictures[0].height if int(height) else 1.0
    size = [2 * round(side * scale / 2) for side in (pictures[0].width, pictures[0].height)]
    both_ways = cycle(chain(pictures, pictures[-2:0:-1]))
    with av.open(f"{folder}/film.mp4", "w") as result:
        stream = result.add_stream("libx264", rate=25, options={"crf": "18", "preset": "veryfast"})
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        for number, picture in enumerate(islice(both_ways, int(frames) or len(pictures))):
            frame = picture.reformat(width=size[0], height=size[1])
            frame.pts, frame.time_base = number, 1 / stream.average_rate
            result.mux(stream.encode(frame))
            if number == 0:
                frame.to_image().save(f"{folder}/first.png")
        result.mux(stream.encode(None))


def time_pass(picture: str) -> float:
    """Return the seconds of one pass of the net's encoder and one of its decoder."""
    from studio.color.sizes import resize_picture
    from studio.models.registry import Registry
    from studio.photo import photo

    rgb = photo.open_file(picture).rgb
    net = Registry().comparer()
    small = resize_picture(rgb, *net.size(*rgb.shape[:2]))
    seconds = []
    for _ in range(PASSES):
        begun = time.perf_counter()
        net.color(net.encode(small))
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds)


def measure_memory(process: psutil.Process) -> dict[int, int]:
    """Return the bytes of a process and of all that it began."""
    held = {}
    for one in [process, *process.children(recursive=True)]:
        try:
            info = one.memory_full_info()
        except psutil.Error:
            continue
        held[one.pid] = getattr(info, "pss", info.uss)
    return held


def run(arguments: Sequence[str]) -> tuple[float, float, int, str]:
    """Run the command; return its seconds, those of the cores, peak memory, and what it says."""
    begun = time.perf_counter()
    cores = os.times()
    with subprocess.Popen(
        [sys.executable, *COMMAND, *arguments], stdout=subprocess.PIPE, text=True
    ) as process:
        peak = 0
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            peak = max(peak, sum(measure_memory(watched).values()))
            time.sleep(SAMPLE_S)
        said = process.stdout.read() if process.stdout else ""
    after = os.times()
    busy = (after.children_user + after.children_system) - (
        cores.children_user + cores.children_system
    )
    return time.perf_counter() - begun, busy, peak, said.strip()


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("film", type=Path)
    parser.add_argument("--height", type=int, default=0)
    parser.add_argument("--frames", type=int, default=0)
    parser.add_argument("--key", action="store_true")
    parser.add_argument("--workers", default="1")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:

        def ask(code: str, *arguments: object) -> str:
            command = [sys.executable, "-c", code, *map(str, arguments)]
            return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout

        ask(PREPARE, given.film, given.height, given.frames, folder)
        first = f"{folder}/first.png"
        key = ["--key", f"0={first}"] if given.key else []
        before = float(ask(PASS, first))
        out = f"{folder}/result.mp4"
        seconds, busy, peak, said = run(
            [f"{folder}/film.mp4", "-o", out, "--workers", given.workers, *key]
        )
        passed = statistics.mean([before, float(ask(PASS, first))])
        count = int(said.split()[0].replace(",", ""))
        print(said)
        print(f"{count / seconds:.2f} frames a second in all, load {os.getloadavg()[0]:.1f}")
        print(
            f"{seconds / count * 1000:.0f} ms a frame ({busy / count * 1000:.0f} ms of the cores), "
            f"{seconds / count / passed:.2f} passes of {passed * 1000:.0f} ms"
        )
        print(f"{peak / 2**20:.0f} MB at most")


if __name__ == "__main__":
    main()
