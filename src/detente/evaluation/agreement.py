"""How far two passes of annotation over the same articles agree: the bank's statements against a second pass.

``python -m detente.evaluation.agreement bank`` compares ``bank/second_pass/X.toml`` with ``bank/articles/X.toml``, which share
text and actors. Statements are matched, and counted, as the bank scorer does it, with the second pass in the place of the
prediction, so that the figures compare. *kind* and *attitude* are shares of the matched statements, with Cohen's kappa, for most
statements are of one attitude and chance alone agrees often. *exact* spans are the same to the character: two people seldom set a
boundary alike, so a share near 1 says that the passes do not judge independently.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from detente.errors import EvaluationError
from detente.evaluation.bank import Row, count_statements, match_statements
from detente.evaluation.bank_articles import compile_article
from detente.evaluation.figures import Count, Report
from detente.lexicon import Lexicon, load_lexicon

LABELS = ("kind", "attitude")
SPANS = ("content", "source", "cue")


def score_agreement(pairs: Iterable[tuple[Row, Row]]) -> Report:
    """Compare (first pass, second pass) of each article, both as compiled."""
    counts: dict[str, Count] = {}
    labels: dict[str, list[tuple[str, str]]] = {label: [] for label in LABELS}
    exact: Counter[str] = Counter()
    articles = n_matched = 0
    for first, second in pairs:
        same = {a["id"]: a["id"] for a in first["actors"]}
        coded = {"statements": [_as_coded(s) for s in second["statements"]]}
        for name, count in count_statements(first, coded, same).items():
            counts[name] = counts.get(name, Count()) + count
        matched = match_statements(first, coded, same)
        for label in LABELS:
            labels[label] += [(a[label], b[label]) for a, b in matched]
        spans = {s["id"]: s for s in second["statements"]}
        exact.update(key for a, b in matched for key in SPANS if a[key] == spans[b["id"]][key])
        articles, n_matched = articles + 1, n_matched + len(matched)
    lines = [count.line(name) for name, count in counts.items()]
    figures = {name: count.f1 for name, count in counts.items()}
    for label, both in labels.items():
        figures[label] = sum(a == b for a, b in both) / max(len(both), 1)
        lines.append(f"{label:14} {figures[label]:.3f} of {len(both)} matched, kappa {kappa(both):.3f}")
    lines += [f"exact {key:8} {exact[key] / max(n_matched, 1):.3f} of {n_matched} matched" for key in SPANS]
    return Report((*lines, f"articles {articles}"), figures)


def kappa(both: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa: agreement beyond what the two annotators' own shares of labels give by chance; 1 where both use one label.

    >>> kappa([("a", "a"), ("a", "a"), ("b", "b"), ("b", "a")])
    0.5
    """
    n = max(len(both), 1)
    first, second = Counter(a for a, _ in both), Counter(b for _, b in both)
    chance = sum(first[label] * second[label] for label in first) / n**2
    return (sum(a == b for a, b in both) / n - chance) / (1 - chance) if chance < 1 else 1.0


def _as_coded(statement: Row) -> dict[str, Any]:
    """Put an annotated statement into the shape that ``detente code`` prints."""
    parties = {key: {"actors": statement[key]} if statement[key] else None for key in ("speaker", "addressee", "via")}
    return {**statement, **parties, "content": {"spans": statement["content"]}}


def read_passes(folder: Path, lexicon: Lexicon) -> list[tuple[Row, Row]]:
    """Compile the articles that have a second pass; raises EvaluationError where text or actors differ from the first."""
    out: list[tuple[Row, Row]] = []
    for path in sorted((folder / "second_pass").glob("*.toml")):
        first, second = compile_article(folder / "articles" / path.name, lexicon), compile_article(path, lexicon)
        for key in ("text", "actors"):
            if first[key] != second[key]:
                raise EvaluationError(
                    f"{path}: other {key} than in {folder / 'articles' / path.name}; both passes need the same."
                )
        if not second["statements"]:
            raise EvaluationError(f"{path}: holds no statements yet.")
        out.append((first, second))
    if not out:
        raise EvaluationError(f"{folder}/second_pass: holds no *.toml.")
    return out


def main(arguments: Sequence[str]) -> int:
    """Print the figures; 0 when all is well, 1 with the fault on standard error."""
    try:
        report = score_agreement(read_passes(Path(arguments[0] if arguments else "bank"), load_lexicon()))
    except EvaluationError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    sys.stdout.write("".join(f"{line}\n" for line in report.lines))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
