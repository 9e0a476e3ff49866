"""What the pages let a person save, as they make it, is given out for no photo by a folder."""

import pytest
import streamlit as st

from studio.photo.folders import join, walk
from studio.photo.results import Kind

PHOTO = "photo.png"  # as the uploader calls it


@pytest.fixture
def offered(monkeypatch):
    """The downloads that pages offer, by the names of their files."""
    found = {}

    def offer(label, data, file_name, **_):
        found[file_name] = data

    monkeypatch.setattr(st, "download_button", offer)
    return found


@pytest.fixture
def page(offered, new_session, upload, shared):
    """A session with the photo of a person, tinted in one layer, on the page Segment."""
    person = (shared / "data/people/images/103.jpg").read_bytes()
    app = upload(new_session(), person, PHOTO).switch_page("pages/2_Segment.py").run()
    app.pills[0].set_value(["person"]).run()
    return app.segmented_control(key="action").set_value("Tint").run()


def save(offered, folder):
    """Press every button, and save what comes; texts are no pictures."""
    folder.mkdir()
    for name, data in offered.items():
        content = data() if callable(data) else data
        if isinstance(content, bytes):
            (folder / name).write_bytes(content)
    return join(walk(folder))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WebP"])
def test_no_download_is_a_photo(page, offered, tmp_path, labelled, kind):
    offered.clear()
    labelled(page.segmented_control, "Format").set_value(kind).run()
    found = save(offered, tmp_path / "saved")
    assert {path.stem for path in found.results} == {f"photo{each}" for each in Kind}
    assert not found.photos
