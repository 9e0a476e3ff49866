"""From photos to a model that the studio runs, by the command line."""

import re
import shlex
from pathlib import Path

import keras
import numpy as np
from commands import invoke
from PIL import Image
from skimage import data

from studio.models import caffe_reader, catalog
from studio.models.registry import Registry
from studio.training import reports
from studio.training.nets.baseline import encoder_decoder
from studio.training.nets.compact import LIGHTNESS_SCALE, REGRESSION_SCALE


def test_training_learns_exports_measures_and_goes_on(photos, tmp_path):
    run = tmp_path / "run"
    arguments = ["train", "encoder-decoder", "--data", photos, "--validation", photos, "-o", run]
    first = invoke(*arguments, "--minutes", 0.1)
    assert first.exit_code == 0, first.output
    assert re.search(r"^\d:\d\d of 0:06  loss \d+  PSNR \d\d\.\d\d$", first.output, re.MULTILINE)
    names = {p.name for p in run.iterdir()}
    assert names == {
        "checkpoint.npz", "loss.csv", "validation.csv", "curves.png", "samples.png",
        "encoder-decoder.prototxt", "encoder-decoder.caffemodel", "catalog.json", "MODEL_CARD.md",
    }  # fmt: skip
    assert "| constant |" in (run / "MODEL_CARD.md").read_text()
    curves = {name: reports.read(run / f"{name}.csv") for name in ("loss", "validation")}
    assert [list(table) for table in curves.values()] == [["seconds", "loss"], ["seconds", "PSNR"]]
    assert np.isfinite(curves["loss"]["loss"]).all()
    colorizer = Registry(catalog.read(run / "catalog.json"), run).colorizer("encoder-decoder")
    seen = colorizer.encode(data.coffee()[:128, :128])
    assert colorizer.color(seen).expected.shape == (128, 128, 2)
    picture = photos / "gray.jpg"
    shown = invoke("predict", "--input", picture, "--run", run, "-o", tmp_path / "shown.png")
    assert shown.exit_code == 0, shown.output
    with Image.open(tmp_path / "shown.png") as colored:
        assert colored.size == data.camera().shape
    second = invoke(*arguments, "--minutes", 0.15)
    assert second.exit_code == 0, second.output
    used = reports.read(run / "loss.csv")["seconds"]
    assert used == sorted(used)
    assert used[-1] >= 9


def test_a_run_without_photos_to_validate_on_holds_some_out_and_its_card_repeats_it(
    photos, tmp_path
):
    run = tmp_path / "a run"
    done = invoke("train", "encoder-decoder", "--data", photos, "-o", run, "--minutes", 0.1)
    assert done.exit_code == 0, done.output
    card = (run / "MODEL_CARD.md").read_text()
    assert "held out, 1 photos" in card
    assert f"- {photos.name}: 3 photos" in card
    name, *words = shlex.split(re.search(r"```sh\n(.*)\n```", card)[1])
    assert name == "colorstudio"
    again = invoke(*words)
    assert again.exit_code == 0, again.output


def test_compact_net_is_trained_and_takes_hints(photos, tmp_path):
    run = tmp_path / "run"
    result = invoke(
        "train", "compact", "--data", photos, "--validation", photos, "-o", run,
        "--minutes", 0.01, "--batch", 1,
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    entry = catalog.read(run / "catalog.json")["compact"]
    assert entry.hints
    assert [f.name.split(".")[0] for f in entry.files] == ["encoder"] * 2 + ["decoder"] * 2
    assert "Gain in dB" in (run / "MODEL_CARD.md").read_text()


def read_back(folder):
    """The weights of the compact net, as a file of them has them, from Caffe's files."""
    weights = {}
    for part in ("encoder", "decoder"):
        caffemodel = folder / f"{part}.caffemodel"
        for layer in caffe_reader.read(folder / f"{part}.prototxt", caffemodel).layers:
            if layer.kind == "Convolution":
                kernel, bias = (numbers(caffemodel, blob) for blob in layer.blobs)
                order = (2, 3, 0, 1) if kernel.shape[1] == 1 and len(kernel) > 1 else (2, 3, 1, 0)
                order = (2, 3, 1, 0) if layer.name == "stem" else order
                weights |= {f"{layer.name}/kernel": kernel.transpose(order)}
                weights |= {f"{layer.name}/bias": bias}
    weights["stem/kernel"] /= np.float32(LIGHTNESS_SCALE)
    for entry in ("regression/kernel", "regression/bias"):
        weights[entry] *= np.float32(REGRESSION_SCALE)
    return weights


def numbers(caffemodel, blob):
    count = int(np.prod(blob.shape))
    values = np.fromfile(caffemodel, blob.dtype, count, offset=blob.offset)
    return values.reshape(blob.shape).astype(np.float32)


def test_what_ships_is_what_the_exporter_makes_of_its_weights(photos, tmp_path):
    np.savez(tmp_path / "weights.npz", **read_back(catalog.FOLDER / "compact"))
    result = invoke(
        "train", "compact", "--init", tmp_path / "weights.npz", "--minutes", 0, "--data", photos,
        "--validation", photos, "-o", tmp_path / "run",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    made = catalog.read(tmp_path / "run/catalog.json")["compact"].files
    assert made == catalog.find("compact").files


def test_prediction_without_a_trained_model_is_told(photos, tmp_path):
    result = invoke("predict", "--input", photos, "--run", tmp_path, "-o", tmp_path / "shown")
    assert result.exit_code == 1
    assert "Found no trained model in" in result.stderr


def test_training_without_photos_is_told(tmp_path):
    arguments = ["train", "compact", "--data", tmp_path, "--validation", tmp_path, "-o", tmp_path]
    result = invoke(*arguments)
    assert result.exit_code == 1
    assert "Found no photo in" in result.stderr


def test_the_net_in_the_document_is_the_one_that_is_trained():
    document = Path(__file__).parents[2] / "docs" / "training.md"
    (code,) = re.findall(r"^```python\n(.*?)^```", document.read_text(), re.MULTILINE | re.DOTALL)
    told: dict[str, keras.Model] = {}
    exec(code, told)
    trained = encoder_decoder()
    shapes = [[v.shape for v in net.trainable_variables] for net in (told["net"], trained)]
    assert shapes[0] == shapes[1]
