"""What a document begins with: its cover or title block, its contents, what the file says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model.walk import plain
from specexport.renderers.common.contents_page import is_plain
from specexport.renderers.common.cover_facts import facts
from specexport.renderers.common.description import description
from specexport.renderers.common.numbered import entries
from specexport.renderers.pdf.attached import iso_date
from specexport.renderers.pdf.typst.literals import array, call, dictionary, string, strings
from specexport.renderers.pdf.typst.state import TITLE
from specexport.renderers.pdf.typst.tables import pill
from specexport.style.words import right_to_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from specexport.renderers.common.cover_facts import CoverFact
    from specexport.renderers.pdf.short import Front
    from specexport.renderers.pdf.typst.blocks import Blocks
    from specexport.renderers.pdf.typst.inlines import Inlines

# A cover of more facts than this sets them smaller.
_CROWDED = 10
_LANGUAGE = regex(r"(?P<base>[A-Za-z]{2,3})(?:[-_](?P<region>[A-Za-z]{2}))?(?:[-_].*)?")


def title(document: d.Document, source_name: str) -> str:
    """Return the title in words; a document without one is called by its file."""
    return plain(document.meta.title) or source_name.rpartition("/")[2].rpartition(".")[0] or TITLE


def properties(document: d.Document, lang: str, source_name: str) -> str:
    """Return what the file says of itself, and in which language."""
    meta = document.meta
    base, region = _language(lang)
    date = iso_date(meta.updated or meta.created) or ""
    year, month, day = [*map(int, date.split("-")), 1, 1][:3] if date else (0, 0, 0)
    return dictionary(
        {
            "title": string(title(document, source_name)),
            "authors": strings(meta.authors),
            "keywords": strings(meta.keywords),
            "description": string(description(document)),
            "date": call("datetime", year=str(year), month=str(month), day=str(day)) if date else "auto",
            "lang": string(base),
            "region": string(region) if region else "none",
            "dir": "rtl" if right_to_left(lang) else "ltr",
        }
    )


def _language(lang: str) -> tuple[str, str]:
    """Return a language and a region as ISO 639 and ISO 3166 have them, English for what is none."""
    found = _LANGUAGE.fullmatch(lang)
    return (found["base"], found["region"] or "") if found else ("en", "")


def front(writer: Blocks, kind: Front, source_name: str) -> str:
    """Return the cover, or the title block."""
    state, meta, inlines = writer.state, writer.state.document.meta, writer.inlines
    heading = inlines.write(meta.title) if meta.title else string(title(state.document, source_name))
    found = facts(meta, writer.style.cover.fields, writer.words)
    rows = [array((inlines.text(fact.label), _value(fact, inlines))) for fact in found]
    return call(
        "cover" if kind == "cover" else "title-block",
        heading,
        f"label({string(state.claim(meta.id) or state.claim(TITLE))})",
        kind=inlines.text(meta.kind) if meta.kind else "",
        subtitle=inlines.text(meta.subtitle) if meta.subtitle else "",
        facts=array(rows) if rows else "",
        many=len(rows) > _CROWDED,
        logo=_logo(writer),
    )


def _value(fact: CoverFact, inlines: Inlines) -> str:
    return pill(plain(fact.content)) if fact.is_status else inlines.write(fact.content)


def contents(writer: Blocks) -> list[str]:
    """Return the page of contents, with the lists of figures and tables below it."""
    state, words = writer.state, writer.words
    blocks = state.document.blocks
    kinds: tuple[tuple[type[d.Figure | d.Table], str, str], ...] = (
        (d.Figure, words.figure, words.figures),
        (d.Table, words.table, words.tables),
    )
    lists = [(heading, found) for kind, word, heading in kinds if (found := entries(blocks, kind, word))]
    if is_plain(state.document.contents, bool(lists)) or not state.document.contents:
        return []
    return [
        _listing("contents", words.contents, state.document.contents, writer),
        *(_listing("more-contents", heading, found, writer) for heading, found in lists),
        "pagebreak(weak: true)",
    ]


def _listing(name: str, heading: str, found: Iterable[d.ContentsEntry], writer: Blocks) -> str:
    return call(name, writer.inlines.text(heading), *_entries(list(found), writer))


def _entries(found: Sequence[d.ContentsEntry], writer: Blocks) -> Iterable[str]:
    """Yield the entries that lead somewhere; a level is not left out."""
    depth = 0
    for entry in found:
        depth = min(entry.level, depth + 1)
        body = writer.inlines.unlinked(entry.content)
        yield call("entry", str(depth), f"label({string(entry.target)})", string(entry.number), body)


def _logo(writer: Blocks) -> str:
    name = writer.state.logo()
    return array((string(name), string(writer.style.company or writer.words.logo))) if name else ""
