"""Coding without models, which load slowly and are not what is tested here."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from detente.errors import ReadingError
from detente.pipeline import Pipeline, load
from detente.reading.known import Known
from detente.scale.code_shard import Care, code_shard
from detente.scale.job import Done, Job
from detente.scale.report import RunReport
from detente.scale.run import Options, code_into_store
from detente.settings import Settings

RULES = Settings(model="none")
Coder = Callable[..., tuple[RunReport, list[ReadingError]]]


@pytest.fixture
def code() -> Coder:
    """Inputs and store (and fields of Options) → the report of the run, and its faults."""

    def run(inputs: list[Path | str], store: Path, **fields: object) -> tuple[RunReport, list[ReadingError]]:
        faults: list[ReadingError] = []
        options = Options(**({"known": Known(), "settings": RULES, "size": 4} | fields))  # type: ignore[arg-type]
        return code_into_store([str(i) for i in inputs], store, options, faults.append, lambda _: None), faults

    return run


@pytest.fixture(scope="session")
def rules() -> Pipeline:
    """The pipeline of the rules alone."""
    return load(RULES)


@pytest.fixture
def code_here(code: Coder, rules: Pipeline, monkeypatch: pytest.MonkeyPatch) -> Coder:
    """As ``code``, in this process: a child takes seconds to start."""

    def drive(jobs: Iterable[Job], workers: int, deadline: float) -> Iterator[Done]:
        assert (workers, deadline) == (1, 0.0)
        for job in jobs:
            yield code_shard(job, rules, None, Care(), lambda *_: None)

    monkeypatch.setattr("detente.scale.run.code_locally", drive)
    return code
