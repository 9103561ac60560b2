"""Targets of links and pictures with spaces in their paths, as people and other programs write them.

CommonMark (0.31.2, 6.3) has angle brackets for them: `![Flow](<order flow.png>)`. Without these it is text,
and nobody means `![Flow](order flow.png)` to be text.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from specexport.core.patterns import regex
from specexport.readers.markdown.engine import escape_url

Target: TypeAlias = "tuple[dict[str, str | None], int]"

_SPACED = regex(
    r"""\([ \t]*(?P<path>[^\s<>()"](?:[^<>()"\n]|\([^<>()"\n]*\))*?)"""
    r"""(?:[ \t]+(?:"(?P<double>[^"\n]*)"|'(?P<single>[^'\n]*)'))?[ \t]*\)"""
)
# What says that it is a path: the suffix of a file. Words in brackets behind a link's text have none.
_SUFFIX = regex(r"\.[A-Za-z][A-Za-z0-9]{0,8}(?:[?#].*)?$")
# The suffixes of what specifications lead to; `see the notes.ok` is no link.
_LINKED = regex(
    r"\.(?:md|markdown|mdx|txt|rst|adoc|html?|pdf|docx?|xlsx?|pptx?|od[tsp]|csv|tsv|json|ya?ml|toml|xml|sql"
    r"|png|jpe?g|gif|svg|webp|bmp|drawio|puml|vsdx?|zip)(?:[?#].*)?$",
    re.IGNORECASE,
)


def spaced(src: str, at: int, is_image: bool) -> Target | None:
    """Return the target in parentheses at `at` whose path has spaces in it, and the offset behind it."""
    match = _SPACED.match(src, at)
    if match is None or " " not in (path := match["path"]):
        return None
    if not (_SUFFIX if is_image else _LINKED).search(path):
        return None
    return {"url": escape_url(path), "title": match["double"] or match["single"]}, match.end()
