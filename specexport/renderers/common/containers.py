"""Blocks that need no caption, page or neighbour to be set."""

from __future__ import annotations

from typing import TypeAlias

from specexport.model import document as d

Container: TypeAlias = (
    d.CodeBlock
    | d.BulletList
    | d.OrderedList
    | d.BlockQuote
    | d.Div
    | d.DefinitionList
    | d.HorizontalRule
    | d.RawBlock
)
"""Every kind of block but paragraphs, headings, tables and figures."""
