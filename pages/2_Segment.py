"""See what is where, and aim colour at it."""

import streamlit as st

from studio.ui import files, opening, page, previews, session
from studio.ui.hint_canvas import actions
from studio.ui.segment import action, canvas, choice, edits, legend, region, state, view
from studio.ui.segment import files as segment_files

page.page("Segment", "See what is where, and aim colour at it: the rest stays untouched.")
upload = opening.required()
photo = upload.photo()
found = choice.draw(photo)

left, right = st.columns(2, gap="medium")
with left, page.explained():
    if state.bench().drawing:
        canvas.draw(photo)
    else:
        view.draw(photo, found)
with right, page.explained():
    edits.base()
    edits.result(photo)
# A place of its own: what comes and goes must not move the rest.
with st.container():
    actions.trouble()
    if found:
        legend.missing_subject(found)

left, right = st.columns(2, gap="medium")
with left:
    if found:
        legend.draw(found)
        segment_files.downloads(upload)
with right:
    region.draw(upload)
    if state.bench().source:
        action.draw(upload)
    edits.stack()
choice.advanced()
choice.offers()
previews.download(upload, session.recipe())
files.downloads(upload, session.recipe())
files.uploader()
