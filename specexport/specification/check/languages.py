"""Does a block of code parse? Each function returns where it does not, and why; what is elided is not
judged.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from specexport.core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable

_LARGEST = 200_000
_DEEPEST = 100
_ELIDED = regex(r"\.\.\.|…")
_STRING = r'"(?:[^"\\\n]|\\.)*"'
_JSON_COMMENT = regex(rf"({_STRING})|//[^\n]*|/\*.*?\*/", re.S)
_JSON_STRING = regex(_STRING)


class Problem(Struct, frozen=True):
    """Why a text does not parse: `line` counts from 1 within it."""

    line: int
    message: str


def problem(language: str, text: str) -> Problem | None:
    """Why `text` is not in `language`; None if it is, or nothing can be said about that."""
    check = CHECKS.get(language)
    if check is None or not text.strip() or len(text) > _LARGEST or _is_deep(text):
        return None
    try:
        return check(text)
    except (RecursionError, MemoryError):
        return None


def name(language: str) -> str:
    """The name of a language that is checked, as its inventors write it; nothing for others."""
    return _NAMES.get(language, "")


def without_comments(text: str) -> str:
    """Return JSON without the comments that authors put into examples; every line stays a line."""
    return _JSON_COMMENT.sub(lambda match: match[1] or "\n" * match.group().count("\n"), text)


def json_values(text: str) -> list[Any]:
    """The values that stand one after the other in `text`. Raises json.JSONDecodeError."""
    import json

    decoder, text, at = json.JSONDecoder(), without_comments(text), 0
    values: list[Any] = []
    while True:
        at = re.compile(r"[\s,]*" if values else r"\s*").match(text, at).end()  # type: ignore[union-attr]  # it matches everywhere
        if at >= len(text):
            return values
        value, at = decoder.raw_decode(text, at)
        values.append(value)


def _is_deep(text: str) -> bool:
    depth = 0
    for char in text:
        if char in "([{":
            depth += 1
            if depth > _DEEPEST:
                return True
        elif char in ")]}":
            depth -= 1
    return False


def _json(text: str) -> Problem | None:
    import json

    bare = without_comments(text)
    if _ELIDED.search(_JSON_STRING.sub('""', bare)) or re.search(
        r"[<{]\{|<[\w -]+>", _JSON_STRING.sub('""', bare)
    ):
        return None
    try:
        json_values(text)
    except json.JSONDecodeError as error:
        try:
            json.loads("{" + bare.strip().rstrip(",") + "}")
        except json.JSONDecodeError:
            return Problem(min(error.lineno, bare.count("\n") + 1), _said(error.msg))
    return None


def _yaml(text: str) -> Problem | None:
    import yaml

    if "{{" in text or "{%" in text:
        return None
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        for _ in yaml.compose_all(text, Loader=loader):
            pass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return Problem(mark.line + 1 if mark else 1, _said(error.problem or "it cannot be read"))
    except yaml.YAMLError as error:
        return Problem(1, _said(str(error).partition("\n")[0]))
    return None


def _toml(text: str) -> Problem | None:
    import tomllib

    if _ELIDED.search(text):
        return None
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        return Problem(
            int(place[1]) if place else text.count("\n") + 1, _said(str(error).partition(" (at ")[0])
        )
    return None


def _xml(text: str) -> Problem | None:
    from xml.parsers import expat

    if "<!DOCTYPE" in text or "<!ENTITY" in text or _ELIDED.search(re.sub(r">[^<]*<", "><", text)):
        return None
    parser = expat.ParserCreate()
    declared = text.lstrip().startswith("<?xml")
    try:
        parser.Parse(text.lstrip() if declared else f"<_>{text}</_>", True)
    except expat.ExpatError as error:
        skipped = text[: len(text) - len(text.lstrip())].count("\n") if declared else 0
        return Problem(error.lineno + skipped, _said(expat.ErrorString(error.code)))
    return None


def _python(text: str) -> Problem | None:
    import ast
    import warnings
    from textwrap import dedent

    if re.search(r"^\s*(?:>>>|%|\$|!|@@|\.\.\.)\s*\w", text, re.M) or "…" in text or "<..." in text:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            ast.parse(dedent(text))
        except SyntaxError as error:
            return Problem(error.lineno or 1, _said(error.msg))
        except ValueError:
            return None
    return None


_SQL = regex(
    r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|\$(\w*)\$.*?\$\1\$|(?P<sign>[()'\"`])",
    re.S,
)


def _sql(text: str) -> Problem | None:
    open_: list[int] = []
    for match in _SQL.finditer(text):
        sign = match["sign"]
        line = text.count("\n", 0, match.start()) + 1
        if sign == "(":
            open_.append(line)
        elif sign == ")":
            if not open_:
                return Problem(line, "a parenthesis is closed that is not open")
            open_.pop()
        elif sign:
            return Problem(line, f"the quotation mark {sign} is not closed")
    return Problem(open_[-1], "the parenthesis is not closed") if open_ else None


def _said(message: str) -> str:
    message = message.strip().rstrip(".")
    return message[:1].lower() + message[1:]


CHECKS: dict[str, Callable[[str], Problem | None]] = {
    "json": _json,
    "jsonc": _json,
    "yaml": _yaml,
    "yml": _yaml,
    "toml": _toml,
    "xml": _xml,
    "svg": _xml,
    "sql": _sql,
    "postgresql": _sql,
    "mysql": _sql,
    "sqlite": _sql,
    "python": _python,
    "python3": _python,
    "py": _python,
}
_NAMES = {
    **dict.fromkeys(("json", "jsonc"), "JSON"),
    **dict.fromkeys(("yaml", "yml"), "YAML"),
    "toml": "TOML",
    **dict.fromkeys(("xml", "svg"), "XML"),
    **dict.fromkeys(("sql", "postgresql", "mysql", "sqlite"), "SQL"),
    **dict.fromkeys(("python", "python3", "py"), "Python"),
}
