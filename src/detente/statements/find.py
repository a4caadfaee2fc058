"""Find who says, thinks, knows or wants what."""

from collections.abc import Sequence
from dataclasses import replace

from detente.ids import make_id
from detente.language.layout import Layout
from detente.language.parse import Parse
from detente.language.quotes import Quote
from detente.lexicon import Lexicon
from detente.records import Article, Cue, Party, Phrase, Statement, StatementKind
from detente.statements.added import chain_added
from detente.statements.confidence import calibration, confidence_of
from detente.statements.draft import Draft, Ranges
from detente.statements.idle import is_silence
from detente.statements.join import POLICY, join
from detente.statements.lexis import Lexis, build_lexis
from detente.statements.nest import settle
from detente.statements.quoted import place_quotes
from detente.statements.rules import draft_statements, outside_title
from detente.statements.tagger import Encoded, Model, encode, propose
from detente.statements.tree import to_spans


def encode_article(layout: Layout, parse: Parse, quotes: Sequence[Quote], model: Model) -> list[Encoded]:
    """Encode an article for ``find_statements`` and for the confidence of its events."""
    return encode(parse, place_quotes(parse, quotes, layout), model) if parse.tokens else []


def find_statements(
    article: Article,
    layout: Layout,
    parse: Parse,
    quotes: Sequence[Quote],
    lexicon: Lexicon,
    *,
    model: Model | None = None,
    encoded: Sequence[Encoded] | None = None,
) -> tuple[Statement, ...]:
    """Find the statements of an article, in the order of their contents. Never raises on any text.

    ``speaker``, ``addressee`` and ``via`` are surfaces only; the actors stage says who they are. A statement that stands in the
    content of another one has its id in ``inside``. A title that the text repeats is read once. Without a model the rules work
    alone; with one, ``encoded`` is what it has seen already (``encode_article``).
    """
    if not parse.tokens:
        return ()
    lexis = lexicon.index(build_lexis)
    placed = place_quotes(parse, quotes, layout)
    drafts = draft_statements(layout, parse, placed, lexis)
    if model is not None:
        weights = lexicon.index(calibration)
        seen = encoded if encoded is not None else encode(parse, placed, model)
        joined = join(parse, placed, drafts, propose(parse, placed, drafts, model, seen))
        sure = [d if p is None else replace(d, confidence=confidence_of(parse, d, p, weights)) for d, p in joined]
        kept = [d for d in sure if not d.rule.startswith("model.") or _stands(parse, d, lexis)]
        drafts = chain_added(parse, outside_title(layout, parse, kept), lexis)
    return _records(article, parse, quotes, settle(parse, drafts))


def _stands(parse: Parse, draft: Draft, lexis: Lexis) -> bool:
    """Tell whether what the model alone found is sure enough, and no silence."""
    return draft.confidence >= POLICY.trust and not is_silence(parse, parse.tokens[draft.anchor], draft.content, lexis)


def _records(
    article: Article, parse: Parse, quotes: Sequence[Quote], settled: Sequence[tuple[Draft, int | None]]
) -> tuple[Statement, ...]:
    ids = [make_id("s", article.id, d.rule, d.anchor, *d.content) for d, _ in settled]
    counts = _count_words(parse, quotes)
    out = []
    for number, (draft, parent) in enumerate(settled):
        content = Phrase.cut(parse.text, *draft.content)
        out.append(
            Statement(
                id=ids[number],
                kind=_kind(parse, content, counts),
                attitude=draft.attitude,
                speaker=_party(parse, draft.source),
                cue=_cue(parse, draft),
                content=content,
                addressee=_party(parse, draft.addressee),
                via=_party(parse, draft.via) if parent is not None or not _is_own(article, parse, draft.via) else None,
                inside=ids[parent] if parent is not None else None,
                agrees_with=_names(parse, draft.agrees),
                disagrees_with=_names(parse, draft.disagrees),
                echoes=_names(parse, draft.echoes),
                occasion=_phrase(parse, draft.occasion),
                place=_phrase(parse, draft.place),
                confidence=draft.confidence,
                rule=draft.rule,
            )
        )
    return tuple(out)


def _is_own(article: Article, parse: Parse, via: Ranges) -> bool:
    """Tell whether the outlet of the article is said to pass words on, as in *a letter seen by the Courier*."""
    own = (article.outlet or "").lower().removeprefix("the ")
    return bool(own) and any(s.of(parse.text).lower().removeprefix("the ") == own for s in to_spans(parse, via))


def _phrase(parse: Parse, ranges: Ranges) -> Phrase | None:
    phrase = Phrase.cut(parse.text, *to_spans(parse, ranges))
    return phrase if phrase.spans else None


def _party(parse: Parse, ranges: Ranges) -> Party | None:
    phrase = _phrase(parse, ranges)
    return Party(phrase.text, phrase.spans) if phrase is not None else None


def _cue(parse: Parse, draft: Draft) -> Cue | None:
    phrase = Phrase.cut(parse.text, *(parse.span(*r) for r in draft.cue))
    return Cue(phrase.text, phrase.spans, draft.lemma) if phrase.spans else None


def _names(parse: Parse, ranges: Ranges) -> tuple[str, ...]:
    return tuple(s.of(parse.text) for s in to_spans(parse, ranges))


def _count_words(parse: Parse, quotes: Sequence[Quote]) -> list[tuple[int, int]]:
    """Return, before each token, how many words and how many words in quotation marks have gone by."""
    inside = [False] * len(parse.tokens)
    for quote in quotes:
        if quote.depth == 1:
            for i in parse.within(quote.inner):
                inside[i] = True
    counts = [(0, 0)]
    for token in parse.tokens:
        words, quoted = counts[-1]
        word = token.pos not in ("PUNCT", "SPACE")
        counts.append((words + word, quoted + (word and inside[token.i])))
    return counts


def _kind(parse: Parse, content: Phrase, counts: Sequence[tuple[int, int]]) -> StatementKind:
    """Direct where at least nine in ten words stand in quotation marks, indirect where none does."""
    total = quoted = 0
    for span in content.spans:
        first = parse.at(span.start)
        last = parse.at(span.end - 1) + 1
        total += counts[last][0] - counts[first][0]
        quoted += counts[last][1] - counts[first][1]
    if not quoted:
        return StatementKind.INDIRECT
    return StatementKind.DIRECT if quoted >= 0.9 * total else StatementKind.MIXED
