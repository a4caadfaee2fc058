import io
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from detente.display.terminal import show_reading
from detente.display.wording import Wording
from detente.records import (
    Actor,
    ActorKind,
    Article,
    Attitude,
    Cue,
    Mention,
    MentionKind,
    Outcome,
    OutcomeKind,
    Party,
    Phrase,
    Reading,
    Span,
    Statement,
)
from detente.records import StatementKind as Kind

HOSTILE = "[red]x[/red] \x1b]0;pwned\x07\x1b[2J\x9b31m\u202egnp.exe :smile: [link=https://x]"
ANSI = re.compile(r"\x1b\[[\d;]*m")


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def shown(
    reading: Reading, monkeypatch: pytest.MonkeyPatch, *, width: int = 80, stream: io.StringIO | None = None, **env: str
) -> str:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "TTY_COMPATIBLE", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in {"COLUMNS": str(width), **env}.items():
        monkeypatch.setenv(name, value)
    stream = stream if stream is not None else io.StringIO()
    show_reading(reading, stream)
    return stream.getvalue()


def test_the_page_from_top_to_bottom(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (
        shown(reading, monkeypatch)
        == """\
The Courier · 2015-03-04 · x.txt
3 statements · 2 events · 1 on the table · 4 actors

Lisbon ready to reopen[E1] talks with Rabat

LISBON (Wire) — Portugal is ready to reopen fishing talks with Morocco, Foreign
Minister Ana Duarte told[S1] parliament on Tuesday.

"We will not accept preconditions," she said[S2]. "Our partners told[S3] us that
Rabat had rejected the old text."

Morocco accused[E2] Portugal of bad faith last month.

[S1] leads to a statement, [E1] to an event.

WHO SAID WHAT
Ana Duarte  PRT GOV · Foreign Minister
  S1 via Wire: told (to parliament): Portugal is ready to reopen fishing talks
     with Morocco
  S2 (she) said: “We will not accept preconditions … Our partners told us that
     Rabat had rejected the old text”
      S3 Our partners told (with S1): that Rabat had rejected the old text  [a
         belief, unsure]

WHO DID WHAT TO WHOM
E1 CONSULT meet (036)  Portugal ↔ Morocco
   future · 2015-03-03 (“Tuesday”) · says Ana Duarte in S1 · “ready to reopen”
E2 ACCUSE (112)  Morocco → Portugal
   actual · 2015-02 (“last month”) · “accused” [unsure]

ON THE TABLE
L1  offer PRT → MAR: reopen fishing talks [E1]

ACTORS
  Portugal  state  PRT GOV  ×2
  Morocco  state  MAR GOV  ×2
  Ana Duarte  person  PRT GOV · Foreign Minister  ×2
  and 1 only spoken of; --json lists all

NOT RESOLVED
  nobody named: Our partners
"""
    )


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 300, 10])
def test_no_line_is_wider_than_the_terminal(reading: Reading, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    lines = shown(reading, monkeypatch, width=width).splitlines()
    assert max(map(cell_len, lines)) <= min(max(width, 40), 120)
    assert not any(line != line.rstrip() for line in lines)


def test_a_wide_terminal_gets_a_table(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    page = shown(reading, monkeypatch, width=120)
    assert re.search(r"E2 +ACCUSE \(112\) +Morocco → Portugal +actual \[unsure\] +2015-02 +the outlet", page)


def test_a_terminal_gets_colours_and_a_legend(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    page = shown(reading, monkeypatch, stream=Terminal())
    assert "\x1b[35mtold" in page  # a cue
    assert "\x1b[1;31maccused" in page  # a conflict
    assert "speaker cue[S1] content" in ANSI.sub("", page)


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colours_can_be_switched_off(reading: Reading, monkeypatch: pytest.MonkeyPatch, env: dict[str, str]) -> None:
    page = shown(reading, monkeypatch, stream=Terminal(), **env)
    assert not re.search(r"\x1b\[[\d;]*3[1-7]", page)
    assert "told[S1]" in ANSI.sub("", page)
    assert "[S1] leads to a statement" in ANSI.sub("", page)


def test_a_stream_of_a_small_encoding(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    show_reading(reading, stream)
    stream.flush()
    assert b"E2 ACCUSE (112)  Morocco -> Portugal" in raw.getvalue()


def test_nothing_of_the_article_reaches_the_terminal_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Span(0, len(HOSTILE))
    party = Party(HOSTILE, (whole,), "p-1", ("p-1",), HOSTILE, HOSTILE)
    reading = Reading(
        Article("a-1", HOSTILE, HOSTILE, HOSTILE, HOSTILE, source=HOSTILE),
        (
            Statement(
                "s-1",
                Kind.DIRECT,
                Attitude.BELIEF,
                party,
                Cue(HOSTILE, (whole,), HOSTILE),
                Phrase.cut(HOSTILE, whole),
                party,
                party,
            ),
            Statement(
                "s-2", Kind.DIRECT, Attitude.BELIEF, None, None, Phrase.cut(HOSTILE, whole), inside="s-1", agrees_with=(HOSTILE,)
            ),
        ),
        (Actor("p-1", HOSTILE, ActorKind.PERSON, reason=HOSTILE),),
        (Mention(whole, HOSTILE, MentionKind.NAME, 0, (), HOSTILE),),
    )
    page = ANSI.sub("", shown(reading, monkeypatch, stream=Terminal()))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", page)
    assert "[red]x[/red] \\x1b]0;pwned\\x07" in page
    assert ":smile:" in page


def test_paragraphs_that_only_a_line_end_parts_are_set_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "One.\n\nTwo." in shown(Reading(Article("a-1", "One.\nTwo.")), monkeypatch)
    assert "One.\n\nTwo.\nThree." in shown(Reading(Article("a-1", "One.\n\nTwo.\nThree.")), monkeypatch)


def test_an_empty_reading_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    page = shown(Reading(Article("a-1", "Nothing.")), monkeypatch)
    assert "No statement was found." in page
    assert "No event was found." in page


def test_statements_in_a_circle_do_not_hang(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, third = reading.statements
    circle = (first, replace(second, inside="s-3"), replace(third, inside="s-2"))
    assert "S1" in shown(replace(reading, statements=circle), monkeypatch)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_any_text_can_be_shown(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    shown(Reading(Article("a-1", text, text, text, source=text)), monkeypatch, width=40)


def test_a_colon_is_no_word_that_attributes(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    first = replace(reading.statements[0], cue=Cue(":", (Span(0, 1),), ":"), via=None, addressee=None)
    assert "in words without a cue: Portugal is ready" in shown(replace(reading, statements=(first,)), monkeypatch)


def test_a_participant_of_several_countries_stands_once(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    (one,) = reading.events[1].actors
    both = tuple(replace(one, actor=None, name="their navies", country=code) for code in ("PRT", "ESP", "PRT"))
    page = shown(replace(reading, events=(replace(reading.events[1], actors=both),)), monkeypatch)
    assert "their navies (PRT, ESP) → Portugal" in page


def test_an_article_without_a_day_says_what_is_lost(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "give --published" in shown(replace(reading, article=replace(reading.article, published=None)), monkeypatch)
    assert "--published" not in shown(reading, monkeypatch)


def test_occasion_place_and_echo_stand_beside_the_cue(reading: Reading) -> None:
    first = reading.statements[0]
    told = replace(
        first,
        occasion=Phrase("at a forum\nin Riga", (Span(0, 4),)),
        place=Phrase("Riga", (Span(2, 4),)),
        echoes=("p-1",),
    )
    wording = Wording.of(replace(reading, statements=(told,)))
    assert wording.cue(told) == "told (to parliament; echoing Ana Duarte; at a forum in Riga)"
    assert wording.cue(replace(told, occasion=None, echoes=())) == "told (to parliament; in Riga)"


def test_what_came_of_an_entry_stands_behind_it(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    (entry,) = reading.ledger
    coded = Outcome(OutcomeKind.ANSWERED, reading.events[1].id, reading.events[1].trigger, 0.7, "outcome.next")
    told = Outcome(OutcomeKind.REFUSED, None, entry.what, 0.6, "outcome.not")
    settled = replace(reading, ledger=(replace(entry, outcomes=(coded, told)),))
    page = " ".join(shown(settled, monkeypatch).split())
    assert f"→ answered: {coded.words.text} [E2] → refused: {told.words.text}" in page
