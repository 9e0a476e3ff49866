"""Following: the colours of a scene go with its things, from frame to frame and from its keys.

Chroma is a small map; lightness is each frame's own, at full size. A colour comes from the frame
before, by motion; from a key, by the motion that leads back to it, or by likeness where that is
lost; and from a model where a thing is new. No frame ahead is looked at but a key, and what is kept
does not grow with a film's length.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from studio.color.arrays import Float, Picture
from studio.film import motion, tracking
from studio.film.counsel import Counsel, ask, choose, weigh
from studio.film.keys import KnownKey, Sample, find_last, find_next, locate
from studio.film.sight import Sight
from studio.film.tracking import Track
from studio.rendering.reference import vectors

MOST = 20.0  # frames over which a colour is averaged along its way
ANCHORED = 8  # frames from one that later ones are compared with to the next


@dataclass(frozen=True, eq=False, kw_only=True)
class Last:
    """What the next frame of a scene needs to know of those before it."""

    number: int  # of the frame in the film
    scene: int  # number of the first frame of its scene
    gray: Picture  # (h, w): L*, 255 for white
    ab: Float  # (h, w, 2)
    weight: Float  # (h, w): frames over which that was averaged
    track: Track  # to the last key; of no use where there was none
    anchor: Sample | None  # an earlier frame: what turned up after a key is found again there
    counsel: Counsel  # what keys and the anchor said


def begin(number: int, sight: Sight, keys: Sequence[KnownKey]) -> Last:
    """Colour the first frame of a scene: its number in the film, and the keys of the scene."""
    height, width = sight.gray.shape
    last = Last(
        number=number,
        scene=number,
        gray=sight.gray,
        ab=sight.own,
        weight=np.ones((height, width), np.float32),
        track=tracking.begin(height, width),
        anchor=None,
        counsel=(),
    )
    if not keys:
        return last
    seen = vectors(sight.features)
    counsel = ask(seen, choose(keys, number, None), 0)
    ab = weigh(counsel, keys, number).apply(sight.own)
    return _end(replace(last, ab=ab, counsel=counsel), seen, keys)


def follow(last: Last, sight: Sight, keys: Sequence[KnownKey]) -> Last:
    """Colour the next frame of a scene, as `begin` does the first."""
    step = motion.find_motion(sight.gray, last.gray)
    back = motion.find_motion(last.gray, sight.gray)
    trusted = motion.trust(sight.gray, last.gray, step, back)
    weight = np.minimum(motion.move(last.weight, step), MOST) * trusted
    now = replace(
        last,
        number=last.number + 1,
        gray=sight.gray,
        ab=motion.move(last.ab, step),
        weight=weight + 1,
    )
    if keys:
        return _follow_keys(now, sight, keys, step, back)
    return replace(now, ab=_mix(sight.own, now.ab, _kept(now.weight)))


def _follow_keys(
    now: Last, sight: Sight, keys: Sequence[KnownKey], step: Float, back: Float
) -> Last:
    """Join what came by motion from the last frame with what the keys say."""
    seen = vectors(sight.features)
    asked = choose(keys, now.number, now.anchor)
    counsel = ask(seen, asked, now.number - now.scene, now.counsel, step)
    own = weigh(counsel, keys, now.number).apply(sight.own)
    moved, kept, track = now.ab, _kept(now.weight), now.track
    before = find_last(keys, now.number)
    if before is not None:
        track = tracking.advance(track, step, back, now.gray, before.gray)
        certain = tracking.certainty(track, now.gray, before.gray)
        moved = _mix(moved, motion.move(before.ab, track.there), certain)
        kept = np.maximum(kept, certain)
    ab = _mix(own, moved, kept)
    return _end(replace(now, ab=ab, track=track, counsel=counsel), seen, keys)


def _mix(first: Float, second: Float, share: Float) -> Float:
    """Return one map where the share, float32 (h, w), is 0 and the other where it is 1."""
    return first + share[..., None] * (second - first)


def _kept(weight: Float) -> Float:
    """Return the share of what came by motion in an average over so many frames."""
    return 1 - np.reciprocal(weight)


def _end(now: Last, seen: Float, keys: Sequence[KnownKey]) -> Last:
    """Let the next key speak the more the nearer it is; a frame that is a key has its colours."""
    before, after = find_last(keys, now.number), find_next(keys, now.number)
    if before is not None and before.number == now.number:
        height, width = now.gray.shape
        now = replace(
            now,
            ab=before.ab,
            weight=np.full((height, width), MOST, np.float32),
            track=tracking.begin(height, width),
            counsel=(),  # from now on others are asked
        )
    elif before is not None and after is not None:
        share = locate(before, after, now.number)
        now = replace(now, ab=now.counsel[1].times(share).shift(now.ab))
    if (now.number - now.scene) % ANCHORED == 0:
        now = replace(now, anchor=Sample(vectors=seen, ab=now.ab))
    return now
