"""The page: cover, contents and text of a document, put into its shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model import document as d
from specexport.model.appendices import is_label
from specexport.model.walk import plain
from specexport.renderers.common.contents_page import is_plain, tightness
from specexport.renderers.common.cover_facts import facts
from specexport.renderers.common.numbered import entries
from specexport.renderers.html import shell
from specexport.renderers.html.blocks import Blocks
from specexport.renderers.html.cover import cover
from specexport.renderers.html.head import properties
from specexport.renderers.html.markup import element, escape
from specexport.renderers.html.tables import pill

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from specexport.core.context import Context
    from specexport.renderers.html.medium import Medium
    from specexport.renderers.html.shell import Shell

# What the parts of a page are called by links; no part of a document has one of these ids.
_OWN_IDS = ("Content", "Contents", "Title", "Footnotes", "Figures", "Tables")
# Longer titles are cut where a browser shows them in a tab.
_LONGEST_TITLE = 70


def compose(document: d.Document, context: Context, medium: Medium, around: Shell) -> str:
    """Return the page as HTML, `around` it what the place where it is shown asks for."""
    meta, style = document.meta, context.style
    lang = meta.lang or style.lang
    blocks = Blocks(document, context, medium)
    for name in _OWN_IDS:
        blocks.inlines.claim(name)
    title = plain(meta.title) or context.source_name.rpartition("/")[2].rpartition(".")[0]
    # Footnotes are numbered, and ids given, in the order in which all this is written.
    anchor = blocks.inlines.claim(meta.id) or "Title"
    heading = blocks.inlines.noted(meta.title) or escape(title)
    main = blocks.html(document.blocks)
    lists = _lists(document.blocks, blocks)
    facts = _facts(meta, context, blocks)
    front = shell.Front(anchor, heading, meta.kind, meta.subtitle, style.company, facts)
    own = cover(meta, context, around, {"anchor": escape(anchor), "title": heading, "facts": facts})
    listed = () if medium.fitted and is_plain(document.contents, bool(lists)) else document.contents
    contents = _contents(listed, blocks)
    body = [
        *shell.front(front, own, around.logo, blocks.words),
        '<div class="sheet">',
        *shell.contents(contents, lists, tightness(listed, style).name, blocks.words),
        *shell.text(main, blocks.footnotes(), around),
        "</div>",
        *shell.ending(meta.classification or style.classification, around),
    ]
    if not around.whole:
        return shell.fragment(body, lang)
    head = shell.head(_shortened(title), properties(document, title, context, lang), around)
    return shell.whole(head, body, around, lang, blocks.words)


def _shortened(title: str) -> str:
    if len(escape(title)) <= _LONGEST_TITLE:
        return title
    cut = title[: _LONGEST_TITLE - 1]
    while len(escape(cut)) >= _LONGEST_TITLE:  # checkers count what stands in the file
        cut = cut[:-1]
    return f"{cut.rstrip()}…"


def _facts(meta: d.Meta, context: Context, blocks: Blocks) -> list[tuple[str, str]]:
    found = facts(meta, context.style.cover.fields, blocks.words)
    return [
        (
            escape(fact.label),
            pill(plain(fact.content)) if fact.is_status else blocks.inlines.html(fact.content),
        )
        for fact in found
    ]


def _contents(entries: Iterable[d.ContentsEntry], blocks: Blocks) -> str:
    """Return the entries as nested lists."""
    parts: list[str] = []
    depth = 0
    for entry in entries:
        level = min(entry.level, depth + 1)
        parts.append("</li>\n" if level <= depth else "")
        parts += ["</ol></li>\n"] * (depth - level)
        parts.append("<ol>\n" if level > depth else "")
        parts.append(f"<li>{_entry(entry, blocks)}")
        depth = level
    return "".join(parts) + "</li></ol>" * depth


def _lists(content: Sequence[d.Block], blocks: Blocks) -> list[shell.Listing]:
    """Return the lists of numbered figures and tables, unless short."""
    kinds: tuple[tuple[str, type[d.Figure | d.Table], str, str], ...] = (
        ("Figures", d.Figure, blocks.words.figures, blocks.words.figure),
        ("Tables", d.Table, blocks.words.tables, blocks.words.table),
    )
    found = (
        shell.Listing(name, heading, _contents(entries(content, kind, word), blocks))
        for name, kind, heading, word in kinds
    )
    return [one for one in found if one.entries]


def _entry(entry: d.ContentsEntry, blocks: Blocks) -> str:
    kind = "number lettered" if is_label(entry.number) else "number"
    number = element("span", escape(entry.number), {"class": kind}) if entry.number else ""
    text = element("span", blocks.inlines.unlinked(entry.content), {"class": "text"})
    return element("a", f"{number} {text}" if number else text, {"href": f"#{entry.target}"})
