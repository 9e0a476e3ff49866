import numpy as np
import pytest
from commands import invoke
from PIL import Image
from skimage import data

from studio.photo.writing import encoding
from studio.recipe.recipe import load
from studio.recipe.regions import Click, Picked

FACE, CORNER = "220,105", "500,10"


@pytest.fixture
def photo(tmp_path):
    """A woman, in gray."""
    Image.fromarray(data.astronaut()).convert("L").save(tmp_path / "astronaut.png")
    return tmp_path / "astronaut.png"


def mask(path):
    with Image.open(path) as image:
        return np.asarray(image.convert("L")) > 127


def test_the_thing_under_a_click_is_written_as_a_mask(photo, tmp_path):
    made = invoke("pick", photo, "--click", FACE, "--not", CORNER, "-o", tmp_path / "mask.png")
    assert made.exit_code == 0
    found = mask(tmp_path / "mask.png")
    assert found.shape == (512, 512)
    assert found[105, 220]
    assert not found[10, 500]


def test_the_border_of_a_mask_is_soft(photo, tmp_path):
    assert invoke("pick", photo, "--click", FACE, "-o", tmp_path / "mask.png").exit_code == 0
    with Image.open(tmp_path / "mask.png") as image:
        assert image.mode == "L"
        between = np.asarray(image)
    assert 0 < np.mean((between > 0) & (between < 255)) < 0.2


def test_what_a_box_holds_is_written_as_a_mask(photo, tmp_path):
    assert invoke("pick", photo, "--box", "150,20,300,200", "-o", tmp_path / "m.png").exit_code == 0
    assert mask(tmp_path / "m.png")[20:200, 150:300].any()


@pytest.mark.parametrize(
    "asked",
    [(), ("--click", "1"), ("--click", "a,b"), ("--box", "1,2,3"),
     ("--click", FACE, "--level", "crowd"), ("--not", CORNER)],
)  # fmt: skip
def test_what_points_at_nothing_is_wrong_usage(photo, tmp_path, asked):
    assert invoke("pick", photo, *asked, "-o", tmp_path / "mask.png").exit_code == 2
    assert not (tmp_path / "mask.png").exists()


@pytest.mark.parametrize("spot", ["600,10", "10,-1", "512,0"])
def test_a_spot_beside_the_photo_is_refused(photo, tmp_path, spot):
    made = invoke("pick", photo, "--click", spot, "-o", tmp_path / "mask.png")
    assert made.exit_code == 1
    assert "512 x 512" in made.stderr


def test_a_picker_that_is_not_installed_says_how_to_install_it(photo, tmp_path):
    asked = ("--click", FACE, "--model", "mobile-sam", "-o", tmp_path / "mask.png")
    made = invoke("pick", photo, *asked)
    assert made.exit_code == 1
    assert "colorstudio models install mobile-sam" in made.stderr.replace("\n", " ")
    assert not (tmp_path / "mask.png").exists()


def test_a_mask_never_replaces_the_photo(photo):
    before = photo.read_bytes()
    made = invoke("pick", photo, "--click", FACE, "-o", photo, "--overwrite")
    assert made.exit_code == 1
    assert photo.read_bytes() == before


@pytest.mark.slow
def test_what_is_picked_is_tinted_and_kept_in_the_recipe(photo, tmp_path):
    out = tmp_path / "out.png"
    asked = ("--region", f"pick:{FACE}", "--color", "#2e86c1", "-o", out)
    assert invoke("tint", photo, *asked).exit_code == 0
    invoke("pick", photo, "--click", FACE, "-o", tmp_path / "mask.png")
    with Image.open(out) as image:
        tinted = np.ptp(np.asarray(image.convert("RGB")), axis=-1) > 0
    with Image.open(tmp_path / "mask.png") as image:
        assert not tinted[np.asarray(image) == 0].any()
    assert tinted[105, 220]
    (edit,) = load(encoding.embedded_recipe(out.read_bytes())).recipe.regions.edits
    assert edit.where == Picked(model="pick-compact", clicks=(Click(220.5 / 512, 105.5 / 512),))
