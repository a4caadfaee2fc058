"""The desk as one ASGI app: its pages, its static files, its documentation, and the layer that guards all of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from importlib.resources import files
from pkgutil import iter_modules

from anyio import to_thread
from fastapi import FastAPI
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from detente import __version__
from detente.serve import pages
from detente.serve.desk import Desk
from detente.serve.openapi import describe
from detente.serve.problems import add_problems
from detente.serve.security import Access, Guard

THREADS = 12  # that answer at once; more only wait for a store, and each keeps memory of its own


def make_app(desk: Desk, access: Access) -> FastAPI:
    """Return the app of a desk, for those whom ``access`` lets in."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = THREADS
        yield
        desk.close()

    app = FastAPI(
        title="Détente", version=__version__, docs_url=None, redoc_url=None, openapi_url="/openapi.json", lifespan=lifespan,
        redirect_slashes=False, description="A store of coded news as a REST API. Each page of the desk is an address here.",
    )  # fmt: skip
    app.state.desk = desk
    add_problems(app)
    app.add_middleware(Heads)
    app.add_middleware(Guard, access=access)
    for page in sorted(module.name for module in iter_modules(pages.__path__)):
        app.include_router(import_module(f"detente.serve.pages.{page}").router)
    app.mount("/static", StaticFiles(directory=str(files("detente.serve") / "static")), name="static")
    describe(app)
    return app


class Heads:
    """A layer that answers HEAD as GET is answered; the server leaves the body out, as it does for any HEAD."""

    def __init__(self, app: ASGIApp) -> None:
        """Take what answers GET."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on; a copy of the scope, since the server looks into its own for the method."""
        await self._app({**scope, "method": "GET"} if scope.get("method") == "HEAD" else scope, receive, send)
