"""What the syntax itself says of status: negation, modals, shifted tenses, imperatives, conditions and questions."""

from detente.language.parse import Token
from detente.language.scope_literals import ScopeMark
from detente.language.scope_notes import CATEGORIES, ScopeNotes
from detente.language.tense import Tense, auxiliaries, is_predicate, tense_of
from detente.records import Span, Status

_NOBODY = frozenset(("nobody", "none", "nothing", "neither", "no-one"))
_NEVER = frozenset(("never", "hardly", "scarcely", "barely", "nowhere"))
_NO = frozenset(("no", "neither"))
_SPAN = 80  # tokens of one clause that are looked at; more is no sentence that a person wrote
_QUOTES = frozenset(('"', "“", "”", "''", "``"))
_RECENTLY = frozenset(("already", "earlier", "just", "recently", "meanwhile"))
_DEEP = 6  # heads to climb


def mark_predicate(notes: ScopeNotes, token: Token) -> None:
    """Mark a verb that is negated, that an auxiliary shifts, or that is an imperative."""
    negation = _negation(notes, token)
    if negation is not None:
        notes.mark("negation", negation, token.i, "scope.neg")
    tense = tense_of(notes.parse, token.i)
    if tense in (Tense.FUTURE, Tense.MODAL, Tense.MODAL_PERFECT):
        _modal(notes, token, tense)
    elif tense is Tense.PAST_PERFECT and not _is_recent(notes, token) and not _is_reported(notes, token, by_now=True):
        by = next((a for a in auxiliaries(notes.parse, token.i) if a.lower in ("had", "'d")), token)
        notes.mark("past", by, token.i, "scope.past_perfect")
    elif tense is Tense.BARE and _is_imperative(notes, token):
        notes.mark("hedge", token, token.i, "scope.imperative")


def _negation(notes: ScopeNotes, token: Token) -> Token | None:
    """Return the word that negates a verb: *not*, *no country …*, *signed no …*."""
    for _ in range(_DEEP):
        for c in token.children:
            child = notes.tokens[c]
            if c in notes.dead:
                continue
            if child.dep == "neg" or (child.dep == "advmod" and child.lower in _NEVER):
                return child
            if child.dep in ("nsubj", "nsubjpass", "dobj", "attr"):
                none = _none(notes, child)
                if none is not None:
                    return none
        head = notes.tokens[token.head]
        own = any(notes.tokens[c].dep in ("aux", "auxpass", "nsubj", "nsubjpass") for c in token.children)
        if own or token.dep != "conj" or not is_predicate(head) or token.tag in ("VBD", "VBZ", "VBP") or token.tag != head.tag:
            return None
        if any(notes.tokens[c].dep == "cc" and notes.tokens[c].lower == "but" for c in head.children):
            return None
        token = head
    return None


def _none(notes: ScopeNotes, noun: Token) -> Token | None:
    """Return the word that makes a noun phrase mean nobody or nothing."""
    if noun.lower in _NOBODY and noun.i not in notes.dead:
        return noun
    for c in noun.children:
        if notes.tokens[c].lower in _NO and notes.tokens[c].dep in ("det", "neg", "preconj", "advmod") and c not in notes.dead:
            return notes.tokens[c]
    return None


def _modal(notes: ScopeNotes, token: Token, tense: Tense) -> None:
    words = [a for a in auxiliaries(notes.parse, token.i) if a.lower in notes.rules.modals] or [token]
    by = words[0]
    if tense is Tense.MODAL and by.lower in ("would", "'d") and _is_reported(notes, token):
        notes.mark("future", by, token.i, "scope.would_reported")
        return
    status = notes.rules.modals.get(by.lower, Status.HYPOTHETICAL)
    notes.mark("future" if status is Status.FUTURE else "hedge", by, token.i, f"scope.modal.{by.lower}")


def _is_recent(notes: ScopeNotes, token: Token) -> bool:
    """Tell whether a past perfect only looks back from the story: *had earlier joined*, *had so far resisted*."""
    beside = [notes.tokens[c] for c in token.children if notes.tokens[c].dep == "advmod"]
    if token.dep == "advcl" and any(notes.tokens[c].lower == "after" for c in token.children if notes.tokens[c].dep == "mark"):
        return True
    return any(b.lower in _RECENTLY or (b.lower == "far" and notes.tokens[b.i - 1].lower == "so") for b in beside)


