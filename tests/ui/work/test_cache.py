import threading
from dataclasses import replace

import pytest
from pictures import encoded, noise

from studio.photo.photo import Photo, read
from studio.recipe.recipe import Recipe
from studio.recipe.regions import Adjust, Foreground, RegionEdit, Regions, Tidying
from studio.rendering.draft import Draft
from studio.ui import language
from studio.ui.work import cache

ONE, OTHER = (read(encoded(noise(5, 7, seed=seed), "PNG"), "photo.png") for seed in range(2))


@cache.remember(100)
def question(photo: Photo, asked: object, side: int = 9, _tell: object = None) -> object:
    """Answer with something that is equal to nothing else."""
    return object()


def turned(degrees: float) -> Recipe:
    return Recipe(
        regions=Regions((RegionEdit(where=Foreground("people"), what=Adjust(hue=degrees)),))
    )


@cache.remember(100, "Asking")
def spoken_question(asked: str) -> object:
    """Answer likewise, under words that a person reads."""
    return object()


def test_an_answer_is_the_same_in_every_language(monkeypatch):
    english = spoken_question("once")
    monkeypatch.setattr(language, "current", lambda: "de")
    assert spoken_question("once") is english


def test_two_photos_of_one_name_and_size_have_two_answers():
    assert question(ONE, Recipe()) is not question(OTHER, Recipe())


def test_a_photo_decoded_again_has_the_answer_it_had():
    assert question(ONE, Recipe()) is question(replace(ONE), Recipe())


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Recipe(), Recipe(strength=0.5)),
        (Recipe(model="compact"), Recipe(model="levin2004")),
        (turned(-1.0), turned(-2.0)),  # whose hashes are equal in Python
        (Draft(refined=True), Draft(refined=False)),
        (Draft(Foreground("one")), Draft(Foreground("other"))),
        (Tidying(floor=0.1), Tidying(smoothing=0.1)),
    ],
)
def test_two_values_have_two_answers_and_equal_ones_share_theirs(first, second):
    assert question(ONE, first) is not question(ONE, second)
    assert question(ONE, first) is question(ONE, replace(first))


def test_who_is_told_of_progress_does_not_count():
    assert question(ONE, Recipe(), 9, print) is question(ONE, Recipe(), 9, len)


def test_a_question_of_two_threads_at_once_is_worked_out_once():
    begun, go_on, made = threading.Event(), threading.Event(), []

    @cache.remember(2)
    def slow(photo: Photo) -> object:
        made.append(object())
        begun.set()
        go_on.wait(10)
        return made[-1]

    answers: list[object] = []
    threads = [threading.Thread(target=lambda: answers.append(slow(ONE))) for _ in range(2)]
    threads[0].start()
    assert begun.wait(10)
    threads[1].start()
    threads[1].join(0.2)  # it would be done by now, had it not to wait
    assert threads[1].is_alive()
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert answers == made * 2
