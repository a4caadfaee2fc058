"""Score attributed statements against gold spans: who said what.

The unit is the word token by its offset; punctuation and quotation marks never count. Definitions are those of
``../shared/score/attribution.py``: *match* pairs contents that share half of the longer one; *link* needs each source to hold
the head of the other's; *speech* looks only at gold with a speech cue. Statements inside another one are left out.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from detente.evaluation.figures import Count, Report
from detente.language.parse import Parse
from detente.records import Span

WORD = re.compile(r"\w+(?:['’]\w+)*")
ROLES = ("source", "cue", "content")
# The speech cues of the statement track; the list is part of the definition and therefore stands here, not in a lexicon.
SPEECH = frozenset(
    """
    say tell add write ask note announce report argue explain describe state declare warn insist claim deny tweet respond reply
    acknowledge admit suggest comment quote remark recall contend assert maintain testify confirm reveal disclose accuse criticize
    denounce condemn praise urge call demand reject dismiss pledge promise vow predict caution concede conclude point observe
    repeat
    reiterate stress emphasize boast joke mention speak talk discuss stated shout answer agree tout blast slam mock charge allege
    complain propose recommend advise order instruct cite read publish according
    """.split()
)

Attribution = Mapping[str, Sequence[Sequence[int]]]


def predicted_attributions(row: Mapping[str, Any]) -> list[Attribution]:
    """Turn one object of ``detente code`` into attributions of source, cue and content spans."""
    return [
        {
            "source": (s.get("speaker") or {}).get("spans") or [],
            "cue": (s.get("cue") or {}).get("spans") or [],
            "content": s["content"]["spans"],
        }
        for s in row["statements"]
        if not s.get("inside")
    ]


def score_attribution(pairs: Iterable[tuple[Parse, Sequence[Attribution], Sequence[Attribution]]]) -> Report:
    """Score (parse of the text, gold, predicted) for each document."""
    total: Counter[str] = Counter()
    documents = 0
    for parse, gold, predicted in pairs:
        documents += 1
        total.update(_count(parse, gold, predicted))
    lines = [
        Count(total[f"{role} hit"], total[f"{role} predicted"], total[f"{role} gold"]).line(f"{role} strict") for role in ROLES
    ]
    match = Count(total["match"], total["predicted"], total["gold"])
    link = Count(total["link"], total["predicted"], total["gold"])
    speech = Count(total["link speech"], total["predicted speech"], total["gold speech"])
    lines += [match.line("match"), link.line("link"), speech.line("speech"), f"documents {documents}"]
    lines.append(f"link {link.f1:.3f} speech {speech.f1:.3f}")
    return Report(tuple(lines), {"link": link.f1, "speech": speech.f1})


def _words(text: str, spans: Sequence[Sequence[int]]) -> frozenset[int]:
    return frozenset(m.start() for start, end in spans for m in WORD.finditer(text, start, end))


def _count(parse: Parse, gold: Sequence[Attribution], predicted: Sequence[Attribution]) -> Counter[str]:
    text = parse.text
    c: Counter[str] = Counter()
    for role in ROLES:
        g_sets = {_words(text, a[role]) for a in gold} - {frozenset()}
        p_sets = {_words(text, a[role]) for a in predicted} - {frozenset()}
        c[f"{role} gold"] += len(g_sets)
        c[f"{role} predicted"] += len(p_sets)
        c[f"{role} hit"] += len(g_sets & p_sets)
    g_content = [_words(text, a["content"]) for a in gold]
    p_content = [_words(text, a["content"]) for a in predicted]
    pairs = _pair(g_content, p_content)
    g_speech = [_is_speech(parse, a["cue"]) for a in gold]
    paired = {j for _, j in pairs}
    ignored = sum(
        1
        for j, p in enumerate(p_content)
        if p and j not in paired and predicted[j]["cue"] and not _is_speech(parse, predicted[j]["cue"])
    )
    c["gold"] += sum(map(bool, g_content))
    c["predicted"] += sum(map(bool, p_content))
    c["match"] += len(pairs)
    c["gold speech"] += sum(1 for i, g in enumerate(g_content) if g and g_speech[i])
    c["predicted speech"] += sum(map(bool, p_content)) - ignored - sum(1 for i, _ in pairs if not g_speech[i])
    for i, j in pairs:
        right = _same_source(parse, gold[i]["source"], predicted[j]["source"])
        c["link"] += right
        c["link speech"] += right and g_speech[i]
    return c


def right_attributions(parse: Parse, gold: Sequence[Attribution], predicted: Sequence[Attribution]) -> list[bool]:
    """Tell of each prediction whether it is right by the link measure."""
    pairs = _pair([_words(parse.text, a["content"]) for a in gold], [_words(parse.text, a["content"]) for a in predicted])
    right = {j for i, j in pairs if _same_source(parse, gold[i]["source"], predicted[j]["source"])}
    return [j in right for j in range(len(predicted))]


def _pair(gold: Sequence[frozenset[int]], predicted: Sequence[frozenset[int]]) -> list[tuple[int, int]]:
    """Pair one to one, greedily by overlap; a pair shares at least half of the longer one."""
    options = sorted(
        (-len(g & p) / max(len(g), len(p)), i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if g and p and 2 * len(g & p) >= max(len(g), len(p))
    )
    used_g: set[int] = set()
    used_p: set[int] = set()
    pairs = []
    for _, i, j in options:
        if i not in used_g and j not in used_p:
            used_g.add(i)
            used_p.add(j)
            pairs.append((i, j))
    return pairs


def _is_speech(parse: Parse, cue: Sequence[Sequence[int]]) -> bool:
    for start, end in cue:
        if any(parse.tokens[i].lemma in SPEECH for i in parse.within(Span(start, max(end, start + 1)))):
            return True
    return any(parse.text[s:e].strip() in (":", "―", "—", "-") for s, e in cue)


def _same_source(parse: Parse, gold: Sequence[Sequence[int]], predicted: Sequence[Sequence[int]]) -> bool:
    if not gold or not predicted:
        return not gold and not predicted
    heads = []
    for spans in (gold, predicted):
        start, end = spans[0]
        head = parse.head_of(Span(start, max(end, start + 1)))
        if head is None:
            return False
        heads.append(parse.tokens[head].start)
    g_head, p_head = heads
    return any(s <= g_head < e for s, e in predicted) and any(s <= p_head < e for s, e in gold)
