"""The examples of CommonMark 0.31.2 and of GFM, through the model."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from readers.plain_html import comparable, converted

if TYPE_CHECKING:
    from pathlib import Path

_LINKS = "GitHub makes links of bare URLs and addresses, and so do we"
_TAGS = "no raw HTML reaches a document as it is, so there is nothing to filter"
_COMMENTS = "CommonMark 0.31.2 takes comments as HTML does, GFM 0.29 did not yet"
_META = "CommonMark 0.31.2 has no block that begins with <meta>; GFM 0.29 has"

# Examples that we do not meet by design, with the reason.
DIFFERENT: dict[str, dict[int, str]] = {
    "commonmark-spec": dict.fromkeys((604, 610, 613, 614), _LINKS),
    "gfm-spec": dict.fromkeys((610, 616, 619, 620), _LINKS)
    | dict.fromkeys((645, 646), _COMMENTS)
    | {653: _TAGS},
    "gfm-extensions": {22: _TAGS},
    "gfm-regression": {9: _META, 14: _META},
}
EXPECTED = {"commonmark-spec": 655, "gfm-spec": 673, "gfm-extensions": 28, "gfm-regression": 19}


def _examples(shared: Path, suite: str) -> list[dict[str, Any]]:
    return json.loads((shared / "conformance" / f"{suite}.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@pytest.mark.parametrize("suite", EXPECTED)
def test_every_example_is_met_or_its_difference_is_meant(suite: str, shared: Path, make_context: Any) -> None:
    examples = _examples(shared, suite)
    assert len(examples) == EXPECTED[suite]
    wrong = [
        example["example"]
        for example in examples
        if comparable(converted(example["markdown"], make_context())) != comparable(example["html"])
        and "<IGNORE>" not in example["html"]
    ]
    print(f"{suite}: {len(examples) - len(wrong)} of {len(examples)}")
    assert wrong == sorted(DIFFERENT[suite])
