"""What the API gives back is what the command line writes, bit for bit."""

import json
import socket
import time
from pathlib import Path

import pytest
import requests
from commands import invoke
from pictures import encoded
from PIL import Image
from skimage import data

from studio.color.lab import turn_gray

CAT = data.chelsea()[::2, ::2]
pytestmark = [pytest.mark.process, pytest.mark.slow]

HINTS = json.dumps({"points": [{"x": 0.5, "y": 0.5, "color": "#b03a2e", "size": 0.05}]})
PICKED = {"kind": "picked", "model": "pick-compact", "clicks": [{"x": 0.5, "y": 0.5}]}
LAYERS = {"edits": [{"where": PICKED, "what": {"kind": "tint", "color": "#2e86c1"}}]}
RECIPE = json.dumps({"version": 5, "vividness": 0.6, "warmth": 0.3, "regions": LAYERS})
PATIENCE_S = 60


@pytest.fixture(scope="module")
def photo(tmp_path_factory) -> Path:
    """A photo of odd sides, so that its middle is the middle of a pixel."""
    path = tmp_path_factory.mktemp("photo") / "camera.png"
    path.write_bytes(encoded(data.camera()[100:301:2, 100:401:2], "PNG"))
    return path


def send(server, path: str, photo: Path, **fields: str) -> requests.Response:
    sent = {name: (None, text) for name, text in fields.items()}
    answer = server.post(path, {"photo": (photo.name, photo.read_bytes()), **sent})
    assert answer.status_code == 200, answer.text
    return answer


@pytest.mark.parametrize(
    ("fields", "command"),
    [
        ({}, ("auto", "{photo}")),
        (
            {"style": "Vivid", "format": "jpeg", "mark": "true"},
            ("auto", "{photo}", "--vividness", 0.5, "--mark"),
        ),
        ({"hints": HINTS, "format": "webp"}, ("hint", "{photo}", "--hints", "{hints}")),
        ({"recipe": RECIPE, "format": "tiff"}, ("render", "{recipe}", "{photo}")),
    ],
    ids=["auto", "style", "hints", "recipe"],
)
def test_a_picture_is_the_command_s(server, photo, tmp_path, fields, command):
    given = {"photo": photo, "hints": tmp_path / "hints.json", "recipe": tmp_path / "recipe.json"}
    given["hints"].write_text(HINTS)
    given["recipe"].write_text(RECIPE)
    answer = send(server, "color", photo, **fields)
    format = fields.get("format", "png")
    out = tmp_path / f"result.{format}"
    assert answer.headers["Content-Type"] == f"image/{format}"
    made = invoke(*(str(word).format(**given) for word in command), "-o", out)
    assert made.exit_code == 0, made.stderr
    assert answer.content == out.read_bytes()


def test_a_picture_with_the_colours_of_another_is_the_command_s(server, tmp_path):
    gray, like = tmp_path / "gray.png", tmp_path / "like.png"
    gray.write_bytes(encoded(turn_gray(CAT), "PNG"))
    like.write_bytes(encoded(CAT[:, ::-1], "PNG"))
    sent = {"photo": gray, "reference": like}
    answer = server.post("color", {name: (p.name, p.read_bytes()) for name, p in sent.items()})
    assert answer.status_code == 200, answer.text
    made = invoke("hint", gray, "--reference", like, "-o", out := tmp_path / "result.png")
    assert made.exit_code == 0, made.stderr
    assert "Colours of like.png were taken" in made.stderr
    assert answer.content == out.read_bytes()


def test_a_mask_and_classes_are_the_command_s(server, photo, tmp_path):
    mask = send(server, "mask", photo, region=json.dumps(PICKED))
    assert invoke("pick", photo, "--click", "75,50", "-o", tmp_path / "m.png").exit_code == 0
    assert mask.content == (tmp_path / "m.png").read_bytes()
    told = invoke("segment", photo, "-o", tmp_path, "--json")
    classes = send(server, "segment", photo)
    assert classes.content == (tmp_path / "camera_classes.png").read_bytes()
    areas = send(server, "areas", photo).json()
    assert areas == {key: json.loads(told.stdout)[key] for key in ("model", "areas")}


def test_a_result_has_the_photo_s_name_and_no_other(server, photo):
    files = {"photo": ("../../etc/gra\u0301nd.png\r\nX: y", photo.read_bytes())}
    told = server.post("color", files).headers["Content-Disposition"]
    assert told == "attachment; filename*=utf-8''gr%C3%A1nd_colorized.png"


def test_what_is_said_of_a_photo_comes_along(server):
    film = encoded(
        Image.fromarray(data.camera()[::8, ::8]),
        "GIF",
        save_all=True,
        append_images=[Image.fromarray(data.camera()[1::8, ::8])],
    )
    told = server.post("color", {"photo": ("a.gif", film)}).headers["Colorstudio-Notes"]
    assert json.loads(told) == ["The first of 2 pictures in it was taken."]


