from collections.abc import Callable

from detente.reasons.fields import Fields

Told = Callable[..., list[str]]
Code = Callable[..., dict[str, object]]
Coded = dict[str, object]


def cued(words: str) -> Callable[[Fields], bool]:
    return lambda row: row.part("cue").text("text") == words


def named(name: str) -> Callable[[Fields], bool]:
    return lambda row: row.text("name") == name


def without_text(coded: Coded) -> Coded:
    article = {key: value for key, value in Fields(coded).part("article").values.items() if key != "text"}
    return coded | {"article": article}


def test_a_direct_statement(told: Told, sample: Coded) -> None:
    lines = told(sample, "statements", cued("told"))
    assert lines[0].endswith(": statement, Kari Lund, direct assertion")
    assert 'In the text: [said: "We are ready to reopen talks with Latvia,"] [speaker: she] [cue: told] [to: reporters]' in lines
    assert "Kind: direct: the words stand in quotation marks" in lines
    assert "Attitude: assertion: the speaker says it" in lines
    assert "  found by: pronoun for Kari Lund (pronoun, sure, .80)" in lines
    assert "Cue: “told” (of tell)" in lines
    assert "Rule: verb.quote_before" in lines
    assert any(line.strip().startswith("data/statements/frames.tsv:") for line in lines)
    assert any(line.startswith("To: “reporters” is reporters (JRN, a-") for line in lines)
    assert any("AGREE, future, “ready reopen talks”" in line for line in lines)


def test_words_passed_on(told: Told, sample: Coded) -> None:
    lines = told(sample, "statements", cued("was quoted as saying"))
    assert any(line.startswith("Passed on by: “the LETA news agency” is ") for line in lines)
    assert "To: nobody is named" in lines


def test_a_statement_in_a_statement(told: Told, code: Code) -> None:
    text = (
        '"The British said that Riga must leave the port," the Norwegian minister Kari Lund said on Tuesday. Ferries were late.'
    )
    coded = code(text)
    inner = told(coded, "statements", lambda row: bool(row.text("inside")))
    at = inner.index("Inside of (innermost first):")
    assert "Kari Lund" in inner[at + 1]
    outer = told(coded, "statements", lambda row: not row.text("inside"))
    assert "Inside of: no other statement" in outer
    assert "Statements inside of it:" in outer


def test_a_statement_without_text(told: Told, sample: Coded) -> None:
    lines = told(without_text(sample), "statements", cued("told"))
    assert any(line.startswith("Note: the file has no text") and "--with-text" in line for line in lines)
    assert 'Said: "We are ready to reopen talks with Latvia,"' in lines
    assert "  found by: pronoun for Kari Lund" in lines


def test_an_actor(told: Told, sample: Coded) -> None:
    lines = told(sample, "actors", named("Kari Lund"))
    assert lines[0].endswith(": actor, Kari Lund")
    assert "Kind: person" in lines
    assert "Country: NOR Norway" in lines
    assert any(line.startswith("Sector: GOV: Heads of state") for line in lines)
    assert "Role: Foreign Minister (NOR)" in lines
    assert "  evidence: “Foreign Minister”" in lines
    assert any("[here: she] told reporters" in line and line.endswith(": pronoun for Kari Lund (pronoun)") for line in lines)
    assert sum(line.count("s-") for line in lines if line.startswith("Says: ")) == 3
    assert any(line.startswith("Does: e-") for line in lines)
    assert "Is the one to whom it is done in: nothing" in lines


def test_an_actor_without_text(told: Told, sample: Coded) -> None:
    lines = told(without_text(sample), "actors", named("Kari Lund"))
    assert any(line.startswith("  evidence: in the text, characters ") for line in lines)
    assert any(line.startswith("Mentions: 2 in the text, characters ") for line in lines)


def test_many_mentions_are_counted(told: Told, code: Code) -> None:
    lines = told(code("Norway attacked Latvia. " * 15), "actors", named("Norway"))
    assert "Mentions: 15" in lines
    assert "  and 3 more" in lines


def test_a_ledger_entry(told: Told, sample: Coded) -> None:
    lines = told(sample, "ledger", lambda row: row.text("kind") == "demand")
    assert lines[0].endswith(": ledger entry, demand by LVA")
    assert "Kind: demand: Something that one side tells the other to do." in lines
    assert ("By: LVA Latvia" in lines, "To: NOR Norway" in lines) == (True, True)
    assert any(line.startswith("Sentence: ") and "opened by: stop]" in line for line in lines)
    assert any(line.startswith("Opened by: e-") and "REQUEST, actual" in line for line in lines)
    (row,) = (line for line in lines if line.startswith("  by data/ontology/ledger.tsv:"))
    assert row.endswith("REQUEST: lemma=must, needs=recipient, what=clause")
    assert any("Janis Ozols" in line for line in lines[lines.index("  claimed by (innermost first):") :])


def test_a_ledger_entry_of_a_statement(told: Told, sample: Coded) -> None:
    lines = told(sample, "ledger", lambda row: row.text("kind") == "offer")
    assert any(line.startswith("Put on the table by: s-") and "Kari Lund" in line for line in lines)
    assert "  in words of its own: what the speaker will do, or what somebody is said to be ready for" in lines
    assert any(line.startswith("Also told by: e-") and "AGREE, future" in line for line in lines)


def test_a_ledger_entry_of_a_cue(told: Told, code: Code) -> None:
    coded = code("Latvia offered Norway free passage through the strait if Norway opened its ports.")
    lines = told(coded, "ledger", lambda row: row.text("kind") == "offer")
    rows = [line for line in lines if line.startswith("  perhaps by data/ontology/ledger_cues.tsv:")]
    assert any(row.endswith("lemma=offer, needs=open") for row in rows)
    lines = told(coded, "ledger", lambda row: row.text("kind") == "condition")
    (row,) = (line for line in lines if line.startswith("  as its condition, by data/ontology/conditions.tsv:"))
    assert row.endswith("marker=if, after=offer")


def test_what_came_of_a_ledger_entry(told: Told, code: Code) -> None:
    coded = code("Latvia offered Norway free passage through the strait. Norway rejected the offer.")
    lines = told(coded, "ledger", lambda row: row.text("kind") == "offer")
    (row,) = (n for n, line in enumerate(lines) if line.startswith("Refused: “"))
    assert lines[row + 1].startswith("  by outcome.named: The act names what it settles")


def test_a_ledger_entry_without_text_names_the_rows_that_may_have_opened_it(told: Told, sample: Coded) -> None:
    lines = told(without_text(sample), "ledger", lambda row: row.text("kind") == "demand")
    assert any(line.startswith("  perhaps by data/ontology/ledger.tsv:") for line in lines)


def test_a_ledger_entry_whose_sources_are_not_in_the_file(told: Told, sample: Coded) -> None:
    lines = told(without_text(sample) | {"events": [], "statements": []}, "ledger", lambda row: row.text("kind") == "offer")
    assert any(line.endswith(", which the file does not hold") for line in lines)
