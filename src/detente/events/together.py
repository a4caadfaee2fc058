"""Work that parties of two countries do side by side, whatever the verb: *Greek and Turkish divers raised the wreck together*."""

from dataclasses import dataclass

from detente.events.act import Act
from detente.events.deverbals import DeverbalReader
from detente.events.frames import Frame

BESIDE = ("with", "alongside", "beside")
WORK, EXERCISE = "060", "062"
REACH = 12  # tokens after the verb
UNDER_ARMS = frozenset(("troops", "weapons", "aircraft", "vessel"))


@dataclass(slots=True)
class TogetherReader(DeverbalReader):
    """Reads cooperation off words such as *jointly* and *side by side*."""

    def shared_work(self, i: int) -> Act | None:
        """Return the act of a verb that parties of several countries do together, or None."""
        if not self._is_together(i):
            return None
        frame = self.frame(i)
        actors = self.doers(frame.subject)
        beside = [o for p, o in self.preps(frame, frame.object) if p in BESIDE]
        recipients = next((found for o in beside if (found := self.others(self.parties(o), actors))), ())
        mine, yours = ({p.country for p in side if p.country} for side in (actors, recipients))
        if not mine or (len(mine) < 2 and not yours - mine):
            return None
        if len(mine) > 1:
            recipients = ()
        code = EXERCISE if self._under_arms(frame) else WORK
        return Act(code, "together", (i,), actors, recipients, True, 0.5)

    def _is_together(self, i: int) -> bool:
        """Tell whether the clause says that it was done in common."""
        tokens = self.parse.tokens
        words = self.patterns.words
        if tokens[i].lemma in words["no_work"]:
            return False
        if any(tokens[c].lower in words["together"] for c in tokens[i].children if tokens[c].dep == "advmod"):
            return True
        after = tokens[i + 1 : i + 1 + REACH]
        said = " ".join(t.lower for t in after)
        return any(f" {phrase} " in f" {said} " for phrase in words["together"] if " " in phrase)

    def _under_arms(self, frame: Frame) -> bool:
        return frame.subject is not None and bool(self.classes(frame.subject) & UNDER_ARMS)
