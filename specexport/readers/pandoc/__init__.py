"""Reader of every format that pandoc reads: Word, OpenDocument, EPUB, AsciiDoc, HTML, LaTeX, wikis, and more.

One run of pandoc makes a syntax tree of the source, in its sandbox: neither other files nor the network are
there. The tree is made safe, becomes the model, and takes its shape; the passes then do with it what they do
with Markdown.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from specexport.core.diagnostics import Diagnostic, SpecExportError
from specexport.model import document as d
from specexport.model import walk
from specexport.readers.common import (
    conservation,
    metadata,
    packages,
    page_breaks,
    picture_sizes,
    pictures,
    shape,
)
from specexport.readers.pandoc import formats, messages, tidy, told

if TYPE_CHECKING:
    from collections import Counter

    from specexport.core.context import Context, Reader, Source
    from specexport.readers.common.draft import Draft
    from specexport.readers.pandoc.formats import Format


def reader(name: str) -> Reader:
    """Return the reader of one format by its name. Raises EnvironmentProblem when it is no name."""
    asked = formats.named(name)

    def read(source: Source, context: Context) -> d.Document:
        return _read(source, asked, context)

    return read


def __getattr__(name: str) -> Reader:
    """Return the reader of a format, which the registry asks for as an attribute of this module."""
    if name.startswith("_"):
        raise AttributeError(name)
    return reader(name)


def _read(source: Source, asked: Format, context: Context) -> d.Document:
    if not source.data.strip():
        hint = "write something into it, or name another file"
        raise SpecExportError(Diagnostic("SX005", "the file is empty", "error", source.name, hint=hint))
    if asked.packed:
        packages.check(source)
    try:
        raw, files = _tree(source, asked, context)
        draft = _draft(tidy.tidied(raw), source, asked, context)
    except RecursionError:
        message = "the document is nested too deeply"
        raise SpecExportError(
            Diagnostic("SX020", message, "error", source.name, hint="flatten nested lists and quotations")
        ) from None
    blocks, media = pictures.taken(draft.blocks, files, context)
    return d.Document(meta=d.Meta(fields=draft.fields), blocks=blocks, media=media)


def _tree(source: Source, asked: Format, context: Context) -> tuple[Any, dict[str, bytes]]:
    from specexport.pandoc import ast, process

    options = [f"--from={asked.asked}", "--to=json", *asked.options]
    if asked.pictures:
        options.append(f"--extract-media={pictures.FOLDER}")
    data = asked.prepared(source.data) if asked.prepared else source.data
    options += asked.more(data)
    done = process.run(options, data, source.name)
    messages.report(done.log, context, asked.begins(data) if asked.begins else 1)
    try:
        return ast.tree_of(done.output), done.files
    except ast.NotATreeError as error:
        message = f"pandoc's answer cannot be read: {error}"
        hint = "run: specexport doctor"
        raise SpecExportError(Diagnostic("SX794", message, "error", source.name, hint=hint)) from None


def _draft(raw: Any, source: Source, asked: Format, context: Context) -> Draft:
    from specexport.pandoc.ast import reading

    draft = told.of_tree(raw["meta"], asked.all_fields)
    draft = replace(draft, blocks=(*draft.blocks, *reading.blocks(raw["blocks"])))
    draft = asked.finished(draft)
    if asked.words:
        _count(draft, asked.words(source.data), asked.around(source.data), context)
    if asked.packed:
        draft = metadata.completed(draft, metadata.properties(source.data))
    draft = replace(
        draft, blocks=_without_markup(picture_sizes.found(page_breaks.found(draft.blocks)), context)
    )
    draft = metadata.informed(shape.run(draft, context.style.words))
    return metadata.titled(draft, PurePath(source.name).stem, asked.page_title)


def _count(draft: Draft, words: Counter[str], around: str, context: Context) -> None:
    """Report what pandoc has left out, on purpose and otherwise."""
    if left := conservation.words(around):
        message = "what stands around the main part of the page is left out"
        context.inform("SX788", conservation.counted(message, len(left), around))
    known = conservation.of_document((*draft.blocks, *draft.title), draft.fields)
    conservation.report(conservation.missing(words, known), context)


def _without_markup(blocks: tuple[d.Block, ...], context: Context) -> tuple[d.Block, ...]:
    """Return blocks without markup for one format, which is shown as text where that is asked for."""
    seen: dict[str, d.RawBlock | d.RawInline] = {}

    def visit(node: d.Node) -> d.Node | tuple[d.Node, ...]:
        if not isinstance(node, (d.RawBlock, d.RawInline)):
            return node
        if context.options.raw_html == "escape":
            kind = d.CodeBlock if isinstance(node, d.RawBlock) else d.Code
            return kind(text=node.text, pos=node.pos)
        seen.setdefault(node.format, node)
        return ()

    kept = walk.rewrite(blocks, visit)
    for name, node in seen.items():
        hint = "--raw-html=escape shows it as text"
        context.warn("SX799", f"markup for {name} only is left out", node.pos, hint)
    return kept
