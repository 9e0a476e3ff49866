"""How far a batch has come, and what holds it."""

from dataclasses import dataclass, field

from studio.batch.journal import Entry


@dataclass
class Controls:
    """What a person switches while a batch runs, from another thread or a signal handler.

    Plain flags: setting an event in a signal handler may wait for a lock held by what it cut into.
    """

    paused: bool = False  # begin no further photo for now
    stopped: bool = False  # finish those begun, and return

    @property
    def is_held(self) -> bool:
        """Whether no further photo may be begun."""
        return self.paused or self.stopped


@dataclass
class Tally:
    """How far a batch has come."""

    total: int
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
        {"done": self.done, "failed": self.failed, "left": self.left}[entry.state].append(entry)

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
