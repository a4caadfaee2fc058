import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.actors.code_phrase import code_phrase
from detente.actors.resolve import resolve_actor
from detente.lexicon import Lexicon
from detente.records import ActorKind

NOW = dt.date(2019, 6, 1)

CASES = [
    ("Norway", "NOR", None),  # a state alone has no sector
    ("Norwegians", "NOR", None),  # nor has a people
    ("OSLO", "NOR", "GOV"),  # a capital, in capitals too, is the government
    ("the Kremlin", "RUS", "GOV"),  # a metonym
    ("Peruvian soldiers", "PER", "MIL"),  # adjective + noun
    ("Kenya's foreign minister", "KEN", "GOV"),  # possessive + title
    ("the foreign minister of Kenya", "KEN", "GOV"),  # title + of
    ("Egyptian Foreign Minister Sameh Shoukry", "EGY", "GOV"),  # nationality + title + name
    ("a former Danish minister", "DNK", "ELI"),  # former office
    ("ex-president of Ghana", "GHA", "ELI"),  # the same as a prefix
    ("Turkish-backed rebels", None, "REB"),  # who backs them is not their country
    ("Turkish-backed Syrian rebels", "SYR", "REB"),  # but a second nationality is
    ("US troops in Germany", "USA", "MIL"),  # nationality before place
    ("farmers in Uruguay", "URY", "AGR"),  # place where there is nothing else
    ("UN peacekeepers", "UNO", "MIL"),  # an organisation gives the country, the noun the sector
    ("dozens of Chilean teachers", "CHL", "EDU"),  # what is counted, not what counts
    ("the ambassador of Japan to the United Nations", "JPN", "GOV"),  # where one serves is not one's country
    ("professor at the University of Helsinki", "FIN", "EDU"),  # affiliation
    ("the commander of the Chadian army", "TCD", "MIL"),  # what one leads decides
    ("NATO Secretary General", "IGO", "GOV"),  # the organisation within a title of the tables
    ("a foreign diplomat in Nepal", None, "GOV"),  # who serves abroad is not of that country
    ("a Peru expert", None, "EDU"),  # what one studies is not one's country
    ("a jar of marmalade", None, None),  # nobody
    ("Wilbur Quigley", None, None),  # a name that no table has
    ("", None, None),  # nothing
    ("12.30 p.m.", None, None),  # not a prime minister
    ("Bolivian sunsets", "BOL", "UNK"),  # nationality, unknown noun
]


@pytest.mark.parametrize(("phrase", "country", "sector"), CASES)
def test_country_and_sector(phrase: str, country: str | None, sector: str | None, lexicon: Lexicon) -> None:
    coding = code_phrase(phrase, NOW, None, lexicon)
    assert (coding.country, coding.sector) == (country, sector)
    assert coding.reason


DATED = [
    ("Angela Merkel", dt.date(2010, 1, 1), "GOV"),  # in office
    ("Angela Merkel", dt.date(2022, 6, 1), "ELI"),  # after
    ("former Chancellor Angela Merkel", dt.date(2010, 1, 1), "ELI"),  # what the text says wins
    ("President-elect Barack Obama", dt.date(2008, 12, 1), "ELI"),  # not yet in office
    ("Barack Obama", dt.date(2010, 1, 1), "GOV"),  # in office
    ("Merkel", dt.date(2010, 1, 1), "GOV"),  # a surname that one office holder bears
]


@pytest.mark.parametrize(("name", "date", "sector"), DATED)
def test_office_at_the_date(name: str, date: dt.date, sector: str, lexicon: Lexicon) -> None:
    assert code_phrase(name, date, None, lexicon).sector == sector


def test_context_settles_an_open_country(lexicon: Lexicon) -> None:
    coding = code_phrase("the interior ministry", NOW, "Tunisian", lexicon)
    assert (coding.country, coding.sector) == ("TUN", "GOV")
    assert "context" in coding.reason


def test_resolve_actor_gives_role_and_reason(lexicon: Lexicon) -> None:
    actor = resolve_actor("Norwegian Prime Minister Erna Solberg", NOW, lexicon=lexicon)
    assert (actor.country, actor.sector, actor.kind) == ("NOR", "GOV", ActorKind.PERSON)
    assert [r.title for r in actor.roles] == ["Prime Minister"]
    nobody = resolve_actor("a jar of marmalade", lexicon=lexicon)
    assert (nobody.country, nobody.sector, nobody.kind) == (None, None, ActorKind.UNNAMED)
    assert nobody.reason


WORDS = st.lists(
    st.sampled_from("the of former US- Russian President Putin , 's UN and in Oslo backed rebels -elect ( ) two".split())
    | st.text(max_size=8),
    max_size=12,
)


@settings(max_examples=200, deadline=None)
@given(words=WORDS)
def test_never_raises(words: list[str], lexicon: Lexicon) -> None:
    phrase = " ".join(words)
    for part in code_phrase(phrase, NOW, None, lexicon).parts:
        assert 0 <= part.span.start < part.span.end <= len(phrase)
