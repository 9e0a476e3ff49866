"""Measure how well the models colour a photo whose colours are known."""

import streamlit as st

from studio.ui import evaluate, page
from studio.ui.widgets import alerts

page.begin("Evaluate", "Colour photos, turned gray, coloured again, and compared with themselves.")

uploads = evaluate.originals()
with alerts.show_errors():
    found = evaluate.results(uploads)
    figures = evaluate.rows(uploads, found)
    evaluate.verdict(figures)
    evaluate.pair(uploads, found)
    evaluate.pictures(uploads, found)
    evaluate.table(figures)
    evaluate.realism(uploads, figures)
    evaluate.plot(figures)

st.subheader("Measured on many photos", anchor=False)
evaluate.cards()
