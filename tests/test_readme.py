"""The example in the README does what it says."""

import doctest
import re
from pathlib import Path

from pictures import encoded
from PIL import Image
from skimage import data

README = Path(__file__).resolve().parents[1] / "README.md"


def test_the_example_in_python_runs(tmp_path, monkeypatch):
    text = README.read_text(encoding="utf-8")
    (example,) = re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    (tmp_path / "grandmother.jpg").write_bytes(encoded(data.camera(), "JPEG"))
    monkeypatch.chdir(tmp_path)
    test = doctest.DocTestParser().get_doctest(example, {}, README.name, str(README), 0)
    assert doctest.DocTestRunner().run(test) == doctest.TestResults(failed=0, attempted=7)
    with Image.open("grandmother_colorized.png") as made:
        assert len(made.convert("RGB").getcolors(2**24)) > 1_000
