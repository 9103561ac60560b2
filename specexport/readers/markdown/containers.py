"""Containers and callouts: what stands behind their signs says their kind, title and attributes.

`::: tip Title`, `:::tip[Title]{#id}`, `::: {.callout-note title="Title"}`, `!!! tip "Title"`, and
`> [!tip] Title`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.model.classes import ADMONITION, DETAILS, KINDS
from specexport.model.document import Attr
from specexport.readers.markdown import attributes

if TYPE_CHECKING:
    from collections.abc import Mapping

# How site generators call their admonitions, and which of ours each is.
_KINDS: dict[str, str] = {
    **{name: name for name in KINDS},
    **dict.fromkeys(("info", "abstract", "summary", "tldr", "question", "help", "faq", "example"), "note"),
    **dict.fromkeys(("quote", "cite", "todo", "seealso", "secondary"), "note"),
    **dict.fromkeys(("hint", "success", "check", "done"), "tip"),
    **dict.fromkeys(("attention",), "important"),
    **dict.fromkeys(("danger", "error", "failure", "fail", "missing", "bug"), "caution"),
}
# Those whose name says more than the kind does: without a title, it is theirs.
_OWN_TITLES = frozenset(
    {
        *("abstract", "summary", "tldr", "question", "help", "faq", "example", "quote", "cite", "todo"),
        *("seealso", "success", "check", "done", "failure", "fail", "missing", "bug"),
    }
)
_SPELT = {"faq": "FAQ", "tldr": "TL;DR", "seealso": "See also"}
_CALLOUT = "callout-"
# What opens on a click.
_FOLDED = frozenset({DETAILS, "spoiler", "collapse", "collapsible", "dropdown", "accordion"})
_NAMED = regex(r"(?P<name>[^\s\[\]{}]+)(?:\[(?P<title>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\])?")


def of_division(info: str) -> tuple[Attr, str]:
    """Return the attributes of a container by what stands behind its colons, and its title in Markdown."""
    attr, rest = attributes.braces(info)
    name, title = "", rest
    if (not attr.classes or not info.lstrip().startswith("{")) and (match := _NAMED.match(rest.lstrip())):
        name = match["name"].lower()
        title = match["title"] or rest.lstrip()[match.end() :]
    given = next((value for key, value in attr.pairs if key == "title"), "")
    pairs = tuple(pair for pair in attr.pairs if pair[0] not in ("title", "collapse", "icon", "appearance"))
    classes = (name, *attr.classes) if name else attr.classes
    title = title.strip().strip("\"'").strip() or given
    kind, default = callout(classes[0].removeprefix(_CALLOUT)) if classes else ("", "")
    if kind:
        return Attr(attr.id, (ADMONITION, kind), pairs), title or default
    if classes and classes[0] in _FOLDED:
        classes = (DETAILS, *classes[1:])
    return Attr(attr.id, classes, pairs), title


def callout(name: str, own: Mapping[str, str] | None = None) -> tuple[str, str]:
    """Return the kind of admonition that `name` means, empty for none, and its title where it has no other.

    `own` are names that a dialect has beside those that are known everywhere.
    """
    name = name.lower()
    kind = (own or {}).get(name) or _KINDS.get(name, "")
    return kind, titled(name) if kind and name in _OWN_TITLES else ""


def titled(name: str) -> str:
    """Return the name of a callout as its title."""
    words = name.replace("-", " ").replace("_", " ").strip()
    return _SPELT.get(name) or words[:1].upper() + words[1:]
