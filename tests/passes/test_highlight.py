"""Code gets the colours of its language, drawings stay drawings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pygments.lexers import get_lexer_by_name

from specexport import style
from specexport.core.context import Context
from specexport.model import document as d
from specexport.model import walk
from specexport.passes import highlight
from specexport.system import cache, files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from passes.conftest import Pass


def block(passed: Pass, language: str, text: str) -> d.CodeBlock:
    (found,) = walk.find(passed(f"# T\n\n```{language}\n{text}\n```\n").blocks, d.CodeBlock)
    return found


@pytest.mark.parametrize(
    ("language", "text", "token"),
    [
        ("python", "def f(): return 1", d.Token("keyword", "def ")),
        ("SQL", "SELECT 1 -- why", d.Token("comment", "-- why")),
        ("json", '// Request\n{"a": 1}', d.Token("comment", "// Request\n")),
        ("jsonc", '{"a": "b"}', d.Token("string", '"b"')),
        ("cpp", "class A {};", d.Token("type", "A ")),
        ("diff", "-a\n+b", d.Token("deleted", "-a")),
        ("c++", "int a;", d.Token("type", "int ")),
        ("yaml", "key: 1", d.Token("name", "key")),
        ("shell", "$ ls -l\ntotal 0", d.Token("keyword", "$ ")),
        ("bash", "user@host:~$ ls", d.Token("keyword", "user@host:~$ ")),
        ("patch", "-a\n+b", d.Token("inserted", "+b")),
        ("openapi", "key: 1", d.Token("name", "key")),
    ],
)
def test_a_known_language_has_colours(passed: Pass, language: str, text: str, token: d.Token) -> None:
    found = block(passed, language, text)
    assert token in found.tokens
    assert "".join(part.text for part in found.tokens) == found.text


@pytest.mark.parametrize("name", highlight._NAMES)
def test_every_name_stands_for_a_language(name: str) -> None:
    assert get_lexer_by_name(name)


@pytest.mark.parametrize("language", ["", "text", "nosuchlanguage", "mermaid"])
def test_what_is_not_known_stays_plain(passed: Pass, language: str) -> None:
    assert block(passed, language, "def f(): pass").tokens == ()


@pytest.mark.parametrize(
    ("language", "text", "drawn"),
    [
        ("", "┌───┐\n│ A │\n└───┘", True),
        ("text", "src\n├── a\n└── b", True),
        ("", "+---+\n| A |\n+---+", True),
        ("", "|-- a\n|-- b", True),
        ("", "a --> b\nc | d", False),
        ("", "| a | b |\n|---|---|\n| 1 | 2 |", False),
        ("bash", "# ───\n# ───", False),
    ],
)
def test_drawings_are_recognised(passed: Pass, language: str, text: str, drawn: bool) -> None:
    assert ("box-diagram" in block(passed, language, text).attr.classes) == drawn


@given(
    st.sampled_from(["python", "json", "console", "yaml", "html", "diff", "sql", "go", "http", "ini"]),
    st.text(alphabet="ab1 \n\t{}[]():;,.\"'#/*-+<>=$&\\é", max_size=60),
)
def test_tokens_join_to_the_text(language: str, text: str) -> None:
    code = d.CodeBlock(text=text, attr=d.Attr(classes=(language,)))
    context = Context(style=style.load("base"), resources=files.NoFolder())
    (found,) = highlight.run(d.Document(blocks=(code,)), context).blocks
    assert isinstance(found, d.CodeBlock)
    assert not found.tokens or "".join(token.text for token in found.tokens) == text
    assert not found.tokens or any(token.kind for token in found.tokens)


@pytest.mark.parametrize(
    ("fence", "numbered"),
    [("python", True), ("", True), ("python linenos=false", False), ("text", True)],
)
def test_lines_are_numbered_as_the_style_asks(passed: Pass, fence: str, numbered: bool) -> None:
    text = f"# T\n\n```{fence}\none\ntwo\n```\n"
    (found,) = walk.find(passed(text, line_numbers=True).blocks, d.CodeBlock)
    assert ("numberLines" in found.attr.classes) is numbered
    assert found.attr.classes[0] in ("python", "text")


@pytest.mark.parametrize("text", ["one", "┌─┐\n└─┘"])
def test_single_lines_and_drawings_have_no_numbers(passed: Pass, text: str) -> None:
    (found,) = walk.find(passed(f"# T\n\n```\n{text}\n```\n", line_numbers=True).blocks, d.CodeBlock)
    assert "numberLines" not in found.attr.classes


def test_lexers_are_asked_once_about_the_same_code(
    make_context: Callable[..., Context], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = make_context()
    context = replace(context, cache=cache.Store(tmp_path))
    code = ("def f(): return 1", "x = 2", "def f(): return 1")
    blocks = tuple(d.CodeBlock(text=text, attr=d.Attr(classes=("python",))) for text in code)
    monkeypatch.setattr(highlight, "_COMPILED", set())
    first = highlight.run(d.Document(blocks=blocks), context)
    (one, *_) = walk.find(first.blocks, d.CodeBlock)
    assert d.Token("keyword", "def ") in one.tokens

    def lexer(*_: object, **__: object) -> object:
        raise AssertionError("a lexer is compiled")

    monkeypatch.setattr(highlight, "_COMPILED", set())
    with monkeypatch.context() as patch:
        patch.setattr(highlight, "_lexer", lexer)
        assert highlight.run(d.Document(blocks=blocks), context) == first
        with pytest.raises(AssertionError, match="compiled"):
            highlight.run(d.Document(blocks=blocks[1:2]), context)
