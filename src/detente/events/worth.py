"""Which acts are events of relations between political actors, and which are trivia.

An act counts by its sides: who acts is known, at least one side is political, and the other one is named where PLOVER asks for
it. Words at nobody in particular count where they reach abroad (*condemned the presence of foreign warships*).
"""

from dataclasses import dataclass

from detente.actors.cast import Cast
from detente.events.act import Act, Sides
from detente.events.nominals import classes_of
from detente.events.patterns import Patterns
from detente.events.trivia import is_trivial
from detente.language.parse import Parse
from detente.records import ActorKind, Participant, Status

VERBAL = frozenset(("ACCUSE", "AGREE", "REJECT", "REQUEST", "THREATEN"))
CIVIL = ("02", "10", "112", "114", "115")  # what firms and journals may do to a state of another country
UNDONE = (Status.HYPOTHETICAL, Status.NEGATED)  # what somebody might do, to nobody, is nothing
JUDGEMENT = ("111", "112")
INNER = frozenset(("AGREE", "CONSULT", "COOPERATE", "REQUEST", "SUPPORT", "THREATEN"))  # what members of a government do all day
VISIT = "042"  # whoever travels at home is no visitor
GATHERING = ("040", "046")  # a visit is to a town, a meeting only in one
MEETING = "125"  # who calls off a visit of his own minister has turned down another side
ULTIMATUM = "139"  # a deadline is a threat where somebody has to keep it
OFFICE = "083"  # stepping down
RETIRED = frozenset(("ELI", "BUS", None))
AID_OFFERED = "033"
YIELDING = "035"  # a promise to give way
DECLARED = ("stances.intend.agree", "stances.intend.offer", "stances.intend.propose")
BLASTS = ("1712", "183", "195")  # what hits a firm's property is no figure of speech
BODIES = frozenset(("IGO", "UNO", "EUR"))
BESIDE = frozenset(("conj", "parataxis"))
LONGEST = 40  # tokens of a clause that are looked at


