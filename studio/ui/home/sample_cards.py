"""The samples: photos to try the studio with, shown half gray and half coloured."""

import streamlit as st

from studio.color.lab import turn_gray
from studio.language import _
from studio.photo import photo as photos
from studio.photo import samples
from studio.photo.samples import SAMPLES, Sample
from studio.recipe.recipe import Recipe
from studio.ui.language import tell
from studio.ui.panels import opening
from studio.ui.widgets import card
from studio.ui.work import cache, previews
from studio.works.upload import Upload

CARD_WIDTH = 180  # pixels on the page: two beside each other on a phone
CARD_SIDE = 420  # pixels of the picture: twice that, for dense screens


def draw() -> None:
    """Let a person pick a sample."""
    with st.container(horizontal=True, gap="small"):
        for sample in SAMPLES:
            with st.container(width=CARD_WIDTH):
                key = f"sample-{sample.file}"
                card.draw(_picture(sample), tell(sample.title), _open, sample, key=key)
    authors = ", ".join(sample.credit for sample in SAMPLES)
    words = _("Photos in the public domain or CC0, from scikit-image: {authors}.", authors=authors)
    st.caption(tell(words))


def _open(sample: Sample) -> None:
    opening.open_photo(Upload(sample.file, samples.read(sample)))


def _picture(sample: Sample) -> bytes:
    """Return the picture of a sample's card: gray alone where the model that ships is missing."""
    ready = [model.name for model in cache.registry().ready()]
    return _halves(sample) if Recipe().model in ready else samples.thumbnail(sample)


@cache.remember(len(SAMPLES))
def _halves(sample: Sample) -> bytes:
    """Return the middle of a sample, its right half coloured, as the bytes of a JPEG file."""
    photo = photos.read(samples.read(sample), sample.file)
    colored = previews.render(photo, Recipe(), CARD_SIDE * 3 // 2).rgb
    halves = previews.crop_middle(colored, CARD_SIDE).copy()
    line = halves.shape[1] // 2
    halves[:, :line] = turn_gray(halves[:, :line])
    halves[:, line - 1 : line + 1] = 255
    return previews.encode(halves)
