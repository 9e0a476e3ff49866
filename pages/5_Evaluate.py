"""Measure how well the models colour a photo whose colours are known."""

import streamlit as st

from studio.language import _
from studio.ui import page
from studio.ui.evaluate import color_photos, insides, masked_photos, measurement, results, things
from studio.ui.language import tell
from studio.ui.widgets import alerts

page.begin(
    _("Evaluate"),
    _("Colour photos, turned gray, coloured again, and compared with themselves."),
)

uploads = color_photos.choose()
with alerts.show_errors():
    made = measurement.color(uploads)
    figures = measurement.measure(uploads, made)
    measurement.verdict(figures)
    results.pair(uploads, made, measurement.find_best(figures))
    results.pictures(uploads, made)
    measurement.table(figures)
    measurement.offer(figures)
    measurement.realism(uploads, figures)
    measurement.plot(figures)

st.subheader(tell("Clicks, hints and colours in things"), anchor=False)
pairs = masked_photos.choose()
with alerts.show_errors():
    things.draw(pairs)
    insides.draw(pairs)

st.subheader(tell("Measured on many photos"), anchor=False)
measurement.cards()
