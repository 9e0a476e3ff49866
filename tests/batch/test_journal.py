"""What a journal keeps of sentences."""

import json

import pytest

from studio.batch import journal
from studio.batch.claims import CORRECTED
from studio.batch.journal import Entry
from studio.language import _, translate

NOTE = _("The first of {pictures:,} pictures in it was taken.", pictures=2)
ENTRY = Entry(photo="a", state="left", key="k", result="a", reason=CORRECTED, notes=(NOTE, "x"))


@pytest.fixture
def line(tmp_path):
    """An entry as it stands in a journal."""
    journal.append(tmp_path, ENTRY)
    return json.loads((tmp_path / journal.NAME).read_text())


def read(folder, line):
    """Return the entry of a line, as a later process reads it."""
    (folder / journal.NAME).write_text(json.dumps(line))
    return journal.read(folder).recall("a", "k", folder)


def test_a_journal_has_the_english_of_sentences(line):
    assert (
        line["reason"] == "Its result was corrected before the photo changed, so it was left alone."
    )
    assert line["notes"] == "The first of 2 pictures in it was taken.\nx"


def test_sentences_can_be_told_in_another_language_after_a_restart(tmp_path, line):
    entry = read(tmp_path, line)
    assert entry == ENTRY
    for kept, said in zip((entry.reason, *entry.notes), (CORRECTED, NOTE, "x"), strict=True):
        assert translate(kept, "de") == translate(said, "de")
    assert translate(entry.notes[0], "de") != NOTE


def test_a_journal_of_before_has_its_sentences_in_english(tmp_path, line):
    del line[journal.TOLD]
    assert translate(read(tmp_path, line).notes[0], "de") == NOTE
