"""What a person writes to search → an expression of SQLite's FTS5 that cannot be wrong.

Words must all be there, in any form (*sanction* finds *sanctions*); ``"gas pipeline"`` is a phrase, ``OR`` between two lets
either do, ``-embargo`` must not be there, ``sanction*`` is the beginning of a word. Whatever else is written is space.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_TERM = re.compile(r'(?P<minus>(?:(?<=\s)|^)[-−–]\s*)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
MOST_TERMS = 200


@dataclass(frozen=True, slots=True)
class TextQuery:
    """FTS5 expressions of what must be found and of what must not; None where the person named nothing of the kind."""

    wanted: str | None
    unwanted: str | None

    def __bool__(self) -> bool:
        """Tell whether anything is asked for."""
        return self.wanted is not None or self.unwanted is not None


def read_text_query(text: str) -> TextQuery:
    """Return the expressions of a search; any text is one.

    >>> read_text_query('sanctions "gas pipeline" OR oil* -embargo')
    TextQuery(wanted='("sanctions") AND ("gas pipeline" OR "oil"*)', unwanted='"embargo"')
    """
    groups: list[list[str]] = []
    unwanted: list[str] = []
    either = False
    for match in list(_TERM.finditer(text.encode("utf-8", "replace").decode()))[:MOST_TERMS]:
        if match["word"] == "OR" and not match["minus"]:
            either = bool(groups)
            continue
        term = _term(match)
        if term is None:
            continue
        if match["minus"]:
            unwanted.append(term)
        elif either:
            groups[-1].append(term)
        else:
            groups.append([term])
        either = False
    wanted = " AND ".join(f"({' OR '.join(group)})" for group in groups)
    return TextQuery(wanted or None, " OR ".join(unwanted) or None)


def _term(match: re.Match[str]) -> str | None:
    """Return a word or phrase as an FTS5 string; None where it holds nothing that is indexed."""
    word = match["word"]
    said = "".join(c if _indexed(c) else " " for c in (word if word is not None else match["phrase"]))
    said = " ".join(said.split())
    if not said:
        return None
    return f'"{said}"*' if word is not None and word.endswith("*") else f'"{said}"'


def _indexed(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in "LNM" or category == "Co"
