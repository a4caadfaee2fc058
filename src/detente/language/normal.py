"""Make a text easier for the parser without moving a single character.

Taggers learn from running text: In Title Case they see names where verbs stand (*Premier Trails Rival*), and in capitals
likewise. The body of the same article shows which words are names.
"""

import re
from collections import Counter

from detente.language.layout import Layout, is_title_case
from detente.records import Span

# One character for one character: typographic marks become the ones that the pipeline saw most in training; what cannot be
# encoded (lone surrogates) or would end a C string (NUL) becomes U+FFFD.
_FROM = "“”„‟«»‘’‚‛´`‹›\u00a0\u2007\u202f\u2009\u200a\ufeff\u2010\u2011―\u0000"
_TO = '""""""' + "''''''''" + "      " + "--" + "—" + "\ufffd"
_PLAIN = {ord(a): b for a, b in zip(_FROM, _TO, strict=True)} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")

# A share's ticker in brackets parts a firm from its verb, and often ends the sentence for the parser: "Ostra Co (OST.N) has".
_TICKER = re.compile(r"\(\s?(?:[A-Z0-9]{1,8}\.[A-Z]{1,4}|[A-Z]{3,8}:\s?[A-Z0-9.]{1,8})\s?\)")
_DOUBLED = re.compile(r"``|''|‘‘|’’|´´")
_WORD = re.compile(r"[^\W\d_]+(?:['’.][^\W\d_]+)*")
_BODY = 60_000  # characters of the body in which a headline's words are looked up
_SHORT = 4
_NATIONAL = ("an", "ans", "ic", "ish", "ese", "i", "is")  # what adjectives of peoples and creeds end in

# Grammar, not lexicon: words that no English name consists of.
_FUNCTION = frozenset(
    "a about above across after against ahead all along amid among an and any are aren't around as at back be because "
    "been before behind being below between beyond both but by can can't could did didn't do does doesn't don't down "
    "during each either ever every few for from get gets go goes got had has hasn't have he her his how if in inside "
    "into is isn't it its just less like long many may me might more most much must my near no nor not now of off on "
    "once one only onto or our out over own per put same she should since so some still such than that the their them "
    "then there these they this those though through to too toward towards under until up upon us very via was wasn't we "
    "were what when where whether which while who whom whose why will with within without won't would yet you your".split()
)
# Verbs and nouns of headlines that the story below often words otherwise; none is usual as a name.
_HEADLINE = frozenset(
    "accept accuse agree aide aim allege ally announce approve argue arrest ask assail attack avoid back ban begin bid "
    "big blame blast block bomb boost call cancel cause claim clash close condemn consider continue crisis cut deal "
    "debate declare defend delay demand denounce deny deploy die discuss dismiss draw drop ease eject end endorse envoy "
    "escalate exclusive expect expel explain express extend face fail fall fear fight find fire first flee force free "
    "gain give grant halt help hint hit hold hope impose join keep kill last launch lead leader leave lift lose make "
    "meet minister more move mull name near need new next offer official old open oppose order pause peace plan plea "
    "pledge poll praise premier prepare president press probe promise propose protest prove pull push quit raise rally "
    "reach react ready rebuke recall reject release remain renew report resign respond restore resume return reveal rip "
    "rise row rule sanction say see seek seize send set shoot show sign slam slap slash source split stand start state "
    "stay step stop strike struggle sue suggest summit summon support survey suspend swap take talk talks target tension "
    "test threaten throw tie top tout trade trail truce try turn unveil urge veto visit vote vow wait want war warn "
    "weigh welcome win wipe withdraw world worry year".split()
)


def normalise(text: str, layout: Layout) -> str:
    """Return a text of the same length: plain marks and spaces, no tickers, and headlines in the case of running text."""
    plain = _TICKER.sub(_blank, _pair_doubled(text)).translate(_PLAIN)
    loud = [s for i, s in enumerate(layout.paragraphs) if _needs_case(text, s, i in layout.headlines)]
    if not loud:
        return plain
    seen = _Seen(text, [s for i, s in enumerate(layout.paragraphs) if i not in layout.headlines and s not in loud])
    out: list[str] = []
    last = 0
    for span in loud:
        out += (plain[last : span.start], _recase(plain[span.start : span.end], seen))
        last = span.end
    out.append(plain[last:])
    return "".join(out)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _pair_doubled(text: str) -> str:
    """Turn doubled single marks into one double mark and a blank, the mark beside the words that it encloses."""
    if "''" not in text and "``" not in text and "’’" not in text and "‘‘" not in text and "´´" not in text:
        return text

    def pair(match: re.Match[str]) -> str:
        before = text[match.start() - 1 : match.start()]
        after = text[match.end() : match.end() + 1]
        opens = match.group() in ("``", "‘‘") or ((not before or before.isspace() or before in "([—-") and bool(after.strip()))
        return ' "' if opens else '" '

    return _DOUBLED.sub(pair, text)


