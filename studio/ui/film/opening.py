"""Opening a film: dropped, or named by its path where the server is for this computer alone."""

from pathlib import Path

import streamlit as st

from studio.batch import names
from studio.errors import FilmError
from studio.film.projects.desk import Desk
from studio.language import _
from studio.ui.language import tell
from studio.ui.server import hosts
from studio.ui.widgets import alerts, file_drop
from studio.ui.work import films

DROP = _("Drop a film. It stays on this computer.")
LIMIT = "server.maxUploadSize"  # Streamlit's setting, in MB
LARGER = _("Or name a film, or a folder of numbered pictures, on this computer, however large.")
NAMED = _("Film or folder on this computer")


def require_film() -> Desk:
    """Return the film that is open; without one, ask for it and end the page."""
    desk = None
    with alerts.show_errors():
        desk = _find()
        if desk is None:
            _draw()
    if desk is None:
        st.stop()
    return desk


def _find() -> Desk | None:
    try:
        return films.find_own()
    except FilmError:
        st.button(tell("Close film"), on_click=films.close)
        raise


def _draw() -> None:
    with st.container(key=file_drop.LARGE):
        # of any type: the browser would mark another with an icon, FFmpeg explains it
        file_drop.receive(tell(DROP), "film", films.begin)
    st.caption(
        tell(
            "MP4, MOV, MKV, AVI, WebM and most others, at most {limit:,} MB.",
            limit=st.get_option(LIMIT),
        )
    )
    if hosts.local():
        st.markdown(tell(LARGER))
        with st.form("film-path", border=False):
            text = st.text_input(tell(NAMED), placeholder=str(Path.home()))
            if st.form_submit_button(tell("Open")) and text.strip():
                _open(names.path_of(text))


def _open(path: Path) -> None:
    films.begin(path.name, path.absolute())
    st.rerun()
