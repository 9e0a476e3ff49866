import numpy as np
import pytest
from PIL import Image

from studio.errors import DataError, PhotoError
from studio.evaluate.scenes import open_camvid, open_people
from studio.models.classes import UNSURE


def put(path, array):
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.asarray(array, np.uint8)).save(path)


@pytest.fixture
def folder(tmp_path):
    for index in range(11):
        put(tmp_path / f"images/{index:02}.png", np.full((4, 6, 3), index))
        put(tmp_path / f"masks/{index:02}.png", [[0, 255] * 3] * 4)
    return tmp_path


def test_every_fifth_picture_of_people_is_held_out(folder):
    learned, held_out = open_people(folder)
    assert [scene.rgb[0, 0, 0] for scene in held_out] == [0, 5, 10]
    assert [scene.rgb[0, 0, 0] for scene in learned] == [1, 2, 3, 4, 6, 7, 8, 9]


def test_white_of_a_mask_is_a_person(folder):
    assert open_people(folder)[0][0].labels.tolist() == [[0, 1] * 3] * 4


def test_void_of_camvid_is_unsure(tmp_path):
    put(tmp_path / "val/a.png", np.zeros((1, 3, 3)))
    put(tmp_path / "valannot/a.png", [[0, 10, 11]])
    (scene,) = open_camvid(tmp_path, "val")
    assert scene.labels.tolist() == [[0, 10, UNSURE]]


def test_picture_without_labels_is_named(folder):
    (folder / "masks/03.png").unlink()
    with pytest.raises(DataError, match=r"no labels of 03\.png"):
        open_people(folder)


def test_labels_of_another_size_are_refused(folder):
    put(folder / "masks/03.png", np.zeros((5, 6)))
    with pytest.raises(DataError, match=r"another size than 03\.png"):
        open_people(folder)


def test_unreadable_labels_are_refused(folder):
    (folder / "masks/03.png").write_bytes(b"no picture")
    with pytest.raises(PhotoError):
        open_people(folder)


def test_folder_without_pictures_is_refused(tmp_path):
    with pytest.raises(DataError, match="no photo"):
        open_camvid(tmp_path, "test")


@pytest.mark.slow
def test_camvid_is_read_whole(shared):
    scenes = open_camvid(shared / "data/camvid", "val")
    assert len(scenes) == 101
    assert {scene.labels.shape for scene in scenes} == {(360, 480)}
    assert {int(label) for x in scenes for label in np.unique(x.labels)} == {*range(11), UNSURE}
