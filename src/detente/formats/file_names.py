"""An id from anywhere → the name of a file that any system takes, and that stays in its folder."""

import hashlib
import re

# Letters of one case, since some systems know no other; short, without dots, so that no name is a device, hidden or a way out.
_SAFE = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?")
_DEVICE = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")  # of Windows, whatever the suffix


def file_name(identity: str) -> str:
    """Return an id where it is a safe name, or else its hash.

    >>> file_name("a-403e8aa1aa90"), file_name("../CON")
    ('a-403e8aa1aa90', 'id-d1d3a747342f5e13')
    """
    if _SAFE.fullmatch(identity) and not _DEVICE.fullmatch(identity):
        return identity
    return f"id-{hashlib.sha256(identity.encode('utf-8', 'backslashreplace')).hexdigest()[:16]}"
