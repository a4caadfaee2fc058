"""Text that a terminal can only show, never obey."""

import re

# What a terminal obeys (C0 but tab and line feed, DEL, C1), what reorders a line (bidirectional marks, embeddings, overrides,
# isolates), what UTF-8 cannot carry (lone surrogates), and line ends that only some programs know.
_ACTIVE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def make_inert(text: str) -> str:
    r"""Show control characters as escapes; a carriage return before a line feed is dropped, a tab is four spaces.

    >>> make_inert("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    return _ACTIVE.sub(_escaped, text.replace("\r\n", "\n").replace("\t", "    "))


def one_line(text: str) -> str:
    """Make a text inert and put it on one line, with single spaces."""
    return " ".join(make_inert(text).split())


def _escaped(match: re.Match[str]) -> str:
    number = ord(match[0])
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"


# For streams whose encoding lacks typographic characters; whatever else is lacking becomes an escape.
_ASCII = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "--", "…": "...", "·": "|", "→": "->", "↔": "<->",
     "«": '"', "»": '"', "\u00a0": " ", "─": "-", "└": "`", "•": "*", "−": "-", "▲": "^", "▼": "v", "×": "x", "▌": "|"}
)  # fmt: skip


def fit(text: str, encoding: str | None) -> str:
    r"""Replace what the encoding of a stream cannot carry, typographic marks by their plain cousins; None carries all.

    >>> fit("“Oslo” → Бонн", "latin-1")[:11]
    '"Oslo" -> \\'
    """
    if encoding is None:
        return text
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        pass
    else:
        return text
    return text.translate(_ASCII).encode(encoding, "backslashreplace").decode(encoding)
