from studio.evaluate import cards
from studio.models import catalog

MODEL = catalog.find("compact")


def card(folder, text):
    (folder / MODEL.name).mkdir()
    (folder / MODEL.name / cards.NAME).write_text(text, encoding="utf-8")
    return cards.read_measured(MODEL, folder)


def test_what_is_written_as_measured_is_read_again(tmp_path):
    (tmp_path / MODEL.name).mkdir()
    sections = {"Data": "x", cards.MEASURED: "| figures |", "Limits": "y"}
    cards.write(tmp_path / MODEL.name, "Title", "About.", sections)
    assert cards.read_measured(MODEL, tmp_path) == "| figures |"


def test_the_section_ends_where_the_next_begins(tmp_path):
    text = "# A\n\n## Data\n\nx\n\n## Measured\n\nfigures\n\n### Hints\n\nmore\n\n## Limits\n\ny\n"
    assert card(tmp_path, text) == "figures\n\n### Hints\n\nmore"


def test_the_section_may_be_the_last(tmp_path):
    assert card(tmp_path, "# A\n\n## Measured\n\nfigures\n") == "figures"


def test_a_card_without_the_section_has_no_figures(tmp_path):
    assert card(tmp_path, "# A\n\n## Data\n") == ""


def test_a_model_without_a_card_has_no_figures(tmp_path):
    assert cards.read_measured(MODEL, tmp_path) == ""


def test_the_model_that_ships_has_figures():
    assert "PSNR" in cards.read_measured(MODEL, catalog.FOLDER)
