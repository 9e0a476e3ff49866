import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ["Home.py", *(f"pages/{path.name}" for path in sorted(ROOT.glob("pages/*.py")))]
MARKED = [
    pytest.param(page, marks=pytest.mark.tensorflow if "Segment" in page else ()) for page in PAGES
]

HEAVY = """
import sys
from streamlit.testing.v1 import AppTest

from studio.photo import samples

app = AppTest.from_file("Home.py", default_timeout=30).run()
sample = samples.SAMPLES[0]
app.file_uploader[0].set_value((sample.file, samples.read(sample), "image/png")).run()
for page in sys.argv[1:]:
    assert not app.switch_page(page).run().exception
print(sorted({"tensorflow", "tensorflow_hub", "keras"} & set(sys.modules)))
"""


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_without_a_photo(app, page):
    app.switch_page(page).run()
    assert app.file_uploader


@pytest.mark.parametrize("page", MARKED)
def test_a_page_opens_with_a_photo(app, upload, photo, page):
    upload(app, photo).switch_page(page).run()
    assert app.image


@pytest.mark.process
@pytest.mark.slow
def test_colouring_imports_no_tensorflow():
    pages = ["Home.py", "pages/1_Auto_Colorize.py", "pages/3_Hint_Canvas.py"]
    done = subprocess.run(
        [sys.executable, "-c", HEAVY, *pages], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_short(page):
    assert len((ROOT / page).read_text(encoding="utf-8").splitlines()) < 60
