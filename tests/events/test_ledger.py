"""The ledger is tested on events made by hand, so that it does not depend on how events are found."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.actors.cast import Cast
from detente.events.ledger import open_ledger
from detente.events.ontology import load_ontology
from detente.language.layout import Layout
from detente.language.parse import Parse
from detente.lexicon import Lexicon
from detente.records import (
    Actor,
    ActorKind,
    Article,
    Attitude,
    Event,
    LedgerEntry,
    Participant,
    Party,
    Phrase,
    Span,
    Statement,
    StatementKind,
    Status,
)

Run = Callable[..., tuple[Article, Layout, Parse]]


class Coded(NamedTuple):
    """An event in short: type, trigger, actor and recipient (name=code), status, CAMEO code."""

    type: str
    trigger: str
    actor: str = ""
    recipient: str = ""
    status: str = "actual"
    cameo: str | None = None
    claimed_by: str | None = None


def cut(text: str, words: str) -> Phrase:
    at = text.index(words)
    return Phrase.cut(text, Span(at, at + len(words)))


def side(text: str, shown: str) -> tuple[Participant, ...]:
    out = []
    for item in shown.split():
        name, _, code = item.partition("=")
        phrase = cut(text, name)
        out.append(Participant(phrase.text, phrase.spans, None, name, code or None, "GOV"))
    return tuple(out)


def event(text: str, n: int, c: Coded, parse: Parse, lexicon: Lexicon) -> Event:
    trigger = cut(text, c.trigger)
    o = load_ontology(lexicon)
    code = c.cameo or o.cameo_for(c.type)
    return Event(
        f"e{n}", c.type, None, (), code, o.quad(c.type), o.goldstein(code), o.plover_score(c.type), side(text, c.actor),
        side(text, c.recipient), False, Status(c.status), trigger, parse.sentence_of(parse.at(trigger.start)).span,
        claimed_by=c.claimed_by,
    )  # fmt: skip


def ledger(run: Run, lexicon: Lexicon, text: str, *coded: Coded) -> list[tuple[str, str, str, str]]:
    return [(str(e.kind), "|".join(e.by), "|".join(e.to), e.what.text) for e in entries(run, lexicon, text, *coded)]


def entries(run: Run, lexicon: Lexicon, text: str, *coded: Coded) -> tuple[LedgerEntry, ...]:
    article, _, parse = run(text)
    events = tuple(event(text, n, c, parse, lexicon) for n, c in enumerate(coded))
    found = open_ledger(article, parse, events, Cast((), ()), lexicon)
    for e in found:
        assert e.what.text == " ".join(s.of(text) for s in e.what.spans)
    return found


CASES = [
    # a verb of demanding with an infinitive
    ("Lima urged Quito to release the fishermen.", [Coded("REQUEST", "urged", "Lima=PER", "Quito=ECU")],
     [("demand", "PER", "ECU", "to release the fishermen")]),
    # a verb with a preposition before the one who is asked
    ("Hanoi called on Beijing to pull back its rigs.", [Coded("REQUEST", "called on", "Hanoi=VNM", "Beijing=CHN")],
     [("demand", "VNM", "CHN", "to pull back its rigs")]),
    # nobody in particular is asked, so it is a proposal; the preposition brings the content
    ("Poland called for the lifting of sanctions.", [Coded("REQUEST", "called for", "Poland=POL")],
     [("proposal", "POL", "", "the lifting of sanctions")]),
    # a that-clause loses its "that"
    ("Delhi insisted that Islamabad hand over the men.", [Coded("REQUEST", "insisted", "Delhi=IND", "Islamabad=PAK")],
     [("demand", "IND", "PAK", "Islamabad hand over the men")]),
    # an object with no clause
    ("Oslo demanded an apology from Riga.", [Coded("REQUEST", "demanded", "Oslo=NOR", "Riga=LVA")],
     [("demand", "NOR", "LVA", "an apology from Riga")]),
    # a noun of demanding with a preposition
    ("Seoul repeated its demand for an apology from Tokyo.", [Coded("REQUEST", "demand", "Seoul=KOR", "Tokyo=JPN")],
     [("demand", "KOR", "JPN", "an apology from Tokyo")]),
    # a modal makes the demand; its clause is what is demanded, without the clause before "but"
    ("Peru is content, but Chile should take the first boat back.", [Coded("REQUEST", "should take", "Peru=PER", "Chile=CHL")],
     [("demand", "PER", "CHL", "Chile should take the first boat back")]),
    # the modal alone as trigger
    ("Cairo must first open the crossing, Israel said.", [Coded("REQUEST", "must", "Israel=ISR", "Cairo=EGY")],
     [("demand", "ISR", "EGY", "Cairo must first open the crossing")]),
    # a proposal by its lemma, though somebody is asked
    ("Senegal proposed to Gambia that they share a fleet.", [Coded("REQUEST", "proposed", "Senegal=SEN", "Gambia=GMB")],
     [("proposal", "SEN", "GMB", "they share a fleet")]),
    # a request to meet is a proposal by its CAMEO code
    ("Mali asked Niger to meet in Gao.", [Coded("REQUEST", "asked", "Mali=MLI", "Niger=NER", cameo="106")],
     [("proposal", "MLI", "NER", "to meet in Gao")]),
    # a passive: what was proposed is the subject
    ("A regional fleet was proposed by Senegal.", [Coded("REQUEST", "proposed", "Senegal=SEN")],
     [("proposal", "SEN", "", "A regional fleet")]),
    # an adjective of readiness
    ("Kenya is willing to reopen the border with Somalia.", [Coded("AGREE", "willing", "Kenya=KEN", "Somalia=SOM", "future")],
     [("offer", "KEN", "SOM", "to reopen the border with Somalia")]),
    # the trigger is what one is ready to do; the adjective governs it
    ("Kenya is prepared to meet Somalia.", [Coded("AGREE", "meet", "Kenya=KEN", "Somalia=SOM", "future")],
     [("offer", "KEN", "SOM", "to meet Somalia")]),
    # an offer as a noun under a light verb
    ("Fiji made an offer to mediate between Samoa and Tonga.", [Coded("AGREE", "offer", "Fiji=FJI", "Samoa=WSM Tonga=TON")],
     [("offer", "FJI", "WSM|TON", "to mediate between Samoa and Tonga")]),
    # a promise by its lemma
    ("Malta pledged to send Libya two boats.", [Coded("AGREE", "pledged", "Malta=MLT", "Libya=LBY")],
     [("promise", "MLT", "LBY", "to send Libya two boats")]),
    # what the outlet tells of the future is nobody’s promise
    ("Malta will sign the treaty with Libya.", [Coded("AGREE", "sign", "Malta=MLT", "Libya=LBY", "future")], []),
    # a negated offer is not an open offer
    ("Malta did not offer Libya any boats.", [Coded("AGREE", "offer", "Malta=MLT", "Libya=LBY", "negated")], []),
    # nor is one that history tells of
    ("In 1922 Malta offered Libya two boats.", [Coded("AGREE", "offered", "Malta=MLT", "Libya=LBY", "historical")], []),
    # a threat with an infinitive, and its condition
    ("Ankara threatened to close the straits unless Athens withdrew its ships.",
     [Coded("THREATEN", "threatened", "Ankara=TUR", "Athens=GRC")],
     [("threat", "TUR", "GRC", "to close the straits unless Athens withdrew its ships")]),
    # the one threatened is no content
    ("Belgrade threatened Pristina with a blockade.", [Coded("THREATEN", "threatened", "Belgrade=SRB", "Pristina=XKX")],
     [("threat", "SRB", "XKX", "a blockade")]),
    # an offer with a condition
    ("Kenya is willing to reopen the border if Somalia returns the men.",
     [Coded("AGREE", "willing", "Kenya=KEN", "Somalia=SOM", "future")],
     [("offer", "KEN", "SOM", "to reopen the border"), ("condition", "KEN", "SOM", "if Somalia returns the men")]),
    # a condition as a noun phrase
    ("Sudan offered Chad a loan in exchange for access to the port.", [Coded("AGREE", "offered", "Sudan=SDN", "Chad=TCD")],
     [("offer", "SDN", "TCD", "a loan"), ("condition", "SDN", "TCD", "in exchange for access to the port")]),
    # a condition before the main clause
    ("If Baku agrees, Yerevan will open its embassy.", [Coded("AGREE", "open", "Yerevan=ARM", "Baku=AZE", "future")],
     [("condition", "ARM", "AZE", "If Baku agrees"), ("offer", "ARM", "AZE", "open its embassy")]),
    # what stands inside an if-clause is no offer
    ("If Iran offers talks, Iraq will accept.", [Coded("AGREE", "offers", "Iran=IRN", "Iraq=IRQ")], []),
    # a refusal until something happens puts a condition on the table
    ("Oslo will not meet Riga until Riga pays.", [Coded("CONSULT", "meet", "Oslo=NOR", "Riga=LVA", "negated")],
     [("condition", "NOR", "LVA", "until Riga pays")]),
    # "until" after anything else is time, not a condition
    ("Oslo offered two boats to Riga until the spring.", [Coded("AGREE", "offered", "Oslo=NOR", "Riga=LVA")],
     [("offer", "NOR", "LVA", "two boats")]),
    # a possible act in somebody's mouth
    ("It would be easiest to begin with the lifting of the embargo on Cuba.",
     [Coded("RETREAT", "lifting", "", "Cuba=CUB", "hypothetical", claimed_by="s1")],
     [("proposal", "", "CUB", "the lifting of the embargo on Cuba")]),
    # the outlet's own speculation is nobody's proposal
    ("Spain may lift the embargo on Cuba.", [Coded("RETREAT", "lift", "Spain=ESP", "Cuba=CUB", "hypothetical")], []),
    # nor is what a speaker merely thinks possible
    ("Spain could lift the embargo on Cuba, he said.",
     [Coded("RETREAT", "lift", "Spain=ESP", "Cuba=CUB", "hypothetical", claimed_by="s1")], []),
    # an agreement of opinion binds nobody
    ("Rome agreed with Paris that the vote was fair.", [Coded("AGREE", "agreed", "Rome=ITA", "Paris=FRA")], []),
    # an agreement to act does
    ("Rome agreed to share the cost with Paris.", [Coded("AGREE", "agreed", "Rome=ITA", "Paris=FRA")],
     [("promise", "ITA", "FRA", "to share the cost with Paris")]),
    # a warning of how things stand is no threat
    ("Rome warned Paris that prices are falling.", [Coded("THREATEN", "warned", "Rome=ITA", "Paris=FRA")], []),
    # a warning of what will follow is
    ("Rome warned Paris that it would close the tunnel.", [Coded("THREATEN", "warned", "Rome=ITA", "Paris=FRA")],
     [("threat", "ITA", "FRA", "it would close the tunnel")]),
    # a warning not to do something is a demand
    ("Rome warned Paris not to close the tunnel.", [Coded("THREATEN", "warned", "Rome=ITA", "Paris=FRA")],
     [("demand", "ITA", "FRA", "not to close the tunnel")]),
    # insisting on how things are demands nothing
    ("Lima insists that its map is right.", [Coded("REQUEST", "insists", "Lima=PER")], []),
    # a participle after a noun: the noun is what is demanded
    ("The cuts demanded by Oslo hurt Riga.", [Coded("REQUEST", "demanded", "Oslo=NOR", "Riga=LVA")],
     [("demand", "NOR", "LVA", "The cuts")]),
    # so is the noun before a relative clause
    ("These are the boats that Oslo offered to Riga.", [Coded("AGREE", "offered", "Oslo=NOR", "Riga=LVA")],
     [("offer", "NOR", "LVA", "the boats")]),
    # what is only asked about is not promised
    ("It is unclear how far Oslo will support Riga.", [Coded("AGREE", "support", "Oslo=NOR", "Riga=LVA", "future")], []),
    # what is scheduled is not offered
    ("Oslo is scheduled to meet Riga.", [Coded("AGREE", "scheduled", "Oslo=NOR", "Riga=LVA", cameo="036")], []),
    # a condition of the other half of the sentence
    ("Oslo offered boats and Riga will sail if it rains.", [Coded("AGREE", "offered", "Oslo=NOR", "Riga=LVA")],
     [("offer", "NOR", "LVA", "boats")]),
    # what others hope for is not promised
    ("Paris hopes that Oslo will sign the treaty.", [Coded("AGREE", "sign", "Oslo=NOR", "Paris=FRA", "future")], []),
    # nor put forward, where it is only thought possible
    ("It was a plan that Oslo could support, he said.",
     [Coded("SUPPORT", "support", "Oslo=NOR", "plan=FRA", "hypothetical", claimed_by="s1")], []),
    # a question demands nothing but an answer
    ("Lima asked Quito whether the boats had left.", [Coded("REQUEST", "asked", "Lima=PER", "Quito=ECU")], []),
    # a readiness that a speaker words as one that would be
    ("Lima would be willing to share the catch, he said.",
     [Coded("AGREE", "willing", "Lima=PER", "", "hypothetical", claimed_by="s1")],
     [("offer", "PER", "", "to share the catch")]),
    # a refusal until a day is no condition
    ("Oslo will not meet Riga until Monday.", [Coded("CONSULT", "meet", "Oslo=NOR", "Riga=LVA", "negated")], []),
    # a day is not what is demanded, and "for" brings what is
    ("Paris pressed Oslo on Friday for an answer.", [Coded("REQUEST", "pressed", "Paris=FRA")],
     [("proposal", "FRA", "", "an answer")]),
    # a bracket that is opened is closed
    ("Oslo promised to share boats (and nets).", [Coded("AGREE", "promised", "Oslo=NOR")],
     [("promise", "NOR", "", "to share boats (and nets)")]),
    # a noun without complement lends the words of the verb that carries it
    ("Oslo gave firm assurances in the talks.", [Coded("AGREE", "gave firm assurances", "Oslo=NOR")],
     [("promise", "NOR", "", "gave firm assurances in the talks")]),
    # but not those of a verb that is no part of the trigger
    ("Riga heard the demand.", [Coded("REQUEST", "demand", "Riga=LVA")],
     [("demand", "LVA", "", "the demand")]),
    # what one plans is not yet offered
    ("Lima plans to meet Quito.", [Coded("AGREE", "plans", "Lima=PER", "Quito=ECU", cameo="036")], []),
    # who must do it is the one who speaks, so nobody is asked
    ("Lima must pay its debts.", [Coded("REQUEST", "must pay", "Lima=PER")], []),
    # the subject of a relative clause stands before the cue and is no content
    ("These are the boats which Malta promised to send to Libya.", [Coded("AGREE", "promised", "Malta=MLT", "Libya=LBY")],
     [("promise", "MLT", "LBY", "to send to Libya")]),
    # a condition between "that" and its clause is cut out of what is promised
    ("Lima vowed that if the boats return it will share the catch.", [Coded("AGREE", "vowed", "Lima=PER", "")],
     [("condition", "PER", "", "if the boats return"), ("promise", "PER", "", "it will share the catch")]),
    # a threat keeps it
    ("Lima vowed that if the boats return it will fire.", [Coded("THREATEN", "vowed", "Lima=PER", "")],
     [("threat", "PER", "", "if the boats return it will fire")]),
    # what is said after the quotation ends is no content
    ('"We ask that Oslo pay the fee," it said on Monday.', [Coded("REQUEST", "ask", "We=SWE", "Oslo=NOR")],
     [("demand", "SWE", "NOR", "Oslo pay the fee")]),
    # what stands at home is not put on the table between states
    ("Rome urged the Italian unions to talk.", [Coded("REQUEST", "urged", "Rome=ITA", "Italian=ITA")], []),
    # deeds open nothing
    ("Spain lifted the embargo on Cuba.", [Coded("RETREAT", "lifted", "Spain=ESP", "Cuba=CUB")], []),
    # an act promised inside an offer is said already
    ("Kenya is ready to lift the ban on Somalia.",
     [Coded("AGREE", "ready", "Kenya=KEN", "Somalia=SOM", "future"),
      Coded("RETREAT", "lift", "Kenya=KEN", "Somalia=SOM", "future")],
     [("offer", "KEN", "SOM", "to lift the ban on Somalia")]),
    # the same demand coded once for each recipient is one entry
    ("Lima urged Quito and Bogota to release the men.",
     [Coded("REQUEST", "urged", "Lima=PER", "Quito=ECU"), Coded("REQUEST", "urged", "Lima=PER", "Bogota=COL")],
     [("demand", "PER", "ECU|COL", "to release the men")]),
    # an actor without a country is named
    ("Hezbollah threatened to retaliate.", [Coded("THREATEN", "threatened", "Hezbollah")],
     [("threat", "Hezbollah", "", "to retaliate")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "coded", "wanted"), CASES, ids=[c[0][:40] for c in CASES])
def test_entries(parse: Run, lexicon: Lexicon, text: str, coded: list[Coded], wanted: list[tuple[str, str, str, str]]) -> None:
    assert ledger(parse, lexicon, text, *coded) == wanted


def test_a_wish_belongs_to_who_utters_it(parse: Run, lexicon: Lexicon) -> None:
    text = "Ghana should release the trawlers, the Togolese envoy said."
    article, _, parsed = parse(text)
    actor = Actor("a1", "envoy", ActorKind.PERSON, "TGO", ("TGO",))
    said = Statement(
        "s1", StatementKind.INDIRECT, Attitude.ASSERTION, Party("the Togolese envoy", (), "a1", ("a1",), "envoy"), None,
        cut(text, "Ghana should release the trawlers"),
    )  # fmt: skip
    wish = event(text, 1, Coded("RETREAT", "release", "Ghana=GHA", "", "hypothetical", claimed_by="s1"), parsed, lexicon)
    (entry,) = open_ledger(article, parsed, (wish,), Cast((actor,), ()), lexicon, statements=(said,))
    assert (entry.kind, entry.by, entry.to, entry.what.text) == ("proposal", ("TGO",), ("GHA",), "release the trawlers")


def test_ids_come_from_content(parse: Run, lexicon: Lexicon) -> None:
    text, coded = "Lima urged Quito to pay.", Coded("REQUEST", "urged", "Lima=PER", "Quito=ECU")
    assert entries(parse, lexicon, text, coded) == entries(parse, lexicon, text, coded)


WORDS = st.sampled_from(
    'Oslo Riga offered to demand if unless ready should must will talks " “ ” ( ) , . \n \x00 \ud800 that not until'.split(" ")
)


@settings(max_examples=150, deadline=None)
@given(
    words=st.lists(WORDS, min_size=1, max_size=14),
    kind=st.sampled_from(["AGREE", "REQUEST", "THREATEN", "RETREAT", "REJECT", "AID"]),
    status=st.sampled_from(list(Status)),
    at=st.tuples(st.integers(0, 13), st.integers(0, 13)),
    claimed=st.booleans(),
)
def test_no_text_raises(
    parse: Run, lexicon: Lexicon, words: list[str], kind: str, *, status: Status, at: tuple[int, int], claimed: bool
) -> None:
    text = " ".join(words)
    article, _, parsed = parse(text)
    tokens = parsed.tokens
    spans = [Span(tokens[i].start, tokens[i].end) for i in sorted(set(at)) if i < len(tokens)]
    trigger = Phrase.cut(text, *spans)
    party = (Participant("Oslo", (), None, "Oslo", "NOR"),)
    coded = Event(
        "e", kind, None, (), "036", 1, 1.0, 1.0, party, (), False, status, trigger, Span(0, len(text)),
        claimed_by="s1" if claimed else None,
    )  # fmt: skip
    for entry in open_ledger(article, parsed, (coded, coded), Cast((), ()), lexicon):
        assert entry.what.text == " ".join(s.of(text) for s in entry.what.spans) != ""
