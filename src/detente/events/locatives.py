"""Find the words that say where an act takes place.

A locative counts only where it belongs to the act: below the predicate, below its object or occasion (*met at a summit in X*),
below the verb that holds what the noun names (*talks were held in X*), or below a verb that is coordinated with it. What stands
in another clause (*said in X that …*) is never taken.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from detente.events.patterns import Patterns
from detente.events.place_names import PlaceNames
from detente.language.parse import Parse, Token

NAMED = frozenset(("GPE", "LOC", "FAC"))
WHERE = frozenset(("in", "at", "near", "outside", "inside", "across", "throughout", "around", "along", "off"))
COMPASS = frozenset(
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west".split()
)
BELONGS = frozenset(("of", "in", "near", "between", "with", "and", "off"))  # what may go on with the words of a place
CLAUSES = frozenset(("relcl", "acl", "advcl", "ccomp", "parataxis"))
TIMES = frozenset(("DATE", "TIME"))
OWN_DEEDS = frozenset(("ASSAULT", "PROTEST", "MOBILIZE"))  # whose doers are where they act: *troops in X shelled …*
DEEDS = OWN_DEEDS | {"AID", "COERCE", "CONSULT", "COOPERATE", "RETREAT"}  # whose object is where the act is, unlike words on it
WORDS = frozenset(("ACCUSE", "REJECT", "REQUEST", "SANCTION", "SUPPORT", "THREATEN"))
LONGEST = 80
DEPTH = 3


@dataclass(frozen=True, slots=True)
class Locative:
    """The tokens [first, last] of a place and its head."""

    first: int
    last: int
    head: int


@dataclass(frozen=True, slots=True)
class LocativeFinder:
    """Looks for the place of acts in one parse."""

    parse: Parse
    patterns: Patterns
    known: PlaceNames

    def find(self, words: tuple[int, ...], type_: str) -> Locative | None:
        """Return the place of the act that the tokens ``words`` name, the first of them the main one, or None.

        What is only said is said in a town or before anything else in the sentence: *pressed for help in X* tells no place.
        """
        for found in self._candidates(words, type_):
            if type_ in WORDS and found.first > min(words) and not self._is_town(found.head, found.last):
                continue
            return found
        return None

    def _candidates(self, words: tuple[int, ...], type_: str) -> Iterator[Locative]:
        tokens = self.parse.tokens
        main = tokens[words[0]]
        deed = type_ in DEEDS
        for i in dict.fromkeys(words):
            yield from self._below(i, type_, DEPTH)
        for i in dict.fromkeys(words):
            if tokens[i].pos in ("VERB", "AUX"):
                yield from self._of_verb(tokens[i], type_)
        if main.pos not in ("VERB", "AUX"):
            yield from self._before(main, type_)
            holder = self._holder(main)
            if holder is not None:
                yield from self._below(holder.i, type_, DEPTH)
                yield from self._hosts(holder)
            for i in self._things(main) if deed else ():
                yield from self._below(i, type_, 1)

    def _of_verb(self, verb: Token, type_: str) -> Iterator[Locative]:
        deed = type_ in DEEDS
        objects = self.parse.children(verb.i, "dobj", "nsubjpass")
        for o in objects:
            if verb.lemma in self.patterns.words["enters"] and o.dep == "dobj":
                yield from self._named(o)
            if deed or self._attends(verb.i):
                yield from self._before(o, type_)
                yield from self._below(o.i, type_, DEPTH)
        for i in self._things(verb) if deed else ():
            yield from self._below(i, type_, 1)
        if type_ in OWN_DEEDS:
            for subject in self.parse.children(verb.i, "nsubj"):
                yield from self._below(subject.i, type_, 1)
        yield from self._hosts(verb)
        if deed or self._attends(verb.i):
            yield from self._shared(verb, type_)

    def _shared(self, verb: Token, type_: str) -> Iterator[Locative]:
        """Yield what stands below a verb of the same subject: *met and dined in X*, *flew to X to meet*."""
        tokens = self.parse.tokens
        for c in self.parse.children(verb.i, "conj"):
            if c.pos == "VERB" and not self.parse.children(c.i, "nsubj", "nsubjpass"):
                yield from self._below(c.i, type_, 1)
        head = tokens[verb.head]
        if self.parse.children(verb.i, "nsubj", "nsubjpass") or head.i == verb.i or head.pos != "VERB":
            return
        if verb.dep == "conj" or (verb.dep in ("xcomp", "advcl") and head.lemma in self.patterns.words["travels"]):
            yield from self._below(head.i, type_, 1)

    def _hosts(self, verb: Token) -> Iterator[Locative]:
        """Yield the subject of *host*: *Oslo hosted talks*."""
        if verb.lemma == "host":
            for subject in self.parse.children(verb.i, "nsubj"):
                if self._names(subject.i):
                    yield self._phrase(subject.i)

    def _holder(self, noun: Token) -> Token | None:
        """Return the verb that has the act happen: *talks were held*, *signed an accord*, *a blast took place*."""
        head = self.parse.tokens[noun.head]
        if noun.dep == "pobj":  # "arrived for talks in X", "was killed in an attack"
            head = self.parse.tokens[head.head]
            return head if head.lemma in self.patterns.words["travels"] else None
        fits = noun.dep in ("dobj", "nsubj", "nsubjpass") and head.lemma in self.patterns.words["holds"]
        return head if fits else None

    def _things(self, of: Token) -> Iterator[int]:
        """Yield what the act strikes or serves: *an attack on a hotel in X*."""
        for prep in self.parse.children(of.i, "prep"):
            if prep.lower in ("on", "against", "of", "for", "upon", "with"):
                for o in self.parse.children(prep.i, "pobj"):
                    yield o.i

    def _before(self, noun: Token, type_: str) -> Iterator[Locative]:
        """Yield the place before a noun: *the Doha talks*, *the Basra bombing*; a state there says what it is about."""
        if noun.pos != "NOUN":
            return
        for c in self.parse.children(noun.i, "compound", "nmod", "poss"):
            if c.ent in NAMED and c.pos == "PROPN" and c.i < noun.i:
                first = c.left if self.parse.tokens[c.left].ent == c.ent else c.i
                struck = type_ in OWN_DEEDS and c.dep != "poss" and self._is_scene(first, c.i)
                beside = all(t.pos in ("PART", "ADJ") for t in self.parse.tokens[c.i + 1 : noun.i])  # not: the Doha trade talks
                met = beside and noun.lemma != "round"
                if noun.lemma in self.patterns.words["occasions"] and (struck or (met and self._is_town(first, c.i))):
                    yield Locative(first, c.i, c.i)

    def _is_town(self, first: int, last: int) -> bool:
        """Tell whether the words name a town, and not what can be a party or topic of talks."""
        return self.known.is_town(self.parse.span(first, last + 1).of(self.parse.text))

    def _is_scene(self, first: int, last: int) -> bool:
        """Tell whether the words name a place that is no state: *the U.S. attack* was made by the state."""
        return not self.known.is_state(self.parse.span(first, last + 1).of(self.parse.text))

    def _below(self, i: int, type_: str, depth: int) -> Iterator[Locative]:
        """Yield the places in the prepositional phrases of token i, those of an occasion (*at a summit in X*) too."""
        for child in self.parse.children(i):
            if child.dep == "advmod" and child.lower in COMPASS:
                yield from self._compass(child)
            elif child.dep == "prep":
                yield from self._of_prep(child, type_, depth)
            elif child.dep == "dobj" and depth > 1 and self._attends(i) and child.lemma in self.patterns.words["occasions"]:
                yield from self._before(child, type_)
                yield from self._below(child.i, type_, depth - 1)

    def _attends(self, i: int) -> bool:
        words = self.patterns.words
        return self.parse.tokens[i].lemma in words["holds"] | words["enters"] | words["travels"]

    def _compass(self, side: Token) -> Iterator[Locative]:
        """Yield *north of X*."""
        for prep in self.parse.children(side.i, "prep"):
            for o in self.parse.children(prep.i, "pobj"):
                if prep.lower == "of" and self._names(o.i):
                    yield Locative(side.i, self._phrase(o.i).last, o.i)

    def _of_prep(self, prep: Token, type_: str, depth: int) -> Iterator[Locative]:
        where = self._says_where(prep, type_)
        for o in self.parse.children(prep.i, "pobj"):
            noun = o.lemma
            if where or (prep.lower in ("on", "from") and noun in self.patterns.words["grounds"]):
                yield from self._named(o)
            if depth > 1 and prep.lower in ("in", "at", "during", "on", "as") and noun in self.patterns.words["occasions"]:
                yield from self._before(o, type_)
                yield from self._below(o.i, type_, depth - 1)
        for further in self.parse.children(prep.i, "prep", "conj"):  # "in and around X", "from inside X"
            if further.pos in ("ADP", "SCONJ"):
                yield from self._of_prep(further, type_, depth)

    def _named(self, noun: Token) -> Iterator[Locative]:
        """Yield the phrase of a named place, or of a common one that names a place or nation: *the Libyan port*."""
        if self._names(noun.i):
            yield self._phrase(noun.i)
        elif noun.lemma in self.patterns.words["grounds"]:
            found = self._phrase(noun.i)
            part = self.parse.tokens[found.first : found.last + 1]
            mixed = any(t.lower in ("mainly", "mostly", "predominantly") for t in part)
            owned = noun.lemma in self.patterns.words["owned"]  # a Russian base lies anywhere: only what follows tells where
            told = [t for t in part if not owned or t.i > noun.i]
            if not mixed and any(self._names(t.i) or (not owned and _is_national(t)) for t in told):
                yield found

    def _says_where(self, prep: Token, type_: str) -> bool:
        """Tell whether the preposition says where the act is; *to* does after motion, *from* of what is withdrawn."""
        if prep.lower in WHERE:
            return True
        above = self.parse.tokens[prep.head]
        if prep.lower in ("to", "into", "through"):
            carried = self.parse.children(above.i, "dobj") and above.lemma not in self.patterns.words["brings"]
            return (above.lemma in self.patterns.words["travels"] and not carried) or (
                type_ == "MOBILIZE" and above.pos in ("VERB", "NOUN")
            )
        if prep.lower == "over":
            return above.lemma in self.patterns.words["flies"]
        if prep.lower in ("from", "of"):
            return type_ == "RETREAT" and prep.lower == "from" and above.pos in ("VERB", "NOUN", "ADP", "ADV")
        return False

    def _names(self, i: int) -> bool:
        """Tell whether the noun phrase with head i is a named place."""
        token = self.parse.tokens[i]
        if token.pos not in ("PROPN", "NOUN", "X") or not any(c.isupper() for c in token.text) or token.ent in TIMES:
            return False
        if token.ent in NAMED:
            return True
        first = i
        while first > token.left and self.parse.tokens[first - 1].pos == "PROPN":
            first -= 1
        return token.pos == "PROPN" and self.known.is_place(self.parse.span(first, i + 1).of(self.parse.text))

    def _phrase(self, i: int) -> Locative:
        """Return the words of the place with head i, without clauses, dates and what only stands beside it."""
        tokens = self.parse.tokens
        head = tokens[i]
        start = tokens[head.left].start
        end = i
        k = i + 1
        while k <= head.right and tokens[k].end - start <= LONGEST:
            token = tokens[k]
            if token.ent in TIMES or token.dep in CLAUSES or token.pos in ("VERB", "AUX", "NUM"):
                break
            if token.pos in ("ADP", "SCONJ", "CCONJ") and token.lower not in BELONGS:
                break
            if token.pos in ("PRON", "ADV") or token.text in ("(", "[", "--", "—", "–", ":", ";"):
                break
            if token.pos in ("PROPN", "NOUN"):
                end = k
            k += 1
        end = self._named_end(i, end)
        return Locative(head.left, self._state_after(end), i)

    def _named_end(self, i: int, end: int) -> int:
        """Take back what follows the last name: *Basra and talks*."""
        tokens = self.parse.tokens
        while end > i and not (tokens[end].pos == "PROPN" and tokens[end].ent not in ("PERSON", "NORP")):
            if tokens[end].lemma in self.patterns.words["grounds"] and tokens[end - 1].pos in ("PROPN", "ADJ"):
                break  # "in the X region"
            end -= 1
        return end

    def _state_after(self, end: int) -> int:
        """Take in a state behind a comma that the parser hung elsewhere: *in Springfield, Ohio, on Monday*."""
        tokens = self.parse.tokens
        if end + 2 >= len(tokens) or tokens[end + 1].text != "," or tokens[end + 2].sent != tokens[end].sent:
            return end
        last = end + 2
        if tokens[last].pos != "PROPN" or tokens[end].pos != "PROPN":
            return end
        while last + 1 < len(tokens) and tokens[last + 1].pos == "PROPN" and tokens[last + 1].sent == tokens[end].sent:
            last += 1
        after = tokens[last + 1] if last + 1 < len(tokens) else None
        ends = after is None or after.pos in ("PUNCT", "ADP", "SPACE") or after.ent in TIMES or after.sent != tokens[end].sent
        return last if ends and self.known.is_land(self.parse.span(end + 2, last + 1).of(self.parse.text)) else end


def _is_national(token: Token) -> bool:
    """Tell whether a word says of which nation something is: *Libyan waters*."""
    return token.ent == "NORP" and token.pos in ("ADJ", "PROPN")
