"""Briefs: a relation on one page to take along, as HTML, Markdown or PDF."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from detente.brief.html import brief_to_html
from detente.brief.make import make_brief
from detente.brief.markdown import brief_to_markdown
from detente.brief.pdf import brief_to_pdf
from detente.brief.records import Brief
from detente.serve.desk import DeskOf
from detente.serve.measured import Measured
from detente.store.countries import read_state

# Files to keep, not pages of the desk: each brings a style of its own, which the desk's policy would not apply.
MAKERS: dict[str, tuple[str, Callable[[Brief], bytes]]] = {
    "html": ("text/html", lambda brief: brief_to_html(brief).encode("utf-8", "replace")),
    "md": ("text/markdown", lambda brief: brief_to_markdown(brief).encode("utf-8", "replace")),
    "pdf": ("application/pdf", brief_to_pdf),
}
router = APIRouter()


def _give(form: str) -> Callable[..., Response]:
    media, make = MAKERS[form]

    def give_brief(desk: DeskOf, one: str, other: str, asked: Annotated[Measured, Query()]) -> Response:
        codes = read_state(one, desk.settings.lexicon), read_state(other, desk.settings.lexicon)
        tables = desk.tables()
        options = asked.model_dump()
        brief = desk.keep(("brief", codes, asked), lambda store: make_brief(store, *codes, **options, lexicon=tables))
        body = desk.keep(("brief", form, codes, asked), lambda _: make(brief))
        headers = {"Content-Disposition": f'attachment; filename="brief-{codes[0]}-{codes[1]}.{form}"'}
        return Response(body, headers=headers, media_type=media)

    give_brief.__name__ = f"brief_{form}"
    return give_brief


for _form, (_media, _) in MAKERS.items():
    router.add_api_route(
        f"/dyad/{{one}}/{{other}}/brief.{_form}",
        _give(_form),
        tags=["relations"],
        summary=f"A relation on one page ({_form})",
        operation_id=f"brief_{_form}",
        response_class=Response,
        responses={200: {"content": {_media: {"schema": {"type": "string", "format": "binary"}}}}},
    )
