"""The scout: looks ahead in a thread of its own, so that who waits for it obeys a stop at once.

Reading a large photo, or a folder across a network, may take long, and nothing can cut it short.
"""

import time
from collections.abc import Callable
from multiprocessing.pool import ThreadPool
from typing import TypeVar

from studio.background import TICK_S, Controls
from studio.batch.tally import Stage, Tally

Answer = TypeVar("Answer")


class Scout:
    """Answers questions about photos, and tells how far it is.

    Parameters
    ----------
    progress : Tally
        Has the stage that the scout is at.
    controls : Controls
    tell : callable
        Called now and then while an answer is waited for.
    """

    def __init__(self, progress: Tally, controls: Controls, tell: Callable[[], None]) -> None:
        self._progress, self._controls, self._tell = progress, controls, tell
        # not of concurrent.futures, whose threads are waited for before a program may end
        self._thread = ThreadPool(1)

    def look(self, stage: Stage) -> bool:
        """Note how far it is; tell whether to go on, once no pause holds it."""
        self._progress.stage = stage
        while self._controls.paused and not self._controls.stopped:
            time.sleep(TICK_S)
        return not self._controls.stopped

    def ask(self, question: Callable[[], Answer]) -> Answer | None:
        """Return the answer to a question; None where a person stops all before there is one.

        Raises whatever the question does.
        """
        asked = self._thread.apply_async(question)
        while not asked.ready():
            if self._controls.stopped:
                return None
            self._tell()
            asked.wait(TICK_S)
        self._progress.stage = None
        return asked.get()

    def dismiss(self) -> None:
        """Wait for nothing that it is still at: that ends by itself, with nobody to ask for it."""
        self._thread.close()
