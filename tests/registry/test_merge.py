import datetime as dt
import json
import random
from pathlib import Path
from typing import Any

import pytest

from detente.lexicon import Lexicon
from detente.registry.claims import take_claims
from detente.registry.conflicts import MOST
from detente.registry.file import read_people, write_people
from detente.registry.merge import QUOTED, claims_of, decisions_of, merge
from detente.registry.records import Claim, Decision, Person, Standing, Verdict


def article(identity: str, published: str | None, *people: dict[str, Any], outlet: str = "The Courier", text: str = "") -> str:
    """One line: an article with these persons."""
    head = {"id": identity, "outlet": outlet, "published": published, "source": f"{identity}.txt", "text": text}
    return json.dumps({"article": head, "actors": list(people)}) + "\n"


def person(name: str, country: str | None, *titles: str, organisation: str | None = None, sector: str = "GOV") -> dict[str, Any]:
    """An actor whose titles stand at the beginning of the text, one after the other."""
    roles = [
        {"title": t, "organisation": organisation, "country": country, "evidence": [[10 * n, 10 * n + len(t)]]}
        for n, t in enumerate(titles)
    ]
    return {"id": f"a-{name}-{country}", "name": name, "kind": "person", "country": country, "sector": sector, "roles": roles}


def claims(*lines: str) -> list[Claim]:
    return list(take_claims(json.loads(line) for line in lines))


def learned(lexicon: Lexicon, *lines: str) -> tuple[Person, ...]:
    return merge(claims(*lines), [], lexicon)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        # accents
        (person("Jónas Holt", "ISL", "Foreign Minister"), person("Jonas Holt", "ISL", "Trade Minister"), True),
        # a middle initial, in another office of the same country
        (person("Karl B. Dorn", "DEU", "Foreign Minister"), person("Karl Dorn", "DEU", "Trade Minister"), True),
        # family name first
        (person("Weng Haolan", "CHN", "Trade Minister"), person("Haolan Weng", "CHN", "Trade Minister"), True),
        # transliteration, in the same office
        (person("Sergei Yurlov", "RUS", "Trade Minister"), person("Sergey Iurlov", "RUS", "Trade Minister"), True),
        (person("Moammar Qarim", "LBY", "Oil Minister"), person("Muammar Karim", "LBY", "Oil Minister"), True),
        # transliteration, in another office: two persons may be called so
        (person("Sergei Yurlov", "RUS", "Trade Minister"), person("Sergey Iurlov", "RUS", "Oil Minister"), False),
        # an initial, in the same office and in another one
        (person("A. Dorn", "DEU", "Trade Minister"), person("Anna Dorn", "DEU", "Trade Minister"), True),
        (person("A. Dorn", "DEU", "Trade Minister"), person("Anna Dorn", "DEU", "Oil Minister"), False),
        # one surname is not one person
        (person("Karl Dorn", "DEU", "Trade Minister"), person("Anna Dorn", "DEU", "Trade Minister"), False),
        # one name in two states
        (person("Karl Dorn", "DEU", "Trade Minister"), person("Karl Dorn", "AUT", "Trade Minister"), False),
        # one name, and the same office in the same organisation: an article errs about the country
        (
            person("Karl Dorn", "DEU", "Chairman", organisation="Dorn Steel"),
            person("Karl Dorn", "AUT", "chairman", organisation="Dorn Steel"),
            True,
        ),
        # the country is not always told
        (person("Karl Dorn", "DEU", "Trade Minister"), person("Karl Dorn", None, "President"), True),
        # a body of many states and one of them
        (person("Karl Dorn", "DEU", "Trade Minister"), person("Karl Dorn", "EUR", "Trade Minister"), True),
    ],
)
def test_who_is_one_person(lexicon: Lexicon, one: dict[str, object], other: dict[str, object], same: bool) -> None:
    people = learned(lexicon, article("a-1", "2010-03-01", one), article("a-2", "2010-04-01", other))
    assert len(people) == (1 if same else 2)
    assert {s for p in people for s in p.spellings} == {one["name"], other["name"]}


def test_nobody_is_merged_whom_an_article_tells_apart(lexicon: Lexicon) -> None:
    two = [person("Sergei Yurlov", "RUS", "Trade Minister"), person("Sergey Iurlov", "RUS", "Trade Minister")]
    assert len(learned(lexicon, article("a-1", "2010-03-01", *two))) == 2


def test_an_initial_that_fits_two_stays_alone(lexicon: Lexicon) -> None:
    people = learned(
        lexicon,
        article("a-1", "2010-03-01", person("Anna Dorn", "DEU", "Senator")),
        article("a-2", "2010-03-02", person("Alma Dorn", "DEU", "Senator")),
        article("a-3", "2010-03-03", person("A. Dorn", "DEU", "Senator")),
    )
    assert len(people) == 3


