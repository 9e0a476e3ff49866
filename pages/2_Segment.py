"""See what is where, and aim colour at it."""

import streamlit as st

from studio.ui import (
    hinting,
    opening,
    pictures,
    region_action,
    region_canvas,
    region_choice,
    region_edits,
    saving,
    segment_choice,
    segment_files,
    segment_legend,
    segment_view,
    segmenting,
    session,
    shell,
)

shell.page("Segment", "See what is where, and aim colour at it: the rest stays untouched.")
upload = opening.required()
photo = upload.photo()
found = segment_choice.draw(photo)

left, right = st.columns(2, gap="medium")
with left, shell.explained():
    if segmenting.bench().drawing:
        region_canvas.draw(photo)
    else:
        segment_view.draw(photo, found)
with right, shell.explained():
    region_edits.base()
    region_edits.result(photo)
# A place of its own: what comes and goes must not move the rest.
with st.container():
    hinting.trouble()
    if found:
        segment_legend.missing_subject(found)

left, right = st.columns(2, gap="medium")
with left:
    if found:
        segment_legend.draw(found)
        segment_files.downloads(upload)
with right:
    region_choice.draw(upload)
    if segmenting.bench().source:
        region_action.draw(upload)
    region_edits.stack()
segment_choice.advanced()
segment_choice.offers()
pictures.download(upload, session.recipe())
saving.downloads(upload, session.recipe())
saving.uploader()
