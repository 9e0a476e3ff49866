"""Pieces are joined to a film of the same frames at the same times, with its sound."""

from fractions import Fraction

import av
import numpy as np
import pytest
from films import Crew, color_film, draw, look, make
from PIL import Image

from studio.color.lab import lightness
from studio.errors import OutputError
from studio.film.clip import Span
from studio.film.coloring import AsItIs

pytestmark = pytest.mark.process
CHAPTERS = [(0, 80, "Grain"), (80, 200, "Flour")]  # milliseconds, and what they are called


def chapter(start, end, title):
    base = Fraction(1, 1000)
    return {
        "id": start,
        "start": start,
        "end": end,
        "time_base": base,
        "metadata": {"title": title},
    }


def times(chapter):
    start, end = (int(chapter[side] * chapter["time_base"] * 1000) for side in ("start", "end"))
    return start, end, chapter["metadata"]["title"]


def convert(film, result, **wanted):
    color_film(film, result, crew=Crew(AsItIs), **wanted)
    return result


def test_ffv1_is_without_loss(tmp_path):
    pictures = draw(4, (31, 33))
    result = convert(make(tmp_path / "film.mkv", pictures), tmp_path / "result.mkv")
    assert all(map(np.array_equal, look(result).pictures, pictures))


@pytest.mark.parametrize("ending", [".mp4", ".mov", ".webm"])
@pytest.mark.parametrize("size", [(48, 64), (47, 63)])
def test_each_format_keeps_sizes_times_and_lightness(ending, size, tmp_path):
    times = [0, 40, 130, 170, 1000]
    pictures = draw(5, size)
    film = make(tmp_path / "film.mkv", pictures, times)
    found = look(convert(film, tmp_path / f"result{ending}"))
    assert found.times == pytest.approx([time / 1000 for time in times], abs=1e-3)
    for rgb, given in zip(found.pictures, pictures, strict=True):
        assert rgb.shape == given.shape
        assert np.abs(lightness(np.ascontiguousarray(rgb)) - lightness(given)).mean() < 1


def test_a_film_becomes_numbered_pictures_that_say_that_they_are_colorized(tmp_path):
    pictures = draw(3)
    folder = convert(make(tmp_path / "film.mkv", pictures), tmp_path / "result")
    opened = [Image.open(path) for path in sorted(folder.iterdir())]
    assert all(np.array_equal(p, q) for p, q in zip(opened, pictures, strict=True))
    assert opened[0].info["Description"].startswith("Colorized")


def test_numbered_pictures_become_a_film(tmp_path):
    folder = tmp_path / "film"
    folder.mkdir()
    for number, rgb in enumerate(draw(3)):
        Image.fromarray(rgb).save(folder / f"{number}.png")
    found = look(convert(folder, tmp_path / "result.mkv"))
    assert all(map(np.array_equal, found.pictures, draw(3)))
    assert found.times == pytest.approx([0, 1 / 24, 2 / 24], abs=1e-3)


def test_a_part_begins_at_0(tmp_path):
    film = make(tmp_path / "film.mkv", draw(10))
    found = look(convert(film, tmp_path / "part.mp4", span=Span(0.1, 0.25)))
    assert found.times == pytest.approx([0, 0.04, 0.08, 0.12], abs=1e-3)


def test_chapters_and_metadata_are_kept_and_colorized_is_said(tmp_path):
    film = tmp_path / "film.mkv"
    make(tmp_path / "plain.mkv", draw(5))
    with av.open(str(tmp_path / "plain.mkv")) as source, av.open(str(film), "w") as copy:
        stream = copy.add_stream_from_template(source.streams.video[0])
        copy.metadata.update(title="The Mill", comment="from the attic")
        copy.set_chapters([chapter(*one) for one in CHAPTERS])
        for packet in source.demux(video=0):
            if packet.size:
                packet.stream = stream
                copy.mux(packet)
    result = convert(film, tmp_path / "result.mp4")
    metadata = look(result).metadata
    assert metadata["title"] == "The Mill"
    assert metadata["comment"].startswith("from the attic; Colorized")
    with av.open(str(result)) as container:
        found = container.chapters()
    assert [times(chapter) for chapter in found] == CHAPTERS


@pytest.mark.slow
@pytest.mark.parametrize("name", ["talk_with_sound.mp4", "pancake_with_sound.mkv"])
@pytest.mark.parametrize("ending", [".mp4", ".mkv"])
def test_sound_is_copied_packet_by_packet(name, ending, shared, tmp_path):
    film = shared / "data/film" / name
    wanted = look(film)
    found = look(convert(film, tmp_path / f"result{ending}"))
    assert [data for _, data in found.sound] == [data for _, data in wanted.sound]
    assert len(found.times) == len(wanted.times)
    moved = wanted.sound[0][0] - found.sound[0][0]
    for time, before in zip(found.times, wanted.times, strict=True):
        assert time + moved == pytest.approx(before, abs=1e-3)


