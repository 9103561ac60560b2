"""The source as a file within its PDF (ISO 19005-3, 6.8)."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core import registry
from specexport.core.patterns import regex
from specexport.model.walk import plain

if TYPE_CHECKING:
    from specexport.core.context import Context
    from specexport.model.document import Document, Meta

_DATE = regex(r"\d{4}(-\d{2}(-\d{2})?)?")
_DAY = len("2026-01-02")
_EPOCH = "1970-01-01"


class AttachedFile(Struct, frozen=True):
    """A file within a PDF: its name and bytes, what it is, and the day it was written (ISO 8601)."""

    name: str
    data: bytes
    description: str
    day: str


def source(document: Document, context: Context) -> AttachedFile | None:
    """Return the source of `document`, where it is asked for and there is one."""
    own = context.source
    if own.files and context.options.attach_source:
        message = "the files of a folder are not put into the PDF"
        context.warn("SX797", message, hint="export them by themselves with --attach-source")
    if not (own.data and context.options.attach_source):
        return None
    about = plain(document.meta.title)
    data, hidden = _passed_on(context)
    return AttachedFile(
        name=PurePath(own.name).name.strip("-") or "source.md",
        data=data,
        description=f"{about} ({hidden} private comments are left out)" if hidden else about,
        day=_day(document.meta),
    )


def iso_date(text: str) -> str | None:
    """Return a date of ISO 8601 as it is, and nothing for other text, or a day that there is not."""
    if not _DATE.fullmatch(text):
        return None
    try:
        date.fromisoformat(f"{text}-01-01"[:_DAY])
    except ValueError:
        return None
    return text


def _day(meta: Meta) -> str:
    """Return the day of a document; the clock would change the bytes."""
    day = iso_date(meta.updated or meta.created) or ""
    return day if len(day) == _DAY else _EPOCH


def _passed_on(context: Context) -> tuple[bytes, int]:
    """Return the source as it is passed on, and how many private comments are left out of it."""
    source = context.source
    if (context.options.reader or registry.named("readers", source.name) or "markdown") != "markdown":
        return source.data, 0
    from specexport.readers.markdown import without_comments

    data, hidden = without_comments(source, context)
    if hidden:
        message = f"the specification in the PDF is without {hidden} private comments"
        context.inform("SX804", message, hint="send the file itself to those who may read them")
    return data, hidden
