"""The examples in the documents do what they say."""

import doctest
import re
from pathlib import Path

import numpy as np
import pytest
from pictures import encoded
from PIL import Image
from skimage import data

ROOT = Path(__file__).resolve().parents[1]


def run(document: Path) -> doctest.TestResults:
    """Run all Python of a document, as one session."""
    text = document.read_text(encoding="utf-8")
    examples = "".join(re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL))
    test = doctest.DocTestParser().get_doctest(examples, {}, document.name, str(document), 0)
    return doctest.DocTestRunner().run(test)


@pytest.fixture(autouse=True)
def photos(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    colors = data.astronaut()
    gray = np.asarray(Image.fromarray(colors).convert("L"))
    Path("grandmother.jpg").write_bytes(encoded(gray, "JPEG"))
    Path("wedding.jpg").write_bytes(encoded(colors, "JPEG"))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["README.md", "docs/library.md"])
def test_the_examples_of_a_document_run(name):
    failed, attempted = run(ROOT / name)
    assert attempted >= 5
    assert not failed


@pytest.mark.slow
def test_the_example_in_the_readme_makes_a_colour_picture():
    run(ROOT / "README.md")
    with Image.open("grandmother_colorized.png") as made:
        assert len(made.convert("RGB").getcolors(2**24)) > 1_000
