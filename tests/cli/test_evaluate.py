"""`colorstudio evaluate hints`, with masks and without."""

import json

import pytest
import things as packs
from commands import invoke
from panning import pan
from PIL import Image
from skimage import data


@pytest.mark.slow
def test_how_far_hints_go_is_told_by_masks(tmp_path):
    pack, file = tmp_path / "pack", tmp_path / "figures.json"
    pack.mkdir()
    packs.write(pack, 2)
    result = invoke("evaluate", "hints", "--masks", pack, "--most", 1, "--json", file)
    assert result.exit_code == 0
    figures = json.loads(file.read_text())["masks of pack"]
    assert list(figures) == ["photo", "thing, own choice", "thing", "part"]
    for way, row in figures.items():
        assert row["things"] == 2
        told = next(line for line in result.stdout.splitlines() if f"within {way} " in line)
        assert f"{row['covered']:.2f}  " in told


@pytest.mark.slow
def test_without_masks_it_is_told_what_they_are_needed_for(tmp_path):
    Image.fromarray(data.astronaut()[::2, ::2]).save(tmp_path / "a.png")
    result = invoke("evaluate", "hints", tmp_path, "--engine", "compact")
    assert result.exit_code == 0
    assert "compact within thing, own choice" in result.stdout
    assert "measured where --masks holds" in result.stderr


def test_without_photos_and_masks_there_is_nothing_to_measure():
    assert invoke("evaluate", "hints").exit_code == 2


@pytest.mark.slow
def test_a_film_is_measured_in_four_ways(tmp_path):
    for number, frame in enumerate(pan(4, 4)):
        Image.fromarray(frame).save(tmp_path / f"{number:04}.png")
    file = tmp_path / "figures.json"
    result = invoke("evaluate", "film", tmp_path, "--json", file)
    assert result.exit_code == 0
    ways = json.loads(file.read_text())[tmp_path.name]
    assert list(ways) == ["frame by frame", "followed", "first given", "first and last given"]
    line = next(x for x in result.stdout.splitlines() if "first given" in x)
    assert f"{ways['first given']['psnr']:.2f}" in line


@pytest.mark.slow
def test_skin_and_pieces_are_measured_by_masks(tmp_path):
    for name, pixels in {"images": data.astronaut(), "masks": data.astronaut()[..., 0] * 0}.items():
        (tmp_path / name).mkdir()
        if name == "masks":
            pixels[20:220, 150:300] = 255
        Image.fromarray(pixels).save(tmp_path / name / "a.png")
    told = {}
    for command in ("skin", "pieces"):
        file = tmp_path / f"{command}.json"
        result = invoke("evaluate", command, tmp_path, "--model", "compact", "--json", file)
        assert result.exit_code == 0
        assert "compact Natural" in result.stdout
        told[command] = json.loads(file.read_text())
    assert told["skin"]["gray"]["all"]["unlike"] == 1
    assert told["skin"]["compact Natural"]["all"]["unlike"] < 1
    assert told["pieces"]["gray"]["things"]["found"] < 0.1
    assert told["pieces"]["compact Natural"]["things"]["found"] > 1
