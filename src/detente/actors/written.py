"""Whose words a letter or a website holds: *its communiqué dismissed*, *a statement signed by five of them said*."""

from collections.abc import Sequence

from detente.actors.candidates import Candidate, Text, left_edge
from detente.actors.context import Context, Found
from detente.actors.figures import Figure
from detente.actors.memory import SUBJECTS
from detente.actors.several import joined_at, together
from detente.records import MentionKind

_MAKERS = ("by", "from", "of")  # prepositions before who wrote it
_TOGETHER = ("common", "joint", "shared")  # whose words: of several
_FELLOWS = 2  # sentences back to those who speak in a joint statement
_FAR = 60  # tokens back from *it read* to what is read
_DEEP = 3  # documents that stand for each other: an answer that came in a letter
_READS = ("read", "run", "conclude")  # what *it* does when it is a document


def find_written(text: Text, speakers: Sequence[int], known: frozenset[int]) -> list[Candidate]:
    """Return the documents that are said to say something, at the ``speakers``' head tokens, where nothing ``known`` stands."""
    tokens, found = text.parse.tokens, list[Candidate]()
    for head in dict.fromkeys(speakers):
        if head not in known and tokens[head].pos == "NOUN" and tokens[head].lemma in text.index.classes.documents:
            found.append(Candidate("written", left_edge(text, head), head + 1, head, MentionKind.NOMINAL))
    return found


def resolve_written(context: Context, candidate: Candidate) -> Found:
    """Resolve a document that speaks by who wrote it."""
    word = context.text.parse.tokens[candidate.head].lower
    found = authors(context, candidate.head)
    return (
        (found, f"{word}: written by {' and '.join(f.label for f in found)}", 0.6) if found else ((), f"{word}: by nobody", 0.2)
    )


def read_out(context: Context, head: int) -> tuple[Figure, ...]:
    """Return whose words *it* of *it read* are: those of who wrote the last document spoken of."""
    tokens = context.text.parse.tokens
    if context.memory.quoted(head) or tokens[head].dep not in SUBJECTS or tokens[tokens[head].head].lemma not in _READS:
        return ()
    for i in range(head - 1, max(-1, head - _FAR), -1):
        if tokens[i].pos == "NOUN" and tokens[i].lemma in context.classes.documents and not context.memory.quoted(i):
            return authors(context, i)
    return ()


def authors(context: Context, head: int, depth: int = _DEEP) -> tuple[Figure, ...]:
    """Return who wrote the document at the token: its owner, whom *by*, *from* or *signed by* names, its nation, or the
    subject of the verb that it is an object of.
    """
    parse, by_head = context.text.parse, context.memory.by_head
    token = parse.tokens[head]
    makers = [t.i for t in parse.children(head, "poss")]
    signed = [p for c in parse.children(head, "acl") for p in parse.children(c.i, "agent")]
    for prep in (*signed, *parse.children(head, "prep", "agent")):
        if prep.lower in _MAKERS:
            makers += [t.i for t in parse.children(prep.i, "pobj")]
    makers += [t.i for t in parse.children(head, "amod", "compound", "nmod")]
    for i in makers:
        if by_head.get(i):
            return joined_at(context.memory, i)
    if any(t.lower in _TOGETHER for t in parse.children(head, "amod")):
        found = together(context.memory, head, lambda f: bool(f.label), reach=_FELLOWS)
        if found:
            return found
    above = parse.tokens[token.head]
    verb = parse.tokens[above.head] if above.pos == "ADP" else above
    if token.dep not in ("dobj", "pobj") or verb.pos not in ("VERB", "AUX") or not depth:
        return ()
    for subject in parse.children(verb.i, "nsubj"):
        if by_head.get(subject.i):
            return joined_at(context.memory, subject.i)
        if subject.lemma in context.classes.documents:
            return authors(context, subject.i, depth - 1)
    return ()
