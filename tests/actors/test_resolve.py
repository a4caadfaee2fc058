import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente.actors.alternatives import MOST
from detente.actors.resolve import resolve_actor
from detente.errors import ReadingError
from detente.lexicon import Lexicon

MENTIONS = [
    # mention, date, name, country, sector
    ("Russian Foreign Minister Sergei Lavrov", "2014-03-01", "Sergei Lavrov", "RUS", "GOV"),  # nationality, title, name
    ("President of France Nicolas Sarkozy", "2009-10-01", "Nicolas Sarkozy", "FRA", "GOV"),  # a name behind the state
    ("the Saudi crown prince", "2013-06-01", "Salman bin Abdulaziz", "SAU", "GOV"),  # an office alone, by its date
    ("the Saudi crown prince", "2019-06-01", "Mohammed bin Salman", "SAU", "GOV"),  # and another one
    ("Iran's supreme leader", "2015-10-01", "Ali Khamenei", "IRN", "GOV"),  # a possessive
    ("the president of Ukraine", "2022-01-01", "Volodymyr Zelensky", "UKR", "GOV"),  # a state behind
    ("Israel's defense minister", "2023-11-01", "Yoav Gallant", "ISR", "GOV"),  # an American spelling of the office
    ("the Chinese premier", "2006-01-01", "Wen Jiabao", "CHN", "GOV"),  # the same office by another word
    ("the North Korean leader", "2018-01-01", "Kim Jong Un", "PRK", "GOV"),  # a leader is the supreme one
    ("the UN chief", "2018-01-01", "António Guterres", "UNO", "GOV"),  # of an organisation, by its letters
    ("the NATO chief", "2015-01-01", "Jens Stoltenberg", "IGO", "GOV"),  # of another one with the same code
    ("the pope", "2018-03-15", "Francis", "VAT", "REL"),  # of a state and a church
    ("the foreign minister of Israel", "2008-03-15", "Tzipi Livni", "ISR", "GOV"),  # a state behind a ministry
    ("the U.S. president-elect", "2016-12-15", "the U.S. president-elect", "USA", "ELI"),  # who holds no office yet
    ("the Hezbollah leader", "2010-03-15", "the Hezbollah leader", "LBN", "REB"),  # a title that begins with its body
    ("the Fed chairman", "2004-03-15", "the Fed chairman", "USA", "GOV"),  # the same, by a short name
    ("a Chinese military spokesman", "2021-08-01", "a Chinese military spokesman", "CHN", "MIL"),  # nobody in particular
    ("the former German chancellor", "2023-02-01", "the former German chancellor", "DEU", "ELI"),  # one of several
    ("a deputy foreign minister of Iran", "2015-02-01", "a deputy foreign minister of Iran", "IRN", "GOV"),  # one of several
    ("the retired general", "2010-01-01", "the retired general", None, "ELI"),  # no country in the words
    ("Seoul metropolitan police", "2017-03-01", "Seoul metropolitan police", "KOR", "COP"),  # no bishop
    ("the Moscow metropolitan", "2017-03-01", "the Moscow metropolitan", "RUS", "REL"),  # a bishop
    ("Londoners", "2010-01-01", "Londoners", "GBR", "CVL"),  # the people of a town
    ("Washington residents", "2003-03-01", "Washington residents", "USA", "CVL"),  # a city, not the government
    ("Ankara", "2016-07-20", "Turkey", "TUR", "GOV"),  # a capital
    ("Moscow", "1991-06-01", "Soviet Union", "SUN", "GOV"),  # a capital of a state that is no more
    ("Moscow", "1992-06-01", "Russia", "RUS", "GOV"),  # and of its heir
    ("the Kremlin", "1990-03-15", "Soviet Union", "SUN", "GOV"),  # so do palaces
    ("Prague", "1992-01-01", "Czechoslovakia", "CSK", "GOV"),  # the same
    ("Hezbollah fighters", "2006-07-20", "Hezbollah fighters", "LBN", "REB"),  # of a body
    ("the Security Council", "2003-02-01", "the Security Council", "UNO", "GOV"),  # an organ
    ("Trump", "2012-06-01", "Donald Trump", "USA", "BUS"),  # before his first office
    ("Trump", "2018-06-01", "Donald Trump", "USA", "GOV"),  # in office
    ("Trump", "2022-06-01", "Donald Trump", "USA", "ELI"),  # between two terms
    ("Fred Trump", "2018-06-01", "Fred Trump", None, None),  # a relative
    ("Bilal Erdogan", "2015-06-01", "Bilal Erdogan", None, None),  # a relative
    ("Shigeru Sharon", "2003-06-01", "Shigeru Sharon", None, None),  # a first name that no list has
    ("Armen al-Maliki", "2012-06-01", "Armen al-Maliki", None, None),  # before a surname with its article
    ("K. Erdogan", "2015-06-01", "K. Erdogan", None, None),  # an initial that is not his
    ("J. Biden", "2022-01-01", "Joe Biden", "USA", "GOV"),  # one that is
    ("H.W. Bush", "1991-01-01", "George H. W. Bush", "USA", "GOV"),  # initials and a surname
    ("George W. Bush", "2004-03-01", "George W. Bush", "USA", "GOV"),  # the son
    ("Jeb Bush", "2004-03-01", "Jeb Bush", "USA", "GOV"),  # his brother
    ("Bush", "1991-03-01", "George H. W. Bush", "USA", "GOV"),  # a surname, by its date
    ("Bush", "2004-03-01", "George W. Bush", "USA", "GOV"),  # the same
    ("Bush", "2015-03-01", "Bush", "USA", "ELI"),  # of two: the state and the sector remain
    ("President Bush", "1991-03-01", "George H. W. Bush", "USA", "GOV"),  # a title beside it
    ("Secretary Clinton", "2010-01-01", "Hillary Clinton", "USA", "GOV"),  # half a title
    ("Mr. Bush", "2004-03-01", "George W. Bush", "USA", "GOV"),  # no title at all
    ("President Carter", "1994-06-01", "Jimmy Carter", "USA", "ELI"),  # out of office and still called so
    ("Papandreou", "1995-01-01", "Andreas Papandreou", "GRC", "GOV"),  # the father
    ("Papandreou", "2010-06-01", "George Papandreou", "GRC", "GOV"),  # the son
    ("Gandhi", "2010-06-01", "Gandhi", "IND", None),  # of several, none in a government
    ("Kim", "2018-06-12", "Kim Jong Un", "PRK", "GOV"),  # one leads a state
    ("Kim", "2000-06-15", "Kim", None, None),  # two do
    ("Hu", "2005-01-01", "Hu Jintao", "CHN", "GOV"),  # the surname stands first
    ("Park", "2014-05-01", "Park Geun-hye", "KOR", "GOV"),  # in Korea as well
    ("Secretary-General Ban", "2010-06-15", "Ban Ki-moon", "UNO", "GOV"),  # even where he leads no state
    ("Foreign Minister Wang", "2014-06-01", "Wang Yi", "CHN", "GOV"),  # one of many, by the title
    ("North Korea's Kim", "2014-06-01", "Kim Jong Un", "PRK", "GOV"),  # or by the state
    ("von der Leyen", "2021-01-01", "Ursula von der Leyen", "EUR", "GOV"),  # particles
    ("dos Santos", "1996-06-15", "José Eduardo dos Santos", "AGO", "GOV"),  # particles before what is a town elsewhere
    ("Kim Jong-il", "2000-06-15", "Kim Jong Il", "PRK", "GOV"),  # a hyphen
    ("Jong Un Kim", "2018-06-15", "Kim Jong Un", "PRK", "GOV"),  # Western order
    ("Yi Wang", "2020-05-01", "Wang Yi", "CHN", "GOV"),  # short, and known in the other order
    ("Kishida Fumio", "2022-05-01", "Fumio Kishida", "JPN", "GOV"),  # the order at home
    ("Qaddafi", "2005-01-01", "Muammar Gaddafi", "LBY", "GOV"),  # a spelling of the table
    ("Saddam Husayn", "2003-02-01", "Saddam Hussein", "IRQ", "GOV"),  # one that no table has
    ("Usama Bin Ladin", "2001-10-01", "Osama bin Laden", "ISM", "REB"),  # vowels
    ("Schroeder", "2003-09-01", "Gerhard Schröder", "DEU", "GOV"),  # two letters for one
    ("Yanukovich", "2012-01-01", "Viktor Yanukovych", "UKR", "GOV"),  # a surname alone
    ("Nursultan Nazarbaev", "2005-01-01", "Nursultan Nazarbayev", "KAZ", "GOV"),  # though it begins with a capital
    ("Recep Tayyip Erdoğan", "2016-07-20", "Recep Tayyip Erdogan", "TUR", "GOV"),  # an accent
    ("Sheikh Hasina", "2010-01-01", "Sheikh Hasina", "BGD", "GOV"),  # a title that is a name
    ("Yitzhak Rabin", "1994-01-01", "Yitzhak Rabin", "ISR", "GOV"),  # two offices at once
    ("Putin's spokesman", "2015-06-01", "Putin's spokesman", "RUS", "GOV"),  # not Putin
    ("President Vladimir Putin's press secretary", "2015-06-01", "President Vladimir Putin's press secretary", "RUS", "GOV"),
    ("Putin spokesman Dmitry Peskov", "2015-06-01", "Dmitry Peskov", "RUS", "GOV"),  # the last of two names
    ("a senior aide to Mr. Putin", "2015-06-01", "a senior aide to Mr. Putin", "RUS", "GOV"),  # named behind
    ("Assad's forces", "2014-06-01", "Assad's forces", "SYR", "MIL"),  # whose surname is shared
    ("forces loyal to Assad", "2014-06-01", "forces loyal to Assad", "SYR", "MIL"),  # the same, behind
    ("wife of Nicolas Sarkozy", "2009-01-01", "wife of Nicolas Sarkozy", "FRA", "CVL"),  # she holds no office
    ("a Trump-backed candidate", "2022-01-01", "a Trump-backed candidate", None, "PTY"),  # who backs is no country
    ("King Abdullah of Saudi Arabia", "2010-01-01", "Abdullah bin Abdulaziz", "SAU", "GOV"),  # two kings of one name
    ("King Abdullah of Jordan", "2010-01-01", "Abdullah II", "JOR", "GOV"),  # the other
]  # fmt: skip


