"""Pronouns → actors: he, she, it and they by what was said before; who and which by their clause; I and we by the speaker."""

from detente.actors.beside_name import name_at
from detente.actors.bound_pronouns import THINGS, clause_group, mirrored_by, paired_with, who_says
from detente.actors.candidates import Candidate
from detente.actors.context import Context, Found
from detente.actors.empty_pronouns import expletive
from detente.actors.figures import Figure
from detente.actors.memory import SUBJECTS, Fits, Memory
from detente.actors.resolve_names import own_outlet, state
from detente.actors.sender import sender_of
from detente.actors.several import SINGLY
from detente.actors.written import authors, read_out
from detente.records import ActorKind, Span

_OBJECT = ("dobj", "pobj", "dative")
_FELLOWS = 1  # sentences back from somebody's words to the group that he is one of
_RIVALS = 3  # states among which *they* of a quotation looks for the one spoken of most
_OFTEN = 0.2  # what each mention so far adds to such a state, tuned on the bank's train part
_FLOOR = -3.5  # an antecedent that scores less is too far away; seen in newspaper text
_NATION = ("GOV", "MIL", "LEG")  # sectors of those whose *we* may be their state


def resolve_third_person(context: Context, candidate: Candidate) -> Found:
    """Resolve he, she, it and they, with their other cases."""
    stands, case = context.classes.pronouns[context.text.parse.tokens[candidate.head].lower]
    mirrored = mirrored_by(context, candidate.head, stands) if stands in ("he", "she") else None
    if mirrored is not None:
        return (mirrored,), f"pronoun for {mirrored.label}, the subject of its verb", 0.8
    paired = paired_with(context, candidate.head, stands)
    if paired is not None:
        return (paired,), f"pronoun for {paired.label}, whom 'and' joins to its noun", 0.8
    reporter = _reporter(context, candidate.head, stands)
    if reporter is not None:
        return (reporter,), f"pronoun for {reporter.label}, who reports that he or she was spoken to", 0.7
    written = read_out(context, candidate.head) if stands == "it" else ()
    if written:
        return written, f"pronoun for what {' and '.join(f.label for f in written)} wrote", 0.6
    apart = _spoken_of(context, candidate.head)
    if stands == "they" and _speaks_of_us(context.memory, candidate.head):
        speaker = context.memory.speaker(candidate.head)
        own = _fellows(context, candidate.head, speaker) if speaker else None
        apart = (*apart, own) if own is not None else apart
    found = third_person(context.memory, candidate.head, stands, case, apart=apart)
    if stands in ("he", "she") and len(found[0]) == 1 and not found[0][0].heard:
        found[0][0].heard = "male" if stands == "he" else "female"  # whoever was *she* is not *he* further on
    return found


def _speaks_of_us(memory: Memory, head: int) -> bool:
    """Tell whether *we* or *us* stands in the quotation, too: *they* are others then than the speaker's own group."""
    quotation = memory.quotation(head)
    tokens = memory.parse.within(quotation) if quotation is not None else ()
    return any(memory.classes.pronouns.get(memory.parse.tokens[i].lower, ("", ""))[0] == "we" for i in tokens)


def _spoken_of(context: Context, head: int) -> tuple[Figure, ...]:
    """Return those of whom a pronoun that speaks says something by name or noun: it means none of them."""
    found = list[Figure]()
    for i in context.spoken_of.get(head, ()):
        named = name_at(context, i)
        found.extend((named,) if named is not None else context.memory.by_head.get(i, ()))
    return tuple(found)


def _reporter(context: Context, head: int, stands: str) -> Figure | None:
    """Return who reports what he or she was told, where that is whom the pronoun may mean."""
    voice = context.reporters.get(head)
    figures = context.memory.by_head.get(voice, ()) if voice is not None and stands in ("he", "she") else ()
    gender = "male" if stands == "he" else "female"
    one = Fits(ActorKind.PERSON, ActorKind.UNNAMED, gender=gender, plural=False, exclude=_own_subject(context.memory, head))
    return figures[0] if len(figures) == 1 and one(figures[0]) else None


def resolve_relative(context: Context, candidate: Candidate) -> Found:
    """Resolve who, which and that by the noun that their clause belongs to."""
    tokens = context.text.parse.tokens
    verb = tokens[tokens[candidate.head].head]
    while verb.dep in ("conj", "aux", "auxpass", "xcomp", "ccomp") and verb.head != verb.i:
        verb = tokens[verb.head]
    if verb.dep in ("relcl", "acl"):
        figures = context.memory.by_head.get(verb.head, ())
        if figures:
            return (
                figures,
                f"{context.text.surface(candidate.first, candidate.last)} belongs to {' and '.join(f.label for f in figures)}",
                0.8,
            )
        written = authors(context, verb.head) if tokens[verb.head].lemma in context.classes.documents else ()
        if written:
            return written, f"belongs to what {' and '.join(f.label for f in written)} wrote", 0.6
        return (), f"belongs to '{tokens[verb.head].text}': no name, no nationality, no known noun", 0.2
    return (), "relative pronoun without antecedent", 0.2


