"""The shell of every page: title, sidebar, and the way to another page."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from studio.language import _
from studio.ui import quirks
from studio.ui.entries import Entry
from studio.ui.escaping import short
from studio.ui.language import tell
from studio.ui.server import hosts, lifespan
from studio.ui.widgets import alerts, file_drop, focus, inputs, languages, shell
from studio.ui.work import cache, previews, questions, saving, session

NAME = "Colorization Studio"
HOME, AUTO, BATCH = "Home.py", "pages/1_Auto_Colorize.py", "pages/6_Batch.py"
CANVAS, FILM = "pages/3_Hint_Canvas.py", "pages/7_Film.py"
PAGES = {
    HOME: _("Home"),
    AUTO: _("Auto Colorize"),
    "pages/2_Segment.py": _("Segment"),
    CANVAS: _("Hint Canvas"),
    "pages/4_Compare.py": _("Compare"),
    "pages/5_Evaluate.py": _("Evaluate"),
    BATCH: _("Batch"),
    FILM: _("Film"),
}
LEADS = Entry("")  # the page that a person is to see next
SIDEBAR = 220  # pixels: the photo gets the rest


def begin(title: str, lead: str) -> DeltaGenerator:
    """Begin a page: its title, one sentence about it in Markdown, and the photo in the sidebar.

    Both are told here, and are English or sentences before.

    Returns the place beside them, for what must be in reach.
    """
    tab = title if title == NAME else f"{tell(title)} · {NAME}"
    st.set_page_config(page_title=tab, page_icon="🎞️", layout="wide", initial_sidebar_state=SIDEBAR)
    st.html(quirks.STYLE)
    inputs.begin(title)
    session.restore()
    # where files are dropped: what was worked on before goes on
    saving.keep_up(asked=title == NAME or not (session.upload() or LEADS.get()))
    _sidebar()
    shell.draw()
    focus.draw()
    with st.container(key="head", horizontal=True, vertical_alignment="center", gap="medium"):
        st.title(tell(title), anchor=False, width="content")
        st.markdown(tell(lead), width="stretch")
        beside = st.container(horizontal=True, width="content", vertical_alignment="center")
    if trouble := session.NOT_RESTORED.get():
        alerts.tell(trouble)
    with st.container():  # of its own: what comes and goes must not move the picture
        questions.draw()
    return beside


def lead(file: str) -> None:
    """Have a person led to another page, once this one calls `follow`."""
    LEADS.set(file)


def follow(*files: str) -> None:
    """Go to the page that was asked for last, if it is one of these."""
    file = LEADS.pop()
    if file in files:
        st.switch_page(file, query_params=saving.address())


def _sidebar() -> None:
    upload = session.upload()
    with st.sidebar:
        for file, name in PAGES.items():
            # an address that names the work shows it in a new tab as well
            st.page_link(file, label=tell(name), query_params=saving.address())
        if upload:
            small = previews.jpeg(cache.open_photo(upload), previews.THUMBNAIL_SIDE)
            st.image(small, alt=tell("The photo at hand"))
            st.text(short(upload.name))
            st.button(tell("Close photo"), on_click=_close, type="tertiary")
        st.caption(tell("Your photos stay on this computer. Colours are plausible, not recovered."))
        languages.draw()
        if hosts.local():
            _offer_end()


def _offer_end() -> None:
    """Offer to stop the server, which may have been started without a terminal."""
    with st.popover(tell("Close the studio"), type="tertiary"):
        st.markdown(tell("Your work is saved. A batch or a film goes on when it is begun again."))
        st.button(tell("Close it"), key="close-studio", on_click=lifespan.close)


def _close() -> None:
    session.close_photo()
    focus.ask(file_drop.LARGE)
