"""See what is where, and aim colour at it."""

import streamlit as st

from studio.ui import controls, files, opening, page
from studio.ui.segment import action, choice, expert, layers, painting, picture, state
from studio.ui.work import cache, session

head = page.page("Segment", "Click a thing, say what to do with it: the rest stays untouched.")
upload = opening.required()
photo = cache.open_photo(upload)

shown, told = st.columns([2.4, 1], gap="medium")
with shown, page.show_errors():
    if state.current().painting:
        painting.draw(photo)
    else:
        picture.draw(photo, session.recipe(), state.current())
with told, page.show_errors():
    choice.draw(photo)
    action.draw(upload)
    layers.draw()
with page.show_errors():
    expert.draw(upload)
choice.offers()
with head:
    controls.undo_and_redo()
    files.download_picture(upload, session.recipe())
files.download_options(photo)
files.download_recipe(upload, session.recipe())
files.open_recipe()
