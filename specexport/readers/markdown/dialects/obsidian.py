"""Obsidian: marked words, callouts, links between notes, embedded notes and pictures, names of blocks.

https://help.obsidian.md/obsidian-flavored-markdown
"""

from __future__ import annotations

from specexport.readers.markdown.dialects import wikilinks
from specexport.readers.markdown.dialects.marks import MARKED
from specexport.readers.markdown.dialects.seam import Dialect

DIALECT = Dialect(
    inlines=(MARKED, *wikilinks.PAGE_FIRST),
    any_callout=True,
    finish=(wikilinks.embedded,),
)
