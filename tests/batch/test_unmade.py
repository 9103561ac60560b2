"""A page that others link to and that a batch does not make is told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from specexport import batch

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("../README.md", ["README.md"]),
        ("README.md#part", ["guide/README.md"]),
        ("../api/index.md", ["api/index.md"]),
        ("../api/orders.md", []),
        ("../gone.md", []),
        ("../data.csv", []),
        ("https://e.com/README.md", []),
    ],
)
def test_it_is_told(tmp_path: Path, url: str, told: list[str]) -> None:
    for name in ("README.md", "guide/README.md", "api/index.md", "api/orders.md", "data.csv"):
        place = tmp_path / "docs" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("# Part\n\nText.\n", encoding="utf-8")
    (tmp_path / "docs/guide/setup.md").write_text(f"# S\n\n[x]({url}) and [y]({url})\n", encoding="utf-8")
    plan = batch.plan([tmp_path / "docs"], tmp_path / "out", ["html"], index=False)
    summary = batch.run(plan, backend=batch.backend("thread", 1))
    said = [one for entry in summary.entries for one in entry.diagnostics]
    assert [one.message.partition(" ")[0] for one in said if one.code == "SX724"] == told
