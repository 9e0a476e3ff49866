import numpy as np
import pytest
from commands import invoke, place_weights
from PIL import Image

from studio.color.lab import hex_to_ab, rgb_to_lab
from studio.models.classes import VOC
from studio.photo import mask_files, samples
from studio.photo.photo import open_file
from studio.photo.writing import encoding
from studio.recipe.recipe import load
from studio.recipe.regions import Drawn, Foreground, OfClasses
from studio.segment.masks import grow

BLUE = "#2e86c1"
PERSON = VOC.names.index("person")


@pytest.fixture
def photo(shared, tmp_path):
    """A person, in gray."""
    source = sorted((shared / "data/people/images").iterdir())[0]
    Image.open(source).convert("L").save(tmp_path / "person.png")
    return tmp_path / "person.png"


@pytest.fixture
def disc(photo, tmp_path):
    """A mask, its file and its pixels."""
    height, width = open_file(photo).rgb.shape[:2]
    y, x = np.ogrid[:height, :width]
    mask = np.hypot(y - height / 2, x - width / 2) < height / 4
    (tmp_path / "mask.png").write_bytes(mask_files.encode(mask))
    return tmp_path / "mask.png", mask


REACH = 0.03  # of the longer side: how far a soft border goes


def changed(before, after):
    return (open_file(before).rgb != open_file(after).rgb).any(-1)


def recipe(path):
    return load(encoding.embedded_recipe(path.read_bytes())).recipe


@pytest.mark.slow
def test_background_alone_is_tinted_and_keeps_its_lightness(run, photo, tmp_path):
    out = tmp_path / "out.png"
    assert run("tint", photo, "--region", "background", "--color", BLUE, "-o", out).exit_code == 0
    run("segment", photo, "-o", tmp_path)
    background = np.asarray(Image.open(tmp_path / "person_classes.png")) != PERSON
    region = grow(background, REACH)
    before, after = (rgb_to_lab(open_file(path).rgb) for path in (photo, out))
    assert 0 < np.count_nonzero(region) < region.size
    assert np.count_nonzero(changed(photo, out) & ~region) == 0
    assert np.abs(after - before)[region, 0].mean() < 1
    assert_hue(after[grow(background, -REACH)])
    (edit,) = recipe(out).regions.edits
    assert (edit.where, edit.inverted) == (Foreground("deeplabv3-voc"), True)


def assert_hue(lab):
    """Assert that pixels have the hue of BLUE, where they are neither black nor white."""
    a, b = lab[(lab[:, 0] > 20) & (lab[:, 0] < 80), 1:].T
    wanted = hex_to_ab(BLUE)
    turned = np.arctan2(b, a) - np.arctan2(wanted[1], wanted[0])
    assert len(a)
    assert np.degrees(np.abs(np.angle(np.exp(1j * turned)))).mean() < 3


@pytest.mark.slow
def test_foreground_and_background_share_the_photo(run, photo, tmp_path):
    parts = []
    for region in ("foreground", "background"):
        out = tmp_path / f"{region}.png"
        run("tint", photo, "--region", region, "--color", BLUE, "-o", out)
        parts.append(changed(photo, out))
    assert (parts[0] & parts[1]).mean() < 0.1  # along their soft border
    assert (parts[0] | parts[1]).mean() > 0.9  # what is black or white stays so


@pytest.mark.slow
def test_class_is_tinted_by_its_name(run, photo, tmp_path):
    for name, region in (("a.png", "class:Person, cat"), ("b.png", "foreground")):
        run("tint", photo, "--region", region, "--color", BLUE, "-o", tmp_path / name)
    assert not changed(tmp_path / "a.png", tmp_path / "b.png").any()
    where = recipe(tmp_path / "a.png").regions.edits[0].where
    assert where == OfClasses("deeplabv3-voc", ("Person", "cat"))


def test_mask_needs_no_model(photo, disc, tmp_path, monkeypatch):
    place_weights(tmp_path / "none", monkeypatch)
    file, mask = disc
    out = tmp_path / "out.png"
    assert (
        invoke("tint", photo, "--region", f"mask:{file}", "--color", BLUE, "-o", out).exit_code == 0
    )
    assert not (changed(photo, out) & ~mask).any()
    assert (changed(photo, out) & mask).sum() > 0.9 * mask.sum()


def test_inverted_region_is_all_else(photo, disc, tmp_path):
    file, mask = disc
    out = tmp_path / "out.png"
    region = ("--region", f"mask:{file}", "--invert")
    assert invoke("tint", photo, *region, "--color", BLUE, "-o", out).exit_code == 0
    assert not (changed(photo, out) & mask).any()
    assert changed(photo, out).any()


