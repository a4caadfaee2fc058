"""What is listed together: *X, Y and Z*, *Ghana, Togo agree*."""

from detente.language.parse import Parse, Token

MEASURES = frozenset(("DATE", "TIME", "PERCENT", "CARDINAL", "QUANTITY", "MONEY", "ORDINAL"))  # after *by*: when, how much
STATES = frozenset(("GPE", "NORP"))
NOMINAL = frozenset(("NOUN", "PROPN", "PRON"))


def conjuncts(parse: Parse, i: int) -> list[int]:
    """Return token i and what is coordinated with it (*X, Y and Z*), in the order of the text."""
    out = [*_listed_before(parse, i), i]
    for found in out:
        out.extend(c for c in parse.tokens[found].children if _is_joined(parse, c) and c not in out)
        if len(out) > 12:
            break
    return out


def _listed_before(parse: Parse, i: int) -> list[int]:
    """Return the name before a comma that a headline lists with the subject of a plural verb: *Ghana, Togo agree to …*."""
    token, tokens = parse.tokens[i], parse.tokens
    verb = tokens[token.head]
    comma = token.left - 1
    if token.dep != "nsubj" or verb.tag not in ("VBP", "VB") or comma < 1 or tokens[comma].text != ",":
        return []
    first = parse.sentence_of(i).first
    return [
        k
        for k in range(first, comma)
        if tokens[k].pos in ("PROPN", "NOUN")
        and tokens[k].head in (verb.i, token.i)
        and tokens[k].left == first
        and tokens[k].right in (comma - 1, comma)
        and tokens[k].ent not in MEASURES
    ]


def _is_joined(parse: Parse, i: int) -> bool:
    """Tell whether the token is coordinated with its head, or a name in a list that the parser took for an apposition."""
    token = parse.tokens[i]
    head = parse.tokens[token.head]
    if token.dep == "conj":
        return not (token.pos in NOMINAL and (_is_contrast(parse, i, head) or _is_title(parse, i)))
    if token.dep != "appos" or not token.pos == head.pos == "PROPN":
        return False
    verb = parse.tokens[head.head]
    if head.dep == "nsubj" and verb.tag == "VBP" and head.tag == "NNP" and token.ent in STATES and head.ent in STATES:
        return True  # a headline: "Ghana, Togo agree"
    ahead = {"cc", "conj"} <= {parse.tokens[c].dep for c in token.children}
    return ahead or (token.ent == head.ent == "GPE" and {"cc", "conj"} <= {parse.tokens[c].dep for c in head.children})


def _is_contrast(parse: Parse, i: int, head: Token) -> bool:
    """Tell whether a clause begins here, of which the parser has joined the subject to the noun before *but*."""
    between = [parse.tokens[c] for c in head.children if head.i < c < i and parse.tokens[c].dep == "cc"]
    return (
        bool(between)
        and between[-1].lower == "but"
        and not any(parse.tokens[k].lower in ("not", "no", "only", "all", "nothing") for k in range(max(0, head.left - 1), i))
    )


def _is_title(parse: Parse, i: int) -> bool:
    """Tell whether a noun ends the title *heads of state and government*."""
    before = [t.lower for t in parse.tokens[max(0, i - 3) : i]]
    return parse.tokens[i].lemma == "government" and before in (["of", "state", "and"], ["of", "state", "or"])
