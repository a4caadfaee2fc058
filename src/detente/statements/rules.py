"""Draft statements by rules: cue tables, dependencies and quotation marks."""

from collections.abc import Sequence

from detente.language.layout import Layout
from detente.language.parse import Parse
from detente.statements.according import according_statements, opinion_statements
from detente.statements.chains import complete_chains
from detente.statements.colon import colon_clauses, colon_quotes
from detente.statements.draft import Draft
from detente.statements.headlines import headline_statements
from detente.statements.interrupted import interrupted_cues
from detente.statements.lexis import Lexis
from detente.statements.made_known import known_statements
from detente.statements.named import named_statements, subhead_statements
from detente.statements.nest import only_inside
from detente.statements.nominals import adjective_statements, noun_statements
from detente.statements.pointing import pointing_statements
from detente.statements.quoted import Quotations
from detente.statements.runs import continue_quotes
from detente.statements.verbs import verb_statements


def draft_statements(layout: Layout, parse: Parse, placed: Quotations, lexis: Lexis) -> list[Draft]:
    """Return a draft for each statement that a rule finds, quotations that go on included. A title said twice is read once."""
    moved: dict[int, int] = {}
    given = interrupted_cues(parse, placed, lexis)
    drafts = [
        *verb_statements(parse, placed, lexis, moved, given),
        *noun_statements(parse, placed, lexis, moved),
        *adjective_statements(parse, placed, lexis, given),
        *known_statements(parse, placed, lexis),
        *according_statements(parse, placed, lexis),
        *opinion_statements(parse, placed, lexis),
        *pointing_statements(parse, layout, placed, lexis),
        *named_statements(parse, layout, placed, lexis),
        *colon_quotes(parse, placed, lexis),
        *colon_clauses(parse, placed, lexis),
        *subhead_statements(parse, layout, placed, lexis),
    ]
    cued = {d.anchor for d in drafts}
    drafts.extend(headline_statements(parse, layout, placed, lexis, cued))
    said = continue_quotes(parse, placed, outside_title(layout, parse, drafts))
    return complete_chains(parse, only_inside(parse, said), lexis)


def outside_title(layout: Layout, parse: Parse, drafts: Sequence[Draft]) -> list[Draft]:
    """Leave out what stands in the first of two equal titles."""
    title = layout.repeated_title(parse.text)
    if title is None:
        return list(drafts)
    return [d for d in drafts if not title.start <= parse.tokens[d.anchor].start < title.end]
