"""A film is coloured to its end: through a reload, a pause, and a server that was killed."""

from types import SimpleNamespace

import films
import pytest
from browser.language import find_values, is_said
from browser.viewer import Viewer
from pictures import noise

COUNT = 150  # frames


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    """A film of one scene, of six seconds."""
    wide = noise(192, 256 + COUNT)
    pictures = [wide[:, left : left + 256].copy() for left in range(COUNT)]
    return films.make_with_sound(tmp_path_factory.mktemp("film") / "long.mp4", pictures)


class Watcher(Viewer):
    """A person who waits for a film: a page that tells how far it is is never still."""

    def done(self) -> int:
        """Return how many frames the page says are done; 0 if it says none."""
        found = find_values("{n:,} of {total:,} frames", self.words())
        return int(found[0]) if found else 0


@pytest.fixture(scope="module")
def journey(chromium, studio, clip):
    """What was seen: begin, reload, pause, kill the server, go on."""
    person, seen = Watcher(chromium, studio.address), SimpleNamespace()
    person.open_film(clip)
    person.start("Colour the film")
    person.wait(lambda: person.done() >= 10)
    person.driver.refresh()
    person.wait(lambda: person.done() >= 30)
    person.press("Pause")
    person.wait(lambda: is_said("paused", person.words()))
    seen.paused = person.words()
    studio.kill()
    studio.begin()
    person.reload()
    person.wait(
        lambda: person.driver.find_elements("css selector", "[class*=st-key-film-controls]")
    )
    seen.restarted = person.words()
    person.start("Continue")
    person.wait(lambda: person.done() >= 40)
    seen.continued = person.done()
    person.wait(lambda: person.driver.find_elements("css selector", "a.download"))
    person.settle()
    seen.file = person.download_film()
    return seen


def test_a_pause_is_said(journey):
    assert is_said("paused", journey.paused)


def test_a_server_that_was_killed_offers_to_go_on(journey):
    assert is_said("long_colorized.mp4 was begun and is not done.", journey.restarted)


def test_the_result_is_whole(journey, clip):
    found, wanted = films.look(journey.file), films.look(clip)
    assert found.times == pytest.approx(wanted.times, abs=0.001)
    assert [packet for _, packet in found.sound] == [packet for _, packet in wanted.sound]
