"""The status of acts: what is done, lies ahead, is long past, is only weighed or was left."""

from collections.abc import Callable

import pytest

from detente.records import Event

Coder = Callable[..., tuple[Event, ...]]

# sentence | type:status of one of its events | purpose
ROWS = """
Norway vowed to press for fair trade with Chile. | REQUEST:future | who vows to press has not pressed yet
Norway would like Chile to open its ports. | REQUEST:actual | a polite wish is said
Norway's pledge to help Chile calmed the markets. | AGREE:actual | a pledge is made as soon as it is named
Norway's willingness to help Chile calmed the markets. | AGREE:future | willingness is none
Norway hopes that Chile will support Peru. | SUPPORT:hypothetical | a hope
It was not clear whether Norway would attend the summit with Chile. | CONSULT:hypothetical | whether
Even if Norway refuses to help Chile, the road will be built. | REJECT:hypothetical | even if
Norway's president flew to Lima to urge Chile to free the crew. | REQUEST:actual | why something was done
Norway will raise the matter during talks with Chile. | AGREE:future | where something will happen
Prices rose ahead of a meeting between Norway and Chile. | AGREE:future | ahead of
Norway opted not to attend a summit with Chile. | CONSULT:negated | what was left
"""
CASES = [tuple(cell.strip() for cell in line.split("|")) for line in ROWS.strip().splitlines()]


@pytest.mark.parametrize(("text", "wanted", "purpose"), CASES, ids=[c[2] for c in CASES])
def test_status(code: Coder, text: str, wanted: str, purpose: str) -> None:
    assert wanted in [f"{e.type}:{e.status.value}" for e in code(text)]
