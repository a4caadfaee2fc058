import os
import subprocess
import sys
import time

import numpy as np

from detente.reading.near_duplicates import BANDS, LEAST, ROWS, group_copies, group_signatures, likeness, sign

WIRE = (
    "The foreign ministers of Norway and Latvia met in Riga on Tuesday to settle the dispute over herring quotas in the northern "
    "waters. Both sides spoke of a useful exchange, and the Latvian minister said that experts would draft a text before the end "
    "of the month. Fishermen in Bergen, who had blocked the harbour for a week, went back to sea the same evening. The talks had "
    "been put off twice since the spring, when a trawler was held for nine days in a Norwegian port."
)
OTHER = (
    "Ministers from Oslo and Riga sat down on Tuesday in the Latvian capital over the herring dispute, and a paper is to be "
    "ready by the end of the month. The harbour of Bergen, shut by angry crews for seven days, opened again at night. A Latvian "
    "trawler that was kept in a Norwegian port this spring had started it all."
)


def jaccard(a: str, b: str) -> float:
    x, y = ({tuple(w[i : i + 4]) for i in range(len(w) - 3)} for w in (a.casefold().split(), b.casefold().split()))
    return len(x & y) / len(x | y)


def test_an_edited_copy_is_a_copy_and_a_second_report_is_none() -> None:
    cut = WIRE.partition(" The talks had")[0]  # an outlet drops the last sentence
    led = WIRE.replace("The foreign ministers of Norway and Latvia", "NORDIC AGENCY - Top diplomats from Oslo and Riga")
    assert group_copies([OTHER, WIRE, cut, led, WIRE.upper()]) == [0, 1, 1, 1, 1]


def test_signatures_agree_as_much_as_the_texts_overlap() -> None:
    edited = WIRE.replace("useful", "frank").replace("nine days", "a week").replace("herring", "cod")
    a, b = sign(WIRE), sign(edited)
    assert a is not None
    assert b is not None
    assert abs(float(np.mean(a == b)) - jaccard(WIRE, edited)) < 0.12  # three standard errors of 128 values
    assert jaccard(WIRE, OTHER) < LEAST


def test_texts_without_words_are_copies_of_nothing() -> None:
    assert group_copies(["", " \n", "…", "Oslo", "oslo!", "\ud800 Oslo"]) == [0, 1, 2, 3, 3, 3]
    assert group_copies([]) == []


def test_copies_of_copies_are_one_group_in_any_order() -> None:
    words = [f"w{n}" for n in range(120)]
    texts = [" ".join(words[n : n + 60]) for n in (0, 15, 30, 45)]  # each overlaps with its neighbour by three quarters
    assert group_copies(texts) == [0, 0, 0, 0]
    assert group_copies(texts[::-1]) == [0, 0, 0, 0]


def test_a_long_text_is_signed_in_pieces() -> None:
    text = " ".join(f"w{n}" for n in range(9000))
    assert group_copies([text, text + " and more"]) == [0, 0]


def test_the_same_signature_under_any_hash_seed() -> None:
    code = "from detente.reading.near_duplicates import sign; print(sign('the two ministers met in Oslo').tolist())"
    runs = [
        subprocess.run([sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True)
        for seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout != b""


def test_groups_of_signatures_are_those_of_comparing_all_that_share_a_band() -> None:
    drawn = np.random.default_rng(7)
    signatures = drawn.integers(0, 2**32, (300, BANDS * ROWS), dtype=np.uint64).astype(np.uint32)
    for i in range(1, 300):  # copies of copies, from hardly alike to the same
        if i % 3:
            kept = drawn.random(BANDS * ROWS) < drawn.choice([0.3, 0.45, 0.55, 0.8, 1.0])
            signatures[i, kept] = signatures[drawn.integers(0, i), kept]
    first = list(range(300))
    for j in range(300):
        for i in range(j):
            bands = (signatures[i] == signatures[j]).reshape(BANDS, ROWS).all(axis=1)
            if bands.any() and likeness(signatures[i], signatures[j]) >= LEAST:
                low, high = sorted((first[i], first[j]))
                first = [low if f == high else f for f in first]
    assert group_signatures(signatures) == first
    assert 20 < len(set(first)) < 280
    order = drawn.permutation(300)
    mixed = group_signatures(signatures[order])
    pairs = {(a, b) for a in range(300) for b in range(a) if mixed[a] == mixed[b]}
    assert {tuple(sorted((int(order[a]), int(order[b])))) for a, b in pairs} == {
        (a, b) for b in range(300) for a in range(b) if first[a] == first[b]
    }


def test_two_that_are_not_alike_are_joined_by_a_third_in_their_box() -> None:
    one, other = np.random.default_rng(7).integers(0, 2**32, (2, BANDS * ROWS), dtype=np.uint64).astype(np.uint32)
    other[:ROWS] = one[:ROWS]
    between = np.concatenate([one[:64], other[64:]])
    assert likeness(one, other) < LEAST <= min(likeness(one, between), likeness(other, between))
    for box in ([one, other, between], [between, one, other], [other, between, one]):
        assert group_signatures(np.stack(box)) == [0, 0, 0]


def test_thousands_with_one_footer_are_compared_once() -> None:
    """Texts that share .47 of their runs fall into one box of many bands, and are no copies."""
    drawn = np.random.default_rng(7)
    signatures = drawn.integers(0, 2**32, (1000, BANDS * ROWS), dtype=np.uint64).astype(np.uint32)
    signatures[:, :60] = signatures[0, :60]
    start = time.process_time()
    assert group_signatures(signatures) == list(range(1000))
    assert time.process_time() - start < 3  # 0.2 s; 15 times that where each band compares anew
