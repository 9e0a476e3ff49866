"""Cards: a picture and what it is called, to be pressed as a whole.

The button under the picture is what a keyboard and a screen reader meet; `quirks.STYLE` spreads it
over the card.
"""

from collections.abc import Callable
from typing import Literal

import streamlit as st

TILE_WIDTH = 140  # pixels on the page: two beside each other on a phone, two models on a laptop

Emphasis = Literal["primary", "secondary", "tertiary"]


def draw(
    picture: bytes,
    title: str,
    take: Callable[..., None],
    *args: object,
    key: str,
    emphasis: Emphasis = "secondary",
) -> None:
    """Draw a card with a JPEG here; `take` is called with `args` when it is pressed.

    The title is Markdown: what a file calls itself has to be made plain. The emphasis "primary"
    marks the one that is chosen.
    """
    with st.container(key=f"card-{key}", gap="xsmall"):
        # the button tells what it is: a screen reader need not hear it twice
        st.image(picture, width="stretch", alt="")
        st.button(title, key=key, on_click=take, args=args, type=emphasis, width="stretch")
