"""Finders of what a test says is where."""

import numpy as np
from pictures import encoded

from studio.color.lab import lightness
from studio.photo.photo import read
from studio.recipe.regions import AS_FOUND
from studio.segment.finder import Finder


class Sayings:
    """Segmenters that all say the same of any photo: labels, with some confidence."""

    def __init__(self, labels, classes, confidence=0.9):
        self.classes, self.asked = classes, []
        wrong = (1 - confidence) / (len(classes.names) - 1)
        self.said = np.full((*labels.shape, len(classes.names)), wrong, np.float32)
        np.put_along_axis(self.said, labels[..., None].astype(int), confidence, -1)

    def lightness(self, photo):
        return lightness(photo.rgb)

    def recall(self, key, answer):
        return answer()

    def segment(self, photo, model):
        self.asked.append(model)
        return self.said, self.classes


def finder(labels, classes, rgb=None):
    """Find labels, uint8 (H, W), in a photo of their size, which is black if none is given."""
    rgb = np.zeros((*labels.shape, 3), np.uint8) if rgb is None else rgb
    photo = read(encoded(rgb, "PNG"), "scene.png")
    return Finder(
        photo=photo, tidying=AS_FOUND, segmenters=Sayings(labels, classes), size=labels.shape
    )
