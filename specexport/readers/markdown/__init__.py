"""Reader of Markdown: CommonMark 0.31.2 and GitHub Flavored Markdown, tokenised by mistune."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core.context import unheard
from specexport.core.diagnostics import EnvironmentProblem
from specexport.core.dialects import named
from specexport.model import document as d
from specexport.model import walk
from specexport.model.information import key
from specexport.readers.markdown import frontmatter
from specexport.readers.markdown.dialects import private
from specexport.readers.markdown.includes import SourcePart
from specexport.readers.markdown.text import decode
from specexport.readers.markdown.variables import Variables
from specexport.readers.markdown.wrapped import unwrapped

if TYPE_CHECKING:
    from specexport.core.context import Context, Source

_LEFT_OUT = "<!-- a comment is left out -->"


def read(source: Source, context: Context) -> d.Document:
    """Return the document that the Markdown in `source` describes.

    Raises SpecExportError when it is not UTF-8 text (SX004) or empty (SX005).
    """
    text = decode(source, context)
    if not text.endswith("\n"):
        text += "\n"
    text = unwrapped(text, context)
    matter = frontmatter.split(text)
    fields = frontmatter.fields(matter, context)
    part = SourcePart(context, Variables(fields, context), _dialect(fields, context))
    blocks = part.blocks(text, matter.lines)
    part.tell_remarks()
    kept = tuple(field for field in fields if key(field.name) not in part.dialect.settings)
    return d.Document(meta=d.Meta(fields=kept), blocks=blocks)


def without_comments(source: Source, context: Context) -> tuple[bytes, int]:
    """Return the Markdown in `source` with a note in the place of each comment, and how many those are.

    Comments are private ones and those of HTML; `context` says the dialect where the source says none.
    """
    quiet = replace(context, report=unheard)
    text = unwrapped(decode(source, quiet), quiet)
    matter = frontmatter.split(text)
    fields = frontmatter.fields(matter, quiet)
    start = 0 if text.lstrip().startswith("<!--") else private.offset(text, matter.lines)
    found = private.found(text, _dialect(fields, quiet), start, html=True)
    return (private.replaced(text, found, _LEFT_OUT).encode() if found else source.data), len(found)


def with_comments_blanked(source: Source, context: Context, dialect: str | None = None) -> tuple[str, int]:
    """Return the Markdown in `source` with spaces for the words of each comment, and how many those are.

    The signs around a comment stay, and so does the place of every other character; line ends are line feeds.
    `dialect` is that of the text which includes this one, None for a text of its own.
    """
    quiet = replace(context, report=unheard)
    text = decode(source, quiet)
    if not private.may_be_in(text):
        return text, 0
    shown = text if dialect is not None else _bare(text, quiet)
    matter = frontmatter.split(shown)
    start = 0 if text.lstrip().startswith("<!--") else private.offset(text, matter.lines)
    if dialect is None:
        dialect = _dialect(frontmatter.fields(matter, quiet), quiet)
    found = private.found(shown, dialect, start, html=True)
    return private.blanked(text, found), len(found)


def _bare(text: str, context: Context) -> str:
    """Return `text` with spaces for the fence that holds all of it, so that no character moves."""
    lines = zip(text.split("\n"), unwrapped(text, context).split("\n"), strict=True)
    return "\n".join([bare or " " * len(line) for line, bare in lines])


def dialect_of(source: Source, context: Context) -> str:
    """Return the name of the dialect that the Markdown in `source` is in, and what it includes."""
    quiet = replace(context, report=unheard)
    matter = frontmatter.split(unwrapped(decode(source, quiet), quiet))
    return _dialect(frontmatter.fields(matter, quiet), quiet)


def _dialect(fields: tuple[d.MetaField, ...], context: Context) -> str:
    """Return the name of the document's dialect: that of its front matter, else the options', else none."""
    for field in fields:
        if key(field.name) == "dialect" and (name := walk.plain(field.content)):
            try:
                return named(name)
            except EnvironmentProblem as problem:
                context.warn("SX800", problem.diagnostic.message, field.pos, problem.diagnostic.hint)
    return named(context.options.dialect) if context.options.dialect else ""
