"""Headings as lines of plain text, for places outside of the text: bookmarks, running headers."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specexport.core.context import Context

# What only says where a line may end, and a bookmark has but one. Joiners within words and emoji stay.
_SEAMS = regex("[\u00ad\u200b\u2060\ufeff]")


class Outline:
    """The headings of a document, whose formulas are made words together when the first is asked for."""

    def __init__(self, document: d.Document, context: Context) -> None:
        self._document = document
        self._context = context

    def label(self, header: d.Header) -> str:
        """Return what a heading says, with its number: no footnotes, breaks as spaces, formulas as words."""
        content = header.content
        if any(type(node) is not d.Str for node in content):
            content = walk.rewrite(content, self._said, d.Math, d.Superscript, d.Subscript)
        return " ".join(_SEAMS.sub("", f"{header.number} {walk.text(content)}").split())

    def _said(self, node: d.Math | d.Superscript | d.Subscript) -> d.Str:
        if isinstance(node, d.Math):
            return d.Str(text=self._formulas.get(node.text, node.text))
        from specexport.graphics.formulas import linear

        small = linear.raised if isinstance(node, d.Superscript) else linear.lowered
        return d.Str(text=small(walk.text(node.content)))

    @cached_property
    def _formulas(self) -> Mapping[str, str]:
        from specexport.graphics.formulas import linear

        headers = walk.find(self._document.blocks, d.Header)
        return linear.texts([math.text for math in walk.find(headers, d.Math)], self._context)
