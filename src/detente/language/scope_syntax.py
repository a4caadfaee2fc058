"""What the syntax says of status: negation, auxiliaries, tense, conditions, and the governor that each word hangs on."""

from dataclasses import dataclass

from detente.language.parse import Parse, Token
from detente.language.scope_literals import ScopeMark
from detente.language.scope_rules import ScopeRules
from detente.language.tense import Tense, auxiliaries, governing_verb, is_predicate, tense_of
from detente.records import Span, Status

_NOBODY = frozenset(("nobody", "none", "nothing", "neither", "no-one"))
_NEVER = frozenset(("never", "hardly", "scarcely", "barely", "nowhere"))
_NO = frozenset(("no", "neither"))
_ORDINAL = frozenset(("first", "last", "only", "latest", "second", "third", "next"))
_NOT_SHIFTING = frozenset((Tense.PRESENT, Tense.FUTURE, Tense.PROGRESSIVE))  # says that it would: no shift of tense
_SPAN = 80  # tokens of one clause that are looked at; more is no sentence that a person wrote
_CLAUSES = frozenset(("ROOT", "xcomp", "ccomp", "acl", "advcl", "conj"))


@dataclass(frozen=True, slots=True)
class Link:
    """What a word hangs on, and what that makes of it."""

    governor: int
    effect: str
    rule: str


@dataclass(frozen=True, slots=True)
class Syntax:
    """Marks that hold of themselves, and links by which status goes from a governor to what it governs."""

    marks: tuple[ScopeMark, ...]
    links: dict[int, Link]


def read_syntax(parse: Parse, rules: ScopeRules, dead: frozenset[int]) -> Syntax:
    """Read marks and links of every verb, noun and adjective. ``dead`` tokens (*not* in *not only*) count for nothing."""
    reader = _Reader(parse, rules, dead)
    for token in parse.tokens:
        if token.pos in ("VERB", "AUX") and token.dep not in ("aux", "auxpass"):
            reader.predicate(token)
        elif token.dep in _CLAUSES and any(parse.tokens[c].dep == "aux" for c in token.children):
            reader.predicate(token)  # taggers take *to host talks* for a noun
        elif token.pos in ("NOUN", "PROPN"):
            reader.noun(token)
        elif token.pos == "ADJ":
            reader.adjective(token)
        elif token.dep == "mark" and token.lower in rules.conditions and token.i not in dead:
            reader.condition(token)
    for sentence in parse.sentences:
        reader.question(sentence.first, sentence.last, sentence.root)
    return Syntax(tuple(reader.marks), reader.links)


