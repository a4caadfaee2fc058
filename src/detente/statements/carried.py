"""Who carries words or shows somebody who speaks them: *in remarks carried by the agency*, *in a letter read by her lawyer*."""

from collections.abc import Iterator

from detente.language.parse import Parse, Token
from detente.records import Attitude
from detente.statements.beside import clear_of
from detente.statements.channels import is_somebody
from detente.statements.draft import Draft, Ranges
from detente.statements.lexis import Lexis
from detente.statements.media import Media
from detente.statements.tree import child, noun_phrase, subject_of

_CHANNELS = ("by", "on", "in", "through", "via", "at", "over", "from")
_AWAY = 20  # tokens of whom a message comes from, up to *who*
_NEAR = 4  # tokens between a participle and the preposition that names who carries: *broadcast live on state radio*


def carrier_of(parse: Parse, token: Token, media: Media, lexis: Lexis) -> Ranges:
    """Return who passes words on by the participle ``token``; nothing where it names nobody."""
    carries = token.lemma in lexis.of("carry verb") or token.lemma in lexis.of("cite verb")
    delivers = token.lemma in lexis.of("deliver verb")
    if not (carries or delivers):
        return ()
    if delivers and (reader := _whose_mouth(parse, token, lexis)):
        return reader
    outlet = _outlet_before(parse, token, media) or (_bearer_before(parse, token, lexis) if delivers else ())
    if outlet or token.tag not in ("VBN", "VBD"):
        return outlet if outlet and _words_in_relative(parse, token, lexis) else ()
    subject = child(parse, token.i, "nsubjpass", "nsubj")
    carried = subject if subject is not None else parse.tokens[token.head]
    words = carried.lemma in lexis.of("words")
    for opener in _openers(parse, token):
        noun = child(parse, opener.i, "pobj")
        if noun is None:
            continue
        whole = noun_phrase(parse, noun.i)
        named = opener.lower == "by" and noun.pos == "PROPN" and (words or token.lemma in lexis.of("cite verb"))
        if (carries and named) or media.holds((whole,)):
            return (whole,)
        mouth = noun.lower in lexis.of("go-between") or (delivers and is_somebody(noun, lexis))
        if words and mouth and opener.lower in ("by", "through", "via"):
            return (whole,)
    return ()


def printed_in(parse: Parse, draft: Draft, media: Media) -> Ranges:
    """Return the outlet in which somebody is quoted: *was quoted in the daily as saying*, *was quoted as saying on the radio*."""
    tokens = parse.tokens
    for first, last in draft.cue if draft.rule.startswith("relay.") else ():
        for i in range(first, last):
            for opener in _openers(parse, tokens[i]) if tokens[i].pos == "VERB" else ():
                noun = child(parse, opener.i, "pobj")
                given = child(parse, noun.i, "prep") if noun is not None and noun.lower == "interview" else None
                noun = child(parse, given.i, "pobj") if given is not None else noun
                whole = noun_phrase(parse, noun.i) if noun is not None else (0, 0)
                if noun is not None and media.holds((whole,)) and clear_of(parse, (whole,), draft.content):
                    return (whole,)
    return ()


def _outlet_before(parse: Parse, token: Token, media: Media) -> Ranges:
    """Return the outlet that is the subject of a verb in *as the agency transmits* and *a post which the paper translated*."""
    subject = child(parse, token.i, "nsubj")
    if subject is None or subject.i > token.i or token.dep not in ("advcl", "relcl", "parataxis"):
        return ()
    whole = noun_phrase(parse, subject.i)
    return (whole,) if media.holds((whole,)) else ()


def _bearer_before(parse: Parse, token: Token, lexis: Lexis) -> Ranges:
    """Return who bears a letter in *a letter which mediators read out*: somebody with a name or office, and no author's verb."""
    subject = child(parse, token.i, "nsubj")
    if subject is None or subject.i > token.i or token.dep != "relcl" or token.lemma in lexis.of("author verb"):
        return ()
    named = subject.pos in ("NOUN", "PROPN") and is_somebody(subject, lexis)
    return (noun_phrase(parse, subject.i),) if named and parse.tokens[token.head].lemma in lexis.of("letter") else ()


