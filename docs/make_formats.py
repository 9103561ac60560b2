"""Write docs/formats.md from tests/features/features.toml. Usage: python docs/make_formats.py."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FEATURES = HERE.parent / "tests" / "features" / "features.toml"
TARGET = HERE / "formats.md"
HEAD = """# What becomes of each element

Each row has a small specification in [tests/features](../tests/features), and a test that looks for what the
row says in the three files. This page is made of the same table by `docs/make_formats.py`.

| In the source | Web page | PDF | Word |
|---|---|---|---|
"""
TAIL = """
The fourth target, `json`, is the document's tree itself: see `specexport/model/document.py` for its
types. What it writes, specexport also reads. [Other formats](targets.md) are made of the same document.
"""


def _row(feature: dict[str, Any]) -> str:
    cells = [f"[{feature['source']}](../tests/features/{feature['spec']}.md)"]
    cells += [feature[target]["becomes"] for target in ("html", "pdf", "docx")]
    return f"| {' | '.join(cells)} |"


def page() -> str:
    """Return the page: a row for each feature, in the order of the table."""
    features = tomllib.loads(FEATURES.read_text(encoding="utf-8"))["feature"]
    return HEAD + "\n".join(map(_row, features)) + "\n" + TAIL


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
