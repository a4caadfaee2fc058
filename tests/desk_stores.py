"""Small stores that a desk is tested over: hand-made rows, none at all, and rows of which every text is an attack."""

import runpy
from itertools import cycle
from pathlib import Path
from typing import Any

BUILD = runpy.run_path(str(Path(__file__).parent / "store" / "conftest.py"))
HOSTILE = (
    "<script>window.__pwned=1</script>",
    '"><img src=x onerror=window.__pwned=1>',
    "</script><script>window.__pwned=1</script>",
    "'-window.__pwned-'",
    "{{ 7*7 }}{% raw %}",
    "<!--",
    "javascript:window.__pwned=1",
    "a\u2028b\u202ec\x1b[31m",
    "&lt;b&gt;",
    "\ud800 alone",
    "<svg/onload=window.__pwned=1>",
    "<svg><script>window.__pwned=1</script></svg>",
    "<svg><animate onbegin=window.__pwned=1 attributeName=x dur=1s>",
    "<img src=`x`onerror=window.__pwned=1>",
    "<img src=x:x onerror=window.__pwned=1//",
    "<iframe src=javascript:window.__pwned=1></iframe>",
    "<iframe srcdoc='<script>parent.__pwned=1</script>'></iframe>",
    "<body onload=window.__pwned=1>",
    "<details open ontoggle=window.__pwned=1>x</details>",
    "<input autofocus onfocus=window.__pwned=1>",
    "<video><source onerror=window.__pwned=1></video>",
    "<audio src=x onerror=window.__pwned=1>",
    "<object data=javascript:window.__pwned=1></object>",
    "<embed src=javascript:window.__pwned=1>",
    "<a href=javascript:window.__pwned=1>x</a>",
    "<form action=javascript:window.__pwned=1><button>x</button></form>",
    "<button formaction=javascript:window.__pwned=1>x</button>",
    "<meta http-equiv=refresh content=0;url=//evil.example/>",
    "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css';</style>",
    "<div style=background:url(//evil.example/)>x</div>",
    "<math><mtext></p><img src onerror=window.__pwned=1></math>",
    "<noscript><p title='</noscript><img src=x onerror=window.__pwned=1>'>",
    "<template><script>window.__pwned=1</script></template>",
    "<marquee onstart=window.__pwned=1>x</marquee>",
    "<select onfocus=window.__pwned=1 autofocus>",
    "<textarea></textarea><script>window.__pwned=1</script>",
    "</title><script>window.__pwned=1</script>",
    "</textarea><img src=x onerror=window.__pwned=1>",
    "</style><script>window.__pwned=1</script>",
    "</pre></code><script>window.__pwned=1</script>",
    "--><script>window.__pwned=1</script>",
    "]]><script>window.__pwned=1</script>",
    "<![CDATA[<script>window.__pwned=1</script>]]>",
    "<?xml version='1.0'?><script>window.__pwned=1</script>",
    "' onmouseover=window.__pwned=1 x='",
    '" onmouseover=window.__pwned=1 x="',
    "` onmouseover=window.__pwned=1 `",
    '" autofocus onfocus=window.__pwned=1 "',
    '\\"><script>window.__pwned=1</script>',
    "%3Cscript%3Ewindow.__pwned=1%3C/script%3E",
    "\\u003cscript\\u003ewindow.__pwned=1\\u003c/script\\u003e",
    "&#60;script&#62;window.__pwned=1&#60;/script&#62;",
    "&lt;script&gt;window.__pwned=1&lt;/script&gt;",
    "＜script＞window.__pwned=1＜/script＞",
    "<scr<script>ipt>window.__pwned=1</scr</script>ipt>",
    "<ScRiPt>window.__pwned=1</sCrIpT>",
    "<script\t>window.__pwned=1</script\n>",
    "<script/src=//evil.example/x.js></script>",
)
LINKS = (
    "javascript:window.__pwned=1",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>1</script>",
    "vbscript:x",
    "file:///etc/passwd",
    " https://spaced.example/",
    "//evil.example/",
    "https://",
    "http://[::1",
)


def make_small(folder: Path) -> Path:
    """Make a store of three articles in two shards."""
    BUILD["make_folder"](folder)
    BUILD["add_shard"](folder, "one", BUILD["FIRST"])
    BUILD["add_shard"](folder, "two", BUILD["SECOND"])
    return folder


def make_empty(folder: Path) -> Path:
    """Make a store without rows."""
    BUILD["make_folder"](folder)
    return folder


def make_hostile(folder: Path) -> Path:
    """Make a store where each text, name and address is an attack."""
    BUILD["make_folder"](folder)
    rows: dict[str, list[dict[str, Any]]] = {"articles": [], "statements": [], "events": [], "actors": [], "ledger": []}
    for n, (attack, url) in enumerate(zip(HOSTILE, cycle(LINKS), strict=False), 1):
        words = attack.encode("utf-8", "replace").decode()
        day = (n - 1) % 28 + 1  # the builders make a day of January of the number
        rows["articles"].append(
            BUILD["article"](
                day, f"{words} said {words} to {words}.", article_id=f"a-{n}", title=words, outlet=words, url=url, source=words
            )
        )
        rows["statements"].append(
            BUILD["statement"](
                n, day, words, article_id=f"a-{n}", speaker_name=words, speaker_text=words, cue_text=words,
                addressee_text=words, addressee_name=words, via_text=words, via_name=words, speaker_reason=words, rule=words,
                about=[words], content_spans=[{"start": 0, "end": 5}], outlet=words, agrees_with=[words],
            )
        )  # fmt: skip
        party = BUILD["party"](words, "RUS")
        rows["events"].append(
            BUILD["event"](
                n, day, [party], [BUILD["party"](words, "USA")], article_id=f"a-{n}", sentence_text=words,
                trigger_text=words, rule=words, place_text=words, date_text=words, outlet=words, contexts=[words],
                status="actual",
            )
        )  # fmt: skip
        rows["actors"].append(
            {"actor_id": f"a-{n:012x}", "article_id": f"a-{n}", "origin": "detente", "name": words, "kind": "person",
             "country": "RUS", "reason": words, "published": None, "mentions": [{"start": 0, "end": 4}],
             "roles": [{"title": words, "organisation": words, "country": None, "since": None, "until": None, "evidence": []}]}
        )  # fmt: skip
        rows["ledger"].append(
            {"entry_id": f"l-{n}", "article_id": f"a-{n}", "origin": "detente", "kind": "offer", "by": ["RUS"], "to": ["USA"],
             "what_text": words, "what_spans": [], "event": f"e-{n}", "published": None}
        )  # fmt: skip
    BUILD["add_shard"](folder, "one", rows)
    return folder
