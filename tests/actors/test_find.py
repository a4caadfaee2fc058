import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.actors.cast import Cast
from detente.actors.find import find_actors
from detente.actors.gazetteer import gazetteer
from detente.actors.parties import name_parties
from detente.actors.words import split_words
from detente.language.layout import Layout
from detente.language.parse import Parse
from detente.language.quotes import find_quotes
from detente.lexicon import Lexicon
from detente.records import Actor, ActorKind, Article
from detente.statements.find import find_statements

DATE = dt.date(2014, 5, 6)
Parser = Callable[..., tuple[Article, Layout, Parse]]


def cast_of(text: str, parse: Parser, lexicon: Lexicon, **fields: object) -> tuple[Cast, Parse]:
    article, layout, parsed = parse(text, **{"published": DATE, **fields})
    quotes = find_quotes(text, layout)
    statements = find_statements(article, layout, parsed, quotes, lexicon)
    return find_actors(article, layout, parsed, quotes, statements, lexicon), parsed


def who(cast: Cast, text: str, words: str, nth: int = 0) -> list[str]:
    """The names of the actors of the nth mention of these words."""
    found = [m for m in cast.mentions if m.text == words]
    return [cast.actor(a).name for a in found[nth].actors]


def named(cast: Cast, name: str) -> Actor:
    return next(a for a in cast.actors if a.name == name)


RESOLVED = [
    # the union that deals with states as one is a side
    ("The European Union held talks with Peru. Both sides agreed to wait.", "Both sides", ["European Union", "Peru"]),
    # letters after the name that they are short for
    ("The Financial Stability Board (FSB) met in Moscow. The FSB praised Russia.", "FSB", ["Financial Stability Board"]),
    # forces of others are not guessed to be of the article's home
    ("Chad said that Chad was calm. Chad thanked foreign troops, who left.", "foreign troops", ["foreign troops"]),
]
RESOLVED += [
    ("Danish Foreign Minister Karl Holm met reporters. He praised Oslo.", "He", ["Karl Holm"]),  # he → the person just named
    ("Peru accused Chile of spying. It denied this.", "It", ["Peru"]),  # it → the subject before
    (
        "Peru waits, the Minister of Fisheries, Mr Karl Holm, said.",
        "the Minister of Fisheries",
        ["Karl Holm"],
    ),  # title of several
    ("Peru waits. It was told by its superiors to wait.", "its superiors", ["its superiors"]),  # who stands above somebody
    ("Peru waits. My brother-in-law said so.", "My brother-in-law", ["My brother-in-law"]),  # a noun with hyphens
    ("Norway praised Peru. Norway has a base in the country.", "the country", ["Peru"]),  # not the subject of its clause
    ("Peru, through the news agency Itar-Tass, denied it.", "the news agency", ["TASS"]),  # a noun before an outlet's name
    ("Peru asked a man known as Karl Holm to speak.", "a man", ["Karl Holm"]),  # a noun and a name that it is called by
    (
        "Envoys met the League of Arab States. The League said that it agreed.",
        "League",
        ["Arab League"],
    ),  # the noun of a long name
    ("The Kosovo Liberation Army left. The army accused the rebels.", "the rebels", ["Kosovo Liberation Army"]),  # the only ones
    ("The Kosovo Liberation Army left. The rebels of Peru stayed.", "The rebels", ["The rebels"]),  # others
    ("Karl Holm, a diplomat, spoke. Holm smiled.", "Holm", ["Karl Holm"]),  # surname ← full name
    ("Peru and Chile held talks. The two countries agreed.", "The two countries", ["Peru", "Chile"]),  # pair of states
    ("Russian-Polish relations are bad.", "Russian", ["Russia"]),  # the first half of a hyphen pair
    ("Russian-Polish relations are bad.", "Polish", ["Poland"]),  # and the second
    ("Tehran rejected the plan.", "Tehran", ["Iran"]),  # capital for state
    ("The White House welcomed the plan.", "White House", ["United States"]),  # metonym for state
    ("The French side agreed.", "The French side", ["France"]),  # "side" is the state itself
    ("Danish envoy Karl Holm met Peru. He said his country agreed.", "his country", ["Denmark"]),  # the state of its owner
    ("Peru praised Cyprus. Peru said the island agreed.", "the island", ["Cyprus"]),  # a noun for states of one sort
    ("Peru praised Norway. The kingdom agreed.", "The kingdom", ["Norway"]),  # and another one
    (
        "Peru and Chile met in Lima. Brazil watched. Peru and Chile smiled. Brazil said both sides won.",
        "both sides",
        ["Peru", "Chile"],
    ),  # main pair
    ("Karl Holm of Denmark spoke. The dollar fell from its peak.", "its", []),  # a thing's own: nobody
    (
        "Danish Foreign Minister Karl Holm left. The prime minister stayed.",
        "The prime minister",
        ["The prime minister"],
    ),  # another office
    ("A Danish officer who left the room said nothing.", "who", ["A Danish officer"]),  # relative pronoun
    ("Egyptian President Adel Nasri spoke in Cairo. The president smiled.", "The president", ["Adel Nasri"]),  # title
]


