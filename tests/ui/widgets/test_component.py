import re
from dataclasses import dataclass
from pathlib import Path, PurePath

import pytest

from studio.ui.server import pictures
from studio.ui.widgets import component, wording
from studio.ui.widgets.component import script, to_message

STATIC = Path(component.__file__).parent / "static"
SCRIPTS = ["picture", "comparison", "focus", "known_works", "shell", "width"]
PAGES = ["picture", "comparison", "player"]


@dataclass(frozen=True)
class Leaf:
    picture: bytes


@dataclass(frozen=True)
class Tree:
    leaves: tuple[Leaf, ...]
    size: float
    none: None = None


def test_a_value_becomes_what_json_can_say():
    tree = Tree((Leaf(b"\xff\xd8"),), 0.5)
    message = to_message(tree)
    digest = PurePath(message["leaves"][0]["picture"]).stem
    assert message | {"leaves": ()} == {"leaves": (), "size": 0.5, "none": None}
    assert pictures.SHOWN.find(digest) == b"\xff\xd8"


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_imports_nothing_and_exports_what_is_mounted(name):
    lines = script(name, "en").splitlines()
    assert not [line for line in lines if line.startswith("import")]
    (exported,) = [line for line in lines if line.startswith("export")]
    assert exported.startswith("export default function ")


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_has_each_module_once_and_before_it_is_used(name):
    text = script(name, "en")
    made = re.findall(r"^const (\$\w+) = \(\(\) => {$", text, re.MULTILINE)
    assert len(made) == len(set(made))
    for module in re.findall(r"^const {[^}]*} = (\$\w+);$", text, re.MULTILINE):
        assert text.index(f"const {module} = ((") < text.index(f" }} = {module};")


def test_a_script_has_what_its_modules_export():
    assert "return { clamp, isNear, corners, isInside };" in script("picture", "en")


def test_a_script_says_its_messages_in_a_language():
    assert 'say("Abspielen")' in script("comparison", "de")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_in_a_language_has_other_words_and_the_same_tags(name):
    english, german = (component.page(name, tag) for tag in ("en", "de"))
    assert wording.find_in_page(german) != wording.find_in_page(english)
    assert wording.READ.sub("", german) == wording.READ.sub("", english)


@pytest.mark.parametrize("path", sorted(STATIC.glob("*.js")), ids=lambda path: path.name)
def test_what_is_said_is_one_literal_that_can_be_found(path):
    text = path.read_text(encoding="utf-8")
    said = len(re.findall(r"(?<!function )\bsay\(", text))
    assert said == len(wording.find_in_script(text))
