"""Options about what a source says: `--set`, `--raw-html`, `--root`, and several sources at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import specexport
from specexport.cli import main

SPEC = "# T\n\n{{product}} <b>bold</b> [b](sub/b.md#part) [c](/c.md) [none](none.md)\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in {"a.md": SPEC, "sub/b.md": "# B\n\n[a](../a.md)\n", "c.md": "# C\n\nc\n"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def strings(node: Any, key: str) -> list[str]:
    """Return every string that `key` has in a document as JSON."""
    if isinstance(node, dict):
        own = [node[key]] if isinstance(node.get(key), str) else []
        return own + [text for value in node.values() for text in strings(value, key)]
    return [text for value in node for text in strings(value, key)] if isinstance(node, list) else []


def test_a_variable_may_be_set(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "a.md", "-t", "json", "--set", "product=Ledger = 2"]) == 0
    texts = strings(json.loads(Path("a.json").read_text(encoding="utf-8")), "text")
    assert "Ledger = 2 " in texts
    assert "SX709" not in capsys.readouterr().err
    assert main(["export", "a.md", "-t", "json", "--set", "product"]) == 2
    assert "not NAME=VALUE" in capsys.readouterr().err


def test_raw_html_may_be_shown_or_left_out() -> None:
    for mode, expected in (("escape", "<b>"), ("drop", "bold"), ("sanitize", "bold")):
        assert main(["export", "a.md", "-t", "json", "--raw-html", mode]) == 0
        texts = strings(json.loads(Path("a.json").read_text(encoding="utf-8")), "text")
        assert any(expected in text for text in texts)
        assert any("<b>" in text for text in texts) == (mode == "escape")


def test_sources_exported_together_link_to_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "a.md", "sub/b.md", "-t", "json,html", "-o", "out", "--root", "."]) == 0
    said = capsys.readouterr().err
    assert "a.md:3:55: warning SX402 there is no file 'none.md'" in said
    assert said.count("SX402") == 1
    page = Path("out/a.html").read_text(encoding="utf-8")
    assert 'href="b.html#part"' in page
    assert 'href="a.html"' in Path("out/b.html").read_text(encoding="utf-8")
    urls = strings(json.loads(Path("out/a.json").read_text(encoding="utf-8")), "url")
    assert urls == ["b.json#part", "c.md", "none.md"]


def test_a_source_exported_alone_keeps_its_links() -> None:
    assert main(["export", "a.md", "-t", "json", "-o", "out/"]) == 0
    urls = strings(json.loads(Path("out/a.json").read_text(encoding="utf-8")), "url")
    assert urls == ["sub/b.md#part", "/c.md", "none.md"]


def test_the_library_takes_the_same(tmp_path: Path) -> None:
    said: list[specexport.Diagnostic] = []
    options = specexport.Options(variables={"product": "x"}, raw_html="escape")
    read = specexport.read("a.md", options=options, report=said.append)
    made = specexport.convert(SPEC.encode(), ["json"], options=options)
    one, other = (
        json.loads(data)["document"] for data in (made["json"].data, specexport.render(read, "json"))
    )
    assert one["blocks"] == other["blocks"]
    assert [diagnostic.code for diagnostic in said] == ["SX401", "SX402"]
    (written,) = specexport.export(
        "a.md",
        ["json"],
        output=tmp_path / "o.json",
        options=specexport.Options(variables={"product": "Ledger"}),
    )
    assert "Ledger" in written.path.read_text(encoding="utf-8")