def _needs_case(text: str, span: Span, headline: bool) -> bool:
    """Tell whether the paragraph is a headline In Title Case, or stands in capitals."""
    if span.end - span.start > 1000:
        return False
    line = span.of(text)
    words = _WORD.findall(line)
    letters = sum(len(w) for w in words)
    if letters >= 8 and sum(len(w) for w in words if w.isupper()) >= 0.8 * letters:
        return len(words) >= 3
    return headline and (is_title_case(line) or is_title_case(f"x {line}"))


class _Seen:
    """How the body of the article writes each word: in small letters, or with a capital inside a sentence.

    In 84 headlines of PolNeAR dev, what the body never shows was a name once in forty times, so such words are small where the
    body is long ``enough`` to know.
    """

    def __init__(self, text: str, body: list[Span]) -> None:
        self.small: Counter[str] = Counter()
        self.capital: Counter[str] = Counter()
        self.upper: Counter[str] = Counter()
        self.initial: Counter[str] = Counter()
        budget = _BODY
        for span in body:
            piece = text[span.start : min(span.end, span.start + budget)]
            budget -= len(piece)
            if budget < 0:
                break
            self._count(piece)
        self.prefixes = frozenset(w[:4] for w in (*self.capital, *self.initial) if w not in self.small)
        self.enough = sum(self.small.values()) >= 40
        self.small_stems = Counter({_stem(w): n for w, n in sorted(self.small.items())})
        self.capital_stems = Counter({_stem(w): n for w, n in sorted(self.capital.items())})

    def _count(self, piece: str) -> None:
        for match in _WORD.finditer(piece):
            word = match.group()
            low = word.lower()
            if word[0].islower():
                self.small[low] += 1
            elif word.isupper() and len(word) > 1:
                self.upper[low] += 1
            elif _is_inside(piece, match.start()):
                self.capital[low] += 1
            else:
                self.initial[low] += 1


def _is_inside(piece: str, start: int) -> bool:
    """Tell whether a capital stands inside a sentence, where only names have one."""
    return piece[start - 1 : start] in (" ", "-", "/") and piece[start - 2 : start - 1] not in ("", *".!?\"“”‘’':—–-")


def _stem(word: str) -> str:
    """Return a rough stem, enough to hold *vows*, *vowed* and *vowing* together."""
    word = word.removesuffix("'s").removesuffix("’s")
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


_HEADLINE_STEMS = frozenset(_stem(w) for w in _HEADLINE)


def _recase(line: str, seen: _Seen) -> str:
    """Write a headline as running text; the length is kept."""
    words = _WORD.findall(line)
    shouted = sum(len(w) for w in words if w.isupper()) >= 0.8 * sum(map(len, words))
    first = True

    def recase(match: re.Match[str]) -> str:
        nonlocal first
        word = match.group()
        opening, first = first, False
        if opening or (not shouted and _starts_anew(line, match.start())):
            return _title(word, seen) if shouted else word
        if shouted:
            return _title(word, seen) if _is_name(word, seen) else _lower(word)
        if word.split("'")[0].split("’")[0].isupper() and len(word) > 1 and word != "A":
            return word
        return word if _is_name(word, seen) else _lower(word)

    return _WORD.sub(recase, line)


def _starts_anew(line: str, start: int) -> bool:
    """Tell whether a colon or the end of a sentence stands before a word; *Gov.* ends none."""
    mark = line[max(0, start - 2) : start]
    if mark == ". ":
        before = line[: start - 2].rpartition(" ")[2]
        return len(before) > _SHORT or before[:1].islower()
    return mark in (": ", "; ", "? ", "! ")


def _is_name(word: str, seen: _Seen) -> bool:
    """Tell whether the body, or else the look of the word, speaks for a name."""
    low = word.lower()
    small, capital, upper = seen.small[low], seen.capital[low], seen.upper[low]
    if low in _FUNCTION and not upper and capital <= small:
        return False
    if small or capital or upper:
        return capital + upper >= small
    stem = _stem(low)
    small, capital = seen.small_stems[stem], seen.capital_stems[stem]
    if small or capital:
        return capital > small
    if stem in _HEADLINE_STEMS:
        return False
    return not seen.enough or bool(seen.initial[low]) or (low[:4] in seen.prefixes and low.endswith(_NATIONAL))


def _lower(word: str) -> str:
    """Lower-case each character that keeps its length."""
    return "".join(low if len(low := c.lower()) == 1 else c for c in word)


def _title(word: str, seen: _Seen) -> str:
    """Keep an abbreviation that the body writes in capitals, or that no one could pronounce; else write it like a name."""
    low = word.lower()
    if (
        (seen.upper[low] and not seen.capital[low])
        or "." in word
        or (len(word) <= _SHORT and not re.search("[AEIOUYaeiouy]", word))
    ):
        return word
    return word[0] + _lower(word[1:])
