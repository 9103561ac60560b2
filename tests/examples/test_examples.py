"""The examples are what they claim: complete, after the template, and right in what a machine can check."""

from __future__ import annotations

import ast
import itertools
import json
import os
import re
from pathlib import Path

import pytest
import yaml
from markdown_it import MarkdownIt

REPOSITORY = Path(__file__).parents[2]
SHARED = Path(os.environ.get("SPECEXPORT_SHARED") or REPOSITORY.parent / "shared")
SPECS = sorted(REPOSITORY.glob("examples/*/*.md"))
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
BOX = re.compile("[─│┌┐└┘├┤┬┴┼]")

each = pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.stem)


def headings(text: str) -> list[str]:
    tokens = PARSER.parse(text)
    opened = [index for index, token in enumerate(tokens) if token.type == "heading_open"]
    return [f"{tokens[index].markup} {tokens[index + 1].content}" for index in opened]


def blocks(spec: Path) -> list[tuple[str, str]]:
    """Return the language and the text of every code block."""
    tokens = PARSER.parse(spec.read_text(encoding="utf-8"))
    return [(token.info, token.content) for token in tokens if token.type == "fence"]


def table_heads(text: str) -> list[tuple[str, ...]]:
    tokens = PARSER.parse(text)
    heads = []
    for index, token in enumerate(tokens):
        if token.type == "thead_open":
            end = next(i for i in range(index, len(tokens)) if tokens[i].type == "thead_close")
            heads.append(tuple(t.content for t in tokens[index:end] if t.type == "inline"))
    return heads


def test_there_are_two() -> None:
    assert [spec.stem for spec in SPECS] == ["gauge-firmware", "payments-ledger"]


@each
def test_it_follows_the_template(spec: Path) -> None:
    template = SHARED / "seed" / "technical-spec-template.md"
    if not template.is_file():
        pytest.skip("no shared folder beside the checkout; SPECEXPORT_SHARED names one")
    form, text = template.read_text(encoding="utf-8"), spec.read_text(encoding="utf-8")
    assert headings(text)[1:] == headings(form)[1:]
    ours = iter(table_heads(text))
    assert [head for head in table_heads(form) if head not in ours] == []


@each
def test_nothing_is_left_to_fill_in(spec: Path) -> None:
    prose = re.sub(r"```.*?```|`[^`]*`", "", spec.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert re.findall(r"\{\{|\bTBD\b|\bTODO\b|\[[^\]^!x ][^\]]*\](?![(\[])", prose) == []


@each
def test_it_shows_what_specifications_hold(spec: Path) -> None:
    text = spec.read_text(encoding="utf-8")
    languages = {language for language, _ in blocks(spec)} - {"", "mermaid"}
    assert len(languages) >= 5
    assert "```mermaid" in text
    assert max(map(len, table_heads(text))) >= 6
    for mark in ("**In Scope:**\n- ", "![", "\n[^", "- [x] ", "- [ ] ", "\n> [!", "](#"):
        assert mark in text, mark


@each
def test_code_parses(spec: Path) -> None:
    parse = {"json": json.loads, "yaml": yaml.safe_load, "python": ast.parse}
    known = [(language, text) for language, text in blocks(spec) if language in parse]
    assert {language for language, _ in known} == set(parse)
    for language, text in known:
        parse[language](text)


@each
def test_boxes_are_closed(spec: Path) -> None:
    diagrams = [text.splitlines() for language, text in blocks(spec) if not language and BOX.search(text)]
    assert diagrams
    for lines in diagrams:
        for above, below in itertools.pairwise(lines):
            for column, sign in enumerate(above):
                under = below[column] if column < len(below) else " "
                assert sign not in "┌┐├┤┬" or under in "│└┘├┤┴┬┼▼◀", (above, below, column)


@each
def test_links_and_pictures_lead_somewhere(spec: Path) -> None:
    text = spec.read_text(encoding="utf-8")
    slugs = {re.sub(r"[^\w\- ]", "", h.split(" ", 1)[1].lower()).replace(" ", "-") for h in headings(text)}
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= slugs
    for picture in re.findall(r"!\[[^\]]*\]\(([^) ]+)", text):
        assert (spec.parent / picture).is_file()
