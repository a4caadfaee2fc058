"""The standoff format of brat: marks ↔ the lines of an ``.ann`` file, and a text ↔ the ``.txt`` beside it.

Offsets are code points of the text file, which has line feeds alone at its line ends. A span that crosses one is written in
pieces, since brat takes no line feed within a mark; pieces that only white space with a line feed parts are joined again.
Source: the standoff manual of brat.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from detente.errors import ReadingError
from detente.reading.jsonl import Report
from detente.records import Span

T = TypeVar("T")

_REMEDY = "See the standoff format in the manual of brat; the other lines are read."
_NAME = r"[A-Za-z0-9_-]+"
_ENTITY = re.compile(rf"(T[0-9]{{1,9}})\t({_NAME}) ([0-9]{{1,9}} [0-9]{{1,9}}(?:;[0-9]{{1,9}} [0-9]{{1,9}})*)(?:\t(.*))?")
_EVENT = re.compile(rf"(E[0-9]{{1,9}})\t({_NAME}):(T[0-9]{{1,9}})((?: {_NAME}:[TE][0-9]{{1,9}})*) *")
_ATTRIBUTE = re.compile(rf"([AM][0-9]{{1,9}})\t({_NAME}) ([TE][0-9]{{1,9}})(?: (\S.*))?")
_NOTE = re.compile(rf"(#[0-9]{{0,9}})\t({_NAME}) ([TEARN][0-9]{{1,9}})\t(.*)")
_EQUIV = re.compile(r"\*\tEquiv((?: T[0-9]{1,9}){2,}) *")
_SKIPPED = re.compile(r"[RN][0-9]{1,9}\t")  # relations and references to other data bases: none of ours


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text with a type (``T``): its spans, in order."""

    id: str
    type: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """An event in brat's sense (``E``): a type, the mark that is its trigger, and marks or events by their role."""

    id: str
    type: str
    trigger: str
    roles: tuple[tuple[str, str], ...] = ()

    def get(self, role: str) -> list[str]:
        """Return what fills a role, in order; brat numbers those after the first: Actor, Actor2."""
        return [target for name, target in self.roles if name.rstrip("0123456789") == role]


@dataclass(slots=True)
class Standoff:
    """What an ``.ann`` file holds. ``attributes`` and ``notes`` are by the id that they belong to, ``same`` groups marks."""

    marks: dict[str, Mark] = field(default_factory=dict)
    frames: dict[str, Frame] = field(default_factory=dict)
    attributes: dict[str, dict[str, str]] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)
    same: list[tuple[str, ...]] = field(default_factory=list)


def plain_text(text: str) -> str:
    r"""Return a text as it stands in the ``.txt``: line feeds alone end lines, and each character keeps its offset.

    >>> plain_text("a\r\nb\rc")
    'a \nb\nc'
    """
    return text.replace("\r\n", " \n").replace("\r", "\n").encode("utf-8", "replace").decode("utf-8")


