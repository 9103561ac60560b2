"""Write docs/messages.md: every sentence that the program says, from its source.

Usage: python docs/make_messages.py. What is filled in when it is said stands as `…`.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import specexport
from specexport.core import limits, registry
from specexport.core.messages import CODES

if TYPE_CHECKING:
    from collections.abc import Iterator

TARGET = Path(__file__).with_name("messages.md")
PACKAGE = Path(specexport.__file__).parent
HEAD = """# Messages

Every sentence that the program says about a document, a style or a run, by its code; `…` is filled in. What
to do about it stands in parentheses behind it when it is said: [diagnostics.md](diagnostics.md) has the
remedy of each code, and [rules](rules/README.md) what `check` finds. `docs/make_messages.py` makes this page.
"""
MARKUP, ESCAPED = re.compile(r"[`*_<>|#{}\[\]\\]"), r"\\\g<0>"
CODE = re.compile(r"SX\d{3}")
# How diagnostics are made: the callable's last name, and which of its arguments is the message.
MESSAGE = {
    **dict.fromkeys(("Diagnostic", "warn", "inform", "_problem", "_refusal", "refusal", "_error"), 1),
    **dict.fromkeys(("problem", "warning", "Fault"), 2),
}

Values: TypeAlias = "dict[str, list[ast.expr]]"


def sentences() -> dict[str, list[str]]:
    """Return what is said under each code, in the order of codes."""
    found: dict[str, set[str]] = {code: set() for code in sorted(CODES)}
    for kind, code in registry._CODES.items():
        found[code].add(f"unknown {registry._SINGULAR[kind]} …")
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        every = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        known = {one.name: code for one in every if (code := fixed(one))}
        for function in every:
            for code, said in told(function, known):
                found.get(code, set()).add(said)
        for code, said in remarks(tree):
            found[code].add(said)
    return {code: sorted(said) for code, said in found.items()}


def fixed(function: ast.FunctionDef) -> str:
    """Return the code of a function that makes a diagnostic of the message which is its first argument."""
    own = [argument.arg for argument in function.args.args if argument.arg != "self"]
    for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
        if last(call) == "Diagnostic" and own[:1] == ["message"] and isinstance(call.args[0], ast.Constant):
            return str(call.args[0].value)
    return ""


def told(function: ast.AST, known: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield code and message of every diagnostic that is made in `function`; `known` are its neighbours."""
    values = assigned(function)
    for call in (node for node in ast.walk(function) if isinstance(node, ast.Call) and node.args):
        name, first = last(call), call.args[0]
        said = str(first.value) if isinstance(first, ast.Constant) else ""
        code, place = (said, MESSAGE.get(name, 0)) if CODE.fullmatch(said) else (known.get(name, ""), 0)
        if name == "exceeded":
            code, place = limits.CODES.get(said, "SX023"), 1
        if code and place < len(call.args) and (place or name in known):
            for text in texts(call.args[place], values):
                if re.search(r"[a-z]{3}", text):
                    yield code, text


def remarks(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield what is said of each construct of a dialect: what it is, and what becomes of it."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and last(node) == "Remark"):
        if len(call.args) < 3:  # of a template, not of a dialect
            continue
        code = next((str(one.value) for one in call.args[3:] if isinstance(one, ast.Constant)), "SX802")
        for what in texts(call.args[0], {}):
            for becomes in texts(call.args[1], {}):
                yield code, f"… is {what}: it {becomes}"


def last(call: ast.Call) -> str:
    """Return the last name of what is called."""
    return ast.unparse(call.func).rpartition(".")[2]


def assigned(function: ast.AST) -> Values:
    """Return what is assigned to each name in `function`, pairs of names and values too."""
    found: Values = defaultdict(list)
    for node in ast.walk(function):
        if not isinstance(node, ast.Assign):
            continue
        target, value = node.targets[0], node.value
        names, values = [target], [value]
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            names, values = target.elts, value.elts
        for name, one in zip(names, values, strict=False):
            if isinstance(name, ast.Name):
                found[name.id].append(one)
    return found


def texts(value: ast.expr, values: Values) -> Iterator[str]:
    """Yield the sentences that an expression can be."""
    match value:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in parts)
        case ast.IfExp(body=body, orelse=other):
            yield from texts(body, values)
            yield from texts(other, values)
        case ast.Name(id=name):
            for one in values.get(name, []):
                yield from texts(one, {})


def page() -> str:
    """Return the page: what each code means, and what is said under it."""
    parts = [HEAD]
    for code, said in sentences().items():
        lines = [f"- {MARKUP.sub(ESCAPED, text)}" for text in said]
        parts.append("\n".join([f"## {code}", "", CODES[code].meaning, "", *lines, *([""] if lines else [])]))
    return "\n".join(parts)


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
