"""What is worded like the act of a row and is none: of markets, of nature, of anybody, of what is said to be so."""

from detente.events.act import Sides
from detente.events.frames import Frame
from detente.events.nominals import classes_of
from detente.events.patterns import Patterns, VerbPattern
from detente.language.parse import Parse

DEFYING, PROTEST = "128", "14"
FORCE = ("18", "19", "20")
PERSONAL = ("0841", "173", "174", "181", "182", "193")  # what is done to persons, and never to an *it*
REFUSING = ("120", "127")
WARNING = "130"
PAPERS = frozenset(("market_noun", "evidence"))
CLAIMED = frozenset(("idea", "notion", "suggestion", "view"))


def is_figure(parse: Parse, patterns: Patterns, frame: Frame, row: VerbPattern, thing: int | None) -> bool:
    """Tell whether the clause is none of the act that its row names, whoever the sides are."""
    if row.code.startswith(PROTEST) and frame.subject is not None:  # "markets rallied", "the evidence demonstrates that …"
        return bool(classes_of(parse, patterns, frame.subject) & PAPERS)
    if row.code == DEFYING:
        return _is_of_any(parse, frame.verb)
    if thing is None:
        return False
    if row.code.startswith(FORCE) and "self" not in row.object and parse.tokens[thing].lower.endswith("selves"):
        return True  # "shooting ourselves in the foot"
    if row.code.startswith(PERSONAL) and parse.tokens[thing].lower == "it":
        return True
    if row.code == WARNING and parse.tokens[thing].lemma in patterns.words["no_doers"]:  # "warned X's debts could rise"
        return True
    return row.code in REFUSING and _is_claim(parse, thing)


def is_calamity(parse: Parse, patterns: Patterns, frame: Frame, row: VerbPattern, actors: Sides) -> bool:
    """Tell whether nobody but nature or chance did it: *forty people were killed in the earthquake*."""
    if actors or not row.code.startswith(FORCE):
        return False
    verb = parse.tokens[frame.verb]
    heads = [] if frame.subject is None else [frame.subject]
    return any(parse.tokens[k].lemma in patterns.words["calamity"] for k in (*heads, *range(frame.verb + 1, verb.right + 1)))


def _is_of_any(parse: Parse, i: int) -> bool:
    """Tell whether a relative clause is of whoever does so: *states that break the rules*, not *the states that broke them*."""
    verb = parse.tokens[i]
    head = parse.tokens[verb.head]
    return verb.dep == "relcl" and verb.tag == "VBP" and head.tag == "NNS" and not parse.children(head.i, "det", "nummod")


def _is_claim(parse: Parse, i: int) -> bool:
    """Tell whether an idea is what is said to be so, and no plan: *the idea that X is idle*, not *that X should pay*."""
    if parse.tokens[i].lemma not in CLAIMED:
        return False
    clauses = [c.i for c in parse.children(i, "acl", "ccomp") if parse.children(c.i, "mark")]
    return any(not any(c.tag == "MD" for c in parse.children(k, "aux")) for k in clauses)
