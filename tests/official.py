"""The official colorizer's topology with generated weights, to measure and test without a download.

Layer names and sizes are those of `colorization_deploy_v2.prototxt` (Zhang, Isola, Efros, 2016);
the weights are random, so time, memory and wiring are the real model's, colours are not.
"""

from pathlib import Path

import numpy as np

from studio.models.catalog import Model
from studio.models.prediction import grid
from studio.models.weights.digests import read_file
from studio.training.caffe_writer import Layer, write

BINS = 313
# name, filters, kernel, stride, dilation of each convolution; "norm" closes a group
CONVOLUTIONS = (
    ("conv1_1", 64, 3, 1, 1), ("conv1_2", 64, 3, 2, 1), "norm",
    ("conv2_1", 128, 3, 1, 1), ("conv2_2", 128, 3, 2, 1), "norm",
    ("conv3_1", 256, 3, 1, 1), ("conv3_2", 256, 3, 1, 1), ("conv3_3", 256, 3, 2, 1), "norm",
    ("conv4_1", 512, 3, 1, 1), ("conv4_2", 512, 3, 1, 1), ("conv4_3", 512, 3, 1, 1), "norm",
    ("conv5_1", 512, 3, 1, 2), ("conv5_2", 512, 3, 1, 2), ("conv5_3", 512, 3, 1, 2), "norm",
    ("conv6_1", 512, 3, 1, 2), ("conv6_2", 512, 3, 1, 2), ("conv6_3", 512, 3, 1, 2), "norm",
    ("conv7_1", 512, 3, 1, 1), ("conv7_2", 512, 3, 1, 1), ("conv7_3", 512, 3, 1, 1), "norm",
    ("conv8_1", 256, 4, -2, 1), ("conv8_2", 256, 3, 1, 1), ("conv8_3", 256, 3, 1, 1),
    ("conv8_313", BINS, 1, 1, 1),
)  # fmt: skip
TAIL = """layer { name: "conv8_313_rh" type: "Scale" bottom: "conv8_313" top: "conv8_313_rh"
  scale_param { bias_term: false filler { type: 'constant' value: 2.606 } } }
layer { name: "class8_313_rh" type: "Softmax" bottom: "conv8_313_rh" top: "class8_313_rh" }
layer { name: "class8_ab" type: "Convolution" bottom: "class8_313_rh" top: "class8_ab"
  convolution_param { num_output: 2 kernel_size: 1 stride: 1 dilation: 1 } }
layer { name: "Silence" type: "Silence" bottom: "class8_ab" }
"""


def generate(folder: Path, seed: int = 0) -> Model:
    """Write prototxt, colours and weights into `folder`; return the catalog entry for them."""
    folder.mkdir(parents=True, exist_ok=True)
    text, layers = _layers(np.random.default_rng(seed))
    (folder / "colorization_deploy_v2.prototxt").write_text(text)
    centres = np.float64(np.resize(grid(), (BINS, 2)))
    np.save(folder / "pts_in_hull.npy", centres)
    write(folder / "colorization_release_v2.caffemodel", layers)
    names = ("colorization_deploy_v2.prototxt", "pts_in_hull.npy",
             "colorization_release_v2.caffemodel")  # fmt: skip
    return Model(
        name="zhang2016",
        title="Generated",
        task="colorize",
        runtime="zhang2016",
        automatic=True,
        hints=False,
        parameters=32_200_000,
        memory=280_000_000,
        speed="0.3 s",
        licence="none",
        source="generated",
        summary="The official topology with random weights.",
        files=tuple(read_file(folder, name) for name in names),
    )


def _layers(random: np.random.Generator) -> tuple[str, list[Layer]]:
    text = ['name: "LtoAB"\ninput: "data_l"\ninput_shape { dim: 1 dim: 1 dim: 224 dim: 224 }']
    layers: list[Layer] = []
    bottom, channels = "data_l", 1
    for entry in CONVOLUTIONS:
        if entry == "norm":
            name = f"{bottom}norm"
            text.append(
                f'layer {{ name: "{name}" type: "BatchNorm" bottom: "{bottom}" top: "{name}" }}'
            )
            blobs = (np.zeros(channels), np.ones(channels), np.ones(1))
            layers.append(Layer(name, "BatchNorm", blobs))
        else:
            name, filters, kernel, stride, dilation = entry
            kind = "Deconvolution" if stride < 0 else "Convolution"
            pad = dilation if kernel > 1 else 0
            text.append(
                f'layer {{ name: "{name}" type: "{kind}" bottom: "{bottom}" top: "{name}" '
                f"convolution_param {{ num_output: {filters} kernel_size: {kernel} pad: {pad} "
                f"stride: {abs(stride)} dilation: {dilation} }} }}"
            )
            if name != "conv8_313":
                text.append(
                    f'layer {{ name: "relu_{name}" type: "ReLU" bottom: "{name}" top: "{name}" }}'
                )
            shape = (channels, filters) if stride < 0 else (filters, channels)
            spread = np.sqrt(2 / (channels * kernel**2))
            weights = np.float32(
                random.standard_normal((*shape, kernel, kernel), np.float32) * spread
            )
            layers.append(Layer(name, kind, (weights, np.zeros(filters))))
            channels = filters
        bottom = name
    return "\n".join([*text, TAIL]), layers
