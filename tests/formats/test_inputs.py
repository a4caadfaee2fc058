"""Files to import, and names of files that an export writes."""

import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import ReadingError, StoreError
from detente.formats import inputs
from detente.formats.folder import Folder, file_name
from detente.formats.inputs import digest, open_input

CONTENT = b"1\tone\n2\ttwo\n"


def archive(path: Path, *members: tuple[str | zipfile.ZipInfo, bytes], how: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", how) as made:
        for name, data in members:
            made.writestr(name, data, how)
    return path


def link() -> zipfile.ZipInfo:
    member = zipfile.ZipInfo("events.csv")
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    return member


def test_the_one_file_of_an_archive_is_read_as_if_it_lay_there(tmp_path: Path) -> None:
    plain = tmp_path / "a.csv"
    plain.write_bytes(CONTENT)
    packed = archive(tmp_path / "a.csv.zip", ("20190304.export.CSV", CONTENT))
    with open_input(packed) as stream:
        assert list(stream) == CONTENT.splitlines(keepends=True)
    assert digest(packed) == digest(plain), "so that a file is known again however it is packed"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.csv", "a.csv.zip"]


@pytest.mark.parametrize(
    ("members", "cause"),
    [
        ([("/etc/passwd", b"x")], "leads out"),
        ([("../../x.csv", b"x")], "leads out"),
        ([("a/../../x.csv", b"x")], "leads out"),
        ([("..\\..\\x.csv", b"x")], "leads out"),
        ([("C:\\x.csv", b"x")], "leads out"),
        ([("C:x.csv", b"x")], "leads out"),
        ([("ok.csv", b"x"), ("../x.csv", b"x")], "leads out"),
        ([(link(), b"/etc/passwd")], "symbolic link"),
        ([("a.csv", b"x"), ("b.csv", b"x")], "2 files"),
        ([], "0 files"),
        ([("bomb.csv", b"\x00" * (1 << 27))], "would unpack to 134,217,728 bytes"),
    ],
)
def test_p2_archives_that_lead_out_of_their_place_are_refused_before_anything_is_read(
    members: list[tuple[str, bytes]], cause: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P2: zip slip, absolute names, links and bombs; nothing is unpacked."""
    path = archive(tmp_path / "a.zip", *members) if members else tmp_path / "a.zip"
    if not members:
        archive(path, ("folder/", b""))
    monkeypatch.setattr(zipfile.ZipFile, "open", None)  # who unpacks fails
    with pytest.raises(ReadingError, match=cause), open_input(path):
        pass
    assert [p.name for p in tmp_path.iterdir()] == ["a.zip"]


def test_p2_a_name_with_nul_and_a_password_are_refused(tmp_path: Path) -> None:
    """P2: what zipfile itself would cut or ask for."""
    path = archive(tmp_path / "a.zip", ("aXb.csv", CONTENT))
    data = path.read_bytes()
    path.write_bytes(data.replace(b"aXb.csv", b"a\x00b.csv"))
    with pytest.raises(ReadingError, match="leads out"), open_input(path):
        pass
    locked = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[data.index(mark) + offset] |= 1
    path.write_bytes(locked)
    with pytest.raises(ReadingError, match="password"), open_input(path):
        pass


def test_p2_an_archive_that_lies_about_its_size_gives_no_more_than_it_said(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", ("a.csv", b"1" * 5_000))
    path.write_bytes(path.read_bytes().replace((5_000).to_bytes(4, "little"), (10).to_bytes(4, "little")))
    with pytest.raises(ReadingError, match="cannot be read"):
        digest(path)


@pytest.mark.parametrize("how", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_refused(how: int, tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="another way than Deflate"):
        digest(archive(tmp_path / "a.zip", ("a.csv", CONTENT), how=how))


@given(st.binary(max_size=200))
def test_broken_archives_are_faults(tmp_path_factory: pytest.TempPathFactory, junk: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "broken.zip"
    path.write_bytes(b"PK\x03\x04" + junk)
    with pytest.raises(ReadingError):
        digest(path)


def test_what_is_no_file_is_a_fault(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none", Path("a\x00b")):
        with pytest.raises(ReadingError):
            digest(path)


def test_bounds_hold_for_what_event_tables_are() -> None:
    assert inputs.MOST_RATIO < 1_000 < inputs.SMALL


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "..",
        ".",
        "",
        "/abs",
        "a\x00b",
        "CON",
        "con",
        "nul.txt",
        "x" * 300,
        "a/b",
        "a\\b",
        "ä",
        "a:b",
        "~",
        "-rf",
    ],
)
def test_p1_ids_out_of_data_name_a_file_in_the_folder_and_nowhere_else(name: str, tmp_path: Path) -> None:
    """P1: confined to the folder that the user named."""
    folder = Folder(tmp_path / "out")
    file = folder.put(name, b"x", ".ann")
    assert file.parent == tmp_path / "out"
    assert file.resolve().parent == (tmp_path / "out").resolve()
    assert file.name.isascii()
    assert len(file.name) <= 120
    assert file.stem.partition(".")[0].lower() not in {"con", "nul"}
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


@given(st.lists(st.text(max_size=6) | st.sampled_from(["A", "a", "con", "..", "x-5ec1f7e7", "a-12ab"]), unique=True, max_size=6))
def test_p1_two_ids_never_share_a_file_even_where_case_does_not_count(names: list[str]) -> None:
    files = [file_name(n).lower() for n in names]
    assert len(set(files)) == len(files)


def test_p1_a_link_that_stands_there_is_replaced_and_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"kept")
    folder = Folder(tmp_path / "out")
    (tmp_path / "out/a-1.ann").symlink_to(outside)
    assert folder.put("a-1", b"new", ".ann").read_bytes() == b"new"
    assert outside.read_bytes() == b"kept"


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError, match="cannot be made"):
        Folder(tmp_path / "file")
