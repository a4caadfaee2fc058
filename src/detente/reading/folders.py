"""A folder → the files in it and below that can be read, in an order that is always the same."""

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from detente.errors import ReadingError
from detente.reading.jsonl import Report
from detente.reading.streams import is_packed, kind_of
from detente.reading.text import find_mark, refuse_formats

# Suffixes that say that a file is to be read, and those that say that it is not: nobody needs to look into it.
_READ = frozenset(
    ".txt .text .html .htm .xhtml .json .jsonl .ndjson .csv .tsv .tab .parquet .pq .rss .atom .rdf .feed .xml .warc .md".split()
)
_NOT_READ = frozenset(
    """
    .pdf .doc .docx .docm .dot .odt .rtf .xls .xlsx .xlsm .ods .ppt .pptx .odp .epub .mobi .djvu .ps
    .jpg .jpeg .jpe .jfif .png .gif .webp .svg .svgz .ico .bmp .tif .tiff .avif .heic .psd
    .mp3 .mp4 .m4a .m4v .wav .ogg .oga .ogv .flac .avi .mov .mkv .webm .wmv .wma
    .css .js .mjs .map .wasm .woff .woff2 .ttf .otf .eot .swf
    .zip .7z .rar .tar .tgz .bz2 .xz .zst .lz4 .db .sqlite .sqlite3 .duckdb .feather .arrow .orc .avro .pkl .npy .npz .h5 .rds
    .py .pyc .ipynb .r .sh .exe .dll .so .bin .iso .log .toml .ini .cfg .yaml .yml .lock .tmp .bak .sha256 .md5
    .urls
    """.split()
)
_REMEDIES = {
    ".urls": "Give the list as an input of its own: addresses are fetched only where you name them.",
    ".pdf": "Convert them to text first, for example with pdftotext.",
    "link to a folder": "Give the folder as an input of its own.",
    "link out of the folder": "Give the files as inputs of their own.",
}
_STORE = "detente-store.json"  # what is made of articles is none
_LOOKED_AT = 1024  # bytes
_SUFFIX = re.compile(r"\.\w{1,12}(?:\.gz)?")


def walk(path: Path, report: Report) -> Iterator[Path]:
    """Give the files of a folder and below that can be read, sorted by their paths (with ``/``, by code points).

    What is hidden is left out, folders behind symbolic links too; a link to a file counts where that lies in the folder.
    Files of kinds that are not read are reported at the end, one line a suffix; folders that cannot be opened, each.
    """
    left_out: Counter[str] = Counter()
    root = os.path.realpath(path)
    some = False
    stack = [_entries(path, report)]
    while stack:
        entry = next(stack[-1], None)
        if entry is None:
            stack.pop()
        elif entry.is_dir(follow_symlinks=False):
            if not Path(entry.path, _STORE).exists():
                stack.append(_entries(Path(entry.path), report))
        elif why := _why_not(entry, root):
            left_out[why] += 1
        else:
            some = True
            yield Path(entry.path)
    for why, count in sorted(left_out.items()):
        remedy = _REMEDIES.get(why, "Convert what holds articles to text, HTML or a table.")
        report(ReadingError(str(path), f"not read: {count:,} × {why}", remedy))
    if not some and not left_out:
        report(ReadingError(str(path), "there is no file in this folder", "Hidden files do not count."))


def _entries(folder: Path, report: Report) -> Iterator[os.DirEntry[str]]:
    """Give what a folder holds, sorted so that the paths of all files below come in order."""
    try:
        with os.scandir(folder) as entries:
            shown = [entry for entry in entries if not entry.name.startswith(".")]
    except OSError as error:
        report(ReadingError(str(folder), f"this folder cannot be opened ({error.strerror})", "Check the permissions."))
        return iter(())
    return iter(sorted(shown, key=lambda entry: entry.name + "/" * entry.is_dir(follow_symlinks=False)))


def _why_not(entry: os.DirEntry[str], root: str) -> str | None:
    """Return why a file is not read, None where it is."""
    if entry.is_symlink():
        if entry.is_dir():
            return "link to a folder"
        if not Path(os.path.realpath(entry.path)).is_relative_to(root):
            return "link out of the folder"
    if not entry.is_file():
        return "link to nothing, pipe, socket or device"
    file = Path(entry.name)
    kind = kind_of(file)
    suffix = kind + ".gz" * is_packed(file)
    if kind in _READ or (kind not in _NOT_READ and _looks_readable(entry.path)):
        return None
    return suffix if _SUFFIX.fullmatch(suffix) else "binary file without a suffix"


def _looks_readable(path: str) -> bool:
    """Tell whether a file of an unknown kind may be a text; one that cannot be opened is left to who reads it."""
    try:
        with Path(path).open("rb") as stream:
            head = stream.read(_LOOKED_AT)
        refuse_formats(head, path)
    except OSError:
        return True
    except ReadingError:
        return is_packed(Path(path))
    return b"\0" not in head or find_mark(head) is not None
