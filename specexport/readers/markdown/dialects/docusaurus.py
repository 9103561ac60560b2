"""Docusaurus 3: MDX, tabs, admonitions, code with comments that highlight, files of the folder `static`.

https://docusaurus.io/docs/markdown-features
"""

from __future__ import annotations

from specexport.readers.markdown.dialects import magic_comments, mdx, sites
from specexport.readers.markdown.dialects.seam import Dialect

DIALECT = Dialect(
    blocks=mdx.RULES,
    build=mdx.BUILD,
    inlines=mdx.INLINES,
    finish=(magic_comments.highlighted, sites.found("static/")),
    settings=frozenset(
        {
            *("id", "sidebar class name", "sidebar custom props", "displayed sidebar", "custom edit url"),
            *("pagination label", "pagination next", "pagination prev", "parse number prefixes", "image"),
            *("toc min heading level", "toc max heading level", "unlisted", "hide title", "wrapperclassname"),
        }
    ),
)
