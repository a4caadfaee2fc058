"""What is imported: files, plain or packed (gzip, ZIP archives of one file), read as a stream within bounds; folders."""

from __future__ import annotations

import hashlib
import io
import stat
import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from detente.errors import ReadingError
from detente.reading.streams import BUFFER, Unpacked

MOST_BYTES = 1 << 36  # 64 GiB of one file within an archive
MOST_RATIO = 250  # event tables shrink to a tenth; Deflate can do a thousandth
SMALL = 1 << 26  # 64 MiB, below which no ratio matters
_KINDS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What zipfile raises on archives that it cannot open: NotImplementedError for a way of packing or a version that it does not
# know, RuntimeError for one with a password, ValueError and EOFError for damaged ones.
_OPENING = (OSError, ValueError, EOFError, NotImplementedError, RuntimeError, zipfile.BadZipFile, zlib.error)
_READING = (OSError, EOFError, zipfile.BadZipFile, zlib.error)


@contextmanager
def open_input(path: Path) -> Iterator[IO[bytes]]:
    """Open a file, what gzip packed, or the one file within a ZIP archive, for reading bytes; nothing is unpacked to disk.

    Raises ReadingError for what is no regular file or cannot be read, and for an archive of several files, or with names that
    lead out of it, links, passwords, or content beyond bounds; of gzip, the latter when it is met.
    """
    with ExitStack() as stack:
        try:
            stream = _open(path, stack)
        except _OPENING as error:
            raise _unreadable(path, error) from error
        yield stream


def _open(path: Path, stack: ExitStack) -> IO[bytes]:
    if not path.is_file():
        cause = "it is a folder" if path.is_dir() else "there is no such file"
        raise ReadingError(str(path), cause, "Give a file.")
    stream = stack.enter_context(path.open("rb"))
    start = stream.read(4)
    stream.seek(0)
    if start.startswith(b"\x1f\x8b"):
        return io.BufferedReader(Unpacked(stream, str(path)), BUFFER)
    if start != b"PK\x03\x04":
        return stream
    archive = stack.enter_context(zipfile.ZipFile(stream))
    member = stack.enter_context(archive.open(_only_member(archive, path)))
    return io.BufferedReader(member, 1 << 16)  # type: ignore[type-var]  # readline of a member alone is slow


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn what goes wrong while a stream of ``open_input`` is read into a ReadingError."""
    try:
        yield
    except _READING as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> ReadingError:
    cause = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return ReadingError(str(path), f"cannot be read ({cause})", "Check the path, the permissions and that it is whole.")


def _only_member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    members = archive.infolist()
    for member in members[:10_000]:
        _check(member, path)
    files = [m for m in members if not m.is_dir()]
    if len(files) != 1:
        raise ReadingError(str(path), f"an archive of {len(files)} files", "Unpack it, and give the files that you mean.")
    return files[0]


def _check(member: zipfile.ZipInfo, path: Path) -> None:
    """Raise ReadingError for an entry that no data set has."""
    # orig_filename, for zipfile cuts a name at NUL and turns separators
    name = member.orig_filename
    posix = PurePosixPath(name.replace("\\", "/"))
    cause = ""
    if posix.is_absolute() or ".." in posix.parts or "\x00" in name or name[1:2] == ":":
        cause = "an archive with a name that leads out of it"
    elif stat.S_ISLNK(member.external_attr >> 16):
        cause = "an archive with a symbolic link"
    elif member.flag_bits & 0x1:
        cause = "an archive with a password"
    elif member.compress_type not in _KINDS:
        cause = "an archive packed by another way than Deflate"
    elif member.file_size > MOST_BYTES or member.file_size > max(SMALL, MOST_RATIO * max(member.compress_size, 1)):
        cause = f"an archive that would unpack to {member.file_size:,} bytes"
    if cause:
        raise ReadingError(str(path), cause, "It was not read. Unpack it with care, and give the file.")


def digest(path: Path) -> str:
    """Return the SHA-256 of the content, of what is packed that of what it holds; raises ReadingError as ``open_input`` does."""
    found = hashlib.sha256()
    with open_input(path) as stream, reading(path):
        while block := stream.read(1 << 20):
            found.update(block)
    return found.hexdigest()


def digest_folder(folder: Path, suffixes: Collection[str]) -> str:
    """Return one SHA-256 of the names and contents of the files with these suffixes, in any depth; links are not followed.

    Raises ReadingError where there is no such folder, or a file in it cannot be read.
    """
    if not folder.is_dir():
        cause = "it is a file" if folder.exists() else "there is no such folder"
        raise ReadingError(str(folder), cause, "Give the folder.")
    found = hashlib.sha256()
    for file in sorted(p for p in folder.rglob("*") if p.suffix in suffixes and p.is_file() and not p.is_symlink()):
        try:
            content = hashlib.sha256(file.read_bytes()).hexdigest()
        except OSError as error:
            raise _unreadable(file, error) from error
        found.update(f"{file.relative_to(folder).as_posix()}\n{content}\n".encode("utf-8", "surrogateescape"))
    return found.hexdigest()
