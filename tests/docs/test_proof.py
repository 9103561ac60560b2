"""The documentation is exported by the program itself, as its own proof."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from specexport import batch

if TYPE_CHECKING:
    from specexport.batch import Summary

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="module")
def summary(site: Path) -> Summary:
    """The run that makes the pages."""
    return batch.run(batch.plan([DOCS], site, ["html"]), backend=batch.backend("thread", 1))


def test_every_page_becomes_one(summary: Summary, site: Path) -> None:
    assert summary.count("failed") == 0
    pages = {path.relative_to(DOCS).with_suffix(".html") for path in DOCS.rglob("*.md")}
    # Pages that only list others give way to the index.
    made = {path.relative_to(site) for path in site.rglob("*.html")}
    assert {page for page in pages - made if page.stem != "README"} == set()


def test_nothing_is_warned_about(summary: Summary) -> None:
    said = [one for entry in summary.entries for one in entry.diagnostics if one.severity != "info"]
    assert list(map(str, said)) == []


def test_links_lead_from_page_to_page(summary: Summary, site: Path) -> None:
    assert summary.entries
    lost = []
    for page in site.rglob("*.html"):
        for url in map(unescape, re.findall(r'<a [^>]*href="([^"]+)"', page.read_text(encoding="utf-8"))):
            target, _, anchor = url.partition("#")
            if ":" in target or not target.endswith(".html"):
                continue
            there = (page.parent / target).resolve()
            if not there.is_file() or (anchor and f'id="{anchor}"' not in there.read_text(encoding="utf-8")):
                lost.append(f"{page.name}: {url}")
    assert lost == []
