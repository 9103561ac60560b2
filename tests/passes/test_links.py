"""Links lead to what exists, and nowhere unsafe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from specexport import document as d
from specexport import walk

if TYPE_CHECKING:
    from passes.conftest import Pass


def urls(document: d.Document) -> list[str]:
    return [link.url for link in walk.find(document.blocks, d.Link)]


@pytest.mark.parametrize(
    ("anchor", "target"),
    [
        ("#scope", "#scope"),
        ("#Scope", "#scope"),
        ("#scope-1", "#scope-1"),
        ("#%E6%A6%82%E8%A6%81", "#概要"),
        ("#here", "#here"),
        ("#mine", "#mine"),
    ],
)
def test_an_anchor_leads_to_its_heading(passed: Pass, anchor: str, target: str) -> None:
    text = f"# T\n\n[x]({anchor}) <a name='here'></a>\n\n## Scope\n\n## Scope\n\n## 概要\n\n## Q {{#mine}}\n"
    assert urls(passed(text)) == [target]
    assert passed.said == []


def test_an_anchor_of_nothing_is_reported_and_its_text_kept(passed: Pass) -> None:
    document = passed("# T\n\na [b *c*](#nope) d\n")
    assert urls(document) == []
    assert walk.plain(document.blocks) == "a b c d"
    (said,) = passed.said
    assert (said.code, said.pos and (said.pos.line, said.pos.column)) == ("SX720", (3, 3))


@pytest.mark.parametrize("anchor", ["#technical-specification-t", "#table-of-contents", "#top"])
def test_a_way_back_to_the_top_is_text_without_a_warning(passed: Pass, anchor: str) -> None:
    assert urls(passed(f"# Technical Specification: T\n\n[up]({anchor})\n")) == []
    assert passed.said == []


@pytest.mark.parametrize(
    "url",
    [
        "other.md",
        "../a/b.md#c",
        "/root.md",
        "https://e.com",
        "mailto:a@e.com",
        "tel:+1",
        "ftp://e.com",
        "?q=a:b",
    ],
)
def test_harmless_links_stay(passed: Pass, url: str) -> None:
    assert urls(passed(f"# T\n\n[x]({url})\n")) == [url]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#x6A;avascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "ms-word:ofe|u|x",
        "<java&#x9;script:alert(1)>",
        "http://e.com/\x01",
        "//host/share",
        "\\\\\\\\host\\\\share",
    ],
)
def test_unsafe_links_become_text(passed: Pass, url: str) -> None:
    document = passed(f"# T\n\n[words]({url}) <a href='{url.strip('<>')}'>more</a>\n")
    assert urls(document) == []
    assert walk.plain(document.blocks).startswith("words more")
    assert set(passed.codes) - {"SX700"} == {"SX721"}