def test_an_office_is_one_entry_in_whatever_words(lexicon: Lexicon) -> None:
    (found,) = learned(
        lexicon,
        article("a-1", "2010-03-01", person("Karl Dorn", "DEU", "Foreign Minister")),
        article("a-2", "2011-05-02", person("Karl Dorn", "DEU", "Minister of Foreign Affairs"), outlet="The Herald"),
        article("a-3", "2012-01-02", person("Karl Dorn", "DEU", "former Foreign Minister", sector="ELI")),
        article("a-4", "2009-01-02", person("Karl Dorn", "DEU", "deputy foreign minister")),
    )
    deputy, minister, former = found.entries
    assert (minister.first_seen, minister.last_seen) == (dt.date(2010, 3, 1), dt.date(2011, 5, 2))
    assert (minister.articles, minister.outlets, minister.sector) == (2, 2, "GOV")
    assert [e.standing for e in (deputy, minister, former)] == [Standing.SERVING, Standing.SERVING, Standing.FORMER]


def test_what_names_no_office_is_left_out(lexicon: Lexicon) -> None:
    nobody = [
        person("Karl Dorn", "DEU", "Mr"),  # no office
        person("Anna Dorn", "DEU", "foreign ministers"),  # a plural: the office of several
        person("Olga Dorn", "DEU", "head"),  # of nobody knows what
        person("Emil Dorn", "DEU", "director", organisation="company"),  # which one
        person("Dorn", "DEU", "Foreign Minister"),  # which Dorn
    ]
    assert learned(lexicon, article("a-1", "2010-03-01", *nobody)) == ()


def corpus() -> list[str]:
    names = ["Sergei Yurlov", "Sergey Iurlov", "S. Yurlov", "Anna Dorn", "ANNA DORN", "Karl Dorn", "Karl B. Dorn", "Dorn Karl"]
    titles = ["Foreign Minister", "former Foreign Minister", "Trade Minister", "chief executive"]
    rng = random.Random(5)
    return [
        article(
            f"a-{n}",
            f"20{rng.randrange(10, 20)}-03-0{rng.randrange(1, 9)}",
            person(
                rng.choice(names),
                rng.choice(["RUS", "DEU", None]),
                *rng.sample(titles, 2),
                organisation=rng.choice(["Dorn Steel", None]),
            ),
            text="Foreign Minister and more of it. He left.",
        )
        for n in range(60)
    ]


def test_the_order_of_learning_makes_no_difference(lexicon: Lexicon) -> None:
    lines = corpus()
    at_once = learned(lexicon, *lines)
    random.Random(1).shuffle(lines)
    assert learned(lexicon, *lines) == at_once
    half = learned(lexicon, *lines[:30])
    added = merge([*claims_of(half), *claims(*lines[20:])], decisions_of(half), lexicon)
    assert added == at_once
    assert [c.sentence for c in claims_of(added)] == [c.sentence for c in claims_of(at_once)]


def test_the_first_sentences_are_kept(lexicon: Lexicon) -> None:
    text = "Trade Minister Karl Dorn left. The hall was full."
    lines = [article(f"a-{n}", f"2010-03-{n + 1:02}", person("Karl Dorn", "DEU", "Trade Minister"), text=text) for n in range(9)]
    (found,) = learned(lexicon, *lines)
    sentences = [c.sentence for c in found.entries[0].claims]
    assert sentences == ["Trade Minister Karl Dorn left."] * QUOTED + [None] * (9 - QUOTED)


def test_a_decision_stays_with_its_words(lexicon: Lexicon) -> None:
    lines = [article("a-1", "2010-03-01", person("Karl Dorn", "DEU", "Trade Minister"))]
    said = claims(*lines)[0].said
    later = article("a-0", "2009-01-01", person("Karl B. Dorn", "DEU", "Minister of Trade"))  # another first claim, another name
    (found,) = merge(claims(*lines, later), [Decision(said, Verdict.REJECTED, "a namesake")], lexicon)
    assert found.entries[0].verdict is Verdict.REJECTED