def resolve_first_person(
    context: Context, candidate: Candidate, speakers: list[tuple[Span, tuple[str, ...]]], by_id: dict[str, Figure]
) -> Found:
    """Resolve *I* and *we* by the speaker of the words around them; *we* of an official may stand for his state."""
    token = context.text.parse.tokens[candidate.head]
    stands = context.classes.pronouns[token.lower][0]
    quotation = context.memory.quotation(candidate.head)
    if quotation is not None and quotation.start in context.memory.voices:
        options = [context.memory.speaker(candidate.head)]
    else:
        holding = [actors for span, actors in speakers if span.start <= token.start < span.end]
        options = [tuple(by_id[a] for a in actors if a in by_id) for actors in holding]
        heard = stands == "we" or token.lower == "me"
        outlet = own_outlet(context) if heard and quotation is None and not holding else None
        if outlet is not None:
            return (outlet,), f"first person of the article's own outlet, {outlet.label}", 0.6
        if stands == "i" and token.tag.startswith("PRP") and quotation is None and not holding:
            return (_writer(context),), "first person of who wrote the article", 0.5
    for figures in options:
        if not figures or (stands == "i" and (len(figures) != 1 or figures[0].kind not in (ActorKind.PERSON, ActorKind.UNNAMED))):
            continue
        names = " and ".join(f.label for f in figures)
        country = _country_of(context, figures[0]) if len(figures) == 1 else None
        nation = context.text.index.state_name(country) if country else None
        sender = sender_of(context, figures[0]) if stands == "we" and len(figures) == 1 else None
        if sender is not None:
            return (sender,), f"first person of {names}, who speaks for {sender.label}", 0.6
        fellows = _fellows(context, candidate.head, figures) if token.lower == "us" and quotation is not None else None
        if fellows is not None:
            return (fellows,), f"first person of {names}, who is one of {fellows.label}", 0.5
        if stands == "we" and nation and country and figures[0].sector in _NATION:
            return (state(context, country),), f"first person of {names}, who speaks for {nation}", 0.7
        return figures, f"first person of {names}", 0.8
    return (), "first person outside of anybody's words", 0.2


def _writer(context: Context) -> Figure:
    """Return who wrote the article: *I* outside of anybody's words."""
    label = "the author"
    return context.roster.meet(Figure(("author",), label, ActorKind.UNNAMED, None, (), "JRN", "who wrote the article", 0.5))


def _fellows(context: Context, head: int, speaker: tuple[Figure, ...]) -> Figure | None:
    """Return the group for which somebody without an office says *us*: the one that the sentences before him speak of as their
    subject, outside of anybody's words.
    """
    memory = context.memory
    one = speaker[0]
    quotation = memory.quotation(head)
    if len(speaker) != 1 or one.kind not in (ActorKind.PERSON, ActorKind.UNNAMED) or one.sector in _NATION or quotation is None:
        return None
    if one.of is not None and one.of.plural:
        return one.of
    first = context.text.parse.at(quotation.start)
    sent = context.text.parse.tokens[first].sent
    for said in reversed(memory.said):
        if said.head >= first or said.quoted or not said.main or sent - said.sent > _FELLOWS:
            continue
        group = said.figures[0]
        return group if len(said.figures) == 1 and group.kind is ActorKind.GROUP and group.plural else None
    return None


def _country_of(context: Context, figure: Figure) -> str | None:
    """Return the state of somebody; of an unnamed official without one, that of which the text speaks around, or most."""
    if figure.country is not None or figure.kind is not ActorKind.UNNAMED or figure.sector not in _NATION:
        return figure.country
    around = _around(context.memory, (figure,))
    return next(iter(around), None) or context.home


