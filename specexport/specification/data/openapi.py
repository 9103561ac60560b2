"""Facts as an OpenAPI 3.1.1 description. What the specification does not say is not there, or in words
under `x-`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from specexport.core.patterns import regex
from specexport.model.document import Pos
from specexport.specification.data.schemas import schema
from specexport.specification.endpoints import HTTP

if TYPE_CHECKING:
    from specexport.core.context import Context
    from specexport.specification.data.model import Endpoint, Example, Facts

VERSION = "3.1.1"
_PARAMETER = regex(r"\{([^{}]+)\}")
_STATUS = regex(r"\b([1-5]\d\d)\b")
_LEFT_OVER = " ,;:.+`'\"/|&–—-"
_WORD = regex(r"\w")
_JOINING = regex(r"^(?:or|and)\b|\b(?:or|and)$")
_HINT = "name a method of HTTP and a path that begins with /, once each"


def description(facts: Facts, context: Context) -> dict[str, Any]:
    """The description of the endpoints that speak HTTP; the others are reported (SX066)."""
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in facts.endpoints:
        if why := _unfit(endpoint, paths):
            message = f"{endpoint.method} {endpoint.path} is not in the OpenAPI description: {why}"
            context.warn("SX066", message, Pos(endpoint.line, endpoint.line), _HINT)
            continue
        path = _path(endpoint.path)
        paths.setdefault(path, {})[endpoint.method.lower()] = _operation(endpoint, path, facts.examples)
    loose = [example for example in facts.examples if not example.endpoint and example.value is not None]
    components = {"schemas": {f"Example{n}": _loose(example) for n, example in enumerate(loose, 1)}}
    return {
        "openapi": VERSION,
        "info": _info(facts),
        "paths": paths,
        **({"components": components} if loose else {}),
    }


def _info(facts: Facts) -> dict[str, Any]:
    document = facts.document
    info: dict[str, Any] = {
        "title": document.title or "Untitled",
        "version": document.version or document.updated or "unknown",
    }
    if document.status:
        info["x-status"] = document.status
    return info


def _unfit(endpoint: Endpoint, paths: dict[str, dict[str, Any]]) -> str:
    """Why an endpoint cannot be described, nothing if it can."""
    if endpoint.method not in HTTP:
        return f"{endpoint.method} is no method that OpenAPI knows"
    if not endpoint.path.startswith("/"):
        return "its path does not begin with /"
    if endpoint.method.lower() in paths.get(_path(endpoint.path), {}):
        return "it is there already"
    return ""


def _path(written: str) -> str:
    """A path template as OpenAPI writes it (4.8.8.1): without a query, `:id` and `<id>` as `{id}`."""
    bare = written.partition("?")[0].partition("#")[0].split()[0]
    return re.sub(r"(?<=/):(\w+)|<([^<>/]+)>", lambda match: f"{{{match[1] or match[2]}}}", bare)


def _operation(endpoint: Endpoint, path: str, examples: tuple[Example, ...]) -> dict[str, Any]:
    own = [example for example in examples if example.endpoint == f"{endpoint.method} {endpoint.path}"]
    operation: dict[str, Any] = {"summary": endpoint.description} if endpoint.description else {}
    names = dict.fromkeys(_PARAMETER.findall(path))
    if names:
        operation["parameters"] = [_parameter(name) for name in names]
    if body := next((one for one in own if one.role == "request" and one.value is not None), None):
        operation["requestBody"] = _content(body)
    operation["responses"] = _responses(endpoint, [one for one in own if one.role == "response"])
    if endpoint.request:
        operation["x-request"] = endpoint.request
    return operation | {"x-source-line": endpoint.line}


def _parameter(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _content(example: Example) -> dict[str, Any]:
    media = {"schema": schema(example.value), "example": example.value}
    return {"content": {"application/json": media}, "x-source-line": example.line}


def _responses(endpoint: Endpoint, examples: list[Example]) -> dict[str, Any]:
    """The responses: those that the table names, in its words, with the examples that belong to
    them.
    """
    said = _STATUS.split(endpoint.response)
    found: dict[str, Any] = {}
    for code, words in zip(said[1::2], said[2::2], strict=True):
        text = _JOINING.sub("", words.strip(_LEFT_OVER)).strip(_LEFT_OVER)
        found.setdefault(code, {"description": text if _WORD.search(text) else f"Status {code}"})
    if not found:
        found["default"] = {"description": endpoint.response or "Not specified"}
    good = next((code for code in found if code.startswith("2")), next(iter(found)))
    for example in examples:
        code = str(example.status) if example.status else good
        known = found.setdefault(code, {"description": f"Status {code}"})
        if example.value is not None and "content" not in known:
            known.update(_content(example))
    return found


def _loose(example: Example) -> dict[str, Any]:
    return schema(example.value) | {"examples": [example.value], "x-source-line": example.line}
