"""Who stands where around a predicate: subject, object, prepositions, complements.

Reads the dependency tree only: passive voice, relative clauses, participles, coordination and control verbs are undone here, so
that the tables of ``data/events`` speak of an active clause.
"""

from dataclasses import dataclass, field

from detente.events.coordination import MEASURES
from detente.language.parse import Parse, Token

SUBJECTS = ("nsubj", "csubj")
PASSIVES = ("nsubjpass", "csubjpass")
PLACES = {"xcomp": "complement", "ccomp": "clause", "acomp": "adjective"}
NAMED = frozenset(("GPE", "PERSON", "NORP"))
GIVING = frozenset(
    "give hand send lend loan sell ship grant offer award pay show supply deliver deny refuse promise pledge allocate provide"
    " donate return pass cede guarantee furnish transfer serve extend accord allow lease bring teach wire forward".split()
)
IDIOMS = frozenset(
    (
        ("with", "view"),
        ("with", "regard"),
        ("with", "respect"),
        ("with", "aim"),
        ("with", "intention"),
        ("with", "hope"),
        ("with", "focus"),
    )
)
RELATIVES = frozenset(("who", "which", "that", "whom", "whose"))
SOURCE = "according"  # "according to X" says who says so, not to whom
DIRECTIONS = frozenset(("back", "away", "out", "home", "down", "up", "off"))
_FOR = ("for", "over")
JUDGED = dict.fromkeys(  # verbs that judge their object for a deed, and the prepositions before it
    "admonish arrest attack blame castigate censure charge chastise chide commend condemn criticise criticize denounce fault"
    " fine hail indict investigate jail penalise penalize praise prosecute punish rebuke reprimand reproach sanction slam sue"
    " thank".split(),
    _FOR,
)
JUDGED_NAMES = frozenset(("GPE", "NORP", "ORG", "PERSON"))
RELYING = {"appeal": ("to",), "call": ("on", "upon"), "count": ("on",), "depend": ("on",), "look": ("to",), "rely": ("on",)}


@dataclass(slots=True)
class Frame:
    """The surroundings of a verb, as token indices; ``preps`` are (preposition, index of its object) in the order of the text."""

    verb: int
    subject: int | None = None
    object: int | None = None
    dative: int | None = None
    complement: int | None = None
    clause: int | None = None
    adjective: int | None = None
    passive: bool = False
    particle: str = ""
    preps: list[tuple[str, int]] = field(default_factory=list)
    auxiliaries: tuple[str, ...] = ()
    negated: bool = False

    def after(self, *preps: str) -> list[int]:
        """Return the objects of the given prepositions, in the order of the text."""
        return [i for prep, i in self.preps if prep in preps]


def prepositions(parse: Parse, i: int) -> list[tuple[str, int]]:
    """Return (preposition, object) for the prepositional phrases of token i; a chain such as *on behalf of* gives each link."""
    out: list[tuple[str, int]] = []
    for child in parse.tokens[i].children:
        token = parse.tokens[child]
        if token.lower == SOURCE:
            continue
        if token.dep in ("prep", "agent", "dative") and token.pos in ("ADP", "SCONJ", "VERB", "ADV"):
            _follow(parse, token, out, 0)
    return out


def _follow(parse: Parse, token: Token, out: list[tuple[str, int]], depth: int) -> None:
    for child in token.children:
        other = parse.tokens[child]
        if other.dep in ("pobj", "pcomp"):
            if (token.lower, other.lemma) in IDIOMS:  # "met with a view to offering X a deal" is no meeting with X
                continue
            out.append((token.lower, other.i))
        elif other.dep == "prep" and depth < 2:
            _follow(parse, other, out, depth + 1)


