"""The page that a browser is given first knows where its server is, and nothing about Streamlit."""

from collections.abc import Iterator

import pytest
from streamlit import config

from studio.ui.server import front_page

FILES = "Home.py", "pages/1_Auto_Colorize.py"
TITLE = "Colorization Studio"


@pytest.fixture(params=["", "photos", "/photos/"])
def base(request) -> Iterator[str]:
    """The path of the server, as it was started with."""
    before = config.get_option(front_page.BASE)
    config.set_option(front_page.BASE, request.param)
    yield request.param
    config.set_option(front_page.BASE, before)


def test_the_settings_stand_before_the_script_that_reads_them():
    page = front_page.read(TITLE, "en")
    assert 0 < page.find(front_page.SETTINGS) < page.find('type="module"')


def test_the_tab_bears_the_name_of_the_studio():
    assert front_page.TITLE.findall(front_page.read(TITLE, "en")) == [f"<title>{TITLE}</title>"]


def test_a_screen_reader_is_told_the_language():
    assert '<html lang="de"' in front_page.read(TITLE, "de")


def test_every_page_has_a_route_under_the_path_of_the_server(base):
    folder = f"/{base.strip('/')}/".replace("//", "/")
    paths = [route.path for route in front_page.make_routes(FILES, TITLE)]
    assert paths == [folder, f"{folder}Home", f"{folder}Auto_Colorize"]
