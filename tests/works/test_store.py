import json
import os
import threading
import time

import pytest
from pictures import encoded, noise

from studio import places
from studio.errors import OutputError, StaleError, WorkError
from studio.photo.mask_files import pack
from studio.recipe.hints import Hints, Point, Stroke
from studio.recipe.history import History
from studio.recipe.recipe import Recipe, load
from studio.recipe.regions import Drawn, RegionEdit, Regions, Tint
from studio.works import document, store
from studio.works.document import FilmSource
from studio.works.store import FILMS, Shelf

DAY_S = 24 * 3600
PHOTO, SMALL = encoded(noise(9, 12), "PNG"), b"small"
HINTS = Hints(
    (Point(x=0.1, y=1 / 3, color="#b03a2e", size=0.02),), (Stroke(((0.1, 0.2),), "#2e86c1", 0.01),)
)
REGIONS = Regions(
    (RegionEdit(where=Drawn(pack(noise(9, 12)[..., 0] > 127)), what=Tint("#b03a2e")),)
)
STEPS = Recipe(), Recipe(hints=HINTS), Recipe(hints=HINTS, regions=REGIONS), Recipe(strength=0.1)
HISTORY = History(STEPS[2], STEPS[:2], STEPS[3:])
HOSTILE = [
    "",
    "..",
    "../" + "a" * 29,
    "a" * 31,
    "a" * 33,
    "a" * 31 + "/",
    "a" * 31 + "\n",
    "\0" * 32,
]
UNREADABLE = [b"", b"{", b"[]", b"{}", b"\xff", b"null", b'{"version": 2}', b"[" * 99_999]


@pytest.fixture
def key():
    return document.begin("grandmother.png", PHOTO, HISTORY, SMALL)


@pytest.fixture
def place(key):
    return store.folder() / key


def change(place, **fields):
    """Write something else into the document of a work."""
    path = place / document.DOCUMENT
    path.write_text(json.dumps({**json.loads(path.read_text()), **fields}))


def age(key, seconds):
    path = store.folder() / key
    used = path.stat().st_mtime - seconds
    os.utime(path, (used, used))


def test_a_work_comes_back_as_it_was_saved(key):
    assert document.load(key) == document.Work("grandmother.png", PHOTO, HISTORY)


def test_later_steps_are_saved(key):
    later = HISTORY.push(Recipe(vividness=0.9)).undo()
    document.save(key, later)
    assert document.load(key).history == later


def test_steps_that_another_window_saved_are_not_written_over(key):
    others = HISTORY.push(Recipe(vividness=0.9))
    document.save(key, others, HISTORY)
    with pytest.raises(StaleError):
        document.save(key, HISTORY.undo(), HISTORY)
    assert document.load(key).history == others
    assert document.is_saved(key, others)
    assert not document.is_saved(key, HISTORY)


def test_a_copy_has_the_photo_and_steps_of_its_own(key):
    later = HISTORY.push(Recipe(vividness=0.9))
    copy = document.copy(key, later)
    assert document.load(copy) == document.Work("grandmother.png", PHOTO, later)
    assert document.load(key).history == HISTORY


def test_the_photo_is_written_once(key, place):
    before = (place / document.PHOTO).stat()
    document.save(key, History(Recipe()))
    assert (place / document.PHOTO).stat() == before


def test_a_step_is_written_once(key, place):
    path = place / document.STEPS / f"{STEPS[1].digest}.json"
    before = path.stat()
    document.save(key, HISTORY.undo())
    assert path.stat() == before


def test_a_step_is_a_recipe_file(place):
    saved = {load(path.read_text()).recipe for path in (place / document.STEPS).iterdir()}
    assert saved == set(STEPS)


def test_steps_that_were_forgotten_go(key, place):
    document.save(key, History(STEPS[0]))
    assert [path.stem for path in (place / document.STEPS).iterdir()] == [STEPS[0].digest]