def read_frame(parse: Parse, i: int) -> Frame:
    """Read the clause around the verb i."""
    token = parse.tokens[i]
    frame = Frame(i)
    auxiliaries = []
    for c in token.children:
        child = parse.tokens[c]
        dep = child.dep
        if dep in SUBJECTS and (frame.subject is None or c < i):  # of two, the one next to the verb holds the name
            frame.subject = c
        elif dep in PASSIVES:
            frame.passive = True
            frame.object = c
        elif dep == "auxpass":
            frame.passive = True
            misplaced = next(iter(parse.children(c, "nsubj", "nsubjpass")), None)  # hung on the auxiliary by the parser
            frame.object = frame.object if misplaced is None else misplaced.i
        elif dep == "aux":
            auxiliaries.append(child.lower)
        elif dep == "neg":
            frame.negated = True
        elif dep == "dative" and child.pos != "ADP":
            frame.dative = c
        elif dep in PLACES:
            setattr(frame, PLACES[dep], c)
        elif dep == "prt":
            frame.particle = child.lower
    if frame.subject is None and not frame.passive:
        frame.subject = _subject_of(parse, token)
    _settle_objects(parse, token, frame)
    frame.auxiliaries = tuple(auxiliaries)
    frame.preps = prepositions(parse, i)
    for way in parse.children(i, "advmod", "prt"):  # "pulled back from X"
        frame.preps += prepositions(parse, way.i) if way.lower in DIRECTIONS else []
    _undo(parse, token, frame)
    return frame


def _settle_objects(parse: Parse, token: Token, frame: Frame) -> None:
    if frame.object is None:
        frame.object = _object_of(parse, token)
        _part_objects(parse, token, frame)
    elif frame.passive and frame.dative is None:
        _undo_dative(parse, token, frame)


def _undo_dative(parse: Parse, token: Token, frame: Frame) -> None:
    """Take the subject of a passive for the dative where it keeps an object: *X was given aid by Y*."""
    kept = [c for c in parse.children(token.i, "dobj", "dative") if c.i > token.i and c.pos != "ADP"]
    if kept and kept[0].ent not in ("DATE", "TIME"):
        frame.dative, frame.object = frame.object, kept[0].i


def _part_objects(parse: Parse, token: Token, frame: Frame) -> None:
    """Take the first of two objects for the dative: *handed Greece two cutters*."""
    only = parse.children(token.i, "dobj")
    if frame.dative is None and len(only) == 1 and token.lemma in GIVING and token.i + 2 < len(parse.tokens):
        named, after = parse.tokens[token.i + 1], parse.tokens[token.i + 2]
        if named.head == only[0].i and named.ent == "GPE" and named.dep in ("nmod", "compound") and after.tag in ("CD", "DT"):
            frame.dative = named.i  # "sell Peru 20 aircraft"
    both = [c for c in parse.children(token.i, "dobj") if c.i > token.i]
    if frame.dative is None and len(both) == 2 and token.lemma in GIVING:
        first, second = both
        if second.pos == "NOUN" and second.left == first.right + 1 and second.ent not in ("DATE", "TIME"):
            frame.dative, frame.object = first.i, second.i


def _subject_of(parse: Parse, verb: Token) -> int | None:
    """Return the name before a finite verb that the parser took for one compound with it: *Rivera offers*."""
    if verb.tag not in ("VBZ", "VBP", "VBD"):
        return None
    return next((c.i for c in parse.children(verb.i, "compound") if c.i < verb.i and c.ent in NAMED), None)


def _object_of(parse: Parse, verb: Token) -> int | None:
    """Return the object of a verb; *Spain backs Peru* is often read with an adverb in its place."""
    found: int | None = None
    for state in parse.children(verb.i, "acomp", "oprd"):  # "shot dead a guard", "threw open its gates"
        if state.pos == "ADJ" and not parse.children(verb.i, "dobj") and (below := parse.children(state.i, "dobj")):
            return below[0].i
    for c in parse.children(verb.i, "dobj", "oprd", "attr"):
        if found is None or _names(parse, c.i, found):
            found = c.i
    if found is None:
        found = next((c.i for c in parse.children(verb.i, "npadvmod") if c.i > verb.i and c.ent in NAMED), None)
    if found is None and not parse.children(verb.i, "ccomp"):  # "gave Peru aid worth …", read as one dative
        found = next((c.i for c in parse.children(verb.i, "dative") if c.pos != "ADP"), None)
    if found is None:
        judged = [s.i for c in parse.children(verb.i, "ccomp") if c.pos == "ADJ" for s in parse.children(c.i, "nsubj")]
        found = judged[0] if judged else None  # "found X guilty"
    if found is None and verb.lemma in ("help", "assist", "aid"):  # "help X (to) trace funds"
        found = next((s.i for c in parse.children(verb.i, "ccomp") for s in parse.children(c.i, "nsubj")), None)
    if found is None:  # "let inspectors into the palace"
        found = next((c.i for c in parse.children(verb.i, "ccomp") if c.pos == "NOUN" and c.i > verb.i), None)
    return found


