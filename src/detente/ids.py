"""Identifiers made of content, so that re-runs and re-orderings give the same ids."""

import hashlib


def make_id(prefix: str, *parts: object) -> str:
    """Hash the parts into a short id: the prefix and 12 hexadecimal digits.

    Text that cannot be encoded (lone surrogates) is hashed by its code points, so no text raises.

    >>> make_id("s", "article", 3, 17)
    's-c8f94cf0ad0d'
    """
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass"))
    return f"{prefix}-{digest.hexdigest()[:12]}"
