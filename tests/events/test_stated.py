"""What statements put on the table, read through the stages that come before; sentences written for the project."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.actors.find import find_actors
from detente.actors.parties import name_parties
from detente.events.before_whom import Around, build_weights, is_political, whom
from detente.events.ledger import open_ledger
from detente.events.openings import build_openings
from detente.events.stated import build_cue_openings
from detente.language.quotes import find_quotes
from detente.lexicon import Lexicon
from detente.records import LedgerEntry, LedgerKind
from detente.statements.find import find_statements

Open = Callable[[str], tuple[LedgerEntry, ...]]
QUISPE = "Peru's foreign minister, Ana Quispe, said "


@pytest.fixture(scope="session")
def opened(parse: Callable[..., object], lexicon: Lexicon) -> Open:
    """A text → what its statements alone put on the table."""

    def run(text: str) -> tuple[LedgerEntry, ...]:
        article, layout, parsed = parse(text)  # type: ignore[misc]
        quotes = find_quotes(article.text, layout)
        said = find_statements(article, layout, parsed, quotes, lexicon)
        cast = find_actors(article, layout, parsed, quotes, said, lexicon)
        statements = name_parties(said, cast, parsed)
        found = open_ledger(article, parsed, (), cast, lexicon, statements=statements)
        for entry in found:
            assert entry.what.text == " ".join(s.of(text) for s in entry.what.spans) != ""
            assert entry.event is None
            assert entry.statement in {s.id for s in statements}
        return found

    return run


CASES = [
    # a demand of the one who is asked, who is the hearer
    ("Peru asked Chile for two patrol boats.", [("demand", "PER", "CHL", "two patrol boats")]),
    ("Peru urged Chile to free the crew.", [("demand", "PER", "CHL", "to free the crew")]),
    # in the passive as well
    ("Chile was urged by Peru to free the crew.", [("demand", "PER", "CHL", "to free the crew")]),
    # or the subject of what is demanded
    ("Peru demanded that Chile free the crew.", [("demand", "PER", "CHL", "Chile free the crew")]),
    ("Peru wants Chile to free the crew.", [("demand", "PER", "CHL", "Chile to free the crew")]),
    # a noun that demands, of the one who tells of it
    ("Chile rejected a demand from Peru that the dredging be halted.", [("demand", "PER", "CHL", "the dredging be halted")]),
    # of a hearer whose country is not told it is that of the state near rather than nobody; of everybody it is a proposal
    ("Norway and Japan quarrelled. Norway urged the herders to leave.", [("demand", "NOR", "JPN", "to leave")]),
    ("Norway and Japan quarrelled. Norway urged all parties to leave.", [("proposal", "NOR", "JPN", "to leave")]),
    # who is ready may be the subject of an earlier verb
    (QUISPE + "Peru held the flights lawful and was prepared to talk to Chile.", [("offer", "PER", "CHL", "to talk to Chile")]),
    # a question demands nothing but an answer
    ("Peru asked Chile whether the boats had left.", []),
    # to call something a name is no call for it
    ("Norway called the Latvian plan a joke.", []),
    # a warning is a demand with an infinitive, a threat with a deed of one's own, else neither
    ("Peru warned Chile not to move its buoys.", [("demand", "PER", "CHL", "not to move its buoys")]),
    ("Peru warned that it would seize the Chilean boats.", [("threat", "PER", "CHL", "it would seize the Chilean boats")]),
    ("Peru warned that the winter would be hard for Chile.", []),
    # a vow is a promise, or a threat where it harms
    ("Peru vowed to share the water with Chile.", [("promise", "PER", "CHL", "to share the water with Chile")]),
    ("Peru vowed to expel two Chilean diplomats.", [("threat", "PER", "CHL", "to expel two Chilean diplomats")]),
    # a promise is of what is to come
    ("Peru promised Chile that no boat would cross the line.", [("promise", "PER", "CHL", "no boat would cross the line")]),
    ("Peru assured Chile that the boats were well kept.", []),
    # told by the one to whom it was given
    ("Chilean officials said that Peru had promised them forty lorries of flour.",
     [("promise", "PER", "CHL", "forty lorries of flour")]),
    # conditions stand beside an offer, and within a threat
    ("Latvia offered Norway free passage through the strait if Norway opened its ports.",
     [("offer", "LVA", "NOR", "free passage through the strait"), ("condition", "LVA", "NOR", "if Norway opened its ports")]),
    ("Peru threatened to close the port to Chile unless the fine was paid.",
     [("threat", "PER", "CHL", "to close the port to Chile unless the fine was paid")]),
    # a refusal with an end to it is a condition
    ("Peru refused to talk to Chile until the boats were back.", [("condition", "PER", "CHL", "until the boats were back")]),
    # what was not asked, or might be, is not on the table
    ("Peru did not promise Chile any boats.", []),
    ("Peru could ask Chile for two boats.", []),
    # what speakers say that they will do
    (QUISPE + "Peru would send Chile forty lorries of flour.", [("promise", "PER", "CHL", "send Chile forty lorries of flour")]),
    (QUISPE + "Peru would return the Chilean boats if Chile paid the fine.",
     [("offer", "PER", "CHL", "return the Chilean boats"), ("condition", "PER", "CHL", "if Chile paid the fine")]),
    (QUISPE + "Peru would shut the port to Chile unless the fine was paid.",
     [("threat", "PER", "CHL", "shut the port to Chile unless the fine was paid")]),
    (QUISPE + "Peru would impose sanctions on Chile.", [("threat", "PER", "CHL", "impose sanctions on Chile")]),
    (QUISPE + "Peru would not talk to Chile until the fine was paid.", [("condition", "PER", "CHL", "until the fine was paid")]),
    # a refusal without an end, a visit, and what others will do are none of it
    (QUISPE + "Peru would not talk to Chile.", []),
    (QUISPE + "Peru would visit Chile.", []),
    (QUISPE + "Chile would grow faster than Peru.", []),
    # of a thing, to somebody
    ("Peru's president, Ana Quispe, told Chile that the locks would open in May.", [("promise", "PER", "CHL", "open in May")]),
    # who is ready, whoever says so
    ("A Chilean diplomat said that Peru was ready to share the catch.", [("offer", "PER", "CHL", "to share the catch")]),
    ("A Chilean diplomat said that Peru was not ready to share the catch.", []),
    # an audience is no other side
    ("Peru's president, Ana Quispe, told reporters that Peru would send Chile forty lorries of flour.",
     [("promise", "PER", "CHL", "send Chile forty lorries of flour")]),
    # a wish of one at home, with nobody else near
    ("Peru's president, Ana Quispe, urged lawmakers to go home.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[c[0][-40:] for c in CASES])
def test_entries_of_statements(opened: Open, text: str, wanted: list[tuple[str, str, str, str]]) -> None:
    found = [(str(e.kind), "|".join(e.by), "|".join(e.to), e.what.text) for e in opened(text)]
    assert found == wanted


def test_what_companies_ask_is_not_between_states(opened: Open) -> None:
    assert opened("The Peruvian company Minas Sur S.A. asked Chile for a permit.") == ()


def test_a_place_is_no_side(opened: Open) -> None:
    (entry,) = opened("Peru threatened to send its copper through Georgia. Chile laughed.")
    assert entry.to == ()


def test_every_need_and_sign_is_used(lexicon: Lexicon) -> None:
    needs = {need for rows in lexicon.index(build_cue_openings).values() for row in rows for need in row.needs}
    assert needs == {
        "actor", "against", "asking", "deed", "duty", "harm", "infinitive", "open", "other", "own", "party", "thing", "will",
    }  # fmt: skip
    assert "hearer" in lexicon.index(build_weights)


def test_rows_that_need_most_come_first(lexicon: Lexicon) -> None:
    rows = lexicon.index(build_cue_openings)["want", "VERB"]
    assert [len(row.needs) for row in rows] == sorted((len(row.needs) for row in rows), reverse=True)


def test_a_side_is_who_has_most_signs(parse: Callable[..., object], lexicon: Lexicon) -> None:
    text = "Bolivia listened. Peru asked Chile for two boats."
    article, layout, parsed = parse(text)  # type: ignore[misc]
    quotes = find_quotes(article.text, layout)
    said = find_statements(article, layout, parsed, quotes, lexicon)
    cast = find_actors(article, layout, parsed, quotes, said, lexicon)
    (statement,) = name_parties(said, cast, parsed)
    words = lexicon.index(build_openings).words
    cue = parsed.at(text.index("asked"))
    for weights, wanted in ((lexicon.index(build_weights), ("CHL",)), ({"near": 1.0, "hearer": -1.0}, ("BOL",)), ({}, ())):
        around = Around(parsed, cast, {statement.id: statement}, words, weights)
        assert whom(around, statement, ("PER",), (cue, cue), LedgerKind.DEMAND).names == wanted
    assert is_political(around, statement.speaker.actors)


WORDS = st.sampled_from(
    'Oslo Riga Norway asked promised warned that it would not open until if unless to for " “ ” ( ) , . \n \x00 \ud800'.split(" ")
)


@settings(max_examples=120, deadline=None)
@given(words=st.lists(WORDS, min_size=1, max_size=16))
def test_no_text_raises(opened: Open, words: list[str]) -> None:
    opened(" ".join(words))