def test_a_key_has_at_least_128_bits_and_is_never_the_same():
    keys = {document.begin("a.png", PHOTO, History(Recipe()), SMALL) for _ in range(9)}
    assert len(keys) == 9
    assert all(len(key) * 5 >= 128 for key in keys)  # 5 bits a letter, capitals put aside


@pytest.mark.parametrize("key", HOSTILE)
@pytest.mark.parametrize(
    "ask", [document.load, store.remove, lambda key: document.save(key, HISTORY)]
)
def test_a_key_that_is_none_touches_no_path(key, ask, own_data):
    with pytest.raises(WorkError, match="no saved work"):
        ask(key)
    assert not own_data.exists()


def test_a_work_that_is_gone_is_said_to_be(key):
    store.remove(key)
    with pytest.raises(WorkError, match="no saved work"):
        document.load(key)


@pytest.mark.parametrize("content", UNREADABLE)
def test_a_damaged_document_is_told_in_a_sentence(key, place, content):
    (place / document.DOCUMENT).write_bytes(content)
    with pytest.raises(WorkError, match="a damaged work"):
        document.load(key)
    assert document.glance(key) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"present": "../../../etc/passwd"},
        {"past": [f"{'0' * 63}\n"]},
        {"past": ["0" * 64]},
        {"future": [STEPS[0].digest] * 99},
        {"photo": "0" * 64},
        {"name": 7},
        {"changed": "yesterday"},
        {"more": 1},
    ],
)
def test_a_document_that_says_something_else_is_damaged(key, place, fields):
    change(place, **fields)
    with pytest.raises(WorkError, match="a damaged work"):
        document.load(key)


@pytest.mark.parametrize("part", [document.PHOTO, f"{document.STEPS}/{STEPS[2].digest}.json"])
@pytest.mark.parametrize("content", [None, b"", b"Dear grandmother"])
def test_a_damaged_part_is_told_in_a_sentence(key, place, part, content):
    (place / part).unlink()
    if content is not None:
        (place / part).write_bytes(content)
    with pytest.raises(WorkError, match="a damaged work"):
        document.load(key)


def test_a_removed_work_leaves_nothing(key, place):
    store.remove(key)
    assert not place.exists()


def test_a_work_that_was_put_aside_comes_back_as_it_was(key):
    store.put_aside(key)
    assert document.glance(key) is None
    assert document.glance_aside(key).name == "grandmother.png"
    store.bring_back(key)
    assert document.load(key).history == HISTORY
    assert document.glance_aside(key) is None


def test_a_work_that_was_put_aside_goes_for_good_when_that_is_asked(key, place):
    store.put_aside(key)
    store.remove(key)
    assert list(place.parent.glob(f"{key}*")) == []
    with pytest.raises(WorkError, match="no saved work"):
        store.bring_back(key)


def test_what_was_put_aside_goes_after_an_hour(key, place):
    store.put_aside(key)
    store.remove_aside(now=time.time() + 3500)
    assert document.glance_aside(key)
    store.remove_old(now=time.time() + 3700)
    assert list(place.parent.glob(f"{key}*")) == []


def test_a_removed_work_is_not_saved_again(key, place):
    store.remove(key)
    with pytest.raises(WorkError, match="no saved work"):
        document.save(key, HISTORY)
    assert not place.exists()


def test_a_list_shows_name_picture_and_age(key, place):
    change(place, changed="2020-01-01T00:00:00Z")
    seen = document.glance(key)
    assert (seen.name, seen.small) == ("grandmother.png", SMALL)
    assert seen.age_s > 5 * 365 * DAY_S


def test_a_name_of_any_length_is_taken():
    key = document.begin("long " * 999, PHOTO, HISTORY, SMALL)
    assert document.load(key).name.startswith("long ")


