"""Codebook: what types, modes, codes, statuses, contexts, sectors and kinds of the ledger mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from detente.events.ontology import load_ontology
from detente.lexicon import Lexicon
from detente.serve.desk import DeskOf
from detente.serve.page import Listing, Shown, add_page, to_table
from detente.serve.query import Paged

_TABLES = {"status": "statuses", "context": "contexts", "sector": "sectors", "ledger": "ledger_kinds"}
KINDS = ("type", "mode", "cameo", "status", "context", "sector", "ledger")
router = APIRouter()


class CodebookAsked(Paged):
    """Which codes."""

    text: str = Field(default="", max_length=200, description="Words of the code, its name or meaning.")
    kind: str | None = Field(default=None, max_length=20, description="type, mode, cameo, status, context, sector or ledger.")
    size: int = Field(default=100, ge=1, le=500, description="Rows of a page.")


class Code(BaseModel):
    """A code and what it means."""

    kind: str
    code: str
    meaning: str
    quad: int | None = Field(default=None, description="1 verbal, 2 material cooperation, 3 verbal, 4 material conflict")
    score: float | None = Field(default=None, description="PLOVER score, or Goldstein weight of a CAMEO code")
    example: str | None = None


def list_codes(desk: DeskOf, asked: Annotated[CodebookAsked, Query()]) -> Shown:
    """List what codes mean; as ``detente explain``."""
    tables = desk.tables()
    codes = desk.keep("codebook", lambda _: list(_codes(tables)))
    words = asked.text.lower().split()
    rows = [
        c
        for c in codes
        if asked.kind in (None, c.kind) and all(w in f"{c.code} {c.meaning} {c.example or ''}".lower() for w in words)
    ]
    data = Listing[Code](total=len(rows), page=asked.page, size=asked.size, rows=rows[asked.start : asked.start + asked.size])
    return Shown("Codebook", "codebook.html", data, lambda: to_table(rows, Code), "codebook", {"asked": asked, "kinds": KINDS})


def _codes(tables: Lexicon) -> Iterator[Code]:
    ontology = load_ontology(tables)
    for t in ontology.types.values():
        yield Code(kind="type", code=t.name, meaning=t.description, quad=t.quad, score=t.score, example=t.example)
        for m in ontology.modes_of(t.name):
            score = ontology.plover_score(t.name, m.name)
            yield Code(kind="mode", code=f"{t.name}.{m.name}", meaning=m.description, quad=t.quad, score=score)
    for c in ontology.codes.values():
        yield Code(kind="cameo", code=c.code, meaning=c.label, quad=c.quad, score=c.goldstein)
    for kind, table in _TABLES.items():
        for row in tables.table(f"ontology/{table}"):
            name = next(iter(row.values.values()))
            example = row.values.get("example")
            yield Code(kind=kind, code=str(name), meaning=row.text("description"), example=str(example) if example else None)


add_page(router, "/data/codebook", list_codes, Listing[Code], tag="data", summary="What codes mean")
