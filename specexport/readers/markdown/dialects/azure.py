"""Wikis of Azure DevOps: pages by their path, the folder of attachments, queries and mentions.

https://learn.microsoft.com/azure/devops/project/wiki/markdown-guidance. Contents, diagrams and sizes of
pictures are read in every dialect.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.readers.markdown.dialects import sites
from specexport.readers.markdown.dialects.remarks import Remark
from specexport.readers.markdown.dialects.seam import Dialect, InlineRule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specexport.readers.markdown.dialects.seam import Blocks, Spot
    from specexport.readers.markdown.includes import SourcePart

_GUID = r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
_MENTION = regex(rf"@<({_GUID}|[^<>\n]{{1,80}})>")
_A_MENTION = Remark("a mention of Azure DevOps", "stays as it is written", "write the name of the person")
_A_QUERY = Remark("a query of Azure DevOps", "is left out", "write its result as a table")
_QUERY = "query-table"


def _mention(match: re.Match[str], spot: Spot) -> Sequence[d.Inline]:
    pos = spot.pos(match)
    if re.fullmatch(_GUID, match[1]):
        spot.part.remark(_A_MENTION, match[0], pos)
    return (d.Str(text=f"@{match[1]}", pos=pos),)


def _without_queries(blocks: Blocks, part: SourcePart) -> Blocks:
    def visit(div: d.Div) -> d.Node | tuple[d.Node, ...]:
        if _QUERY not in div.attr.classes:
            return div
        part.remark(_A_QUERY, f"::: {_QUERY} {walk.plain(div.content)}", div.pos)
        return ()

    return walk.rewrite(blocks, visit, d.Div)


def _file(path: str) -> str:
    """Return the name of the file of a page: hyphens stand for spaces, and a hyphen is written `%2D`."""
    return path.replace(" ", "-")


DIALECT = Dialect(
    inlines=(InlineRule("@", _MENTION, _mention),),
    finish=(_without_queries, sites.found(pages=True, spelt=_file)),
)
