"""Sentences: English where they are made, in a person's own language where they are told.

A sentence is made by `_` or `ngettext`, in the room that has something to say. It is English text,
and knows besides what it was made of, so that whoever shows it can have it in another language:
`tell` of `studio/ui` on pages, `say` of `studio/cli` on a terminal. Logs, journals and `--json`
keep the English, which programs may look for.

Comes in by `sentence._` and `catalog.translate`. Stands on nothing.

References
----------
.. [1] GNU gettext: the names of its functions, and the files of its translations (PO).
"""

from studio.language.catalog import LANGUAGES, choose_language, translate
from studio.language.numbers import format_number
from studio.language.record import json_to_sentence, sentence_to_json
from studio.language.sentence import Sentence, _, join_sentences, ngettext

__all__ = [
    "LANGUAGES",
    "Sentence",
    "_",
    "choose_language",
    "format_number",
    "join_sentences",
    "json_to_sentence",
    "ngettext",
    "sentence_to_json",
    "translate",
]