def test_sound_that_a_format_does_not_hold_is_said_before_the_work(shared, tmp_path):
    with pytest.raises(OutputError, match="WebM does not hold"):
        convert(shared / "data/film/talk_with_sound.mp4", tmp_path / "result.webm")


def test_nothing_is_written_over(tmp_path):
    film = make(tmp_path / "film.mkv", draw(2))
    (tmp_path / "result.mp4").write_bytes(b"mine")
    with pytest.raises(OutputError, match="overwrit"):
        convert(film, tmp_path / "result.mp4")
    assert (tmp_path / "result.mp4").read_bytes() == b"mine"
    convert(film, tmp_path / "result.mp4", existing="replace")
    assert len(look(tmp_path / "result.mp4").times) == 2


def test_the_film_itself_is_never_replaced(tmp_path):
    film = make(tmp_path / "film.mkv", draw(2))
    with pytest.raises(OutputError, match="original"):
        convert(film, film, existing="replace")


@pytest.fixture
def subtitled(tmp_path):
    """A film with three subtitles."""
    film = tmp_path / "subtitled.mkv"
    make(tmp_path / "plain.mkv", draw(30))
    with av.open(str(tmp_path / "plain.mkv")) as source, av.open(str(film), "w") as copy:
        stream = copy.add_stream_from_template(source.streams.video[0])
        subtitles = copy.add_mux_stream("subrip")
        subtitles.time_base = Fraction(1, 1000)
        subtitles.metadata["language"] = "ger"
        for time in (0, 300, 600):
            packet = av.Packet(f"Zeile {time}".encode())
            packet.stream = subtitles
            packet.time_base = Fraction(1, 1000)
            packet.pts = packet.dts = time
            packet.duration = 200
            copy.mux(packet)
        for packet in source.demux(video=0):
            if packet.size:
                packet.stream = stream
                copy.mux(packet)
    return film


def test_subtitles_are_copied_with_their_language(subtitled, tmp_path):
    with av.open(str(convert(subtitled, tmp_path / "result.mkv"))) as container:
        (stream,) = container.streams.subtitles
        packets = [(p.pts, bytes(p)) for p in container.demux(stream) if p.size]
    assert stream.language == "ger"
    assert packets == [(time, f"Zeile {time}".encode()) for time in (0, 300, 600)]


def test_subtitles_that_a_format_does_not_hold_are_said_before_the_work(subtitled, tmp_path):
    with pytest.raises(OutputError, match="subtitles of a kind that MP4"):
        convert(subtitled, tmp_path / "result.mp4")


@pytest.fixture
def timed(tmp_path):
    """A film with a timecode."""
    path = tmp_path / "timed.mov"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("prores_ks", rate=25, width=64, height=48)
        stream.pix_fmt = "yuv422p10le"
        container.metadata["timecode"] = "01:02:03:04"
        for number, rgb in enumerate(draw(10)):
            frame = av.VideoFrame.from_ndarray(rgb, format="rgb24").reformat(format=stream.pix_fmt)
            frame.pts, frame.time_base = number, Fraction(1, 25)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


@pytest.mark.parametrize("ending", [".mov", ".mp4"])
def test_the_timecode_is_kept(ending, timed, tmp_path):
    with av.open(str(convert(timed, tmp_path / f"result{ending}"))) as container:
        assert container.streams.video[0].metadata["timecode"] == "01:02:03:04"


def test_that_a_part_has_no_timecode_is_noted(timed, tmp_path):
    part = color_film(timed, tmp_path / "part.mov", crew=Crew(AsItIs), span=Span(0.1))
    assert "timecode" in part.clip.notes[0]


@pytest.fixture
def attached(tmp_path):
    """A film with a font for its subtitles."""
    path = tmp_path / "attached.mkv"
    make(tmp_path / "plain.mkv", draw(5))
    with av.open(str(tmp_path / "plain.mkv")) as source, av.open(str(path), "w") as copy:
        stream = copy.add_stream_from_template(source.streams.video[0])
        copy.add_attachment("hand.ttf", "font/ttf", b"a font")
        for packet in source.demux(video=0):
            if packet.size:
                packet.stream = stream
                copy.mux(packet)
    return path


def test_fonts_go_along_where_the_format_holds_them(attached, tmp_path):
    with av.open(str(convert(attached, tmp_path / "result.mkv"))) as container:
        (font,) = container.streams.attachments
        assert (font.mimetype, font.data) == ("font/ttf", b"a font")


def test_fonts_that_a_format_does_not_hold_are_noted(attached, tmp_path):
    result = color_film(attached, tmp_path / "result.mp4", crew=Crew(AsItIs))
    assert "fonts" in result.clip.notes[0]