def _words_in_relative(parse: Parse, token: Token, lexis: Lexis) -> bool:
    """Tell whether *as* opens the clause of a verb, or a relative clause of it hangs on somebody's words."""
    if token.dep == "relcl":
        head = parse.tokens[token.head].lemma
        return head in lexis.of("words") or head in lexis.of("letter")
    return any(parse.tokens[c].lower == "as" and c < token.i for c in token.children)


def antecedent(parse: Parse, by: int) -> int:
    """Return whom *which* or *who* stands for, as the subject of a relative clause; another subject is its own."""
    token = parse.tokens[by]
    clause = parse.tokens[token.head]
    return clause.head if token.tag in ("WDT", "WP") and clause.dep == "relcl" else by


def _openers(parse: Parse, token: Token) -> Iterator[Token]:
    """Yield the prepositions of a participle, also those that the parser hung on an adverb or object behind it."""
    tokens = parse.tokens
    for i in range(token.i + 1, min(parse.sentence_of(token.i).last, token.right + 1)):
        opener = tokens[i]
        near = i - token.i <= _NEAR and opener.head > token.i
        if opener.lower in _CHANNELS and (opener.head == token.i or near):
            yield opener


def presenter_of(parse: Parse, draft: Draft, media: Media, lexis: Lexis) -> Ranges:
    """Return who presents another's words: *carried a letter in which X said*, *showed X telling*, *conveyed X's regret that*."""
    tokens = parse.tokens
    token = tokens[draft.anchor]
    if not draft.source:
        return ()
    for verb in (_in_which(parse, token, lexis), _with_object(parse, draft, lexis), _whose_message(parse, draft, lexis)):
        by = subject_of(parse, verb) if verb is not None else None
        if verb is None or by is None:
            continue
        by = antecedent(parse, by)
        whole = noun_phrase(parse, by)
        other = not any(first < whole[1] and whole[0] < last for first, last in draft.source)
        owner = child(parse, token.i, "poss")
        named = any(tokens[i].pos in ("NOUN", "PROPN") for first, last in draft.source for i in range(first, last))
        another = (
            _on_errand(parse, verb, lexis)
            or verb != token.head
            or (owner is not None and owner.tag != "PRP$")
            or (owner is None and named)
        )
        somebody = is_somebody(tokens[by], lexis) or tokens[by].tag == "PRP"
        delivers = tokens[verb].lemma in lexis.of("deliver verb") and somebody and another
        if other and (media.holds((whole,)) or delivers):
            return (whole,)
    return _in_whose(parse, token, media) or _shown(parse, token, media, lexis)


def _on_errand(parse: Parse, verb: int, lexis: Lexis) -> bool:
    """Tell whether somebody is asked to hand on words, which are another's: *asked her to transmit to Rome his regret that*."""
    token = parse.tokens[verb]
    above = parse.tokens[token.head]
    return (
        token.dep == "xcomp" and token.tag == "VB" and (above.lemma in lexis.of("bids") or above.lemma in lexis.of("sends mouth"))
    )


def _in_whose(parse: Parse, token: Token, media: Media) -> Ranges:
    """Return the outlet of *the paper, in which X writes* and *Radio Sur, on whose waves X says*, before the clause of a cue."""
    tokens = parse.tokens
    for i in range(max(token.left, 2), token.i):
        if tokens[i].lower not in ("which", "whose") or tokens[i - 1].lower not in ("in", "on", "over"):
            continue
        last = i - 2 if tokens[i - 2].text == "," else i - 1
        first = last - 1
        while first > 0 and tokens[first - 1].sent == token.sent and tokens[first - 1].head in range(first, last):
            first -= 1
        if media.holds(((first, last),)):
            return ((first, last),)
    return ()


