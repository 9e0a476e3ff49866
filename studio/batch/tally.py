"""How far a batch has come."""

from dataclasses import dataclass, field

from studio.batch.journal import Entry
from studio.language import _


@dataclass(frozen=True)
class Stage:
    """What is done with all photos before the first is coloured, and how far that is.

    Examples
    --------
    >>> [Stage("Finding photos", 1200).sentence, Stage("Looking at the photos", 12, 60).sentence]
    ['Finding photos, 1,200', 'Looking at the photos, 12 of 60']
    """

    words: str
    done: int
    total: int | None = None  # None while nobody knows

    @property
    def sentence(self) -> str:
        """How far it is, in words."""
        if self.total is None:
            return _("{stage}, {n:,}", stage=self.words, n=self.done)
        return _("{stage}, {n:,} of {total:,}", stage=self.words, n=self.done, total=self.total)


@dataclass
class Tally:
    """How far a batch has come."""

    total: int
    stage: Stage | None = None  # None once photos are coloured
    earlier: int = 0  # how many of those done an earlier run did
    seconds: float = 0.0  # at work, pauses left out
    done: list[Entry] = field(default_factory=list)
    failed: list[Entry] = field(default_factory=list)
    left: list[Entry] = field(default_factory=list)  # alone, on purpose
    remarks: list[str] = field(default_factory=list)  # what was passed over, with good reason

    @property
    def settled(self) -> int:
        """Photos for which nothing is left to do."""
        return len(self.done) + len(self.failed) + len(self.left)

    def add(self, entry: Entry) -> None:
        """Take in what became of a photo."""
        if entry.state in ("done", "corrected"):
            self.done.append(entry)
        elif entry.state == "left":
            self.left.append(entry)
        else:
            self.failed.append(entry)

    def forget(self, photo: str) -> None:
        """Leave out what became of a photo before."""
        self.done = [entry for entry in self.done if entry.photo != photo]
        self.failed = [entry for entry in self.failed if entry.photo != photo]
        self.left = [entry for entry in self.left if entry.photo != photo]

    @property
    def rate(self) -> float:
        """Photos a second in this run; 0 before the first."""
        return (self.settled - self.earlier) / self.seconds if self.seconds else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Time for the rest at this rate; None before the first."""
        return (self.total - self.settled) / self.rate if self.rate else None
