"""The table of contents: Word's own field, already filled in (17.16.5.68)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport import walk
from specexport.renderers.docx import fields, xml

if TYPE_CHECKING:
    from specexport.document import ContentsEntry
    from specexport.renderers.docx.estimate import Layout
    from specexport.renderers.docx.job import Job

_TAB = "<w:r><w:tab/></w:r>"


def contents(job: Job, layout: Layout, section: str) -> str:
    """Return the contents; every entry links to its heading. `section` is the end of their section."""
    listed = [entry for entry in job.document.contents if entry.target in job.names]
    if not listed:
        return ""
    start = fields.contents_start(max(entry.level for entry in listed))
    lines = [_entry(job, entry, layout, "" if number else start) for number, entry in enumerate(listed)]
    heading = xml.p(xml.run(job.word("Contents")), "TOCHeading")
    closing = xml.p(xml.field_end(), "Separator")
    control = xml.block_control(heading + "".join(lines) + closing, xml.gallery("Table of Contents"))
    return control + xml.p("", "Separator", section)


def _entry(job: Job, entry: ContentsEntry, layout: Layout, start: str) -> str:
    name = job.names[entry.target]
    number = xml.run(entry.number) + _TAB if entry.number else ""
    page = fields.page_of(name, layout.pages.get(entry.target, 1))
    link = xml.anchor_link(name, number + xml.run(walk.plain(entry.content)) + _TAB + page)
    stand = "" if entry.number else _unnumbered(entry.level)
    return xml.p(start + link, f"TOC{entry.level}", stand)


def _unnumbered(level: int) -> str:
    """Return the indent of an entry that has no number to hang in front of its text."""
    left = 0 if level == 1 else 480 + (level - 2) * 560
    return f'<w:ind w:left="{left}" w:firstLine="0"/>'