class _Reader:
    def __init__(self, parse: Parse, rules: ScopeRules, dead: frozenset[int]) -> None:
        self.parse = parse
        self.tokens = parse.tokens
        self.rules = rules
        self.dead = dead
        self.marks: list[ScopeMark] = []
        self.links: dict[int, Link] = {}

    # -- marks ------------------------------------------------------------------------------------------------------------
    def _mark(self, category: str, by: Token, target: int, rule: str) -> None:
        self.marks.append(ScopeMark(category, Span(by.start, by.end), target, target + 1, rule))

    def _effect(self, part: str, token: Token, *keys: tuple[str, str]) -> tuple[str, str] | None:
        """Return (effect, rule) of the first (particle, relation) that the word's form or lemma has in the table."""
        for form in (token.lower, token.lemma):
            entry = self.rules.governors.get((part, form))
            if entry is None:
                continue
            for particle, relation in keys:
                effect = entry.get((particle, relation))
                if effect:
                    return effect, f"scope.{relation}.{form}"
        return None

    def _link(self, i: int, governor: int, found: tuple[str, str] | None) -> bool:
        if found is None or governor == i:
            return False
        self.links[i] = Link(governor, *found)
        return True

    # -- verbs ------------------------------------------------------------------------------------------------------------
    def predicate(self, token: Token) -> None:
        """Read negation, auxiliaries and governor of a verb."""
        negation = self._negation(token)
        if negation is not None:
            self._mark("negation", negation, token.i, "scope.neg")
        tense = tense_of(self.parse, token.i)
        if tense in (Tense.FUTURE, Tense.MODAL, Tense.MODAL_PERFECT):
            self._modal(token, tense)
        elif tense is Tense.PAST_PERFECT and not self._is_reported(token):
            by = next((a for a in auxiliaries(self.parse, token.i) if a.lower in ("had", "'d")), token)
            self._mark("past", by, token.i, "scope.past_perfect")
        elif tense is Tense.BARE and self._is_imperative(token):
            self._mark("hedge", token, token.i, "scope.imperative")
        self._govern_verb(token, tense)

    def _negation(self, token: Token) -> Token | None:
        """Return the word that negates a verb: *not*, *no country …*, *signed no …*."""
        for _ in range(6):
            for c in token.children:
                child = self.tokens[c]
                if c in self.dead:
                    continue
                if child.dep == "neg" or (child.dep == "advmod" and child.lower in _NEVER):
                    return child
                if child.dep in ("nsubj", "nsubjpass", "dobj", "attr"):
                    none = self._none(child)
                    if none is not None:
                        return none
            head = self.tokens[token.head]
            own = any(self.tokens[c].dep in ("aux", "auxpass", "nsubj", "nsubjpass") for c in token.children)
            if (
                own
                or token.dep != "conj"
                or not is_predicate(head)
                or token.tag in ("VBD", "VBZ", "VBP")
                or token.tag != head.tag
            ):
                return None
            if any(self.tokens[c].dep == "cc" and self.tokens[c].lower == "but" for c in head.children):
                return None
            token = head
        return None

    def _none(self, noun: Token) -> Token | None:
        """Return the word that makes a noun phrase mean nobody or nothing."""
        if noun.lower in _NOBODY and noun.i not in self.dead:
            return noun
        for c in noun.children:
            if self.tokens[c].lower in _NO and self.tokens[c].dep in ("det", "neg", "preconj", "advmod") and c not in self.dead:
                return self.tokens[c]
        return None

    def _modal(self, token: Token, tense: Tense) -> None:
        words = [a for a in auxiliaries(self.parse, token.i) if a.lower in self.rules.modals] or [token]
        by = words[0]
        if tense is Tense.MODAL and by.lower in ("would", "'d") and self._is_reported(token):
            self._mark("future", by, token.i, "scope.would_reported")
            return
        status = self.rules.modals.get(by.lower, Status.HYPOTHETICAL)
        self._mark("future" if status is Status.FUTURE else "hedge", by, token.i, f"scope.modal.{by.lower}")

    def _is_reported(self, token: Token) -> bool:
        """Tell whether a clause is reported in the past, outside of quotation marks, so that its tenses are shifted back."""
        i = token.i
        for _ in range(6):
            token = self.tokens[i]
            head = self.tokens[token.head]
            if token.dep == "ccomp" and is_predicate(head):
                low, high = sorted((i, head.i))
                quoted = any(self.tokens[k].text in ('"', "“", "”", "''", "``") for k in range(low, min(high, low + _SPAN)))
                return not quoted and tense_of(self.parse, head.i) in (
                    Tense.PAST,
                    Tense.PAST_PERFECT,
                    Tense.GERUND,
                    Tense.PARTICIPLE,
                )
            if token.dep not in ("conj", "xcomp", "advcl", "relcl", "acl") or head.i == i:
                return False
            i = head.i
            if token.dep in ("relcl", "acl"):
                while not is_predicate(self.tokens[i]) and self.tokens[i].head != i:
                    i = self.tokens[i].head
        return False

    def _is_imperative(self, token: Token) -> bool:
        if token.dep not in ("ROOT", "ccomp") or any(self.tokens[c].dep in ("nsubj", "nsubjpass") for c in token.children):
            return False
        before = self.tokens[token.i - 1] if token.i else None
        return before is None or before.sent != token.sent or before.text in ('"', "“", "``", "''")

    def condition(self, mark: Token) -> None:
        """Mark a clause of condition, and the consequence that hangs on it."""
        clause = self.tokens[mark.head]
        trigger = Span(mark.start, mark.end)
        first, last = max(clause.left, mark.i - _SPAN), min(clause.right + 1, mark.i + _SPAN)
        self.marks.append(ScopeMark("condition", trigger, first, last, f"scope.condition.{mark.lower}"))
        main = self.tokens[clause.head]
        if clause.dep == "advcl" and is_predicate(main) and tense_of(self.parse, main.i) in (Tense.FUTURE, Tense.MODAL):
            self._mark("condition", mark, main.i, "scope.consequence")

    def question(self, first: int, last: int, root: int) -> None:
        """Mark what is asked with an auxiliary before the subject: it is not known to be so."""
        end = last - 1
        while end > first and self.tokens[end].pos in ("SPACE", "PUNCT") and self.tokens[end].lower != "?":
            end -= 1
        while first < end and self.tokens[first].pos in ("SPACE", "PUNCT", "CCONJ"):
            first += 1
        if first < end and self.tokens[end].lower == "?" and self.tokens[first].pos == "AUX":
            self._mark("hedge", self.tokens[end], root, "scope.question")

    # -- governors of verbs -----------------------------------------------------------------------------------------------
    def _govern_verb(self, token: Token, tense: Tense) -> None:
        i, head = token.i, self.tokens[token.head]
        if token.dep == "ROOT" or head.i == i:
            if tense is Tense.INFINITIVE:
                self._mark("future", token, i, "scope.infinitive_root")
        elif token.dep == "conj" and is_predicate(head):
            self._govern_conjunct(token, head)
        elif tense is Tense.INFINITIVE and token.dep in ("xcomp", "ccomp", "acl", "advcl", "relcl"):
            self._govern_infinitive(token, head)
        elif token.dep == "xcomp":
            self._govern_small(token, head)
        elif token.dep == "ccomp" and token.tag == "VBN" and head.lemma in ("have", "get"):
            self._link(i, head.i, ("same", "scope.complement"))
        elif token.dep in ("ccomp", "acl") and is_predicate(head):
            self._link(
                i,
                head.i,
                self._effect("verb", head, ("", "clause"), *(((self._particle(head), "gerund"),) if token.tag == "VBG" else ())),
            )
        elif token.dep in ("ccomp", "acl") and head.pos == "NOUN":
            if self._has_mark(token, "that"):
                self._link(i, head.i, self._effect("noun", head, ("", "clause")))
        elif token.dep == "ccomp" and head.pos == "ADJ":
            self._link(i, head.i, self._effect("adjective", head, ("", "clause")))
        elif token.dep == "pcomp":
            self._govern_gerund(token, head)
        elif token.dep == "amod" and token.tag == "VBG":
            self._link(i, head.i, ("same", "scope.attribute"))
        elif token.dep == "advcl" and is_predicate(head):
            self._govern_adverbial(token, head, tense)

    def _govern_conjunct(self, token: Token, head: Token) -> None:
        """Let a coordinated verb without subject go with its head's governor."""
        if any(self.tokens[c].dep in ("nsubj", "nsubjpass") for c in token.children):
            return
        above = self.links.get(head.i)
        if above is not None and token.i not in self.links and token.tag == head.tag:
            self.links[token.i] = above

    def _particle(self, verb: Token) -> str:
        return next((self.tokens[c].lower for c in verb.children if self.tokens[c].dep == "prt"), "")

    def _has_mark(self, token: Token, word: str) -> bool:
        return any(self.tokens[c].dep == "mark" and self.tokens[c].lower == word for c in token.children)

    def _complement(self, be: Token) -> Token | None:
        """Return the adjective or noun after *be*."""
        return next((self.tokens[c] for c in be.children if self.tokens[c].dep in ("acomp", "attr", "oprd")), None)

    def _govern_infinitive(self, token: Token, head: Token) -> None:
        i = token.i
        if head.lemma == "be" and head.pos == "AUX":
            inner = self._complement(head)
            if inner is None:
                self._link(i, head.i, ("future", "scope.is_to"))
                return
            head = inner
        part = {"ADJ": "adjective", "NOUN": "noun", "PROPN": "noun"}.get(head.pos, "verb")
        keys = [("", "purpose"), ("", "infinitive")] if token.dep == "advcl" else [("", "infinitive"), ("", "purpose")]
        if any(self.tokens[c].tag in ("WRB", "WP", "WDT") for c in token.children):
            self._mark("hedge", token, i, "scope.how_to")
            return
        if any(self.tokens[c].dep == "nsubj" for c in token.children):
            keys.insert(0, ("", "other"))
        found = self._effect(part, head, *keys)
        if found is not None and found[0] == "historical" and (i != head.i + 2 or auxiliaries(self.parse, head.i)):
            found = ("same", found[1])
        if self._link(i, head.i, found):
            return
        if part == "noun" and any(self.tokens[c].dep == "auxpass" for c in token.children):
            self._mark("future", token, head.i, "scope.to_be")
        if part == "noun" and self._passed_on(token, head, i):
            return
        if head.lower in _ORDINAL or any(self.tokens[c].lower in _ORDINAL for c in head.children if self.tokens[c].dep == "amod"):
            above = governing_verb(self.parse, head.i)
            self._link(i, head.i if above is None else above, ("same", "scope.first_to"))
            return
        self._link(i, head.i, ("future" if part == "verb" else "hypothetical", "scope.infinitive"))

    def _passed_on(self, token: Token, noun: Token, i: int) -> bool:
        """Find the verb that governs an infinitive hung on its object: *asked Oslo to sign*."""
        verb = self.tokens[noun.head]
        if noun.dep not in ("dobj", "pobj", "nsubj") or token.dep != "acl":
            return False
        if noun.dep == "pobj":
            prep, verb = verb, self.tokens[verb.head]
            found = self._effect("verb", verb, (prep.lower, "infinitive"), (prep.lower, "object")) if prep.dep == "prep" else None
            return self._link(i, verb.i, found)
        return is_predicate(verb) and self._link(i, verb.i, self._effect("verb", verb, ("", "infinitive")))

    def _govern_small(self, token: Token, head: Token) -> None:
        """Read a gerund or bare verb under a verb or adjective."""
        i = token.i
        part = "adjective" if head.pos == "ADJ" else "verb"
        if token.tag == "VBG":
            particle = self._particle(head)
            self._link(i, head.i, self._effect(part, head, (particle, "gerund")) or ("same", "scope.gerund"))
        else:
            self._link(i, head.i, ("same", "scope.complement"))

    def _govern_gerund(self, token: Token, prep: Token) -> None:
        """Read a gerund under a preposition: *insist on signing*, *plan of attacking*, *before leaving*."""
        above = self.tokens[prep.head]
        i = token.i
        if prep.lower in ("before", "until") and is_predicate(above):
            self._link(i, above.i, ("open", f"scope.{prep.lower}"))
            return
        if is_predicate(above):
            self._link(i, above.i, self._effect("verb", above, (prep.lower, "gerund")))
        elif above.pos == "NOUN":
            self._link(i, above.i, self._effect("noun", above, (prep.lower, "object"), ("", "infinitive")))
        elif above.pos == "ADJ":
            self._link(i, above.i, self._effect("adjective", above, (prep.lower, "gerund"), ("", "infinitive")))
        elif above.pos in ("ADP", "ADV") and is_predicate(self.tokens[above.head]):
            verb = self.tokens[above.head]
            self._link(i, verb.i, self._effect("verb", verb, (above.lower, "gerund"), (prep.lower, "gerund")))

    def _govern_adverbial(self, token: Token, head: Token, tense: Tense) -> None:
        i = token.i
        if self._has_mark(token, "until") and tense is Tense.PRESENT:
            self._mark("future", token, i, "scope.until")  # will wait until the other side answers
        elif self._has_mark(token, "before") or self._has_mark(token, "until"):
            self._link(i, head.i, ("open", "scope.before"))
        elif tense in (Tense.GERUND, Tense.PARTICIPLE) and not any(self.tokens[c].dep == "mark" for c in token.children):
            self._link(i, head.i, ("open", "scope.participle"))

    # -- nouns and adjectives ---------------------------------------------------------------------------------------------
    def noun(self, token: Token) -> None:
        """Read determiner, adjectives and governor of a noun."""
        none = self._none(token)
        if none is not None:
            self._mark("negation", none, token.i, "scope.no")
        for c in token.children:
            child = self.tokens[c]
            if child.dep in ("amod", "compound", "nmod") and (found := self._effect("adjective", child, ("", "modifies"))):
                category = {"future": "future", "hypothetical": "hedge", "negated": "negation", "historical": "past"}[found[0]]
                self._mark(category, child, token.i, found[1])
            elif child.dep == "acl" and child.tag == "VBN":  # talks planned for Friday
                found = self._effect("verb", child, ("", "object"))
                if found is not None and found[0] in ("future", "hypothetical"):
                    self._mark("future" if found[0] == "future" else "hedge", child, token.i, found[1])
        self._govern_noun(token)

    def _govern_noun(self, token: Token) -> None:
        i, head = token.i, self.tokens[token.head]
        if head.i == i:
            return
        if token.dep == "conj" and head.pos in ("NOUN", "PROPN"):
            above = self.links.get(head.i)
            self._link(i, above.governor if above else head.i, (above.effect, above.rule) if above else ("same", "scope.and"))
        elif token.dep in ("dobj", "nsubjpass") and (is_predicate(head) or head.i in self.links):
            found = self._effect("verb", head, (self._particle(head), "object"))
            if found is not None and not (found[0] == "negated" and self._effect("noun", token, ("", "uttered"))):
                self._link(i, head.i, found)
        elif token.dep == "nsubj" and is_predicate(head):
            self._govern_subject(token, head)
        elif token.dep in ("attr", "acomp", "oprd") and is_predicate(head):
            self._link(i, head.i, ("same", "scope.attribute"))
        elif token.dep == "pobj":
            self._govern_prepositional(token, head)
        elif token.dep == "compound" and head.pos == "NOUN":
            found = self._effect("noun", head, ("of", "object"), ("for", "object")) or ("same", "scope.compound")
            self._link(i, head.i, found)

    def _govern_subject(self, token: Token, head: Token) -> None:
        if head.lemma == "be":
            inner = self._complement(head)
            if inner is not None and inner.pos == "ADJ" and (found := self._effect("adjective", inner, ("", "modifies"))):
                self._link(token.i, head.i, found)
                return
            verb = next((self.tokens[c] for c in inner.children if self.tokens[c].dep == "xcomp"), None) if inner else None
            if verb is not None and self._effect("verb", verb, ("", "subject")):
                self._link(token.i, verb.i, ("same", "scope.subject"))
            return
        self._link(token.i, head.i, self._effect("verb", head, ("", "subject")))

    def _govern_prepositional(self, token: Token, prep: Token) -> None:
        above = self.tokens[prep.head]
        i = token.i
        if prep.dep == "agent":
            return
        if is_predicate(above):
            # taggers take *to host* for a preposition and a noun
            more = (("", "infinitive"),) if prep.lower == "to" and token.i == prep.i + 1 else ()
            self._link(i, above.i, self._effect("verb", above, (prep.lower, "object"), *more))
        elif above.pos == "NOUN":
            found = self._effect("noun", above, (prep.lower, "object"))
            self._link(i, above.i, found or (("same", "scope.of") if prep.lower == "of" else None))
        elif above.pos == "ADJ" and (found := self._effect("adjective", above, (prep.lower, "object"))):
            self._link(i, above.i, found)
        elif above.pos in ("ADP", "ADV", "ADJ") and is_predicate(self.tokens[above.head]):
            verb = self.tokens[above.head]
            self._link(i, verb.i, self._effect("verb", verb, (above.lower, "object"), (prep.lower, "object")))

    def adjective(self, token: Token) -> None:
        """Let a predicate adjective go with its verb, an attributive one with its noun."""
        if token.dep in ("acomp", "attr", "oprd", "xcomp", "amod") and token.head != token.i:
            self._link(token.i, token.head, ("same", "scope.attribute"))
        elif token.dep == "conj" and (above := self.links.get(token.head)) is not None:
            self.links[token.i] = above
