"""Links lead to what exists, and nowhere unsafe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk

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
    assert (said.code, said.pos and (said.pos.line, said.pos.column)) == ("SX401", (3, 3))
    assert said.hint == "name a heading as GitHub would"


def test_the_nearest_anchor_is_offered(passed: Pass) -> None:
    passed("# T\n\nSee [it](#data-modell).\n\n## Data Model\n")
    assert [said.hint for said in passed.said] == ["did you mean #data-model?"]


def test_offering_is_given_up_where_it_would_take_long(passed: Pass) -> None:
    many = "".join(f"## Section {number}\n\n[x](#sektion-{number})\n\n" for number in range(600))
    passed(f"# T\n\n{many}")
    hints = [said.hint for said in passed.said if said.code == "SX401"]
    assert len(hints) == 600
    assert hints[0].startswith("did you mean #section-")
    assert hints[-1] == "name a heading as GitHub would"


@pytest.mark.parametrize("anchor", ["#technical-specification-t", "#t", "spec.md#T", "./spec.md#t"])
def test_a_link_to_the_title_leads_to_it(passed: Pass, anchor: str) -> None:
    document = passed(f"# Technical Specification: T\n\n[up]({anchor})\n")
    assert document.meta.id == "technical-specification-t"
    assert urls(document) == ["#technical-specification-t"]
    assert passed.said == []


@pytest.mark.parametrize("anchor", ["#table-of-contents", "#top"])
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


def test_links_of_the_document_information_are_held_to_the_same(passed: Pass) -> None:
    passed.context = replace(passed.context, resources=Files({"prd.md": "prd.md"}))
    rows = "| PRD | [a](prd.md) [b](javascript:x) |\n| Author | [c](#nope) [d](none.md) |\n"
    meta = passed(f"# T\n\n| Field | Details |\n|---|---|\n{rows}").meta
    assert [link.url for link in walk.find(meta.prd, d.Link)] == ["prd.md"]
    assert passed.codes == ["SX721", "SX401", "SX402"]


class Files:
    """Has the files that it is given, each under the path that it is to be found by."""

    def __init__(self, found: dict[str, str]) -> None:
        self.found = found

    def find(self, url: str) -> str | None:
        return self.found.get(url)


def test_a_link_to_a_file_that_is_not_there_stays_and_is_reported(passed: Pass) -> None:
    passed.context = replace(
        passed.context, resources=Files({"there.md": "there.md", "/docs/a.md": "../docs/a.md"})
    )
    document = passed("# T\n\n[x](there.md) [y](none.md#a) [z](/docs/a.md) [w](https://e.com) [v](?q)\n")
    assert urls(document) == ["there.md", "none.md#a", "../docs/a.md", "https://e.com", "?q"]
    (said,) = passed.said
    assert (said.code, said.pos and (said.pos.line, said.pos.column)) == ("SX402", (3, 15))


def test_an_address_longer_than_any_server_takes_is_text(passed: Pass) -> None:
    long = "https://example.com/" + "a/" * 4000
    assert urls(passed(f"# T\n\n<{long[:8000]}>\n")) == [long[:8000]]
    document = passed(f"# T\n\n<{long}>\n")
    assert urls(document) == []
    assert walk.plain(document.blocks) == long
    (said,) = passed.said
    assert (said.code, said.hint) == ("SX721", "shorten it")
