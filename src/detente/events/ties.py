"""What ties an act to an entry of the ledger: that it governs or names it, stands next to it, or shares its words."""

from detente.events.matter import MatterWords
from detente.events.opened import Opened
from detente.events.outcome_rules import OutcomeRules
from detente.events.replies import Reply, answers, clause_of
from detente.language.parse import Parse, Token

_NEAR = 2  # sentences after an entry in which a plain reply is sought
_NAMED = 4  # sentences after an entry in which it is still named as *the offer*
FAR = 6  # sentences after an entry in which a refusal from side to side is still one of it
_SHARED = 0.34  # share of an entry's stems that an act on the same matter has
_UP = ("dobj", "pobj", "prep", "ccomp", "xcomp", "nsubjpass", "acl", "pcomp", "dative", "attr", "oprd", "agent")
_ONE = ("a", "an", "any", "no")  # with these, a noun names something new
_VAGUE = frozenset({"claim", "deal", "formula", "idea", "move", "package", "plan", "term", "word"})  # what else may be called so
_TURNING_DOWN = frozenset({"REJECT", "break", "deny", "refuse", "withdraw"})
_OBJECTS = ("dobj", "nsubjpass", "attr", "oprd")
_CLAUSES = ("ccomp", "xcomp")
_QUOTES = ('"', "“", "‘", "''", "``")
_WHO = ("GPE", "NORP", "ORG", "PERSON", "DATE", "TIME")


def find_ties(parse: Parse, opened: Opened, reply: Reply, rules: OutcomeRules, words: MatterWords) -> list[str]:
    """Return what ties an act to an entry; () where nothing does."""
    if _governs(parse, reply, opened.anchor):
        return ["governs"]
    away = reply.sent - opened.sent
    after = reply.head > opened.last or (reply.head > opened.anchor and away > 0)
    out = _by_words(parse, opened, reply, rules, words, after=after)
    if away == 0 and parse.tokens[reply.head].dep == "conj" and parse.tokens[reply.head].head == opened.anchor:
        out.append("turn")
    if after:
        placed = _by_place(parse, opened, reply, rules, away)
        own = "near" in placed and _on_its_own(parse, opened, reply, words)
        out += [tie for tie in placed if tie != "near" or not own]
    return out


def _by_words(parse: Parse, opened: Opened, reply: Reply, rules: OutcomeRules, words: MatterWords, *, after: bool) -> list[str]:
    out: list[str] = []
    away = reply.sent - opened.sent
    if (after or away == 0) and away <= _NAMED:
        nouns = rules.names[opened.entry.kind]
        if _names_entry(parse, reply.head, nouns if away <= _NEAR else nouns - _VAGUE):
            out.append("named")
    clause = clause_of(parse, reply.head)
    about = words.of_words(parse.tokens[i].lemma for i in clause if i not in opened.inside)
    if opened.matter and len(opened.matter & about) >= max(1, _SHARED * len(opened.matter)):
        out.append("matter" if after else "before")
    return out


def _by_place(parse: Parse, opened: Opened, reply: Reply, rules: OutcomeRules, away: int) -> list[str]:
    coded = reply.event is not None
    back = bool(reply.by & opened.to and reply.to & opened.by) and not opened.by & opened.to
    out = ["far"] if coded and away <= FAR and back else []
    if not coded:
        return ["next"] if away <= 1 and (reply.by & (opened.to | opened.by) or not reply.by) else []
    if away <= _NEAR and (not reply.to or reply.to & opened.by or not opened.by):
        out.append("near")
        if away <= 1:
            out.append("next")
            out += ["answering"] if answers(parse, reply.head, rules.answering) else []
            out += ["back"] if back else []
    return out


def _governs(parse: Parse, reply: Reply, anchor: int) -> bool:
    """Tell whether the act governs the words that open the entry: *rejected a demand that*, *denied that it had promised*."""
    i = anchor
    while i != reply.head:
        token = parse.tokens[i]
        if token.dep not in _UP or token.head == i:
            return False
        i = token.head
    noun = parse.tokens[anchor].pos in ("NOUN", "PROPN")
    return anchor != reply.head and (noun or not _TURNING_DOWN.isdisjoint(reply.acts))


def _on_its_own(parse: Parse, opened: Opened, reply: Reply, words: MatterWords) -> bool:
    """Tell whether an act has a matter of its own: *dismissed the figure*, *agreed to meet again*. A word in quotation marks
    is no other matter, but what the speaker calls this one (*rejected “the tantrum of a neighbour”*).
    """
    own = parse.children(reply.head, *_OBJECTS, *(_CLAUSES if "accept" in reply.acts or "AGREE" in reply.acts else ()))
    token = parse.tokens[reply.head]
    if token.dep == "relcl":
        own.append(parse.tokens[token.head])
    own = [t for t in own if words.stem(t.lemma) and t.ent not in _WHO and not _quoted(parse, t)]
    about = words.of_words(parse.tokens[i].lemma for t in own for i in range(t.left, t.right + 1))
    return bool(own) and about.isdisjoint(opened.matter)


def _quoted(parse: Parse, token: Token) -> bool:
    first = max(token.left - 1, 0)
    return any(t.text in _QUOTES for t in parse.tokens[first : token.left + 1])


def _names_entry(parse: Parse, head: int, nouns: frozenset[str]) -> bool:
    """Tell whether an object of the act names the entry: *the offer*, *this demand*, *a proposal that they rejected*."""
    token = parse.tokens[head]
    objects = parse.children(head, "dobj", "nsubjpass", "oprd")
    objects += [thing for c in parse.children(head, "prep") for thing in parse.children(c.i, "pobj")]
    if token.dep in ("relcl", "acl") and parse.tokens[token.head].lemma in nouns:
        return all(o.lower in ("that", "which", "whom") for o in objects if o.dep == "dobj")
    return any(o.lemma in nouns and any(c.lower not in _ONE for c in parse.children(o.i, "det", "poss")) for o in objects)
