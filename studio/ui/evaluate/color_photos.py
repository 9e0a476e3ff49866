"""The colour photos that are measured: the open one, samples, or those of a person's own."""

from collections.abc import Sequence

import streamlit as st

from studio.errors import PhotoError
from studio.language import _, ngettext
from studio.photo import samples
from studio.photo.samples import Sample
from studio.ui.entries import Entry
from studio.ui.language import tell
from studio.ui.widgets import file_drop, inputs
from studio.ui.work import cache, previews, session
from studio.works.upload import Upload

CHOSEN = Entry[tuple[Upload, ...]](())
SAMPLE = "measured-sample"  # key of a widget
ALL = _("All of them")
MOST = 24  # at a time: with every style some 20 seconds


def choose() -> tuple[Upload, ...]:
    """Let a person choose colour photos, and return them; without a choice there is one, too."""
    chosen = CHOSEN.get() or _default()
    titles = {sample.file: sample.title for sample in samples.COLORED}
    shown = [titles.get(upload.name) for upload in chosen]
    title = ALL if len(shown) > 1 and None not in shown else shown[0]
    choices = [*titles.values(), ALL]
    inputs.draw(
        st.pills, tell("Colour photo"), title, _take_sample, choices, key=SAMPLE, format_func=tell
    )
    with st.expander(tell("Measure photos of your own")):
        file_drop.receive_several(tell("Drop colour photos here"), "measured", _take_files)
        st.caption(tell("{n} at most. Realism is measured where there are several.", n=MOST))
    return chosen


def _default() -> tuple[Upload, ...]:
    """Return the open photo if it is in colour, else a sample."""
    upload = session.upload()
    if upload and previews.measure(cache.open_photo(upload)).is_colored:
        return (upload,)
    if upload:
        st.caption(
            tell("Your photo has no colours of its own to compare with, so a sample is measured.")
        )
    return (_sample(samples.COLORED[0]),)


def _sample(sample: Sample) -> Upload:
    return Upload(sample.file, samples.original(sample))


def _take_sample(title: str) -> None:
    chosen = [sample for sample in samples.COLORED if title in (sample.title, ALL)]
    CHOSEN.set(tuple(map(_sample, chosen)))


def _take_files(chosen: Sequence[Upload]) -> None:
    if len(chosen) > MOST:
        raise PhotoError(
            ngettext("{n} photo", "{n} photos", len(chosen)),
            _("{n} at most", n=MOST),
            _("measure them in parts"),
        )
    CHOSEN.set(tuple(map(_require_color, chosen)))


def _require_color(upload: Upload) -> Upload:
    if not previews.measure(cache.open_photo(upload)).is_colored:
        remedy = _("choose another to measure with")
        raise PhotoError(_("a photo without colours of its own"), _("one in colour"), remedy)
    return upload
