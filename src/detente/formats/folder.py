"""Files named after data, in the one folder that the user named and nowhere else."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from detente.errors import StoreError

_STRANGE = re.compile("[^A-Za-z0-9._-]+")
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_HASHED = re.compile("-[0-9a-f]{8}$")  # looks as if it was made here
_LONGEST = 100


def file_name(name: str, suffix: str = "") -> str:
    """Return a name that every file system takes and that leads nowhere; two names never come to be one.

    >>> file_name("a-12ab", ".ann")
    'a-12ab.ann'
    >>> file_name("../../etc/passwd", ".ann")
    'etc_passwd-3754d6cb.ann'
    """
    kept = _STRANGE.sub("_", name).strip("._-")[:_LONGEST]
    if not kept or kept != name or kept != kept.lower() or _DEVICES.fullmatch(kept) or _HASHED.search(kept):
        kept = f"{kept or 'x'}-{hashlib.sha256(name.encode('utf-8', 'backslashreplace')).hexdigest()[:8]}"
    if _DEVICES.fullmatch(kept):
        kept = f"x-{kept}"
    return kept + suffix


class Folder:
    """A folder that an export writes files into."""

    def __init__(self, root: Path) -> None:
        """Make the folder where there is none; raises StoreError where that cannot be."""
        self.root = root
        try:
            root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{root}: cannot be made ({error.strerror or error}). Name another folder with -o.") from error

    def put(self, name: str, data: bytes, suffix: str = "") -> Path:
        """Write a file under a name that data gave (see ``file_name``). A link that stands there is replaced, not followed."""
        file = self.root / file_name(name, suffix)
        partial = file.with_name(f"{file.name}.{os.getpid()}.partial")
        try:
            partial.unlink(missing_ok=True)
            with partial.open("xb") as stream:
                stream.write(data)
            partial.replace(file)
        except OSError as error:
            partial.unlink(missing_ok=True)
            raise StoreError(f"{file}: cannot be written ({error.strerror or error}). Make room or check permissions.") from error
        return file
