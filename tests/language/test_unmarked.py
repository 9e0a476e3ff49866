"""No sentence is left to one language."""

from benchmarks import unmarked
from benchmarks.messages import list_files


def test_every_sentence_is_marked_or_listed_as_read_by_nobody():
    found = {f"{file}: {text}" for file in list_files(".py") for _, text in unmarked.find(file)}
    assert found == unmarked.read_exceptions()
