"""One style of a Word file, and how it is written."""

from __future__ import annotations

from msgspec import Struct

from specexport.renderers.docx.styles.look import escape


class Entry(Struct, frozen=True):
    """One style: `ppr`, `rpr` and `table` are the insides of its property elements."""

    id: str
    name: str
    ppr: str = ""
    rpr: str = ""
    based: str = ""
    next: str = ""
    kind: str = "paragraph"
    priority: int = 99
    gallery: bool = True
    builtin: bool = True
    table: str = ""
    default: bool = False


def definition(entry: Entry, own_name: str = "") -> str:
    """Return `w:style`; `own_name` is what the company calls it."""
    custom = "" if entry.builtin and not own_name else ' w:customStyle="1"'
    default = ' w:default="1"' if entry.default else ""
    parts = [f'<w:style w:type="{entry.kind}"{default}{custom} w:styleId="{entry.id}">']
    parts.append(f'<w:name w:val="{escape(own_name or entry.name)}"/>')
    if entry.based:
        parts.append(f'<w:basedOn w:val="{entry.based}"/>')
    if entry.next:
        parts.append(f'<w:next w:val="{entry.next}"/>')
    parts.append(f'<w:uiPriority w:val="{entry.priority}"/>')
    if entry.gallery:
        parts.append("<w:qFormat/>")
    for tag, props in (("pPr", entry.ppr), ("rPr", entry.rpr)):
        if props:
            parts.append(f"<w:{tag}>{props}</w:{tag}>")
    return "".join(parts) + entry.table + "</w:style>"


def character(ident: str, name: str, rpr: str, based: str = "DefaultParagraphFont") -> Entry:
    """Return a character style that is not in the gallery."""
    return Entry(
        ident, name, rpr=rpr, kind="character", based=based, priority=21, gallery=False, builtin=False
    )
