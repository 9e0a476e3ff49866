import numpy as np
import pytest

from studio.models.prediction import Prediction, certain, expect_chroma, grid
from studio.recipe.recipe import Recipe
from studio.rendering.decode import decode, warm
from studio.rendering.settling import FULLER, even

FLAT = np.full((48, 64), 50, np.float32)


def prediction(regressed=None, height=24, width=32):
    """Of a net that hesitates between many colours at every spot."""
    logits = np.random.default_rng(0).normal(0, 2, (len(grid()), height, width))
    logits = logits.astype(np.float32)
    return Prediction(logits, grid(), regressed)


def chroma(vividness=0.0, strength=1.0, warmth=0.0, said=None, lightness=FLAT, settled=None):
    said = said or prediction()
    numbers = {"vividness": vividness, "strength": strength, "warmth": warmth, "settled": settled}
    return decode(said, lightness, Recipe(model="m", **numbers))


def halves(left, right):
    """L* of two surfaces side by side."""
    return np.where(np.arange(64) < 32, left, right).astype(np.float32)[None].repeat(48, 0)


def test_without_vividness_the_colours_are_the_expected_ones():
    assert np.array_equal(chroma(), prediction().expected)


def test_the_caller_may_change_what_it_got():
    regressed = np.ones((48, 64, 2), np.float32)
    decode(prediction(regressed), FLAT, Recipe(vividness=0.0, settled=None))[:] = 5
    assert (regressed == 1).all()


def test_vividness_raises_the_chroma():
    sizes = [np.linalg.norm(chroma(v), axis=-1).mean() for v in (0.0, 0.3, 0.6)]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[2]


def test_what_vividness_adds_is_calmer_than_the_annealed_mean():
    def roughness(ab):
        return np.abs(np.diff(ab, axis=1)).mean()

    said = prediction(height=66, width=64)  # as many as the net that ships has
    annealed = said.mean(Recipe(vividness=0.5).temperature) - said.mean(1)
    assert roughness(chroma(0.5, said=said) - said.expected) < 0.8 * roughness(annealed)


def test_what_vividness_adds_stops_at_edges():
    lightness = halves(20, 80)
    said = prediction(np.zeros((24, 32, 2), np.float32))
    said.logits[:, :, :16] = -40
    said.logits[130, :, :16] = 0  # certain of one colour left of the edge
    left = np.abs(chroma(0.5, said=said, lightness=lightness)[:, :14])
    assert left.max() < 0.5


def test_strength_scales_and_nothing_is_left_at_zero():
    assert np.allclose(chroma(0.3, 0.5), chroma(0.3) / 2, atol=1e-4)
    assert not chroma(0.3, 0.0).any()


@pytest.mark.parametrize(("warmth", "sign"), [(0.5, 1), (-0.5, -1)])
def test_warmth_moves_towards_yellow_and_coolness_towards_blue(warmth, sign):
    plain = chroma()
    moved = warm(plain, warmth) - plain
    colourful = np.linalg.norm(plain, axis=-1) > 1
    assert (moved[..., 0] == 0).all()
    assert (sign * moved[colourful][:, 1] > 0).all()


def test_gray_stays_gray_however_warm():
    gray = np.zeros((4, 4, 2), np.float32)
    assert not warm(gray, 1.0).any()
    faint = warm(gray + np.float32(0.5), 1.0) - np.float32(0.5)
    assert faint[..., 1].max() < 2.5


def test_settled_at_0_is_as_not_settled():
    assert np.array_equal(chroma(0.3, settled=0.0), chroma(0.3))


def test_settled_a_plain_surface_is_nearly_of_one_colour():
    wandering, settled = (chroma(0.3, settled=s).std(axis=(0, 1)).max() for s in (None, 1.0))
    assert settled < wandering / 3


def test_settled_surfaces_keep_colours_of_their_own():
    regressed = np.zeros((48, 64, 2), np.float32)
    regressed[:, :32, 1], regressed[:, 32:, 1] = 30, -30
    said = Prediction(np.zeros((len(grid()), 24, 32), np.float32), grid(), regressed)
    left, right = np.split(chroma(said=said, lightness=halves(20, 80), settled=1.0)[..., 1], 2, 1)
    assert left.min() > 25
    assert right.max() < -20


def of_two(one, other, share):
    """What a net says that hesitates between two colours everywhere."""
    logits = np.random.default_rng(0).normal(-9, 0.5, (len(grid()), 24, 32)).astype(np.float32)
    for ab, likely in ((one, share), (other, 1 - share)):
        logits[(grid() == ab).all(1)] = np.log(likely)
    return Prediction(logits, grid())


def chroma_ratio(said):
    """Return by how much settling multiplies the colours that come of one even answer."""
    doubt = np.full((24, 32), 3.0, np.float32)
    found = said.mean(1)
    liveliness = expect_chroma(said.centres, said.probability())
    even_out = even(found, doubt, liveliness, FLAT[:24, :32], 1.0)
    return np.linalg.norm(even_out.mean((0, 1))) / np.linalg.norm(found.mean((0, 1)))


def test_colours_that_cancel_out_come_out_fuller():
    assert chroma_ratio(of_two((40, 0), (-30, 0), 0.6)) == pytest.approx(FULLER[1], abs=0.02)


def test_colours_that_agree_stay_as_full_as_they_are():
    assert chroma_ratio(of_two((40, 10), (30, 10), 0.5)) == pytest.approx(FULLER[0], abs=0.02)


def test_gray_does_not_become_fuller():
    gray = np.zeros((24, 32, 2), np.float32)
    assert not even(gray, np.full((24, 32), 3.0, np.float32), 20.0, FLAT[:24, :32], 1.0).any()


def test_between_skin_and_blue_a_settled_net_rather_says_skin():
    logits = np.full((len(grid()), 24, 32), -40, np.float32)
    for ab in ((20, 20), (-10, -30)):
        logits[np.flatnonzero((grid() == ab).all(1))] = 0
    said = Prediction(logits, grid())
    blue, skin = (chroma(said=said, settled=settled)[12, 16, 1] for settled in (None, 1.0))
    assert blue < 0 < skin


def test_settled_a_net_that_learned_how_says_what_it_learned():
    logits = np.full((len(grid()), 24, 32), -40, np.float32)
    learned = logits.copy()
    logits[np.flatnonzero((grid() == (-10, -30)).all(1))] = 0
    learned[np.flatnonzero((grid() == (20, 20)).all(1))] = 0
    said = Prediction(logits, grid(), settled=learned)
    loose, settled = (chroma(said=said, settled=s)[12, 16] for s in (None, 1.0))
    assert loose == pytest.approx([-10, -30], abs=0.1)
    assert settled == pytest.approx([20, 20], abs=0.1)


def test_what_knows_one_colour_has_nothing_to_settle():
    said = certain(np.random.default_rng(0).normal(0, 9, (24, 32, 2)).astype(np.float32))
    assert np.array_equal(chroma(0.5, said=said, settled=1.0), chroma(0.5, said=said))