def pieces(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Cut spans at line ends; what lies outside of the text, or is white space alone at a line end, is dropped."""
    out: list[Span] = []
    for span in spans:
        at, end = max(0, span.start), min(span.end, len(text))
        while at < end:
            feed = text.find("\n", at, end)
            stop = feed if feed >= 0 else end
            begin = at if at == span.start else stop - len(text[at:stop].lstrip())
            stop = at + len(text[at:stop].rstrip()) if feed >= 0 else stop
            if begin < stop:
                out.append(Span(begin, stop))
            at = feed + 1 if feed >= 0 else end
    return tuple(out)


def joined(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Join pieces again that only white space with a line end parts."""
    out: list[Span] = []
    for span in spans:
        gap = text[out[-1].end : span.start] if out else ""
        if "\n" in gap and gap.isspace():
            out[-1] = Span(out[-1].start, span.end)
        else:
            out.append(span)
    return tuple(out)


def write_standoff(marks: Standoff, text: str) -> Iterator[str]:
    """Give the lines of an ``.ann`` file, without line ends; the spans of the marks must be cut by ``pieces``."""
    for mark in marks.marks.values():
        words = " ".join(s.of(text) for s in mark.spans)
        yield f"{mark.id}\t{mark.type} {';'.join(f'{s.start} {s.end}' for s in mark.spans)}\t{words}"
    for group in marks.same:
        yield f"*\tEquiv {' '.join(group)}"
    for frame in marks.frames.values():
        yield f"{frame.id}\t{frame.type}:{frame.trigger}{''.join(f' {role}:{target}' for role, target in frame.roles)}"
    named = ((owner, name, value) for owner, given in marks.attributes.items() for name, value in given.items())
    for number, (owner, name, value) in enumerate(named, 1):
        yield f"A{number}\t{name} {owner} {value}".rstrip()
    noted = ((owner, note) for owner, notes in marks.notes.items() for note in notes)
    for number, (owner, note) in enumerate(noted, 1):
        yield f"#{number}\tAnnotatorNotes {owner}\t{note}"


def read_standoff(lines: Iterable[str], text: str, where: str, report: Report) -> Standoff:
    """Read the lines of an ``.ann`` file; a line that is none, or that points at nothing, is reported and left out."""
    out = Standoff()
    waiting: dict[str, tuple[int, Frame]] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or _SKIPPED.match(line):
            continue
        fault = _read_line(line.rstrip("\r"), text, out, number, waiting)
        if fault:
            report(ReadingError(f"{where}:{number}", fault, _REMEDY))
    out.frames = {key: frame for key, (_, frame) in waiting.items()}
    for number, frame in waiting.values():
        if frame.trigger not in out.marks:
            report(ReadingError(f"{where}:{number}", f"{frame.id} has no trigger {frame.trigger}", _REMEDY))
            del out.frames[frame.id]
            continue
        lost = [target for _, target in frame.roles if target not in out.marks and target not in out.frames]
        if lost:
            report(ReadingError(f"{where}:{number}", f"{frame.id} speaks of {lost[0]}, which is not there", _REMEDY))
            kept = tuple((role, target) for role, target in frame.roles if target not in lost)
            out.frames[frame.id] = Frame(frame.id, frame.type, frame.trigger, kept)
    return out


def _read_line(line: str, text: str, out: Standoff, number: int, waiting: dict[str, tuple[int, Frame]]) -> str:
    """Take a line in; return what is wrong with it, or ''."""
    if found := _ENTITY.fullmatch(line):
        spans = [Span(*map(int, piece.split(" "))) for piece in found[3].split(";")]
        if any(not 0 <= s.start < s.end <= len(text) for s in spans):
            return f"{found[1]} lies outside of the text, which has {len(text):,} characters"
        words = " ".join(s.of(text) for s in spans)
        if found[4] is not None and _squeezed(found[4]) != _squeezed(words):
            return f"{found[1]} says {found[4][:40]!r} where the text has {words[:40]!r}"
        return _kept(out.marks, found[1], Mark(found[1], found[2], joined(text, spans)))
    if found := _EVENT.fullmatch(line):
        roles = tuple((role, target) for role, _, target in (pair.partition(":") for pair in found[4].split()))
        return _kept(waiting, found[1], (number, Frame(found[1], found[2], found[3], roles)))
    if found := _ATTRIBUTE.fullmatch(line):
        out.attributes.setdefault(found[3], {})[found[2]] = found[4] or ""
        return ""
    if found := _NOTE.fullmatch(line):
        out.notes.setdefault(found[3], []).append(found[4])
        return ""
    if found := _EQUIV.fullmatch(line):
        out.same.append(tuple(found[1].split()))
        return ""
    return "no line of brat's standoff format"


def _kept(into: dict[str, T], key: str, value: T) -> str:
    if key in into:
        return f"{key} stands there already"
    into[key] = value
    return ""


def _squeezed(text: str) -> str:
    return " ".join(text.split())
