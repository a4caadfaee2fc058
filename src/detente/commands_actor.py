"""What ``detente actor`` does: mentions in, actors with reasons and alternatives out, and whether anybody was found."""

import sys

from detente.actors.gazetteer import gazetteer
from detente.actors.resolve import resolve_actor
from detente.commands import lexicon_of, open_lines
from detente.console import check_stdout, print_lines, write_object
from detente.display.actors import COLUMNS, actor_cells, actor_lines
from detente.errors import ReadingError
from detente.lexicon import Lexicon
from detente.output import actor_to_dict
from detente.reading.jsonl import Report
from detente.reading.mentions import GivenMention, read_mentions
from detente.records import Actor
from detente.settings import Settings


def resolve_one(given: GivenMention, settings: Settings, *, as_json: bool) -> int:
    """Print who one mention means; 1 where nobody could be made of it."""
    check_stdout()
    lexicon = lexicon_of(settings)
    actor = _resolved(given, lexicon)
    if as_json:
        write_object(sys.stdout.buffer, _asked(given) | actor_to_dict(actor))
    else:
        states = {code: row.text("name") for code, row in gazetteer(lexicon).states.items()}
        print_lines(actor_lines(actor, states))
    return int(_is_nobody(actor))


def resolve_list(usual: GivenMention, settings: Settings, report: Report, *, as_json: bool) -> int:
    """Print who each mention of standard input means; 1 where nobody could be made of any, or a line could not be read."""
    check_stdout()
    lexicon = lexicon_of(settings)
    failures: list[ReadingError] = []
    found = False

    def failed(error: ReadingError) -> None:
        failures.append(error)
        report(error)

    if not as_json:
        print_lines(["\t".join(COLUMNS)], tabs=True)
    with open_lines("-") as lines:
        for given in read_mentions(lines, usual, failed):
            actor = _resolved(given, lexicon)
            found |= not _is_nobody(actor)
            if as_json:
                write_object(sys.stdout.buffer, _asked(given) | actor_to_dict(actor))
            else:
                asked = (given.text, str(given.date or ""), given.country or "")
                print_lines([actor_cells(asked, actor)], tabs=True)
    return int(bool(failures) or not found)


def _resolved(given: GivenMention, lexicon: Lexicon) -> Actor:
    return resolve_actor(given.text, given.date, given.country, lexicon)


def _is_nobody(actor: Actor) -> bool:
    return not (actor.country or actor.countries or actor.sector)


def _asked(given: GivenMention) -> dict[str, object]:
    return {"text": given.text, "date": given.date.isoformat() if given.date else None, "in": given.country}
