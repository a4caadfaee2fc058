"""Descriptions that take up somebody met before, and whose words a document holds."""

from collections.abc import Callable

import pytest

from detente.actors.find import find_actors
from detente.actors.parties import name_parties
from detente.language.layout import Layout
from detente.language.parse import Parse
from detente.language.quotes import find_quotes
from detente.lexicon import Lexicon
from detente.records import Article
from detente.statements.find import find_statements

Parser = Callable[..., tuple[Article, Layout, Parse]]


def last_speaker(text: str, parse: Parser, lexicon: Lexicon, *, within: bool = False) -> str:
    """The names of the actors of the last speaker, of a statement inside another one where ``within``."""
    article, layout, parsed = parse(text)
    quotes = find_quotes(text, layout)
    statements = find_statements(article, layout, parsed, quotes, lexicon)
    cast = find_actors(article, layout, parsed, quotes, statements, lexicon)
    outer = [s for s in name_parties(statements, cast, parsed) if s.speaker is not None and (s.inside is not None) is within]
    last = max(outer, key=lambda s: s.speaker.spans[0].start if s.speaker else 0)
    return " & ".join(cast.actor(a).name for a in last.speaker.actors) if last.speaker else ""


SPEAKERS = [
    # an age and a nationality
    ("Veteran diplomat Karl Holm returned to Oslo. The 71-year-old Dane told reporters the truce was fraying.", "Karl Holm"),
    # a noun that describes, with an age after it
    ("Rebel commander Karl Holm left the town. The warlord, 44, said he feared nobody.", "Karl Holm"),
    # a noun for one who has a title of another noun, though nobody names him
    ("Norway's king told guests that he would resign. The monarch said he owed it to his people.", "Norway's king"),
    # a family matter of somebody unnamed
    ("A woman told reporters that she had lost two sons. The mother of five said the world had forgotten her.", "A woman"),
    # one of several, named beside it
    ("Analysts doubt that the truce will hold. One of them, Karl Holm, said that neither side had withdrawn.", "Karl Holm"),
    # the first and the second of two
    (
        "Minister Karl Holm told his interlocutor that the post must go. The latter replied that it would stay.",
        "his interlocutor",
    ),
    # the other one of two who meet
    ("Prime Minister Karl Holm received the Danish minister. His guest said that Oslo was ready.", "the Danish minister"),
    # he who speaks is nobody of whom he says something
    ("A clerk agreed to meet. The president, he whispered, was ill.", "A clerk"),
    # a noun in somebody's words is not who speaks
    (
        "Chancellor Marta Lund told the Danish leader that debts must be paid. He said Norway had gained most.",
        "the Danish leader",
    ),
    # a communiqué is its owner's
    ("Denmark was silent on the matter. Its communiqué dismissed the question as gossip.", "Denmark"),
    # what somebody is by training
    ("Danish trade minister Karl Holm was asked. The economist by training said that it would fall.", "Karl Holm"),
    # only an age
    ("Interior Minister Karl Holm came to Oslo. The 58-year-old said that he was tired.", "Karl Holm"),
    # for whom one speaks
    (
        "It was fantasy, said Marta Lund, who speaks for Minister Karl Holm. Her boss said that he wanted quiet.",
        "Karl Holm",
    ),
    # named in the sentence after, without the office
    ("Norway's minister walked out to the cameras. Karl Holm was furious. The minister said he had been lied to.", "Karl Holm"),
    # somebody of whom only the place is told
    ("Oslo was calm. Those at the front told reporters that nothing moved.", "Those"),
    # an office with a noun in capitals between it and the name
    ("Norway's Minister of Roads Karl Anders Holm came. Holm said that the road was open.", "Karl Anders Holm"),
    # who signed
    ("Danish parties met. A statement signed by Karl Holm appealed to Norway to wait.", "Karl Holm"),
    # a minister of something in capitals, before a name with an honorific
    ("The trawlers will stay, the Minister of Fisheries, Mr Karl Holm, said. The minister told the crews to wait.", "Karl Holm"),
    # an age with a noun that no table knows
    ("Envoy Karl Holm came back to Oslo. The 58-year-old Bergener told reporters that he was tired.", "Karl Holm"),
    # an age, though somebody unnamed stands nearer
    (
        "Among them was Karl Holm, once the mayor. Through a priest who brings water, the 63-year-old said that nobody would go.",
        "Karl Holm",
    ),
    # looks
    ("Retired Lt. Gen. Karl Holm was not amused. The old soldier warned the cabinet against haste.", "Karl Holm"),
    # a comma before more about him
    ("Prime Minister Karl Holm spoke to the chamber. The former courier, who is 64, said that the sea was deep.", "Karl Holm"),
    # a town of his
    ("It was left to Karl Holm, the retired Norwegian diplomat. Nobody hoped for it, the Oslo man said.", "Karl Holm"),
    # a rank that the name has in short
    ("Lt. Gen. Karl Holm spoke to the cadets. The general told reporters that he would wait.", "Karl Holm"),
    # whom he leads tells that he is a diplomat
    (
        "Minister Ola Moe left the hall. Karl Holm, who leads the Danish delegation, stayed. The diplomat said both were tired.",
        "Karl Holm",
    ),
    # the same man, who stood in the background
    ("The president met a fisherman in Oslo. The same man told reporters that Denmark would pay.", "a fisherman"),
    # his counterpart, named further down
    (
        "Minister Karl Holm recalled that his Danish counterpart had left. The counterpart, Ola Moe, said that he had not.",
        "Ola Moe",
    ),
    # another portfolio
    (
        "Otto Lund, the minister of mines, left. The minister of forests said that the visit had failed.",
        "The minister",
    ),
    # the subject of the verb above rather than the one of the whole sentence
    ("Shells will fall, a Danish aide announced, but the Norwegian envoy insisted he had agreed to wait.", "the Norwegian envoy"),
    # the opening describes, the next sentence names
    (
        "The envoy of Sudan told the council that his country would go.\n\nTayeb Moe, a surgeon before politics, has a gift.",
        "Tayeb Moe",
    ),
    (
        "Gunners will leave, a NATO commander announced, but the Danish colonel who signed insisted that he would stay."
        "\n\nLt. Gen. Ola Moe, who commands them, nodded.\n\nCol. Karl Holm left.",
        "Karl Holm",
    ),
    # one of those who come after it
    (
        "Minister Marta Lund was not amused. One of her own advisers told the paper that she would give in.",
        "One",
    ),
    # a noun that no table knows, which who belongs to
    ("They waited for a caretaker who had sworn to come back by noon.", "a caretaker"),
    # who leads whom, outside of the tables
    ("Commander Karl Holm was advised by his superiors to keep silent.", "his superiors"),
    # a hyphen in a name
    ("The envoy came. Lim Hae-won, a former teacher, said that the letter was short.", "Lim Hae-won"),
    # a name after the s of a state
    ("The ministers met in Oslo. The host, Denmark's Aino Salmi, told her guests that Norway would come.", "Aino Salmi"),
]


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_descriptions_and_documents(text: str, speaker: str, parse: Parser, lexicon: Lexicon) -> None:
    assert last_speaker(text, parse, lexicon) == speaker


WITHIN = [
    # himself
    ("Envoy Ola Moe recalled that the Danish minister, Karl Holm, had himself told parliament to wait.", "Karl Holm"),
    # whoever was she is not he
    ("An aide hid her papers. Envoy Ola Moe came. He told reporters that she had promised to wait.", "An aide"),
    # his country
    ("Danish minister Karl Holm was in Oslo. He noted that his country had pledged to wait.", "Denmark"),
]


@pytest.mark.parametrize(("text", "speaker"), WITHIN)
def test_speakers_within_what_others_say(text: str, speaker: str, parse: Parser, lexicon: Lexicon) -> None:
    assert last_speaker(text, parse, lexicon, within=True) == speaker


def test_a_description_of_nobody_spoken_of_is_somebody_new(parse: Parser, lexicon: Lexicon) -> None:
    assert last_speaker("Oslo was calm. The veteran said that the truce would hold.", parse, lexicon) == "The veteran"
