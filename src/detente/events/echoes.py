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
        elif past and same and core.pos in _PREDICATES and _is_whole(parse, opened, token, words):
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
    if any(o.lower in _FOR_IT and o.dep == "dobj" and _stands_bare(parse, o.i) for o in objects):
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
    if token.lemma in _SILENT:
        return False
    unmet = named and token.lemma != "be"  # *that promise is not enough* says nothing of its fate
    return (same and _is_whole(parse, opened, token, words)) or unmet or _lacks(parse, opened, token, words)


def _is_whole(parse: Parse, opened: Opened, token: Token, words: MatterWords) -> bool:
    """Tell whether a predicate takes up more than the verb of the entry, where there is more: *gains helped* is no help given."""
    if token.tag != "VBD" and not parse.children(token.i, "aux"):
        return False
    rest = opened.matter - {words.stem(token.lemma)}
    return not rest or any(words.stem(parse.tokens[t].lemma) in rest for t in clause_of(parse, token.i))


def _lacks(parse: Parse, opened: Opened, token: Token, words: MatterWords) -> bool:
    """Tell whether there is none of what the entry speaks of: *there are no buses*, *received no list*."""
    things = [*parse.children(token.i, "dobj", "nsubjpass"), *(parse.children(token.i, "attr") if _there(parse, token) else ())]
    return any(
        words.stem(o.lemma) in opened.matter and any(c.lower in _NONE_SUCH[:2] for c in parse.children(o.i, "det"))
        for o in things
    )


def _stands_bare(parse: Parse, i: int) -> bool:
    return all(c.pos == "PUNCT" for c in parse.children(i))


def _there(parse: Parse, token: Token) -> bool:
    return token.lemma == "be" and bool(parse.children(token.i, "expl"))


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