@pytest.mark.parametrize(("text", "words", "names"), RESOLVED)
def test_mentions(text: str, words: str, names: list[str], parse: Parser, lexicon: Lexicon) -> None:
    cast, _ = cast_of(text, parse, lexicon)
    assert who(cast, text, words) == names


DATED = [
    ("Moscow rejected the plan. Soviet troops left.", dt.date(1990, 3, 1), "Moscow", ["Soviet Union"]),  # there was no Russia yet
    ("Moscow rejected the plan. Soviet troops had left.", dt.date(1999, 3, 1), "Moscow", ["Russia"]),  # a state that is no more
    ("Belgrade rejected the plan. Yugoslav troops left.", dt.date(1999, 3, 1), "Belgrade", ["Yugoslavia"]),  # the one named
    ("Belgrade rejected the plan. Serbia waited.", dt.date(1999, 3, 1), "Belgrade", ["Serbia"]),  # the other one named
    ("Prague rejected the plan.", dt.date(1991, 3, 1), "Prague", ["Czechoslovakia"]),  # named by its capital alone
    ("Hanoi rejected South Vietnam's plan.", dt.date(1968, 3, 1), "Hanoi", ["North Vietnam"]),  # beside the heir by code
    ("Hanoi rejected the plan.", dt.date(2014, 3, 1), "Hanoi", ["Vietnam"]),  # the one that is there
]


@pytest.mark.parametrize("case", DATED)
def test_capitals_stand_for_the_state_of_the_day(
    case: tuple[str, dt.date, str, list[str]], parse: Parser, lexicon: Lexicon
) -> None:
    text, day, words, names = case
    cast, _ = cast_of(text, parse, lexicon, published=day)
    assert who(cast, text, words) == names


def test_nationality_title_and_name_give_country_sector_role(parse: Parser, lexicon: Lexicon) -> None:
    text = "Danish Foreign Minister Karl Holm arrived in Oslo."
    cast, _ = cast_of(text, parse, lexicon)
    holm = named(cast, "Karl Holm")
    assert (holm.country, holm.sector, holm.kind) == ("DNK", "GOV", ActorKind.PERSON)
    assert [r.title for r in holm.roles] == ["Foreign Minister"]
    assert [s.of(text) for r in holm.roles for s in r.evidence] == ["Foreign Minister"]


def test_apposition_gives_role_and_affiliation(parse: Parser, lexicon: Lexicon) -> None:
    cast, _ = cast_of("Maria Lund, a professor at the University of Oslo, said the talks would fail.", parse, lexicon)
    lund = named(cast, "Maria Lund")
    assert (lund.country, lund.sector) == ("NOR", "EDU")
    assert lund.roles[0].organisation == "University of Oslo"


