"""Endpoints: the rows of tables that have a method and a path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core.patterns import regex
from specexport.model.document import Pos
from specexport.specification import records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.specification.records import Record, Sheet
    from specexport.specification.view import View

HTTP = frozenset(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE"])
"""The methods that OpenAPI knows."""

METHODS = HTTP | frozenset(
    {
        *(
            "CONNECT",
            "QUERY",
            "FETCH",
            "IPATCH",
            "PROPFIND",
            "SEARCH",
            "WS",
            "WSS",
            "WEBSOCKET",
            "SSE",
            "GRPC",
        ),
        *("RPC", "STREAM", "EVENT", "MQTT", "PUB", "SUB", "PUBLISH", "SUBSCRIBE", "UNSUBSCRIBE", "NOTIFY"),
        *("UNARY", "ANY", "ALL", "CLI", "TCP", "UDP", "*"),
    }
)
"""The methods of HTTP and of other protocols that specifications list endpoints of."""

_BETWEEN = regex(r"\s*(?:[,/|]|\bor\b|\band\b)\s*|\s+")


class EndpointRow(Struct, frozen=True):
    """An endpoint: `method` in capitals, `path` as written without code marks; `table` tells tables apart."""

    method: str
    path: str
    description: str
    request: str
    response: str
    pos: Pos | None
    table: int


def sheets(view: View) -> Iterator[Sheet]:
    """Yield the tables of endpoints: they have both columns, and one method at least that is one."""
    for sheet in records.sheets(view, "method", "endpoint"):
        if any(method in METHODS for record in sheet.records for method in _methods(record)):
            yield sheet


def _methods(record: Record) -> list[str]:
    return [part.upper() for part in _BETWEEN.split(record.text("method").strip("`")) if part]


def find(view: View) -> Iterator[EndpointRow]:
    """Yield the endpoints of all tables in reading order, one for each method of a row."""
    for number, sheet in enumerate(sheets(view)):
        for record in sheet.records:
            path = record.text("endpoint")
            for method in _methods(record) if path else ():
                yield EndpointRow(
                    method=method,
                    path=path,
                    description=record.text("description"),
                    request=record.text("request"),
                    response=record.text("response"),
                    pos=record.pos,
                    table=number,
                )
