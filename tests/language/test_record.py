"""What is kept of a sentence on the disk."""

import json

import pytest

from studio.errors import PhotoError
from studio.language import Sentence, _, json_to_sentence, ngettext, sentence_to_json

SENTENCES = [
    _("{n:,} of {share:.0%} in {name!r:.80}", n=1200, share=0.25, name="a.jpg"),
    ngettext("{n} photo", "{n} photos", 2),
    PhotoError(_("an empty file"), _("a photo"), _("choose another file")).sentence,
]


def keep(made_of: object) -> object:
    return json.loads(json.dumps(made_of))


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_that_was_kept_knows_what_it_was_made_of(sentence):
    read = json_to_sentence(keep(sentence_to_json(sentence)), str(sentence))
    assert isinstance(read, Sentence)
    assert (read, read.message, read.plural) == (sentence, sentence.message, sentence.plural)


@pytest.mark.parametrize("text", ["KeyError: 3", _("an empty file")])
def test_of_what_has_no_values_the_english_is_enough(text):
    assert sentence_to_json(text) is None
    assert json_to_sentence(None, text) == text


@pytest.mark.parametrize(
    "made_of",
    [
        None,
        [],
        {},
        {"message": "{n}", "values": {"n": 3}, "plural": ""},  # says something else
        {"message": ["told"], "values": {}, "plural": ""},
        {"message": "told", "values": [], "plural": ""},
        {"message": "told", "values": {"n": "x"}, "plural": "told"},
        {"message": "{n.__class__}", "values": {"n": 3}, "plural": ""},
        {"message": "{n:>999999999}", "values": {"n": 3}, "plural": ""},
        {"message": "{n:{n}}", "values": {"n": 3}, "plural": ""},
        {"message": "{n", "values": {"n": 3}, "plural": ""},
    ],
)
def test_what_is_damaged_or_hostile_leaves_the_english(made_of):
    assert type(json_to_sentence(made_of, "told")) is str
