"""Demands that hide in a modal verb: *Washington should make the first step, the minister said*."""

from dataclasses import replace

from detente.actors.cast import Cast
from detente.events.act import Act, Sides
from detente.events.acts import ActReader
from detente.events.claims import Claims
from detente.records import Participant, Party, Statement

DEMAND, APPEAL, BLAME, WARN = "demand", "appeal", "blame", "warn"


def find_obligations(reader: ActReader, claims: Claims, acts: list[Act]) -> list[Act]:
    """Return the acts with those that somebody says *must* or *should* happen turned into demands and appeals of the speaker.

    A verb that names no act of its own counts where its subject is an actor of another country than the speaker, or something
    that was put forward (*the initiative must be implemented*).
    """
    tokens = reader.parse.tokens
    known = {act.words[0]: act for act in acts}
    out = dict(known)
    used: set[int] = set()
    for token in tokens:
        stance = _stance(reader, token.i)
        if not stance:
            continue
        main = token.i if token.lemma not in ("need", "have") else next(iter(reader.parse.children(token.i, "xcomp")), token).i
        statement = claims.at(token.start)
        speakers = speakers_of(reader.cast, statement)
        if not any(p.country for p in speakers):
            continue
        if stance in (DEMAND, APPEAL):
            used |= _purposes_of(reader, main)
        if stance == BLAME:
            act = _blamed(reader, token.i, speakers)
        elif stance == WARN:
            act = _warned(reader, token.i, speakers) if main not in known else None
        else:
            act = _demanded(reader, token.i, stance, speakers, known.get(main))
        if act is not None:
            out[token.i] = act
            used |= {main} - {token.i} | act.used
    return [out[i] for i in sorted(out) if i not in used]


def _stance(reader: ActReader, i: int) -> str:
    tokens = reader.parse.tokens
    token = tokens[i]
    if token.pos not in ("VERB", "AUX"):
        return ""
    if _is_question(reader, i):
        return ""
    for c in token.children:
        child = tokens[c]
        if child.dep == "aux" and child.lower in ("must", "should", "ought"):
            if any(
                k.i > c for k in reader.parse.children(i, "nsubj", "nsubjpass")
            ):  # "should X leave" is a condition or question
                return ""
            past = any(tokens[k].lower == "have" and tokens[k].dep == "aux" for k in token.children)
            return "" if past else DEMAND if child.lower == "must" else APPEAL
        if child.dep == "aux" and child.lower in ("will", "would") and token.dep == "ccomp":
            return WARN if tokens[token.head].lemma == "warn" else ""
    if token.lemma == "be" and any(
        (tokens[c].dep == "acomp" and tokens[c].lower in ("responsible", "guilty"))
        or (tokens[c].dep == "xcomp" and tokens[c].lemma == "blame")
        or (tokens[c].dep == "prep" and tokens[c].lower == "behind" and tokens[c].children)
        for c in token.children
    ):
        return BLAME
    yet = any(c.lower in ("yet", "still") for c in reader.parse.children(i, "advmod"))  # "has yet to sign"
    due = token.tag in ("VBZ", "VBP") or (token.tag == "VBD" and token.dep == "ccomp" and tokens[token.head].tag == "VBD")
    if token.lemma in ("need", "have") and not yet and due and token.dep not in ("relcl", "acl"):
        inner = reader.parse.children(i, "xcomp")
        if inner and any(tokens[k].lower == "to" for k in inner[0].children):
            return APPEAL
    return ""


def _purposes_of(reader: ActReader, i: int) -> set[int]:
    """Return the verbs that say what a due act is for, which is no act by itself: *should enlist allies to put pressure on X*."""
    heads = [i, *(c.i for c in reader.parse.children(i, "conj") if c.tag == "VB")]
    return {
        c.i
        for h in heads
        for c in reader.parse.children(h, "advcl", "xcomp")
        if c.tag == "VB" and any(a.lower == "to" for a in reader.parse.children(c.i, "aux"))
    }


def _is_question(reader: ActReader, i: int) -> bool:
    """Tell whether a clause only asks or tells what is due: *told X which course it should take*."""
    tokens = reader.parse.tokens
    first = tokens[tokens[i].left]
    return tokens[i].dep in ("ccomp", "pcomp") and first.tag in ("WP", "WDT", "WRB")


def _warned(reader: ActReader, at: int, speakers: Sides) -> Act | None:
    """Read *X warned that it would …* as a threat, whatever it would do."""
    own = {p.actor for p in speakers} | {p.country for p in speakers}
    if reader.parse.tokens[at].lemma in reader.patterns.words["states_of_affairs"]:  # "warned that it would be hard"
        return None
    if not any(p.actor in own or p.country in own for p in reader.doers(reader.frame(at).subject)):
        return None
    frame = reader.frame(reader.parse.tokens[at].head)
    recipients = reader.others(reader.parties(frame.object), speakers)
    return Act("130", "obligations.warn", (frame.verb, at), speakers, recipients, confidence=0.5, flags=frozenset(("said",)))


def _blamed(reader: ActReader, at: int, speakers: Sides) -> Act | None:
    """Read *X said that Y was behind …* as an accusation of Y."""
    frame = reader.frame(at)
    theirs = {p.country for p in speakers}
    accused = tuple(p for p in reader.parties(frame.subject) if p.country and p.country not in theirs)
    if not accused or frame.negated:
        return None
    return Act("112", "obligations.blame", (at,), speakers, accused, confidence=0.5, flags=frozenset(("said",)))


def _demanded(reader: ActReader, at: int, stance: str, speakers: Sides, act: Act | None) -> Act | None:
    frame = reader.frame(at)
    doer = frame.subject if not frame.passive else None
    side = reader.doers(doer)
    theirs = {p.country for p in speakers}
    own = {p.actor for p in speakers}
    asked = tuple(
        p
        for p in side
        if p.country and (p.country not in theirs or (p.actor not in own and (act is not None or p.sector == "GOV")))
    )
    asked = tuple(p for p in asked if p.country not in theirs) or asked
    put_forward = frame.object is not None and frame.passive and reader.is_put_forward(frame.object)
    if not asked and not (put_forward or (act is not None and frame.passive)):
        return None
    if act is not None and act.code.startswith("01"):  # what is no act by itself may be asked for: "must take steps"
        act = None
    code = reader.patterns.compose(stance, act.code if act is not None and not frame.negated else "")
    if not code:
        return None
    words = (at, *(w for w in (act.words if act else ()) if w != at))
    recipients = asked or (act.recipients if act is not None and not put_forward else ())
    base = act if act is not None else Act(code, "", words)
    rule = f"obligations.{stance}" + (f"+{act.rule}" if act is not None else "")
    return replace(
        base,
        code=code,
        rule=rule,
        words=words,
        actors=speakers,
        recipients=recipients,
        symmetric=False,
        confidence=0.5,
        flags=frozenset(("said",)),
    )


def speakers_of(cast: Cast, statement: Statement | None) -> Sides:
    """Return the speaker of a statement as participants; () where nobody was found."""
    if statement is None or statement.speaker is None:
        return ()
    return parties_of(cast, statement.speaker)


def parties_of(cast: Cast, party: Party) -> Sides:
    """Return who speaks or is spoken to as participants."""
    out = []
    for actor_id in party.actors or ((party.actor,) if party.actor else ()):
        actor = cast.actor(actor_id)
        out.append(Participant(party.text, party.spans, actor.id, actor.name, actor.country, actor.sector))
    return tuple(out)