@pytest.mark.parametrize(
    ("path", "fields", "kind"),
    [
        ("color", {"recipe": "{}"}, "RecipeError"),
        ("color", {"recipe": '{"version": 5, "vividness": "much"}'}, "RecipeError"),
        ("color", {"recipe": '{"version": 5, "model": "none"}'}, "UnknownModelError"),
        ("color", {"recipe": "\ud800"}, "RecipeError"),
        ("color", {"hints": "[" * 100_000}, "RecipeError"),
        ("color", {"style": "Vivider"}, "RecipeError"),
        ("color", {"mark": "yes"}, "RequestError"),
        ("color", {"format": "../../x"}, "OutputError"),
        ("mask", {"region": '{"kind": "picked"}'}, "RecipeError"),
        ("segment", {"model": "../../etc/passwd"}, "UnknownModelError"),
    ],
)
def test_what_a_field_says_wrongly_is_told_in_a_sentence(server, photo, path, fields, kind):
    sent = {name: (None, text.encode("utf-8", "surrogatepass")) for name, text in fields.items()}
    answer = server.post(path, {"photo": (photo.name, photo.read_bytes()), **sent})
    assert (answer.status_code, answer.json()["error"]["kind"]) == (422, kind), answer.text


def test_a_hundred_thousand_hints_are_refused(server, photo):
    hint = {"x": 0.5, "y": 0.5, "color": "#b03a2e", "size": 0.01}
    for count in (2_001, 100_000):
        text = json.dumps({"points": [hint] * count})
        answer = server.post("color", {"photo": photo.read_bytes(), "hints": (None, text)})
        assert (answer.status_code, answer.json()["error"]["kind"]) == (422, "RecipeError")


def test_a_model_that_is_not_installed_is_named_with_its_command(server, photo):
    recipe = json.dumps({"version": 5, "model": "ddcolor-tiny"})
    answer = server.post("color", {"photo": photo.read_bytes(), "recipe": (None, recipe)})
    if answer.status_code != 200:  # where it is not installed
        assert answer.status_code == 409
        assert "colorstudio models install ddcolor-tiny" in answer.json()["error"]["remedy"]


def test_a_job_does_what_the_command_batch_does(server, photo, tmp_path):
    photos = tmp_path / "photos"
    photos.mkdir()
    files = [("photo", (f"{n}.png", encoded(data.camera()[n::8, ::8], "PNG"))) for n in range(3)]
    for _, (name, content) in files:
        (photos / name).write_bytes(content)
    sent = [*files, ("photo", ("../no.txt", b"no photo")), ("format", (None, "jpeg"))]
    begun = server.post("jobs", sent)
    assert begun.status_code == 202, begun.text
    address = begun.headers["Location"].removeprefix("/api/")
    report = wait_for(server, address)
    assert (report["state"], report["total"], report["settled"]) == ("done", 4, 4)
    *done, failed = report["photos"]
    assert (failed["state"], failed["name"]) == ("failed", "../no.txt")
    assert failed["reason"].startswith("Found a text file")
    made = invoke("auto", photos, "-o", tmp_path / "out", "--format", "jpeg")
    assert made.exit_code == 0, made.stderr
    for each in done:
        result = server.get(each["result"].removeprefix("/api/"))
        assert result.headers["Content-Type"] == "image/jpeg"
        name = f"{each['name'][0]}_colorized.jpg"
        assert result.content == (tmp_path / "out" / name).read_bytes()
    assert requests.delete(f"{server.url}/{address}", timeout=PATIENCE_S).status_code == 204
    assert server.get(address).status_code == 404


def wait_for(server, address: str) -> dict:
    """Ask for a job until it is at its end."""
    end = time.monotonic() + PATIENCE_S
    while (report := server.get(address).json())["state"] in ("waiting", "working"):
        assert time.monotonic() < end
        time.sleep(0.05)
    return report


def test_nothing_stays_on_the_disk(server, folder, photo):
    send(server, "color", photo)
    (own,) = (path for path in (folder / "api").iterdir() if path.is_dir())
    end = time.monotonic() + PATIENCE_S
    while server.service.store.held or len(list(own.iterdir())) > 1:
        assert time.monotonic() < end
        time.sleep(0.02)


def test_work_that_nobody_waits_for_is_dropped(server, folder, photo):
    """Nothing of it stays, and the next one is served."""
    head = (
        b'--x\r\nContent-Disposition: form-data; name="photo"; filename="a.png"\r\n\r\n'
        + photo.read_bytes()
        + b"\r\n--x--\r\n"
    )
    for _ in range(4):
        with socket.create_connection(("127.0.0.1", server.port)) as line:
            line.sendall(
                b"POST /api/color HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                b"Content-Type: multipart/form-data; boundary=x\r\n"
                b"Content-Length: %d\r\n\r\n" % len(head) + head
            )
    test_nothing_stays_on_the_disk(server, folder, photo)
