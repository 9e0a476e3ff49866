"""What is no proper request is refused at once, with a status and a sentence."""

import socket
import time
from dataclasses import replace

import pytest
import requests
from pictures import encoded, noise
from served import TOKEN

from studio.api import bodies, crew, operations
from studio.api.store import Store

pytestmark = pytest.mark.process

PNG = encoded(noise(8, 8), "PNG")
PHOTO = {"photo": ("a.png", PNG)}


def check(answer: requests.Response, status: int, *words: str) -> None:
    """Check that a refusal has a status, and a sentence with some words."""
    assert answer.status_code == status, answer.text
    told = answer.json()["error"]
    assert told["message"] == (
        f"Found {told['found']}, expected {told['expected']}: {told['remedy']}."
    )
    assert told["plain"]
    for word in words:
        assert word in told["message"]


@pytest.mark.parametrize(
    "given", [None, "Bearer wrong", "Basic x", "Bearer", "Bearer \xe9", "Bearer " + "x" * 10_000]
)
def test_a_visitor_from_elsewhere_needs_the_token(elsewhere, given):
    headers = {"Authorization": given.encode("latin-1")} if given else {}
    answer = elsewhere.get("models", headers=headers)
    check(answer, 401, "token")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_the_token_lets_a_visitor_in(elsewhere):
    for word in ("Bearer", "bearer"):
        answer = elsewhere.get("models", headers={"Authorization": f"{word} {TOKEN}"})
        assert answer.status_code == 200


def test_a_wrong_token_is_refused_of_this_computer_as_well(server):
    check(server.get("models", headers={"Authorization": "Bearer wrong"}), 401, "token")


@pytest.mark.parametrize("site", ["cross-site", "same-site", "nonsense"])
def test_a_page_of_another_site_is_refused(server, site):
    headers = {"Sec-Fetch-Site": site}
    check(server.get("models", headers=headers), 403, "another site")
    check(server.post("color", PHOTO, headers=headers), 403, "another site")


@pytest.mark.parametrize(
    "path", ["", "none", "jobs/%2e%2e%2f%2e%2e%2fetc/passwd", "jobs/x/results/1"]
)
def test_what_is_not_there_is_said_in_json(server, path):
    check(server.get(path), 404)


def test_another_method_is_told_those_that_there_are(server):
    answer = server.get("color")
    check(answer, 405)
    assert answer.headers["Allow"] == "POST"


@pytest.mark.parametrize("number", ["0", "99999999999999999999", "-1", "x", "1/../../../lock"])
def test_no_number_of_a_result_leads_elsewhere(server, number):
    assert server.get(f"jobs/none/results/{number}").status_code == 404


@pytest.mark.parametrize(
    "settings",
    [
        {"data": PNG, "headers": {"Content-Type": "image/png"}},
        {"data": {"photo": "text"}},
        {"json": {"photo": 1}},
        {},
    ],
    ids=["picture", "urlencoded", "json", "nothing"],
)
def test_a_body_that_is_no_form_is_refused(server, settings):
    check(server.post("color", **settings), 415, "multipart/form-data")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"--x\r\n"),  # without a boundary
        ("multipart/form-data; boundary=x", b"nonsense"),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\n\r\n--x--"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\n"),
        ("multipart/form-data; boundary=" + "x" * 10_000, b"--"),
    ],
)
def test_a_form_that_cannot_be_read_is_refused(server, kind, body):
    answer = server.post("color", data=body, headers={"Content-Type": kind})
    assert answer.status_code in (400, 422), answer.text


@pytest.mark.parametrize(
    ("files", "word"),
    [
        ([("photo", ("a", PNG)), ("photo", ("b", PNG))], "twice"),
        ([("photo", ("a", PNG)), ("phto", ("b", PNG))], "phto"),
        ([("photo", ("a", PNG)), ("styel", (None, "Vivid"))], "styel"),
        ([("photo", (None, "a.png"))], "text in the field"),  # the name of a file of the server
        ([("photo", ("a", PNG)), ("style", ("b", b"Vivid"))], "file in the field"),
        ([("recipe", (None, "{}"))], "no field photo"),
        ([("photo", ("a", PNG)), *[("style", (None, "x"))] * 2], "twice"),
    ],
)
def test_a_field_that_nobody_knows_is_named(server, files, word):
    check(server.post("color", files), 422, word)


def test_what_stands_behind_a_question_mark_is_refused(server):
    check(server.post("color?style=Vivid", PHOTO), 422, "'style'")


def test_too_many_fields_are_refused(server):
    files = [(f"f{n}", (None, "x")) for n in range(bodies.MOST_FIELDS + 1)]
    check(server.post("color", files), 400, "Too many fields")


def send(server, head: str, *parts: bytes) -> bytes:
    """Send a request piece by piece, and return the first of what comes back."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as line:
        line.sendall(f"POST /api/color HTTP/1.1\r\nHost: 127.0.0.1\r\n{head}\r\n".encode())
        for part in parts:
            line.sendall(part)
        return line.recv(100)


def test_a_body_that_says_that_it_is_too_large_is_refused_before_it_comes(server):
    head = "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 524288000\r\n"
    assert b"413" in send(server, head)


def test_a_body_that_is_too_large_is_refused_whatever_it_says(server, monkeypatch):
    monkeypatch.setattr(operations, "JOB", replace(operations.JOB, most=1000))
    head = b'--x\r\nContent-Disposition: form-data; name="photo"; filename="a"\r\n\r\n'
    kind = {"Content-Type": f"{bodies.KIND}; boundary=x"}
    check(server.post("jobs", data=iter([head, bytes(2000)]), headers=kind), 413, "more than 0 MB")


def test_a_body_that_comes_too_slowly_is_refused(server, monkeypatch):
    monkeypatch.setattr(bodies, "GRACE_S", 0.2)
    head = "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000\r\n"
    begun = time.monotonic()
    assert b"408" in send(server, head, b"--x\r\n")
    assert time.monotonic() - begun < 10


def test_what_there_is_no_room_for_may_come_again(server, monkeypatch):
    monkeypatch.setattr(server.service.store, "most", 100)
    answer = server.post("color", PHOTO)
    check(answer, 503, "room")
    assert answer.headers["Retry-After"]


def test_a_full_queue_is_said(server, monkeypatch):
    monkeypatch.setattr(crew, "MOST_WAITING", 0)
    answer = server.post("color", PHOTO)
    check(answer, 503, "requests before this one")
    assert answer.headers["Retry-After"]


def test_refusals_leave_nothing_on_the_disk(server, folder):
    server.post("color", [("photo", ("a", PNG)), ("none", ("b", PNG))])
    (own,) = (path for path in (folder / "api").iterdir() if path.is_dir())
    assert [path.name for path in own.iterdir()] == ["lock"]
    assert server.service.store.held == 0


def test_what_a_killed_server_left_is_removed(tmp_path, monkeypatch):
    monkeypatch.setenv("COLORSTUDIO_DATA", str(tmp_path))
    killed = tmp_path / "api" / "killed"
    killed.mkdir(parents=True)
    (killed / "lock").touch()
    living, other = Store(), Store()
    living.make_place()
    place = other.make_place()
    assert not killed.exists()
    assert len([path for path in (tmp_path / "api").iterdir() if path.is_dir()]) == 2
    place.close()
    for store in (living, other):
        store.close()
