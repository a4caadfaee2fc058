"""When events take place: the date that belongs to the act, published on Wednesday, 4 March 2015."""

from collections.abc import Callable

import pytest

from detente.records import Event

Read = Callable[..., tuple[Event, ...]]

OWN = [
    # the date beside the act
    ("Norway's president met Chile's president on Monday.", "CONSULT", "2015-03-02", "day"),
    # not the date of the saying
    ("The minister said on Tuesday that Norway had bombed Chile in January.", "ASSAULT", "2015-01-01", "month"),
    # to say so is to do it
    ("Norway said on Tuesday that it backs Chile.", "SUPPORT", "2015-03-03", "day"),
    # the day of the occasion
    ("Norway's president met Chile's president at Monday's summit.", "CONSULT", "2015-03-02", "day"),
    # shared with the verb before
    ("Norway on Tuesday praised Peru and threatened Chile.", "THREATEN", "2015-03-03", "day"),
    # the verb that holds the talks
    ("On Monday, Norway and Chile held talks.", "CONSULT", "2015-03-02", "day"),
    # a line of a chronicle
    ("May 3, 2012 - Norway's president meets Chile's president.", "CONSULT", "2012-05-03", "day"),
    # a month
    ("Norway's president met Chile's president in January.", "CONSULT", "2015-01-01", "month"),
    # a year
    ("Norway invaded Chile in 1982.", "ASSAULT", "1982-01-01", "year"),
    # at the head of two clauses
    ("On Tuesday, Norway praised Peru, and Bolivia threatened Chile.", "THREATEN", "2015-03-03", "day"),
    # right behind the occasion
    ("The plan was praised ahead of a summit of Norway with Chile on Monday.", "AGREE", "2015-03-02", "day"),
    # the day on which the act is told to begin
    ("Norway's president will meet Chile's president on Friday.", "AGREE", "2015-03-06", "day"),
]


@pytest.mark.parametrize(("text", "type_", "day", "precision"), OWN)
def test_the_date_of_the_act(code: Read, text: str, type_: str, day: str, precision: str) -> None:
    event = next(e for e in code(text) if e.type == type_)
    assert (str(event.date), event.date_precision) == (day, precision)
    assert event.date_text is not None


OTHERS = [
    # of a noun that the act is about
    ("Norway praised recent reforms in Chile.", "SUPPORT"),
    # of another clause
    ("Norway praised Chile, which held an election in January.", "SUPPORT"),
    # of what went before
    ("Norway threatened Chile after Peru recalled its envoy on Monday.", "THREATEN"),
    # an end
    ("Norway extended its sanctions on Chile until July.", "COERCE"),
    # a deadline for somebody else
    ("Norway threatened new sanctions if Chile did not comply by Friday.", "THREATEN"),
    # since when it is the first
    ("Norway's president met Chile's president for the first time since 2009.", "CONSULT"),
    # of the second verb alone
    ("Norway praised Chile and held an election in January.", "SUPPORT"),
    # the day of what it is set against
    ("While Norway has threatened Chile, an adviser said on Monday that nobody minded.", "THREATEN"),
    # how long
    ("Norway and Chile held two days of talks.", "CONSULT"),
]


@pytest.mark.parametrize(("text", "type_"), OTHERS)
def test_the_date_of_something_else_is_not_taken(code: Read, text: str, type_: str) -> None:
    found = [e for e in code(text) if e.type == type_]
    assert found, code(text)
    assert found[0].date_text is None
    assert str(found[0].date) == "2015-03-04"  # the day of publication


def test_what_is_to_come_has_no_day_of_publication(code: Read) -> None:
    event = next(e for e in code("The minister said on Tuesday that Norway will bomb Chile.") if e.status == "future")
    assert (event.date, event.date_text) == (None, None)
