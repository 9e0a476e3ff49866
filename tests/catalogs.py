"""Catalog entries of files that a test made."""

import hashlib

from studio.models.catalog import Model, WeightFile


def weight_file(body: bytes, name: str, *mirrors: str) -> WeightFile:
    return WeightFile(
        name=name, size=len(body), sha256=hashlib.sha256(body).hexdigest(), mirrors=mirrors
    )


def model_of(*files: WeightFile) -> Model:
    return Model(
        name="some-model",
        title="Some model",
        task="colorize",
        runtime="levin2004",
        parameters=0,
        memory=0,
        speed="",
        licence="",
        source="",
        summary="",
        files=files,
    )


def tell_nobody(done: int, total: int) -> None:
    """Be told of progress."""
