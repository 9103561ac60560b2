"""What is taken for granted of mistune, beyond the interface that it documents for plugins.

A release of it that changes one of these things fails here, by name.
"""

from __future__ import annotations

import ast
import inspect
from pathlib import Path
from typing import Any

import pytest
from mistune.block_parser import BlockParser
from mistune.core import BlockState

import specexport
from specexport.readers.markdown.blocks import Blocks
from specexport.readers.markdown.engine import (
    InlineRules,
    InlineState,
    Parser,
    State,
    escape_url,
    parse_link,
    parse_link_label,
    unikey,
)

PACKAGE = Path(specexport.__file__).parent
ENGINE = PACKAGE / "readers/markdown/engine.py"


def tokens(text: str) -> list[dict[str, Any]]:
    state = State()
    state.begin(text)
    Blocks().parse(state)
    return state.tokens


def _imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found


def test_one_module_knows_mistune() -> None:
    assert [path for path in PACKAGE.rglob("*.py") if "mistune" in _imported(path)] == [ENGINE]


def test_nothing_private_of_mistune_is_used() -> None:
    own = {name for cls in (State, Parser, InlineRules) for name in vars(cls)}
    used = {
        node.attr
        for node in ast.walk(ast.parse(ENGINE.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr.startswith("_") and not node.attr.startswith("__")
    }
    assert used - own - {"_code", "_angle", "_item"} == set()


def test_child_state_is_what_nested_texts_are_made_with() -> None:
    assert list(inspect.signature(BlockState.child_state).parameters) == ["self", "src", "lazy_line_starts"]
    assert list(inspect.signature(State.child_state).parameters) == ["self", "src", "lazy_line_starts"]


@pytest.mark.parametrize("name", ["parse", "parse_method", "parse_list"])
def test_what_is_overridden_is_there(name: str) -> None:
    ours, theirs = getattr(Parser, name), getattr(BlockParser, name)
    assert list(inspect.signature(ours).parameters) == list(inspect.signature(theirs).parameters)


def test_groups_of_a_list_are_its_indent_marker_and_text() -> None:
    match = Parser([]).compile_sc(["list"]).match("  12. twelve")
    assert match is not None
    assert match.lastgroup == "list"
    assert (match["list_1"], match["list_2"], match["list_3"]) == ("  ", "12.", " twelve")


@pytest.mark.parametrize("rule", ["block_html", "raw_html"])
def test_the_group_of_html_is_its_opening(rule: str) -> None:
    match = Parser([]).compile_sc([rule]).match("<div class='x'>")
    assert match is not None
    assert match.lastgroup == rule
    assert match[rule].strip() == "<div"


def test_parse_method_is_called_for_what_ends_a_quotation() -> None:
    read = []

    class Noting(Blocks):
        def parse_method(self, m: Any, state: Any) -> int | None:
            read.append(m.lastgroup)
            return super().parse_method(m, state)

    state = State()
    state.begin("> quoted\n***\n")
    Noting().parse(state)
    assert read == ["block_quote", "thematic_break"]
    assert [(token["type"], token["line"]) for token in state.tokens] == [
        ("block_quote", 1),
        ("thematic_break", 2),
    ]


def test_parse_list_makes_a_child_state_for_each_item_in_turn() -> None:
    (made,) = tokens("- one\n\n  more\n- two\n  - nested\n- three\n")
    assert [item["line"] for item in made["children"]] == [1, 4, 6]
    (nested,) = made["children"][1]["children"][1:]
    assert [item["line"] for item in nested["children"]] == [5]


def test_a_paragraph_of_html_does_not_interrupt_one_in_a_quotation() -> None:
    (quote,) = tokens("> text\n<span>\n")
    assert quote["children"][0]["text"] == "text\n<span>\n"


def test_rules_of_nested_texts_can_be_given() -> None:
    kinds = [token["type"] for token in tokens("- $$x$$\n\n> $$y$$\n")]
    assert kinds[0] == "list"
    assert [token["type"] for token in tokens("> $$y$$\n")[0]["children"]] == ["math"]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("words\n", {"type", "text"}),
        ("# Head\n", {"type", "text", "attrs", "style"}),
        ("Head\n====\n", {"type", "text", "attrs", "style"}),
        ("    code\n", {"type", "raw", "style"}),
        ("```py\ncode\n```\n", {"type", "raw", "style", "attrs"}),
        ("> quoted\n", {"type", "children"}),
        ("1) one\n", {"type", "children", "tight", "bullet", "attrs"}),
        ("***\n", {"type"}),
        ("<div>\n", {"type", "raw"}),
    ],
)
def test_tokens_have_what_nodes_are_built_from(text: str, keys: set[str]) -> None:
    (token,) = tokens(text)
    assert keys <= token.keys()


def test_items_of_a_tight_list_hold_block_text() -> None:
    (made,) = tokens("- one\n- two\n")
    assert [item["children"][0]["type"] for item in made["children"]] == ["block_text"] * 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("    one\n\n\n    two\n\nrest\n", "one\n\n\ntwo"),
        ("\tone\n  \ttwo\n", "one\ntwo"),
        ("    \tone\n", "\tone"),
        ("      one\n  \n", "  one"),
        ("    one\n   \n     two", "one\n\n two"),
    ],
)
def test_indented_code_is_read_here(text: str, code: str) -> None:
    token = tokens(text)[0]
    assert (token["type"], token["raw"], token["style"]) == ("block_code", code, "indent")


def test_indented_code_does_not_interrupt_a_paragraph() -> None:
    (token,) = tokens("words\n    more\n")
    assert token["text"] == "words\n    more\n"


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("``a`b``", {"type": "codespan", "raw": "a`b"}),
        ("<https://example.com>", {"type": "link", "attrs": {"url": "https://example.com"}}),
        ("<a@example.com>", {"type": "link", "attrs": {"url": "mailto:a@example.com"}}),
        ("<em class='x'>", {"type": "inline_html", "raw": "<em class='x'>"}),
        ("<!-- x -->", {"type": "inline_html", "raw": "<!-- x -->"}),
    ],
)
def test_inline_tokens(text: str, token: dict[str, Any]) -> None:
    state = InlineState({})
    state.src = f"a {text} b"
    found = InlineRules().token(state, 2)
    assert found is not None
    assert {key: found[0][key] for key in token} == token
    assert found[1] == 2 + len(text)
    if token["type"] == "link":
        assert found[0]["children"][0]["raw"] == text[1:-1]


def test_in_link_is_set_between_tags_of_a_link() -> None:
    state = InlineState({})
    state.src = "<a href='x'>y</a>"
    rules = InlineRules()
    rules.token(state, 0)
    assert state.in_link
    rules.token(state, 13)
    assert not state.in_link


def test_helpers_for_links() -> None:
    assert parse_link('](/url "title") x', 2) == ({"url": "/url", "title": "title"}, 15)
    assert parse_link("](no", 2) == (None, None)
    assert parse_link_label("[a][b] c", 4) == ("b", 6)
    assert unikey(" A\n b ") == "A B"
    assert escape_url("https://example.com/ü?a b") == "https://example.com/%C3%BC?a%20b"
