"""L1 and L2: nothing in the package executes data, and long work leaves no files, threads or memory behind."""

import ast
import gc
import threading
from pathlib import Path

import pytest

from detente.pipeline import load
from detente.reading.article import make_article
from detente.settings import Settings

SOURCE = Path(__file__).resolve().parents[1] / "src" / "detente"
FORBIDDEN_MODULES = {"pickle", "cPickle", "dill", "joblib", "shelve", "marshal", "cloudpickle", "yaml"}
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__"}


def test_l1_no_module_loads_code_from_data() -> None:
    found = []
    for file in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [(file.name, n) for n in names if n.split(".")[0] in FORBIDDEN_MODULES]
            if isinstance(node, ast.Call):
                called = node.func
                if isinstance(called, ast.Name) and called.id in FORBIDDEN_CALLS:
                    found.append((file.name, called.id))
                if isinstance(called, ast.Attribute) and called.attr == "load" and isinstance(called.value, ast.Name):
                    allowed = any(k.arg == "allow_pickle" and getattr(k.value, "value", None) is True for k in node.keywords)
                    found += [(file.name, "allow_pickle")] if called.value.id in ("np", "numpy") and allowed else []
                if isinstance(called, ast.Attribute) and called.attr == "system":
                    found.append((file.name, "os.system"))
            if isinstance(node, ast.keyword) and node.arg == "shell" and getattr(node.value, "value", None) is True:
                found.append((file.name, "shell=True"))
    assert found == []


def _resident_megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text("utf-8").split()[1])
    return pages * 4096 / (1 << 20)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are counted where the system lists them")
def test_l2_many_articles_leave_nothing_behind() -> None:
    pipeline = load(Settings(model="none"))

    def work(first: int) -> None:
        for n in range(first, first + 300):
            article = make_article(f"Norway accused Kenya of case {n} on Monday. “No, no,” its minister told reporters in Oslo.")
            assert pipeline.read(article).events

    work(0)
    gc.collect()
    before = (len(list(Path("/proc/self/fd").iterdir())), threading.active_count())
    memory = _resident_megabytes()
    work(1_000)
    work(2_000)
    gc.collect()
    assert (len(list(Path("/proc/self/fd").iterdir())), threading.active_count()) == before
    assert _resident_megabytes() - memory < 20