def test_counterpart_has_the_same_office(parse: Parser, lexicon: Lexicon) -> None:
    text = "Danish Foreign Minister Karl Holm met his Polish counterpart, Jan Nowak, in Oslo."
    nowak = named(cast_of(text, parse, lexicon)[0], "Jan Nowak")
    assert (nowak.country, nowak.sector) == ("POL", "GOV")
    assert [(r.title, r.country) for r in nowak.roles] == [("Foreign Minister", "POL")]


def test_what_two_own_is_of_both(parse: Parser, lexicon: Lexicon) -> None:
    text = "Peru and Chile signed a treaty, and their armies trained together."
    armies = named(cast_of(text, parse, lexicon)[0], "their armies")
    assert armies.country is None
    assert set(armies.countries) == {"PER", "CHL"}


def test_president_elect_is_no_president(parse: Parser, lexicon: Lexicon) -> None:
    text = "US President-elect Barack Obama called the Polish leader."
    cast, _ = cast_of(text, parse, lexicon, published=dt.date(2008, 11, 20))
    assert [r.title for r in named(cast, "Barack Obama").roles] == ["President-elect"]
    assert named(cast, "Barack Obama").sector == "ELI"


def test_two_of_one_surname_stay_apart(parse: Parser, lexicon: Lexicon) -> None:
    text = "Senator Ruth Vance met her brother Paul Vance on Friday."
    cast, _ = cast_of(text, parse, lexicon)
    assert {a.name for a in cast.actors if a.kind is ActorKind.PERSON} == {"Ruth Vance", "Paul Vance"}


def test_head_of_counted_group(parse: Parser, lexicon: Lexicon) -> None:
    text = "Hundreds of UN troops crossed the river."
    cast, parsed = cast_of(text, parse, lexicon)
    for word in ("Hundreds", "troops"):
        mention = cast.at(next(t.i for t in parsed.tokens if t.text == word))
        assert mention is not None
        assert [cast.actor(a).country for a in mention.actors] == ["UNO"]


def test_first_person_is_the_speaker(parse: Parser, lexicon: Lexicon) -> None:
    text = '"We will not retreat," said Danish Defence Minister Karl Holm.'
    cast, _ = cast_of(text, parse, lexicon)
    we = next(m for m in cast.mentions if m.text == "We")
    assert [cast.actor(a).name for a in we.actors] == ["Denmark"]
    assert "Karl Holm, who speaks for Denmark" in we.reason


def test_country_from_dateline_is_a_guess_that_says_so(parse: Parser, lexicon: Lexicon) -> None:
    cast, _ = cast_of("Lima police detained two men on Monday. Police in Peru said the army would help.", parse, lexicon)
    assert all("guess" in a.reason for a in cast.actors if a.confidence <= 0.3 and a.country)


def test_own_outlet_is_in_the_cast(parse: Parser, lexicon: Lexicon) -> None:
    cast, _ = cast_of("Karl Holm told Northern Courier that talks failed.", parse, lexicon, outlet="Northern Courier")
    outlet = named(cast, "Northern Courier")
    assert (outlet.kind, outlet.sector) == (ActorKind.OUTLET, "JRN")
    assert len(outlet.mentions) == 1


def test_surfaces_and_reasons(parse: Parser, lexicon: Lexicon) -> None:
    text = "The leaders of Peru and Chile met. They said nothing, and he left. It is time to go, he said."
    cast, _ = cast_of(text, parse, lexicon)
    for mention in cast.mentions:
        assert mention.span.of(text) == mention.text
        assert mention.actors or mention.reason
    assert all(a.reason for a in cast.actors)


