"""Who is spoken to."""

from collections.abc import Callable

import pytest

from detente.records import Statement

Read = Callable[..., tuple[Statement, ...]]


ADDRESSEES = [
    # an object and what it is asked for
    ("Oslo is asking the three coastal towns for a strait that stays open.", "the three coastal towns"),
    # a hearer whom the parser takes into the thing
    ("America has promised Hanoi six boats for the strait.", "Hanoi"),
    # a quotation behind the hearer
    ("The minister promised her guests “a strait without mines.”", "her guests"),
    # to whom one proposes
    ("The envoy proposed patrols of the strait to his hosts.", "his hosts"),
    # with whom one pleads not to do something
    ("The miners plead with the envoy not to close the strait.", "the envoy"),
    # a room full of people
    ("Before a stadium full of miners, the envoy said that the strait was open.", "a stadium full of miners"),
    # a call, and a noun with a light verb
    ("In a call with him, the envoy expressed readiness to open the strait.", "him"),
    # who asked the one that speaks
    ("The envoy, whom reporters pressed on the matter, said that the strait was open.", "reporters"),
    # the same in a clause of time
    ('"The strait is open," the envoy said when a reporter reached her.', "a reporter"),
    # a talk that does not take place
    ("An official, citing rules against talking to the media, said that the strait was open.", None),
    # a fund hears nothing
    ("The company pledged a million tons a year to the strait.", None),
    # the object of tell
    ("The envoy told the assembly that the strait was open.", "the assembly"),
    # the preposition of say
    ("The envoy said to reporters that the strait was open.", "reporters"),
    # a letter and to whom it goes
    ("The envoy said in a letter to the council that the strait was open.", "the council"),
    # the letter opens the sentence
    ("In a letter to the council, the envoy said that the strait was open.", "the council"),
    # a cable in which something stands
    ("The Finns sent a cable to Oslo in which they warned that the strait would close.", "Oslo"),
    # a participle beside the subject
    ("The envoy, speaking to Baltic News, said that the strait was open.", "Baltic News"),
    # an interview
    ('"The strait is open," the envoy said in an interview with Baltic News.', "Baltic News"),
    # a conference hears, too
    ("The envoy told a news conference in Geneva that the strait was open.", "a news conference in Geneva"),
    # who is asked to do something
    ("The envoy asked Oslo to open the strait.", "Oslo"),
    # to whom one appeals
    ("Oslo appealed to Riga to open the strait.", "Riga"),
    # who is made to know
    ("Oslo let Riga know that the strait was closed.", "Riga"),
    # to whom it is made clear
    ("The envoy made it clear to Oslo that the strait was closed.", "Oslo"),
    # a clause that the parser hangs on the hearers
    ("The deputy swore to the council of the region that he had promised nothing.", "the council of the region"),
    # the verb before says who was called
    ("The minister telephoned his Finnish counterpart and warned that the strait would close.", "his Finnish counterpart"),
    # a message with a hyphen in it
    ("The envoy vowed, in an e-mail to news editors, to close the strait.", "news editors"),
    # two hearers, each with a preposition
    ("The envoy said to Oslo and to Riga that the strait was open.", "Oslo and to Riga"),
    # who presses the speaker for an answer
    ("Pressed by lawmakers, the envoy replied that the strait was open.", "lawmakers"),
    # the one who is told speaks next
    ("Told that the strait was closed, the envoy laughed.", "the envoy"),
    # in front of somebody
    ('"The strait is open," the envoy quipped in front of investors.', "investors"),
    # a cry that reaches somebody
    ("The envoy shouted to bystanders that the strait was open.", "bystanders"),
    # a participle that opens the sentence
    ("Briefing members by telephone, the envoy said that the strait was open.", "members by telephone"),
    # it is asked
    ("The parliament met, and the envoy asked it to open the strait.", "it"),
    # to whom a noun is directed
    ("The envoy repeated Riga's appeal to Oslo to open the strait.", "Oslo"),
    # to whom a noun is given
    ("Riga conveyed to the Finns its hope that the strait would open.", "the Finns"),
    # what a noun answers hears nothing
    ("The envoy repeated Riga's objection to the plan, its fear that the strait would close.", None),
    # nobody hears laughter
    ('"The strait is open," the envoy said to laughter.', None),
    # a letter that somebody sent
    ("In a letter that he sent to the council, the envoy said that the strait was open.", "the council"),
    # a statement that was read to somebody
    ("In a statement read to the delegates, the envoy said that the strait was open.", "the delegates"),
    # before deputies, and before a body that listens
    ("The envoy affirmed before the deputies that the strait was open.", "the deputies"),
    ("The envoy testified before the Senate that the strait was open.", "the Senate"),
    # before an event is no hearer
    ("The envoy said before the elections that the strait was open.", None),
    # of whom something is demanded
    ("The envoy demanded an apology from the Finns.", "the Finns"),
    # to whom something is offered
    ("Riga offered the Finns a new pier.", "the Finns"),
    # who is thanked
    ("Riga thanked the Finns for the pier.", "the Finns"),
    # who was called, and hears a warning
    ("The envoy called the premier and warned that the strait was closed.", "the premier"),
    # a paper whose name is a measure of time
    ('"The strait is open," the envoy told this weekly.', "this weekly"),
    # a speech or a letter whose words a participle gives
    ("The envoy gave a speech to the council, noting that the strait was open.", "the council"),
    ("The envoy sent the premier a letter warning that the strait was closed.", "the premier"),
    # who is answered or cabled, before a clause
    ("The envoy answered his guest that the strait was open.", "his guest"),
    ("The envoy cabled Oslo that the strait was open.", "Oslo"),
    # who is called something need not hear what comes next
    ("The envoy called the premier a liar and warned that the strait was closed.", None),
    # upon whom it is impressed
    ("The envoy impressed upon his visitor that the strait was open.", "his visitor"),
    # talks for a thing are no talks with it
    ("The envoy said in talks for the strait that it was open.", None),
    # what one responds to hears nothing
    ("Riga responded to the prices that the strait was open.", None),
    # who warns after a comma is no hearer
    ("The envoy, and above all the pilots, warned that the strait was closed, and went home.", None),
    # talks within the words of another cue
    ("The envoy rejected the offer, but said it was in talks with the Finns.", None),
    # a visit to a town is no speech to it
    ("The envoy said during a visit to Riga that the strait was open.", None),
    # nobody hears accusations
    ("The envoy responded to accusations that the strait was closed.", None),
    # what a date, a sum or a thing gets is not spoken to
    ("The envoy said in March that the strait was open.", None),
    # nobody
    ("The envoy said that the strait was open.", None),
]


