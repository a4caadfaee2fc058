"""Candidates, typing and sides, on sentences written for the project."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.records import Event, Status

Coder = Callable[..., tuple[Event, ...]]


def triples(events: tuple[Event, ...]) -> list[tuple[str, str, str]]:
    """(actor countries, type, recipient countries) of each event."""

    def side(people: tuple[object, ...]) -> str:
        return "+".join(sorted({getattr(p, "country", None) or "-" for p in people}))

    return [(side(e.actors), e.type, side(e.recipients)) for e in events]


CASES = [
    # plain verb with an object
    ("Norway praised Chile.", ("NOR", "SUPPORT", "CHL")),
    # the name beside a title is the object
    ("Norway praised Chile's President Rosa Quiroga.", ("NOR", "SUPPORT", "CHL")),
    # who is bound by the condition is threatened
    ("Norway threatened new sanctions unless Chile complied.", ("NOR", "THREATEN", "CHL")),
    # what both have agreed on is an act of both
    ("Norway and Chile agreed to support Chilean banks.", ("CHL+NOR", "AGREE", "")),
    # a list that begins like an apposition
    ("Norway, Chile, and Peru met on Monday.", ("NOR", "CONSULT", "CHL+PER")),
    # talks beside a verb take its subject
    ("Norway softened its stand in talks with Chile.", ("CHL+NOR", "CONSULT", "")),
    # somebody is named after the thing that is shared
    ("Norway shared intelligence on Peru with Chile.", ("NOR", "COOPERATE", "CHL")),
    # passive with a by-phrase
    ("Chile was criticised by Norway.", ("NOR", "ACCUSE", "CHL")),
    # the object is somebody's act: its owner is the recipient
    ("Norway condemned Chile's missile test.", ("NOR", "ACCUSE", "CHL")),
    # relative clause: the antecedent acts
    ("Norway, which accused Chile of spying, kept silent.", ("NOR", "ACCUSE", "CHL")),
    # light verb and event noun
    ("Norway held talks with Chile.", ("CHL+NOR", "CONSULT", "")),
    # coordinated actors of a symmetric act
    ("Norway and Chile signed a fisheries agreement.", ("CHL+NOR", "SUPPORT", "")),
    # object class decides: sanctions are lifted
    ("Norway lifted sanctions against Chile.", ("NOR", "RETREAT", "CHL")),
    # … imposed
    ("Norway imposed sanctions on Chile.", ("NOR", "COERCE", "CHL")),
    # … prisoners are freed
    ("Norway released four Chilean prisoners.", ("NOR", "RETREAT", "CHL")),
    # … aid is cut
    ("Norway suspended aid to Chile.", ("NOR", "SANCTION", "CHL")),
    # a stance on an act: intent
    ("Norway agreed to release four Chilean prisoners.", ("NOR", "AGREE", "CHL")),
    # … threat
    ("Norway threatened to impose sanctions on Chile.", ("NOR", "THREATEN", "CHL")),
    # … refusal
    ("Norway refused to lift sanctions against Chile.", ("NOR", "REJECT", "CHL")),
    # … demand, with the one who is to act as its recipient
    ("Norway urged Chile to withdraw its troops.", ("NOR", "REQUEST", "CHL")),
    # … demand with a noun
    ("Norway demanded the release of two Norwegian reporters from Chile.", ("NOR", "REQUEST", "CHL")),
    # adjective that takes a stance
    ("Norway is ready to help Chile.", ("NOR", "AGREE", "CHL")),
    # to say that one will not is a refusal
    ("Norway said it would not provide weapons to Chile.", ("NOR", "REJECT", "CHL")),
    # an attack on a proposal is words
    ("Norway attacked Chile's proposal.", ("NOR", "ACCUSE", "CHL")),
    # who faces criticism is the recipient
    ("Chile faced criticism from Norway over the arrests.", ("NOR", "ACCUSE", "CHL")),
    # a demand in a modal verb, inside a statement
    ("Chile should release the trawler, the Norwegian foreign minister said.", ("NOR", "REQUEST", "CHL")),
    # force
    ("Norwegian warplanes bombed Chile.", ("NOR", "ASSAULT", "CHL")),
    # an international bank is no private firm
    ("The International Monetary Fund lent Chile two billion dollars.", ("IGO", "AID", "CHL")),
    # arrest by a court of another state's citizen
    ("A Norwegian court jailed a Chilean journalist.", ("NOR", "COERCE", "CHL")),
    # visit
    ("The Norwegian prime minister visited Chile.", ("NOR", "CONSULT", "CHL")),
    # both sides of a truce stand before the verb
    ("Norway and Chile declared a ceasefire.", ("CHL+NOR", "RETREAT", "")),
    # and of a fight
    ("Norwegian and Chilean troops exchanged fire.", ("CHL+NOR", "ASSAULT", "")),
    # who refuses to send troops rejects
    ("Norway refused to send troops to Chile.", ("NOR", "REJECT", "CHL")),
    # who faces sanctions is threatened
    ("Chile faces sanctions from Norway.", ("NOR", "THREATEN", "CHL")),
    # an ultimatum to leave expels
    ("Norway gave the Chilean ambassador 48 hours to leave the country.", ("NOR", "SANCTION", "CHL")),
    # talks that one side proposes are asked for
    ("Norway proposed a summit with Chile.", ("NOR", "REQUEST", "CHL")),
    # an invitation taken up
    ("Norway accepted an invitation from Chile.", ("NOR", "AGREE", "CHL")),
    # who is given something, before the thing
    ("South Korea gave Vietnam assistance worth 10 million dollars.", ("KOR", "AID", "VNM")),
    # who is let in, before the thing
    ("Norway granted Chilean experts access to the site.", ("NOR", "CONCEDE", "CHL")),
    # money offered *in aid* is offered
    ("Norway offered 40 million dollars in aid to Chile.", ("NOR", "AGREE", "CHL")),
    # a noun made of a verb is read by the rows of the verb
    ("Norway's delivery of forty tanks to Chile took a month.", ("NOR", "AID", "CHL")),
    # … with its maker after *by*
    ("The expulsion of two Chilean diplomats by Norway came as a surprise.", ("NOR", "SANCTION", "CHL")),
    # … with its maker after *of*, in a passive
    ("The withdrawal of Norwegian troops from Chile was completed.", ("NOR", "RETREAT", "CHL")),
    # … in *-ing*
    ("The strafing of a Chilean convoy by Norwegian planes went on for hours.", ("NOR", "ASSAULT", "CHL")),
    # … and it is not used up where nobody judges it
    ("The release of two Chilean sailors by Norway was welcomed.", ("NOR", "RETREAT", "CHL")),
    # a passive that keeps an object
    ("Chile was granted a loan of two million dollars by Norway.", ("NOR", "AID", "CHL")),
    # the first of two objects is given something
    ("Norway handed Chile five ambulances.", ("NOR", "AID", "CHL")),
    # a *by* that the parser hung on another word
    ("A Chilean engineer was found guilty of selling maps by a Norwegian court.", ("NOR", "SANCTION", "CHL")),
    # who receives something
    ("Chile received six helicopters from Norway.", ("NOR", "AID", "CHL")),
    # work done together, whatever the verb
    ("Norwegian and Chilean divers raised the wreck together.", ("CHL+NOR", "COOPERATE", "")),
    # … joint exercises as a noun
    ("Joint manoeuvres by the Norwegian navy with Chile began on Monday.", ("NOR", "COOPERATE", "CHL")),
    # whom a show of force is meant for
    ("Norway sent two frigates to the strait to deter Chile.", ("NOR", "MOBILIZE", "CHL")),
    # troops that move in, and troops that gather
    ("Norwegian tanks rolled into Chile at dawn.", ("NOR", "ASSAULT", "CHL")),
    ("Norwegian troops massed along the Chilean border.", ("NOR", "MOBILIZE", "CHL")),
    # people by their nation
    ("Norway deported three hundred Chileans.", ("NOR", "COERCE", "CHL")),
    # trade that is shut off is an embargo
    ("Norway cut off gas supplies to Chile.", ("NOR", "COERCE", "CHL")),
    # a word with a hyphen, which the parser takes apart
    ("Norway launched an air-strike on Chile.", ("NOR", "ASSAULT", "CHL")),
]


def same(found: tuple[str, str, str], wanted: tuple[str, str, str]) -> bool:
    if wanted[2]:
        return found == wanted
    return found[1] == wanted[1] and "+".join(sorted({found[0], found[2]})) == wanted[0]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_who_did_what_to_whom(code: Coder, text: str, wanted: tuple[str, str, str]) -> None:
    found = triples(code(text))
    assert any(same(f, wanted) for f in found), found


NOTHING = [
    # a fight against an abstract enemy is no assault
    "Norway and Chile spoke of the fight against terrorism.",
    # relations are a state of affairs
    "Norwegian-Chilean relations were the subject of the lecture.",
    # an economy does not act
    "The Norwegian economy boosted the Chilean peso.",
    # comment is declined, not a proposal
    "The Norwegian minister declined to comment on Chile.",
    # a court battle is no war
    "The Norwegian bank launched a legal battle.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_event_of_force_or_refusal(code: Coder, text: str) -> None:
    assert not [e for e in code(text) if e.type in ("ASSAULT", "REJECT", "COOPERATE", "AID")]


AT_HOME = [
    # a crowd without a country
    ("The Norwegian government cracked down on monks.", "COERCE"),
    # rebels
    ("Norway's president granted amnesty to rebels.", "CONCEDE"),
    # parties
    ("The Norwegian prime minister threatened opposition groups.", "THREATEN"),
    # a protest with a purpose is one event
    ("Workers in Norway began a hunger strike to demand the release of prisoners.", "PROTEST"),
    # what is weighed is a threat that may come
    ("Norway is considering sanctions on Chile.", "THREATEN"),
    # insurgents test no missiles
    ("Norwegian rebels fired eleven rockets on Wednesday.", "ASSAULT"),
]


@pytest.mark.parametrize(("text", "wanted"), AT_HOME)
def test_one_event_of_a_type(code: Coder, text: str, wanted: str) -> None:
    assert [e.type for e in code(text)] == [wanted]


def test_what_is_weighed_is_hypothetical(code: Coder) -> None:
    assert [e.status for e in code("Norway is considering sanctions on Chile.")] == [Status.HYPOTHETICAL]


@pytest.mark.parametrize(
    "text", ["Norway urged local banks to sell foreign assets.", "Euro zone leaders agreed to lower the rate."]
)
def test_what_stays_at_home_is_no_relation(code: Coder, text: str) -> None:
    assert code(text) == ()


TRIVIA = [
    # a contest is won, nobody is beaten up
    "The Norwegian minister beat Chile's Pedro Rojas in the contest for the post.",
    # to beat a forecast, to hit a target
    "The Norwegian government cut spending to hit a budget deficit target.",
    # a market is intervened in, not invaded
    "Norway conducted an intervention in currency markets in Chile.",
    # a call for something is no talk on the telephone
    "The markets heard calls from Norway for lower taxes in Chile.",
    # and who is called something has not been phoned
    "A Norwegian official called President Rosa Quiroga a clown.",
    # things do not threaten anybody
    "Norway's debt crisis is threatening to tear Chile apart.",
    # to win support is no act of the one who wins it
    "Norway is struggling to get an agreement in Chile.",
    # what is not ruled out is not refused
    "Norway cannot rule out a rescue of Chile.",
    # what only follows is not granted
    "The meeting ended early, allowing the Norwegian minister to visit a Chilean market.",
    # talk with reporters
    "The Norwegian minister spoke to Reuters on Monday.",
    # papers are bought, nobody is backed
    "Norway's central bank supported Chilean government bonds.",
    # a court gives orders every day
    "A Norwegian court rejected a request for a new trial.",
    # a proposal to nobody abroad
    "The Norwegian government proposed cutting taxes on bread.",
    # a manner of speaking
    "I assure you that we are keen to win, the Norwegian minister said.",
    # leaving the room
    "The Norwegian minister spoke to nobody as he left the meeting.",
    # warned of a state of affairs
    "Norway warned that the year would be hard.",
    # a figure of speech
    "We are shooting ourselves in the foot, a Norwegian minister said.",
    # banks are helped, not attacked
    "Norway was not looking to intervene in the market.",
    # comment is declined
    "The Norwegian minister declined comment on Monday.",
    # what has yet to be done is not asked for
    "Norway said Chile has yet to issue final rules.",
    # scholars say every day what states should do
    "Chile should cut taxes, said Lars Holm, a professor at a Norwegian university.",
    # goods are ordered, not demanded
    "Norway ordered aircraft last year.",
]


@pytest.mark.parametrize("text", TRIVIA)
def test_what_is_worded_like_a_relation_and_is_none(code: Coder, text: str) -> None:
    assert triples(code(text)) == []


SIDES = [
    # a clause with *but* begins with a subject of its own
    ("Norway signed an agreement with Chile but Peru rejected it.", ("CHL+NOR", "SUPPORT", "")),
    # a town gives its name to talks and is no party of theirs
    ("Norway held talks with Chile after the Doha round.", ("CHL+NOR", "CONSULT", "")),
    # whoever wins support at last is supported
    ("Norway managed to win support from Chile.", ("CHL", "SUPPORT", "NOR")),
    # a verb in the past goes on with the verb of saying
    ("Norway said it would cut taxes and urged Chile to withdraw its troops.", ("NOR", "REQUEST", "CHL")),
]


@pytest.mark.parametrize(("text", "wanted"), SIDES)
def test_sides(code: Coder, text: str, wanted: tuple[str, str, str]) -> None:
    found = triples(code(text))
    assert any(same(f, wanted) for f in found), found
    assert not any("PER" in (f[2] if f[1] == "SUPPORT" else "") or "QAT" in f[0] + f[2] for f in found)


def test_a_visit_in_a_clause_of_time_lies_ahead(code: Coder) -> None:
    events = code("The talks will end when Chile's president visits Norway.")
    assert [e.status for e in events if e.type in ("CONSULT", "AGREE") and e.trigger.text.startswith("visits")] == [Status.FUTURE]


def test_what_a_condition_denies_is_open(code: Coder) -> None:
    events = code("If Norway does not sign an agreement with Chile, prices will rise.")
    assert [e.status for e in events if e.type == "SUPPORT"] == [Status.HYPOTHETICAL]


def test_a_date_in_an_appeal_does_not_date_it(code: Coder) -> None:
    events = code("Chile needs to understand that things are not what they were in 1995, the Norwegian minister said.")
    assert [e.status for e in events if e.type == "REQUEST"] == [Status.ACTUAL]


def test_words_at_nobody_count_where_they_reach_abroad(code: Coder) -> None:
    assert triples(code("Norway condemned the presence of foreign warships.")) == [("NOR", "ACCUSE", "")]
    assert triples(code("Norway condemned the price of bread.")) == []


def test_what_is_planned_lies_ahead(code: Coder) -> None:
    assert [e.status for e in code("Norway plans to lift sanctions against Chile.")] == [Status.FUTURE]


def test_a_wish_is_no_actual_sanction(code: Coder) -> None:
    events = code("There is hope in Chile that the sanctions of Norway will be weakened.")
    assert not [e for e in events if e.status is Status.ACTUAL and e.type in ("COERCE", "SANCTION")]


def test_an_inner_act_is_told_once(code: Coder) -> None:
    assert len(code("Norway agreed to lift sanctions against Chile.")) == 1


def test_a_repeated_title_is_read_once(code: Coder) -> None:
    title = "Norway accuses Chile of spying"
    assert len(code(f"{title}\n\n{title}\n\nThe fish was fresh.", title=title)) == 1


def test_a_promise_is_of_the_future(code: Coder) -> None:
    (event,) = code("Norway will provide food aid to Chile.")
    assert (event.type, event.status) == ("AGREE", Status.FUTURE)


def test_what_an_event_carries(code: Coder) -> None:
    text = "Norway imposed sanctions on Chile."
    (event,) = code(text)
    assert event.cameo == "163"
    assert event.rule == "verbs.163.impose.sanctions"
    assert event.trigger.text == "imposed sanctions"
    assert event.sentence.of(text) == text
    assert event.goldstein == -8.0
    assert event.date == dt.date(2015, 3, 4)
    for person in (*event.actors, *event.recipients):
        assert " ".join(s.of(text) for s in person.spans) == person.text


def test_a_claim_is_kept(code: Coder) -> None:
    events = code("Norwegian troops attacked Chile, a Peruvian official said.")
    assert [e.claimed_by is not None for e in events if e.type == "ASSAULT"] == [True]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_no_text_raises(code: Coder, text: str) -> None:
    for event in code(text):
        assert event.trigger.text == " ".join(s.of(text) for s in event.trigger.spans)


WORDS = [
    "Norway",
    "Chile",
    "talks",
    "with",
    "attack",
    "on",
    "will",
    "not",
    "agreed",
    "to",
    "said",
    "that",
    ",",
    '"',
    ".",
    "and",
    "sanctions",
    "by",
    "it",
    "of",
]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_no_word_salad_raises(code: Coder, words: list[str]) -> None:
    code(" ".join(words))