PIECES = st.sampled_from(
    [
        "The",
        "President",
        "Putin",
        "said",
        ",",
        "he",
        "they",
        "US",
        "-",
        "Russian",
        "two",
        "leaders",
        "who",
        "of",
        "the",
        "UN",
        "\n\n",
        '"',
        "“",
        "”",
        "’s",
        "(",
        ")",
        ".",
        "We",
        "troops",
        "Hundreds",
        "Reporting by",
        "\x00",
        "\ud800",
        "Karl Holm",
        "Mr.",
        "elect",
        "both sides",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(PIECES | st.text(max_size=6), max_size=30))
def test_never_raises(pieces: list[str], parse: Parser, lexicon: Lexicon) -> None:
    text = " ".join(pieces)
    cast, _ = cast_of(text, parse, lexicon, outlet="Karl Holm")
    assert all(m.span.of(text) == m.text for m in cast.mentions)


def test_parties_get_names(parse: Parser, lexicon: Lexicon) -> None:
    text = "Danish Foreign Minister Karl Holm said on Monday that Peru was wrong. He said Chile was right."
    article, layout, parsed = parse(text, published=DATE)
    statements = find_statements(article, layout, parsed, (), lexicon)
    cast = find_actors(article, layout, parsed, (), statements, lexicon)
    speakers = [s.speaker.name for s in name_parties(statements, cast, parsed) if s.speaker]
    assert speakers == ["Karl Holm", "Karl Holm"]


def test_agreement_names_an_actor(parse: Parser, lexicon: Lexicon) -> None:
    text = "Danish Foreign Minister Karl Holm agreed with Poland that sanctions must stay."
    article, layout, parsed = parse(text, published=DATE)
    statements = find_statements(article, layout, parsed, (), lexicon)
    cast = find_actors(article, layout, parsed, (), statements, lexicon)
    found = [a for s in name_parties(statements, cast, parsed) for a in s.agrees_with]
    assert [cast.actor(a).name for a in dict.fromkeys(found)] == ["Poland"]


def test_joined_speakers_are_all_named(parse: Parser, lexicon: Lexicon) -> None:
    text = "Peru and Chile said on Monday that the border would open."
    article, layout, parsed = parse(text, published=DATE)
    statements = find_statements(article, layout, parsed, (), lexicon)
    cast = find_actors(article, layout, parsed, (), statements, lexicon)
    assert [s.speaker.name for s in name_parties(statements, cast, parsed) if s.speaker] == ["Peru and Chile"]


CODED = [
    # text, name of the actor, country, sector
    ("Chief Executive Lena Borg of Nordholm Inc resigned.", "Lena Borg", None, "BUS"),  # a firm's title is no office of state
    ("Shell Chief Executive Lena Borg spoke in Oslo.", "Lena Borg", "GBR", "BUS"),  # country of the firm
    ("Paul Arden, an oil analyst at Barclays, spoke.", "Paul Arden", "GBR", "BUS"),  # who works for a bank
    ("Mexico criticised the move. President Lucia Prado met reporters.", "Lucia Prado", "MEX", "GOV"),  # the state just before
    ("Portugal hailed it. Its ambassador to Togo, Helena Moura, smiled.", "Helena Moura", "PRT", "GOV"),  # whose ambassador
    ("Karl Holm, its chief negotiator, left Iran. Denmark watched.", "Karl Holm", None, "GOV"),  # nobody before "its"
    ("Norway and Japan are at odds. On Monday Foreign Minister Kenji Yamamoto spoke.", "Kenji Yamamoto", "JPN", "GOV"),  # by name
    ("Norway and Japan are at odds. Dealer Kenji Yamamoto spoke.", "Kenji Yamamoto", None, None),  # no official
    (
        "Peru's ambassador left. Chile watched, and Chile waited. Later the ambassador, Ann Holm, spoke.",
        "Ann Holm",
        "PER",
        "GOV",
    ),  # the one of that noun
    ("Norway's spokesman said the government would help Japan. Japan waited.", "the government", "NOR", "GOV"),  # his own
    ("The European Union's envoy, Karl Holm, a former minister of Peru, left.", "Karl Holm", "EUR", "GOV"),  # what he is now
    ("Traders on Wall Street sold shares.", "Wall Street", "USA", "BUS"),  # a street of banks
    ("Officials met in Chicago on Monday.", "Chicago", "USA", None),  # a city is not its government
    ("The G20 agreed on new rules.", "G20", "IGO", None),  # one body, not nineteen states
    ("The Armenian newspaper Aravot Lur wrote so.", "Aravot Lur", "ARM", "JRN"),  # the words before a name that no table has
    ("Summit's president, Karl Holm, spoke in Washington.", "Karl Holm", None, None),  # a firm that nothing tells
]


@pytest.mark.parametrize("case", CODED, ids=[text for text, *_ in CODED])
def test_country_and_sector(case: tuple[str, str, str | None, str | None], parse: Parser, lexicon: Lexicon) -> None:
    text, name, country, sector = case
    actor = named(cast_of(text, parse, lexicon)[0], name)
    assert (actor.country, actor.sector) == (country, sector)


ABSENT = [
    ("Peru asked donors for US $40 million.", "United States"),  # whose money it is
    ("THEY CAN'T WAIT. BE FIRM ON IRAN, HE SAID.", "Christian Association of Nigeria"),  # a word in capitals is no acronym
    ("Ford ( F.N ) rose.", "National Front"),  # a stock's code
    ("EX ARMY MOVES. EX PRO ANTI.", "Army"),  # modifiers in capitals have no kind
]


@pytest.mark.parametrize(("text", "name"), ABSENT)
def test_no_such_actor(text: str, name: str, parse: Parser, lexicon: Lexicon) -> None:
    cast, _ = cast_of(text, parse, lexicon)
    assert name not in [a.name for a in cast.actors]


OUTLETS = [
    ("Karl Holm spoke to the newspaper Le Monde.", "the newspaper", ["Le Monde"]),  # a noun before a name of the tables
    ("Karl Holm spoke to the news agency Itar-Tass.", "the news agency", ["TASS"]),  # the same before another name for it
]


@pytest.mark.parametrize(("text", "words", "names"), OUTLETS)
def test_a_noun_beside_the_name_of_an_outlet(text: str, words: str, names: list[str], parse: Parser, lexicon: Lexicon) -> None:
    cast, _ = cast_of(text, parse, lexicon)
    assert who(cast, text, words) == names


THINGS = [
    ("Peru urged Chile to drop its claim.", "its", ["Chile"]),  # the object that the infinitive belongs to
    ("Peru signed the pact. Karl Holm would not discuss it.", "it", []),  # one discusses things
    ("Peru invaded Chile after Brazil had threatened it.", "it", ["Chile"]),  # one threatens states
    ("Karl Holm denied that the ship had entered Peru. It left.", "It", []),  # the ship
]


@pytest.mark.parametrize(("text", "words", "names"), THINGS)
def test_it(text: str, words: str, names: list[str], parse: Parser, lexicon: Lexicon) -> None:
    cast, _ = cast_of(text, parse, lexicon)
    assert who(cast, text, words) == names


def test_same_firm_with_and_without_inc(parse: Parser, lexicon: Lexicon) -> None:
    cast, _ = cast_of("Boeing Co won the order. Boeing said so.", parse, lexicon)
    assert [a.name for a in cast.actors if a.sector == "BUS"] == ["Boeing"]


def test_it_that_passes_words_on_is_the_outlet_named_last(parse: Parser, lexicon: Lexicon) -> None:
    text = "Reuters said on Monday that talks had failed. Peru was silent. It quoted a diplomat as saying they would resume."
    article, layout, parsed = parse(text, published=DATE)
    statements = find_statements(article, layout, parsed, (), lexicon)
    cast = find_actors(article, layout, parsed, (), statements, lexicon)
    found = [s.via.name for s in name_parties(statements, cast, parsed) if s.via]
    assert found == ["Reuters"]


def test_a_body_that_no_table_has_stands_beside_the_seat_of_a_union(parse: Parser, lexicon: Lexicon) -> None:
    text = "Quorvex Holdings, a Belgian firm, sued. London held talks with Brussels."
    cast, _ = cast_of(text, parse, lexicon)
    assert who(cast, text, "Brussels") == ["Belgium"]


def test_nothing_is_found_behind_the_last_word(lexicon: Lexicon) -> None:
    words = split_words("Norway")
    assert gazetteer(lexicon).at(words, 0) is not None
    assert gazetteer(lexicon).at(words, 1) is None
