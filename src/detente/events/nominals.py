"""What a noun phrase is about: the classes that verbs ask for, and the act that it names."""

from detente.events.frames import prepositions
from detente.events.patterns import NounEntry, Patterns
from detente.language.parse import Parse

NOTHING = NounEntry(frozenset())


def read_noun(parse: Parse, patterns: Patterns, i: int) -> NounEntry:
    """Return the entry of the longest phrase of the table that ends at token i, else that of its lemma."""
    return NOTHING if is_figure(parse, patterns, i) else _entry(parse, patterns, i)


def is_figure(parse: Parse, patterns: Patterns, i: int) -> bool:
    """Tell whether a noun of violence is a figure of speech: *a price war*."""
    return bool(_entry(parse, patterns, i).classes & patterns.words["violent"]) and _figurative(parse, patterns, i)


def _figurative(parse: Parse, patterns: Patterns, i: int) -> bool:
    """Tell whether a describing word or a field makes the noun a figure of speech: *a price war*, *intervention in markets*."""
    tokens = parse.tokens
    fields = patterns.words["fields"]
    if any(prep in ("in", "on", "against", "for") and tokens[o].lemma in fields for prep, o in prepositions(parse, i)):
        return True
    if tokens[i].lower == "clash" and any(prep == "over" for prep, _ in prepositions(parse, i)):
        return True  # "a clash with X over quotas" is one of words
    return any(
        {tokens[c].lemma, tokens[c].lower} & patterns.words["figurative"]  # "a bidding war"
        for c in tokens[i].children
        if tokens[c].dep in ("amod", "compound")
    )


def _entry(parse: Parse, patterns: Patterns, i: int) -> NounEntry:
    token = parse.tokens[i]
    nouns = patterns.nouns
    first = parse.sentences[token.sent].first if token.sent < len(parse.sentences) else 0
    for end in dict.fromkeys((token.lower, token.lemma)):
        for back in patterns.before.get(end, ()):
            if back <= i - first:
                found = nouns.get(f"{' '.join(t.lower for t in parse.tokens[i - back : i])} {end}")
                if found is not None:
                    return found
    return nouns.get(token.lower) or nouns.get(token.lemma) or NOTHING


def classes_of(parse: Parse, patterns: Patterns, i: int, depth: int = 0) -> frozenset[str]:
    """Return the classes of the noun phrase with head i; a measure (*hundreds of*) passes on what it measures."""
    token = parse.tokens[i]
    found = read_noun(parse, patterns, i).classes
    if depth > 2:
        return found
    if not found and token.lemma in patterns.words["carriers"]:
        for c in token.children:
            if parse.tokens[c].dep in ("compound", "nmod", "amod"):
                found |= read_noun(parse, patterns, c).classes
    if token.lower in patterns.words["quantity"] or token.lemma in patterns.words["quantity"] or token.pos == "NUM":
        for prep, c in prepositions(parse, i):
            if prep in ("of", "in"):  # "$20 million in aid"
                found |= classes_of(parse, patterns, c, depth + 1)
        for prep, c in prepositions(parse, token.head):  # which the parser may hang on the verb
            if prep == "in" and parse.tokens[c].left == token.right + 2 and token.head != i:
                found |= classes_of(parse, patterns, c, depth + 1)
    return found


def act_head(parse: Parse, patterns: Patterns, i: int) -> int:
    """Return the noun that names the act: *a series of talks* → talks."""
    for _ in range(3):
        token = parse.tokens[i]
        if read_noun(parse, patterns, i).code or token.lower not in patterns.words["quantity"]:
            return i
        inner = [c for prep, c in prepositions(parse, i) if prep == "of"]
        if not inner:
            return i
        i = inner[0]
    return i


def is_commercial(parse: Parse, patterns: Patterns, i: int) -> bool:
    """Tell whether talks are business of firms: *merger negotiations*, *talks on a takeover*."""
    words = patterns.words["commercial"]
    beside = [c.i for c in parse.children(i, "amod", "compound")]
    about = [o for prep, o in prepositions(parse, i) if prep in ("on", "about", "over", "for", "of")]
    return any({parse.tokens[k].lemma, parse.tokens[k].lower} & words for k in (*beside, *about))


def is_of_things(parse: Parse, patterns: Patterns, i: int) -> bool:
    """Tell whether what is withdrawn is no force and nobody: *the withdrawal of subsidies*."""
    of = [o for prep, o in prepositions(parse, i) if prep == "of"]
    return bool(of) and not any(
        parse.tokens[o].ent or parse.tokens[o].pos == "PROPN" or classes_of(parse, patterns, o) & patterns.words["agents"]
        for o in of
    )