def _is_reported(notes: ScopeNotes, token: Token, *, by_now: bool = False) -> bool:
    """Tell whether a clause is reported in the past (or ``by_now``), outside of quotation marks: its tenses are shifted back."""
    i = token.i
    for _ in range(_DEEP):
        token = notes.tokens[i]
        head = notes.tokens[token.head]
        if token.dep in ("acl", "ccomp") and head.pos == "NOUN" and _is_clause(notes, token):
            return True  # the report that Oslo had refused; comments that it would sign
        if token.dep == "ccomp" and is_predicate(head):
            low, high = sorted((i, head.i))
            quoted = any(notes.tokens[k].text in _QUOTES for k in range(low, min(high, low + _SPAN)))
            tense = tense_of(notes.parse, head.i)
            return not quoted and (
                (by_now and tense is Tense.PRESENT)
                or tense
                in (
                    Tense.PAST,
                    Tense.PAST_PERFECT,
                    Tense.PERFECT,
                    Tense.GERUND,
                    Tense.PARTICIPLE,
                )
            )
        if token.dep not in ("conj", "xcomp", "advcl", "relcl", "acl") or head.i == i:
            return False
        i = head.i
        if token.dep in ("relcl", "acl"):
            while not is_predicate(notes.tokens[i]) and notes.tokens[i].head != i:
                i = notes.tokens[i].head
    return False


def _is_clause(notes: ScopeNotes, token: Token) -> bool:
    """Tell whether a clause on a noun is what the noun says."""
    return any(notes.tokens[c].dep == "mark" and notes.tokens[c].lower == "that" for c in token.children)


def _is_imperative(notes: ScopeNotes, token: Token) -> bool:
    if token.dep not in ("ROOT", "ccomp") or any(notes.tokens[c].dep in ("nsubj", "nsubjpass") for c in token.children):
        return False
    before = notes.tokens[token.i - 1] if token.i else None
    return before is None or before.sent != token.sent or before.text in ('"', "“", "``", "''")


def mark_condition(notes: ScopeNotes, mark: Token) -> None:
    """Mark a clause of condition, and the consequence that hangs on it; *even if* has none, *if so* is no clause."""
    clause = notes.tokens[mark.head]
    even = mark.i > 0 and notes.tokens[mark.i - 1].lower == "even"
    if mark.i in notes.dead and not even and mark.lower != "whether":
        return
    trigger = Span(mark.start, mark.end)
    first, last = max(clause.left, mark.i - _SPAN), min(clause.right + 1, mark.i + _SPAN)
    notes.marks.append(ScopeMark("condition", trigger, first, last, f"scope.condition.{mark.lower}"))
    main = notes.tokens[clause.head]
    if even:
        return
    if clause.dep == "advcl" and is_predicate(main) and tense_of(notes.parse, main.i) in (Tense.FUTURE, Tense.MODAL):
        notes.mark("condition", mark, main.i, "scope.consequence")


def mark_question(notes: ScopeNotes, first: int, last: int, root: int) -> None:
    """Mark what is asked with an auxiliary before the subject: it is not known to be so."""
    end = last - 1
    while end > first and notes.tokens[end].pos in ("SPACE", "PUNCT") and notes.tokens[end].lower != "?":
        end -= 1
    while first < end and notes.tokens[first].pos in ("SPACE", "PUNCT", "CCONJ"):
        first += 1
    if first < end and notes.tokens[end].lower == "?" and notes.tokens[first].pos == "AUX":
        notes.mark("hedge", notes.tokens[end], root, "scope.question")


def mark_noun(notes: ScopeNotes, token: Token) -> None:
    """Mark a noun by its determiner, adjectives and participles."""
    none = _none(notes, token)
    if none is not None:
        notes.mark("negation", none, token.i, "scope.no")
    for c in token.children:
        child = notes.tokens[c]
        if child.dep == "det" and child.lower == "any":
            notes.mark("hedge", child, token.i, "scope.any")
        if child.dep in ("amod", "compound", "nmod"):
            found = notes.effect("adjective", child, ("", "modifies"))
            if found is not None and found[0] in CATEGORIES:
                notes.mark(CATEGORIES[found[0]], child, token.i, found[1])
        elif child.dep == "acl" and child.tag == "VBN":  # talks planned for Friday
            found = notes.effect("verb", child, ("", "object"))
            if found is not None and found[0] in ("future", "hypothetical"):
                notes.mark(CATEGORIES[found[0]], child, token.i, found[1])