def third_person(memory: Memory, head: int, stands: str, case: str, *, apart: tuple[Figure, ...] = ()) -> Found:
    """Return the figures that he, she, it or they stands for, the reason and the confidence.

    ``stands`` and ``case`` are the columns of ``names/pronouns``; nobody of ``apart`` is meant.
    """
    parse = memory.parse
    if stands == "it" and case == "subject" and parse.tokens[head].dep in _OBJECT:
        case = "object"
    exclude, gender = _own_subject(memory, head) if case == "object" else (), ""
    speaker = memory.speaker(head)
    exclude = (*exclude, *speaker, *apart)  # who speaks is *I* and *we*
    if stands in ("he", "she"):
        gender = "male" if stands == "he" else "female"
        tests = [Fits(ActorKind.PERSON, ActorKind.UNNAMED, gender=gender, plural=False, exclude=exclude)]
    elif stands == "it":
        settled = _it(memory, head, case)
        if settled is not None:
            return settled
        tests = [Fits(*THINGS, plural=False, exclude=exclude)]
    else:
        joined = _joined(memory, head)
        if joined:
            return joined, f"the last that were joined: {' and '.join(f.label for f in joined)}", 0.6
        group = clause_group(memory, head) if case in ("subject", "possessive") else None
        if group is not None and not any(group is e for e in exclude):
            return (group,), f"they: {group.label}, the subject of its sentence", 0.7
        exclude = (*exclude, *(f.of for f in speaker if f.of is not None))  # his own group is *we*, too
        opponent = _opponent(memory, head, speaker) if memory.quoted(head) else None
        if opponent is not None:
            return (opponent,), f"they of whom the speaker speaks: {opponent.label}", 0.5
        tests = [
            Fits(ActorKind.GROUP, ActorKind.UNNAMED, plural=True, exclude=exclude),
            Fits(ActorKind.ORGANIZATION, ActorKind.BODY, exclude=exclude),
        ]
    for fits in tests:
        over = who_says(memory, head) if gender else ()
        found = memory.near(
            head, fits, 2, adjectives=False, subjects=not (stands == "it" and case == "object"), gender=gender, over=over
        )
        if found and found[0][0] >= _FLOOR:
            margin = found[0][0] - found[1][0] if len(found) > 1 else 2.0
            return (found[0][1],), f"pronoun for {found[0][1].label}", 0.8 if margin >= 1.0 else 0.6
    return (), "pronoun without antecedent", 0.2


def _opponent(memory: Memory, head: int, speaker: tuple[Figure, ...]) -> Figure | None:
    """Return the state that *they* of a quotation stands for, where no group comes before it: the other side of the speaker's.

    In spoken words a state is *they*, and stays so to the end of them. A group counts less where others spoke of it in a
    quotation of their own.
    """
    quotation, tokens = memory.quotation(head), memory.parse.tokens
    for old in reversed(memory.said):
        if tokens[old.head].lower == "they" and old.subject and old.head < head and memory.quotation(old.head) == quotation:
            return old.figures[0] if len(old.figures) == 1 and old.figures[0].kind is ActorKind.STATE else None
    own = {f.country for f in speaker if f.country} or _around(memory, speaker)
    groups = Fits(ActorKind.GROUP, ActorKind.UNNAMED, plural=True, exclude=speaker)
    states = memory.near(head, lambda f: f.kind is ActorKind.STATE and f.country not in own, _RIVALS)
    if not states or states[0][0] < _FLOOR:
        return None
    best, state = max(((score + _OFTEN * memory.count(f), f) for score, f in states), key=lambda pair: pair[0])
    near = memory.near(head, lambda f: groups(f) and not any(f is s.of for s in speaker), 1, foreign=False)
    return state if not near or near[0][0] < best else None


def _around(memory: Memory, speaker: tuple[Figure, ...]) -> set[str | None]:
    """Return the state that was the last subject when an unnamed speaker without a country came up: he is rather of it."""
    heads = [old.head for old in memory.said if any(f is s or f is s.of for f in old.figures for s in speaker)]
    if not heads or any(f.kind is not ActorKind.UNNAMED for f in speaker):
        return set()
    before = [
        o for o in memory.said if o.head < heads[0] and o.subject and o.figures[0].kind is ActorKind.STATE and not o.adjective
    ]
    near = [o for o in before if memory.parse.tokens[heads[0]].sent - o.sent <= 1]
    return {near[-1].figures[0].country} if near else set()


def _it(memory: Memory, head: int, case: str) -> Found | None:
    """Return what the clause around *it* or *its* tells: its subject, or that it stands for nobody; None where nothing does."""
    if case in ("subject", "object") and expletive(memory.parse, head, memory.classes):
        return (), "it stands for nobody", 0.8
    own = _clause_subject(memory, head, case)
    if own:
        return own, f"pronoun for {' and '.join(f.label for f in own)}, the subject of its clause", 0.8
    other = _other_subject(memory, head) if case == "possessive" else _thing_before(memory, head) if case == "subject" else None
    if other is not None:
        return (), f"pronoun for '{other}', which is nobody", 0.5
    if case == "object" and not _acted_on(memory, head):
        return (), "it after a verb that things rather than actors undergo", 0.4
    return None


