"""Colour a photo at once, then choose how."""

import streamlit as st

from studio.ui import controls, files, models, opening, page, previews, reference
from studio.ui.work import cache, session

head = page.page("Auto Colorize", "Colours at once. Choose a style, look closer, download.")
upload, recipe = opening.required(), session.recipe()
opening.tell_recipe(upload)
opening.ask_to_keep(upload)

picture = st.container()
controls.advanced(models.offered(recipe.model))
with picture:
    models.required(recipe.model)
    with page.show_errors():
        shown = previews.colored(cache.open_photo(upload), recipe)
        previews.compare(cache.open_photo(upload), shown, session.fresh())
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link("pages/3_Hint_Canvas.py", label="A colour is wrong? Click it.")
            models.offer_richer()
        controls.styles(cache.open_photo(upload))
        reference.offer(cache.open_photo(upload))
        page.show_remembered_error()
        with head:
            controls.undo_and_redo()
            files.download_picture(upload, recipe)
        with st.expander("About this photo"):
            previews.tell(cache.open_photo(upload))
            previews.timings(shown)
files.download_options(cache.open_photo(upload))
files.download_recipe(upload, recipe)
files.open_recipe()
