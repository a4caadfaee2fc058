"""All reviews, how far two reviewers agree, and what stands as files: rows, articles of the bank, tests of the pipeline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from detente.errors import QueryError
from detente.output import to_line
from detente.reviews.agreement import compare, pairs_of
from detente.reviews.export import bank_rows, choose_current, flat_rows, last_words
from detente.reviews.log import ReviewLog, standing
from detente.reviews.records import read_reviewer
from detente.reviews.regression import regression_rows
from detente.serve.desk import Desk, DeskOf
from detente.serve.judged import ReviewRow
from detente.serve.page import Listing, Shown, add_page, to_table
from detente.serve.query import Asked, Paged
from detente.serve.sent import SentHere

Form = Literal["bank", "regression"]
router = APIRouter()


class ReviewsAsked(Paged):
    """Which reviews are listed."""

    reviewer: str | None = Field(default=None, max_length=100, description="Of this reviewer alone.")
    kind: Literal["event", "statement", "actor", "ledger"] | None = Field(default=None, description="Of rows of this kind.")
    verdict: Literal["accepted", "rejected", "corrected", "undone"] | None = Field(default=None, description="With this verdict.")
    article: str | None = Field(default=None, max_length=100, description="Of the rows of this article, by its id.")


class AgreementAsked(Asked):
    """Which two reviewers are compared; where none is named, those who judged most rows in common."""

    one: str | None = Field(default=None, max_length=100, description="A reviewer.")
    other: str | None = Field(default=None, max_length=100, description="Another reviewer.")


class ExportAsked(Asked):
    """Whose judgements are exported."""

    reviewer: str | None = Field(
        default=None, max_length=100, description="Of this reviewer alone; else the last word on each row."
    )


class FlatReview(BaseModel):
    """A change of a field, or an undisputed or rejected row, flat enough for a table."""

    review: str
    time: str
    reviewer: str
    row_kind: str
    row_id: str
    article_id: str | None
    verdict: str
    field: str | None = Field(description="none where a row was accepted, rejected or undone")
    old: str | None = Field(description="as it was coded; lists as JSON")
    new: str | None = Field(description="as it should be; lists as JSON")
    comment: str
    digest: str


class FiguresRow(BaseModel):
    """How far two reviewers agree on rows of a kind, or all."""

    kind: str
    n: int = Field(description="rows that both judged")
    agreed: float | None = Field(description="share with the same verdict")
    same: float | None = Field(description="share with the same verdict and the same changes")
    kappa: float | None = Field(description="Cohen's kappa of the verdicts; none where both use one verdict alone")
    low: float | None = Field(description="95 % interval of kappa")
    high: float | None


class Differing(BaseModel):
    """A row on which two reviewers differ."""

    one: ReviewRow
    other: ReviewRow


class AgreementShown(BaseModel):
    """Two reviewers, or none where no two judged the same row."""

    one: str | None
    other: str | None
    figures: list[FiguresRow]
    differing: list[Differing]
    pairs: list[tuple[str, str, int]] = Field(description="reviewers who judged the same rows, and how many")


class Exported(BaseModel):
    """What stands: the last word on each row."""

    since_export: int = Field(description="corrections and rejections since the last export")
    coded_anew: int = Field(description="judgements of rows that are coded otherwise now, or gone")
    rows: list[FlatReview]


def list_reviews(desk: DeskOf, asked: Annotated[ReviewsAsked, Query()]) -> Shown:
    """List all reviews, newest first, undone ones among them."""
    log = ReviewLog(desk.named.reviews)
    name = read_reviewer(asked.reviewer) if asked.reviewer else None
    wanted = {"reviewer": name, "row_kind": asked.kind, "verdict": asked.verdict, "article_id": asked.article}
    reviews = log.all()
    found = [r for r in reversed(reviews) if all(v in (None, getattr(r, k)) for k, v in wanted.items())]
    shown = found[asked.start : asked.start + asked.size]
    stands = {r.id for r in standing(reviews).values()}
    rows = [ReviewRow.model_validate(r.to_dict()) for r in shown]
    data = Listing[ReviewRow](total=len(found), page=asked.page, size=asked.size, rows=rows)
    return Shown("Reviews", "reviews.html", data, lambda: _flat(found), "reviews", {"asked": asked, "stands": stands})


def show_agreement(desk: DeskOf, asked: Annotated[AgreementAsked, Query()]) -> Shown:
    """Tell how far two reviewers agree on the rows that both judged."""
    stands = ReviewLog(desk.named.reviews).standing()
    pairs = pairs_of(stands)
    if (asked.one is None) != (asked.other is None):
        raise QueryError("Name two reviewers: one and other.")
    names = (asked.one, asked.other) if asked.one and asked.other else pairs[0][:2] if pairs else None
    data = AgreementShown(one=None, other=None, figures=[], differing=[], pairs=pairs)
    if names is not None:
        found = compare(stands, read_reviewer(names[0]), read_reviewer(names[1]))
        data.one, data.other = found.one, found.other
        data.figures = [FiguresRow.model_validate(f, from_attributes=True) for f in found.figures]
        data.differing = [
            Differing(one=ReviewRow.model_validate(a.to_dict()), other=ReviewRow.model_validate(b.to_dict()))
            for a, b in found.differing
        ]
    return Shown(
        "Agreement", "review_agreement.html", data, lambda: to_table(data.figures, FiguresRow), "agreement", {"asked": asked}
    )


def show_export(desk: DeskOf, asked: Annotated[ExportAsked, Query()]) -> Shown:
    """Give what stands of the reviews, for other programs."""
    log = ReviewLog(desk.named.reviews)
    found = last_words(log, read_reviewer(asked.reviewer) if asked.reviewer else None)
    rows = [FlatReview.model_validate(row) for row in flat_rows(found)]
    with desk.store() as store:
        _, others = choose_current(store, found)
    data = Exported(since_export=log.since_export(), coded_anew=others, rows=rows)
    more = {"asked": asked, "judged": len(found), "articles": len({r.article_id for r in found if r.article_id})}
    return Shown("Export of reviews", "review_export.html", data, lambda: to_table(rows, FlatReview), "corrections", more)


def download_bank(desk: DeskOf, asked: Annotated[ExportAsked, Query()]) -> Response:
    """Give the judged articles as rows of a bank, JSON lines."""
    return _lines(desk, asked.reviewer, "bank")


def download_regression(desk: DeskOf, asked: Annotated[ExportAsked, Query()]) -> Response:
    """Give what stands as tests of the pipeline, JSON lines: `detente review test FILE`."""
    return _lines(desk, asked.reviewer, "regression")


def export(desk: DeskOf, sent: SentHere) -> Response:
    """Give a file as the downloads do, and note that what stands so far was exported."""
    asked = sent.json if isinstance(sent.json, dict) else {k: sent.first(k) for k in ("form", "reviewer")}
    forms: dict[str, Form] = {"bank": "bank", "regression": "regression"}
    form, reviewer = forms.get(str(asked.get("form"))), asked.get("reviewer") or None
    if form is None or not isinstance(reviewer, (str, type(None))):
        raise QueryError("form: bank or regression; reviewer: a name, or nothing for the last word on each row.")
    log = ReviewLog(desk.named.reviews)
    last, made = log.last(), _lines(desk, reviewer, form)
    whose = read_reviewer(reviewer) if reviewer else None
    log.note_export(dt.datetime.now(dt.UTC).isoformat(), desk.named.reviewer, form, last, whose)
    return made


def _lines(desk: Desk, reviewer: str | None, form: Form) -> Response:
    found = last_words(ReviewLog(desk.named.reviews), read_reviewer(reviewer) if reviewer else None)
    with desk.store() as store:
        current, _ = choose_current(store, found)
        rows: Iterable[dict[str, Any]] = bank_rows(store, current) if form == "bank" else regression_rows(store, current)
        body = "".join(to_line(row) + "\n" for row in rows)
    headers = {"Content-Disposition": f'attachment; filename="{form}.jsonl"'}
    return Response(body.encode(), headers=headers, media_type="application/jsonl")


def _flat(found: list[Any]) -> Any:
    return to_table([FlatReview.model_validate(row) for row in flat_rows(found)], FlatReview)


add_page(router, "/reviews", list_reviews, Listing[ReviewRow], tag="review", summary="All reviews, newest first")
add_page(router, "/review/agreement", show_agreement, AgreementShown, tag="review", summary="How far two reviewers agree")
add_page(router, "/review/export", show_export, Exported, tag="review", summary="What stands of the reviews")
_FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/jsonl": {"schema": {"type": "string"}}}, "description": "JSON lines."}
}
router.add_api_route("/review/bank.jsonl", download_bank, tags=["review"], summary="Judged articles as rows of a bank",
                     response_class=Response, responses=_FILE, operation_id="download_bank")  # fmt: skip
router.add_api_route("/review/regression.jsonl", download_regression, tags=["review"], summary="What stands, as tests",
                     response_class=Response, responses=_FILE, operation_id="download_regression")  # fmt: skip
router.add_api_route(
    "/review/export", export, methods=["POST"], tags=["review"], summary="Export, and note it", response_class=Response,
    responses=_FILE, operation_id="export_reviews", openapi_extra={"requestBody": {"required": True, "content": {
        "application/json": {"schema": {"type": "object", "required": ["form"], "properties": {
            "form": {"enum": ["bank", "regression"]}, "reviewer": {"type": ["string", "null"]}}}},
    }}},
)  # fmt: skip
