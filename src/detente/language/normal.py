"""Make a text easier for the parser without moving a single character."""

from detente.language.layout import Layout

# One character for one character: typographic marks become the ones that the pipeline saw most in training; what cannot be
# encoded (lone surrogates) or would end a C string (NUL) becomes U+FFFD.
_PLAIN = {ord(a): b for a, b in zip("“”„‟‘’‚‛\u00a0\u2007\u202f\u0000", '""""' + "''''" + "   \ufffd", strict=True)}
_PLAIN |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def normalise(text: str, layout: Layout) -> str:
    """Return a text of the same length, with plain quotation marks and spaces."""
    return text.translate(_PLAIN)
