"""Examples of messages: which blocks of code are one, of which endpoint, and what they say."""

from __future__ import annotations

import json
import re
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model.listing import language
from specexport.specification.check import languages
from specexport.specification.data.model import Example

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specexport.model.document import CodeBlock
    from specexport.specification.data.model import Endpoint
    from specexport.specification.view import View

_REQUEST_LINE = regex(r"(?P<method>[A-Z]{3,10})\s+(?P<path>(?:https?://[^/\s]+)?/\S*)")
_STATUS_LINE = regex(r"HTTP/[\d.]+\s+(?P<status>\d{3})")
_ROLE = regex(r"^[ \t]*(?://|#)[ \t]*(?P<role>request|response)\b.*$", re.I | re.M)
_MESSAGES = frozenset({"json", "jsonc", "http"})


class _Turn(Struct, frozen=True):
    """What the next block is: of which endpoint, a request or a response."""

    endpoint: str = ""
    role: str = "unknown"
    status: int = 0


def find(view: View, endpoints: Sequence[Endpoint]) -> Iterator[Example]:
    """Yield the examples in the parts of the document that list endpoints or name one in a heading."""
    lines = {endpoint.line for endpoint in endpoints}
    tops = {
        view.path_of(index)[:1] for index, table in view.tables for row in table.body if _line(row) in lines
    }
    for index, blocks in groupby(view.codes, key=itemgetter(0)):
        if view.path_of(index)[:1] in tops:
            turn = _Turn("" if index is None else _known(view.sections[index].title, endpoints))
            for _, block in blocks:
                if _is_message(block, view):
                    found, turn = _of_block(block, turn, endpoints)
                    yield from found


def _is_message(block: CodeBlock, view: View) -> bool:
    """Say whether a block is in a language of messages, and not one that the form came with."""
    if language(block.attr) not in _MESSAGES or not block.pos:
        return False
    return block.pos.line not in view.left_over


def _line(node: Any) -> int:
    return node.pos.line if node.pos else 0


def _of_block(block: CodeBlock, turn: _Turn, endpoints: Sequence[Endpoint]) -> tuple[list[Example], _Turn]:
    assert block.pos is not None
    first = block.pos.line + 1
    if language(block.attr) == "http":
        return _of_http(block.text, first, turn, endpoints)
    marks = list(_ROLE.finditer(block.text))
    if marks:
        parts = zip(marks, [*(mark.start() for mark in marks[1:]), len(block.text)], strict=True)
        return [_labelled(block.text, mark, end, first, turn) for mark, end in parts], turn
    role = {"request": "request", "response": "response"}.get(turn.role, "unknown")
    example = _example(block.text, first, role, turn)
    return [example], replace(turn, role="response" if turn.role == "request" else turn.role)


def _labelled(text: str, mark: re.Match[str], end: int, first: int, turn: _Turn) -> Example:
    body = text[mark.end() : end]
    start = mark.end() + len(body) - len(body.lstrip())
    return _example(body.strip(), first + text.count("\n", 0, start), mark["role"].lower(), turn)


def _of_http(
    text: str, first: int, turn: _Turn, endpoints: Sequence[Endpoint]
) -> tuple[list[Example], _Turn]:
    """Read a message of HTTP: a request line or a status line, headers, and perhaps a body."""
    head, gap, body = text.partition("\n\n")
    if status := _STATUS_LINE.match(text):
        turn = _Turn(turn.endpoint, "response", int(status["status"]))
    elif request := _REQUEST_LINE.match(text):
        turn = _Turn(_known(request.group(), endpoints), "request")
    else:
        return [], turn
    if not body.strip():
        return [], turn
    line = first + (head + gap).count("\n")
    after = replace(turn, role="response", status=0) if turn.role == "request" else turn
    return [_example(body.strip(), line, turn.role, turn)], after


def _example(text: str, line: int, role: Any, turn: _Turn) -> Example:
    status = turn.status if role == "response" else 0
    return Example(role=role, text=text, endpoint=turn.endpoint, status=status, value=_value(text), line=line)


def _value(text: str) -> Any:
    try:
        values = languages.json_values(text)
    except (json.JSONDecodeError, RecursionError):
        return None
    return values[0] if len(values) == 1 else None


def _known(text: str, endpoints: Iterable[Endpoint]) -> str:
    """Return `METHOD path` of the endpoint that a request line or heading names, nothing if the table has
    none such.
    """
    match = _REQUEST_LINE.search(text.replace("`", ""))
    if not match:
        return ""
    path = re.sub(r"^https?://[^/]+", "", match["path"]).partition("?")[0]
    for endpoint in endpoints:
        if endpoint.method == match["method"] and _fits(path, endpoint.path.partition("?")[0]):
            return f"{endpoint.method} {endpoint.path}"
    return ""


def _fits(path: str, template: str) -> bool:
    pattern = re.sub(r"\\\{[^}]*\\\}|:\w+|<[^>]*>", "[^/]+", re.escape(template))
    return path == template or re.fullmatch(pattern, path) is not None
