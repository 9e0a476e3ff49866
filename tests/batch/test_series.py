from dataclasses import replace

import numpy as np
import pytest
from crews import Here
from pictures import encoded
from skimage import data

from studio.batch import journal, series
from studio.batch.corrections import find_recipe, put_back
from studio.batch.jobs import Job, plan
from studio.batch.past import survey
from studio.batch.run import run
from studio.batch.workers import Order, color
from studio.color.lab import hex_to_ab, rgb_to_lab, turn_gray
from studio.evaluate.originals import small
from studio.models.registry import Registry
from studio.photo import photo
from studio.recipe import recipe_reader
from studio.recipe.hints import Hints, Point
from studio.recipe.recipe import Recipe
from studio.rendering.memory import Memory
from studio.rendering.render import develop

pytestmark = pytest.mark.slow

CAT, CUP = turn_gray(data.chelsea()), turn_gray(data.coffee())
VIEWS = {"cat-1.png": CAT[:280, :420], "cat-2.png": CAT[10:290, 20:440], "cat-3.png": CAT[20:, 31:]}
RED = Hints(
    (
        Point(x=0.2, y=0.2, color="#b03a2e", size=0.05),
        Point(x=0.8, y=0.8, color="#b03a2e", size=0.05),
    )
)


@pytest.fixture
def job(tmp_path):
    """Three views of a cat, and a cup."""
    (tmp_path / "in").mkdir()
    for name, view in (VIEWS | {"cup.png": CUP}).items():
        (tmp_path / "in" / name).write_bytes(encoded(small(view), "PNG"))
    return Job(photos=tmp_path / "in", results=tmp_path / "out", recipe=Recipe(), album=True)


@pytest.fixture
def corrected(job):
    """The job, with a result there that a person gave two hints."""
    run(job, Here())
    source = photo.open_file(job.photos / "cat-2.png")
    data = develop(source, replace(job.recipe, hints=RED), Registry())
    (job.results / "cat-2_colorized.png").write_bytes(data)
    return replace(job, existing="replace")


def references(job):
    """The digest of the picture that each result was coloured like, by photo."""
    found = {
        p.name.removesuffix("_colorized.png"): recipe_reader.open_file(p) for p in results(job)
    }
    return {n: s.recipe.reference and s.recipe.reference.sha256 for n, s in found.items()}


def results(job):
    return sorted(job.results.glob("*.png"))


def test_views_of_one_thing_follow_one_another_and_no_stranger(job):
    assert len(run(job, Here()).done) == 4
    followed = references(job)
    assert followed["cup"] is None
    assert [followed[f"cat-{n}"] for n in (1, 2, 3)].count(None) == 1


def test_without_the_switch_results_are_those_of_no_album(job, tmp_path):
    plain = replace(job, album=False)
    run(plain, Here())
    for path in sorted(plain.photos.iterdir()):
        alone = color(
            Order(data=path.read_bytes(), name=path.name, recipe=Recipe(), format="png")
        ).data
        assert (plain.results / f"{path.stem}_colorized.png").read_bytes() == alone


def test_the_surest_photo_comes_first(job):
    log, tasks = journal.read(job.results), plan(job).tasks
    found = series.arrange(job, tasks, log, lambda _: True)
    steps = series._Steps(lambda _: True, len(tasks))
    members = list(series._members(job, found.tasks, log, steps))
    assert members[0].doubt == min(member.doubt for member in members)


def test_what_a_person_corrected_stays_and_colours_the_rest(corrected):
    kept = (corrected.results / "cat-2_colorized.png").read_bytes()
    before = reddest(corrected)
    run(corrected, Here())
    assert (corrected.results / "cat-2_colorized.png").read_bytes() == kept
    after = reddest(corrected)
    assert after["cat-1"] < before["cat-1"] - 10
    assert after["cat-3"] < before["cat-3"] - 10
    assert after["cup"] == before["cup"]


def test_results_that_follow_a_correction_replace_none_unasked(corrected):
    progress = run(replace(corrected, existing="refuse"), Here())
    assert {"cat-1.png", "cat-3.png"} <= {entry.photo for entry in progress.failed}


def test_a_second_run_has_nothing_left_to_do(job):
    run(job, Here())
    crew = Here()
    assert run(job, crew).earlier == 4
    assert not crew.names


def test_an_album_that_is_done_is_found_done(job):
    run(job, Here())
    assert len(survey(job).done) == 4


def test_all_follow_what_was_put_back_in_any_format_and_files_of_others_stay(job):
    job = replace(job, format="jpeg", existing="skip")
    job.results.mkdir()
    (job.results / "cat-3_colorized.jpg").write_bytes(b"mine")
    run(job, Here())
    before = {path.name: path.read_bytes() for path in sorted(job.results.glob("*.jpg"))}
    source = photo.open_file(job.photos / "cat-2.png")
    data = develop(source, replace(job.recipe, hints=RED), Registry(), format="jpeg")
    put_back(job, "cat-2.png", data)
    run(replace(job, existing="replace own"), Here())
    after = {path.name: path.read_bytes() for path in sorted(job.results.glob("*.jpg"))}
    assert {name for name in after if after[name] != before[name]} == {
        "cat-1_colorized.jpg",
        "cat-2_colorized.jpg",
    }
    assert after["cat-2_colorized.jpg"] == data


def test_what_a_result_was_made_with_is_found_in_any_format(job):
    job = replace(job, format="jpeg")
    entries = run(job, Here()).done
    assert sum(bool(entry.follows) for entry in entries) == 2
    for entry in entries:
        recipe = find_recipe(job, entry, Memory(Registry()))
        source = photo.open_file(job.photos / entry.photo)
        made = (job.results / entry.result).read_bytes()
        assert develop(source, recipe, Registry(), format="jpeg") == made


def test_a_photo_that_cannot_be_opened_fails_alone(job):
    (job.photos / "cat-1.png").write_bytes(b"no photo")
    progress = run(job, Here())
    assert [entry.photo for entry in progress.failed] == ["cat-1.png"]
    assert len(progress.done) == 3


def reddest(job):
    """How far the colour of each result's middle is from the one asked for, in ab units."""
    asked = hex_to_ab("#b03a2e")
    found = {}
    for path in results(job):
        middle = rgb_to_lab(photo.open_file(path).rgb)[64:192, 64:192, 1:].mean((0, 1))
        found[path.name.removesuffix("_colorized.png")] = float(np.linalg.norm(middle - asked))
    return found
