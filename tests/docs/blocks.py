"""The fenced blocks of the documentation, and the commands that stand in them."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^( *)```([a-z]*)[^\n]*\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
SHELL = ("bash", "sh", "console")


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block: the page, the line of its fence, the language behind the fence, and what stands in it."""

    page: str
    line: int
    language: str
    content: str


@dataclass(frozen=True, slots=True)
class Command:
    """One line of a shell block: what was written, its parts between pipes as words, and what the page says it prints."""

    written: str
    parts: tuple[tuple[str, ...], ...]
    variables: tuple[tuple[str, str], ...] = ()
    target: str | None = None
    output: str | None = None


def read_blocks(page: Path) -> list[Block]:
    """Return the blocks of a page in order."""
    text = page.read_text("utf-8")
    name = str(page.relative_to(ROOT))
    return [Block(name, text[: m.start()].count("\n") + 1, m[2], re.sub(f"(?m)^{m[1]}", "", m[3])) for m in FENCE.finditer(text)]


def read_commands(block: Block) -> Iterator[Command]:
    """Yield the commands of a shell block; in a console block they stand behind ``$``, and what they print below them."""
    if block.language == "console":
        for turn in re.split(r"^\$ ", block.content, flags=re.MULTILINE)[1:]:
            line, _, output = turn.partition("\n")
            yield make_command(line, output or None)
        return
    pending = ""
    for line in block.content.splitlines():
        pending += line
        if pending.endswith("\\"):
            pending = pending[:-1]
        elif pending.strip() and not pending.lstrip().startswith("#") and _closed(pending):
            yield from map(make_command, pending.split(" && "))
            pending = ""
        elif pending.strip() and not pending.lstrip().startswith("#"):
            pending += "\n"
        else:
            pending = ""


def make_command(line: str, output: str | None = None) -> Command:
    """Part a line into commands between pipes, variables before the first, and the file behind ``>``."""
    words = _words(line)
    target = None
    if ">" in words:
        target, words = words[words.index(">") + 1], words[: words.index(">")]
    variables = []
    while words and (found := re.fullmatch(r"([A-Z_]+)=(.*)", words[0])):
        variables.append((found[1], found[2]))
        words = words[1:]
    parts: list[list[str]] = [[]]
    for word in words:
        if word == "|":
            parts.append([])
        else:
            parts[-1].append(word)
    return Command(line.strip(), tuple(map(tuple, parts)), tuple(variables), target, output)


def _words(line: str) -> list[str]:
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|>")
    lexer.whitespace_split = True
    return list(lexer)


def _closed(text: str) -> bool:
    try:
        _words(text)
    except ValueError:  # a quotation that goes on in the next line
        return False
    return True
