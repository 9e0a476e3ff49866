"""A file server on 127.0.0.1 that misbehaves as told: one manner a request, the last for ever."""

import random
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from studio.models.weights.part import CHUNK

BODY = random.Random(1).randbytes(4 * CHUNK + 5)
ETAG = {"ETag": '"one"'}


class Mirror(ThreadingHTTPServer):
    """Serves `body`, notes the headers of every request, lets go of stalled ones when closed."""

    daemon_threads = True

    def __init__(self, body: bytes, *manners: "Manner") -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.body, self.manners, self.asked = body, list(manners), []
        self.stalled, self.released = threading.Event(), threading.Event()
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_port}"

    @property
    def url(self) -> str:
        return f"http://{self.host}/file.bin"

    @property
    def ranges(self) -> list[str | None]:
        return [headers["Range"] for headers in self.asked]

    def next_manner(self) -> "Manner":
        return self.manners.pop(0) if len(self.manners) > 1 else self.manners[0]

    def handle_error(self, request, client_address) -> None:
        """Say nothing: a client that hangs up is what many tests are about."""

    def close(self) -> None:
        self.released.set()
        self.shutdown()
        self.server_close()


class Answer(BaseHTTPRequestHandler):
    server: Mirror

    def do_GET(self) -> None:
        self.server.asked.append(self.headers)
        self.server.next_manner()(self)

    def log_message(self, *_: object) -> None:
        pass

    def head(self, status: int, headers: dict[str, object]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, str(value))
        self.end_headers()

    def offer(self, headers: dict[str, object] = ETAG) -> bytes:
        """Send the headers of a faultless answer and return the bytes that are due."""
        begin, size = 0, len(self.server.body)
        if self.headers["Range"] and self.headers["If-Range"] in (None, *headers.values()):
            begin = int(self.headers["Range"].removeprefix("bytes=").removesuffix("-"))
            headers = {"Content-Range": f"bytes {begin}-{size - 1}/{size}", **headers}
        self.head(206 if begin else 200, {"Content-Length": size - begin, **headers})
        return self.server.body[begin:]


Manner = Callable[[Answer], object]


def whole(answer: Answer) -> None:
    answer.wfile.write(answer.offer())


def cut_after(count: int, headers: dict[str, object] = ETAG) -> Manner:
    """Hang up after `count` bytes."""
    return lambda answer: answer.wfile.write(answer.offer(headers)[:count])


def stall_after(count: int) -> Manner:
    """Send `count` bytes, and the others when the server releases them."""

    def manner(answer: Answer) -> None:
        due = answer.offer()
        answer.wfile.write(due[:count])
        answer.server.stalled.set()
        answer.server.released.wait(20)
        answer.wfile.write(due[count:])

    return manner


def announce(length: int) -> Manner:
    """Send the whole body under another length."""
    return lambda answer: answer.wfile.write(answer.offer({**ETAG, "Content-Length": length}))


def ignore_range(answer: Answer) -> None:
    """Answer 200 and the whole body, whatever was asked."""
    answer.head(200, {"Content-Length": len(answer.server.body), **ETAG})
    answer.wfile.write(answer.server.body)


def misplace_range(answer: Answer) -> None:
    """Answer a request for the rest with bytes from somewhere else."""
    if answer.headers["Range"]:
        answer.head(206, {"Content-Range": "bytes 7-8/9", "Content-Length": 2})
        answer.wfile.write(b"no")
    else:
        whole(answer)


def refuse_range(answer: Answer) -> None:
    """Answer a request for the rest with 416."""
    if answer.headers["Range"]:
        answer.head(416, {"Content-Length": 0})
    else:
        whole(answer)


def status(code: int) -> Manner:
    return lambda answer: answer.head(code, {"Content-Length": 0})


def redirect(url: str) -> Manner:
    return lambda answer: answer.head(302, {"Location": url, "Content-Length": 0})
