"""Windows, proposals and the policy that joins model and rules, with a model whose answers are written down."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from detente.language.quotes import find_quotes
from detente.lexicon import Lexicon
from detente.statements.draft import Draft
from detente.statements.find import find_statements
from detente.statements.join import POLICY, join
from detente.statements.lexis import build_lexis
from detente.statements.quoted import Quotations, place_quotes
from detente.statements.rules import draft_statements
from detente.statements.tagger import Proposal, encode, propose
from detente.statements.windows import Candidate, Window, cut_windows, describe, join_pieces, look_at

Parse = Callable[..., Any]


class Scripted:
    """A model that knows some words by heart: cues, and for each cue the source and content words; a piece a word."""

    def __init__(self, cues: str, source: str, content: str, *, stated: bool = True) -> None:
        self.cues, self.source, self.content = cues.split(), source.split(), content.split()
        self.stated = stated
        self.words: list[str] = []

    def pieces(self, words: Sequence[str]) -> list[list[int]]:
        self.words = list(words)
        return [[i + 1000] if w.strip() else [] for i, w in enumerate(words)]

    def _spelt(self, ids: Any) -> list[str]:
        return [self.words[i - 1000] for i in ids[1:-1]]

    def encode(self, ids: Any, first: Any) -> tuple[Any, Any, Any]:
        words = self._spelt(ids)
        marked = [w in self.cues for w in words]
        goes_on = [False, *(one and other for one, other in pairwise(marked))]
        scores = np.asarray(
            [[-5, -5, 5] if more else [-5, 5, -5] if m else [5, -5, -5] for m, more in zip(marked, goes_on, strict=True)],
            np.float32,
        )
        states = np.asarray(ids[1:-1, None], np.float32)
        return states, scores, states

    def link(self, words: Any, cue: Any, described: Any) -> tuple[Any, Any, Any]:
        shown = [[self.words[int(i) - 1000] for i in row[:, 0]] for row in words]
        rows = [
            [[-5, 5, -5] if w in self.source else [-5, -5, 5] if w in self.content else [5, -5, -5] for w in words]
            for words in shown
        ]
        n = len(cue)
        roles = np.asarray(rows, np.float32)
        return roles, np.full(n, 5.0 if self.stated else -5.0, np.float32), np.asarray([[0, 9, 0, 0]] * n, np.float32)


def prepare(parse: Parse, lexicon: Lexicon, text: str) -> tuple[Any, Quotations, list[Draft]]:
    _, layout, parsed = parse(text)
    placed = place_quotes(parsed, find_quotes(text, layout), layout)
    return parsed, placed, draft_statements(layout, parsed, placed, lexicon.index(build_lexis))


def joined(parse: Parse, lexicon: Lexicon, text: str, model: Scripted) -> list[tuple[str, str, str]]:
    """Return rule, source and content of each joined draft."""
    parsed, placed, drafts = prepare(parse, lexicon, text)
    out = join(parsed, placed, drafts, propose(parsed, placed, drafts, model, encode(parsed, placed, model)))
    return [
        (
            d.rule,
            " ".join(parsed.span(*r).of(text) for r in d.source),
            " … ".join(s.of(text) for s in d.content),
        )
        for d, _ in out
    ]


POLICIES = [
    # both agree: the rule's name alone
    ("Oslo said the port was open.", Scripted("said", "Oslo", "the port was open"), [("verb.bare", "Oslo", "the port was open")]),
    # the model ends the content earlier, and says so
    (
        "Oslo said the port was open, although ships turned back.",
        Scripted("said", "Oslo", "the port was open"),
        [("verb.bare+model", "Oslo", "the port was open")],
    ),
    # the model takes the draft for no statement
    ("Oslo said the port was open.", Scripted("", "", "", stated=False), []),
    # only the model sees it: an idiom that no table lists
    (
        "The envoy poured scorn on rumours of talks.",
        Scripted("poured scorn on", "envoy", "rumours of talks"),
        [("model.verb", "envoy", "rumours of talks")],
    ),
    # an article alone is that of its noun
    (
        "The envoy poured scorn on rumours of talks.",
        Scripted("poured scorn on", "The", "rumours of talks"),
        [("model.verb", "The envoy", "rumours of talks")],
    ),
    # a quotation that the model's words begin in is taken whole
    (
        'Oslo said the port was "open to all who pay".',
        Scripted("said", "Oslo", "the port was open to"),
        [("verb.bare", "Oslo", 'the port was "open to all who pay"')],
    ),
    # a hyphened word is not torn
    (
        "The envoy poured scorn on early-morning talks.",
        Scripted("poured scorn on", "envoy", "early"),
        [("model.verb", "envoy", "early-morning")],
    ),
    # the model takes the end of the cue for words that are said
    (
        '"The port is open," BNS cited Rasmussen as saying.',
        Scripted("cited", "Rasmussen", "The port is open as saying"),
        [("relay.quote_before", "Rasmussen", '"The port is open,"')],
    ),
    # the model's words take in who hears
    (
        "Oslo warned the three envoys that the port was closed.",
        Scripted("warned", "Oslo", "the three envoys that port was closed"),
        [("verb.that", "Oslo", "that the port was closed")],
    ),
    # the model doubts it, but somebody hears
    (
        "Oslo told Riga that the port was open.",
        Scripted("", "", "", stated=False),
        [("verb.that", "Oslo", "that the port was open")],
    ),
    # a quotation stays where nothing else has its words, whatever the model takes it for
    (
        '"The port is open," grunted Rasmussen.',
        Scripted("", "", "", stated=False),
        [("verb.quote_before", "Rasmussen", '"The port is open,"')],
    ),
    # so does what holds another statement
    (
        "Oslo said that Riga had promised to open the port.",
        Scripted("", "", "", stated=False),
        [("verb.that", "Oslo", "that Riga had promised to open the port"), ("verb.to", "Riga", "to open the port")],
    ),
    # the subject of a told clause is no speaker of it, where it speaks in that clause
    (
        "Both sides, the envoy disclosed, wished to open the port.",
        Scripted("disclosed", "Both sides", "wished to open the port"),
        [
            ("verb.parenthesis", "the envoy", "Both sides … wished to open the port"),
            ("verb.to", "Both sides", "to open the port"),
        ],
    ),
    # a clause with "that" begins there
    (
        "Oslo wrote to the captains in the harbour that the port was open.",
        Scripted("wrote", "Oslo", "captains in the harbour that the port was open"),
        [("verb.that", "Oslo", "that the port was open")],
    ),
    # and ends before a semicolon
    (
        "Oslo said that the port was open; ships turned back.",
        Scripted("said", "Oslo", "the port was open ; ships turned back"),
        [("verb.that+model", "Oslo", "the port was open")],
    ),
    # a name before the colon that explains it
    (
        "Oslo called the truce a masterpiece: the treaty of Riga.",
        Scripted("called", "Oslo", "the truce a masterpiece : treaty of Riga"),
        [("verb.small", "Oslo", "the truce a masterpiece")],
    ),
    # and before what somebody else says of it
    (
        "Oslo said that the army held the hill, which Riga denies.",
        Scripted("said", "Oslo", "the army held the hill which Riga denies"),
        [("verb.that+model", "Oslo", "the army held the hill")],
    ),
    # a clause of time behind the cue belongs to the teller
    (
        "The port is open, Oslo said on Monday, after two ships had turned back.",
        Scripted("said", "Oslo", "The port is open after two ships had turned back"),
        [("verb.before", "Oslo", "The port is open")],
    ),
    # who passes words on is no second speaker around them
    (
        "According to the agency BNS, Riga said that the port was open.",
        Scripted("According said", "agency BNS", "Riga that the port was open"),
        [("verb.that", "Riga", "that the port was open")],
    ),
    # the model finds no words for it: the rule's stay
    ("Oslo said the port was open.", Scripted("said", "", ""), [("verb.bare", "Oslo", "the port was open")]),
]


@pytest.mark.parametrize(("text", "model", "expected"), POLICIES)
def test_policy(parse: Parse, lexicon: Lexicon, text: str, model: Scripted, expected: list[tuple[str, str, str]]) -> None:
    assert joined(parse, lexicon, text, model) == expected


def test_a_statement_inside_another_one_stays_whatever_the_model_says(parse: Parse, lexicon: Lexicon) -> None:
    text = "Oslo said that Riga had promised to open the port."
    parsed, placed, drafts = prepare(parse, lexicon, text)
    inner = next(n for n, d in enumerate(drafts) if d.lemma == "promise")
    doubtful = Proposal(
        Candidate((parsed.at(text.index("promised")),), drafts[inner].anchor, inner), (0,), (0.0,), (0.0,), 0.0, 0.0, (1, 0, 0, 0)
    )
    assert (drafts[inner], None) in join(parsed, placed, drafts, [doubtful])


def test_the_model_alone_must_be_sure(parse: Parse, lexicon: Lexicon) -> None:
    text = "The envoy poured scorn on rumours."
    parsed, placed, _ = prepare(parse, lexicon, text)
    words = tuple(t.i for t in parsed.tokens)
    content = tuple(1.0 if t.text == "rumours" else 0.0 for t in parsed.tokens)
    for sure, found in ((POLICY.add, 1), (POLICY.add - 0.01, 0)):
        proposal = Proposal(Candidate((2, 3, 4), 2, None), words, (0.0,) * len(words), content, sure, 1.0, (0, 0, 1, 0))
        out = join(parsed, placed, [], [proposal])
        assert len(out) == found
        assert all(d.attitude == "fact" for d, _ in out)


def test_crumbs_after_a_content_are_left_out_and_small_gaps_are_closed(parse: Parse, lexicon: Lexicon) -> None:
    text = "Oslo said the port was very much open and ships turned back again."
    parsed, placed, drafts = prepare(parse, lexicon, text)
    chances = dict.fromkeys("the port was open".split(), 0.9) | {"again": 0.55}  # "very much" is the gap, "again" the crumb
    words = tuple(t.i for t in parsed.tokens)
    content = tuple(chances.get(t.text, 0.1) for t in parsed.tokens)
    proposal = Proposal(Candidate((1,), 1, 0), words, (0.9, *(0.0,) * (len(words) - 1)), content, 1.0, 1.0, (1, 0, 0, 0))
    ((draft, _),) = join(parsed, placed, drafts, [proposal])
    assert [s.of(text) for s in draft.content] == ["the port was very much open"]


def test_find_statements_uses_the_model(parse: Parse, lexicon: Lexicon) -> None:
    text = "The envoy poured scorn on rumours of talks."
    article, layout, parsed = parse(text)
    quotes = find_quotes(text, layout)
    assert find_statements(article, layout, parsed, quotes, lexicon) == ()
    (found,) = find_statements(
        article, layout, parsed, quotes, lexicon, model=Scripted("poured scorn on", "envoy", "rumours of talks")
    )
    assert (found.rule, found.attitude, found.content.text) == ("model.verb", "belief", "rumours of talks")


def test_what_only_the_model_finds_has_its_hearers_and_its_way(parse: Parse, lexicon: Lexicon) -> None:
    text = "In a note read out by her lawyer, the singer poured scorn on rumours of talks."
    article, layout, parsed = parse(text)
    model = Scripted("poured scorn on", "singer", "rumours of talks")
    (found,) = find_statements(article, layout, parsed, find_quotes(text, layout), lexicon, model=model)
    assert found.via
    assert (found.rule, found.via.text) == ("model.verb", "her lawyer")
    text = "The pilot muttered to the envoy that talks were over."
    article, layout, parsed = parse(text)
    (found,) = find_statements(
        article, layout, parsed, find_quotes(text, layout), lexicon, model=Scripted("muttered", "pilot", "talks were over")
    )
    assert found.addressee
    assert found.addressee.text == "the envoy"


def test_what_the_model_alone_finds_and_doubts_is_left_out(
    parse: Parse, lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "The envoy poured scorn on rumours of talks."
    article, layout, parsed = parse(text)
    quotes = find_quotes(text, layout)
    model = Scripted("poured scorn on", "envoy", "rumours of talks")
    for confidence, found in ((POLICY.trust, 1), (POLICY.trust - 0.01, 0)):
        monkeypatch.setattr("detente.statements.find.confidence_of", lambda *_, c=confidence: c)
        assert len(find_statements(article, layout, parsed, quotes, lexicon, model=model)) == found


def test_windows_hold_every_word_once_and_keep_paragraphs_whole(parse: Parse, lexicon: Lexicon) -> None:
    text = "One two three.\n\nFour five six seven. Eight nine.\n\nTen."
    parsed, placed, _ = prepare(parse, lexicon, text)
    pieces = [1 if t.text.strip() else 0 for t in parsed.tokens]
    for limit, sizes in ((100, [13]), (9, [4, 8, 2]), (5, [4, 5, 5]), (1, [1] * 14)):
        windows = cut_windows(parsed, placed, pieces, limit)
        assert [i for w in windows for i in w.words] == [t.i for t in parsed.tokens if t.text.strip()]
        assert all(sum(pieces[i] for i in w.words) <= limit for w in windows)
        assert limit == 100 or [len(w.words) for w in windows] == sizes


def test_pieces_are_joined_between_end_marks() -> None:
    ids, first = join_pieces(Window((0, 2)), [[7, 8], [], [9]])
    assert ids.tolist() == [101, 7, 8, 9, 102]
    assert first.tolist() == [1, 3]


def test_a_candidate_is_described_word_by_word(parse: Parse, lexicon: Lexicon) -> None:
    text = 'Oslo said: "It is open."'
    parsed, placed, drafts = prepare(parse, lexicon, text)
    window = Window(tuple(t.i for t in parsed.tokens))
    said = next(n for n, d in enumerate(drafts) if d.lemma == "say")
    is_cue, distance, rule, place = describe(
        parsed, placed, look_at(parsed, placed, window, drafts), Candidate((1,), 1, said), drafts
    )
    assert is_cue.tolist()[:3] == [0, 1, 0]
    assert (np.diff(distance) == 1).all()
    assert rule.tolist()[:2] == [1, 3]
    assert set(rule.tolist()[4:7]) == {2}
    assert place[4] - place[0] in (1, 5)  # in the quotation, in the same or the next sentence
