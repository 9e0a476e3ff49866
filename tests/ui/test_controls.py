import pytest
import streamlit as st

from studio.recipe.recipe import STYLES


def control(app, label):
    return next(widget for widget in app.segmented_control if widget.label == label)


def choose(app, style):
    app.button(key=f"style-{style}").click().run()


def marked(app):
    """The styles that are marked as the one at hand."""
    return [name for name in STYLES if app.button(key=f"style-{name}").proto.type == "primary"]


def test_a_picture_is_coloured_at_once(coloring, compared):
    assert not coloring.error
    shown = compared(coloring)
    first, second = shown["sides"]
    assert (first["title"], second["title"]) == ("Original", "Coloured")
    assert first["jpeg"] != second["jpeg"]
    assert shown["difference"] is None


@pytest.mark.slow
def test_every_style_makes_another_picture(coloring, compared):
    pictures = set()
    for name in STYLES:
        choose(coloring, name)
        pictures.add(compared(coloring)["sides"][1]["jpeg"])
    assert len(pictures) == len(STYLES)


def test_the_same_style_makes_the_same_picture(coloring, compared):
    first = compared(coloring)
    choose(coloring, "Vivid")
    choose(coloring, "Natural")
    assert compared(coloring) == first


@pytest.mark.parametrize("name", STYLES)
def test_a_style_shows_its_numbers(coloring, name, labelled):
    choose(coloring, name)
    assert labelled(coloring.slider, "Vividness").value == STYLES[name].vividness
    assert labelled(coloring.slider, "Strength").value == STYLES[name].strength


def test_numbers_of_one_s_own_belong_to_no_style(coloring):
    coloring.slider(key="vividness").set_value(0.9).run()
    assert marked(coloring) == []


def test_the_numbers_of_a_style_mark_it(coloring):
    coloring.slider(key="strength").set_value(STYLES["Muted"].strength).run()
    assert marked(coloring) == ["Muted"]


def test_a_style_pressed_again_stays(coloring):
    choose(coloring, "Natural")
    assert marked(coloring) == ["Natural"]


def test_a_download_is_called_as_was_asked(coloring, labelled, monkeypatch):
    named = []

    def note(*_, file_name, **__):
        named.append(file_name)

    monkeypatch.setattr(st, "download_button", note)
    labelled(coloring.text_input, "Name").set_value("{name}_{style}").run()
    assert named[0] == "photo_natural.png"
    labelled(coloring.text_input, "Name").set_value("{date}").run()
    (error,) = [error for error in coloring.error if "{date}" in error.value]
    assert error.value.startswith("This is a pattern of names")
    assert named[-1] != "{date}.png"


def test_a_download_is_named_after_the_photo(coloring):
    control(coloring, "Format").set_value("JPEG").run()
    assert coloring.download_button[0].label == "Download JPEG"