def test_feather_stays_inside_and_growth_goes_beyond(photo, disc, tmp_path):
    file, mask = disc
    areas = {}
    for name, *options in (("soft", "--feather", 0.1), ("grown", "--grow", 0.05)):
        out = tmp_path / f"{name}.png"
        region = ("--region", f"mask:{file}", *options)
        assert invoke("tint", photo, *region, "--color", BLUE, "-o", out).exit_code == 0
        areas[name] = changed(photo, out)
    assert not (areas["soft"] & ~mask).any()
    assert (areas["grown"] & ~mask).any()


def test_no_strength_takes_the_colour_away(photo, disc, tmp_path):
    file, mask = disc
    blue, out = tmp_path / "blue.png", tmp_path / "out.png"
    Image.new("RGB", mask.shape[::-1], BLUE).save(blue)
    options = ("--region", f"mask:{file}", "--color", "#ff0000", "--strength", 0, "-o", out)
    assert invoke("tint", blue, *options).exit_code == 0
    spread = np.ptp(open_file(out).rgb, axis=-1)
    assert spread[mask].max() <= 1
    assert spread[~mask].min() > 100


@pytest.mark.slow
def test_refined_region_is_kept_in_the_recipe_as_a_mask(run, photo, tmp_path):
    out = tmp_path / "out.png"
    options = ("--region", "background", "--refine", "--color", BLUE, "-o", out)
    assert run("tint", photo, *options).exit_code == 0
    (edit,) = recipe(out).regions.edits
    assert (type(edit.where), edit.inverted) == (Drawn, True)
    inside = mask_files.unpack(edit.where.mask)
    assert 0 < np.count_nonzero((inside > 0) & (inside < 255)) < 0.2 * inside.size
    assert not (changed(photo, out) & (inside == 255)).any()


def test_result_of_a_lossy_format_says_what_is_lost(photo, disc, tmp_path):
    options = ("--region", f"mask:{disc[0]}", "--color", BLUE)
    result = invoke("tint", photo, *options, "-o", tmp_path / "out.jpg")
    assert result.exit_code == 0
    assert "Only PNG" in result.stderr
    assert not invoke("tint", photo, *options, "-o", tmp_path / "out.png").stderr


@pytest.mark.slow
@pytest.mark.parametrize("region", ["foreground", "background", "class:person,sofa"])
def test_photo_without_anybody_is_told_in_one_sentence(run, tmp_path, region):
    photo, out = tmp_path / "empty.png", tmp_path / "out.png"
    Image.new("L", (60, 40), 128).save(photo)
    result = run("tint", photo, "--region", region, "--color", BLUE, "-o", out)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{photo}: Found no person")
    assert result.stderr.count("\n") == 1
    assert not out.exists()


def test_nothing_is_overwritten_unasked(photo, disc, tmp_path):
    out = tmp_path / "out.png"
    out.write_bytes(b"mine")
    options = ("--region", f"mask:{disc[0]}", "--color", BLUE, "-o", out)
    assert invoke("tint", photo, *options).exit_code == 1
    assert out.read_bytes() == b"mine"
    assert invoke("tint", photo, *options, "--overwrite").exit_code == 0


@pytest.mark.parametrize("content", [None, b"", b"no picture"])
def test_bad_mask_is_named(photo, tmp_path, content):
    mask = tmp_path / "mask.png"
    if content is not None:
        mask.write_bytes(content)
    options = ("--region", f"mask:{mask}", "--color", BLUE, "-o", tmp_path / "out.png")
    result = invoke("tint", photo, *options)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{mask}: Found ")


def test_bad_photo_is_named(disc, tmp_path):
    options = ("--region", f"mask:{disc[0]}", "--color", BLUE, "-o", tmp_path / "out.png")
    result = invoke("tint", tmp_path / "none.png", *options)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{tmp_path / 'none.png'}: Found no file of that name")


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--region", "class:unicorn"),
        ("--region", "class:"),
        ("--region", "mask:"),
        ("--region", "foreground:person"),
        ("--region", "sky"),
        ("--color", "bluish"),
        ("--color", "#12345"),
        ("--strength", "3"),
        ("--feather", "1"),
        ("--grow", "-1"),
        ("--out", "out.gif"),
    ],
)
def test_wrong_usage_exits_with_2(run, photo, tmp_path, option, value):
    options = {"--region": "foreground", "--color": BLUE, "--out": str(tmp_path / "out.png")}
    arguments = [part for pair in {**options, option: value}.items() for part in pair]
    result = run("tint", photo, *arguments)
    assert result.exit_code == 2
    assert option in result.stderr
    assert not (tmp_path / "out.png").exists()


@pytest.mark.slow
def test_the_foreground_of_a_portrait_is_the_person(tmp_path):
    (tmp_path / "a.png").write_bytes(samples.read(samples.SAMPLES[1]))
    out = tmp_path / "out.png"
    asked = ("--region", "foreground", "--color", BLUE, "-o", out)
    assert invoke("tint", tmp_path / "a.png", *asked).exit_code == 0
    (edit,) = recipe(out).regions.edits
    assert edit.where == Foreground("people-compact")
