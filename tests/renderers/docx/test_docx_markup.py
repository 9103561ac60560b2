"""The renderer of Word files never looks for structure in XML of its own: it has that as values."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from specexport.renderers import docx

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROOM = Path(docx.__file__).parent
# A tag with a prefix, the end of an element, an attribute of WordprocessingML, a declaration of a namespace.
_MARKUP = re.compile(r"</?\(?[\w?:|]*\w:|/>|\bw:\w|xmlns")
_LOOKING = frozenset(
    {
        *("compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"),
        *("replace", "partition", "rpartition", "rsplit", "find", "rfind", "index", "rindex", "count"),
        *("startswith", "endswith", "removeprefix", "removesuffix", "strip", "lstrip", "rstrip"),
    }
)


def looked_for(source: str) -> Iterator[str]:
    """Yield the markup that a module looks for: in patterns, and in what it asks of texts."""
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            continue
        if call.func.attr not in _LOOKING:
            continue
        for argument in (*call.args, *(keyword.value for keyword in call.keywords)):
            yield from (text for text in _texts(argument) if _MARKUP.search(text))


def _texts(argument: ast.expr) -> Iterator[str]:
    """Yield the literal texts in an argument, apart from those of calls within it, which are asked alone."""
    if isinstance(argument, ast.Constant):
        if isinstance(argument.value, str | bytes):
            yield str(argument.value)
    elif not isinstance(argument, ast.Call):
        for child in ast.iter_child_nodes(argument):
            if isinstance(child, ast.expr):
                yield from _texts(child)


@pytest.mark.parametrize("path", sorted(_ROOM.rglob("*.py")), ids=lambda path: str(path.relative_to(_ROOM)))
def test_no_module_looks_for_markup_in_text(path: Path) -> None:
    assert list(looked_for(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        """re.compile(r'(<w:(?:numId|abstractNumId) w:val="|<w:num w:numId=")')""",
        """re.compile(r"(?:<w:r>.*?</w:r>|<m:oMath>.*?</m:oMath>)+", re.DOTALL)""",
        """re.compile(r"(</?w:)(?:t(?=[ >])|(i)nstrText)")""",
        """re.sub(r' xmlns:\\w+="[^"]*"', "", text)""",
        """content.endswith("</w:p>")""",
        """level.replace('<w:lvlJc w:val="left"/>', right)""",
        """text.removeprefix(f"<w:keepNext/>{more}")""",
        """head.rpartition("</" + name + "/>")""",
    ],
)
def test_what_looks_for_markup_is_found(source: str) -> None:
    assert list(looked_for(source))


@pytest.mark.parametrize(
    "source",
    [
        """re.compile('[&<>"]')""",
        """text.replace("<", "&lt;")""",
        """one.tag.removeprefix(f"{W}")""",
        """whole.replace(marks["body"], xml(body).encode(), 1)""",
        """replace(node, style="Heading1")""",
    ],
)
def test_what_looks_at_plain_text_may_do_so(source: str) -> None:
    assert not list(looked_for(source))
