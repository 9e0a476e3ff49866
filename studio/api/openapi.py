"""The document that describes the API to programs, after OpenAPI 3.1.

References
----------
.. [1] OpenAPI Specification 3.1.1.
"""

import functools
from collections.abc import Iterable

from studio import __version__
from studio.api import answers, schemas
from studio.api.bodies import KIND, Fields
from studio.api.operations import JOB, OPERATIONS, Operation
from studio.api.schemas import BYTES, FIELDS, SCHEMAS, Document
from studio.photo.writing.encoding import FORMATS

MEANINGS = {
    400: "The form cannot be read.",
    401: "The token is missing or wrong.",
    403: "A page of another site asks.",
    404: "There is none.",
    408: "The body comes too slowly.",
    409: "A model is not installed, or damaged.",
    413: "The body is too large.",
    415: "The body is no form.",
    421: "The server does not have that name.",
    422: "The photo, the recipe or a field will not do: the sentence says why.",
    500: "The studio has a fault.",
    503: "Too much is asked for just now; Retry-After says when to come again.",
    507: "The disk is full.",
}
NOTES = {
    answers.NOTES: {
        "schema": {"type": "string"},
        "description": "What was said of the photo: a list of sentences, in JSON.",
    }
}
ALWAYS = (401, 403)
OF_FORMS = (400, 408, 409, 413, 415, 422, 500, 503, 507)


@functools.cache
def describe(path: str) -> Document:
    """Return the document of an API that is served under a path."""
    paths = {f"/{each.name}": {"post": _describe_operation(each)} for each in OPERATIONS}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Colorization Studio",
            "version": __version__,
            "description": "Colours black-and-white photos. Colours are plausible, not recovered.",
            "license": {"name": "BSD-2-Clause", "identifier": "BSD-2-Clause"},
        },
        "servers": [{"url": path}],
        "security": [{}, {"token": []}],
        "paths": paths | _describe_jobs() | _describe_lists(),
        "components": {
            "schemas": schemas.describe_schemas(),
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "Needed by all but programs of the server's own computer.",
                }
            },
        },
    }


def _describe_operation(each: Operation) -> Document:
    made = _refer("Areas") if each.makes_json else {"image/png": {"schema": BYTES}}
    if "format" in each.fields.texts:
        made = {f"image/{format}": {"schema": BYTES} for format in FORMATS}
    return {
        "operationId": each.name,
        "summary": each.summary,
        "requestBody": _describe_form(each.fields),
        "responses": {"200": _answer("What was made.", made, NOTES), **_refuse(OF_FORMS)},
    }


def _describe_form(fields: Fields) -> Document:
    names = dict.fromkeys((*fields.files, *fields.texts))  # each once, in order
    properties = {name: _describe_field(name, fields) for name in names}
    schema = {
        "type": "object",
        "properties": properties,
        "required": list(fields.needed),
        "additionalProperties": False,
    }
    return {"required": True, "content": {KIND: {"schema": schema}}}


def _describe_field(name: str, fields: Fields) -> Document:
    schema, sentence = FIELDS[name]
    if name in fields.several:
        return {"type": "array", "items": schema, "minItems": 1, "description": sentence}
    return {**schema, "description": sentence}


def _describe_jobs() -> Document:
    key = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    number = {**key, "name": "number", "schema": {"type": "integer", "minimum": 1}}
    where = {"Location": {"schema": {"type": "string"}, "description": "Where to ask for it."}}
    begun = _answer("The job, which has begun.", _refer("Job"), where)
    pictures = {f"image/{format}": {"schema": BYTES} for format in FORMATS}
    return {
        "/jobs": {
            "post": {
                "operationId": "begin_job",
                "summary": "Colour many photos, as `colorstudio batch` does, and ask how far.",
                "requestBody": _describe_form(JOB),
                "responses": {"202": begun, **_refuse(OF_FORMS)},
            }
        },
        "/jobs/{id}": {
            "parameters": [key],
            "get": {
                "operationId": "tell_job",
                "summary": "Tell how far a job is. It is kept for an hour after its end.",
                "responses": {"200": _answer("The job.", _refer("Job")), **_refuse((404,))},
            },
            "delete": {
                "operationId": "remove_job",
                "summary": "Stop a job, and remove its photos and results.",
                "responses": {"204": {"description": "It is gone."}, **_refuse((404,))},
            },
        },
        "/jobs/{id}/results/{number}": {
            "parameters": [key, number],
            "get": {
                "operationId": "send_result",
                "summary": "Send the picture of a photo that is done.",
                "responses": {"200": _answer("The picture.", pictures), **_refuse((404,))},
            },
        },
    }


def _describe_lists() -> Document:
    models = {"type": "array", "items": {"$ref": f"{SCHEMAS}Listed"}}
    listed = _answer("The models.", {"application/json": {"schema": models}})
    this = _answer("This document.", {"application/json": {"schema": {"type": "object"}}})
    return {
        "/models": {
            "get": {
                "operationId": "list_models",
                "summary": "List the models, and whether each is ready.",
                "responses": {"200": listed, **_refuse()},
            }
        },
        "/openapi.json": {
            "get": {
                "operationId": "describe",
                "summary": "Describe all that can be asked.",
                "responses": {"200": this, **_refuse()},
            }
        },
    }


def _answer(sentence: str, content: Document, headers: Document | None = None) -> Document:
    return {
        "description": sentence,
        "content": content,
        **({"headers": headers} if headers else {}),
    }


def _refer(name: str) -> Document:
    return {"application/json": {"schema": {"$ref": SCHEMAS + name}}}


def _refuse(statuses: Iterable[int] = ()) -> Document:
    codes = sorted({*ALWAYS, *statuses})
    return {str(code): _answer(MEANINGS[code], _refer("Error")) for code in codes}
