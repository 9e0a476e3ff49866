"""OpenCV's own sample of colorization, opencv/samples/dnn/colorization.py, written plainly.

python benchmarks/sample.py FOLDER_OF_THE_OFFICIAL_NET PHOTO OUT.png
"""

import sys
from pathlib import Path

import cv2
import numpy as np


def load(folder: Path) -> cv2.dnn.Net:
    """Read the official net, and give it the colours that its file leaves out."""
    net = cv2.dnn.readNetFromCaffe(
        str(folder / "colorization_deploy_v2.prototxt"),
        str(folder / "colorization_release_v2.caffemodel"),
    )
    points = np.load(folder / "pts_in_hull.npy").transpose().reshape(2, 313, 1, 1)
    net.getLayer("class8_ab").blobs = [points.astype(np.float32)]
    net.getLayer("conv8_313_rh").blobs = [np.full([1, 313], 2.606, np.float32)]
    return net


def color(net: cv2.dnn.Net, path: Path) -> np.ndarray:
    """Decode, predict, compose: uint8 (H, W, 3) of blue, green and red."""
    rgb = (cv2.imread(str(path))[:, :, [2, 1, 0]] * 1.0 / 255).astype(np.float32)
    lightness = cv2.cvtColor(rgb, cv2.COLOR_RGB2Lab)[:, :, 0]
    height, width = rgb.shape[:2]
    small = cv2.cvtColor(cv2.resize(rgb, (224, 224)), cv2.COLOR_RGB2Lab)[:, :, 0] - 50
    net.setInput(cv2.dnn.blobFromImage(small))
    ab = cv2.resize(net.forward("class8_ab")[0].transpose(1, 2, 0), (width, height))
    lab = np.concatenate((lightness[:, :, np.newaxis], ab), axis=2)
    return (np.clip(cv2.cvtColor(lab, cv2.COLOR_Lab2BGR), 0, 1) * 255).astype(np.uint8)


if __name__ == "__main__":
    folder, photo, out = sys.argv[1:]
    cv2.imwrite(out, color(load(Path(folder)), Path(photo)))
