"""Tables are validated at load, and a fault names file and line."""

from pathlib import Path

import pytest

from detente.errors import LexiconError
from detente.lexicon import Lexicon, load_lexicon


def overlay(tmp_path: Path, *lines: str, name: str = "actors/states.tsv") -> Path:
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return tmp_path


def header(lexicon: Lexicon) -> list[str]:
    return list(lexicon.table("actors/states")[0].values)


def line(columns: list[str], **cells: str) -> str:
    return "\t".join(cells.get(c, "") for c in columns)


def test_built_in_tables_load_and_have_a_digest(lexicon: Lexicon) -> None:
    assert len(lexicon.digest) == 16
    assert load_lexicon().digest == lexicon.digest


def test_index_is_built_once(lexicon: Lexicon) -> None:
    calls: list[int] = []

    def build(lex: Lexicon) -> int:
        calls.append(1)
        return len(lex.tables)

    assert lexicon.index(build) == lexicon.index(build) == len(lexicon.tables)
    assert calls == [1]


def test_overlay_replaces_and_adds(tmp_path: Path, lexicon: Lexicon) -> None:
    columns = header(lexicon)
    own = load_lexicon(
        overlay(
            tmp_path,
            "# my own states",
            "\t".join(columns),
            line(columns, iso3="FRA", name="Gallia", adjectives="Gallic", source="me"),
            line(columns, iso3="XAA", name="Utopia", adjectives="Utopian", source="me"),
        )
    )
    names = {r.text("iso3"): r.text("name") for r in own.table("actors/states")}
    assert names["FRA"] == "Gallia"
    assert names["XAA"] == "Utopia"
    assert names["DEU"] == "Germany"
    assert own.digest != lexicon.digest


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        # a column that the schema does not know
        (["iso3\tnam"], r"states.tsv:1: unknown column 'nam'. Did you mean name"),
        # a column that is missing, of those that an overlay needs
        (["name\tsource"], r"states.tsv:1: missing column 'iso3'"),
        # too few cells
        (["{header}", "FRA\tFrance"], r"states.tsv:2: 2 cells where the header has"),
        # a value of the wrong shape
        (["{header}", "{france}", "{bad_code}"], r"states.tsv:3: column 'iso3': 'Fr' does not look like"),
        # a date that is none
        (["{header}", "{bad_date}"], r"states.tsv:2: column 'since': '1/2/1990' is not a date"),
        # the same key twice
        (["{header}", "{france}", "{france}"], r"states.tsv:3: FRA stands in line 2 already"),
        # a required cell is empty
        (["{header}", "{nameless}"], r"states.tsv:2: column 'name' is empty"),
        # an empty item in a list
        (["{header}", "{gap}"], r"states.tsv:2: column 'aliases' has an empty item"),
    ],
)
def test_a_fault_names_file_and_line(tmp_path: Path, lexicon: Lexicon, lines: list[str], message: str) -> None:
    columns = header(lexicon)
    france = {"iso3": "FRA", "name": "France", "adjectives": "French", "source": "me"}
    fill = {
        "header": "\t".join(columns),
        "france": line(columns, **france),
        "bad_code": line(columns, **france | {"iso3": "Fr"}),
        "bad_date": line(columns, **france | {"since": "1/2/1990"}),
        "nameless": line(columns, **france | {"name": ""}),
        "gap": line(columns, **france | {"aliases": "Gaul||Gallia"}),
    }
    with pytest.raises(LexiconError, match=message):
        load_lexicon(overlay(tmp_path, *(text.format(**fill) for text in lines)))


def test_an_overlay_may_leave_columns_out(tmp_path: Path) -> None:
    folder = overlay(tmp_path, "iso3\tname\tcapitals\tadjectives\tdemonyms\tsource", "XAA\tUtopia\tAmaurot\tUtopian\tUtopian\tme")
    (row,) = [r for r in load_lexicon(folder).table("actors/states") if r.text("iso3") == "XAA"]
    assert (row.list("aliases"), row.date("since")) == ((), None)


def test_an_unknown_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"no built-in table 'actors/stats'. Did you mean actors/states"):
        load_lexicon(overlay(tmp_path, "a\tb", name="actors/stats.tsv"))


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="no such folder"):
        load_lexicon(tmp_path / "nowhere")


def test_wrong_encoding_is_named(tmp_path: Path) -> None:
    folder = overlay(tmp_path, "x")
    (folder / "actors" / "states.tsv").write_bytes("name\tC\xf4te".encode("latin-1"))
    with pytest.raises(LexiconError, match="not UTF-8"):
        load_lexicon(folder)


def test_a_reference_to_several_tables_names_them_all(tmp_path: Path) -> None:
    lines = ["organization\tmember\tsince\tsource", "Quad\tNZL\t2020-01-01\tme", "Quadd\tNZL\t2020-01-01\tme"]
    fault = (
        r"memberships.tsv:3: column 'organization': 'Quadd' is not in actors/organizations.name or actors/regions.name. Did you"
    )
    with pytest.raises(LexiconError, match=fault):
        load_lexicon(overlay(tmp_path, *lines, name="actors/memberships.tsv"))
