"""Sessions of simulated users: each has a crop, seen by the encoder once, and wants a thing in it.

Sessions with crops of one shape are answered together, so they wait until they are enough.
"""

import queue
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import numpy as np

from studio.color.arrays import Float
from studio.color.lab import rgb_to_lab
from studio.evaluate.labelled import Pack
from studio.models.caffe import TAPS, Compact
from studio.models.picker import PickCompact
from studio.models.registry import Registry
from studio.training.simulated_user import SimulatedUser
from studio.training.things import Crop, Crops

WAITING = 2  # batches of sessions of one shape, at least, from which one is drawn
AHEAD = 24  # crops that are looked at before they are needed
PATIENCE_S = 0.2  # between looks at whether anybody still wants crops

Shape = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Session:
    """A simulated user, and what the encoder sees of his or her crop."""

    inputs: dict[str, Float]  # taps and L* - 50, float16, channels last, by the net's names
    user: SimulatedUser

    @property
    def shape(self) -> Shape:
        """Of the mask that is wanted."""
        return self.user.truth.shape


class Sessions:
    """Those that wait for an answer; new ones begin in a thread of its own.

    Parameters
    ----------
    pack : Pack
    side : int
        Root of the area of a crop, in pixels.
    seed : sequence of int
    """

    def __init__(self, pack: Pack, side: int, seed: Sequence[int]) -> None:
        chances = [np.random.default_rng((*seed, n)) for n in range(3)]
        self.crops, self.random, self.user_random = Crops(pack, side, chances[0]), *chances[1:]
        self.waiting: dict[Shape, list[Session]] = {}
        self.begun: queue.Queue[list[Session]] = queue.Queue(AHEAD)
        self.closed = threading.Event()
        self.thread = threading.Thread(target=self._begin, daemon=True)

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.closed.set()
        self.thread.join()

    def take(self, batch: int) -> list[Session]:
        """Take some of one shape, of that of which most wait."""
        while max(map(len, self.waiting.values()), default=0) < WAITING * batch:
            self.keep(self.begun.get())
        waiting = max(self.waiting.values(), key=len)
        places = self.random.permutation(len(waiting))[:batch]
        return [waiting.pop(place) for place in sorted(places, reverse=True)]

    def keep(self, sessions: Sequence[Session]) -> None:
        """Let sessions wait for an answer."""
        for session in sessions:
            self.waiting.setdefault(session.shape, []).append(session)

    def _begin(self) -> None:
        """Look at crops, until nobody wants any more."""
        eyes: Compact = Registry().colorizer(PickCompact.encoder)  # type: ignore[assignment]
        for crop in self.crops:
            self._offer(_begun(crop, eyes.encode(crop.rgb).blobs, self.user_random))
            if self.closed.is_set():
                return

    def _offer(self, sessions: list[Session]) -> None:
        while not self.closed.is_set():
            try:
                self.begun.put(sessions, timeout=PATIENCE_S)
            except queue.Full:
                continue
            return


def feed(sessions: Sequence[Session]) -> tuple[dict[str, Float], Float, Float, Float, Float]:
    """Return what the net is given for some sessions, and what the loss asks for.

    Returns
    -------
    tuple
        Inputs by name; then truth, weights, whether any will do, and the clicks, as
        `loss.picking_loss` takes them.
    """
    users = [session.user for session in sessions]
    inputs = {
        name: np.stack([session.inputs[name] for session in sessions]).astype(np.float32)
        for name in sessions[0].inputs
    }
    inputs["maps"] = np.stack([user.maps for user in users])
    inputs["before"] = np.stack([user.before for user in users])[..., None]
    truth, weights, free, told = (
        np.stack([getattr(user, name) for user in users])
        for name in ("masks", "weights", "free", "told")
    )
    return inputs, truth, weights, free, told


def _begun(crop: Crop, taps: dict[str, Float], random: np.random.Generator) -> list[Session]:
    """Begin a session for each thing in a crop."""
    seen = {name: taps[name][0].transpose(1, 2, 0).astype(np.float16) for name in TAPS}
    seen["data_l"] = (rgb_to_lab(crop.rgb)[..., :1] - 50).astype(np.float16)
    return [Session(seen, SimulatedUser(asked, random)) for asked in crop.asked]
