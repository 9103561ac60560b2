"""The index of a batch: what it says, and that it can be used."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from checkers import page, tools

from specexport import batch
from specexport.batch.index import page as index_page
from specexport.style import words

SPECS = {
    "x/alpha.md": ("Alpha", "Draft", "Ann Example", "2026-03-01"),
    "x/beta.md": ("Beta", "Approved", "Bob Example", "2025-12-24"),
    "gamma.md": ("Gamma <i>& co</i>", "", "Ann Example", ""),
}


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, (title, status, owner, day) in SPECS.items():
        path = tmp_path / "specs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        rows = "".join(
            f"| {key} | {value} |\n"
            for key, value in (("Status", status), ("Author", owner), ("Last Updated", day))
            if value
        )
        path.write_text(
            f"# Technical Specification: {title}\n\n| Field | Value |\n|---|---|\n{rows}\n"
            "## Scope\n\nAll.\n\n"
            "## Technical Risks\n\n| Risk | Impact | Mitigation |\n|---|---|---|\n"
            f"| {status or 'No'} risk | {'High' if status else 'Low'} | None |\n\n"
            f"## Open Questions\n\n- Who owns {title}?\n- [x] Settled\n",
            "utf-8",
        )
    batch.run(batch.plan(["specs"], "out", ["html", "json"]), backend=batch.backend("thread"))
    return tmp_path / "out" / "index.html"


def test_the_facts_are_there_for_programs(index: Path) -> None:
    told = json.loads(index.with_suffix(".json").read_bytes())
    assert told["specexport"] == 1
    found = {item["source"]: item for item in told["specifications"]}
    assert list(found) == ["gamma.md", "x/alpha.md", "x/beta.md"]
    facts = found["x/alpha.md"]["facts"]
    assert (facts["title"], facts["status"], facts["owner"]) == ("Alpha", "Draft", "Ann Example")
    assert facts["updated"] == "2026-03-01"
    assert 0 <= facts["complete"] <= 100
    assert [(risk["risk"], risk["level"]) for risk in facts["risks"]] == [("Draft risk", "high")]
    assert [one["question"] for one in facts["questions"]] == ["Who owns Alpha?"]
    html, model = found["x/alpha.md"]["files"]
    assert (html["path"], html["bytes"]) == ("x/alpha.html", Path("out/x/alpha.html").stat().st_size)
    assert model["target"] == "json"


def test_the_index_follows_what_changes(index: Path) -> None:
    before = index.read_bytes()
    Path("specs/gamma.md").unlink()
    batch.run(batch.plan(["specs"], "out", ["html", "json"]), backend=batch.backend("thread"))
    assert b"gamma.html" in before
    assert b"gamma.html" not in index.read_bytes()


@pytest.mark.parametrize("name", ["index.html", "index.json"])
def test_it_is_mended_and_otherwise_left_alone(index: Path, name: str) -> None:
    path = index.with_name(name)
    whole, when = path.read_bytes(), path.stat().st_mtime_ns
    again = batch.plan(["specs"], "out", ["html", "json"])
    batch.run(again, backend=batch.backend("thread"))
    assert path.stat().st_mtime_ns == when
    path.write_bytes(b"damaged")
    batch.run(again, backend=batch.backend("thread"))
    assert path.read_bytes() == whole


def test_it_is_driven_in_a_browser(index: Path) -> None:
    modules = tools.node_modules("playwright-core")
    chromium = tools.program("chromium")
    script = Path(__file__).with_name("index.mjs")
    (seen,) = tools.json_lines(["node", script, modules, index], CHROMIUM=chromium)
    gamma = "Gamma & co"
    expected: dict[str, Any] = {
        "all": ["Alpha", "Beta", gamma],
        "searched": ["Alpha"],
        "said": "1 of 3 shown",
        "drafts": ["Alpha"],
        "oldest": ["Beta", "Alpha", gamma],
        "newest": ["Alpha", "Beta", gamma],
        "sort": "descending",
        "groups": ["None (1)", "Approved (1)", "Draft (1)"],
        "typed": ["Beta"],
        "owners": ["Ann Example", "Ann Example", "Bob Example"],
        "unscripted": 3,
        "controls": False,
    }
    assert seen == expected


def test_it_is_accessible_and_asks_for_nothing(index: Path) -> None:
    assert page.browser([index]) == {index: []}


def test_it_is_valid(index: Path) -> None:
    assert page.html_validate([index]) == {index: []}
    own = [
        said for said in page.nu([index])[index] if ": CSS: " not in said
    ]  # sheets of styles have their tests
    assert own == []


@pytest.mark.parametrize("lang", [*words.languages(), "de-AT", "xx"])
def test_it_has_words_in_every_language(lang: str) -> None:
    english, said = index_page.Wording(), index_page.wording(lang)
    assert said.shown.count("{found}") == said.shown.count("{all}") == 1
    assert (said == english) == (lang in ("en", "xx"))
    assert all(getattr(said, name) for name in said.__struct_fields__)


def test_it_speaks_the_language_of_its_style(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    look = "meta: {name: Look}\ndefaults: {specexport: {extends: base, lang: ar}}\n"
    for name, text in {"look/_brand.yml": look, "specs/a.md": "# A\n\n## B\n\nC\n"}.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, "utf-8")
    batch.run(batch.plan(["specs"], "out", ["html"], "look"), backend=batch.backend("thread"))
    index = tmp_path / "out" / "index.html"
    assert '<html lang="ar" dir="rtl">' in index.read_text("utf-8")
    assert f'<h1 class="title">{index_page.wording("ar").title}</h1>' in index.read_text("utf-8")
    assert page.browser([index]) == {index: []}
