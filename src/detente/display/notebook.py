"""A reading as HTML for notebooks."""

from html import escape

from detente.records import Reading
from detente.segments import cut_segments, marks_of


def reading_to_html(reading: Reading) -> str:
    """Return the highlighted text; everything is escaped."""
    pieces = [escape(segment.text) for segment in cut_segments(reading.article.text, marks_of(reading))]
    return f'<div style="white-space: pre-wrap">{"".join(pieces)}</div>'
