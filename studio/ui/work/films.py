"""Whose a film is, and how it is opened: all films that are worked on live in the process."""

import io
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from PIL import Image

from studio.errors import OutputError, WorkError
from studio.film.projects import posters, project
from studio.film.projects.breakdown import Breakdown
from studio.film.projects.desk import Desk
from studio.film.storyboard import CorrectedFrame
from studio.recipe.recipe import Recipe
from studio.ui.entries import Entry
from studio.ui.work import cache, previews, saving, session
from studio.works import store
from studio.works.document import FilmSource, Glance
from studio.works.upload import Upload

ENDINGS = re.compile(
    r".*\.(mp4|m4v|mov|mkv|webm|avi|mpe?g|m2v|vob|m?2?ts|wmv|asf|flv|3gp|ogv|dv)", re.IGNORECASE
)
SCENE = Entry[float | None](None)  # start of the scene that is looked at; None before one is
PART = Entry(0)  # number of its part that is played

_desks: dict[str, Desk] = {}  # of the process: work goes on when nobody is there


def find(key: str) -> Desk:
    """Return the film of a key; who has the key, has the film. Raises as `project.load` does."""
    if key not in _desks:
        _desks.setdefault(key, Desk(project.load(key)))  # another session may have been quicker
    return _desks[key]


def find_own() -> Desk | None:
    """Return the film that is open; None without one, or if it is gone. Raises as `Desk` does."""
    key = saving.OWN_FILM.get()
    if not key:
        return None
    try:
        return find(key)
    except WorkError:
        close()
        return None


def is_film(name: str) -> bool:
    """Tell whether a file is called as films are."""
    return ENDINGS.fullmatch(name) is not None


def begin(name: str, film: Path | bytes) -> None:
    """Open a film, by its path or its bytes, and look at it; raises as `project.begin` does."""
    enter(project.begin(name, film))


def enter(key: str) -> None:
    """Make a film the one that is open."""
    saving.enter_film(key)
    SCENE.drop()
    PART.drop()


def close() -> None:
    """Put the film away; work on it goes on."""
    enter("")


def put_aside(key: str) -> None:
    """Stop work on a film, and put it aside for an hour, with all that was made of it here."""
    if key in _desks:
        _desks.pop(key).stop()
    store.put_aside(key, store.FILMS)


def list_others() -> Sequence[Glance]:
    """Return the visitor's films but for the open one, the one changed last first."""
    keys = saving.list_keys() - {saving.OWN_FILM.get()}
    return sorted(filter(None, map(project.glance, keys)), key=lambda film: film.age_s)


def list_aside() -> Sequence[Glance]:
    """Return the visitor's films that were put aside, and may come back for an hour."""
    with suppress(OutputError):  # what cannot go now goes another time
        store.remove_aside(store.FILMS)
    return [*filter(None, map(project.glance_aside, saving.list_keys()))]


def open_frame(desk: Desk, film: Breakdown, time: float) -> None:
    """Make the frame of a time the photo that every page works on: the work begun before, if any.

    Raises as `posters.read_frame` and `session.open_source` do.
    """
    place = film.board.find(time)
    source = FilmSource(key=desk.project.key, time=time, title=desk.project.name)
    if key := saving.find_source(source):
        session.open_work(key)
        return
    file = io.BytesIO()
    Image.fromarray(posters.read_frame(film.index, time)).save(file, "PNG", compress_level=1)
    name = f"{Path(desk.project.name).stem}, scene {place + 1}.png"
    upload = Upload(name, file.getvalue())
    small = previews.square(cache.open_photo(upload))
    session.open_source(upload, source, find_recipe(film, time), small)


def find_recipe(film: Breakdown, time: float) -> Recipe:
    """Return what colours the frame of a time: its own recipe, that of its scene, or the film's."""
    scene = film.board.scenes[film.board.find(time)]
    own = [key.recipe for key in scene.keys if isinstance(key, CorrectedFrame) and key.time == time]
    return next(iter(own), scene.recipe or film.board.recipe)


def look_at(start: float) -> None:
    """Look at the scene that starts at a time."""
    SCENE.set(start)
    PART.drop()


def find_scene(film: Breakdown) -> int:
    """Return the place of the scene that is looked at."""
    start = SCENE.get()
    return 0 if start is None else film.board.find(start)


def illustrate(desk: Desk, small: bytes) -> None:
    """Have lists show a film by a JPEG; where the disk refuses it, as before."""
    if desk.small != small:
        with suppress(OutputError):
            project.illustrate(desk.project, small)
        desk.small = small


def put_back(source: FilmSource, recipe: Recipe) -> None:
    """Make a recipe a key of the scene that its photo was taken from.

    Raises as `find` does, and OutputError if the disk refuses it.
    """
    desk = find(source.key)
    if desk.film is None:
        raise WorkError(*store.GONE)
    board = desk.film.board
    place = board.find(source.time)
    key = CorrectedFrame(time=source.time, recipe=recipe)
    desk.change(board.change(place, board.scenes[place].put_key(key)))
    enter(source.key)
    look_at(board.scenes[place].start)


def find_number(source: FilmSource) -> int:
    """Return which scene of its film, from 1, a photo was taken from; raises as `find` does."""
    film = find(source.key).film
    if film is None:
        raise WorkError(*store.GONE)
    return film.board.find(source.time) + 1
