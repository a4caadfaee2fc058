"""Entries that are settled by words which take theirs up: *asked us to wait; we waited*, *there are no buses*, *I had none*."""

from collections.abc import Iterator

from detente.events.matter import MatterWords
from detente.events.opened import Opened
from detente.events.replies import NO, clause_of, cut_told, is_open, status_of
from detente.language.parse import Parse, Token
from detente.records import LedgerKind, Outcome, OutcomeKind, Status
from detente.statements.tree import SUBJECTS

_NEAR = 2  # sentences after the entry
_ROOT = 5  # letters that a verb of promising and its noun share: promise, assurance
_PREDICATES = ("VERB", "AUX")
_PAST = ("VBD", "VBN")
_THE = ("the", "this", "that", "its", "their")
_NONE_SUCH = ("any", "no", "such", "this", "the")
_LIGHT = frozenset({"be", "do", "get", "give", "go", "have", "make", "take"})  # verbs that every sentence may have
_UNTIL_NOW = frozenset({"ever", "far", "since", "still", "yet"})
_SILENT = frozenset({"answer", "comment", "decide", "react", "reply", "respond", "say"})  # silence settles nothing
_FOR_IT = frozenset({"one", "any", "none"})
_SURE = {"unsaid": 0.75, "echo": 0.75, "not": 0.7, "so": 0.5}  # how often such an echo is right, as in ``outcomes``


def find_echoes(
    parse: Parse, opened: Opened, names: frozenset[str], scorn: frozenset[str], words: MatterWords
) -> Iterator[Outcome]:
    """Yield what predicates of the next sentences make of an entry by taking up its words, or standing for them.

    ``names`` are nouns by which an entry of this kind is taken up, ``scorn`` words that turn down what they are said of.
    """
    if opened.entry.kind is LedgerKind.THREAT:
        return
    core, anchor = parse.tokens[opened.core], parse.tokens[opened.anchor]
    stem = words.stem(core.lemma)
    promised = opened.entry.kind is LedgerKind.PROMISE and opened.anchor not in opened.inside
    undone = status_of(parse, opened.core) is Status.NEGATED
    for token in _predicates(parse, opened):
        status = status_of(parse, token.i)
        told = cut_told(parse, token.i)
        same = words.stem(token.lemma) == stem if stem else token.lemma == core.lemma and core.lemma not in _LIGHT
        past = status is Status.ACTUAL and token.tag in _PAST
        if promised and _unsaid(parse, token, anchor.lemma, names):
            yield Outcome(OutcomeKind.REFUSED, None, told, _SURE["unsaid"], "outcome.unsaid")
        elif past and same and core.pos in _PREDICATES and (token.tag == "VBD" or parse.children(token.i, "aux")):
            how = OutcomeKind.REFUSED if undone else OutcomeKind.KEPT
            yield Outcome(how, None, told, _SURE["echo"], "outcome.echo")
        elif past and not undone and token.lemma == "do" and token.sent - opened.sent <= 1 and _so(parse, token):
            yield Outcome(OutcomeKind.KEPT, None, told, _SURE["so"], "outcome.so")
        elif not undone and _comes_to_nothing(parse, opened, token, same=same, names=names, scorn=scorn, words=words):
            yield Outcome(OutcomeKind.REFUSED, None, told, _SURE["not"], "outcome.not")


def _comes_to_nothing(
    parse: Parse, opened: Opened, token: Token, *, same: bool, names: frozenset[str], scorn: frozenset[str], words: MatterWords
) -> bool:
    """Tell whether a predicate says that there is none of it, or that it found no favour: *the idea found no friends*."""
    objects = parse.children(token.i, "dobj", "attr")
    if any(o.lower in _FOR_IT for o in objects):
        return _denied(parse, token.i)
    subjects = parse.children(token.i, "nsubj", "nsubjpass")
    named = any(
        t.lemma in names and any(c.lower in _THE for c in parse.children(t.i, "det", "poss"))
        for t in (*subjects, *parse.children(token.i, "dobj"))
    )
    meant = named or (token.lemma == "be" and any(words.stem(t.lemma) in opened.matter for t in subjects))
    if meant and any(parse.tokens[t].lemma in scorn for t in clause_of(parse, token.i)):
        return True
    if status_of(parse, token.i) is not Status.NEGATED:
        return False
    things = [*objects, *parse.children(token.i, "nsubjpass")]
    never = token.sent - opened.sent <= 1 and token.lemma not in _SILENT and _never_since(parse, token)
    return same or named or never or any(words.stem(o.lemma) in opened.matter for o in things)


def _never_since(parse: Parse, token: Token) -> bool:
    """Tell whether something has not come about until now: *Neither has drilled since*, *nobody has been let in so far*."""
    return any(c.lower in ("has", "have", "’ve", "'ve") for c in parse.children(token.i, "aux")) and any(
        c.lower in _UNTIL_NOW for c in parse.children(token.i)
    )


def _predicates(parse: Parse, opened: Opened) -> Iterator[Token]:
    last = min(opened.sent + _NEAR, len(parse.sentences) - 1)
    for i in range(opened.last + 1, parse.sentences[last].last):
        token = parse.tokens[i]
        if token.pos in _PREDICATES and token.dep not in ("aux", "auxpass") and i not in opened.inside and not is_open(parse, i):
            yield token


def _denied(parse: Parse, i: int) -> bool:
    """Tell whether a *no* or *not* stands anywhere in the clause: *was in no mood to provide any*."""
    while parse.tokens[i].dep in ("acl", "advcl", "pcomp", "xcomp") and not parse.children(i, *SUBJECTS):
        i = parse.tokens[i].head
    return any(parse.tokens[t].dep == "neg" or parse.tokens[t].lower in NO for t in clause_of(parse, i))


def _unsaid(parse: Parse, token: Token, opening: str, names: frozenset[str]) -> bool:
    """Tell whether the promise is said not to have been made: *deny that any such promise was made*."""
    things = (*parse.children(token.i), *(p for c in parse.children(token.i, "prep") for p in parse.children(c.i, "pobj")))
    about = token.lemma == opening or any(
        t.lemma in names and t.lemma[:_ROOT] == opening[:_ROOT] and any(c.lower in _NONE_SUCH for c in parse.children(t.i))
        for t in things
    )
    denies = token.dep == "ccomp" and parse.tokens[token.head].lemma in ("deny", "dispute")
    return about and (denies or status_of(parse, token.i) is Status.NEGATED)


def _so(parse: Parse, token: Token) -> bool:
    return any(c.lower == "so" for c in parse.children(token.i)) or any(
        t.lower == "so" for t in parse.tokens[token.i + 1 : token.i + 2]
    )
