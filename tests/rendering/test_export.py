import numpy as np
import pytest
from pictures import encoded, noise

import studio
from studio.errors import OutputError
from studio.photo import photo
from studio.recipe.recipe_reader import open_file
from studio.rendering.export import save
from studio.rendering.render import render

RECIPE = studio.Recipe(vividness=0.3)


@pytest.fixture(scope="module")
def source():
    return photo.read(encoded(noise(40, 60), "PNG"), "a.png")


@pytest.fixture(scope="module")
def rendering(source):
    return render(source, RECIPE, studio.Registry())


def test_a_png_is_the_rendering_and_carries_the_recipe(rendering, tmp_path):
    save(rendering, str(tmp_path / "out.png"))
    assert np.array_equal(studio.open_photo(tmp_path / "out.png").rgb, rendering.rgb)
    saved = open_file(tmp_path / "out.png")
    assert (saved.recipe, saved.photo) == (RECIPE, rendering.photo.sha256)


def test_the_ending_tells_the_format(rendering, tmp_path):
    save(rendering, tmp_path / "out.JPEG")
    assert studio.open_photo(tmp_path / "out.JPEG").format == "JPEG"


def test_a_file_is_replaced_only_where_that_is_asked_for(rendering, tmp_path):
    (tmp_path / "out.png").write_bytes(b"mine")
    with pytest.raises(OutputError, match="a file of that name"):
        save(rendering, tmp_path / "out.png")
    assert (tmp_path / "out.png").read_bytes() == b"mine"
    save(rendering, tmp_path / "out.png", overwrite=True)
    assert open_file(tmp_path / "out.png").recipe == RECIPE


@pytest.mark.parametrize("name", ["out.gif", "out", "none/out.png"])
def test_a_name_that_cannot_be_written_is_refused_and_nothing_is_left(rendering, tmp_path, name):
    with pytest.raises(OutputError):
        save(rendering, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_preview_is_not_saved_as_the_photo(source, tmp_path):
    with pytest.raises(OutputError, match="a preview of 30 x 20 pixels"):
        save(render(source, RECIPE, studio.Registry(), side=30), tmp_path / "out.png")
