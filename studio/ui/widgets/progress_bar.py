"""The progress of long work, drawn where its result is about to come."""

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.delta_generator import DeltaGenerator

from studio.language import _
from studio.rendering.render import StageProgress
from studio.ui import quirks
from studio.ui.language import tell

PATIENCE_S = 0.4  # work that is done by then shows no bar: it would only flicker

Stages = queue.SimpleQueue[tuple[str, float] | None]  # None comes last


@contextmanager
def draw() -> Iterator[StageProgress]:
    """Show what the block is at, in words and percent, if it takes longer than a moment.

    The bar lies over the top of the current container and moves nothing. A thread of its own draws
    it, because the work is mostly done by functions that are remembered, and those may not.
    """
    place, stages, over = quirks.above().empty(), Stages(), threading.Event()
    painter = threading.Thread(target=_paint, args=(place, stages, over))
    quirks.in_this_run(painter).start()
    try:
        yield lambda stage, share: stages.put((stage, share))
    finally:
        over.set()
        stages.put(None)
        painter.join()
        place.empty()


def _paint(place: DeltaGenerator, stages: Stages, over: threading.Event) -> None:
    if over.wait(PATIENCE_S):
        return
    for stage, share in iter(stages.get, None):
        place.progress(share, tell("{stage}: {share:.0%}", stage=_(stage), share=share))
