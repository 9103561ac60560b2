"""One text and what it includes: `{{#include file.md}}`, a fence of `include`, and includes in code.

An included text is read on its own: its links, references and footnotes are its own, and its front matter is
passed over. Every node knows the file that it stands in.
"""

from __future__ import annotations

import posixpath
from copy import copy
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec.structs import replace

from specexport.core.context import Source
from specexport.core.diagnostics import SpecExportError
from specexport.core.dialects import PLAIN
from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.readers.common import page_breaks
from specexport.readers.markdown import dialects, frontmatter, review_comments
from specexport.readers.markdown.blocks import Blocks
from specexport.readers.markdown.build import Builder
from specexport.readers.markdown.dialects import hidden, private, signs
from specexport.readers.markdown.dialects.remarks import Remarks
from specexport.readers.markdown.dialects.seam import Grammar
from specexport.readers.markdown.engine import State
from specexport.readers.markdown.inlines import SPECIAL
from specexport.readers.markdown.text import decode, with_spaces_behind_markers

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.core.context import Context
    from specexport.core.diagnostics import Diagnostic
    from specexport.readers.markdown.dialects.remarks import Remark
    from specexport.readers.markdown.variables import Variables

_DEEPEST = 8
# Characters that may be included in all; a file counts as a page at least, so that their number is bounded.
_MOST = 8 * 1024 * 1024
_LEAST = 4096
_ELSEWHERE = regex(r"[A-Za-z][A-Za-z0-9+.\-]*:|[/\\#?]|$")


class _Included:
    """How much a source has included so far, in all of its parts: many small files count for more."""

    characters = 0


class SourcePart:
    """The source, or a file that it includes: `path` is then relative to the source's folder."""

    def __init__(self, context: Context, variables: Variables, dialect: str = "") -> None:
        self.context = context
        self.variables = variables
        self.dialect_name = dialect
        self.dialect = dialects.load(dialect)
        self.grammar = Grammar(self.dialect.inlines, SPECIAL)
        self._remarks = Remarks()
        self.path = ""
        self._open: tuple[str, ...] = (posixpath.basename(context.source_name.replace("\\", "/")),)
        self._included = _Included()
        self._parser = Blocks(self.dialect.blocks)

    def blocks(self, text: str, skipped: int) -> tuple[d.Block, ...]:
        """Return the blocks of `text` without its first `skipped` lines and its private comments."""
        text = with_spaces_behind_markers(text)
        comments = private.found(text, self.dialect_name, private.offset(text, skipped))
        if comments:
            private.tell(text, comments, self.context)
            text = private.replaced(text, comments)
        if reviewed := review_comments.are_in(text):
            self.grammar = Grammar((*review_comments.RULES, *self.dialect.inlines), SPECIAL)
        blocks = self._blocks(text, skipped, reviewed=reviewed)
        blocks = hidden.closed(blocks) if comments else blocks
        if self.dialect_name != PLAIN:
            signs.tell(text, blocks, self)
        return blocks

    def remark(self, remark: Remark, written: str, pos: d.Pos | None) -> None:
        """Note that what is `written` at `pos` is of the kind of `remark`, to be told once all is read."""
        if pos and self.path and not pos.path:
            pos = replace(pos, path=self.path)
        self._remarks.add(remark, written, pos)

    def tell_remarks(self) -> None:
        """Report what was noted in this text and in those that it includes."""
        self._remarks.tell(self.context)

    def _blocks(self, text: str, skipped: int, *, reviewed: bool) -> tuple[d.Block, ...]:
        state = State()
        state.begin(text, skipped)
        self._parser.parse(state)
        builder = Builder(text, dict(state.env), self.context, self)
        blocks = builder.blocks(state.tokens)
        builder.unused_footnotes()
        blocks = review_comments.hung(blocks) if reviewed else blocks
        if builder.has_html:
            from specexport.readers.markdown import html

            blocks = html.resolved(blocks, self.context, builder.places)
        for step in self.dialect.finish:
            blocks = step(blocks, self)
        return page_breaks.lifted(blocks)

    def include(
        self, name: str, pos: d.Pos, chosen: Callable[[str], str | None] | None = None
    ) -> tuple[d.Block, ...] | None:
        """Return the blocks of the Markdown file called `name`, None (and say why) if it cannot be had.

        `chosen` returns the part of its text that is meant, None where it has none of it.
        """
        path = self._joined(name)
        text = self._text(path, pos)
        if text is None:
            return None
        part = self._inside(path)
        text = text if text.endswith("\n") else text + "\n"
        skipped = frontmatter.split(text).lines
        if chosen:
            part_of_it = chosen(text)
            if part_of_it is None:
                self._leave_out(path, pos, "it has no such part", "correct the name or the lines of the part")
                return None
            text, skipped = part_of_it, 0
        folder = posixpath.dirname(path)
        try:
            blocks = part.blocks(text, skipped)
        except SpecExportError as error:
            self._leave_out(path, pos, error.diagnostic.message, error.diagnostic.hint)
            return None
        return walk.rewrite(blocks, lambda node: _placed(node, path, folder))

    def find(self, url: str) -> str | None:
        """Return the file that `url` leads to, as `Resources.find` does, relative to the text itself."""
        folder = posixpath.dirname(self.path)
        found = self.context.resources.find(posixpath.join(quote(folder), url) if folder else url)
        return posixpath.relpath(found, quote(folder)) if found and folder else found

    def code(self, name: str, pos: d.Pos) -> str | None:
        """Return the text of the file called `name`, None (and say why) if it cannot be had."""
        text = self._text(self._joined(name), pos)
        return text if text is None else text.removesuffix("\n")

    def _joined(self, name: str) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.path), name))

    def _text(self, path: str, pos: d.Pos) -> str | None:
        why, hint = "", "check the path, relative to the file that includes it"
        try:
            if path in self._open:
                why, hint = "it would include itself", "leave out one of the two"
            elif len(self._open) > _DEEPEST:
                why, hint = f"includes stand in each other, {_DEEPEST} deep at most", "include it further up"
            else:
                text = decode(Source(self.context.resources.read(path), path), self._inside(path).context)
                self._included.characters += max(len(text), _LEAST)
                if self._included.characters <= _MOST:
                    return text
                why, hint = f"all that is included may be {_MOST // 1024 // 1024} MiB at most", "split it"
        except SpecExportError as error:
            why, hint = error.diagnostic.message, error.diagnostic.hint or hint
        self._leave_out(path, pos, why, hint)
        return None

    def _leave_out(self, path: str, pos: d.Pos, why: str, hint: str) -> None:
        self.context.warn("SX701", f"{path} is not included: {why}", pos, hint)

    def _inside(self, path: str) -> SourcePart:
        """Return the part for a file that this one includes; what it reports names the file."""
        outer = self.context.report

        def report(diagnostic: Diagnostic) -> None:
            pos = diagnostic.pos or d.Pos(1)
            outer(replace(diagnostic, pos=pos if pos.path else replace(pos, path=path)))

        part = copy(self)
        part.context = replace(self.context, report=report)
        part.variables = self.variables.within(part.context)
        part.path, part._open = path, (*self._open, path)
        return part


def _placed(node: d.Node, path: str, folder: str) -> d.Node:
    """Return a node of an included file with that file's path, and URLs relative to the source's folder."""
    if node.pos is None or node.pos.path:
        return node
    node = replace(node, pos=replace(node.pos, path=path))
    if folder and isinstance(node, (d.Link, d.Image)) and not _ELSEWHERE.match(node.url):
        return replace(node, url=posixpath.normpath(posixpath.join(folder, node.url)))
    return node
