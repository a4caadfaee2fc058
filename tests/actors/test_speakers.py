"""Who speaks: pronouns in quotations, parts of groups, descriptions before names, members of pairs."""

from collections.abc import Callable

import pytest

from detente.actors.find import find_actors
from detente.actors.parties import name_parties
from detente.language.layout import Layout
from detente.language.parse import Parse
from detente.language.quotes import find_quotes
from detente.lexicon import Lexicon
from detente.records import Article, Statement
from detente.statements.find import find_statements

Parser = Callable[..., tuple[Article, Layout, Parse]]


def said_by(text: str, parse: Parser, lexicon: Lexicon) -> dict[str, str | None]:
    """The names of the speakers by the words of their source; the first statement of each source counts."""
    article, layout, parsed = parse(text)
    quotes = find_quotes(text, layout)
    statements = find_statements(article, layout, parsed, quotes, lexicon)
    cast = find_actors(article, layout, parsed, quotes, statements, lexicon)
    found: dict[str, str | None] = {}
    for statement in name_parties(statements, cast, parsed):
        if statement.speaker is not None:
            found.setdefault(statement.speaker.text, names_of(statement, cast.actor))
    return found


def names_of(statement: Statement, actor: Callable[..., object]) -> str:
    assert statement.speaker is not None
    return " & ".join(str(getattr(actor(a), "name", "")) for a in statement.speaker.actors)


