"""Measure how well the models colour a photo whose colours are known."""

import streamlit as st

from studio.ui import evaluating, shell

shell.page("Evaluate", "A colour photo, turned gray, coloured again, and compared with itself.")

upload = evaluating.original()
with shell.explained():
    found = evaluating.results(upload)
    figures = evaluating.rows(found)
    evaluating.row(upload, found)
    evaluating.table(figures)
    evaluating.plot(figures)

st.subheader("Measured on many photos", anchor=False)
evaluating.cards()
