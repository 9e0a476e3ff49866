"""Places: where the studio's own files lie, and where a person's do."""

import os
from pathlib import Path

import platformdirs

from studio.errors import OutputError
from studio.language import _

DATA = "COLORSTUDIO_DATA"  # of the environment: another folder for a person's own data
UNTIL_CLOSED = "COLORSTUDIO_UNTIL_CLOSED"  # of the environment: stop with the last page
API = "COLORSTUDIO_API"  # of the environment: whether programs may ask, too, or they alone
BESIDE, ALONE = "beside", "alone"
PACKAGE = Path(__file__).resolve().parent
PACKED = PACKAGE / "app"  # filled in a wheel; in a checkout the same files lie beside the package


def app() -> Path:
    """Return the folder of what is no module: Home.py, pages/, weights/ and .streamlit/."""
    return PACKED if _is_packed() else PACKAGE.parent


def weights() -> Path:
    """Return the folder into which models are installed: a checkout's own, else a person's.

    Raises
    ------
    OutputError
        If there is no place for it: the system names no home.
    """
    return data() / "weights" if _is_packed() else app() / "weights"


def data() -> Path:
    """Return the folder of a person's own data, whether it is there or not.

    Raises
    ------
    OutputError
        If there is no place for it: the system names no home.
    """
    named = os.environ.get(DATA)
    place = Path(named) if named else platformdirs.user_data_path("colorization-studio", False)
    if not place.is_absolute():
        raise OutputError(
            _("the folder {place}", place=place),
            _("a path from the root"),
            _("name one in {variable}", variable=DATA),
        )
    return place


def _is_packed() -> bool:
    return (PACKED / "Home.py").is_file()