def _whose_mouth(parse: Parse, token: Token, lexis: Lexis) -> Ranges:
    """Return the mouth of *X, whose spokesman read out a statement, called for*."""
    mouth = child(parse, token.i, "nsubj")
    if token.dep != "relcl" or mouth is None or mouth.i > token.i or mouth.lower not in lexis.of("go-between"):
        return ()
    words = child(parse, token.i, "dobj")
    whose = child(parse, mouth.i, "poss")
    fits = words is not None and words.lemma in lexis.of("words") and whose is not None and whose.tag == "WP$"
    return (noun_phrase(parse, mouth.i),) if fits else ()


def _in_which(parse: Parse, token: Token, lexis: Lexis) -> int | None:
    """Return the verb of *carried a statement in which X threatened*."""
    tokens = parse.tokens
    if token.dep != "relcl" or tokens[token.head].lemma not in lexis.of("words"):
        return None
    opens = any(tokens[i].lower in ("which", "where") for i in range(token.left, token.i))
    noun = tokens[token.head]
    while noun.dep == "pobj" and tokens[noun.head].lower in ("of", "from"):  # *aired part of an address in which*
        above = tokens[tokens[noun.head].head]
        if above.pos != "NOUN":
            break
        noun = above
    verb = tokens[noun.head]
    carries = verb.lemma in lexis.of("carry verb") or verb.lemma in lexis.of("deliver verb")
    holds = noun.lemma == "hold" and verb.lemma in ("get", "take")
    return verb.i if opens and noun.dep == "dobj" and (carries or holds) else None


def _with_object(parse: Parse, draft: Draft, lexis: Lexis) -> int | None:
    """Return the verb of *broadcast a complaint of X that* and *conveyed X's regret that*."""
    token = parse.tokens[draft.anchor]
    verb = parse.tokens[token.head]
    carries = verb.lemma in lexis.of("carry verb") or verb.lemma in lexis.of("deliver verb")
    return verb.i if draft.rule.startswith("noun.") and token.dep == "dobj" and carries else None


def _whose_message(parse: Parse, draft: Draft, lexis: Lexis) -> int | None:
    """Return the verb of *carried a message from X, who demands*: the clause tells what the message says."""
    tokens = parse.tokens
    token = tokens[draft.anchor]
    who = child(parse, token.i, "nsubj")
    if token.dep != "relcl" or who is None or who.tag != "WP" or draft.attitude is Attitude.BELIEF:
        return None
    for i in range(who.i - 1, max(parse.sentence_of(token.i).first, who.i - _AWAY), -1):
        opener = tokens[i]
        if opener.pos in ("VERB", "AUX") and opener.tag != "VBN":
            return None
        if opener.lower not in ("from", "of", "by") or opener.dep not in ("prep", "agent"):
            continue
        above = tokens[opener.head]
        message = child(parse, above.i, "dobj") if above.pos == "VERB" else above
        if message is None or message.lemma not in lexis.of("letter") or message.dep != "dobj":
            continue
        return message.head if tokens[message.head].lemma in lexis.of("deliver verb") else None
    return None


def _shown(parse: Parse, token: Token, media: Media, lexis: Lexis) -> Ranges:
    """Read *state television showed X telling* and *X was shown on state television telling*."""
    tokens = parse.tokens
    if token.tag != "VBG" or token.head == token.i:
        return ()
    above = tokens[token.head]
    if token.dep == "pcomp" and above.lower in ("on", "in") and tokens[above.head].lemma in lexis.of("show verb"):
        place = (above.i + 1, token.i)  # *was shown on state television telling*, with the gerund as what *on* governs
        return (place,) if media.holds((place,)) else ()
    if above.lemma not in lexis.of("show verb"):
        above = tokens[above.head]
    if above.lemma not in lexis.of("show verb") or above.i > token.i:
        return ()
    by = child(parse, above.i, "nsubj")
    if by is not None and media.holds((noun_phrase(parse, by.i),)):
        return (noun_phrase(parse, by.i),)
    for opener in _openers(parse, above):
        noun = child(parse, opener.i, "pobj")
        if noun is not None and noun.i < token.i and media.holds((noun_phrase(parse, noun.i, token.i),)):
            return (noun_phrase(parse, noun.i, token.i),)
    return ()
