"""A store of invented articles, whose words try to be markup in every language that a brief is written in."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from detente.store.folder import make_folder
from detente.store.manifest import Shard, append
from detente.store.write import write_shard

Row = dict[str, object]
HOW = {"version": "0", "lexicon": "0", "model": "0"}
HOSTILE = (
    "<script>alert(1)</script> ](javascript:alert(2)) [x](javascript:alert(3)) ![y](https://evil.example/z) #let a = 1 #panic() "
    "$x$ `code` ```raw``` *bold* _em_ {{7*7}} {: onclick=x} \u202egpj.exe\u2066 \x1b[31m \x07 \U0001f1f3\U0001f1f4 e\u0301 "
    '\u2028 https://evil.example www.evil.example me@evil.example <https://evil.example> &lt;b&gt; #import "/etc/passwd" end'
)


def rows_of(words: str, events: int) -> dict[str, list[Row]]:
    """Give articles, events, statements of Norway and Sweden, one of each a week, that say ``words``."""
    found: dict[str, list[Row]] = {"articles": [], "events": [], "statements": [], "ledger": []}
    for n in range(events):
        day, article = dt.date(2010, 1, 4) + dt.timedelta(weeks=n), f"a-{n:04}"
        by, to = ("NOR", "SWE") if n % 2 else ("SWE", "NOR")
        warm = n > events / 2
        told = {"article_id": article, "origin": "detente", "published": day, "outlet": f"The Courier {words}"}
        sentence = f"They met over herring {n}. {words}"
        url = f"https://news.example/{n}" if n % 3 else "javascript:alert(1)"
        found["articles"].append(told | {"title": f"Herring {n} {words}", "text": sentence, "url": url})
        found["events"].append(
            told
            | {
                "event_id": f"e-{n:04}",
                "type": "AID" if warm else "ACCUSE",
                "cameo": "070" if warm else "112",
                "quad": 2 if warm else 3,
            }
            | {"goldstein": 7.0 if warm else -2.0, "plover_score": 6.0 if warm else -2.0, "date": day, "date_precision": "day"}
            | {"actor_countries": [by], "recipient_countries": [to], "symmetric": False, "status": "actual", "confidence": 0.9}
            | {"sentence_text": sentence}
        )
        found["statements"].append(
            told
            | {"statement_id": f"s-{n:04}", "kind": "direct" if n % 4 else "indirect", "speaker_name": f"Minister {n} {words}"}
            | {"speaker_country": by, "speaker_sector": "GOV", "cue_text": "said", "about": [to], "confidence": 0.95}
            | {"content_text": f"“Number {n}: our neighbours fish where they please. {words}”"}
        )
        found["ledger"].append(
            told
            | {"entry_id": f"l-{n:04}", "kind": "offer", "by": [by], "to": [to], "event": f"e-{n:04}"}
            | {"what_text": f"to share the herring of bank {n} {words}"}
        )
    return found


@pytest.fixture(scope="session")
def make_store(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """A function that writes a store of invented articles that say ``words``, and gives its folder."""

    def make(words: str = "", events: int = 104) -> Path:
        folder = tmp_path_factory.mktemp("brief") / "store"
        make_folder(folder)
        found = rows_of(words, events)
        counts = {name: len(rows) for name, rows in found.items()}
        append(folder, [Shard("s", "detente", (), HOW, counts, write_shard(folder, "s", found, HOW))])
        return folder

    return make


@pytest.fixture(scope="session")
def plain(make_store: Callable[..., Path]) -> Path:
    """A store of articles in plain words."""
    return make_store()


@pytest.fixture(scope="session")
def hostile(make_store: Callable[..., Path]) -> Path:
    """A store of articles that mean harm."""
    return make_store(HOSTILE)
