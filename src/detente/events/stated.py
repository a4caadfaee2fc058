"""What statements put on the table: *asked for*, *promised to*, *warned that it would* (rows of ``ontology/ledger_cues``)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.events.before_whom import Around, is_abroad, is_domestic, is_everybody, is_political, is_side, whom
from detente.events.conditions import build_markers, find_conditions
from detente.events.deeds import auxiliaries, harms, is_infinitive, is_own, is_refused
from detente.events.own_words import Markers, opens, put_by_own_words
from detente.events.put import Put, Putter
from detente.language.parse import Parse, Token
from detente.lexicon import Lexicon
from detente.records import LedgerKind, Span, Statement

_SUBJECTS = ("nsubj", "nsubjpass", "expl")
_FINITE = ("VBD", "VBP", "VBZ")


@dataclass(frozen=True, slots=True)
class CueOpening:
    """A row of the table: what a cue opens where its content is as it ``needs``."""

    needs: tuple[str, ...]
    kind: LedgerKind


Openings = Mapping[tuple[str, str], tuple[CueOpening, ...]]


def build_cue_openings(lexicon: Lexicon) -> Openings:
    """Index the rows by lemma and part of speech, those that need most first."""
    rows: dict[tuple[str, str], list[CueOpening]] = {}
    for row in lexicon.table("ontology/ledger_cues"):
        opening = CueOpening(row.list("needs"), LedgerKind(row.text("kind")))
        rows.setdefault((row.text("lemma"), row.text("pos")), []).append(opening)
    return {key: tuple(sorted(found, key=lambda o: -len(o.needs))) for key, found in rows.items()}


def put_by_statements(around: Around, statements: Sequence[Statement], lexicon: Lexicon) -> list[Put]:
    """Return what the statements put on the table, in their order.

    Only what a state, an organisation of states or a party to a conflict puts there counts, and where another one is near.
    """
    openings, markers = lexicon.index(build_cue_openings), lexicon.index(build_markers)
    found = [put for statement in statements for put in _put(around, statement, openings, markers)]
    return [
        p
        for p in found
        if p.what.spans
        and is_political(around, p.actors)
        and (set(p.to) - set(p.by) or is_abroad(around, p.cue, p.by))
        and (p.shown or not is_domestic(around, p.actors))
    ]


def judged_cues(around: Around, statements: Sequence[Statement], lexicon: Lexicon) -> list[Span]:
    """Return where the cues stand that the table knows: what they put on the table is told by their statements alone."""
    openings = lexicon.index(build_cue_openings)
    spoken = (s for s in statements if s.speaker is not None and is_political(around, s.speaker.actors))
    heads = [(s, _cue_head(around.parse, s)) for s in spoken]
    return [Span(c.start, c.end) for s, c in heads if c is not None and (_lemma(s, c), c.pos) in openings]


def _put(around: Around, statement: Statement, openings: Openings, markers: Markers) -> list[Put]:
    by = around.party(statement.speaker)
    cue = _cue_head(around.parse, statement)
    root = around.parse.head_of(statement.content.spans[0]) if statement.content.spans else None
    if not by or cue is None or root is None or statement.speaker is None or _is_unreal(around, statement, cue):
        return []
    putter = Putter(around, statement, by, statement.speaker.actors, cue.i, root)
    for row in openings.get((_lemma(statement, cue), cue.pos), ()):
        if not _is_question(around, statement) and all(_meets(putter, need, row.kind) for need in row.needs):
            return _under_conditions(putter, row.kind, markers)
    return put_by_own_words(around, statement, by, markers)


def _under_conditions(putter: Putter, kind: LedgerKind, markers: Markers) -> list[Put]:
    """Put something with its conditions; what is promised not to be done until something has happened is a condition alone."""
    if kind in (LedgerKind.DEMAND, LedgerKind.PROPOSAL, LedgerKind.THREAT):
        return [putter.put(kind, putter.content())]
    parse = putter.around.parse
    found = find_conditions(parse, putter.root, markers) or []
    refused = kind is LedgerKind.CONDITION or is_refused(putter.around, putter.root)
    conditions = [c for c in found if c.bears_on(refusal=refused) and not (refused and opens(parse, c, "before"))]
    if refused and (conditions or kind is LedgerKind.CONDITION):
        return putter.conditions(LedgerKind.OFFER, conditions)
    return putter.under(kind, putter.content(), conditions)


def _lemma(statement: Statement, cue: Token) -> str:
    return statement.cue.lemma if statement.cue is not None else cue.lemma


def _cue_head(parse: Parse, statement: Statement) -> Token | None:
    """Return the word of the cue that attributes."""
    cue = statement.cue
    if cue is None or not cue.spans:
        return None
    inside = [parse.tokens[i] for span in cue.spans for i in parse.within(span)]
    head = parse.head_of(cue.spans[0])
    return next((t for t in inside if t.lemma == cue.lemma), parse.tokens[head] if head is not None else None)


def _is_unreal(around: Around, statement: Statement, cue: Token) -> bool:
    """Tell whether the words are said not to have been spoken, or only thought possible."""
    parse, words = around.parse, around.words
    outer = around.statements.get(statement.inside or "")
    if outer is not None and outer.cue is not None and outer.cue.lemma in words["denying"]:
        return True
    if parse.children(cue.i, "neg") or not words["supposing"].isdisjoint(auxiliaries(parse, cue.i)):
        return True
    above = parse.tokens[cue.head]
    if above.dep == "prep" and above.lower in ("from", "of"):  # *stopped short of promising*
        above = parse.tokens[above.head]
    if cue.dep in ("dobj", "pcomp", "xcomp") and cue.pos != "NOUN" and above.lemma in words["refusing"]:
        return True
    return cue.dep == "advcl" and any(c.lower in ("if", "unless") for c in parse.children(cue.i, "mark"))


def _is_question(around: Around, statement: Statement) -> bool:
    """Tell whether the content asks what is so: *asked whether it would*, *asked “who will pay?”*."""
    parse = around.parse
    first = parse.tokens[parse.within(statement.content.spans[0])[0]]
    return statement.content.text.rstrip("\"”’'").endswith("?") or first.lower in ("if", *around.words["question"])


def _meets(putter: Putter, need: str, kind: LedgerKind) -> bool:
    """Tell whether cue, content and sides are as a row needs them; the schema says what each need is."""
    around, statement, root = putter.around, putter.statement, putter.root
    parse, words = around.parse, around.words
    token = parse.tokens[root]
    helpers = {c.lower for c in parse.children(root, "aux", "auxpass")}
    subject = next(iter(parse.children(root, *_SUBJECTS)), None)
    bare = subject is not None and token.tag in ("VB", "VBN") and helpers <= {"be", "not"}
    cued = set(statement.cue.text.lower().split()) if statement.cue is not None else set()
    match need:
        case "party":
            named = is_side(around, statement.addressee) and not is_everybody(around, statement.addressee)
            return named or whom(around, statement, putter.by, (putter.cue, root), kind).shown
        case "asking":
            return is_infinitive(parse, root) or not cued.isdisjoint(("for", "on", "upon"))
        case "against":
            return "against" in cued or statement.content.text.startswith("against ")
        case "infinitive":
            return is_infinitive(parse, root)
        case "will":
            return bool(helpers & words["will"])
        case "deed":
            return is_infinitive(parse, root) or bool(helpers & words["will"])
        case "duty":
            return is_infinitive(parse, root) or bare or bool(helpers & words["duty"]) or "on" in cued
        case "open":
            finite = any(t.tag in _FINITE for t in (token, *parse.children(root, "aux", "auxpass")))
            none = any(t.lower in words["none"] for t in (token, *parse.children(root, "det", "amod")))
            return bool(helpers & words["open"]) or not (finite or none)
        case "harm":
            return harms(around, root) and not is_refused(around, root)
        case "own":
            return _is_own_deed(putter)
        case "other":
            later = subject is not None and subject.i > putter.cue and subject.lower != "us"
            return token.pos in ("VERB", "AUX") and later
        case "actor":
            return subject is not None and bool(around.at(subject.i))
        case "thing":
            return token.pos in ("NOUN", "PROPN", "NUM", "PRON") and token.head == putter.cue
    return True


def _is_own_deed(putter: Putter) -> bool:
    """Tell whether the speaker says what it will do, or what will be done to others."""
    around, root = putter.around, putter.root
    token = around.parse.tokens[root]
    subject = next(iter(around.parse.children(root, *_SUBJECTS)), None)
    if subject is not None and subject.dep == "nsubjpass":
        return token.lemma != "leave" and set(around.at(subject.i)).isdisjoint(putter.by)
    return token.lemma not in around.words["uncommitted"] | around.words["stative"] and is_own(around, root, putter.by)
