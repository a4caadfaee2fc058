"""The tables that the settings name: built in, the user's own, and what the registry learned."""

from pathlib import Path

from detente.lexicon import Lexicon, load_lexicon
from detente.settings import Settings


def load_tables(settings: Settings) -> Lexicon:
    """Load the lexicon of the settings, with the registry below it; raises LexiconError, or ReadingError for the registry."""
    lexicon = load_lexicon(Path(settings.lexicon) if settings.lexicon else None)
    if not settings.registry:
        return lexicon
    from detente.registry.file import read_people
    from detente.registry.use import with_registry

    return with_registry(lexicon, read_people(Path(settings.registry)), settings.registry)
