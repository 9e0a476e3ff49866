from pathlib import Path

import numpy as np
import official as generated
import pytest

from studio.color.lab import lab_to_rgb, rgb_to_lab
from studio.models.caffe import HINT_SCALE, TAPS, Taps
from studio.models.registry import Registry

REFERENCE = Path(__file__).with_name("compact_reference.npz")


def photo(height, width):
    return np.random.default_rng(0).integers(0, 256, (height, width, 3), np.uint8)


def colored(colorizer, rgb, hint=None):
    return colorizer.color(colorizer.encode(rgb), hint)


@pytest.fixture(scope="module")
def zhang(official):
    model, folder = official
    return Registry({"zhang2016": model}, folder).colorizer("zhang2016")


@pytest.mark.slow
def test_logits_are_those_that_the_release_anneals(zhang, official):
    """OpenCV runs the same files, as far as the softmax after its scaling by 2.606."""
    dnn = pytest.importorskip("cv2").dnn
    if not hasattr(dnn, "readNetFromCaffe"):
        pytest.skip("OpenCV 5 has no Caffe importer")
    folder = official[1] / "zhang2016"
    net = dnn.readNetFromCaffe(
        str(folder / "colorization_deploy_v2.prototxt"),
        str(folder / "colorization_release_v2.caffemodel"),
    )
    net.getLayer("class8_ab").blobs = [np.zeros((2, 313, 1, 1), np.float32)]  # not in the file
    net.getLayer("conv8_313_rh").blobs = [np.ones((1, 313), np.float32)]
    seen = zhang.encode(photo(224, 224))
    net.setInput(seen)
    theirs = net.forward("conv8_313")
    ours = zhang.color(seen).logits
    assert np.abs(ours - theirs[0]).max() < 1e-5 * np.ptp(theirs)


def test_generated_topology_is_the_official_one(shared):
    """Every layer with weights, by name and by numbers of filters, against the released file."""
    text = (shared / "models/zhang2016/colorization_deploy_v2.prototxt").read_text()
    blocks = text.split("layer {")[1:]
    names = {b.split('name: "')[1].split('"')[0]: b for b in blocks if "num_output" in b}
    ours = [entry for entry in generated.CONVOLUTIONS if entry != "norm"]
    assert len(names) == len(ours) + 1  # and class8_ab
    for (name, block), (ours_name, filters, kernel, stride, _) in zip(
        names.items(), ours, strict=False
    ):
        assert name.removeprefix("bw_") == ours_name
        assert f"num_output: {filters}\n" in block
        assert f"kernel_size: {kernel}\n" in block
        assert (f"stride: {abs(stride)}\n" in block) == (abs(stride) > 1 or "stride: 1" in block)


@pytest.mark.parametrize(
    ("height", "width", "size"),
    [(500, 500, (256, 256)), (600, 900, (224, 320)), (1, 5000, (128, 512)), (1, 1, (256, 256))],
)
def test_compact_sees_the_photo_in_its_own_shape(compact, height, width, size):
    assert compact.size(height, width) == size


def test_logits_are_a_quarter_of_the_photo_and_colours_half(compact):
    prediction = colored(compact, photo(256, 192))
    assert prediction.logits.shape == (260, 64, 48)
    assert prediction.regressed.shape == (128, 96, 2)


def test_compact_answers_as_the_net_that_was_trained(compact):
    """Every sixth row and eighth column of what PyTorch said in float32, of the same input."""
    lightness = np.random.default_rng(0).normal(0, 20, (1, 1, 96, 128)).astype(np.float32)
    hint = np.zeros((96, 128, 3), np.float32)
    hint[40:46, 50:56] = (0.4, -0.2, 1)
    blobs = compact.encoder.run({"data_l": lightness}, TAPS)
    seen = Taps(dict(zip(TAPS, blobs, strict=True)))
    said, reference = compact.color(seen, hint * HINT_SCALE), np.load(REFERENCE)
    assert np.abs(said.logits[:, ::6, ::8] - reference["logits"]).max() < 0.02
    regressed = said.regressed[::6, ::8].transpose(2, 0, 1)
    assert np.abs(regressed - reference["regression"]).max() < 0.1  # ab units


def test_no_hint_is_an_empty_hint_map(compact):
    seen = compact.encode(photo(128, 128))
    empty = compact.color(seen, np.zeros((128, 128, 3), np.float32))
    assert np.array_equal(compact.color(seen).expected, empty.expected)


def test_hint_pulls_the_color_around_it(compact):
    seen = compact.encode(np.full((256, 256, 3), 128, np.uint8))
    hint = np.zeros((256, 256, 3), np.float32)
    hint[120:136, 120:136] = (60, 40, 1)
    change = compact.color(seen, hint).expected - compact.color(seen).expected
    assert (change[62:66, 62:66].mean((0, 1)) > 10).all()


def test_hints_leave_what_was_seen_as_it_was(compact):
    seen = compact.encode(photo(128, 128))
    before = {name: blob.copy() for name, blob in seen.blobs.items()}
    compact.color(seen, np.ones((128, 128, 3), np.float32))
    assert all(np.array_equal(seen.blobs[name], before[name]) for name in before)


def test_color_of_the_input_is_not_looked_at(compact):
    rgb = np.repeat(photo(128, 128)[..., :1], 3, 2)
    lab = rgb_to_lab(rgb)
    lab[..., 1:] = 5
    first, second = (colored(compact, x).expected for x in (rgb, lab_to_rgb(lab)))
    assert np.abs(first - second).mean() < 0.5


def test_the_net_that_ships_says_what_it_settles_on(compact):
    said = colored(compact, photo(128, 96))
    assert said.settled.shape == said.logits.shape
    assert np.abs(said.settled - said.logits).max() > 0.5
