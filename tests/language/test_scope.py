"""Status of acts: what negates, conditions, hedges, promises or dates them."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.language.dates import find_dates
from detente.language.scope import find_scopes
from detente.lexicon import load_lexicon

WEDNESDAY = dt.date(2016, 11, 30)

# sentence | word:status of the words asked for | purpose
ROWS = """
They will meet in Oslo. | meet:future | will
They would meet in Oslo. | meet:hypothetical | would of the possible
Ankara said it would send troops. | said:actual send:future | would that only shifts will into the past
"We would sign the treaty," he said. | sign:hypothetical | no shift within quotation marks
They could sign a pact. | sign:hypothetical pact:hypothetical | could, and the object goes along
They must withdraw. | withdraw:hypothetical | obligation
Moscow has to withdraw its troops. | withdraw:hypothetical | obligation with have to
They cannot agree on borders. | agree:negated | negated modal
Manila may not attend the summit. | attend:negated | negation before doubt
They are going to sign a treaty. | sign:future | going to
The ministers meet on Friday in Vienna. | meet:future | present with a coming day
Obama to visit Cuba | visit:future | infinitive of headlines
The army has not attacked the town. | attacked:negated | not
Seoul has never attacked its neighbour. | attacked:negated | never
This front has not been created so far. | created:negated | passive
Sanctions were not imposed. | imposed:negated sanctions:negated | the subject of a passive goes along
No country has recognised the republic. | recognised:negated | nobody as subject
Neither side attacked the convoy. | attacked:negated | neither
There was no dialogue at all. | dialogue:negated | no before a noun
Troops no longer occupy the valley. | occupy:negated | words with a reach
Rome and Paris have yet to ratify the pact. | ratify:negated | yet to
They left without signing the deal. | left:actual signing:negated | without
Instead of attacking, they retreated. | attacking:negated retreated:actual | instead of, up to the comma
The generals did not meet or sign anything. | meet:negated sign:negated | shared by coordinated verbs
Not only did Iran sign the deal, it celebrated. | sign:actual celebrated:actual | pseudo
He denied that it fired missiles. | denied:actual fired:negated | denial of a clause
Oslo denied supplying weapons. | denied:actual supplying:negated | denial of a gerund
Iran refused to sign the treaty. | refused:actual sign:negated | refusal
Turkey failed to reach an agreement. | reach:negated agreement:negated | failure
India cancelled talks with Pakistan. | cancelled:actual talks:negated | object that does not come about
He ruled out talks with the rebels. | ruled:actual talks:negated | verb with a particle
Washington rejected a request for talks. | rejected:actual talks:hypothetical | what was said exists though rejected
The lack of dialogue hurt both. | dialogue:negated | noun that negates
The court prevented the minister from signing the accord. | prevented:actual signing:negated | gerund under a preposition
Russia did not rule out sanctions. | sanctions:hypothetical | two negations make a possibility
He does not believe that Iran is building a bomb. | building:negated | negation of belief goes down
Syria has no plans to attack Israel. | attack:negated | nothing planned
They agreed to meet in Oslo. | agreed:actual meet:future | agreement to do
He threatened to bomb the capital. | threatened:actual bomb:future | threat
Britain plans to send ships and deploy jets. | send:future deploy:future | coordinated infinitives
Iran offered to host talks. | offered:actual talks:future | noun tagged where a verb stands
Bogota promised not to attack the camp. | promised:actual attack:negated | negated infinitive
Russia is ready to start normalizing relations. | start:future normalizing:future | adjective, and a verb that passes it on
Berlin is not ready to send troops. | send:negated | negated adjective
Serbia is unlikely to join the bloc. | join:hypothetical | unlikely
The decision to withdraw troops was praised. | withdraw:future praised:actual | noun with infinitive
Kenya was the first country to recognise the council. | recognise:actual | the first to
Delhi forced the company to leave. | forced:actual leave:actual | verbs that bring about
The navy was believed to have sunk the ship. | sunk:actual | perfect infinitive
The two sides met to discuss the border. | met:actual discuss:actual | purpose of a meeting
The parties continued to negotiate. | negotiate:actual | aspect
The bank is open to cutting ties. | cutting:hypothetical | adjective with a gerund
Both are ready for talks. | ready:actual talks:future | adjective with a noun
Talks planned for spring were called off. | talks:negated | planned, then called off
The sanctions that Rome had proposed were not adopted. | adopted:negated | relative clause apart
He did not want to meet the king. | meet:negated | negated wish
Tunis wants Rome to release the crew. | release:hypothetical | wish about somebody else
He urged Moscow to withdraw troops. | urged:actual withdraw:hypothetical | demand
He demanded that Russia withdraw its troops. | demanded:actual withdraw:hypothetical | demand with a clause
The president called for talks with Iran. | called:actual talks:hypothetical | call for
Hopes for a ceasefire faded. | ceasefire:hypothetical faded:actual | noun that hedges
The ministers discussed how to end the war. | discussed:actual end:hypothetical | how to
If Russia attacks, NATO will respond. | attacks:hypothetical respond:hypothetical | condition and consequence
Unless it stops, we will strike. | strike:hypothetical | unless
She asked whether Egypt had opened the border. | asked:actual opened:hypothetical | whether
Will Japan impose sanctions? | impose:hypothetical | question
Maybe it is easier in areas such as the weakening of sanctions. | weakening:hypothetical | hedge with a reach
Officials warned of a possible attack. | attack:hypothetical | adjective that hedges
The planned summit was criticised. | summit:future criticised:actual | adjective that plans
A summit is possible. | summit:hypothetical | predicate adjective
Talks will resume on Monday. | talks:future resume:future | subject that goes along
The minister condemned the attack and said Berlin would retaliate. | attack:actual retaliate:future | object that stands apart
There is no alternative to talks. | talks:actual | no effect
France joined the fight against terrorism. | joined:actual fight:actual | no effect
Before leaving Geneva the envoys signed a protocol. | leaving:actual signed:actual | before, in the past
Before leaving Geneva the envoys will sign a protocol. | leaving:future sign:future | before, ahead
In 1986 Malta sent two patrol boats to Libya. | sent:historical | old date
Malta sent two patrol boats to Libya in 1986. | sent:historical | old date beside a name
Malta froze the assets in 1986 after students stormed the mission. | froze:historical stormed:historical | what stood beside it
He was referring to the siege of the island in 1974. | siege:historical | old date beside a progressive
Egypt had so far resisted the plan. | resisted:actual | past perfect that looks back from the story
They spoke of reports that Egypt had closed the border. | closed:actual | past perfect of a report
Spain could hit back by banning beef. | banning:hypothetical | the means of what could be
Spain cannot hit back by banning beef. | banning:hypothetical | the means of what cannot be
The talk of Rome asking for help annoyed him. | asking:hypothetical | talk of an act
It was untrue that Rome had sent a fleet. | sent:negated | untrue
The fleet had to leave the port. | leave:actual | whoever had to leave has left
Any attack on the island would be answered. | attack:hypothetical | any
Rome hopes that the envoys will meet. | meet:hypothetical | hope
They asked whether or not Egypt would sign. | sign:hypothetical | whether or not
Poland used to import gas from Russia. | import:historical | used to
Egypt had closed the border in the spring. | closed:historical | past perfect
Egypt had closed the border on Monday. | closed:actual | past perfect of a recent day
They will wait until Rome withdraws its troops. | wait:future withdraws:future | until
Egypt said it had closed the border. | closed:actual | past perfect of reported speech
They have clashed in the past. | clashed:actual | perfect reaches into the present
He said that two jets bombed the town. | bombed:actual | a statement does not change status
"""
CASES = [tuple(cell.strip() for cell in line.split("|")) for line in ROWS.strip().splitlines()]


@pytest.mark.parametrize(("text", "expected", "purpose"), CASES, ids=[c[2] for c in CASES])
def test_status(parse, lexicon, text: str, expected: str, purpose: str) -> None:
    _, _, parsed = parse(text)
    scopes = find_scopes(parsed, lexicon, find_dates(parsed, WEDNESDAY, lexicon), WEDNESDAY)
    for item in expected.split():
        word, status = item.split(":")
        token = next(t for t in parsed.tokens if t.lower == word)
        assert (word, scopes.status(token.i)[0].value) == (word, status), scopes.status(token.i)


# sentence | word:status where the day of publication is not known | purpose
UNDATED = """
The ministers meet on Friday in Vienna. | meet:future | a weekday in the present
The envoy is heading to Vienna on Friday. | heading:future | a weekday in the progressive
The envoy says on Friday that all is well. | says:actual | words are told in the present
The envoy met him on Friday. | met:actual | a weekday in the past
The summit next month was criticised. | summit:future | next month
Malta sent boats to Libya in 1986. | sent:historical | last century
Malta sent boats to Libya in 2003. In March 2011 they came back. | sent:historical came:actual | long before what else is told
"""
UNDATED_CASES = [tuple(cell.strip() for cell in line.split("|")) for line in UNDATED.strip().splitlines()]


@pytest.mark.parametrize(("text", "expected", "purpose"), UNDATED_CASES, ids=[c[2] for c in UNDATED_CASES])
def test_status_without_a_day_of_publication(parse, lexicon, text: str, expected: str, purpose: str) -> None:
    _, _, parsed = parse(text)
    scopes = find_scopes(parsed, lexicon, find_dates(parsed, None, lexicon))
    for item in expected.split():
        word, status = item.split(":")
        token = next(t for t in parsed.tokens if t.lower == word)
        assert (word, scopes.status(token.i)[0].value) == (word, status), scopes.status(token.i)


def test_a_chronicle_tells_the_past_in_the_present(parse, lexicon) -> None:
    _, _, parsed = parse("December 8 - The envoy visits Oslo.")
    scopes = find_scopes(parsed, lexicon, find_dates(parsed, WEDNESDAY, lexicon), WEDNESDAY)
    assert scopes.status(next(t.i for t in parsed.tokens if t.lower == "visits"))[0] == "actual"


def test_marks_can_be_inspected(parse, lexicon) -> None:
    article, _, parsed = parse("They left without signing the deal, and they will not return.")
    marks = find_scopes(parsed, lexicon).marks
    assert [(m.category, m.trigger.of(article.text)) for m in marks] == [
        ("negation", "without"),
        ("future", "will"),
        ("negation", "not"),
    ]
    assert parsed.span(marks[0].first, marks[0].last).of(article.text).startswith("signing")


def test_every_rule_has_a_name(parse, lexicon) -> None:
    _, _, parsed = parse("Oslo agreed to meet, refused to sign, and may call for talks if Riga does not attack.")
    scopes = find_scopes(parsed, lexicon)
    for token in parsed.tokens:
        assert scopes.status(token.i)[1].startswith("scope.")


WORDS = (
    "If unless they will not would agreed to meet refused denied that signing talks no without before possible , . ? and "
    'maybe " but never war '
    "is ready had used rule out call for in the past"
).split()


@given(st.one_of(st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join), st.text(max_size=60)))
@settings(max_examples=80, deadline=None)
def test_scope_holds_on_any_words(parse, lexicon, text: str) -> None:
    _, _, parsed = parse(text)
    scopes = find_scopes(parsed, lexicon)
    for i in range(len(parsed.tokens)):
        status, _ = scopes.status(i)
        assert status == next((cue.status for cue in scopes.cues(i)), "actual")  # what decides comes first
    for mark in scopes.marks:
        assert 0 <= mark.first <= mark.last <= len(parsed.tokens)


@pytest.mark.parametrize(
    ("text", "word", "cues"),
    [
        ("They may not sign the pact.", "sign", ["sign negated: not", "sign hypothetical: may"]),  # two words at once
        (
            "Oslo did not deny that it signed.",
            "signed",
            ["signed hypothetical: deny", "deny negated: not"],
        ),  # a governor of a governor
        ("Perhaps they signed.", "signed", ["signed hypothetical: Perhaps"]),  # words with a reach
        ("They signed.", "signed", []),  # nothing
    ],
)
def test_cues_name_the_words_that_decide(parse, lexicon, text, word, cues):
    _, _, parsed = parse(text)
    at = next(t.i for t in parsed.tokens if t.text == word)
    found = []
    for cue in find_scopes(parsed, lexicon).cues(at):
        words = cue.words.of(text) if cue.words else parsed.tokens[cue.governor].text
        found.append(f"{parsed.tokens[cue.on].text} {cue.status.value}: {words}")
    assert found == cues


def test_a_users_adjective_may_have_any_effect(parse, tmp_path):
    (tmp_path / "language").mkdir()
    rows = "lemma\tpart\tparticle\trelation\teffect\njoint\tadjective\t\tmodifies\tsame\n"
    (tmp_path / "language" / "governors.tsv").write_text(rows, encoding="utf-8")
    _, _, parsed = parse("The joint exercise ended.")
    scopes = find_scopes(parsed, load_lexicon(tmp_path))
    assert scopes.status(2) == ("actual", "scope.none")
