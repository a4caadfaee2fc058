"""The stages, in order. An arrow never runs back."""

import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import tee

from detente.actors.find import find_actors
from detente.actors.parties import name_parties
from detente.errors import ReadingError, RulesAlone
from detente.events.confidence import EventNetwork, weigh_events
from detente.events.find import find_events
from detente.events.ledger import open_ledger
from detente.events.outcomes import settle_entries
from detente.events.towns import Towns, load_towns
from detente.language.dates import find_dates
from detente.language.encoder import EVENTS, NO_MODEL, OnnxModel, load_model
from detente.language.layout import Layout, lay_out
from detente.language.parse import Parse, Parser, load_parser
from detente.language.quotes import find_quotes
from detente.language.scope import find_scopes
from detente.lexicon import Lexicon
from detente.records import Article, Reading
from detente.registry.tables import load_tables
from detente.settings import Settings, load_settings
from detente.statements.find import encode_article, find_statements
from detente.statements.tagger import Encoded
from detente.undisturbed import undisturbed


def read_parsed(
    article: Article,
    layout: Layout,
    parse: Parse,
    lexicon: Lexicon,
    *,
    model: OnnxModel | None = None,
    network: EventNetwork | None = None,
    towns: Towns | None = None,
    encoded: Sequence[Encoded] | None = None,
) -> Reading:
    """Run every stage over one parsed article. Pure, and total on any text.

    Without ``network`` all events stay, as sure as their rules; ``encoded`` is what ``model`` has seen already.
    """
    quotes = find_quotes(article.text, layout)
    dates = find_dates(parse, article.published, lexicon)
    scopes = find_scopes(parse, lexicon, dates, article.published)
    seen = encoded if encoded is not None or model is None else encode_article(layout, parse, quotes, model)
    said = find_statements(article, layout, parse, quotes, lexicon, model=model, encoded=seen)
    cast = find_actors(article, layout, parse, quotes, said, lexicon)
    statements = name_parties(said, cast, parse)
    events = find_events(article, layout, parse, statements, cast, scopes, dates, lexicon, towns)
    if network is not None and seen is not None:
        events = weigh_events(parse, events, [(e.window.words, e.states) for e in seen], network)
    entries = open_ledger(article, parse, events, cast, lexicon, statements=statements)
    ledger = settle_entries(parse, entries, events, cast, lexicon, statements=statements)
    return Reading(
        article,
        statements,
        cast.actors,
        cast.mentions,
        events,
        ledger,
        lexicon.digest,
        model.digest if model else None,
        towns.version if towns else None,
    )


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Loaded settings, lexicon, parser, statement model (None: rules alone), the network that weighs events by what that model
    sees (None: all stay, as sure as their rules) and towns (None: no points of places): a value to keep and pass on.
    """

    settings: Settings
    lexicon: Lexicon
    parser: Parser
    model: OnnxModel | None = None
    network: EventNetwork | None = None
    towns: Towns | None = None

    def code(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Read articles one after the other, parsed in batches; the order is kept."""
        kept, parsed = tee((replace(a, language=a.language or "en"), lay_out(a)) for a in articles)
        parses = self.parser((article.text, layout) for article, layout in parsed)
        pairs = zip(kept, parses, strict=True)
        while (reading := self._next(pairs)) is not None:
            yield reading

    def _next(self, pairs: Iterator[tuple[tuple[Article, Layout], Parse]]) -> Reading | None:
        with undisturbed():
            pair = next(pairs, None)
            if pair is None:
                return None
            return read_parsed(*pair[0], pair[1], self.lexicon, model=self.model, network=self.network, towns=self.towns)

    def read(self, article: Article) -> Reading:
        """Read one article."""
        return next(self.code([article]))


def failed_on(article: Article, error: Exception) -> ReadingError:
    """Word that the stages themselves failed on an article, which they never should."""
    cause = f"Détente itself failed on this article ({type(error).__name__}: {error})"
    return ReadingError(article.source or article.id, cause, "Please report it, with the article.")


def load(settings: Settings | None = None) -> Pipeline:
    """Load lexicon, parser and model as the settings say; raises LexiconError or SettingError, ReadingError for the registry.

    Where the package came without its model the rules work alone, and a warning says so.
    """
    settings = settings if settings is not None else load_settings()
    lexicon = load_tables(settings)
    model = load_model(settings.model)
    if model is None and settings.model != NO_MODEL:
        warnings.warn("no statement model is installed: statements are found by rules alone", RulesAlone, stacklevel=2)
    weights = model.folder / EVENTS if model is not None else None
    network = EventNetwork.load(weights) if weights is not None and weights.is_file() else None
    towns = load_towns() if settings.places else None
    return Pipeline(settings, lexicon, load_parser(settings.pipeline, settings.batch_size), model, network, towns)
