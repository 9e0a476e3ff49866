"""A film becomes upright RGB frames with their times, or one sentence."""

import subprocess
import sys

import av
import numpy as np
import psutil
import pytest
from films import RATE, draw, look, make
from PIL import Image

from studio.errors import FilmError
from studio.film import reader
from studio.film.clip import Reading, Span
from studio.film.index import Index

pytestmark = pytest.mark.process


def read(path, **wanted):
    frames = reader.frames(Reading(path=path, **wanted))
    return [frame for frame in frames if frame]


def test_frames_without_loss_are_read_bit_for_bit(tmp_path):
    pictures = draw(5)
    found = read(make(tmp_path / "film.mkv", pictures))
    assert all(np.array_equal(f.rgb, p) for f, p in zip(found, pictures, strict=True))


def test_times_are_each_frame_s_own(tmp_path):
    times = [120, 160, 290, 300, 1000]
    film = make(tmp_path / "film.mkv", draw(5), times)
    base = reader.inspect(film).time_base
    assert [round(frame.time * base * 1000) for frame in read(film)] == times


def test_a_part_has_the_frames_from_its_start_to_before_its_end(tmp_path):
    film = make(tmp_path / "film.mkv", draw(10))
    assert [frame.time for frame in read(film, span=Span(0.08, 0.2))] == [80, 120, 160]


def test_pictures_are_made_small_by_who_reads(tmp_path):
    film = make(tmp_path / "film.mkv", draw(2, (48, 64)))
    assert [frame.rgb.shape for frame in read(film, side=16)] == [(12, 16, 3)] * 2


H264 = {"codec_name": "libx264", "pix_fmt": "yuv420p"}
OPEN = {"options": {"bf": "3", "g": "24", "x264-params": "open-gop=1"}}
KINDS = {
    "pictures alone.mkv": {},
    "open groups.mp4": H264 | OPEN,
    "open groups.ts": H264 | OPEN,
    "halves.mp4": H264 | {"options": {"g": "24", "x264-params": "tff=1"}},
    "no times.avi": H264 | {"codec_name": "mpeg4", "options": {"bf": "2", "g": "12"}},
    "vp9.webm": H264 | {"codec_name": "libvpx-vp9", "options": {"g": "30"}},
}


@pytest.mark.parametrize("name", KINDS)
def test_a_frame_is_the_same_from_wherever_reading_begins(name, tmp_path):
    film = make(tmp_path / name, draw(120), **KINDS[name])
    check_seeking(film, [0, 61, 119], deinterlaces=name.startswith("halves"))


@pytest.mark.slow
def test_a_frame_of_every_format_is_the_same_from_wherever_reading_begins(shared):
    for path in sorted((shared / "data/film/formats").iterdir()):
        if path.name not in REFUSED:
            check_seeking(path, range(0, 200, 40))


def check_seeking(film, numbers, **wanted):
    """Compare frames that are sought with those read from the first of all on."""
    all_frames = read(film, **wanted)
    index = Index(reader.inspect(film), tuple(frame.time for frame in all_frames))
    for number in numbers:
        if number < len(all_frames):
            (found,) = reader.find(index, range(number, number + 1), **wanted)
            assert found.time == all_frames[number].time
            assert np.array_equal(found.rgb, all_frames[number].rgb), (film, number)


def test_reading_begins_shortly_before_a_part(tmp_path):
    film = make(tmp_path / "film.mkv", draw(250))
    frames = list(reader.frames(Reading(path=film, span=Span(8.0, 8.1))))
    assert len(frames) < 40


@pytest.mark.parametrize("times", [(0, 40, 90), (0, 80), (0, 40, 80, 120)])
def test_a_film_that_changed_since_it_was_looked_at_is_one_sentence(times, tmp_path):
    film = make(tmp_path / "film.mkv", draw(3))
    index = Index(reader.inspect(film), times)
    with pytest.raises(FilmError, match="changed"):
        list(reader.find(index, range(len(times))))


def test_odd_sizes_and_the_shape_of_pixels_are_kept(tmp_path):
    film = make(tmp_path / "film.mkv", draw(2, (31, 33)))
    clip = reader.inspect(film)
    assert (clip.width, clip.height, clip.rate) == (33, 31, RATE)


def test_halves_of_interlaced_pictures_are_noticed_and_joined(tmp_path):
    film = make(
        tmp_path / "film.mkv",
        draw(6),
        codec_name="libx264",
        pix_fmt="yuv420p",
        options={"x264-params": "tff=1"},
    )
    assert "interlaced" in reader.inspect(film).notes[0]
    assert len(read(film, deinterlaces=True)) == 6


def test_a_folder_of_numbered_pictures_is_a_film(tmp_path):
    for number, rgb in enumerate(draw(11)):
        Image.fromarray(rgb).save(tmp_path / f"frame{number}.png")
    found = read(tmp_path)
    assert [int(frame.rgb[0, 0, 0]) for frame in found] == [int(p[0, 0, 0]) for p in draw(11)]


