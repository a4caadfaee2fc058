"""Complete drafts with what stands beside their cues: who passes words on, who hears, on what occasion, with whom one agrees."""

from collections.abc import Sequence

from detente.language.parse import Parse
from detente.statements.according import end_at_according, pass_on
from detente.statements.addressees import addressed_statements, go_on
from detente.statements.agreement import agreeing_statements
from detente.statements.draft import Draft
from detente.statements.lexis import Lexis
from detente.statements.media import Media
from detente.statements.mouths import spoken_for
from detente.statements.occasions import placed_statements
from detente.statements.passing import pass_words_on, reported_statements
from detente.statements.same_way import go_on_passing, go_on_quoting, name_whole, share_ways


def complete_chains(parse: Parse, drafts: Sequence[Draft], lexis: Lexis) -> list[Draft]:
    """Return the drafts with via, addressee, occasion, place, agreement and echoes where the text shows them.

    A draft that only tells who passes another's words on is taken up by that one.
    """
    media = Media.of(parse, lexis)
    out = pass_on(parse, end_at_according(parse, drafts), media)
    out = pass_words_on(parse, out, media, lexis)
    out = reported_statements(parse, out, media, lexis)
    out = spoken_for(parse, out, media, lexis)
    out = share_ways(parse, out)
    out = addressed_statements(parse, out, lexis)
    out = placed_statements(parse, out, lexis)
    out = go_on(parse, out)
    out = agreeing_statements(parse, out, lexis)
    out = go_on_quoting(parse, go_on_passing(parse, out, media), media, lexis)
    return name_whole(parse, share_ways(parse, out), lexis)
