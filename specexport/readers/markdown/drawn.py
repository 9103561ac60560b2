"""Diagrams as wikis, web pages and Quarto write them: in containers, in HTML, with cell options."""

from __future__ import annotations

import re
from textwrap import dedent
from typing import TYPE_CHECKING

from specexport.core import registry
from specexport.core.patterns import regex
from specexport.model.document import Attr
from specexport.model.listing import language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specexport.readers.markdown.engine import State

_CONTAINER = regex(r"\{?[ \t]*\.?(?P<name>[\w-]+)[ \t]*\}?(?P<rest>.*)")
_CONTAINER_END = regex(r"^ {0,3}:{3,}[ \t]*$", re.MULTILINE)
_CONTAINER_LINE = regex(r"[ \t>]*:{3,}[ \t]*\{?[ \t]*\.?(?P<name>[\w-]+)")
_LAST_LINE = regex(r"^[ \t>]*:{3,}[ \t]*$", re.MULTILINE)
_FENCE = regex(r"\s*(?:```|~~~)")
_ELEMENT = regex(
    r"<(?P<name>div|pre|figure|section|p)\b(?=[^<>]*\bclass\s*=\s*(?:\"[^\"<>]*|'[^'<>]*)?\bmermaid\b)[^<>]*>",
    re.IGNORECASE,
)
_ELEMENTS = frozenset({"div", "pre", "figure", "section", "p"})
_MERMAID = "mermaid"
# Options stand at the top of a cell, behind the sign of a comment of its language.
_OPTIONS = regex(r"(?:[ \t]*(?:%%|//|#|')\|[^\n]*(?:\n|\Z))+")
_SIGN = regex(r"^[ \t]*(?:%%|//|#|')\| ?", re.MULTILINE)
_OPTION = regex(r"^([\w-]+)[ \t]*:[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_MOST_OPTIONS = 5_000
_PAIRS = {"fig-cap": "caption", "fig-alt": "alt"}


def container(info: str, state: State, start: int) -> int | None:
    """Read the diagram of a container that says `info` and whose text begins at `start`, if it is one.

    It ends at the first line of colons, for colons in a diagram name classes.
    """
    found = _CONTAINER.fullmatch(info.strip())
    end = _CONTAINER_END.search(state.src, start)
    if not found or found["name"].lower() not in registry.BUILTIN["diagrams"] or end is None:
        return None
    text = state.src[start : end.start()]
    if not text.strip() or _FENCE.match(text):
        return None
    words = f"{found['name'].lower()} {found['rest'].strip()}".strip()
    state.append_token({"type": "block_code", "raw": text, "style": "fenced", "attrs": {"info": words}})
    return state.find_line_end_at(end.start())


def html_end(state: State, start: int, end: int) -> int:
    """Return where a block of HTML from `start` to `end` ends that does not end within a diagram."""
    last = max(_ELEMENT.finditer(state.src, start, end), key=re.Match.start, default=None)
    if last is None:
        return end
    closing = state.src.lower().find(f"</{last['name'].lower()}>", last.end())
    return end if closing < end else state.find_line_end_at(closing)


def behind(text: str, start: int) -> int:
    """Return where the diagram ends that begins in the line at `start` without a fence, 0 if none does."""
    if opening := _CONTAINER_LINE.match(text, start):
        end = _LAST_LINE.search(text, opening.end())
        named = opening["name"].lower() in registry.BUILTIN["diagrams"]
        return end.end() if named and end else 0
    stop = text.find("\n", start)
    element = _ELEMENT.search(text, start, stop if stop >= 0 else len(text))
    return text.lower().find(f"</{element['name'].lower()}>", element.end()) + 1 if element else 0


def is_element(name: str, attrs: Mapping[str, str | None]) -> bool:
    """Say whether an element of HTML holds a diagram of Mermaid."""
    return name in _ELEMENTS and _MERMAID in (attrs.get("class") or "").split()


def text_of(written: str) -> str:
    """Return the text of a diagram that was written in an element of HTML."""
    return dedent(written.expandtabs(4)).strip("\n").rstrip()


def with_options(attr: Attr, text: str) -> Attr:
    """Return the attributes of a block of code, with what Quarto's options at its top say of a diagram."""
    if language(attr) not in registry.BUILTIN["diagrams"]:
        return attr
    found = _OPTIONS.match(text, 0, _MOST_OPTIONS)
    if found is None:
        return attr
    options = _read(_SIGN.sub("", found[0]))
    pairs = {_PAIRS[name]: value for name, value in options.items() if name in _PAIRS}
    if (width := options.get("fig-width", "")) and re.fullmatch(r"\d+(?:\.\d+)?", width):
        pairs["width"] = f"{width}in"
    added = tuple(pair for pair in pairs.items() if not attr.get(pair[0]))
    return Attr(attr.id or options.get("label", ""), attr.classes, (*added, *attr.pairs))


def _read(text: str) -> dict[str, str]:
    """Return the options that are one value each; where the YAML is broken, each line by itself."""
    import yaml

    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):
        return {name: value.strip("\"'") for name, value in _OPTION.findall(text)}
    if not isinstance(root, yaml.MappingNode):
        return {}
    return {
        str(name.value): " ".join(str(value.value).split())
        for name, value in root.value
        if isinstance(value, yaml.ScalarNode)
    }
