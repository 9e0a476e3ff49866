"""The one batch of this computer: it lives without the page that began it."""

import threading
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

from studio.batch import albums
from studio.batch.albums import Pair
from studio.batch.jobs import Job
from studio.batch.journal import Entry
from studio.batch.run import Progress, Reins, run
from studio.batch.workers import Pool
from studio.errors import StudioError


@dataclass
class Watched:
    """A batch in a thread of its own: begun by one session, seen by all."""

    job: Job
    workers: int
    reins: Reins = field(default_factory=Reins)
    progress: Progress = field(default_factory=lambda: Progress(0))
    sheets: list[Path] = field(default_factory=list)
    trouble: str = ""  # why it could not begin or go on

    def __post_init__(self) -> None:
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether it is still at work."""
        return self._thread.is_alive()

    @property
    def pairs(self) -> list[Pair]:
        """The photos done, with their results."""
        return albums.pairs(self.job, self.progress)

    def _work(self) -> None:
        try:
            with Pool(self.workers) as crew:
                run(self.job, crew, self.reins, self._take)
            self.sheets = list(albums.contact_sheets(self.pairs, self.job.results))
        except StudioError as error:
            self.trouble = str(error)

    def _take(self, progress: Progress, latest: Entry | None) -> None:
        self.progress = progress


@dataclass
class Desk:
    """Where the one batch of this computer lies, for every session to see."""

    batch: Watched | None = None
    taking: threading.Lock = field(default_factory=threading.Lock)


@st.cache_resource(show_spinner=False)
def desk() -> Desk:
    """Return the one desk of the process."""
    return Desk()
