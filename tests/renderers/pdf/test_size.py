"""What is drawn on pages stays small."""

from __future__ import annotations

import io

import pikepdf

import specexport


def drawn(text: str) -> int:
    """Return how many bytes the pages of a specification are drawn with."""
    data = specexport.convert(text.encode(), ["pdf"])["pdf"].data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return sum(
            len(pikepdf.unparse_content_stream(pikepdf.parse_content_stream(page))) for page in pdf.pages
        )


def test_a_placeholder_costs_little_more_than_its_words() -> None:
    plain = "# T\n\n## S\n\n" + "Your Name. " * 40
    asked = "# T\n\n## S\n\n" + "[Your Name]. " * 40
    assert drawn(asked) - drawn(plain) < 40 * 10_000  # unpacked; packed about 500 each
