"""Reader of Word files (ECMA-376), strict and transitional, documents and templates, with macros or not.

The package is opened within limits, its parts are read straight into the model, and the passes then do with
it what they do with Markdown. Nothing of the text is lost in silence: what is left out is named, and the
words of the source are counted against those of the document.
"""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport.core.diagnostics import Diagnostic, SpecExportError
from specexport.model import document as d
from specexport.readers.common import conservation, metadata, packages, pictures, shape
from specexport.readers.common.draft import Draft
from specexport.readers.docx import changed, counted, looks, media, told
from specexport.readers.docx.blocks import Blocks
from specexport.readers.docx.package import Package
from specexport.readers.docx.story import Places, Story

if TYPE_CHECKING:
    from specexport.core.context import Context, Source


class Content(Struct, frozen=True):
    """What is in a Word file: its blocks as they stand there, and where each paragraph is.

    Comments and tracked changes are spans in them (`changed`); `places` tells of the line and path of every
    `Pos` in which part it is, at which paragraph, and by which `w14:paraId`.
    """

    blocks: tuple[d.Block, ...]
    places: Places


def content(source: Source) -> Content:
    """Return what is in a Word file, before styles are taken for what they mean. Raises SpecExportError."""
    places: Places = {}
    _, blocks = _opened(source, places)
    return Content(blocks, places)


def read(source: Source, context: Context) -> d.Document:
    """Return the document in a Word file. Raises SpecExportError: SX005 it is empty, SX020, SX796."""
    if not source.data.strip():
        hint = "write something into it, or name another file"
        raise SpecExportError(Diagnostic("SX005", "the file is empty", "error", source.name, hint=hint))
    try:
        return _read(source, context)
    except RecursionError:
        hint = "flatten nested lists, tables and boxes"
        raise SpecExportError(
            Diagnostic("SX020", "the document is nested too deeply", "error", source.name, hint=hint)
        ) from None


def _opened(source: Source, places: Places | None = None) -> tuple[Story, tuple[d.Block, ...]]:
    packages.check(source)
    story = Story(Package(source), places)
    reader = Blocks(story)
    blocks = reader.whole()
    if story.pending:
        blocks = (*blocks, d.Para(content=tuple(story.pending)))
    return story, blocks + told.unreferred(story, reader)


def _read(source: Source, context: Context) -> d.Document:
    story, blocks = _opened(source)
    blocks = changed.told(blocks, story, context)
    draft = looks.run(Draft(blocks), story.has_pages)
    apart = bool(draft.title)
    draft = metadata.completed(draft, metadata.properties(source.data))
    read_words = conservation.of_document((*draft.blocks, *draft.title), draft.fields)
    draft = told.with_running(draft, story, read_words)
    told.report(story, context)
    conservation.report(_lost(story, read_words), context)
    blocks, files = media.shown(draft.blocks, story.files, context)
    draft = metadata.informed(shape.run(replace(draft, blocks=blocks), context.style.words))
    draft = metadata.titled(draft, PurePath(source.name).stem, weak=False, apart=apart)
    blocks, kept = pictures.taken(draft.blocks, files, context)
    return d.Document(meta=d.Meta(fields=draft.fields), blocks=blocks, media=kept)


def _lost(story: Story, read_words: Counter[str]) -> Counter[str]:
    left: Counter[str] = Counter()
    for one in story.left_out:
        left.update(conservation.words(one.text))
    return conservation.missing(story.survey.words + counted.of_notes(story.package), read_words + left)
