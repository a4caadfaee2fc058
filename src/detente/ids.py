"""Identifiers made of content, so that re-runs and re-orderings give the same ids."""

import hashlib


def make_id(prefix: str, *parts: object) -> str:
    """Hash the parts into a short id: the prefix and 12 hexadecimal digits.

    The parts are hashed as Python writes them, which keeps ``("a", "b")`` apart from ``("ab",)`` and encodes any text.

    >>> make_id("s", "article", 3, 17)
    's-bf46430d6a39'
    """
    digest = hashlib.sha256(repr(parts).encode("utf-8", "backslashreplace"))
    return f"{prefix}-{digest.hexdigest()[:12]}"
