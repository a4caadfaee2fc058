"""On what occasion and where something was said: *at the forum in Moscow*, *in an interview*, *in Brussels on Monday*."""

from collections.abc import Sequence
from dataclasses import replace

from detente.language.parse import Parse, Token
from detente.records import Attitude
from detente.statements.beside import Beside
from detente.statements.draft import Draft
from detente.statements.lexis import Lexis
from detente.statements.tree import child, subtree

_OPENERS = ("at", "in", "during", "on", "over")
_PLACES = ("GPE", "LOC", "FAC")
_ENDS = (*",;:—–()", '"')
_WHERE = ("in", "at", "from", "outside", "near")
_RULES = ("verb.", "relay.", "phrase.", "noun.", "adjective.")


def placed_statements(parse: Parse, drafts: Sequence[Draft], lexis: Lexis) -> list[Draft]:
    """Fill the occasion and the place of drafts from the phrases that stand beside their cues."""
    beside = Beside.of(parse, drafts)
    out = list(drafts)
    for token in parse.tokens:
        noun = child(parse, token.i, "pobj") if token.pos == "ADP" and token.lower in (*_OPENERS, *_WHERE) else None
        if noun is None:
            continue
        number = beside.owner(token.i)
        if number is None or not out[number].rule.startswith(_RULES):
            continue
        draft = out[number]
        within = any(first < token.i < last for first, last in draft.source)
        if within and parse.tokens[token.i - 1].text == ",":  # *the minister, at a forum in Riga, said*
            draft = replace(draft, source=tuple((a, token.i - 1 if a < token.i < b else b) for a, b in draft.source))
            within = False
        occasion = token.lower in _OPENERS and _is_occasion(noun, lexis)
        whole = _undated(parse, (token.i, subtree(parse, token.i)[1]))
        if not beside.clear(number, (whole,)):
            continue
        if occasion and not draft.occasion and not within:
            out[number] = replace(draft, occasion=(whole,), place=draft.place or _place_within(parse, whole))
        elif (
            token.lower in _WHERE
            and draft.attitude is Attitude.ASSERTION
            and not draft.place
            and not within
            and _is_place(noun)
            and not _of_a_name(parse, token)
        ):
            out[number] = replace(draft, place=(_undated(parse, subtree(parse, noun.i)),))
    for number, draft in enumerate(out):
        for first, last in draft.addressee:  # *told a news conference in Geneva*
            if not draft.occasion and any(
                t.lemma in lexis.of("occasion") for t in parse.tokens[first:last] if _heads(parse, t, first, last)
            ):
                out[number] = replace(draft, occasion=draft.addressee, place=draft.place or _place_within(parse, (first, last)))
    return out


def _heads(parse: Parse, token: Token, first: int, last: int) -> bool:
    return not first <= token.head < last or token.head == token.i


def _is_occasion(noun: Token, lexis: Lexis) -> bool:
    return noun.lemma in lexis.of("occasion") or noun.lemma in lexis.of("words")


def _is_place(noun: Token) -> bool:
    return noun.ent in _PLACES and noun.pos == "PROPN"


def _of_a_name(parse: Parse, preposition: Token) -> bool:
    """Tell whether a place belongs to a noun, not to the saying: *the embassy in Oslo*."""
    return parse.tokens[preposition.head].pos in ("NOUN", "PROPN", "ADJ", "PRON")


def _place_within(parse: Parse, whole: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Return the place in an occasion: *at the forum in Moscow*."""
    for i in range(whole[0] + 1, whole[1]):
        token = parse.tokens[i]
        if token.lower in ("in", "at") and token.pos == "ADP":
            noun = child(parse, i, "pobj")
            if noun is not None and _is_place(noun) and noun.i < whole[1]:
                return (_undated(parse, subtree(parse, noun.i)),)
    return ()


def _undated(parse: Parse, whole: tuple[int, int]) -> tuple[int, int]:
    """End a phrase before a date, a clause or a comma: *at the forum on Monday*."""
    first, last = whole
    tokens = parse.tokens
    for i in range(first + 1, last):
        dated = (
            tokens[i].ent in ("DATE", "TIME")
            and tokens[i].head < i
            and tokens[i].dep in ("pobj", "npadvmod", "nummod", "compound", "tmod", "det", "amod")
        )
        if tokens[i].text in _ENDS or (dated and i > first + 1):
            end = i
            while end - 1 > first and tokens[end - 1].lower in ("on", "in", "of", "late", "early", "last", "this", "the", "at"):
                end -= 1
            return first, end
    return first, last