@pytest.mark.parametrize(("text", "expected"), ADDRESSEES)
def test_addressee(read: Read, text: str, expected: str | None) -> None:
    heard = read(text)[0].addressee
    assert (heard.text if heard else None) == expected


ON_TO_THE_NEXT = [
    # a participle goes on speaking to the same
    ("The envoy told Riga that the strait was open, adding that pilots would wait.", "pilots", "Riga"),
    # who answers speaks to the one who spoke
    ("The envoy told Orlova that the strait was open; she replied that it was not.", "not", "The envoy"),
    # who was told answers by a word that both phrases share
    ("The envoy told the port office that the strait was open. The office retorted that it was not.", "not", "The envoy"),
    # somebody else answers nobody known
    ("The envoy told Orlova that the strait was open. Pilots retorted that it was not.", "not", None),
    # who was summoned answers the one who summoned her
    ("The minister summoned the envoy, who shrugged and replied that the strait was open.", "open", "The minister"),
    # who adds speaks on to the same
    ("The envoy told parliament that the strait was open. He added that it was calm.", "calm", "parliament"),
    # who is named by his office after a pronoun
    ("She told parliament that the strait was open. The minister added that it was calm.", "calm", "parliament"),
    # unless the hearer may be the one who adds
    ("The envoy told Orlova that the strait was open. She added that it was calm.", "calm", None),
    # or somebody else is
    ("The envoy told parliament that the strait was open. Pilots added that it was calm.", "calm", None),
    # another subject speaks to nobody known
    ("The envoy told Riga that the strait was open. Experts said that pilots would wait.", "pilots", None),
]


@pytest.mark.parametrize(("text", "word", "expected"), ON_TO_THE_NEXT)
def test_the_hearer_of_the_next_cue(read: Read, text: str, word: str, expected: str | None) -> None:
    statement = next(s for s in read(text) if word in s.content.text)
    assert (statement.addressee.text if statement.addressee else None) == expected


IN_IT = [
    # in it, after a letter with a hearer
    ("Riga sent a letter to the Finns. In it the envoy says that the strait is open.", "the Finns"),
    # in the note, after the verb that hands it over
    ("The envoy handed the Finnish ambassador a note. In the note, Riga says that the strait is open.", "the Finnish ambassador"),
    # in something else
    ("Riga sent a boat to the Finns. In it the envoy says that the strait is open.", None),
]


@pytest.mark.parametrize(("text", "expected"), IN_IT)
def test_a_letter_that_goes_on(read: Read, text: str, expected: str | None) -> None:
    heard = read(text)[-1].addressee
    assert (heard.text if heard else None) == expected


def test_a_question_is_answered_and_hears_nothing(read: Read) -> None:
    assert not [s for s in read("The envoy answered every question that he was asked.") if s.cue.text == "answered"]


def test_who_is_answered_is_no_content(read: Read) -> None:
    (statement,) = read("The envoy answered his guest that the strait was open.")
    assert statement.content.text == "that the strait was open"


def test_of_whom_it_is_asked_is_no_content(read: Read) -> None:
    (statement,) = read("The envoy demanded an apology from the Finns.")
    assert statement.content.text == "an apology"


def test_who_hears_is_no_content(read: Read) -> None:
    (statement,) = read("Oslo urged the rebels not to cross the river.")
    assert statement.content.text == "not to cross the river"
