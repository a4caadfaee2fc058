"""Coding into a store: what is coded, what is not coded twice, and that workers and order play no part."""

import json
import os
import random
from pathlib import Path

import pytest

from detente.errors import ReadingError, SettingError, StoreError
from detente.reading.known import Known
from detente.settings import Settings
from detente.store.folder import open_folder, writing

from .conftest import Coder
from .corpus import article, content, file_bytes, write_files, write_lines


def test_a_corpus_is_coded_once_and_again_does_nothing(tmp_path: Path, code_here: Coder) -> None:
    lines = write_lines(tmp_path / "a.jsonl", range(10))
    report, faults = code_here([lines], tmp_path / "s")
    assert (report.articles, report.coded, report.shards, faults) == (10, 10, 3, [])
    before = file_bytes(tmp_path / "s")
    assert open_folder(tmp_path / "s").count("events") > 10
    again, _ = code_here([lines], tmp_path / "s")
    assert (again.shards, again.done_before) == (0, 3)
    assert file_bytes(tmp_path / "s") == before


def test_e1_workers_order_and_clock_do_not_change_the_rows(tmp_path: Path, code: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = list(range(12))
    code([write_lines(tmp_path / "a.jsonl", numbers)], tmp_path / "one")
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("PYTHONHASHSEED", "123")
    code([tmp_path / "a.jsonl"], tmp_path / "two", workers=2)
    assert file_bytes(tmp_path / "one") == file_bytes(tmp_path / "two")
    random.Random(7).shuffle(numbers)
    code([write_lines(tmp_path / "b.jsonl", numbers)], tmp_path / "shuffled", workers=2, size=5)
    assert content(tmp_path / "one") == content(tmp_path / "shuffled")


def test_update_codes_only_what_changed(tmp_path: Path, code_here: Coder) -> None:
    news, store = write_files(tmp_path / "news", range(6)), tmp_path / "s"
    assert code_here([news], store)[0].coded == 6
    (news / "0001.txt").write_text(article(31)["text"], "utf-8")
    (news / "0002.txt").unlink()
    (news / "0099.txt").write_text(article(99)["text"], "utf-8")
    report, _ = code_here([news], store, update=True)
    assert (report.coded, report.replaced) == (2, 1)
    code_here([news], tmp_path / "fresh")
    assert content(store) == content(tmp_path / "fresh")
    assert code_here([news], store, update=True)[0].shards == 0


def test_a_file_that_grew_is_coded_where_it_grew(tmp_path: Path, code_here: Coder) -> None:
    lines, store = write_lines(tmp_path / "a.jsonl", range(6)), tmp_path / "s"
    code_here([lines], store)
    write_lines(lines, range(7))
    report, _ = code_here([lines], store)
    assert (report.coded, report.shards) == (1, 1)


def test_update_leaves_other_inputs_alone(tmp_path: Path, code_here: Coder) -> None:
    store = tmp_path / "s"
    code_here([write_lines(tmp_path / "a.jsonl", range(3))], store)
    code_here([write_lines(tmp_path / "b.jsonl", range(5, 8))], store)
    write_lines(tmp_path / "b.jsonl", range(5, 9))
    report, _ = code_here([tmp_path / "b.jsonl"], store, update=True)
    assert (report.coded, report.replaced) == (1, 1)
    ids = {json.loads(json.dumps(p.name)) for s in open_folder(store).shards for p in s.parts}
    assert ids == {str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl")}
    assert open_folder(store).count("articles") == 7


def test_rows_of_another_version_stay_until_update(tmp_path: Path, code_here: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    lines, store = write_lines(tmp_path / "a.jsonl", range(3)), tmp_path / "s"
    code_here([lines], store)
    monkeypatch.setattr("detente.scale.provenance.digest_code", lambda: "another")
    assert (code_here([lines], store)[0].older, code_here([lines], store)[0].shards) == (1, 0)
    report, _ = code_here([lines], store, update=True)
    assert (report.coded, report.replaced) == (3, 1)
    assert [s.how["code"] for s in open_folder(store).shards] == ["another"]


def test_the_same_bytes_twice_are_read_once(tmp_path: Path, code_here: Coder) -> None:
    lines = write_lines(tmp_path / "a.jsonl", [1, 2, 2])
    (tmp_path / "b.jsonl").write_bytes(lines.read_bytes())
    report, _ = code_here([lines, tmp_path / "b.jsonl", lines], tmp_path / "s")
    assert (report.coded, report.repeated) == (2, 2)


def test_what_cannot_be_read_is_named_and_the_rest_coded(tmp_path: Path, code_here: Coder) -> None:
    lines = write_lines(tmp_path / "a.jsonl", range(3))
    lines.write_text(lines.read_text("utf-8") + "{not json\n" + json.dumps({"title": "no text"}) + "\n", "utf-8")
    report, faults = code_here([lines, tmp_path / "none.jsonl"], tmp_path / "s")
    assert (report.coded, report.faults) == (3, 3)
    assert [f.where.rpartition("/")[2] for f in faults] == ["none.jsonl", "a.jsonl:4", "a.jsonl:5"]
    assert len(content(tmp_path / "s")["failures"]) == 2


def test_inputs_are_named_as_they_were_given(tmp_path: Path, code_here: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path / "news", range(1))
    (tmp_path / "news" / "t.csv").write_text("a,b\n1,2\n", "utf-8")
    (tmp_path / "news" / "l.jsonl").write_text(json.dumps({"text": article(3)["text"]}) + "\nnone\n", "utf-8")
    _, faults = code_here(["news"], tmp_path / "s")
    assert [f.where for f in faults] == ["news/l.jsonl:2", "news/t.csv"]
    rows = "".join(content(tmp_path / "s")["articles"])
    assert "'source': 'news/l.jsonl:1'" in rows
    assert "'source': 'news/0000.txt'" in rows


def test_d3_a_second_writer_is_refused_and_told_who_writes(tmp_path: Path, code_here: Coder) -> None:
    lines = write_lines(tmp_path / "a.jsonl", range(2))
    with writing(tmp_path / "s"), pytest.raises(StoreError, match=rf"process {os.getpid()} is writing.*Wait until"):
        code_here([lines], tmp_path / "s")


def test_a_folder_with_other_things_is_no_store(tmp_path: Path, code_here: Coder) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "thesis.doc").write_text("mine")
    with pytest.raises(StoreError, match=r"neither empty nor a store \(it holds thesis.doc\)"):
        code_here([write_lines(tmp_path / "a.jsonl", range(2))], tmp_path / "home")
    assert [p.name for p in (tmp_path / "home").iterdir() if p.name != "lock"] == ["thesis.doc"]


def test_a_wrong_setting_ends_the_run_with_its_cause(tmp_path: Path, code: Coder) -> None:
    with pytest.raises((SettingError, StoreError), match="'no_such_pipeline' is not installed"):
        code([write_lines(tmp_path / "a.jsonl", range(2))], tmp_path / "s", settings=Settings(pipeline="no_such_pipeline"))


def test_what_is_not_about_states_is_left_out_where_that_is_asked_for_and_listed(tmp_path: Path, code: Coder) -> None:
    lines = write_lines(tmp_path / "a.jsonl", range(3))
    weather = {
        "id": "w",
        "text": "Rain fell on the hills in the night, and the river rose by a foot. Farmers were glad of it. " * 3,
    }
    lines.write_text(lines.read_text("utf-8") + json.dumps(weather) + "\n", "utf-8")
    report, _ = code([lines], tmp_path / "s", settings=Settings(model="none", relevant=True))
    assert (report.articles, report.coded, report.skipped) == (4, 3, 1)
    assert "'source': 'w'" in content(tmp_path / "s")["skipped"][0]
    assert (code([lines], tmp_path / "s")[0].older, code([lines], tmp_path / "s")[0].shards) == (1, 0)
    again, _ = code([lines], tmp_path / "s", update=True)
    assert (again.articles, again.coded, again.replaced) == (4, 1, 1)  # the three are taken over


def test_an_update_of_one_input_keeps_the_rows_of_others(tmp_path: Path, code_here: Coder) -> None:
    a, b, store = write_files(tmp_path / "a", range(2)), write_files(tmp_path / "b", range(5, 7)), tmp_path / "s"
    code_here([a, b], store, size=10)
    (a / "0000.txt").write_text(article(40)["text"], "utf-8")
    report, _ = code_here([a], store, size=10, update=True)
    assert (report.coded, report.replaced, open_folder(store).count("articles")) == (1, 1, 4)
    (b / "0005.txt").write_text(article(41)["text"], "utf-8")
    (a / "0001.txt").write_text(article(42)["text"], "utf-8")
    report, _ = code_here([b], store, size=10, update=True)  # nobody asked about a, which changed: nothing is lost
    assert (report.coded, report.replaced) == (1, 0)
    assert open_folder(store).count("articles") == 5


def test_inputs_are_the_same_from_any_folder(tmp_path: Path, code_here: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, numbers in (("x", range(3)), ("y", range(5, 7))):
        write_files(tmp_path / name / "news", numbers)
        monkeypatch.chdir(tmp_path / name)
        code_here(["news"], tmp_path / "s", update=True)
    assert open_folder(tmp_path / "s").count("articles") == 5
    (tmp_path / "y" / "news" / "0005.txt").write_text(article(44)["text"], "utf-8")
    report, _ = code_here([tmp_path / "y" / "news"], tmp_path / "s", update=True)
    assert (report.coded, report.replaced, open_folder(tmp_path / "s").count("articles")) == (1, 1, 5)


def test_what_could_not_be_looked_at_is_not_gone(tmp_path: Path, code_here: Coder) -> None:
    news, store = write_files(tmp_path / "news", range(2)), tmp_path / "s"
    code_here([news], store)
    news.rename(tmp_path / "away")
    assert code_here([news], store, update=True)[0].replaced == 0
    news.mkdir()  # where a disk would be mounted
    assert code_here([news], store, update=True)[0].replaced == 0
    assert open_folder(store).count("articles") == 2


def test_the_same_bytes_under_another_suffix_are_another_input(tmp_path: Path, code_here: Coder) -> None:
    for name in ("a.json", "a.txt"):
        (tmp_path / name).write_text(article(3)["text"], "utf-8")
        code_here([tmp_path / name], tmp_path / "s")
    assert open_folder(tmp_path / "s").count("articles") == 1  # no JSON, but a text


def test_what_may_be_readable_later_is_read_later(tmp_path: Path, code_here: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    news, store = write_files(tmp_path / "news", range(3)), tmp_path / "s"
    opened = Path.open

    def refuse(path: Path, *rest: object, **named: object) -> object:
        if path.name == "0001.txt" and refused and rest == ("rb", 0):
            raise OSError(5, "Input/output error", str(path))
        return opened(path, *rest, **named)  # type: ignore[call-overload]

    refused = True
    monkeypatch.setattr(Path, "open", refuse)
    report, faults = code_here([news], store)
    assert (report.coded, [f.cause for f in faults]) == (2, ["cannot be read (Input/output error)"])
    refused = False
    report, faults = code_here([news], store)
    assert (report.articles, report.coded, report.replaced, faults) == (3, 1, 1, [])
    assert code_here([news], store)[0].shards == 0


def test_a_name_that_is_no_unicode_is_kept_readable(tmp_path: Path, code_here: Coder) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    (tmp_path / "n").mkdir()
    (tmp_path / "n" / name).write_text(article(3)["text"], "utf-8")
    report, _ = code_here([tmp_path / "n"], tmp_path / "s")
    assert report.coded == 1
    assert "caf\\\\udce9.txt" in content(tmp_path / "s")["articles"][0]


def test_another_outlet_is_no_second_article(tmp_path: Path, code_here: Coder) -> None:
    news, store = write_files(tmp_path / "news", range(3)), tmp_path / "s"
    code_here([news], store)
    assert (code_here([news], store, known=Known(outlet="Post"))[0].older, open_folder(store).count("articles")) == (3, 3)
    report, _ = code_here([news], store, known=Known(outlet="Post"), update=True)
    assert (report.coded, report.replaced, open_folder(store).count("articles")) == (3, 1, 3)


def test_a_store_whose_making_was_cut_short_can_be_made(tmp_path: Path, code_here: Coder) -> None:
    (tmp_path / "s" / "articles").mkdir(parents=True)
    assert code_here([write_lines(tmp_path / "a.jsonl", range(2))], tmp_path / "s")[0].coded == 2


def test_pages_of_one_host_are_read_by_one_worker() -> None:
    from detente.reading.parts import find_parts
    from detente.scale.plan import URLS_A_SHARD, group_parts

    urls = [f"https://{host}.example/{n}" for n in range(20) for host in ("a", "b")]
    groups = list(group_parts(find_parts(urls, Known(), pytest.fail, size=4), 4))
    assert sorted(map(len, groups)) == sorted([URLS_A_SHARD, URLS_A_SHARD, 20 - URLS_A_SHARD, 20 - URLS_A_SHARD])
    assert all(len({p.name.split("/")[2] for p in group}) == 1 for group in groups)


def test_a_store_keeps_the_size_of_its_shards(tmp_path: Path, code_here: Coder) -> None:
    lines, store = write_lines(tmp_path / "a.jsonl", range(6)), tmp_path / "s"
    assert code_here([lines], store, size=3)[0].shards == 2
    assert code_here([lines], store, size=0)[0].shards == 0
    with pytest.raises(StoreError, match="cut for 3 articles, not 4: all would be coded anew"):
        code_here([lines], store, size=4)


PAGE = "<html><body><article><p>{text}</p></article></body></html>"


def test_an_address_that_does_not_answer_takes_nothing_back(
    tmp_path: Path, code_here: Coder, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, url = tmp_path / "s", "https://post.example/1"
    answer: list[bytes | ReadingError] = [PAGE.format(text=article(3)["text"]).encode()]

    def fetched(given: str, known: Known) -> tuple[bytes, str, Known]:
        if isinstance(answer[0], ReadingError):
            raise answer[0]
        return answer[0], ".html", known

    monkeypatch.setattr("detente.reading.files.fetch_input", fetched)
    assert code_here([url], store)[0].coded == 1
    before = content(store)["articles"]
    answer[0] = ReadingError(url, "no answer", "Try again later.")
    _, faults = code_here([url], store, update=True)
    assert (len(faults), content(store)["articles"]) == (1, before)
    answer[0] = PAGE.format(text=article(4)["text"]).encode()
    assert code_here([url], store)[0].coded == 1  # it is tried again in any run
    assert content(store)["articles"] != before
    assert len(content(store)["articles"]) == 1


def test_an_update_sees_files_that_hold_what_another_holds_or_nothing(tmp_path: Path, code_here: Coder) -> None:
    store = tmp_path / "s"
    a, b = write_lines(tmp_path / "a.jsonl", range(2)), write_lines(tmp_path / "b.jsonl", range(5, 7))
    code_here([a, b], store)
    b.write_bytes(a.read_bytes())
    assert code_here([a, b], store, update=True)[0].replaced == 1
    assert open_folder(store).count("articles") == 2
    a.write_bytes(b"")
    code_here([a], store, update=True)
    assert open_folder(store).count("articles") == 0


def test_a_store_in_a_folder_of_news_is_no_news(tmp_path: Path, code_here: Coder) -> None:
    write_files(tmp_path / "news", range(2))
    for _ in range(2):
        code_here([tmp_path / "news"], tmp_path / "news" / "store")
    assert open_folder(tmp_path / "news" / "store").count("articles") == 2


def test_an_address_that_is_none_is_a_fault_of_its_own(tmp_path: Path, code_here: Coder) -> None:
    report, faults = code_here(["http://[x/a", write_lines(tmp_path / "a.jsonl", range(2))], tmp_path / "s")
    assert (report.coded, len(faults)) == (2, 1)


def test_damaged_rows_are_not_taken_over(tmp_path: Path, code_here: Coder) -> None:
    lines, store = write_lines(tmp_path / "a.jsonl", range(6)), tmp_path / "s"
    code_here([lines], store, size=10)
    write_lines(lines, range(7))
    (file,) = (store / "statements").glob("*.parquet")
    file.unlink()
    with pytest.raises(StoreError, match=r"is not there\. See what else is wrong: detente check"):
        code_here([lines], store, size=10)
