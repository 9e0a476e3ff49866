"""Bodies: the form of a request, whose files go to the disk, within limits of size and time.

References
----------
.. [1] RFC 7578 (multipart/form-data).
"""

import asyncio
from collections.abc import AsyncGenerator, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive

from studio import disk
from studio.api.answers import RefusedError, lost
from studio.api.store import Place
from studio.errors import OutputError, RequestError
from studio.photo import limits
from studio.recipe import documents
from studio.recipe.recipe import LONGEST

ROOM = 64 * 2**20  # bytes for what comes beside a photo
MOST_FILES = 10_000  # of one job
MOST_FIELDS = 16  # that are no files
GRACE_S = 20.0  # that a body may take however slow it is
LEAST_RATE = 16 * 2**10  # bytes a second, on average, after that
KIND = "multipart/form-data"
OTHER_KIND = RequestError(
    "a body of another kind", KIND, "send a form, as `curl --form photo=@FILE` does"
)
SLOW = RequestError(
    "a body that comes too slowly",
    f"{LEAST_RATE // 2**10} kB a second at least",
    "send it by a better line, or send less",
)


@dataclass(frozen=True)
class File:
    """A file that was sent."""

    path: Path
    name: str  # hostile: to be shown only


@dataclass(frozen=True)
class Form:
    """What was sent: texts by their fields, and files by theirs, in order."""

    texts: Mapping[str, str]
    files: Mapping[str, tuple[File, ...]]

    def read(self, field: str) -> bytes | None:
        """Return what a field holds, be it a text or a small file; None if it is not there."""
        if field in self.texts:
            return self.texts[field].encode("utf-8", "surrogatepass")
        return self.files[field][0].path.read_bytes() if field in self.files else None


@dataclass(frozen=True, kw_only=True)
class Fields:
    """The fields that a form may have."""

    texts: Collection[str] = ()  # those that may be texts
    files: Collection[str] = ("photo",)  # those that may be files
    needed: Collection[str] = ("photo",)
    several: Collection[str] = ()  # those of which there may be many files
    most: int = limits.MAX_BYTES + ROOM  # bytes of the whole body


async def read(request: Request, fields: Fields, place: Place) -> Form:
    """Read the form of a request; its files lie in a place then.

    Raises
    ------
    RefusedError
        If it is no form, has other fields, is too large, or comes too slowly.
    ClientDisconnect
        If the client has gone.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != KIND:
        raise RefusedError(415, OTHER_KIND)
    _check_length(request.headers, fields)
    parser = _Parser(request.headers, _stream(request.receive, fields, place), fields, place)
    try:
        with disk.raise_output_errors():
            items = (await parser.parse()).multi_items()
    except OutputError as error:
        raise lost(error) from error
    except MultiPartException as error:
        found = f"a form that cannot be read ({error.message.rstrip('.')})"
        remedy = "send it as `curl --form` does"
        raise RefusedError(400, RequestError(found, KIND, remedy)) from error
    finally:
        parser.close()
    return _sort(items, fields, parser.paths)


def _check_length(headers: Headers, fields: Fields) -> None:
    told = headers.get("content-length", "")
    if told.isdecimal() and int(told) > fields.most:
        raise _too_large(fields)


async def _stream(receive: Receive, fields: Fields, place: Place) -> AsyncGenerator[bytes, None]:
    """Yield the body as it comes, and have room for it beforehand."""
    loop = asyncio.get_running_loop()
    begun, size, more = loop.time(), 0, True
    while more:
        end = begun + GRACE_S + size / LEAST_RATE
        try:
            message = await asyncio.wait_for(receive(), max(0.0, end - loop.time()))
        except TimeoutError as error:
            raise RefusedError(408, SLOW, {"Connection": "close"}) from error
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        chunk, more = message.get("body", b""), message.get("more_body", False)
        size += len(chunk)
        if size > fields.most:
            raise _too_large(fields)
        place.grow(len(chunk))
        yield chunk


class _Parser(MultiPartParser):
    """Starlette's parser, but files go to a place of ours: the system's may be memory."""

    max_part_size = LONGEST  # of what is no file

    def __init__(
        self, headers: Headers, stream: AsyncGenerator[bytes, None], fields: Fields, place: Place
    ) -> None:
        most = MOST_FILES if fields.several else len(fields.files)
        super().__init__(
            headers, stream, max_files=most, max_fields=MOST_FIELDS, max_part_size=LONGEST
        )
        self.paths: dict[UploadFile, Path] = {}
        self._place = place

    def on_headers_finished(self) -> None:
        super().on_headers_finished()
        if upload := self._current_part.file:
            path = self._place.folder / f"{len(self.paths)}"
            upload.file.close()
            upload.file = path.open("xb")
            self.paths[upload] = path

    def close(self) -> None:
        """Close all files."""
        for upload in self.paths:
            upload.file.close()


def _sort(
    items: list[tuple[str, str | UploadFile]], fields: Fields, paths: Mapping[UploadFile, Path]
) -> Form:
    texts: dict[str, str] = {}
    files: dict[str, tuple[File, ...]] = {}
    for field, content in items:
        known = fields.texts if isinstance(content, str) else fields.files
        if field not in known:
            raise RefusedError(422, _unknown(field, fields, is_text=isinstance(content, str)))
        if field in texts or (field in files and field not in fields.several):
            found, expected = f"the field {field} twice", "each field once"
            raise RefusedError(422, RequestError(found, expected, "leave one of them out"))
        if isinstance(content, str):
            texts[field] = content
        else:
            file = File(paths[content], content.filename or "")
            files[field] = (*files.get(field, ()), file)
    for field in fields.needed:
        if field not in files and field not in texts:
            found = f"no field {field}"
            raise RefusedError(
                422, RequestError(found, "one of that name", f"add the field {field}")
            )
    return Form(texts, files)


def _unknown(field: str, fields: Fields, *, is_text: bool) -> RequestError:
    kind, known = ("text", fields.texts) if is_text else ("file", fields.files)
    found = f"a {kind} in the field {documents.shorten(field)}"
    expected = f"one of {', '.join(known)}" if known else f"no {kind}"
    return RequestError(found, expected, "correct the name of the field, or leave it out")


def _too_large(fields: Fields) -> RefusedError:
    most = f"{fields.most // 2**20:,} MB"
    error = RequestError(f"a body of more than {most}", f"at most {most}", "send less at a time")
    return RefusedError(413, error)
