"""Is a text English? The other stages know English only, so anything else is refused instead of read badly."""

import re
from functools import cache
from typing import Any

from detente.errors import ReadingError

# A text is refused where another language is at least this probable. Of 4,052 English agency articles and 1,128 single English
# sentences none came above 0.77; of single sentences in 15 other languages only the Norwegian and the Indonesian passed.
SURE = 0.9
# Fewer letters than this are too few to tell: names alone (Zelensky, Kyiv) look like any language.
LEAST_LETTERS = 40
# How many characters are looked at; the identifier takes 0.6 µs a character.
SAMPLE = 1500
# Words that are common in English and in no other language, and the share of them that makes further looking needless:
# 3,966 of 4,052 agency articles have it, no sentence in 15 other languages has any. Loading the identifier takes half a second.
_ENGLISH = frozenset(("and", "from", "said", "that", "the", "their", "were", "which", "with", "would"))
PLAINLY = 0.07

_NAMES = {
    "ar": "Arabic", "cs": "Czech", "de": "German", "el": "Greek", "es": "Spanish", "fa": "Persian", "fr": "French",
    "he": "Hebrew", "hi": "Hindi", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sr": "Serbian", "sv": "Swedish", "tr": "Turkish",
    "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def check_english(text: str, where: str, declared: str | None = None) -> None:
    """Raise ReadingError where ``declared`` or, without it, the look of the text says another language than English.

    ``declared`` is a language tag or name, such as ``en``, ``en-GB``, ``eng`` or ``English``. Texts that are too short to tell
    pass.
    """
    if declared:
        if declared.lower().replace("_", "-").split("-")[0] not in ("en", "eng", "english"):
            raise _refused(where, f"its language is given as {declared!r}")
        return
    sample = _sample(text)
    words = re.findall(r"[^\W\d_]+", sample.lower())
    if len(words) >= 20 and sum(map(_ENGLISH.__contains__, words)) >= PLAINLY * len(words):
        return
    letters = [c for c in sample if c.isalpha()]
    if len(letters) < LEAST_LETTERS:
        return
    if 2 * sum(c > "\u024f" for c in letters) > len(letters):  # beyond Latin and its extensions
        raise _refused(where, "most of its letters are not Latin ones")
    language, probability = _identifier().classify(sample)
    if language != "en" and probability >= SURE:
        raise _refused(where, f"it looks like {_NAMES.get(language, f'another language ({language})')}, not English")


def _sample(text: str) -> str:
    """Take the beginning and the middle, so that one foreign quotation does not decide."""
    if len(text) <= SAMPLE:
        return text
    middle = len(text) // 2
    return text[: SAMPLE // 2] + " " + text[middle : middle + SAMPLE // 2]


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _refused(where: str, cause: str) -> ReadingError:
    return ReadingError(where, cause, "Only English is read: give a translation.")
