"""Files to import."""

import gzip
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import ReadingError
from detente.formats import inputs
from detente.formats.inputs import digest, digest_folder, open_input

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


def test_what_gzip_packed_is_read_as_if_it_lay_there(tmp_path: Path) -> None:
    plain, packed = tmp_path / "a.csv", tmp_path / "a.csv.gz"
    plain.write_bytes(CONTENT)
    packed.write_bytes(gzip.compress(CONTENT[:6]) + gzip.compress(CONTENT[6:]))
    with open_input(packed) as stream:
        assert list(stream) == CONTENT.splitlines(keepends=True)
    assert digest(packed) == digest(plain)


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (gzip.compress(b"\x00" * (1 << 27)), "unpacks to more than"),
        (gzip.compress(CONTENT)[:-9], "broken gzip"),
        (b"\x1f\x8b\x08\x00junk", "broken gzip"),
    ],
)
def test_p2_gzip_beyond_bounds_or_broken_is_a_fault(data: bytes, cause: str, tmp_path: Path) -> None:
    """P2: a few bytes that unpack to many are found out while they are read."""
    (tmp_path / "a.gz").write_bytes(data)
    with pytest.raises(ReadingError, match=cause):
        digest(tmp_path / "a.gz")


def test_a_folder_is_known_by_the_names_and_contents_of_its_files(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/a.ann").write_text("T1")
    before = digest_folder(tmp_path, (".ann",))
    (tmp_path / "other.conf").write_text("x")
    (tmp_path / "link.ann").symlink_to(tmp_path / "other.conf")
    assert digest_folder(tmp_path, (".ann",)) == before
    (tmp_path / "sub/a.ann").rename(tmp_path / "sub/b.ann")
    assert digest_folder(tmp_path, (".ann",)) != before
    for none in (tmp_path / "none", tmp_path / "other.conf"):
        with pytest.raises(ReadingError, match=r"no such folder|it is a file"):
            digest_folder(none, (".ann",))
