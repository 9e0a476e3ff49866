"""Where the real data lie: COLORSTUDIO_SHARED, or `../shared` beside the repository."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of photos and model files that development and CI have and users do not."""
    folder = Path(os.environ.get("COLORSTUDIO_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"CI must have the shared data, and there is none at {folder}")
        pytest.skip(f"needs the photos and models in {folder}")
    return folder
