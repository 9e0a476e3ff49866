import numpy as np
import pytest

from studio.color.lab import rgb_to_lab
from studio.errors import DataError
from studio.evaluate.scenes import Scene, open_people
from studio.evaluate.segmenters import (
    LOOSE_BOX,
    REDUCTION,
    loose_box,
    measure_people,
    measure_streets,
    reduction,
    take_colors,
)
from studio.models.classes import CAMVID, CAMVID_11, PEOPLE, UNSURE, VOC

NOTHING = len(CAMVID_11.names)


class Fixed:
    """Answers with the same labels, whatever it is shown."""

    def __init__(self, labels, classes):
        self.labels, self.classes = labels, classes

    def probabilities(self, rgb):
        return np.eye(len(self.classes.names), dtype=np.float32)[self.labels]


def scene(labels, seed=0):
    rgb = np.random.default_rng(seed).integers(0, 256, (*labels.shape, 3), np.uint8)
    return Scene(rgb, labels)


def street(seed):
    return np.random.default_rng(seed).integers(0, 11, (30, 40)).astype(np.uint8)


def person(top=10, left=20, height=20, width=10, shape=(60, 80)):
    mask = np.zeros(shape, np.uint8)
    mask[top : top + height, left : left + width] = 1
    return mask


def test_true_labels_are_perfect():
    figures = measure_streets([scene(street(0))], Fixed(street(0), CAMVID_11))
    assert figures == {**dict.fromkeys(CAMVID_11.names, 1.0), "mean": 1.0}


def test_overlap_is_that_of_sets_of_pixels_over_all_frames():
    truths, answer = [street(1), street(2)], street(3)
    figures = measure_streets([scene(t) for t in truths], Fixed(answer, CAMVID_11))
    for label, name in enumerate(CAMVID_11.names):
        both = sum(((t == label) & (answer == label)).sum() for t in truths)
        either = sum(((t == label) | (answer == label)).sum() for t in truths)
        assert figures[name] == pytest.approx(both / either)
    assert figures["mean"] == pytest.approx(np.mean([figures[n] for n in CAMVID_11.names]))


def test_void_is_not_counted():
    truth = street(0)
    truth[:15] = UNSURE
    answer = street(0)
    answer[:15] = 3
    assert measure_streets([scene(truth)], Fixed(answer, CAMVID_11))["mean"] == 1


def test_class_that_is_nowhere_is_not_in_the_mean():
    labels = np.zeros((8, 8), np.uint8)
    figures = measure_streets([scene(labels)], Fixed(labels, CAMVID_11))
    assert np.isnan(figures["car"])
    assert figures["mean"] == 1


def test_every_class_of_camvid_counts_as_one_of_the_11_but_void():
    counted = [name for names in REDUCTION.values() for name in names]
    assert sorted([*counted, "Void"]) == sorted(CAMVID.names)


def test_all_classes_of_camvid_are_reduced_before_they_are_compared():
    answer = np.array(CAMVID.labels(("SUVPickupTruck", "Truck_Bus", "Child", "Void")), np.uint8)
    car, pedestrian = CAMVID_11.labels(("car", "pedestrian"))
    truth = np.array([[car, car, pedestrian, pedestrian]], np.uint8)
    figures = measure_streets([scene(truth)], Fixed(answer[None], CAMVID))
    assert (figures["car"], figures["pedestrian"]) == (1, 0.5)


def test_own_classes_stand_for_themselves():
    assert reduction(CAMVID_11)[:NOTHING].tolist() == list(range(NOTHING))


def test_model_without_the_classes_of_streets_is_refused():
    with pytest.raises(DataError, match="a model without sky, "):
        measure_streets([], Fixed(None, VOC))


def test_scene_without_colours_keeps_its_lightness():
    before = scene(street(0))
    after = take_colors(before)
    assert np.ptp(after.rgb, axis=-1).max() <= 1
    assert np.abs(rgb_to_lab(after.rgb)[..., 0] - rgb_to_lab(before.rgb)[..., 0]).max() < 1


def test_mask_of_a_person_is_measured_at_the_size_of_the_picture():
    answer = person(shape=(60, 80))[::2, ::2]
    figures = measure_people([scene(person())], {"model": Fixed(answer, PEOPLE)})
    assert list(figures) == ["model", "model refined", LOOSE_BOX]
    assert figures["model"] == 1


def test_overlap_of_people_is_a_mean_over_pictures():
    scenes = [scene(person()), scene(person(width=20))]
    assert measure_people(scenes, {"model": Fixed(person(), PEOPLE)})["model"] == pytest.approx(
        0.75
    )


def test_loose_box_is_a_tenth_larger_on_each_side():
    box = loose_box(person())
    assert np.allclose((box.top, box.bottom), (8 / 60, 32 / 60))
    assert np.allclose((box.left, box.right), (19 / 80, 31 / 80))


def test_loose_box_ends_with_the_photo():
    box = loose_box(np.ones((5, 7), np.uint8))
    assert (box.left, box.top, box.right, box.bottom) == (0, 0, 1, 1)


def test_picture_of_nobody_is_refused():
    with pytest.raises(DataError, match="nobody"):
        measure_people([scene(np.zeros((9, 9), np.uint8))], {})


@pytest.mark.slow
def test_loose_box_finds_most_of_real_people(shared):
    scenes = open_people(shared / "data/people")[1][:2]
    assert 0.5 < measure_people(scenes, {})[LOOSE_BOX] < 1
