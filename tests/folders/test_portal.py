"""The site of a batch: pages that find each other, from a disk, without a server and without scripts."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from checkers import page, tools
from kept_folders import KEPT

from specexport import batch
from specexport.batch.site import text, writing
from specexport.cli.application import run

MOST = 100_000  # bytes that the site adds to a page, with what it loads when it is opened


def made(root: Path) -> batch.Summary:
    plan = batch.plan([root], root.parent / "out", ["html"], index="site", folder_documents="instead")
    return batch.run(plan, backend=batch.backend("thread", 1))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site") / "root"
    shutil.copytree(KEPT, root)
    (root / "alone.md").write_text("# Alone\n\nSee [the plan](spec-kit/specs/012-shift-swap/plan.md).\n")
    made(root)
    return root.parent / "out"


def test_it_is_driven_in_a_browser(site: Path) -> None:
    modules = tools.node_modules("playwright-core")
    script = Path(__file__).with_name("site.mjs")
    (seen,) = tools.json_lines(["node", script, modules, site], CHROMIUM=tools.program("chromium"))
    expected: dict[str, Any] = {
        "requests": [],
        "errors": [],
        "back": ["Alone"],
        "listed": 12,
        "current": "Shift swap",
        "told": "Shift swap Draft Tasks 3/5 Open points: 3",
        "navigated": "arc42/tram-counter.html",
        "found": ["Add parcel lockers"],
        "begun": ["Add parcel lockers"],
        "nothing": [],
        "said": "Nothing found",
        "section": "spec-kit/specs/012-shift-swap.html#rest-time",
        "home": ["Azure", "Decisions of the ledger team"],
        "drafts": ["Shift swap"],
        "phone": ["Shift swap"],
        "beyond": 0,
        "dark": [True, True, True],
        "unscripted": "index.html",
        "links": 12,
        "fields": 0,
    }
    assert {**seen, "home": sorted(seen["home"])} == expected


def test_it_is_accessible_and_asks_nobody_else(site: Path) -> None:
    pages = [site / "index.html", site / "spec-kit/specs/012-shift-swap.html", site / "azure.html"]
    for path, findings in page.browser(pages).items():
        own = f"request {(site / 'specexport-site').as_uri()}/"
        assert [one for one in findings if not one.startswith(own)] == [], path


def test_it_is_valid(site: Path) -> None:
    pages = [site / "index.html", site / "spec-kit/specs/012-shift-swap.html"]
    assert page.html_validate(pages) == {path: [] for path in pages}


def test_it_adds_little_to_a_page(site: Path, tmp_path: Path) -> None:
    bare = batch.plan([site.parent / "root"], tmp_path, ["html"], index=False, folder_documents="instead")
    batch.run(bare, backend=batch.backend("thread", 1))
    name = "spec-kit/specs/012-shift-swap.html"
    added = (site / name).stat().st_size - (tmp_path / name).stat().st_size
    loaded = sum((site / "specexport-site" / one).stat().st_size for one in ("site.js", "pages.js"))
    largest = max(path.stat().st_size for path in (site / "specexport-site").glob("page-*.js"))
    assert added + loaded + largest < MOST


def test_one_change_makes_one_page_and_a_gone_page_goes(tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(KEPT / "docsify", root / "docsify")
    shutil.copytree(KEPT / "book", root / "book")
    (root / "z.md").write_text("# Z\n")
    made(root)
    kept = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "out/specexport-site").iterdir()}
    assert made(root).count("made") == 0
    assert kept == {
        path.name: path.stat().st_mtime_ns for path in (tmp_path / "out/specexport-site").iterdir()
    }
    (root / "docsify/guide/run.md").write_text("# Run\n\nIn an unheard-of way.\n")
    summary = made(root)
    assert [entry.name for entry in summary.entries if entry.state == "made"] == ["docsify/"]
    assert "unheard-of" in "".join(
        path.read_text() for path in (tmp_path / "out/specexport-site").glob("words*")
    )
    (root / "z.md").unlink()
    (tmp_path / "out/specexport-site/mine.js").write_text("")
    made(root)
    assert (tmp_path / "out/specexport-site/mine.js").exists()
    assert len([*(tmp_path / "out/specexport-site").glob("page-*.js")]) == 2


def test_words_are_found_as_they_are_typed() -> None:
    assert [*text.words("Shift-swap isn’t 再試行 v1.2")] == [
        *("shift-swap", "shift", "swap", "isn’t", "isn", "t", "再試行", "再試", "試行", "v1", "2"),
    ]
    assert [*text.words("API設計書 設計api")] == [
        *("api設計書", "api", "設計", "計書", "設計api", "設計", "api"),
    ]
    assert {writing.piece_of(word) for word in ("swap", "swop", "sw")} == {writing.piece_of("sw")}


def test_a_site_is_one_of_pages_and_has_its_index(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n")
    arguments = ["batch", str(tmp_path / "a.md"), "-o", str(tmp_path / "out"), "--site", "--dry-run"]
    assert run([*arguments, "-t", "docx"]) == 2
    assert run([*arguments, "--no-index"]) == 2
    assert run([*arguments, "-t", "HTML"]) == 0