@dataclass(frozen=True, slots=True)
class Worth:
    """What the acts of one article are judged by."""

    parse: Parse
    patterns: Patterns
    cast: Cast

    def __call__(self, act: Act, type_: str, status: Status) -> bool:
        """Tell whether an act of this PLOVER type makes an event."""
        here, there = countries(act.actors), countries(act.recipients)
        if "content" in act.flags or not (here or there) or is_trivial(self.parse, self.patterns, act, type_, status):
            return False
        if "stances.undergo" in act.rule and not (act.actors and there):
            return False
        if act.rule.startswith("nouns.") and not self._stands_alone(act, here, there):
            return False
        if not self._acted(act, type_, here):
            return False
        if self._only_where(act, type_):
            return False
        inner = not there and len(here) == 1 and self._inside(act, type_)
        if not there and not inner and (not self._open_ended(act, type_) or (status in UNDONE and type_ != "THREATEN")):
            return False
        if here == there and not self._at_home(act, type_):
            return False
        return type_ in ("ASSAULT", "PROTEST") or any(self.political(p) for p in (*act.actors, *act.recipients))

    def political(self, participant: Participant) -> bool:
        """Tell whether the participant is a state, an organ or office of one, an armed group, a party or a body of states."""
        return (
            participant.sector in self.patterns.words["political"]
            or participant.country in BODIES
            or self._kind(participant) in (ActorKind.STATE, ActorKind.BODY)
        )

    def _kind(self, participant: Participant) -> ActorKind | None:
        return self.cast.actor(participant.actor).kind if participant.actor is not None else None

    def _inside(self, act: Act, type_: str) -> bool:
        """Tell whether a second side without a country is one at home: *cracked down on monks*, *an amnesty for rebels*."""
        words = self.patterns.words
        if any(p.sector in words["inner_sides"] for p in act.recipients):
            return type_ in words["inner_types"]
        from_below = any(p.sector in words["inner_sides"] for p in act.actors)
        return from_below and type_ == "REQUEST" and any(p.sector == "GOV" for p in act.recipients)

    def _private(self, side: Sides) -> bool:
        """Tell whether all are firms, journals or farmers; a bank of states is none."""
        return bool(side) and all(p.sector in self.patterns.words["private"] and p.country not in BODIES for p in side)

    def _only_where(self, act: Act, type_: str) -> bool:
        """Tell whether a town is only where somebody meets or decides: *the summit in X*, *wants X to adopt a tax*."""
        meets = type_ == "CONSULT" and act.code.startswith(GATHERING)
        return (meets or type_ == "REQUEST") and bool(act.recipients) and all(self._is_town(p) for p in act.recipients)

    def _is_town(self, participant: Participant) -> bool:
        if participant.sector is not None or self._kind(participant) is not ActorKind.GROUP or not participant.spans:
            return False
        head = self.parse.head_of(participant.spans[0])
        return head is not None and self.parse.tokens[head].ent == "GPE"

    def _stands_alone(self, act: Act, here: set[str], there: set[str]) -> bool:
        """Tell whether a bare noun (*the talks between X and Y*) names an act with two sides of different countries."""
        return "alone" in act.flags and bool(here) and bool(there) and here != there

    def _acted(self, act: Act, type_: str, here: set[str]) -> bool:
        """Tell whether it is known who acted, or the type is one where that matters less; firms act only in law and words."""
        if type_ in self.patterns.words["without_actor"] and not here:
            tag = self.parse.tokens[act.words[0]].tag
            loose = not act.actors and tag in ("VBG", "VB")  # "how to wage war on X"
            known = not act.actors or any(p.country or p.sector for p in act.actors)
            if type_ == "RETREAT" and not known:
                return False
            struck = not act.actors and not act.code.startswith(BLASTS) and self._private(act.recipients)
            return not (loose or struck or self._private(act.actors))
        if act.code.startswith(OFFICE) and all(p.sector in RETIRED for p in act.actors):
            return False
        if not here and not any(p.sector and p.sector not in self.patterns.words["private"] for p in act.actors):
            return False
        if not here and act.recipients and all(p.sector == "BUS" for p in act.recipients):
            return False
        if not here and all(self._is_generic(p) for p in act.actors):
            return False
        if type_ == "PROTEST" or not self._private(act.actors):
            return True
        return "said" not in act.flags and here != countries(act.recipients) and act.code.startswith(CIVIL)

    def _is_generic(self, participant: Participant) -> bool:
        """Tell whether the words are for any of a kind: *governments*, *leaders*."""
        head = self.parse.head_of(participant.spans[0]) if participant.spans else None
        return head is not None and self.parse.tokens[head].tag == "NNS" and not self.parse.tokens[head].children

    def _open_ended(self, act: Act, type_: str) -> bool:
        """Tell whether the act may do without a recipient of known country."""
        if type_ not in self.patterns.words["without_recipient"] and type_ not in VERBAL:
            return False
        if act.code == ULTIMATUM:
            return False
        if "said" not in act.flags and act.code.startswith("02") and not act.recipients:
            return False
        if type_ in VERBAL and act.recipients and all(p.sector == "BUS" for p in act.recipients):
            return False
        if type_ not in VERBAL or "said" in act.flags:
            return act.code not in self.patterns.words["vague"] or "said" in act.flags
        alone = act.rule.startswith("verbs.") or all(p.country in BODIES for p in act.actors)
        if alone and type_ == "AGREE" and "sym" in act.flags and "+" not in act.rule:  # who agrees agrees with somebody
            return False
        if not any(self.political(p) and p.country for p in act.actors):
            return False
        if act.rule.startswith("stances.refuse.") and "+" not in act.rule:
            return bool(act.recipients)
        if act.rule.startswith("stances.intend.") and "+" not in act.rule:
            return self._reaches_abroad(act, only_words=not act.rule.startswith(DECLARED))
        judged = type_ == "ACCUSE" and act.code.startswith(JUDGEMENT) and not act.recipients
        if act.code.startswith(AID_OFFERED) and not act.recipients:
            return self._reaches_abroad(act)
        known = not (judged or type_ == "AGREE") or "+" in act.rule or act.code.startswith(YIELDING) or self._invited(act)
        return (known and act.code not in self.patterns.words["vague"]) or self._reaches_abroad(act)

    def _invited(self, act: Act) -> bool:
        """Tell whether the act takes up or makes an offer that must come from or go to others: an invitation, mediation."""
        return act.code in self.patterns.words["of_others"] and "future" not in act.flags and "nouns." not in act.rule

    def _reaches_abroad(self, act: Act, *, only_words: bool = False) -> bool:
        """Tell whether the clause of the act names another country, or what states have to do with each other."""
        own = countries(act.actors)
        tokens = self.parse.tokens
        return any(
            self._is_abroad(k, own, only_words)
            for i in act.words
            for k in range(i + 1, min(tokens[i].right, i + LONGEST) + 1)
            if self._in_clause(k, i)
        )

    def _in_clause(self, k: int, i: int) -> bool:
        """Tell whether token k is in the clause of token i, not said beside it: *ruled it out and said it was time for X*."""
        said = False
        for _ in range(LONGEST):
            token = self.parse.tokens[k]
            if k in (i, token.head):
                return k == i
            if said and token.dep in BESIDE:
                return False
            said = token.dep == "ccomp" or said
            k = token.head
        return False

    def _is_abroad(self, i: int, own: set[str], only_words: bool) -> bool:
        if only_words:
            return self.parse.tokens[i].lower in self.patterns.words["between_states"]
        mention = self.cast.at(i)
        found = {self.cast.actor(a).country for a in mention.actors} if mention is not None else set()
        return (
            bool(found - own - {None})
            or self.parse.tokens[i].lower in self.patterns.words["between_states"]
            or bool(classes_of(self.parse, self.patterns, i) & self.patterns.words["nouns_abroad"])
        )

    def _at_home(self, act: Act, type_: str) -> bool:
        """Tell whether an act within one country counts: never towards firms, nor of words towards the state itself."""
        if not act.recipients:
            return True
        if self._private(act.recipients) or act.code.startswith(VISIT):
            return False
        if (type_ in INNER or act.code.startswith(MEETING)) and act.actors and self._one_government(act):
            return False
        return type_ in self.patterns.words["at_home"] or all(self._kind(p) is not ActorKind.STATE for p in act.recipients)

    def _one_government(self, act: Act) -> bool:
        """Tell whether all are of one and the same government or body of states, whose inner workings are no relations."""
        organs = self.patterns.words["government"]
        return all(p.sector in organs or p.country in ("EUR", "UNO") for p in (*act.actors, *act.recipients))


def countries(side: Sides) -> set[str]:
    """Return the countries of a side."""
    return {p.country for p in side if p.country}
