"""What a page says of itself in its head, to search engines and to those who share a link to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model import document as d
from specexport.model.walk import find, plain
from specexport.renderers.html.markup import tag

if TYPE_CHECKING:
    from specexport.core.context import Context

# What is shown of a description, in letters.
_LONGEST = 160
# A paragraph of fewer letters announces something rather than says it.
_TELLING = 40


def properties(document: d.Document, title: str, context: Context, lang: str) -> list[str]:
    """Return `meta` elements: those of WHATWG HTML, 4.2.5.1, then those of the Open Graph protocol."""
    meta = document.meta
    about = description(document)
    named = {"author": ", ".join(meta.authors), "description": about, "keywords": ", ".join(meta.keywords)}
    shared = {
        "og:type": "article",
        "og:title": title,
        "og:description": about,
        "og:site_name": context.style.company,
        "og:locale": lang.replace("-", "_"),
        "article:published_time": meta.created,
        "article:modified_time": meta.updated,
    }
    return [
        *(tag("meta", {"name": name, "content": value}) for name, value in named.items() if value),
        *(tag("meta", {"property": name, "content": value}) for name, value in shared.items() if value),
    ]


def description(document: d.Document) -> str:
    """Return what a document is about in a sentence or two: its subtitle, else its first full paragraph."""
    if document.meta.subtitle:
        return document.meta.subtitle
    paragraphs = (plain(para.content) for para in find(document.blocks, d.Para))
    return _cut(next((text for text in paragraphs if len(text) >= _TELLING), ""))


def _cut(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST].rpartition(' ')[0] or text[: _LONGEST - 1]}…"
