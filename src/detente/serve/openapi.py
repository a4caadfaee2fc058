"""The description of the REST API: what FastAPI derives from the models, with errors as this server tells them."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from detente.serve.problems import MEDIA, Problem

# What any address may answer beside its own: foreign host, no such row, what was asked has no meaning, the store is damaged.
_ERRORS = {
    "400": "The host is not this server's.",
    "401": "Reading from another machine needs the token.",
    "404": "There is no such row or address.",
    "422": "What was asked has no meaning.",
    "503": "The store cannot be read.",
}
_WRITING = {"403": "Writing needs the token, and comes from this server's own pages or a program."}


def describe(app: FastAPI) -> None:
    """Make ``/openapi.json`` tell the errors as problem+json, and how the token is given."""

    def made() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _schema(app)
        return app.openapi_schema

    app.openapi = made  # type: ignore[method-assign]  # FastAPI's own way to extend it


def _schema(app: FastAPI) -> dict[str, Any]:
    found = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
    parts = found.setdefault("components", {})
    schemas = parts.setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["Problem"] = Problem.model_json_schema()
    parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer", "description": "Printed when the server starts."}}
    for methods in found["paths"].values():
        for method, operation in methods.items():
            errors = _ERRORS if method == "get" else _ERRORS | _WRITING
            operation["responses"] = {code: told for code, told in operation["responses"].items() if code != "422"} | {
                code: _problem(told) for code, told in errors.items()
            }
            if method != "get":
                operation["security"] = [{"token": []}]
    return found


def _problem(told: str) -> dict[str, Any]:
    return {"description": told, "content": {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
