"""Text that a spreadsheet shows and never computes."""

import re

_START = r"(?:[\s\x00]*[=+\-@＝＋－＠]|[\t\r\n])"
_DANGER = re.compile(f"'*{_START}")
_GUARDED = re.compile(f"'+{_START}")
_WITHIN = re.compile(r"(?<=[,;\t\r\n])( *)(?='*[=+\-@])")  # a program that parts cells there begins a new one
_GUARDED_WITHIN = re.compile(r"(?<=[,;\t\r\n])( *)'(?='*[=+\-@])")


def guarded(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula, at the start and after a separator.

    >>> guarded("=1+1"), guarded("Oslo"), guarded("Oslo;=1+1"), guarded("'tis")
    ("'=1+1", 'Oslo', "Oslo;'=1+1", "'tis")
    """
    text = _WITHIN.sub(r"\1'", text)
    return f"'{text}" if _DANGER.match(text) else text


def unguarded(text: str) -> str:
    """Take the apostrophes of ``guarded`` away again.

    >>> all(unguarded(guarded(t)) == t for t in ("=1", "'=1", "''=1", "'tis", "a, -b", ""))
    True
    """
    return _GUARDED_WITHIN.sub(r"\1", text[1:] if _GUARDED.match(text) else text)