BAD = {
    "nothing.mp4": b"",
    "text.mp4": b"no film at all\n" * 500,
    "list.m3u8": b"#EXTM3U\n#EXTINF:1,\nother.ts\n#EXT-X-ENDLIST\n",
    "list.mp4": b"ffconcat version 1.0\nfile 'other.mkv'\n",
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_film_gives_one_sentence(name, tmp_path):
    (tmp_path / name).write_bytes(BAD[name])
    with pytest.raises(FilmError, match=r"^Found .*, expected a film: .*\.$"):
        reader.inspect(tmp_path / name)


def test_no_file_gives_one_sentence(tmp_path):
    with pytest.raises(FilmError, match="No such file"):
        reader.inspect(tmp_path / "none.mp4")


def test_sound_alone_is_no_film(shared, tmp_path):
    path = tmp_path / "sound.mka"
    with (
        av.open(str(shared / "data/film/talk_with_sound.mp4")) as source,
        av.open(str(path), "w", format="matroska") as result,
    ):
        copy = result.add_stream_from_template(source.streams.audio[0])
        for packet in source.demux(audio=0):
            if packet.size:
                packet.stream = copy
                result.mux(packet)
    with pytest.raises(FilmError, match="without moving pictures"):
        reader.inspect(path)


def test_a_film_that_was_cut_short_says_how_far_it_goes(tmp_path):
    whole = make(tmp_path / "film.mkv", draw(100, (96, 96)))
    data = whole.read_bytes()
    whole.write_bytes(data[: len(data) // 2])
    with pytest.raises(FilmError, match=r"cut short after 1\.\d+ s.*--to 1\."):
        read(whole)


def copy_pictures(path, target, **settings):
    """Copy the pictures of a film, packet by packet."""
    with av.open(str(path)) as source, av.open(str(target), "w", **settings) as result:
        stream = result.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.size:
                packet.stream = stream
                result.mux(packet)
    return target


def test_an_encrypted_film_is_one_sentence(tmp_path):
    film = make(tmp_path / "film.mkv", draw(4), **H264)
    settings = {
        "encryption_scheme": "cenc-aes-ctr",
        "encryption_key": "00" * 16,
        "encryption_kid": "11" * 16,
    }
    closed = copy_pictures(film, tmp_path / "closed.mp4", container_options=settings)
    with pytest.raises(FilmError, match="encrypted"):
        read(closed)


def test_a_codec_that_nobody_knows_is_one_sentence(tmp_path):
    film = make(tmp_path / "film.mkv", draw(4), **H264)
    film.write_bytes(film.read_bytes().replace(b"V_MPEG4/ISO/AVC", b"V_MPEG9/ISO/XYZ"))
    with pytest.raises(FilmError, match="codec"):
        read(film)


def test_a_film_without_a_frame_is_one_sentence(tmp_path):
    film = tmp_path / "film.mkv"
    with av.open(str(film), "w") as container:
        container.add_stream("ffv1", rate=25, width=64, height=48, pix_fmt="bgr0")
        container.start_encoding()
    with pytest.raises(FilmError, match="is no film"):
        reader.inspect(film)


def test_a_film_whose_size_changes_is_one_sentence(tmp_path):
    film = tmp_path / "film.ts"
    parts = [make(tmp_path / f"{n}.ts", draw(9, (48, 64 + n)), **H264) for n in (0, 16)]
    film.write_bytes(b"".join(part.read_bytes() for part in parts))
    with pytest.raises(FilmError, match="80 x 48 pixels after those of 64 x 48"):
        read(film)


def test_high_dynamic_range_is_refused_with_its_reason(shared):
    with pytest.raises(FilmError, match=r"high dynamic range \(PQ\)"):
        reader.inspect(shared / "data/film/formats/testsrc2_hdr.mp4")


REFUSED = {"bt2020_10bit.mp4", "testsrc2_hdr.mp4", "corrupted.mp4", "README.md"}


@pytest.mark.slow
def test_every_format_gives_ffmpeg_s_own_pictures_at_their_times(shared):
    for path in sorted((shared / "data/film/formats").iterdir()):
        if path.name in REFUSED:
            with pytest.raises(FilmError):
                read(path)
            continue
        base = reader.inspect(path).time_base
        wanted = look(path)
        found = read(path)
        times = [float(frame.time * base) for frame in found]
        assert times == pytest.approx(wanted.times, abs=1e-3), path
        for frame, rgb in zip(found, wanted.pictures, strict=True):
            difference = frame.rgb.mean(-1) - rgb.mean(-1)
            assert np.abs(difference).mean() <= 1.5, path


def test_what_reads_films_imports_no_opencv():
    rooms = "decoding, encoding, joining"
    code = f"import sys; from studio.film.ffmpeg import {rooms}; print('cv2' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"


def test_what_colours_films_imports_no_ffmpeg():
    code = "import sys, studio.film.coloring, studio.film.jobs.run; print('av' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"


def test_a_refused_film_ends_no_process(tmp_path):
    (tmp_path / "film.mp4").write_bytes(b"Dear reader")
    film = make(tmp_path / "film.mkv", draw(2))
    reader.inspect(film)
    before = psutil.Process().children()
    with pytest.raises(FilmError, match="no film"):
        reader.inspect(tmp_path / "film.mp4")
    reader.inspect(film)
    assert psutil.Process().children() == before
