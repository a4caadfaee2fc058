"""The types, roles and attributes of our brat files, and the ``annotation.conf`` that declares them."""

from collections.abc import Iterator

from detente.events.ontology import load_ontology
from detente.lexicon import Lexicon
from detente.records import ActorKind, Attitude, StatementKind, Status

ACTOR_TYPES = {kind.value: kind.value.capitalize().replace(" ", "-") for kind in ActorKind}
ACTOR_KINDS = {name: kind for kind, name in ACTOR_TYPES.items()}
MENTION = "Mention"  # words for a speaker, hearer or participant who is no actor
STATEMENT = "Statement"
PARTS = {"Cue": "cue", "Content": "content", "Occasion": "occasion", "Place": "place"}  # of a statement: types, roles, columns
PARTIES = {"Speaker": "speaker", "Addressee": "addressee", "Via": "via"}
SIDES = {"Actor": "actors", "Recipient": "recipients"}
INSIDE, CLAIM = "Inside", "Claim"  # the statement that another one stands in, and the one in which an event is claimed
TENTHS = tuple(f"{n / 10:.1f}" for n in range(11))


def configuration(lexicon: Lexicon) -> Iterator[str]:
    """Give the lines of the ``annotation.conf`` with which brat opens our files."""
    ontology = load_ontology(lexicon)
    actors = "|".join((*ACTOR_TYPES.values(), MENTION))
    yield from (
        "# Written by Détente: statements, and events of PLOVER.",
        "[entities]",
        *ACTOR_TYPES.values(),
        MENTION,
        *PARTS,
        "",
    )
    yield "[relations]"
    yield from (f"Equiv\tArg1:{name}, Arg2:{name}, <REL-TYPE>:symmetric-transitive" for name in ACTOR_TYPES.values())
    yield from ("<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>", "", "[events]")
    roles = [f"{role}?:{actors}" for role in PARTIES] + [f"{part}?:{part}" for part in PARTS] + [f"{INSIDE}?:{STATEMENT}"]
    yield f"{STATEMENT}\t{', '.join(roles)}"
    sides = ", ".join([*(f"{role}*:{actors}" for role in SIDES), f"{CLAIM}?:{STATEMENT}"])
    yield from (f"{name}\t{sides}" for name in sorted(ontology.types))
    yield from ("", "[attributes]")
    events = "|".join(sorted(ontology.types))
    yield f"Kind\tArg:{STATEMENT}, Value:{'|'.join(StatementKind)}"
    yield f"Attitude\tArg:{STATEMENT}, Value:{'|'.join(Attitude)}"
    yield f"Status\tArg:{events}, Value:{'|'.join(Status)}"
    yield f"Mode\tArg:{events}, Value:{'|'.join(sorted({mode for _, mode in ontology.modes}))}"
    yield f"Symmetric\tArg:{events}"
    yield f"Confidence\tArg:<EVENT>, Value:{'|'.join(TENTHS)}"
