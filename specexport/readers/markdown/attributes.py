"""Attributes in braces, as in pandoc's Markdown: `{#id .class key=value}`."""

from __future__ import annotations

import re

from specexport.model.document import NO_ATTR, Attr

_WORD = r"""(?:\#[^\s{}]+|\.[^\s{}#.=]+|[A-Za-z_:][\w:.-]*=(?:"[^"\n]*"|'[^'\n]*'|[^\s{}"']+))"""
_BRACES = re.compile(r"\{:?[ \t]*(" + _WORD + r"(?:[ \t]+" + _WORD + r")*)[ \t]*\}")
_TRAILING = re.compile(r"[ \t]+" + _BRACES.pattern + r"[ \t]*$")
_SPLIT = re.compile(_WORD)
# How site generators call their admonitions, and which of ours each is.
_ADMONITIONS = {
    **{name: name for name in ("note", "tip", "important", "warning", "caution")},
    **dict.fromkeys(("info", "abstract", "question", "example", "quote", "todo", "seealso"), "note"),
    **dict.fromkeys(("hint", "success", "check"), "tip"),
    **dict.fromkeys(("attention",), "important"),
    **dict.fromkeys(("danger", "error", "failure", "bug"), "caution"),
}


def trailing(text: str) -> tuple[Attr, str]:
    """Return the attributes at the end of a heading, and the heading without them."""
    if "}" not in text or not (match := _TRAILING.search(text)):
        return NO_ATTR, text
    return parse(match[1]), text[: match.start()]


def at(src: str, offset: int) -> tuple[Attr, int] | None:
    """Return the attributes in braces at `offset`, and the offset behind them, if there are any."""
    match = _BRACES.match(src, offset)
    return (parse(match[1]), match.end()) if match else None


def of_division(info: str) -> tuple[Attr, str]:
    """Return the attributes of a container by what stands behind its colons, and its title."""
    braces = _BRACES.search(info)
    attr = parse(braces[1]) if braces else NO_ATTR
    rest = (info[: braces.start()] + info[braces.end() :] if braces else info).strip()
    if not attr.classes:
        name, _, rest = rest.partition(" ")
        attr = Attr(attr.id, (name.lower(),), attr.pairs)
    kind = _ADMONITIONS.get(attr.classes[0])
    if kind:
        attr = Attr(attr.id, ("admonition", kind), attr.pairs)
    return attr, rest.strip(" \"'")


def parse(text: str) -> Attr:
    """Return the attributes that the words of `text` set."""
    name, classes, pairs = "", [], []
    for word in _SPLIT.findall(text):
        if word[0] == "#":
            name = word[1:]
        elif word[0] == ".":
            classes.append(word[1:])
        else:
            key, _, value = word.partition("=")
            pairs.append((key, value.strip("\"'")))
    return Attr(name, tuple(classes), tuple(pairs))
