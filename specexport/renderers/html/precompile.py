"""Turns the page's Jinja template into plain Python, so that making a page does not cost the import of Jinja.

`python -m specexport.renderers.html.precompile` rewrites `shell.py`; a test holds the two together. The
template keeps to what is translated here: text, names with attributes, the filter `e`, `or`, `if` with its
branches, and `for`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jinja2 import nodes

FOLDER = Path(__file__).parent
TEMPLATE = FOLDER / "templates" / "page.html.j2"
TARGET = FOLDER / "shell.py"

_HEAD = '''"""The page around a document: made from templates/page.html.j2 by precompile.py; change that."""

from __future__ import annotations

from typing import Any

from specexport.renderers.html.markup import escape


def render(
    *,
{names}) -> str:
    """Return the page; every value is HTML already."""
    out: list[str] = []
    put = out.append
'''


def translated() -> str:
    """Return the module that the template is the source of. Raises ValueError for what it cannot say."""
    from jinja2 import Environment, meta

    tree = Environment(trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True).parse(
        TEMPLATE.read_text("utf-8")
    )
    names = "".join(f"    {name}: Any,\n" for name in sorted(meta.find_undeclared_variables(tree)))
    body = "".join(f"    {line}\n" for line in _statements(tree.body))
    return f'{_HEAD.format(names=names)}{body}    return "".join(out)\n'


def _statements(body: Iterable[nodes.Node]) -> Iterator[str]:
    """Yield lines of Python, indented below each other."""
    from jinja2 import nodes

    for node in body:
        match node:
            case nodes.Output():
                yield from (f"put({value})" for part in node.nodes for value in _values(part))
            case nodes.If():
                yield from _branches(node)
            case nodes.For():
                yield f"for {_expression(node.target)} in {_expression(node.iter)}:"
                yield from _indented(node.body)
            case _:
                raise ValueError(f"line {node.lineno}: {type(node).__name__} is not translated")


def _branches(node: nodes.If) -> Iterator[str]:
    yield f"if {_expression(node.test)}:"
    yield from _indented(node.body)
    for branch in node.elif_:
        yield f"elif {_expression(branch.test)}:"
        yield from _indented(branch.body)
    if node.else_:
        yield "else:"
        yield from _indented(node.else_)


def _indented(body: Iterable[nodes.Node]) -> Iterator[str]:
    return (f"    {line}" for line in _statements(body))


def _values(node: nodes.Expr) -> list[str]:
    from jinja2 import nodes

    if isinstance(node, nodes.TemplateData):
        return [_quoted(line) for line in node.data.splitlines(keepends=True)]
    return [_expression(node)]


def _quoted(text: str) -> str:
    """Return a string literal as formatters write it: in double quotes unless that needs more escapes."""
    literal = repr(text)
    return literal if '"' in text else f'"{literal[1:-1]}"'


def _expression(node: nodes.Node) -> str:
    from jinja2 import nodes

    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{_expression(node.node)}.{node.attr}"
        case nodes.Or():
            return f"{_expression(node.left)} or {_expression(node.right)}"
        case nodes.Filter(name="e", node=nodes.Expr() as inner):
            return f"escape({_expression(inner)})"
        case nodes.Tuple():
            return ", ".join(map(_expression, node.items))
        case _:
            raise ValueError(f"line {node.lineno}: {type(node).__name__} is not translated")


if __name__ == "__main__":
    TARGET.write_text(translated(), "utf-8")
