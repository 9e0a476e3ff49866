"""Measure how well the models colour a photo whose colours are known."""

import streamlit as st

from studio.ui import page
from studio.ui.evaluate import measurement
from studio.ui.widgets import alerts

page.begin("Evaluate", "Colour photos, turned gray, coloured again, and compared with themselves.")

uploads = measurement.originals()
with alerts.show_errors():
    found = measurement.results(uploads)
    figures = measurement.rows(uploads, found)
    measurement.verdict(figures)
    measurement.pair(uploads, found)
    measurement.pictures(uploads, found)
    measurement.table(figures)
    measurement.realism(uploads, figures)
    measurement.plot(figures)

st.subheader("Measured on many photos", anchor=False)
measurement.cards()
