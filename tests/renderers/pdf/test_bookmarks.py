"""Bookmarks and running headers read as the headings do."""

from __future__ import annotations

import io

import pikepdf

import specexport


def bookmarks(source: str) -> list[str]:
    """Return the bookmarks of a specification's PDF, those of a deeper level behind theirs."""
    made = specexport.convert(f"# Title\n\n{source}\n".encode(), ["pdf"])["pdf"].data
    with pikepdf.open(io.BytesIO(made)) as file, file.open_outline() as outline:
        return [name for item in outline.root for name in _names(item)]


def _names(item: pikepdf.OutlineItem) -> list[str]:
    return [item.title, *(name for child in item.children for name in _names(child))]


def test_a_bookmark_is_the_heading_in_one_line_of_text() -> None:
    sections = {
        "Plain words": "1 Plain words",
        "Retry policy[^r] and more[^r]": "2 Retry policy and more",
        "Two<br>lines": "3 Two lines",
        "The `GET /v1/users/{id}/orders-parts.list` call": "4 The GET /v1/users/{id}/orders-parts.list call",
        "Soft\u00adhyphen and zero\u200bwidth": "5 Softhyphen and zerowidth",
        "Icon ![lock](lock.png) *here* and [there](#x)": "6 Icon lock here and there",
        "Water H~2~O in m^2^": "7 Water H₂O in m²",
        "Very_long/path.of_something/that-may.be_broken": "8 Very_long/path.of_something/that-may.be_broken",
        "نویسه\u200cها and 👩‍👩‍👧": "9 نویسه\u200cها and 👩‍👩‍👧",
    }
    source = "\n\nText.\n\n".join(f"## {heading}" for heading in sections)
    assert bookmarks(f"{source}\n\nText.\n\n[^r]: As agreed.") == list(sections.values())


def test_formulas_in_bookmarks_are_words() -> None:
    source = "## Complexity of $O(n \\log n)$\n\nText.\n\n### Ratio $\\frac{a}{b} \\le x^2$\n\nText."
    assert bookmarks(source) == ["1 Complexity of O(n log n)", "1.1 Ratio a/b ≤ x²"]
