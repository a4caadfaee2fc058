"""docs/codebook.md is made from the ontology tables."""

from pathlib import Path

from detente.codebook import write_codebook
from detente.lexicon import Lexicon

PAGE = Path(__file__).resolve().parents[1] / "docs/codebook.md"


def test_the_page_is_what_the_tables_say(lexicon: Lexicon) -> None:
    assert PAGE.read_text("utf-8") == write_codebook(lexicon), "run: python -m detente.codebook > docs/codebook.md"


def test_every_table_row_is_one_line_with_as_many_cells_as_its_header(lexicon: Lexicon) -> None:
    width = 0
    for line in write_codebook(lexicon).splitlines():
        cells = line.replace("\\|", "").count("|") if line.startswith("|") else 0
        assert not (width and cells) or cells == width, line
        width = cells
