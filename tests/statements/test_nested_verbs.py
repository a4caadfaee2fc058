"""Verbs that attribute within somebody's words: what is thought, wished, planned, refused, told and asked."""

from collections.abc import Callable

import pytest

from detente.records import Statement

Read = Callable[..., tuple[Statement, ...]]


# text, speaker and content of the inner statement, cue of the one that it stands in
NESTED: list[tuple[str, str | None, str, str]] = [
    # an apposition parts the clause from its verb
    (
        "She asserted that the governor had been told by the envoy, Colonel Ana Ruiz, that Oslo backed the plan.",
        "the envoy, Colonel Ana Ruiz",
        "that Oslo backed the plan",
        "asserted",
    ),
    # who passes on parts the clause from its verb
    (
        "The minister promised on 2 June, according to his aide, that no gate would be shut.",
        "The minister",
        "that no gate would be shut",
        "according to",
    ),
    # a head and its name speak at the end of the sentence
    (
        "Oslo hopes that the date will be named, the head of the port committee, Ana Ruiz, stated today at a briefing.",
        "Oslo",
        "that the date will be named",
        "stated",
    ),
    # who intends to ask asks
    ("The captain said he intended to ask the harbour for a tug.", "he", "a tug", "intended"),
    # a measure is asked for and does not hear
    ("The mayor said Oslo had requested two more days to study it.", "Oslo", "two more days to study it", "said"),
    # a verb that looks like a noun
    (
        "Oslo intelligence suspects that a ship cut the cable, according to an officer.",
        "Oslo intelligence",
        "that a ship cut the cable",
        "according to",
    ),
    # belief in a that-clause of saying
    (
        "The spokesman said Ankara believed the shipment was meant for rebels.",
        "Ankara",
        "the shipment was meant for rebels",
        "said",
    ),
    # belief about a person, negated
    ("Officials in Tunis said the president does not think the truce can last.", "the president", "the truce can last", "said"),
    # suspicion without that
    ("A diplomat said Warsaw suspected Minsk was behind the fires.", "Warsaw", "Minsk was behind the fires", "said"),
    # wish with object and infinitive
    (
        "The minister said his country wanted Denmark to hand over the crew.",
        "his country",
        "Denmark to hand over the crew",
        "said",
    ),
    # hope for a noun
    ("She told reporters that Quito was hoping for a quick answer.", "Quito", "a quick answer", "told"),
    # plan as a progressive
    ("Two officials said Seoul was planning to recall its envoy.", "Seoul", "to recall its envoy", "said"),
    # refusal in a coordinated clause
    ("The envoy said Bamako had promised to pay and had refused to sign.", "Bamako", "to sign", "said"),
    # the first of the two
    ("The envoy said Bamako had promised to pay and had refused to sign.", "Bamako", "to pay", "said"),
    # two different subjects
    ("Rabat said that Algiers had demanded an apology and that Madrid had offered to mediate.", "Algiers", "an apology", "said"),
    # the second of two that-clauses
    ("Rabat said that Algiers had demanded an apology and that Madrid had offered to mediate.", "Madrid", "to mediate", "said"),
    # threat with object and condition
    (
        "The ministry complained that Lagos had threatened to cut the line if the debt was not paid.",
        "Lagos",
        "to cut the line if the debt was not paid",
        "complained",
    ),
    # who was told, passive
    ("The captain said he had been told that the port was closed.", None, "that the port was closed", "said"),
    # who was asked, passive
    ("The ambassador said he had been asked to leave within two days.", None, "to leave within two days", "said"),
    # who was informed, passive with a source
    ("The minister said she had been informed by Cairo that the road would open.", "Cairo", "that the road would open", "said"),
    # who was warned, passive
    ("A crew member said they were warned not to approach the island.", None, "not to approach the island", "said"),
    # who was assured
    ("Baku said it had been assured that no troops would cross.", None, "that no troops would cross", "said"),
    # direct speech after a colon
    ('The envoy added: "Kigali has promised to leave the hills. I doubt it will."', "Kigali", "to leave the hills", "added"),
    # a second inner one in the same quotation
    ('The envoy added: "Kigali has promised to leave the hills. I doubt it will."', "I", "it will", "added"),
    # three deep
    ("Reuters reported that an aide said the emir wanted a summit in May.", "the emir", "a summit in May", "said"),
    # three deep, the middle
    (
        "Reuters reported that an aide said the emir wanted a summit in May.",
        "an aide",
        "the emir wanted a summit in May",
        "reported",
    ),
    # asked for within answer
    ("The guard replied that nobody had asked him for a permit.", "nobody", "a permit", "replied"),
    # refused by a group
    ("The commission noted that the rebels had refused to let inspectors in.", "the rebels", "to let inspectors in", "noted"),
    # rejected an object
    ("The delegate said Lima had rejected the compromise.", "Lima", "the compromise", "said"),
    # agreed on
    ("The two ministers said they had agreed on a timetable.", "they", "a timetable", "said"),
    # agreed that
    (
        "The mediator said the two sides agreed that the bridge should reopen.",
        "the two sides",
        "that the bridge should reopen",
        "said",
    ),
    # insisted on
    ("The negotiator said Athens insisted on a written pledge.", "Athens", "a written pledge", "said"),
    # opposed
    ("The prime minister said her party opposed sending troops.", "her party", "sending troops", "said"),
    # supports
    ("The deputy said Vienna supports a longer mandate for the monitors.", "Vienna", "a longer mandate for the monitors", "said"),
    # accused of
    (
        "The council heard that Asmara had accused its neighbour of shelling a clinic.",
        "Asmara",
        "its neighbour of shelling a clinic",
        "heard",
    ),
    # accused passive
    ("The lawyer said his client had been accused of spying for Seoul.", None, "his client of spying for Seoul", "said"),
    # blamed
    ("The minister said Skopje blamed smugglers for the explosion.", "Skopje", "smugglers for the explosion", "said"),
    # denied
    ("The officer said the pilot denied crossing the line.", "the pilot", "crossing the line", "said"),
    # vow, in a because clause
    ("He said the talks had failed because Harare had vowed never to pay.", "Harare", "never to pay", "said"),
    # within an if-clause
    ("Ottawa warned it would leave the pact if Washington insisted on new tariffs.", "Washington", "new tariffs", "warned"),
    # decided
    (
        "State television said the cabinet had decided to expel three diplomats.",
        "the cabinet",
        "to expel three diplomats",
        "said",
    ),
    # intends
    ("The mayor said the army intended to mine the harbour.", "the army", "to mine the harbour", "said"),
    # knows
    ("The priest said everyone knew who had given the order.", "everyone", "who had given the order", "said"),
    # understand
    ("The secretary said Brussels understood that the vote would be close.", "Brussels", "that the vote would be close", "said"),
    # fears in a when-clause
    (
        "She recalled that the villagers had fled when they heard that the army was coming.",
        "they",
        "that the army was coming",
        "recalled",
    ),
    # expects of
    ("The spokesman said Jakarta expected an apology from the fishermen.", "Jakarta", "an apology from the fishermen", "said"),
    # sees as
    ("Diplomats say Moscow sees the base as a provocation.", "Moscow", "the base as a provocation", "say"),
    # wants before he said
    ("Sudan wants the sanctions lifted, its envoy told the assembly.", "Sudan", "the sanctions lifted", "told"),
    # according to
    ("According to the mayor, the rebels had promised to spare the bridge.", "the rebels", "to spare the bridge", "According to"),
    # according to at the end
    ("Islamabad has asked for a delay, according to two diplomats.", "Islamabad", "a delay", "according to"),
    # a quotation of two paragraphs, the mark opened anew
    (
        'The minister said: "The harvest is lost.\n\n"We have asked the United Nations to send grain."',
        "We",
        "to send grain",
        "said",
    ),
    # mixed speech
    ('The adviser said Belgrade feared "another winter without gas".', "Belgrade", '"another winter without gas"', "said"),
    # thanks
    ("The minister said he had thanked Doha for its help.", "he", "Doha for its help", "said"),
    # congratulates; condemned
    ("Manila said fourteen states had condemned the ramming.", "fourteen states", "the ramming", "said"),
    # called for by a title
    ("The agency said the patriarch had called on both armies to stop firing.", "the patriarch", "to stop firing", "said"),
    # proposed that
    ("A source said Bern had proposed that the sides meet in Geneva.", "Bern", "that the sides meet in Geneva", "said"),
    # instructed
    ("The admiral said he had instructed his captains to hold fire.", "he", "to hold fire", "said"),
    # appealed to
    ("The consul said the families had appealed to the king for mercy.", "the families", "mercy", "said"),
    # swore
    ("The prisoner said the guards had sworn that nobody would be harmed.", "the guards", "that nobody would be harmed", "said"),
    # regret
    ("He said the government regretted the deaths.", "the government", "the deaths", "said"),
    # ruled out
    ("The chancellor's office said she had ruled out sending tanks.", "she", "sending tanks", "said"),
    # made clear
    (
        "The envoy said Beijing had made clear that the islands were not for sale.",
        "Beijing",
        "that the islands were not for sale",
        "said",
    ),
    # expressed concern
    (
        "The statement said both leaders expressed concern about the fighting.",
        "both leaders",
        "concern about the fighting",
        "said",
    ),
    # boasts
    ("A witness said the soldiers boasted of burning the mill.", "the soldiers", "burning the mill", "said"),
    # in a question asked
    ("The reporter asked whether Maputo believed the company's figures.", "Maputo", "the company's figures", "asked"),
    # inner passive with by and infinitive
    ("The mayor said residents had been ordered by the army to stay indoors.", "the army", "to stay indoors", "said"),
    # it is feared
    ("The doctor said it was feared that the toll would rise.", None, "that the toll would rise", "said"),
    # urged, after a second verb of saying
    (
        "The premier revealed that Doha had quietly urged Cairo to reopen the crossing.",
        "Doha",
        "to reopen the crossing",
        "revealed",
    ),
    # sees as
    ("The embassy regretted that Ankara saw the visit as an insult.", "Ankara", "the visit as an insult", "regretted"),
    # a few quoted words
    ('Two people familiar with the letter said it warned of "grave consequences".', "it", '"grave consequences"', "said"),
    # a relative clause between subject and verb
    (
        "The Polish president said that Berlin, which had long opposed the plan, now wanted it adopted.",
        "Berlin",
        "it adopted",
        "said",
    ),
    # begged for
    ("The commander claimed the enemy had begged for a pause.", "the enemy", "a pause", "claimed"),
    # the saying stands between verb and clause
    (
        "Vilnius fears, two of its diplomats said, that the sanctions will be lifted.",
        "Vilnius",
        "that the sanctions will be lifted",
        "said",
    ),
    # the saying stands between verb and infinitive
    (
        "Havana has refused, the agency reported, to take back the deported men.",
        "Havana",
        "to take back the deported men",
        "reported",
    ),
    # the saying stands between subject and verb
    (
        "The finance minister, an aide confirmed, has asked the Fund for more time.",
        "The finance minister",
        "more time",
        "confirmed",
    ),
    # understood that
    ("Officials in Nairobi said they understood that Kampala would not object.", "they", "that Kampala would not object", "said"),
    # trusts somebody
    ("The bishop said he trusted the generals.", "he", "the generals", "said"),
    # assumed
    ("The admiral testified that his staff had assumed the ship was empty.", "his staff", "the ship was empty", "testified"),
    # a passive order
    ("The officer said the guards were ordered to shoot.", None, "to shoot", "said"),
    # a passive request
    ("The delegation said it was asked not to film the camp.", None, "not to film the camp", "said"),
    # was informed
    ("The governor said he was informed that the bridge had collapsed.", None, "that the bridge had collapsed", "said"),
    # had been reassured by somebody
    ("The minister said that she had been reassured by Rome that the aid would come.", "Rome", "that the aid would come", "said"),
    # a passive in the progressive
    ("The patriarch said the faithful were being urged to boycott the vote.", None, "to boycott the vote", "said"),
    # what will be demanded
    ("The premier said Yerevan would demand compensation and would ask Paris to mediate.", "Yerevan", "compensation", "said"),
    # whom one will ask
    ("The premier said Yerevan would demand compensation and would ask Paris to mediate.", "Yerevan", "to mediate", "said"),
    # agreed to talks
    ("Minsk said Vilnius had agreed to talks but had rejected Warsaw's terms.", "Vilnius", "talks", "said"),
    # the second of two verbs
    ("Minsk said Vilnius had agreed to talks but had rejected Warsaw's terms.", "Vilnius", "Warsaw's terms", "said"),
    # a main clause after while
    ("He said that while Paris supported the plan, London doubted that it would work.", "London", "that it would work", "said"),
    # a clause with while
    ("He said that while Paris supported the plan, London doubted that it would work.", "Paris", "the plan", "said"),
    # was told nothing
    ('Asked about the raid, the minister replied: "I was told nothing."', None, "nothing", "replied"),
    # a colon after a sentence without a cue
    ('The captain was defiant: "We asked for fuel and they sent a lawyer."', "We", "fuel", ":"),
    # quoted as saying
    (
        "TASS quoted the governor as saying that residents had demanded a referendum.",
        "residents",
        "a referendum",
        "quoted as saying",
    ),
    # was quoted as saying
    (
        "The mayor was quoted by the daily as saying the army had promised to withdraw.",
        "the army",
        "to withdraw",
        "was quoted as saying",
    ),
    # after whom is cited
    (
        "Citing intelligence, the minister said the militia was planning to attack the port.",
        "the militia",
        "to attack the port",
        "said",
    ),
    # alleged in a letter
    (
        "In a letter to the council, Pyongyang alleged that Seoul had vowed to sink its boats.",
        "Seoul",
        "to sink its boats",
        "alleged",
    ),
    # is seeking
    ("The secretary said Hanoi was seeking a loan of two billion dollars.", "Hanoi", "a loan of two billion dollars", "said"),
    # a wish in a belief
    ("Analysts believe Beijing wants to test the new government.", "Beijing", "to test the new government", "believe"),
    # an invitation that is accepted
    (
        "The spokesman confirmed that the queen had accepted an invitation to visit Rome.",
        "the queen",
        "an invitation to visit Rome",
        "confirmed",
    ),
]


@pytest.mark.parametrize("row", NESTED)
def test_nested(read: Read, row: tuple[str, str | None, str, str]) -> None:
    text, speaker, content, outer = row
    statements = read(text)
    cues = {s.id: s.cue.text if s.cue else None for s in statements}
    found = [(s.speaker.text if s.speaker else None, s.content.text, cues.get(s.inside or "")) for s in statements]
    assert (speaker, content, outer) in found
