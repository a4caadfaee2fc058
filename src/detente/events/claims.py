"""In whose words an event stands."""

from detente.records import Statement


class Claims:
    """Which statement holds a character, the innermost first."""

    def __init__(self, statements: tuple[Statement, ...]) -> None:
        """Sort the pieces of content by length."""
        pieces = [(s.end - s.start, s.start, s.end, k) for k, st in enumerate(statements) for s in st.content.spans]
        self._pieces = sorted(pieces)
        self._statements = statements

    def at(self, offset: int) -> Statement | None:
        """Return the innermost statement whose content holds the character."""
        for _, start, end, k in self._pieces:
            if start <= offset < end:
                return self._statements[k]
        return None
