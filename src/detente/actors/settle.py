"""Say which actor each mention means, in the order of the text."""

from detente.actors.case import Case, Found
from detente.actors.mentions import Candidate
from detente.actors.refer import third_person
from detente.actors.roster import Figure
from detente.actors.settle_names import own_outlet, settle_body, settle_name, settle_national, settle_person, state
from detente.actors.settle_nouns import settle_nominal, settle_reference
from detente.records import ActorKind, Span

_NATION = ("GOV", "MIL", "LEG")


def settle(case: Case, candidate: Candidate) -> Found:
    """Settle a candidate that is no first person: figures (none where nobody could be found), reason, confidence."""
    match candidate.what:
        case "person":
            return settle_person(case, candidate)
        case "name":
            return settle_name(case, candidate)
        case "adjective" | "people":
            return settle_national(case, candidate)
        case "body":
            return settle_body(case, candidate)
        case "nominal":
            return settle_nominal(case, candidate)
        case "reference":
            return settle_reference(case, candidate)
        case "relative":
            return _relative(case, candidate)
        case "outlet":
            outlet = own_outlet(case)
            return ((outlet,), "the outlet of the article", 0.9) if outlet is not None else ((), "no outlet known", 0.0)
        case _:
            stands, where = case.pronouns[case.text.parse.tokens[candidate.head].lower]
            return third_person(case.memory, candidate.head, stands, where)


def _relative(case: Case, candidate: Candidate) -> Found:
    """Settle who, which and that by the noun that their clause belongs to."""
    tokens = case.text.parse.tokens
    verb = tokens[tokens[candidate.head].head]
    while verb.dep in ("conj", "aux", "auxpass", "xcomp", "ccomp") and verb.head != verb.i:
        verb = tokens[verb.head]
    if verb.dep in ("relcl", "acl"):
        figures = case.memory.by_head.get(verb.head, ())
        if figures:
            return figures, f"{candidate_text(case, candidate)} belongs to {' and '.join(f.label for f in figures)}", 0.8
        return (), f"belongs to '{tokens[verb.head].text}': no name, no nationality, no known noun", 0.2
    return (), "relative pronoun without antecedent", 0.2


def candidate_text(case: Case, candidate: Candidate) -> str:
    """Return the words of a candidate."""
    return case.text.surface(candidate.first, candidate.last)


def settle_first_person(
    case: Case, candidate: Candidate, speakers: list[tuple[Span, tuple[str, ...]]], by_id: dict[str, Figure]
) -> Found:
    """Settle *I* and *we* by the speaker of the words around them; *we* of an official may stand for his state."""
    token = case.text.parse.tokens[candidate.head]
    stands = case.pronouns[token.lower][0]
    quotation = case.memory.quotation(candidate.head)
    holding = [actors for span, actors in speakers if span.start <= token.start < span.end]
    beside = [actors for span, actors in speakers if quotation is not None and span.overlaps(quotation)]
    for actors in holding or beside:
        figures = tuple(by_id[a] for a in actors if a in by_id)
        if stands == "i" and (len(figures) != 1 or figures[0].kind not in (ActorKind.PERSON, ActorKind.UNNAMED)):
            continue
        names = " and ".join(f.label for f in figures)
        nation = case.text.index.state_name(figures[0].country) if len(figures) == 1 else None
        if stands == "we" and nation and figures[0].country and figures[0].sector in _NATION:
            return (state(case, figures[0].country),), f"first person of {names}, who speaks for {nation}", 0.7
        return figures, f"first person of {names}", 0.8
    return (), "first person outside of anybody's words", 0.2