@pytest.mark.parametrize(("mention", "date", "name", "country", "sector"), MENTIONS)
def test_who_is_meant(  # noqa: PLR0917  a row of the table
    mention: str, date: str, name: str, country: str | None, sector: str | None, lexicon: Lexicon
) -> None:
    actor = resolve_actor(mention, date, lexicon=lexicon)
    assert (actor.name, actor.country, actor.sector) == (name, country, sector)
    assert actor.reason
    assert 0 <= actor.confidence <= 1


def test_two_persons_are_of_both_states(lexicon: Lexicon) -> None:
    actor = resolve_actor("Presidents Putin and Obama", "2014-01-01", lexicon=lexicon)
    assert (actor.country, actor.countries, actor.sector) == (None, ("RUS", "USA"), "GOV")


def test_a_context_chooses_among_bearers_of_a_surname(lexicon: Lexicon) -> None:
    names = [resolve_actor("Kim", "2000-06-15", state, lexicon).name for state in ("North Korea", "South Korean")]
    assert names == ["Kim Jong Il", "Kim Dae-jung"]


ROLES = [
    # mention, date, (title, organisation, since, until) of each role
    ("Trump", "2018-06-01", [("President", None, "2017-01-20", "2021-01-20")]),  # of the table
    ("Sergei Lavrov", "2014-03-01", [("Foreign Minister", None, "2004-03-09", None)]),  # still held
    ("Col. Muammar al-Gaddafi", "2009-01-01",
     [("Colonel", None, None, None), ("Leader", None, "1969-09-01", "2011-10-20")]),  # what the words say comes first
    ("former U.S. president Jimmy Carter", "1994-06-01",
     [("President", None, "1977-01-20", "1981-01-20"), ("Mediator", "Carter Center", "1980-01-01", "2022-12-31")]),
    ("the Polish prime minister", "2024-10-01", [("Prime Minister", None, "2023-12-13", None)]),  # of an office alone
    ("a Ukrainian lawmaker", "2022-10-01", [("Lawmaker", None, None, None)]),  # no row, no dates
]  # fmt: skip


