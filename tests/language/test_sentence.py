"""A sentence is English text that knows what it was made of."""

import json
import pickle

from studio.errors import PhotoError
from studio.language import _, ngettext, translate


def test_a_sentence_is_the_english_of_its_message():
    assert _("{n:,} of {name}", n=1200, name="a.jpg") == "1,200 of a.jpg"


def test_a_message_without_values_may_hold_braces():
    assert _('{"version": 6}') == '{"version": 6}'


def test_a_number_chooses_between_two_messages():
    said = [ngettext("{n} photo", "{n} photos", n) for n in (0, 1, 2)]
    assert said == ["0 photos", "1 photo", "2 photos"]


def test_json_has_the_english():
    assert json.loads(json.dumps({"why": _("{n} photos", n=3)})) == {"why": "3 photos"}


def test_a_sentence_survives_the_way_to_another_process():
    sent = pickle.loads(pickle.dumps(_("{found} in {name}", found=_("an error"), name="x")))
    assert sent == "an error in x"
    assert sent.message == "{found} in {name}"


def test_an_error_survives_the_way_to_another_process():
    error = pickle.loads(pickle.dumps(PhotoError(_("an empty file"), "a photo", "try again")))
    assert error.found.message == "an empty file"


def test_an_unknown_message_stays_english():
    assert translate(_("{n} unheard words", n=2), "de") == "2 unheard words"


def test_text_that_is_no_sentence_stays_as_it_is():
    assert translate("holiday.jpg", "de") == "holiday.jpg"


def test_an_empty_text_is_not_the_head_of_the_translations():
    assert translate("", "de") == ""