def test_of_two_decisions_the_rejection_holds(lexicon: Lexicon) -> None:
    lines = [article("a-1", "2010-03-01", person("Karl Dorn", "DEU", "Trade Minister"))]
    said = claims(*lines)[0].said
    (found,) = merge(claims(*lines), [Decision(said, v) for v in Verdict], lexicon)
    assert found.entries[0].verdict is Verdict.REJECTED


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        # one name in two states
        (
            [
                article("a-1", "2010-03-01", person("Karl Dorn", "DEU", "Trade Minister")),
                article("a-2", "2010-03-02", person("Karl Dorn", "AUT", "Senator")),
            ],
            "another person of this name",
        ),
        # one person, two states
        (
            [
                article("a-1", "2010-03-01", person("Karl Dorn", "DEU", "Chairman", organisation="Dorn Steel")),
                article("a-2", "2010-03-02", person("Karl Dorn", "AUT", "Chairman", organisation="Dorn Steel")),
            ],
            "several countries, in so many articles each: AUT (1), DEU (1)",
        ),
        # two holders at one time: one is seen before and after the other
        (
            [
                article("a-1", "1930-03-01", person("Karl Dorn", "DEU", "Trade Minister")),
                article("a-2", "1930-04-01", person("Anna Moll", "DEU", "Minister of Trade")),
                article("a-3", "1930-05-01", person("Karl Dorn", "DEU", "Trade Minister")),
            ],
            "seen at the same time in this office",
        ),
        # the tables know another holder
        ([article("a-1", "2010-03-01", person("Karl Dorn", "DEU", "Chancellor"))], "the tables have Angela Merkel"),
        # in office after leaving it
        (
            [
                article("a-1", "1930-03-01", person("Karl Dorn", "DEU", "former Trade Minister")),
                article("a-2", "1931-03-01", person("Karl Dorn", "DEU", "Trade Minister")),
            ],
            "called former on 1930-03-01, in office on 1931-03-01",
        ),
        # at work after death
        (
            [
                article("a-1", "1930-03-01", person("Karl Dorn", "DEU", "late Senator")),
                article("a-2", "1931-03-01", person("Karl Dorn", "DEU", "Trade Minister")),
            ],
            "called late on 1930-03-01",
        ),
    ],
)
def test_conflicts_are_noted(lexicon: Lexicon, lines: list[str], said: str) -> None:
    entries = [e for p in learned(lexicon, *lines) for e in p.entries]
    assert all(any(said in c for c in e.conflicts) for e in entries), entries


@pytest.mark.parametrize(
    "lines",
    [
        # one after the other
        [
            article("a-1", "1930-03-01", person("Karl Dorn", "DEU", "Trade Minister")),
            article("a-2", "1930-04-01", person("Anna Moll", "DEU", "Trade Minister")),
        ],
        # an office of many
        [
            article("a-1", "1930-03-01", person("Karl Dorn", "DEU", "Senator")),
            article("a-1", "1930-03-01", person("Anna Moll", "DEU", "Senator")),
        ],
        # deputies
        [
            article("a-1", "1930-03-01", person("Karl Dorn", "DEU", "deputy trade minister")),
            article("a-1", "1930-03-01", person("Anna Moll", "DEU", "Trade Minister")),
        ],
        # two firms
        [
            article("a-1", "1930-03-01", person("Karl Dorn", "DEU", "Chairman", organisation="Dorn Steel", sector="BUS")),
            article("a-1", "1930-03-01", person("Anna Moll", "DEU", "Chairman", organisation="Moll Glass", sector="BUS")),
        ],
    ],
)
def test_what_can_be_true_is_no_conflict(lexicon: Lexicon, lines: list[str]) -> None:
    assert not [c for p in learned(lexicon, *lines) for e in p.entries for c in e.conflicts]


def test_what_was_rejected_conflicts_with_nothing(lexicon: Lexicon) -> None:
    lines = [
        article("a-1", "2010-03-01", person("Karl Dorn", "DEU", "Trade Minister")),
        article("a-2", "2010-03-02", person("Karl Dorn", "AUT", "Senator")),
    ]
    wrong = Decision(claims(*lines)[1].said, Verdict.REJECTED)
    assert not [c for p in merge(claims(*lines), [wrong], lexicon) for e in p.entries for c in e.conflicts]


@pytest.mark.parametrize("name", ["\u037a \u037a", "İ" * 40 + " " + "İ" * 39])
def test_what_is_written_of_odd_names_reads_back(name: str, lexicon: Lexicon, tmp_path: Path) -> None:
    people = learned(lexicon, article("a", "2015-01-01", person(name, "NOR", "Senator"), person("Ann Holt", "NOR", "Senator")))
    file = tmp_path / "registry.jsonl"
    file.write_text("".join(line + "\n" for line in write_people(people)), "utf-8")
    assert "Ann Holt" in [p.name for p in read_people(file)]


def test_a_common_name_has_no_endless_list_of_conflicts(lexicon: Lexicon) -> None:
    firsts, lasts = "Ann Bo Carl Dora Emil Frida".split(), "Holt Norgaard Quist Steen".split()
    names = [f"{first} {last}" for first in firsts for last in lasts]
    lines = [article(f"a{n}", "2015-01-01", person(name, "NOR", "Prime Minister")) for n, name in enumerate(names)]
    assert {len(e.conflicts) for p in learned(lexicon, *lines) for e in p.entries} == {MOST}
