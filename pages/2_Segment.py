"""See what is where, and aim colour at it."""

import streamlit as st

from studio.ui import controls, files, opening, page, session
from studio.ui.segment import action, canvas, choice, edits, region, state, view

head = page.page("Segment", "See what is where, and aim colour at it: the rest stays untouched.")
upload = opening.required()
photo = upload.photo()
found = None
with page.show_errors():
    found = choice.draw(photo)

left, right = st.columns(2, gap="medium")
with left, page.show_errors():
    if state.current().drawing:
        canvas.draw(photo)
    else:
        view.draw(photo, found)
with right, page.show_errors():
    edits.base()
    edits.result(photo)
# A place of its own: what comes and goes must not move the rest.
with st.container():
    page.show_remembered_error()
    if found:
        view.missing_subject(found)

left, right = st.columns(2, gap="medium")
with left:
    if found:
        view.legend(found)
        view.downloads(upload)
with right:
    region.draw(upload)
    if state.current().source:
        action.draw(upload)
    edits.stack()
choice.advanced()
choice.offers()
with head:
    controls.undo_and_redo()
    files.download_picture(upload, session.recipe())
files.download_options(photo)
files.download_recipe(upload, session.recipe())
files.open_recipe()
