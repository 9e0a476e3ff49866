"""Colour a film: its scenes follow their key frames."""

import streamlit as st

from studio.language import _
from studio.ui import page
from studio.ui.film import looking, opening, order, scene, style, tiles
from studio.ui.panels import model_cards
from studio.ui.widgets import alerts

page.begin(_("Film"), _("Press a scene to correct its colours: all of it follows."))
page.follow(page.CANVAS)
desk = opening.require_film()
film = looking.require_scenes(desk)
model_cards.require(film.board.recipe.model)

style.describe(desk, film)
left, right = st.columns([2, 3], gap="medium")
with left, alerts.show_errors():
    style.draw(desk, film)
with right:
    order.draw(desk, film)
left, right = st.columns([2, 3], gap="medium")
with left, alerts.show_errors():
    tiles.draw(desk, film)
    alerts.show_remembered_error()
# A place of its own: what comes and goes must not move the tiles.
with right, st.container(key="beside-tiles"), alerts.show_errors():
    scene.draw(desk, film)