def _other_subject(memory: Memory, head: int) -> str | None:
    """Return the subject of the clause around a possessive where it is a noun for nobody: the dollar … its."""
    tokens = memory.parse.tokens
    at = tokens[head]
    for _ in range(12):
        if at.head == at.i:
            return None
        at = tokens[at.head]
        subjects = [t for t in memory.parse.children(at.i, *SUBJECTS) if t.i < head]
        if subjects:
            subject = subjects[-1]
            owned = any(t.i in memory.by_head for t in memory.parse.children(subject.i, "poss"))
            nobody = subject.pos == "NOUN" and subject.i not in memory.by_head and not subject.left <= head <= subject.right
            return subject.text if nobody and not owned else None
    return None


def _clause_subject(memory: Memory, head: int, case: str) -> tuple[Figure, ...]:
    """Return the state, body or organisation that is the subject of the clause around *its*, or of the one that *it* depends on
    (*Peru said it would*), or those of whom *each* is one; of an infinitive, the object before it (*urged Peru to drop its* …).
    """
    tokens = memory.parse.tokens
    at = tokens[head]
    if case == "object":
        return ()
    if case == "subject":
        at = tokens[at.head]
    for _ in range(12):
        if at.dep == "acl":
            return _owner_over(memory, at.head)
        if at.head == at.i or at.dep == "relcl":
            return ()
        below, at = at, tokens[at.head]
        if below.dep == "xcomp" and below.i > at.i:
            given = [t for t in memory.parse.children(at.i, "dobj") if at.i < t.i < below.i]
            given += [o for p in memory.parse.children(at.i, "prep") for o in memory.parse.children(p.i, "pobj") if o.i < below.i]
        else:
            given = []
        for token in given or memory.parse.children(at.i, *SUBJECTS):
            if token.i >= head or token.left <= head <= token.right:
                continue
            figures = memory.by_head.get(token.i, ())
            each = tokens[token.left].lower in SINGLY and all(f.kind in THINGS for f in figures)
            one = len(figures) == 1 and figures[0].kind in THINGS and not figures[0].plural
            return figures if one or each else ()
    return ()


def _owner_over(memory: Memory, noun: int) -> tuple[Figure, ...]:
    """Return the state, body or organisation that has what a clause tells: *Oslo's insistence that its police lead*."""
    owners = tuple(f for t in memory.parse.children(noun, "poss") for f in memory.by_head.get(t.i, ()))
    return owners if len(owners) == 1 and owners[0].kind in THINGS and not owners[0].plural else ()


def _thing_before(memory: Memory, head: int) -> str | None:
    """Return the noun for nobody that is the last subject before *it*, where no state or body is a subject since the sentence
    before (the *ship* entered their waters; *it* left).
    """
    tokens, sent = memory.parse.tokens, memory.parse.tokens[head].sent
    for token in reversed(tokens[max(0, head - 60) : head]):
        if token.sent < sent - 1:
            return None
        if token.dep not in SUBJECTS or token.tag == "PRP":
            continue
        figures = memory.by_head.get(token.i, ())
        if any(f.kind in THINGS for f in figures):
            return None
        if not figures and token.tag == "NN":
            others = [s for s in memory.said[-16:] if s.sent >= sent - 1 and s.subject and s.figures[0].kind in THINGS]
            return None if others else token.text
    return None


def _acted_on(memory: Memory, head: int) -> bool:
    """Tell whether the verb or preposition before an object *it* is one that states and bodies undergo (*accused it*)."""
    token = memory.parse.tokens[memory.parse.tokens[head].head]
    if token.pos == "ADP":
        return token.lower in ("against", "with", "on", "from", "by") or token.lower in memory.classes.acted_on
    return token.lemma in memory.classes.acted_on


def _own_subject(memory: Memory, head: int) -> tuple[Figure, ...]:
    """Return the figures of the subject of the verb that governs an object pronoun: they cannot be meant."""
    parse = memory.parse
    verb = parse.tokens[parse.tokens[head].head]
    if verb.pos == "ADP":
        verb = parse.tokens[verb.head]
    return tuple(f for t in parse.children(verb.i, *SUBJECTS) for f in memory.by_head.get(t.i, ()))


def _joined(memory: Memory, head: int) -> tuple[Figure, ...]:
    """Return the figures that the latest subject just before joined ("A and B …, the two leaders …"), for *they*."""
    sent = memory.parse.tokens[head].sent
    for old in reversed(memory.said[-12:]):
        if sent - old.sent > 1:
            break
        by = memory.parse.tokens[memory.parse.tokens[old.head].head].dep == "agent"  # told by both sides that they …
        if old.head == head or old.adjective or not (old.subject or by):
            continue
        if len(old.figures) > 1:
            return old.figures
        if old.figures[0].plural:
            break
        others = [f for t in memory.parse.children(old.head, "conj") for f in memory.by_head.get(t.i, ())]
        if others and all(f is not old.figures[0] for f in others):
            return (old.figures[0], *others)
    return ()
