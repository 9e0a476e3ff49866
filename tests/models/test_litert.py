import shutil
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from commands import invoke
from PIL import Image
from server import whole
from skimage import data

from studio.errors import UnknownModelError
from studio.models.classes import VOC
from studio.models.registry import Registry
from studio.segment.segmentation import from_probabilities

NAME = "deeplabv3-voc"
FILE = "deeplabv3_mnv2_pascal_quant.tflite"
PERSON = VOC.names.index("person")


@pytest.fixture(scope="module")
def folder(shared, tmp_path_factory):
    """A folder of weights into which the model was put by hand."""
    folder = tmp_path_factory.mktemp("weights")
    shutil.copy(shared / "models" / NAME / FILE, folder)
    return folder


@pytest.fixture(scope="module")
def deeplab(folder):
    return Registry(folder=folder).segmenter(NAME)


@pytest.fixture(scope="module")
def people(shared):
    """Twelve photos of people, spread over the set, and where the people are."""
    photos = sorted((shared / "data/people/images").iterdir())[::20]
    return [
        (
            np.asarray(Image.open(photo).convert("RGB")),
            np.asarray(Image.open(shared / f"data/people/masks/{photo.stem}.png")) > 127,
        )
        for photo in photos
    ]


def iou(deeplab, photo, truth):
    found = from_probabilities(deeplab.probabilities(photo), *truth.shape, VOC).labels == PERSON
    return (found & truth).sum() / (found | truth).sum()


@pytest.mark.slow
def test_people_are_found(deeplab, people):
    assert np.mean([iou(deeplab, photo, truth) for photo, truth in people]) > 0.8


@pytest.mark.slow
def test_people_are_found_in_gray(deeplab, people):
    gray = [(np.asarray(Image.fromarray(p).convert("L").convert("RGB")), t) for p, t in people]
    assert np.mean([iou(deeplab, photo, truth) for photo, truth in gray]) > 0.8


@pytest.mark.slow
@pytest.mark.parametrize(
    ("shape", "size"),
    [
        ((300, 400), (385, 513)),
        ((1, 1), (513, 513)),
        ((1, 3000), (1, 513)),
        ((900, 300), (513, 171)),
    ],
)
def test_map_is_the_photo_s_part_of_the_square(deeplab, shape, size):
    probabilities = deeplab.probabilities(np.zeros((*shape, 3), np.uint8))
    assert probabilities.shape == (*size, 21)
    assert probabilities.dtype == np.float32
    assert (probabilities.sum(-1) == 1).all()


@pytest.mark.slow
def test_threads_get_the_map_that_one_gets(deeplab, people):
    photos = [photo for photo, _ in people[:4]]
    expected = [deeplab.probabilities(photo) for photo in photos]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(deeplab.probabilities, photos * 3))
    assert all(np.array_equal(a, b) for a, b in zip(found, expected * 3, strict=True))


def test_real_file_is_installed_from_a_mirror_and_verified(shared, serve, weights_from):
    mirror = serve(whole, body=(shared / "models" / NAME / FILE).read_bytes())
    folder = weights_from(NAME, mirror.url)
    result = invoke("models", "install", NAME, "--weights", folder)
    assert (result.exit_code, result.stdout) == (0, f"{NAME} is ready.\n")
    result = invoke("models", "verify", "--weights", folder)
    assert (result.exit_code, result.stdout) == (0, f"{NAME}: whole.\n")


@pytest.fixture(scope="module")
def mobilenet(shared):
    return Registry(folder=shared / "models").extractor("mobilenetv2-imagenet")


def test_features_tell_a_cat_from_a_rocket_in_colour_and_in_gray(mobilenet):
    photos = {"cat": Image.fromarray(data.chelsea()), "rocket": Image.fromarray(data.rocket())}

    def apart(first, second):
        """How far two pictures are apart, each named by its photo and its mode."""
        (a, b) = (
            mobilenet.features(np.asarray(photos[name].convert(mode).convert("RGB")))
            for name, mode in (first, second)
        )
        return np.linalg.norm(a - b)

    assert mobilenet.features(data.chelsea()).shape == (1280,)
    for mode in ("RGB", "L"):
        assert apart(("cat", "L"), ("cat", "RGB")) < apart(("cat", mode), ("rocket", mode))


def test_a_segmenter_is_no_judge_of_realism(folder):
    with pytest.raises(UnknownModelError, match="segment"):
        Registry(folder=folder).extractor(NAME)
