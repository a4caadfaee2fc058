"""The tables of cues, as the rules look them up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.lexicon import Lexicon
from detente.records import Attitude
from detente.statements.complements import Complement

_NONE: frozenset[str] = frozenset()
_UNKNOWN = 0.5  # confidence where a table gives none


@dataclass(frozen=True, slots=True)
class Entry:
    """A cue word of one part of speech: the frames it attributes in, its attitude, and how sure it is.

    In the frames of ``inside`` it attributes only within somebody else's words.
    """

    frames: frozenset[str]
    attitude: Attitude
    confidence: float
    inside: frozenset[str] = frozenset()

    def choose(self, complements: Iterable[Complement]) -> tuple[Complement | None, bool]:
        """Return the first complement that the cue takes, and whether it takes it only within somebody else's words."""
        found = list(complements)
        for frames, bound in ((self.frames, False), (self.inside, True)):
            for complement in found:
                if complement.frame in frames:
                    return complement, bound
        return None, False


@dataclass(frozen=True, slots=True)
class Lexis:
    """Cue words by lemma for each part of speech, confidence of each frame, and the closed classes of words.

    ``outlets`` are the names of agencies, papers and broadcasters, ``agents`` the nouns for those who act.
    """

    verbs: Mapping[str, Entry]
    nouns: Mapping[str, Entry]
    adjectives: Mapping[str, Entry]
    frames: Mapping[str, float]
    words: Mapping[str, frozenset[str]]
    outlets: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()

    def confidence(self, frame: str, entry: Entry | None = None) -> float:
        """Return how sure a cue in a frame is, between 0 and 1, to two digits; without ``entry``, how sure the frame alone."""
        return round(self.frames.get(frame, _UNKNOWN) * (entry.confidence if entry is not None else 1.0), 2)

    def of(self, name: str) -> frozenset[str]:
        """Return a closed class of words."""
        return self.words.get(name, _NONE)


def build_lexis(lexicon: Lexicon) -> Lexis:
    """Build the look-up tables of the statement rules out of a lexicon."""
    cues: dict[str, dict[str, Entry]] = {"verb": {}, "noun": {}, "adjective": {}}
    for row in lexicon.table("statements/cues"):
        taken, inside = frozenset(row.list("frames")), frozenset(row.list("inside"))
        entry = Entry(taken, Attitude(row.text("attitude")), row.number("confidence") or _UNKNOWN, inside)
        cues[row.text("pos")][row.text("lemma")] = entry
    frames = {row.text("frame"): row.number("confidence") or _UNKNOWN for row in lexicon.table("statements/frames")}
    words: dict[str, set[str]] = {}
    for row in lexicon.table("statements/words"):
        words.setdefault(row.text("class"), set()).add(row.text("word"))
    closed = {name: frozenset(members) for name, members in words.items()}
    return Lexis(cues["verb"], cues["noun"], cues["adjective"], frames, closed, _outlets(lexicon), _agents(lexicon))


def _outlets(lexicon: Lexicon) -> frozenset[str]:
    """Return the names of the known outlets in small letters, without those that are common words or somebody else's name."""
    rows = (r for r in lexicon.table("actors/organizations") if r.text("kind") == "outlet" and not r.flag("ambiguous"))
    return frozenset(name.lower() for row in rows for name in (row.text("name"), *row.list("aliases")))


def _agents(lexicon: Lexicon) -> frozenset[str]:
    """Return the nouns for persons and bodies, singular and plural, in small letters."""
    rows = (r for r in lexicon.table("actors/agents") if r.text("kind") != "thing")
    return frozenset(word for row in rows for word in (row.text("phrase"), *row.list("plural")))
