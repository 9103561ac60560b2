"""MkDocs with the extensions of Material: tabs, snippets, abbreviations, annotations, keys, icons, marks.

https://squidfunk.github.io/mkdocs-material/reference/
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model.classes import DELETED, INSERTED, KBD
from specexport.readers.markdown import block_attributes
from specexport.readers.markdown.dialects import abbreviations, annotation_lists, snippets, tabs
from specexport.readers.markdown.dialects.marks import MARKED, between, wrapped
from specexport.readers.markdown.dialects.remarks import Remark
from specexport.readers.markdown.dialects.seam import Dialect, InlineRule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specexport.readers.markdown.dialects.seam import Spot
    from specexport.readers.markdown.engine import Rule

_KEY = r"(?:\"[^\"\n]{1,40}\"|[\w-]{1,40})"
_KEYS = regex(rf"\+\+({_KEY}(?:\+{_KEY}){{0,6}})\+\+")
_SPELT = {"ctrl": "Ctrl", "cmd": "Cmd", "del": "Del", "esc": "Esc", "ins": "Ins", "win": "Win"}
_ICON = regex(r":((?:material|octicons|fontawesome|simple)-[a-z0-9-]+):(?:\{[^{}\n]*\})?")
_SIGNS = {
    **dict.fromkeys(("check", "check-circle", "check-bold", "check-all", "check-circle-fill-12"), "✓"),
    **dict.fromkeys(("close", "close-circle", "close-thick", "x", "xmark"), "✗"),
    **dict.fromkeys(("alert", "alert-outline", "alert-circle", "triangle-exclamation"), "⚠"),
    **dict.fromkeys(("information", "information-outline", "info"), "ℹ"),
    **dict.fromkeys(("arrow-right", "arrow-right-bold", "arrow-right-24"), "→"),
    **dict.fromkeys(("arrow-left", "arrow-left-24"), "←"),
    **{"arrow-up": "↑", "arrow-down": "↓", "star": "★", "heart": "♥", "minus": "−", "plus": "+", "help": "?"},
}
_AN_ICON = Remark(
    "an icon of MkDocs Material", "stays as it is written", "write a character or a word in its place"
)
_ATTRIBUTES: Rule = (
    "attribute_list",
    block_attributes.pattern("attribute_list", ":?"),
    block_attributes.line_of("attribute_list"),
    "setex_heading",
)


def _keys(match: re.Match[str], spot: Spot) -> Sequence[d.Inline]:
    """Return keys to press, each for itself."""
    pos = spot.pos(match)
    out: list[d.Inline] = []
    for key in re.findall(_KEY, match[1]):
        name = key.strip('"') if key.startswith('"') else _key(key)
        out += [d.Str(text="+", pos=pos)] if out else []
        out.append(d.Span(content=(d.Str(text=name, pos=pos),), attr=d.Attr(classes=(KBD,)), pos=pos))
    return out


def _key(name: str) -> str:
    return _SPELT.get(name) or " ".join(word[:1].upper() + word[1:] for word in name.split("-"))


def _icon(match: re.Match[str], spot: Spot) -> Sequence[d.Inline]:
    """Return the character that looks like an icon; the name of another stays."""
    pos = spot.pos(match)
    name = match[1].partition("-")[2]
    sign = _SIGNS.get(name) or _SIGNS.get(re.sub(r"^(?:solid|regular|brands)-|-\d\d$", "", name))
    if not sign:
        spot.part.remark(_AN_ICON, match[0], pos)
    return (d.Str(text=sign or f":{match[1]}:", pos=pos),)


def _attributes(_: re.Match[str], __: Spot) -> Sequence[d.Inline]:
    """Return nothing for attributes behind words: they say how these look."""
    return ()


DIALECT = Dialect(
    blocks=(tabs.RULE, *snippets.RULES, abbreviations.RULE, _ATTRIBUTES),
    build={tabs.TAB: tabs.build, snippets.TOKEN: snippets.build, abbreviations.TOKEN: abbreviations.build},
    inlines=(
        MARKED,
        InlineRule("+", _KEYS, _keys),
        InlineRule(":", _ICON, _icon),
        InlineRule("^", between("^^", "^^"), wrapped(INSERTED)),
        InlineRule("{", between("{++", "++}"), wrapped(INSERTED)),
        InlineRule("{", between("{--", "--}"), wrapped(DELETED)),
        InlineRule("{", re.compile(r"(?<=[)\]*_`}])\{:?[ \t]*[#.][^{}\n]*\}"), _attributes),
    ),
    finish=(annotation_lists.annotated, abbreviations.explained),
    settings=frozenset(
        {"icon", "hide", "search", "template", "social", "comments", "render macros", "og image"}
    ),
    include_in_code=snippets.IN_CODE,
)
