"""What becomes of entries is tested on entries and events made by hand, so that it does not depend on how these are found."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.actors.cast import Cast
from detente.events.ontology import load_ontology
from detente.events.outcomes import settle_entries
from detente.language.layout import Layout
from detente.language.parse import Parse
from detente.lexicon import Lexicon
from detente.records import (
    Actor,
    ActorKind,
    Article,
    Event,
    LedgerEntry,
    LedgerKind,
    Mention,
    MentionKind,
    Outcome,
    Participant,
    Phrase,
    Span,
    Status,
)

Run = Callable[..., tuple[Article, Layout, Parse]]
STATES = {"Oslo": "NOR", "Riga": "LVA", "Lima": "PER", "Quito": "ECU", "Delhi": "IND", "Cairo": "EGY", "Peru": "PER"}


class Put(NamedTuple):
    """An entry in short: kind, by, to, its words, and the trigger of the event that opened it."""

    kind: str
    by: str
    to: str
    what: str
    trigger: str


class Act(NamedTuple):
    """An event in short: type, trigger, actor, recipient, status."""

    type: str
    trigger: str
    by: str
    to: str = ""
    status: str = "actual"


def cut(text: str, words: str) -> Phrase:
    at = text.index(words)
    return Phrase.cut(text, Span(at, at + len(words)))


def side(codes: str) -> tuple[Participant, ...]:
    return tuple(Participant(code, (), None, code, code, "GOV") for code in codes.split())


def event(text: str, record: str, act: Act, parse: Parse, lexicon: Lexicon) -> Event:
    trigger, o = cut(text, act.trigger), load_ontology(lexicon)
    code = o.cameo_for(act.type)
    return Event(
        record, act.type, None, (), code, o.quad(act.type), o.goldstein(code), o.plover_score(act.type), side(act.by),
        side(act.to), False, Status(act.status), trigger, parse.sentence_of(parse.at(trigger.start)).span,
    )  # fmt: skip


def cast(parse: Parse) -> Cast:
    """Find the capitals of the text and who stands for them."""
    actors = tuple(Actor(code, code, ActorKind.STATE, code, (code,)) for code in sorted(set(STATES.values())))
    mentions = tuple(
        Mention(Span(t.start, t.end), t.text, MentionKind.NAME, t.i, (STATES[t.text],)) for t in parse.tokens if t.text in STATES
    )
    return Cast(actors, mentions)


def settle(run: Run, lexicon: Lexicon, text: str, puts: list[Put], acts: list[Act]) -> list[tuple[Outcome, ...]]:
    _, _, parse = run(text)
    openings = [event(text, f"o{n}", Act("REQUEST", p.trigger, p.by, p.to), parse, lexicon) for n, p in enumerate(puts)]
    others = [event(text, f"e{n}", act, parse, lexicon) for n, act in enumerate(acts)]
    entries = [
        LedgerEntry(f"l{n}", LedgerKind(p.kind), tuple(p.by.split()), tuple(p.to.split()), cut(text, p.what), f"o{n}")
        for n, p in enumerate(puts)
    ]
    settled = settle_entries(parse, entries, (*openings, *others), cast(parse), lexicon)
    for entry in settled:
        for outcome in entry.outcomes:
            assert outcome.words.text == " ".join(s.of(text) for s in outcome.words.spans)
    return [entry.outcomes for entry in settled]


DEMAND = Put("demand", "PER", "ECU", "free the fishermen", "demanded")
OFFER = Put("offer", "NOR", "LVA", "to host the talks", "offered")
CASES = [
    # the refusal governs the demand
    ("Quito rejected a demand by Lima that it free the fishermen.",
     Put("demand", "PER", "ECU", "it free the fishermen", "demand"), [Act("REJECT", "rejected", "ECU", "PER")],
     [("refused", "outcome.governs", "e0")]),
    # nobody coded the refusal, which stands in a relative clause and names the offer
    ("Oslo offered to host the talks, a proposal that Riga brushed aside.", OFFER, [], [("refused", "outcome.named", None)]),
    # a coded refusal in the next sentence, with a pronoun for its object
    ("Lima demanded that Quito free the fishermen. Quito refused.", DEMAND, [Act("REJECT", "refused", "ECU")],
     [("refused", "outcome.next", "e0")]),
    # the invitation is named two sentences on
    ("Oslo offered to host the talks. They would take a week. Riga has accepted the invitation.", OFFER,
     [Act("AGREE", "accepted", "LVA", "NOR")], [("answered", "outcome.named", "e0")]),
    # complied with, by no coded event
    ("Lima demanded that Quito free the fishermen. Quito has since complied.", DEMAND, [], [("kept", "outcome.next", None)]),
    # taken back by its author, who names it
    ("Lima demanded that Quito free the fishermen. Later Lima dropped the demand.", DEMAND, [],
     [("overtaken", "outcome.named", None)]),
    # what is answered in a clause of its own: with will it takes up, with no it turns down
    ("Oslo offered to host the talks. Riga replied that it would come.", OFFER, [], [("answered", "outcome.next", None)]),
    ("Oslo offered to host the talks. Riga answered that it had no interest.", OFFER, [], [("refused", "outcome.next", None)]),
    # a refusal of something else by the same side
    ("Oslo offered to host the talks. They would take a week. Riga dismissed the figures of the bank.", OFFER,
     [Act("REJECT", "dismissed", "LVA")], []),
    # what else has not come about until now
    ("Riga promised to send buses. It has not announced the verdict.", Put("promise", "LVA", "NOR", "to send buses", "promised"),
     [], []),
    # there is none of it
    ("Riga promised to send buses. There are no buses.", Put("promise", "LVA", "NOR", "to send buses", "promised"), [],
     [("refused", "outcome.not", None)]),
    # the same verb of something else
    ("Oslo asked Riga to help the refugees. Gains in metals helped the market.",
     Put("demand", "NOR", "LVA", "to help the refugees", "asked"), [], []),
    # a word about the promise, not about its fate
    ("Riga promised to send buses. That promise is not enough.", Put("promise", "LVA", "NOR", "to send buses", "promised"),
     [], []),
    # to be asked whether one accepts is no answer
    ("Oslo offered to host the talks. Riga may accept the invitation.", OFFER, [], []),
    # a refusal to comment is none
    ("Oslo offered to host the talks. Riga declined to comment.", OFFER, [], []),
    # somebody else's refusal of something else
    ("Oslo offered to host the talks. In Cairo, the court rejected the budget.", OFFER, [], []),
    # another party cannot refuse what was not put before it
    ("Oslo offered to host the talks. Delhi refused.", OFFER, [Act("REJECT", "refused", "IND")], []),
    # the verb of the demand, done
    ("Lima begged Quito to wait a week. Quito waited three.", Put("demand", "PER", "ECU", "to wait a week", "begged"), [],
     [("kept", "outcome.echo", None)]),
    # there is none of what was promised
    ("Riga promised to send buses. There are no buses.", Put("promise", "LVA", "NOR", "to send buses", "promised"), [],
     [("refused", "outcome.not", None)]),
    # what should never happen has happened
    ("Riga assured Oslo that nothing would be signed. The pact has been signed.",
     Put("promise", "LVA", "NOR", "nothing would be signed", "assured"), [], [("refused", "outcome.echo", None)]),
    # the promise was never made
    ("Riga promised to send aid. Its envoy denied that any such promise was made.",
     Put("promise", "LVA", "NOR", "to send aid", "promised"), [], [("refused", "outcome.unsaid", None)]),
    # the pronoun stands for it, and is denied
    ("Lima demanded the maps. “I had none,” an envoy in Quito said.", Put("demand", "PER", "ECU", "the maps", "demanded"), [],
     [("refused", "outcome.not", None)]),
    # the author did otherwise in the same breath
    ("Quito begged for peace and shelled Lima.", Put("demand", "ECU", "PER", "peace", "begged"),
     [Act("ASSAULT", "shelled", "ECU", "PER")], [("overtaken", "outcome.turn", "e0")]),
    # a demand for a demand
    ("Lima asked for water. Quito asked for passports.", Put("demand", "PER", "ECU", "water", "asked for water"),
     [Act("REQUEST", "asked for passports", "ECU", "PER")], [("refused", "outcome.back", "e0")]),
    # scorn for what is named
    ("Oslo offered to host the talks. Riga called the offer a trick.", OFFER, [], [("refused", "outcome.not", None)]),
    # a threat is kept by what it threatened with, and nothing but that is said of it
    ("Riga threatened to seize the trawlers. Its navy seized two trawlers.",
     Put("threat", "LVA", "NOR", "to seize the trawlers", "threatened"), [Act("COERCE", "seized", "LVA", "NOR")],
     [("kept", "outcome.matter", "e0")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "put", "acts", "expected"), CASES, ids=[c[0][:45] for c in CASES])
def test_outcomes(  # noqa: PLR0917  the columns of the table
    parse: Run, lexicon: Lexicon, text: str, put: Put, acts: list[Act], expected: list[tuple[str, str, str | None]]
) -> None:
    (found,) = settle(parse, lexicon, text, [put], acts)
    assert [(o.how.value, o.rule, o.event) for o in found] == expected


def test_a_reply_settles_the_entry_that_it_stands_nearest_to(parse: Run, lexicon: Lexicon) -> None:
    text = "Lima demanded an apology. Oslo offered to host the talks. Riga rejected the offer."
    demand = Put("demand", "PER", "LVA", "an apology", "demanded")
    first, second = settle(parse, lexicon, text, [demand, OFFER], [Act("REJECT", "rejected", "LVA", "NOR")])
    assert first == ()
    assert [(o.how.value, o.event) for o in second] == [("refused", "e0")]


def test_a_refused_offer_leaves_its_condition_refused(parse: Run, lexicon: Lexicon) -> None:
    text = "Oslo offered to host the talks if the shelling stops. Riga rejected the offer."
    _, _, parsed = parse(text)
    opening = event(text, "o0", Act("AGREE", "offered", "NOR", "LVA"), parsed, lexicon)
    refusal = event(text, "e0", Act("REJECT", "rejected", "LVA", "NOR"), parsed, lexicon)
    entries = [
        LedgerEntry("l0", LedgerKind.OFFER, ("NOR",), ("LVA",), cut(text, "to host the talks"), "o0"),
        LedgerEntry("l1", LedgerKind.CONDITION, ("NOR",), ("LVA",), cut(text, "if the shelling stops"), "o0"),
    ]
    settled = settle_entries(parsed, entries, (opening, refusal), cast(parsed), lexicon)
    assert [[o.how.value for o in e.outcomes] for e in settled] == [["refused"], ["refused"]]


def test_without_entries_there_is_nothing_to_settle(parse: Run, lexicon: Lexicon) -> None:
    _, _, parsed = parse("Quito refused.")
    assert settle_entries(parsed, [], (), cast(parsed), lexicon) == ()


WORDS = [
    "Oslo",
    "Riga",
    "offered",
    "to",
    "host",
    "talks",
    ".",
    "“",
    "”",
    "rejected",
    "the",
    "offer",
    "no",
    "if",
    "\n\n",
    "has",
    "so",
]


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=14),
    st.tuples(st.floats(0, 1), st.floats(0, 1)),
    st.sampled_from(list(LedgerKind)),
    st.sampled_from([(), ("LVA",)]),
)
def test_any_text_with_any_entry_is_settled_or_left(  # noqa: PLR0917  what hypothesis draws
    parse: Run, lexicon: Lexicon, words: list[str], cuts: tuple[float, float], kind: LedgerKind, to: tuple[str, ...]
) -> None:
    text = " ".join(words)
    _, _, parsed = parse(text)
    first, last = sorted(int(share * len(text)) for share in cuts)
    entry = LedgerEntry("l0", kind, ("NOR",), to, Phrase.cut(text, Span(first, last)), "gone")
    (settled,) = settle_entries(parsed, [entry], (), cast(parsed), lexicon)
    assert all(o.words.text and o.words.text == " ".join(s.of(text) for s in o.words.spans) for o in settled.outcomes)
