"""Contracts: what describes an interface comes as code, below a table of what can be called."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from specexport.core.parts import language
from specexport.core.patterns import regex
from specexport.folders.tables import table, text
from specexport.folders.yaml import composed
from specexport.model import document as d

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.folders.words import FolderWords

_METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"})
_SERVICE = regex(r"^\s*service\s+(\w+)")
_CALL = regex(r"^\s*rpc\s+(\w+)\s*\(\s*([^)]*?)\s*\)\s*returns\s*\(\s*([^)]*?)\s*\)")
# A description may say by aliases what is called without end; all of it stands in the code.
_MOST_ROWS = 2_000
_MOST_MEMBERS = 100  # of one path
# What a table of calls has in a row: method, path, description, request, response.
_COLUMNS = 5


def document(path: str, source: str, words: FolderWords) -> d.Document:
    """Return the document of the contract at `path`: its endpoints if it has some, and its text as code."""
    code = source.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    found = _of_protobuf(code) if language(path) == "protobuf" else _of_openapi(code)
    rows = [*islice(found, _MOST_ROWS)]
    head = (words.method, words.path, words.description, words.request, words.response)
    calls = table(head, rows)
    last = code.count("\n") + 1
    block = d.CodeBlock(text=code, attr=d.Attr(classes=(language(path),)), pos=d.Pos(1, end_line=last))
    return d.Document(blocks=(calls, block) if calls else (block,))


def _row(pos: d.Pos, *cells: str) -> tuple[tuple[tuple[d.Inline, ...], ...], d.Pos]:
    filled = (*cells, *("" for _ in range(_COLUMNS - len(cells))))
    codes = {0, 1, 3, 4}
    return tuple(
        (d.Code(text=cell, pos=pos),) if cell and at in codes else text(cell, pos)
        for at, cell in enumerate(filled)
    ), pos


def _of_protobuf(code: str) -> Iterator[tuple[tuple[tuple[d.Inline, ...], ...], d.Pos]]:
    service = ""
    for number, line in enumerate(code.split("\n"), 1):
        if found := _SERVICE.match(line):
            service = found[1]
        if call := _CALL.match(line):
            yield _row(
                d.Pos(number, end_line=number), "rpc", f"{service}.{call[1]}".strip("."), "", call[2], call[3]
            )


def _of_openapi(code: str) -> Iterator[tuple[tuple[tuple[d.Inline, ...], ...], d.Pos]]:
    """Yield the operations below `paths` of OpenAPI, and those of channels of AsyncAPI 2, in YAML or JSON."""
    if (
        '"paths"' not in code
        and "paths:" not in code
        and '"channels"' not in code
        and "channels:" not in code
    ):
        return
    whole = _members(composed(code))
    for name, methods in (("paths", _METHODS), ("channels", frozenset({"publish", "subscribe"}))):
        for path, _, operations in _members_of(whole.get(name)):
            for method, place, operation in islice(_members_of(operations), _MOST_MEMBERS):
                if method.lower() in methods:
                    said = _members(operation)
                    words = said.get("summary") or said.get("description") or said.get("operationId")
                    line = place.start_mark.line + 1
                    shown = method.upper() if name == "paths" else method
                    yield _row(d.Pos(line, end_line=line), shown, path, _scalar(words))


def _members(node: Any) -> dict[str, Any]:
    return {name: value for name, _, value in _members_of(node)}


def _members_of(node: Any) -> Iterator[tuple[str, Any, Any]]:
    """Yield the members of a mapping of YAML: name, its node, the value's node."""
    if node is not None and node.id == "mapping":
        for name, value in node.value:
            if name.id == "scalar":
                yield str(name.value), name, value


def _scalar(node: Any) -> str:
    return " ".join(str(node.value).split()) if node is not None and node.id == "scalar" else ""
