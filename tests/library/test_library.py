"""What `import studio` gives serves a script by itself, and is typed."""

import importlib.util
import threading
from pathlib import Path

import numpy as np
import pytest
from mypy import api
from pictures import encoded
from skimage import data

import studio
from studio import library

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("portrait.py")
GRAY = data.camera()


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("portrait", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def path(tmp_path) -> Path:
    (tmp_path / "gray.jpg").write_bytes(encoded(GRAY, "JPEG"))
    return tmp_path / "gray.jpg"


CHANGES = {  # what is added to the script, and how mypy calls the mistake
    "": "",
    "studio.open_photo(5)": "[arg-type]",
    "studio.Recipe(vivid=1)": "[call-arg]",
    'studio.render("a.jpg").colours': "[attr-defined]",
}


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    """What mypy says of each change, strictly; of all in one run, for most of it is the studio."""
    folder, names = tmp_path_factory.mktemp("scripts"), {}
    for index, change in enumerate(CHANGES):
        names[change] = f"portrait{index}.py"
        (folder / names[change]).write_text(f"{SCRIPT.read_text()}\n\n{change}\n")
    options = ["--strict", "--follow-imports=silent", f"--cache-dir={ROOT / '.mypy_cache/script'}"]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("MYPYPATH", str(ROOT))
        found, _, _ = api.run([*options, *names.values()])
    lines = found.splitlines()
    return {
        change: [line for line in lines if line.startswith(f"{name}:") and "error:" in line]
        for change, name in names.items()
    }


@pytest.mark.slow
@pytest.mark.parametrize(("change", "error"), CHANGES.items())
def test_a_script_is_checked_strictly(checked, change, error):
    assert len(checked[change]) == bool(error)
    assert all(error in line for line in checked[change])


@pytest.mark.slow
def test_a_script_runs_with_the_library_alone(script, path, tmp_path):
    assert script.color(str(path), str(tmp_path / "colour.png")) > 1
    assert studio.open_recipe(tmp_path / "colour.png").style == "Vivid"
    assert script.describe(str(path)) == ""
    assert script.describe(str(tmp_path / "no.jpg")).startswith("no file")


@pytest.mark.parametrize("name", studio.__all__)
def test_all_that_is_listed_is_there_and_explained(name):
    assert getattr(studio, name).__doc__


def test_what_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError):
        studio.colours  # noqa: B018


def test_calls_of_many_threads_share_one_memory():
    library._make_memory.cache_clear()
    found = []
    threads = [threading.Thread(target=lambda: found.append(library._share_memory()))
               for _ in range(8)]  # fmt: skip
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(memory) for memory in found}) == 1


def test_a_path_is_rendered_as_its_photo(path):
    assert np.array_equal(
        studio.render(path, side=64).rgb, studio.render(studio.open_photo(path), side=64).rgb
    )


@pytest.mark.parametrize("array", [GRAY, np.dstack([GRAY] * 3)])
def test_an_array_is_a_photo(array):
    photo = studio.from_array(array, "gray")
    assert (photo.name, photo.width, photo.height) == ("gray", 512, 512)
    assert np.array_equal(photo.rgb[..., 0], GRAY)
    assert np.ptp(studio.render(photo, side=64).rgb, axis=-1).max() > 10


def test_a_photo_of_an_array_keeps_its_pixels():
    array = GRAY.copy()
    photo = studio.from_array(array)
    array[:] = 0
    assert np.array_equal(photo.rgb[..., 0], GRAY)
    with pytest.raises(ValueError, match="read-only"):
        photo.rgb[0, 0] = 0


@pytest.mark.parametrize(
    "array", [GRAY / 255, GRAY[..., None], GRAY[0], np.dstack([GRAY] * 4), GRAY[:0], "gray.jpg"]
)
def test_an_array_of_another_kind_is_refused(array):
    with pytest.raises(studio.PhotoError, match="an array"):
        studio.from_array(array)


@pytest.mark.parametrize("photo", [GRAY, None, b"gray.jpg"])
def test_what_is_no_photo_is_refused_with_a_remedy(photo):
    with pytest.raises(studio.PhotoError, match="call open_photo with a path, or from_array"):
        studio.render(photo)


def test_what_is_no_recipe_is_refused_with_a_remedy(path):
    with pytest.raises(studio.RecipeError, match="make a Recipe, or call open_recipe"):
        studio.render(path, {"vividness": 0.5})


def test_equal_pictures_are_not_apart_and_others_are():
    picture = data.astronaut()
    assert studio.compare(picture, picture).mean == 0
    assert studio.compare(picture, 255 - picture).mean > 20


@pytest.mark.parametrize("other", [data.astronaut()[1:], data.camera(), "astronaut.png", None])
def test_pictures_that_cannot_be_compared_are_refused(other):
    with pytest.raises(studio.PhotoError, match="render both at one size"):
        studio.compare(data.astronaut(), other)
