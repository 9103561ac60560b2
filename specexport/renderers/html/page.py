"""The page: cover, contents and text of a document, put into the template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.facts import facts
from specexport.renderers.html.blocks import Blocks
from specexport.renderers.html.shell import render
from specexport.renderers.html.tables import pill
from specexport.renderers.html.text import element, escape, tag
from specexport.style.words import right_to_left
from specexport.walk import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from specexport import document as d
    from specexport.contracts import Context
    from specexport.renderers.html.medium import Medium
    from specexport.style.tokens import Style

# A cover of more facts than this sets them smaller.
_CROWDED = 10
# Longer titles are cut where a browser shows them in a tab.
_LONGEST_TITLE = 70
# How contents may be set: the class, the height of a line and the space before a section, in rem, as in the
# sheet.
_TIGHTNESS = (("", 1.63, 0.42), ("tight", 1.12, 0.16), ("tight tighter", 0.98, 0.1))
_CONTENTS_HEADING = 3.6


class Shell(Struct, frozen=True):
    """What stands around the document: style sheet, script, policy, URL of the logo, kind of cover."""

    css: str
    script: str = ""
    policy: str = ""
    logo: str = ""
    layout: str = "cover"


def compose(document: d.Document, context: Context, medium: Medium, shell: Shell) -> str:
    """Return the whole page as HTML."""
    lang = document.meta.lang or context.style.lang
    blocks = Blocks(document, context, medium)
    for name in ("Content", "Contents", "Title", "Footnotes"):
        blocks.inlines.claim(name)
    anchor = blocks.inlines.claim(document.meta.id) or "Title"
    main = blocks.html(document.blocks)
    title = plain(document.meta.title) or context.source_name.rpartition("/")[2].rpartition(".")[0]
    about = _facts(document.meta, context, blocks)
    return render(
        shell=shell,
        words=blocks.words,
        lang=escape(lang),
        direction="rtl" if right_to_left(lang) else "",
        title=escape(_shortened(title)),
        meta=_properties(document.meta),
        company=escape(context.style.company),
        classification=escape(document.meta.classification or context.style.classification),
        kind=escape(document.meta.kind),
        anchor=escape(anchor),
        heading=blocks.inlines.unlinked(document.meta.title) or escape(title),
        subtitle=escape(document.meta.subtitle),
        facts=about,
        crowded=len(about) > _CROWDED,
        contents=_contents(document.contents, blocks),
        tightness=_tightness(document.contents, context.style),
        main=main,
        footnotes=blocks.footnotes(),
    )


def _shortened(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1].rstrip()}…"


def _properties(meta: d.Meta) -> list[str]:
    pairs = [
        ("author", ", ".join(meta.authors)),
        ("description", meta.subtitle),
        ("keywords", ", ".join(meta.keywords)),
    ]
    return [tag("meta", {"name": name, "content": value}) for name, value in pairs if value]


def _facts(meta: d.Meta, context: Context, blocks: Blocks) -> list[tuple[str, str]]:
    found = facts(meta, context.style.cover.fields, blocks.words)
    return [
        (
            escape(fact.label),
            pill(plain(fact.content)) if fact.key == "status" else blocks.inlines.html(fact.content),
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


def _entry(entry: d.ContentsEntry, blocks: Blocks) -> str:
    number = element("span", escape(entry.number), {"class": "number"}) if entry.number else ""
    text = element("span", blocks.inlines.unlinked(entry.content), {"class": "text"})
    return element("a", f"{number} {text}" if number else text, {"href": f"#{entry.target}"})


def _tightness(entries: Sequence[d.ContentsEntry], style: Style) -> str:
    """Return the class of contents that fit on one page only if they are set more tightly.

    Those that need more pages in any case are set as others are.
    """
    room = style.page.text_height / style.base.size - _CONTENTS_HEADING
    sections = sum(entry.level == 1 for entry in entries)
    fitting = (name for name, line, gap in _TIGHTNESS if len(entries) * line + sections * gap <= room)
    return next(fitting, "")