def _names(parse: Parse, i: int, before: int) -> bool:
    """Tell whether a second object only names the first: *met his counterpart President Mara Voss*."""
    return parse.tokens[i].pos == "PROPN" and parse.tokens[i].left == parse.tokens[before].right + 1


def _given(parse: Parse, token: Token, frame: Frame) -> None:
    """Make who was given something its recipient, as in the active: *X was promised aid*."""
    given = parse.children(token.i, "dobj")
    if (
        given
        and frame.object not in (None, given[0].i)
        and frame.dative is None
        and given[0].i > token.i
        and given[0].ent not in MEASURES
    ):
        frame.dative, frame.object = frame.object, given[0].i


def _agents(parse: Parse, token: Token, frame: Frame) -> list[int]:
    """Return who stands after *by*; what comes between may hide it: *was promised aid by X*, *was given until noon by X*."""
    found = [p for c, p in frame.preps if c == "by" and parse.tokens[parse.tokens[p].head].dep == "agent"]
    if found or token.dep == "acl":
        return found
    heads = [token.i, *(k for _, k in frame.preps if parse.tokens[k].ent in MEASURES)]
    if frame.dative is not None and frame.object is not None:
        heads.append(frame.object)
    named = [p for h in heads for c, p in prepositions(parse, h) if c == "by"]
    return [p for p in named if p > token.i and parse.tokens[p].ent not in MEASURES and parse.tokens[p].dep == "pobj"]


def _undo(parse: Parse, token: Token, frame: Frame) -> None:
    """Bring a passive, relative, participial or coordinated clause into the active form."""
    if token.tag == "VBN" and token.dep in ("acl", "advcl") and not frame.auxiliaries and frame.object is None:
        frame.passive = not _is_main(parse, token)
    if frame.passive:
        _given(parse, token, frame)
        agents = _agents(parse, token, frame)
        if agents:
            frame.subject = agents[0]
    head = parse.tokens[token.head]
    if token.dep == "relcl":
        for place in ("subject", "object"):
            found = getattr(frame, place)
            if found is not None and parse.tokens[found].lower in RELATIVES:
                setattr(frame, place, head.i)
        if frame.object is None and frame.subject is not None and frame.subject != head.i and not frame.passive:
            frame.object = head.i if not frame.preps else None
    elif token.dep == "acl" and not frame.passive and frame.subject is None and token.tag in _acting(head):
        frame.subject = head.i
    elif token.dep == "acl" and frame.passive and frame.object is None:
        frame.object = head.i
    elif token.dep == "amod" and token.tag == "VBD" and frame.object is None:  # "militias unleashed violence", read as one noun
        frame.object = head.i
        above = parse.tokens[head.head]
        frame.subject = above.i if frame.subject is None and above.i < token.i and above.dep == "ROOT" else frame.subject
        frame.preps += prepositions(parse, head.i)
    elif token.dep == "amod" and token.tag == "VBG" and frame.object is None:
        frame.object = head.i
        frame.preps += prepositions(parse, head.i)
    elif token.dep == "conj" and head.pos in ("VERB", "AUX"):
        _share(parse, head.i, frame)
    elif token.dep in ("advcl", "xcomp", "pcomp", "dep", "ccomp") and frame.subject is None:
        _control(parse, token, head, frame)


def _is_main(parse: Parse, verb: Token) -> bool:
    """Tell whether a participle is the verb of a sentence that the parser read as a mere noun: *Commandos crossed into Peru*."""
    head = parse.tokens[verb.head]
    if head.dep != "ROOT" or head.pos not in ("NOUN", "PROPN") or verb.dep != "acl" or parse.children(verb.i, "agent"):
        return False
    sentence = parse.sentence_of(verb.i)
    tags = {t.tag for t in parse.tokens[sentence.first : sentence.last]}
    return not tags & {"VBD", "VBZ", "VBP", "MD"}