def test_what_was_not_used_for_30_days_goes_when_a_work_is_begun():
    old, young = (document.begin(name, PHOTO, HISTORY, SMALL) for name in "ab")
    age(old, 31 * DAY_S)
    age(young, 29 * DAY_S)
    document.begin("c", PHOTO, HISTORY, SMALL)
    assert document.glance(old) is None
    assert document.glance(young)


def test_an_opened_work_counts_as_used(key):
    age(key, 31 * DAY_S)
    document.load(key)
    store.remove_old()
    assert document.glance(key)


def test_beyond_the_limit_those_used_longest_ago_go():
    keys = [document.begin(name, PHOTO, HISTORY, SMALL) for name in "abcd"]
    for days, key in enumerate(keys, 1):
        age(key, days * DAY_S)
    size = sum(f.stat().st_size for f in (store.folder() / keys[0]).rglob("*") if f.is_file())
    store.remove_old(Shelf("works", 2 * size + size // 2))
    assert [bool(document.glance(key)) for key in keys] == [True, True, False, False]


def test_the_work_at_hand_and_those_just_used_stay_whatever_they_weigh():
    first, second, third = (document.begin(name, PHOTO, HISTORY, SMALL) for name in "abc")
    age(first, 2 * DAY_S)
    age(second, 2 * DAY_S)
    store.remove_old(Shelf("works", 0), spared=second)
    assert [bool(document.glance(key)) for key in (first, second, third)] == [False, True, True]


def test_what_is_no_work_is_left_alone(key, own_data):
    (store.folder() / "notes").mkdir()
    store.remove_old(Shelf("works", 0), now=1e12)
    assert (store.folder() / "notes").exists()


def test_films_have_a_place_of_their_own(key):
    film = store.new_key(FILMS)
    store.place_of(film, FILMS).mkdir()
    store.remove_old(Shelf("films", 0), now=1e12)
    assert document.glance(key)
    assert not store.place_of(film, FILMS).exists()


def test_a_work_keeps_where_its_photo_was_taken_from():
    source = FilmSource("a" * 32, 2.5, "attic.mp4")
    key = document.begin("a.png", PHOTO, HISTORY, SMALL, source)
    document.save(key, HISTORY)
    assert document.load(key).source == document.glance(key).source == source


def test_other_users_of_the_computer_see_nothing(key):
    assert store.folder().stat().st_mode & 0o077 == 0


def test_what_cannot_be_written_leaves_nothing(own_data, monkeypatch):
    """A limit of the kernel's stands for a full disk: root may write anywhere."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(PHOTO) - 1, hard))
    try:
        with pytest.raises(OutputError, match="no room"):
            document.begin("a.png", PHOTO, HISTORY, SMALL)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(store.folder().iterdir()) == []


def test_a_file_in_place_of_the_folder_is_told_in_a_sentence(own_data):
    own_data.write_bytes(b"")
    with pytest.raises(OutputError):
        document.begin("a.png", PHOTO, HISTORY, SMALL)


def test_without_a_home_the_variable_is_named(monkeypatch):
    monkeypatch.setenv(places.DATA, "relative")
    with pytest.raises(OutputError, match=places.DATA):
        document.begin("a.png", PHOTO, HISTORY, SMALL)


def test_two_windows_on_one_work_leave_it_whole(key):
    """Each saves steps of its own: neither removes what the other is about to name."""

    def press(strength):
        for number in range(20):
            document.save(key, History(Recipe(strength=strength, warmth=number / 40)))
            document.save(key, History(Recipe(strength=0.3)))

    presses = [threading.Thread(target=press, args=(strength,)) for strength in (0.3, 0.4)]
    for each in presses:
        each.start()
    for each in presses:
        each.join()
    assert document.load(key).history == History(Recipe(strength=0.3))


def test_a_killed_write_is_cleared_by_the_next(key, place):
    (place / document.STEPS / f"{'0' * 32}.part").write_bytes(b"half")
    document.save(key, HISTORY)
    assert not list(place.rglob("*.part"))
