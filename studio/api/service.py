"""The service: what programs may ask, who does it, and what is kept meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from studio.api import answers, bodies, jobs, openapi, operations
from studio.api.access import Access, Trusts
from studio.api.answers import RefusedError, Result
from studio.api.crew import Crew
from studio.api.jobs import Jobs
from studio.api.operations import OPERATIONS, Operation
from studio.api.store import Store
from studio.api.work import Work
from studio.errors import RequestError, StudioError
from studio.models import listing
from studio.models.registry import Registry
from studio.photo.results import Kind
from studio.photo.writing.encoding import BY_ENDING, download_name
from studio.recipe import documents

PATH = "/api"
SWEEP_S = 30.0
RESULT = "result"  # the file that is made of what was sent


class Service:
    """The API: its routes, its workers, its jobs, and the disk that they take.

    Parameters
    ----------
    token : str
        What visitors show who are not trusted without.
    trusts : callable
        Tells whether a visitor from an address is.
    base : str
        The path that the server has of a proxy, with a slash before; empty for none.
    workers : int, optional
        As many as this machine bears, by default.
    """

    def __init__(
        self, token: str, trusts: Trusts, base: str = "", workers: int | None = None
    ) -> None:
        self.store, self.crew = Store(), Crew(workers)
        self.jobs = Jobs(self.crew)
        self._base = base + PATH
        self._registry = Registry()
        self._token, self._trusts = token, trusts

    def make_route(self) -> Mount:
        """Return the route under which all of it is served."""
        routes = [
            Route(f"/{each.name}", partial(self._make, each), methods=["POST"])
            for each in OPERATIONS
        ]
        routes += [
            Route("/jobs", self._begin_job, methods=["POST"]),
            Route("/jobs/{id}", self._tell_job, methods=["GET"]),
            Route("/jobs/{id}", self._remove_job, methods=["DELETE"]),
            Route("/jobs/{id}/results/{number:int}", self._send_result, methods=["GET"]),
            Route("/models", self._list_models, methods=["GET"]),
            Route("/openapi.json", self._describe, methods=["GET"]),
        ]
        kinds = (RefusedError, StudioError, HTTPException, ClientDisconnect, Exception)
        app = Starlette(
            routes=routes,
            middleware=[Middleware(Access, token=self._token, trusts=self._trusts)],
            exception_handlers=dict.fromkeys(kinds, answers.tell),
        )
        return Mount(self._base, app)

    @asynccontextmanager
    async def live(self) -> AsyncIterator[None]:
        """Forget what is old, as long as the block lasts, and all in the end."""
        sweeping = asyncio.create_task(self._sweep_for_ever())
        try:
            yield
        finally:
            sweeping.cancel()
            await run_in_threadpool(self.close)

    def close(self) -> None:
        """End all work, and remove what it left."""
        self.jobs.close()
        self.crew.close()
        self.store.close()

    async def _sweep_for_ever(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_S)
            await run_in_threadpool(self.jobs.forget_old)
            await run_in_threadpool(self.crew.rest)

    async def _make(self, operation: Operation, request: Request) -> Response:
        """Answer a request for a file that is made of a photo."""
        _check_query(request)
        with self.crew.queue():
            place = await run_in_threadpool(self.store.make_place)
            try:
                form = await bodies.read(request, operation.fields, place)
                work = Work(operation.make, form, place.folder / RESULT)
                outcome = await self.crew.do(work, request)
                place.note(work.result.stat().st_size)
            except BaseException:
                place.close()
                raise
        name, kind = operation.name_result(form)
        return Result(work.result, name, kind, notes=outcome.notes, then=place.close)

    async def _begin_job(self, request: Request) -> Response:
        """Take photos, and answer where to ask how far they are."""
        _check_query(request)
        self.jobs.check_room()
        with self.crew.queue():
            place = await run_in_threadpool(self.store.make_place)
            try:
                form = await bodies.read(request, operations.JOB, place)
                job = await run_in_threadpool(jobs.make, form, place, f"{self._base}/jobs")
                self.jobs.add(job)
            except BaseException:
                place.close()
                raise
        where = {"Location": f"{self._base}/jobs/{job.id}"}
        return answers.write(await run_in_threadpool(job.report), 202, where)

    async def _tell_job(self, request: Request) -> Response:
        job = self.jobs.find(request.path_params["id"])
        return answers.write(await run_in_threadpool(job.report))

    async def _remove_job(self, request: Request) -> Response:
        await run_in_threadpool(self.jobs.remove, request.path_params["id"])
        return Response(status_code=204)

    async def _send_result(self, request: Request) -> Response:
        job = self.jobs.find(request.path_params["id"])
        path, name = job.find_result(request.path_params["number"])
        kind = f"image/{BY_ENDING[path.suffix]}"
        return Result(path, download_name(name, f"{Kind.COLORIZED}{path.suffix}"), kind)

    async def _list_models(self, _: Request) -> Response:
        known = self._registry.models.values()
        models = await run_in_threadpool(
            lambda: [listing.describe(model, self._registry) for model in known]
        )
        return answers.write(models)

    async def _describe(self, _: Request) -> Response:
        return JSONResponse(openapi.describe(self._base))


def _check_query(request: Request) -> None:
    """Refuse what stands behind a question mark, which nobody would look at."""
    if request.query_params:
        found = (
            f"the parameter {documents.shorten(next(iter(request.query_params)))} in the address"
        )
        raise RequestError(found, "all that is wanted in the form", "send it as a field")