def _acting(head: Token) -> tuple[str, ...]:
    """Return the tags of a verb below a noun that the noun is the subject of; in a sentence without a verb it is the verb."""
    active = ("VBG", "VBD", "VBZ", "VBP")
    return (*active, "VBN") if head.dep == "ROOT" else active


def _share(parse: Parse, head: int, frame: Frame) -> None:
    if parse.tokens[frame.verb].tag == parse.tokens[head].tag == "VBN" and not frame.auxiliaries and frame.object is None:
        frame.passive = frame.passive or bool(parse.children(head, "auxpass"))  # "was arrested and flown to X"
    if (frame.passive and frame.object is None) or (not frame.passive and frame.subject is None):
        other = read_frame(parse, _told_beside(parse, frame.verb, head))
        shared = other.object if other.passive else other.subject
        if frame.passive:
            frame.object = shared
        else:
            frame.subject = shared
            if not frame.auxiliaries and frame.verb > head:
                frame.auxiliaries = other.auxiliaries
                frame.negated = frame.negated or (other.negated and "to" in other.auxiliaries)


def _told_beside(parse: Parse, verb: int, head: int) -> int:
    """Return the verb that a coordinated one goes with: *said Iran was building … and threatened* is said and threatened."""
    above = parse.tokens[head]
    if parse.tokens[verb].tag != "VBD" or parse.children(verb, "aux", "auxpass"):
        return head
    for _ in range(4):
        if above.tag == "VBD" or above.dep not in ("ccomp", "xcomp"):
            break
        above = parse.tokens[above.head]
    return above.i if above.tag == "VBD" else head


def _control(parse: Parse, token: Token, head: Token, frame: Frame) -> None:
    if token.dep == "pcomp":
        if head.dep != "prep":
            return
        prep, head = head, parse.tokens[head.head]
        judged = _judged(parse, prep, head) if token.tag == "VBG" else None
        if judged is not None:
            _fill(frame, judged)
            return
    if head.pos not in ("VERB", "AUX"):
        if head.pos in ("ADJ", "NOUN") and parse.tokens[head.head].pos in ("VERB", "AUX"):
            other = read_frame(parse, head.head)
            _fill(frame, other.object if other.passive else other.subject)
        return
    if head.i == token.i:
        return
    other = read_frame(parse, head.i)
    if token.dep == "xcomp" and other.object is not None and not other.passive:
        _fill(frame, other.object)
    elif token.dep in ("xcomp", "advcl") and (relied := _relied_on(other, head, token)) is not None:
        _fill(frame, relied)
    else:
        _fill(frame, other.object if other.passive else other.subject)


def _judged(parse: Parse, prep: Token, head: Token) -> int | None:
    """Return who is judged for what he did: *fined X for breaking*, *accused X of helping*, *a dig at X for letting*."""
    if head.pos in ("VERB", "AUX"):
        other = read_frame(parse, head.i)
        thing = other.object if prep.lower in JUDGED.get(head.lemma, ()) else None
        at = [o for o in other.after("at") if parse.tokens[o].ent in JUDGED_NAMES] if prep.lower == "for" else []
        return next((o for o in (thing, *at) if o is not None and o < prep.i), None)
    return head.i if head.dep == "pobj" and head.ent in JUDGED_NAMES and prep.lower == "for" else None


def _relied_on(frame: Frame, verb: Token, inner: Token) -> int | None:
    """Return who is to act, named by a preposition: *called on X to sign*, *counts on X to help*."""
    wanted = RELYING.get(verb.lemma, ())
    if inner.tag != "VB" or frame.passive:
        return None
    return next((o for p, o in frame.preps if p in wanted and frame.verb < o < inner.i), None)


def _fill(frame: Frame, found: int | None) -> None:
    if frame.passive:
        frame.object = found if frame.object is None else frame.object
    else:
        frame.subject = found
