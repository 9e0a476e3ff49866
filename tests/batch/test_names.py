import os
from pathlib import Path, PurePosixPath

import pytest

from studio.batch.names import name_results, path_of
from studio.disk import LONGEST_NAME
from studio.errors import PhotoError

CALL = "{}_colorized.webp".format


def named(*names):
    return [str(result) for result in name_results(list(map(PurePosixPath, names)), CALL)]


@pytest.mark.parametrize("letter", ["a", "ä", "祖", "\udce4"])
def test_a_long_name_is_cut_to_what_a_disk_takes(letter, tmp_path):
    photo = letter * (250 // len(os.fsencode(letter))) + ".jpg"
    (result,) = named(photo)
    assert len(os.fsencode(result)) <= LONGEST_NAME
    (tmp_path / result).touch()


def test_long_names_that_differ_at_their_ends_keep_a_result_each():
    results = named(*("a" * 245 + end for end in ("1.jpg", "2.jpg", "2.png")))
    assert len(set(results)) == 3


def test_names_that_some_disk_takes_for_one_are_told_apart():
    composed, decomposed, capital = "\u00e9.jpg", "e\u0301.jpg", "\u00c9.jpg"
    assert len(set(named(composed, decomposed, capital))) == 3
    assert all(".jpg" in result for result in named(composed, decomposed))


@pytest.mark.parametrize("text", ["/a b", '"/a b"', "'/a b'", " /a b ", "\u201c/a b\u201d"])
def test_a_path_may_be_pasted_in_quotes(text):
    assert path_of(text) == Path("/a b")


def test_the_home_folder_of_nobody_is_told():
    with pytest.raises(PhotoError, match="~nosuchuser"):
        path_of("~nosuchuser/photos")
