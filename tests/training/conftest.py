from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_ignore_collect(collection_path, config):
    """Importing these tests alone loads TensorFlow."""
    return True if "not tensorflow" in config.option.markexpr else None


def pytest_collection_modifyitems(items):
    """All of this folder is about Keras, which runs on TensorFlow here."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.tensorflow)