@pytest.mark.parametrize(("mention", "date", "roles"), ROLES)
def test_roles_carry_the_dates_of_their_row(
    mention: str, date: str, roles: list[tuple[str | None, ...]], lexicon: Lexicon
) -> None:
    found = [
        (r.title, r.organisation, *(day.isoformat() if day else None for day in (r.since, r.until)))
        for r in resolve_actor(mention, date, lexicon=lexicon).roles
    ]
    assert found == roles


ALTERNATIVES = [
    # mention, date, context, (name, country, title) of each, in order
    ("Trump", "2018-06-01", None,
     [("Ivanka Trump", "USA", "Senior Adviser to the President"), ("Melania Trump", "USA", "First Lady"),
      ("Donald Trump", "USA", "Business Leader"), ("Donald Trump", "USA", "President")]),  # others of the surname, other offices
    ("George Bush", "2004-03-01", None,
     [("George H. W. Bush", "USA", "President"), ("George W. Bush", "USA", "Governor of Texas")]),  # others of the name
    ("the former German chancellor", "2005-12-01", None,
     [("Gerhard Schröder", "DEU", "Chancellor"), ("Helmut Kohl", "DEU", "Chancellor"),
      ("Helmut Schmidt", "DEU", "Chancellor")]),  # who left the office, the latest first
    ("King Abdullah", "2010-01-01", None, [("Abdullah bin Abdulaziz", "SAU", "King")]),  # in office too
    ("Birmingham", "2008-08-10", None, [("Birmingham, Alabama", "USA", None)]),  # a town of the name
    ("Georgia", "2008-08-10", None, [("State of Georgia", "USA", None)]),  # a state within a state
    ("Ankara", "2016-07-20", None, [("Ankara", "TUR", None)]),  # the town, not the government
    ("Congress", "2018-01-01", "India", [("Indian National Congress", "IND", None)]),  # a party of the state
    ("Norway", "2018-01-01", None, []),  # nobody else
]  # fmt: skip


