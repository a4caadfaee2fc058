"""Give statements that only the model found their chain: who passes the words on, and who hears them.

The rules that read it off know cues by the construction in which they attribute; a cue of the model counts as a plain verb
or noun of saying.
"""

from collections.abc import Sequence
from dataclasses import replace

from detente.language.parse import Parse
from detente.records import Attitude
from detente.statements.addressees import addressee_of
from detente.statements.beside import clear_of
from detente.statements.chains import complete_chains
from detente.statements.draft import Draft, Ranges
from detente.statements.hearers import is_party, may_be_told
from detente.statements.lexis import Lexis
from detente.statements.tree import child

_MODEL = "model."
_AROUND = (-2, -1, 0, 1)  # sentences whose statements a chain may come from
_LONGEST = 12  # tokens of who hears
_OPENED = {
    "to": ("said to", "conveys"),
    "before": ("said to",),
    "with": ("said with",),
    "upon": ("said upon",),
    "on": ("said upon",),
    "of": ("asked of",),
}
_STOPS = ("that", "for", "about", "how", "whether", "if", "what", "why")
_VERB = "verb.model"
_REPORTS = ("phrase.according", "verb.as", "verb.before", "verb.parenthesis")


def chain_added(parse: Parse, drafts: Sequence[Draft], lexis: Lexis) -> list[Draft]:
    """Return the drafts with via, addressee, occasion and place of those that the model added; the others stay as they are.

    An outlet that only tells what one of them says goes, as it becomes the one who passes the words on.
    """
    if not any(d.rule.startswith(_MODEL) for d in drafts):
        return list(drafts)
    near = {parse.tokens[d.anchor].sent + step for d in drafts if _is_added(d) for step in _AROUND}
    around = [d for d in drafts if parse.tokens[d.anchor].sent in near]
    asked = [replace(d, rule=_rule(parse, d, lexis), addressee=_told(parse, d, lexis)) if _is_added(d) else d for d in around]
    told = {(d.anchor, d.rule): d for d in complete_chains(parse, asked, lexis)}
    out: list[Draft] = []
    taken: set[Ranges] = set()
    for draft in drafts:
        chained = told.get((draft.anchor, _rule(parse, draft, lexis)))
        if not _is_added(draft) or chained is None:
            out.append(draft)
            continue
        source = chained.source if chained.via else draft.source
        out.append(replace(chained, rule=draft.rule, source=source, content=draft.content))
        taken.add(chained.via)
    taken.discard(())
    return [
        d
        for d in out
        if d not in around or (d.anchor, d.rule) in told or not d.rule.startswith(_REPORTS) or d.source not in taken
    ]


def _is_added(draft: Draft) -> bool:
    return draft.rule.startswith(_MODEL)


def _rule(parse: Parse, draft: Draft, lexis: Lexis) -> str:
    """Return the rule that a draft counts as: that of a verb where its cue may be one, whatever the parser takes it for."""
    token = parse.tokens[draft.anchor]
    verb = draft.rule == "model.verb" or token.lemma in lexis.verbs or token.lower in lexis.verbs
    return _VERB if _is_added(draft) and verb else draft.rule


def _told(parse: Parse, draft: Draft, lexis: Lexis) -> Ranges:
    """Return who is spoken to by the construction of a cue of the model: *told X*, *muttered to X*."""
    token = parse.tokens[draft.anchor]
    if draft.attitude is Attitude.BELIEF:
        return ()
    heard = child(parse, token.i, "dobj", "dative") if token.pos == "VERB" and may_be_told(parse, token, lexis) else None
    spoken_to = heard.i if heard is not None and heard.i > token.i else None
    found = addressee_of(parse, token.i, spoken_to, frame="bare", content=draft.content, lexis=lexis)
    return found or _behind(parse, draft, lexis)


def _behind(parse: Parse, draft: Draft, lexis: Lexis) -> Ranges:
    """Return the words between a cue and its content that name who hears, where the parser read the sentence otherwise."""
    tokens = parse.tokens
    cue = tokens[draft.anchor]
    lemmas = {cue.lemma, cue.lower, cue.lower.removesuffix("ed"), cue.lower.removesuffix("d")}
    first = cue.i + 1
    end = parse.sentence_of(cue.i).last
    if first >= end:
        return ()
    classes = _OPENED.get(tokens[first].lower, ())
    opened = any(lemmas & lexis.of(name) for name in classes)
    if not opened and (tokens[first].pos == "ADP" or not lemmas & lexis.of("has addressee")):
        return ()
    first += opened
    starts = [s.start for s in draft.content if s.start > cue.start]
    last = first
    while last < end and last - first < _LONGEST and not any(tokens[last].start >= start for start in starts):
        if tokens[last].pos in ("PUNCT", "VERB", "AUX", "SCONJ") or tokens[last].lower in _STOPS:
            break
        last += 1
    while last > first and tokens[last - 1].pos == "ADP":
        last -= 1
    noun = next((t for t in tokens[first:last] if is_party(t, lexis)), None)
    return ((first, last),) if noun is not None and clear_of(parse, ((first, last),), draft.content) else ()