SPEAKERS = [
    # text, source, who speaks
    (
        'Peru closed the road. "They promised us that it would stay open," Chilean Minister Karl Holm said.',
        "They",
        "Peru",
    ),  # they of a quotation: the other state, not a group
    (
        'Danish Minister Karl Holm met Chilean Minister Juan Soto. "He told me that the road is open," Holm said.',
        "He",
        "Juan Soto",
    ),  # he of a quotation is not who speaks it
    (
        'A mediator said on Monday that talks would go on. "I am tired," the mediator, Karl Holm, told reporters.',
        "A mediator",
        "Karl Holm",
    ),  # described before named
    (
        "Two Danish officials left early. One of them said that the talks had failed.",
        "One of them",
        "One",
    ),  # one of a group is somebody of his own
    (
        "Peru and Chile held talks. Each said that the other had lied.",
        "Each",
        "Peru & Chile",
    ),  # each: all members
    (
        "Peru and Chile held talks. Both armies said that they were ready.",
        "Both armies",
        "the army of Peru & the army of Chile",
    ),  # a body of each state
    (
        "Brazil was told by Peru and Chile on Monday about the road. Brazil told both sides that it would wait.",
        "Brazil",
        "Brazil",
    ),  # who told both sides is neither
    (
        "Danish Foreign Minister Karl Holm met his aide Marta Lund. She said that the talks had failed.",
        "She",
        "Marta Lund",
    ),  # a first name that only tells the gender
    (
        "The Chilean ambassador, Juan Soto, was summoned. The envoy said that he regretted nothing.",
        "The envoy",
        "Juan Soto",
    ),  # a noun that stands for another title
    (
        "Ann Berg, a political scientist, watched. The expert said that the talks would fail.",
        "The expert",
        "Ann Berg",
    ),  # and for a profession
    (
        "The ministry issued a statement saying that the talks had failed.",
        "The ministry",
        "The ministry",
    ),  # whoever issued the statement
    (
        "The European Union is waiting. Brussels expects that Peru will answer.",
        "Brussels",
        "European Union",
    ),  # the seat of the union, where its state is not spoken of
    (
        "The Belgian government is waiting. Brussels expects that Peru will answer.",
        "Brussels",
        "Belgium",
    ),  # and the capital where it is
    (
        "In a letter to the Commission, the Danish minister, Karl Holm, argued that the road was open.",
        "the Danish minister, Karl Holm",
        "Karl Holm",
    ),  # a subject that the parser took for an apposition
    (
        'But a Danish spokeswoman said that she knew of no such pledge. "We have heard dates before," Marta Lund added.',
        "a Danish spokeswoman",
        "Marta Lund",
    ),  # a name that nothing explains: whom the sentence before described
    (
        "Peru's trade minister scoffed at the list. Speaking in Lima, Juan Soto said that nobody had read it.",
        "Juan Soto",
        "Juan Soto",
    ),  # the same, by an office
    (
        "A Danish spokeswoman, who asked not to be named, said that talks would go on. Marta Lund doubted that they would.",
        "A Danish spokeswoman",
        "A Danish spokeswoman",
    ),  # who wants no name gets none
    (
        "The Danish minister said that talks would go on. Karl Holm of the Lund Institute doubted that they would.",
        "The Danish minister",
        "The Danish minister",
    ),  # a name that is explained is somebody else's
    (
        "An adviser, Karl Holm, spoke. The Danish minister, Juan Soto, and his Peruvian counterpart agreed to meet. "
        "The two men said that they would meet in Lima.",
        "The two men",
        "Juan Soto & his Peruvian counterpart",
    ),  # his: of whom "and" joins to somebody
    (
        "Danish Minister Karl Holm met Juan Soto, the Peruvian envoy, in Lima. Snow fell. The pair said that talks would go on.",
        "The pair",
        "Karl Holm & Juan Soto",
    ),  # a pair are persons rather than states
    (
        "A ranking naval officer, who would not be named, blamed the fog. Both captains, the source said, had slept.",
        "the source",
        "A ranking naval officer",
    ),  # the source: whoever would not be named
    (
        "The road is open, a member of the minister's staff said. The bridge was next, the aide said. "
        "Peru is waiting. The aide added that it was late.",
        "The aide",
        "a member",
    ),  # and who is known by one noun, is known by it further on
    (
        "The case of Pastor Karl Holm goes on. His lawyer, Ann Berg, waits. The 52-year-old preacher denied that he knew her.",
        "The 52-year-old preacher",
        "Karl Holm",
    ),  # a noun for the same calling
    (
        "Peru summoned the Vietnamese envoy, Tran Loc, and demanded an answer. The envoy said that he had none.",
        "The envoy",
        "Tran Loc",
    ),  # a name that is no acronym, and no list after it
    (
        "The Peruvians, for their part, insist that they want a chair.",
        "they",
        "Peru",
    ),  # a people that is subject and state
    (
        "I doubt that the truce will hold.",
        "I",
        "the author",
    ),  # I outside of anybody's words
    (
        "Opening the talks with ministers in Lima, Sir Karl bin Omar Holm, who headed them, told them that he had no papers.",
        "Sir Karl bin Omar Holm",
        "Karl bin Omar Holm",
    ),  # a name that the parser put into the clause before it
    (
        "Two Danish officials left early. They agreed on one point: neither believes that the talks will go on.",
        "neither",
        "Two Danish officials",
    ),  # neither as the parser's determiner of a verb
    (
        "The envoy walked on; his government, an aide who spoke to us at the gate explained, still doubts the tale.",
        "an aide who spoke to us at the gate",
        "an aide",
    ),  # a clause about who interrupts a sentence
    (
        "A friend telephoned to say that Karl Holm had been ill.",
        "A friend",
        "A friend",
    ),  # a main verb that the parser took for a participle
    (
        "Peru and Chile are at odds. Juan Soto denied that the ministers of the two countries had agreed to meet.",
        "the ministers of the two countries",
        "the minister of Peru & the minister of Chile",
    ),  # of each of two countries one
    (
        "Karl Holm rang his Peruvian colleague and offered a swap; the latter suggested that he should ring Lima.",
        "the latter",
        "his Peruvian colleague",
    ),  # the latter of two in the same sentence
    (
        '"They lie to us," shot back the Danish spokeswoman, Marta Lund.',
        "the Danish spokeswoman, Marta Lund",
        "Marta Lund",
    ),  # behind a verb with its particle
    (
        "The Abkhaz side insisted that the aircraft was shot down.",
        "The Abkhaz side",
        "Abkhazia",
    ),  # a state that few recognise
    (
        "Karl Holm stayed in Lima. In the evening the 58-year-old Breton wrote that he was tired.",
        "the 58-year-old Breton",
        "Karl Holm",
    ),  # a region with an age is a person
    (
        "The Minister of Roads, compañera Marta Lund, was late. Karl Holm, the Minister of Mines, was early. "
        "It snowed. The Minister of Roads said that she was sorry.",
        "The Minister of Roads",
        "Marta Lund",
    ),  # the holder of another portfolio is passed over
    (
        "Karl Holm, the new envoy, was late. Ann Berg, a poet, waited. The president is ill. He doubts that talks will go on.",
        "He",
        "The president",
    ),  # the president is nobody spoken of before
]


@pytest.mark.parametrize("row", SPEAKERS, ids=[f"{source}: {text[:30]}" for text, source, _ in SPEAKERS])
def test_speakers(row: tuple[str, str, str], parse: Parser, lexicon: Lexicon) -> None:
    text, source, name = row
    assert said_by(text, parse, lexicon).get(source) == name


EXTENTS = [
    # text, name of the actor, one of its mentions
    (
        "We spoke to a diplomat in the foreign ministry who drafted the text.",
        "a diplomat",
        "a diplomat in the foreign ministry who drafted the text",
    ),
    # what says which one is meant
    ("Danish Foreign Minister Karl Holm smiled.", "Karl Holm", "Danish Foreign Minister Karl Holm"),  # the title
    ("The ministry on Monday denied this.", "The ministry", "The ministry"),  # no date of what it does
]


@pytest.mark.parametrize("row", EXTENTS, ids=[name for _, name, _ in EXTENTS])
def test_mentions_reach_over_title_and_description(row: tuple[str, str, str], parse: Parser, lexicon: Lexicon) -> None:
    text, name, words = row
    article, layout, parsed = parse(text)
    cast = find_actors(article, layout, parsed, (), (), lexicon)
    actor = next(a for a in cast.actors if a.name == name)
    assert words in [span.of(text) for span in actor.mentions]