@pytest.mark.parametrize(("mention", "date", "context", "others"), ALTERNATIVES)
def test_alternatives(
    mention: str, date: str, context: str | None, others: list[tuple[str | None, ...]], lexicon: Lexicon
) -> None:
    found = resolve_actor(mention, date, context, lexicon).alternatives
    assert [(a.name, a.country, a.title) for a in found] == others
    assert all(a.reason for a in found)


def test_a_common_surname_gives_few_alternatives_and_heads_of_state_first(lexicon: Lexicon) -> None:
    found = resolve_actor("Kim", "2000-06-15", lexicon=lexicon).alternatives
    assert len(found) == MOST
    assert [a.name for a in found[:2]] == ["Kim Jong Il", "Kim Dae-jung"]
    assert {a.reason for a in found} == {"in office on that date too"}


def test_bodies_of_several_states_are_alternatives_where_none_is_named(lexicon: Lexicon) -> None:
    found = resolve_actor("Congress", "2018-06-01", lexicon=lexicon).alternatives
    assert {"U.S. Congress", "Indian National Congress"} <= {a.name for a in found}
    named = resolve_actor("the U.S. Congress", "2018-06-01", lexicon=lexicon)
    assert (named.name, named.country, named.alternatives) == ("U.S. Congress", "USA", ())


def test_bodies_of_the_name_are_alternatives_but_not_the_one_that_is_meant(lexicon: Lexicon) -> None:
    actor = resolve_actor("Labour Party", "2018-06-01", lexicon=lexicon)
    assert actor.country == "GBR"
    assert {"ISR", "NOR", "NZL"} <= {a.country for a in actor.alternatives}
    assert "GBR" not in {a.country for a in actor.alternatives}


def test_the_id_is_that_of_the_person(lexicon: Lexicon) -> None:
    ids = {
        resolve_actor(mention, date, lexicon=lexicon).id
        for mention, date in (("Qaddafi", "2005-01-01"), ("Gaddafi", "2011-03-01"), ("Col. Muammar al-Gaddafi", "1996-01-01"))
    }
    assert len(ids) == 1
    leader, minister = (resolve_actor("Ursula von der Leyen", day, lexicon=lexicon) for day in ("2021-01-01", "2017-01-01"))
    assert leader.id == minister.id
    assert leader.country != minister.country
    assert resolve_actor("a Chinese general", lexicon=lexicon).id != resolve_actor("a Chinese admiral", lexicon=lexicon).id


def test_a_date_may_be_a_string(lexicon: Lexicon) -> None:
    day = dt.date(2018, 6, 1)
    assert resolve_actor("Trump", "2018-06-01", lexicon=lexicon) == resolve_actor("Trump", day, lexicon=lexicon)
    with pytest.raises(ReadingError, match="YYYY-MM-DD"):
        resolve_actor("Trump", "last week", lexicon=lexicon)


def test_an_article_has_no_alternatives() -> None:
    reading = detente.read("Kim met Moon on Friday, North Korea said.", published="2018-04-28")
    assert reading.actors
    assert all(not actor.alternatives for actor in reading.actors)
    assert not any("alternatives" in actor for actor in reading.to_dict()["actors"])  # type: ignore[attr-defined]  # a list


WORDS = st.lists(
    st.sampled_from(
        "the former Kim Bush Fred J. H.W. of de Congress President Georgia 's -backed Schroeder and , Trump UN".split()
    )
    | st.text(max_size=6),
    max_size=8,
)


@settings(max_examples=300, deadline=None)
@given(words=WORDS, context=st.sampled_from([None, "", "North Korea", "Kim"]), day=st.dates())
def test_never_raises(words: list[str], context: str | None, day: dt.date, lexicon: Lexicon) -> None:
    actor = resolve_actor(" ".join(words), day, context, lexicon)
    assert len(actor.alternatives) <= MOST
    assert actor.reason
