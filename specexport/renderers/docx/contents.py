"""The table of contents: Word's own field, already filled in (17.16.5.68)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport import walk
from specexport.renderers.docx import fields, xml

if TYPE_CHECKING:
    from specexport.document import ContentsEntry
    from specexport.renderers.docx.estimate import Layout
    from specexport.renderers.docx.job import Job

_NUMBER_WIDTH = 880
_TAB = "<w:r><w:tab/></w:r>"


def contents(job: Job, layout: Layout, section: str) -> str:
    """Return the contents on pages of their own. `section` is the end of their section."""
    found = control(job, layout)
    return found + xml.p("", "Separator", section) if found else ""


def control(job: Job, layout: Layout, *, tabbed: bool = False) -> str:
    """Return the contents; every entry links to its heading.

    `tabbed` sets the tab stops of every entry, for styles that may lack them.
    """
    listed = [entry for entry in job.document.contents if entry.target in job.names]
    if not listed:
        return ""
    start = fields.contents_start(max(entry.level for entry in listed))
    stops = _stops(job) if tabbed else ""
    lines = [_entry(job, entry, layout, "" if at else start, stops) for at, entry in enumerate(listed)]
    heading = xml.p(xml.run(job.word("Contents")), "TOCHeading")
    closing = xml.p(xml.field_end(), "Separator")
    return xml.block_control(heading + "".join(lines) + closing, xml.gallery("Table of Contents"))


def _entry(job: Job, entry: ContentsEntry, layout: Layout, start: str, stops: str) -> str:
    name = job.names[entry.target]
    number = xml.run(entry.number) + _TAB if entry.number else ""
    page = fields.page_of(name, layout.pages.get(entry.target, 1))
    link = xml.anchor_link(name, number + xml.run(walk.plain(entry.content)) + _TAB + page)
    stand = "" if entry.number or stops else _unnumbered(entry.level)
    return xml.p(start + link, f"TOC{entry.level}", stops + stand)


def _stops(job: Job) -> str:
    """Return the stops for the text after a number, and for the number of the page."""
    right = xml.twips(job.style.page.text_width)
    return (
        f'<w:tabs><w:tab w:val="left" w:pos="{_NUMBER_WIDTH}"/>'
        f'<w:tab w:val="right" w:leader="dot" w:pos="{right}"/></w:tabs>'
    )


def _unnumbered(level: int) -> str:
    """Return the indent of an entry that has no number to hang in front of its text."""
    left = 0 if level == 1 else 480 + (level - 2) * 560
    return f'<w:ind w:left="{left}" w:firstLine="0"/>'
