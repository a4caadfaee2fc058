"""The documentation of the REST API is what the server says of itself."""

from pathlib import Path

from detente.serve.api_words import write_api_page

PAGE = Path(__file__).parents[2] / "docs" / "api.md"


def test_l3_the_page_is_printed_from_the_code() -> None:
    assert PAGE.read_text("utf-8") == write_api_page(), "print it: python -m detente.serve.api_words > docs/api.md"
