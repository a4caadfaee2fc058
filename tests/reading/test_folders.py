import os
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.cli import run
from detente.errors import ReadingError
from detente.reading.files import read_inputs
from detente.reading.folders import walk
from detente.reading.known import Known


def walked(folder: Path) -> tuple[list[str], list[str]]:
    errors: list[ReadingError] = []
    paths = [path.relative_to(folder).as_posix() for path in walk(folder, errors.append)]
    return paths, [str(error).removeprefix(f"{folder}: ") for error in errors]


def plant(folder: Path, *names: str, data: bytes = b"Oslo said so.") -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def test_files_come_sorted_by_their_whole_paths(tmp_path: Path) -> None:
    names = ["a.txt", "a/z.txt", "a-b/c.txt", "a0.txt", "B.txt", "b/1/2/3.txt", "b/1.txt", "é.txt", "10.txt", "9.txt"]
    random.Random(3).shuffle(names)
    plant(tmp_path, *names)
    assert walked(tmp_path) == (sorted(names), [])


@given(st.sets(st.text("ab.-0", min_size=1, max_size=3).filter(lambda name: not name.startswith(".")), min_size=1, max_size=5))
def test_any_names_come_sorted(tmp_path_factory: pytest.TempPathFactory, names: set[str]) -> None:
    folder = tmp_path_factory.mktemp("names")
    for name in names:  # each as a file, and as a folder with each of them
        plant(folder, f"{name}.txt", *(f"{name}/{inner}.txt" for inner in names))
    paths, errors = walked(folder)
    assert paths == sorted(paths)
    assert len(paths) == len(names) * (len(names) + 1)
    assert not errors


def test_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    plant(tmp_path, "a.txt", ".hidden.txt", ".git/config.txt", "b/.DS_Store")
    assert walked(tmp_path) == (["a.txt"], [])


def test_links_stay_in_the_folder(tmp_path: Path) -> None:
    news = tmp_path / "news"
    plant(news, "a.txt", "sub/b.txt")
    plant(tmp_path, "secret.txt", "news-too/c.txt")  # a folder beside it whose name begins in the same way
    (news / "inside.txt").symlink_to(news / "sub" / "b.txt")
    (news / "outside.txt").symlink_to(tmp_path / "secret.txt")
    (news / "beside.txt").symlink_to("../news-too/c.txt")
    (news / "loop").symlink_to(news)
    (news / "nothing.txt").symlink_to(news / "nowhere.txt")
    paths, errors = walked(news)
    assert paths == ["a.txt", "inside.txt", "sub/b.txt"]
    assert [error.split(". ")[0] for error in errors] == [
        "not read: 2 × link out of the folder",
        "not read: 1 × link to a folder",
        "not read: 1 × link to nothing, pipe, socket or device",
    ]


def test_a_folder_that_is_named_by_a_link_is_read(tmp_path: Path) -> None:
    plant(tmp_path / "news", "a.txt")
    (tmp_path / "link").symlink_to(tmp_path / "news")
    assert walked(tmp_path / "link") == (["a.txt"], [])


def test_kinds_that_are_not_read_are_counted(tmp_path: Path) -> None:
    plant(tmp_path, "1.jpg", "b/2.JPG", "c.pdf", "d.tar.gz", "page_files/e.css")
    plant(tmp_path, "data.xyz", "program", data=b"\x7fELF\x00\x00")
    plant(tmp_path, "a.story", "bbc.com_news_17", "notes", "e.tsv.gz", "w.warc.gz", "UPPER.TXT")  # looked at, or known
    plant(tmp_path, "wide.story", data="Oslo said so.".encode("utf-16"))
    paths, errors = walked(tmp_path)
    assert paths == ["UPPER.TXT", "a.story", "bbc.com_news_17", "e.tsv.gz", "notes", "w.warc.gz", "wide.story"]
    assert [error.split(". ")[0] for error in errors] == [
        "not read: 1 × .css",
        "not read: 2 × .jpg",
        "not read: 1 × .pdf",
        "not read: 1 × .tar.gz",
        "not read: 1 × .xyz",
        "not read: 1 × binary file without a suffix",
    ]
    assert "pdftotext" in errors[2]


def test_s1_a_list_of_addresses_in_a_folder_is_not_fetched(tmp_path: Path) -> None:
    """S1: only what the user names is fetched, not what whoever filled the folder named."""
    plant(tmp_path, "pages.urls", data=b"http://127.0.0.1/a\n")
    (error,) = walked(tmp_path)[1]
    assert error.startswith("not read: 1 × .urls. Give the list as an input of its own")


def test_a_file_named_as_standard_input_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, "-")
    monkeypatch.chdir(tmp_path)
    assert [article.text for article in read_inputs(["."], Known(), pytest.fail)] == ["Oslo said so."]


def test_pipes_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert walked(tmp_path)[1][0].startswith("not read: 1 × link to nothing, pipe")


def test_a_folder_that_cannot_be_opened_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, "a.txt", "b/c.txt", "d.txt")
    scandir = os.scandir

    def locked(path: Path) -> object:
        if Path(path).name == "b":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", locked)
    paths, errors = walked(tmp_path)
    assert paths == ["a.txt", "d.txt"]
    assert errors == [f"{tmp_path / 'b'}: this folder cannot be opened (Permission denied). Check the permissions."]


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    plant(tmp_path, ".hidden")
    assert walked(tmp_path)[1] == ["there is no file in this folder. Hidden files do not count."]


def test_a_mixed_folder_is_read_whole(tmp_path: Path) -> None:
    plant(tmp_path, "c.txt", data=b"Three.")
    plant(tmp_path, "a.jsonl", data=b'{"text": "One."}\nnot json\n')
    plant(tmp_path, "b/t.csv", data=b"id,body\n7,Two.\n")
    plant(tmp_path, "d.txt", data=b"")
    errors: list[ReadingError] = []
    articles = list(read_inputs([str(tmp_path)], Known(), errors.append))
    assert [article.text for article in articles] == ["One.", "Two.", "Three."]
    assert [article.source for article in articles] == [f"{tmp_path}/a.jsonl:1", "7", f"{tmp_path}/c.txt"]
    assert [error.where for error in errors] == [f"{tmp_path}/a.jsonl:2", f"{tmp_path}/d.txt"]


@pytest.mark.parametrize("option", ["-o", "--store"])
def test_output_must_not_lie_in_a_folder_that_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str) -> None:
    plant(tmp_path / "news", "a.txt")
    assert run(["code", str(tmp_path / "news"), option, str(tmp_path / "news" / "sub" / "out")]) == 2
    assert "would lie in a folder that is read" in capsys.readouterr().err
    assert not (tmp_path / "news" / "sub").exists()
