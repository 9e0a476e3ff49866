"""Measure how well the models colour a photo whose colours are known."""

import streamlit as st

from studio.ui import evaluate, page

page.page("Evaluate", "A colour photo, turned gray, coloured again, and compared with itself.")

upload = evaluate.original()
with page.show_errors():
    found = evaluate.results(upload)
    figures = evaluate.rows(found)
    evaluate.row(upload, found)
    evaluate.table(figures)
    evaluate.plot(figures)

st.subheader("Measured on many photos", anchor=False)
evaluate.cards()
