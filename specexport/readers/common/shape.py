"""The shape of what others wrote, made the model's: no divisions without meaning, no empty paragraphs."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import languages, walk
from specexport.model.classes import (
    ADMONITION,
    APPENDIX,
    BYLINE,
    CENTER,
    CODE,
    COMMENT,
    COMMENT_START,
    DELETED,
    DELETED_PARAGRAPH,
    DETAILS,
    EMOJI,
    FORMAT_CHANGED,
    FORMAT_CHANGED_PARAGRAPH,
    HEADING_NUMBER,
    INSERTED,
    INSERTED_PARAGRAPH,
    KBD,
    KINDS,
    MARK,
    MISSING,
    PERMALINK,
    PLACEHOLDER,
    SMALL_CAPS,
    SUMMARY,
    TITLE,
    UNDERLINE,
)
from specexport.model.words import ENGLISH
from specexport.pandoc.ast import reading
from specexport.readers.common import page_breaks
from specexport.readers.common.draft import ROOMY, Draft, lines, sequences
from specexport.style import words as catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specexport.model.words import Words

_ADMONITIONS: dict[str, str] = {
    **{kind: kind for kind in KINDS},
    **{"hint": "tip", "attention": "important", "danger": "caution", "error": "caution", "seealso": "note"},
    **{f"markdown-alert-{kind}": kind for kind in KINDS},
}
_DIVS = frozenset({ADMONITION, DETAILS, SUMMARY, CENTER, TITLE, INSERTED, DELETED})
_SPANS = frozenset(
    {
        *(KBD, MARK, UNDERLINE, SMALL_CAPS, PLACEHOLDER, EMOJI),
        *(INSERTED, DELETED, INSERTED_PARAGRAPH, DELETED_PARAGRAPH),
        *(COMMENT, COMMENT_START, BYLINE, FORMAT_CHANGED, FORMAT_CHANGED_PARAGRAPH),
    }
)
# What is kept of a span beside its classes.
_PAIRS = frozenset(
    {"author", "date", "comment", "moved", "answers", "resolved", "was", languages.LANG, languages.DIR}
)
# What this program's own pages add to the text.
_ADDED = frozenset({PERMALINK, HEADING_NUMBER})
# Classes of headings of appendices: the page's, and the name of the style in Word.
_APPENDICES = (APPENDIX, "appendix-heading-1")
# The name of a language: of more characters or words, what stands above code is a text of its own.
_LONGEST_LANGUAGE, _MOST_WORDS = 30, 3
_LONGEST_TITLE = 120
# A length to more places than anybody sees.
_LENGTH = regex(r"^(\d{1,6}\.\d{3,})(in|cm|mm|pt|px|%)$")
_RUBRIC = (d.Header, d.HorizontalRule)
_SPACE = d.Str(text=" ")
_BOXES = {"☐": False, "☒": True, "☑": True}
_LINES: dict[type[d.Node], str] = {
    **dict.fromkeys((d.Para, d.Header, d.Emph, d.Strong, d.Strikeout, d.Link, d.Span), "content"),
    **dict.fromkeys((d.Superscript, d.Subscript, d.Image), "content"),
    **{d.DefinitionItem: "term", d.Table: "caption", d.Figure: "caption"},
}


def run(draft: Draft, words: Words) -> Draft:
    """Return a draft in the model's shape. `words` are those of the style, which captions may begin with."""
    anchors = _Anchors(draft.blocks)
    labels = _Labels(words)
    blocks = draft.blocks
    for visit in (anchors.visit, _untitled, anchors.link, _tidied, labels.visit):
        blocks = walk.rewrite(blocks, visit)
    blocks = sequences(sequences(blocks, _together), labels.pictured, ROOMY)
    return replace(draft, blocks=blocks, title=one_line(draft.title))


class _Anchors:
    """Takes divisions and spans apart that mean nothing here; what links lead to finds a new place."""

    def __init__(self, blocks: tuple[d.Block, ...]) -> None:
        self._wanted = {link.url[1:] for link in walk.find(blocks, d.Link) if link.url.startswith("#")}
        self._moved: dict[str, str] = {}

    def visit(self, node: d.Node) -> d.Node | tuple[d.Node, ...]:
        match node:
            case d.Header():
                return self._header(node)
            case d.Div():
                return self._div(node)
            case d.Link() if PERMALINK in node.attr.classes:
                return ()
            case d.Link() | d.Span() if MISSING in node.attr.classes:
                return _missing(node)
            case d.Span():
                return self._span(node)
            case _:
                return node

    def link(self, node: d.Node) -> d.Node:
        """Return a link that leads to where its target has gone."""
        if type(node) is d.Link and node.url.startswith("#") and node.url[1:] in self._moved:
            return replace(node, url=f"#{self._moved[node.url[1:]]}")
        return node

    def _header(self, node: d.Header) -> d.Header:
        """Return a header without the targets in it: it is one itself."""
        targets = [part.attr.id for part in walk.find(node.content, d.Span) if part.attr.id in self._wanted]
        name = node.attr.id or next(iter(targets), "")
        self._moved |= {target: name for target in targets if target != name}
        spans = walk.rewrite(node.content, _without_target)
        appendix = any(found.lower() in _APPENDICES for found in node.attr.classes)
        attr = d.Attr(name, (APPENDIX,) if appendix else ())
        return replace(node, content=_without_number(spans), attr=attr)

    def _span(self, node: d.Span) -> d.Node | tuple[d.Node, ...]:
        classes = tuple(name for name in node.attr.classes if name in _SPANS or name in _ADDED)
        name = node.attr.id if node.attr.id in self._wanted else ""
        if not (classes or name or languages.of(node.attr)):
            return node.content
        pairs = tuple(pair for pair in node.attr.pairs if pair[0] in _PAIRS)
        return replace(node, attr=d.Attr(name, classes, pairs))

    def _div(self, node: d.Div) -> d.Node | tuple[d.Node, ...]:
        if page_breaks.is_page_break(node):
            return node
        kind = next((_ADMONITIONS[name] for name in node.attr.classes if name in _ADMONITIONS), "")
        if kind:
            return _admonition(node, kind)
        if CODE in node.attr.classes:
            return _labelled_code(node.content)
        if "footnotes" in node.attr.classes and all(isinstance(part, _RUBRIC) for part in node.content):
            return ()  # the notes are at their references
        if not _DIVS.isdisjoint(node.attr.classes):
            return node
        return self._named(node.content, node.attr.id)

    def _named(self, content: tuple[d.Block, ...], name: str) -> tuple[d.Node, ...]:
        """Return the content of a division whose `name` links may lead to."""
        first = content[0] if content else None
        if name not in self._wanted or not name:
            return content
        if type(first) is d.Header:
            self._moved |= {name: first.attr.id} if first.attr.id else {}
            attr = replace(first.attr, id=first.attr.id or name)
            return (replace(first, attr=attr), *content[1:])
        target = d.Span(content=(), attr=d.Attr(id=name))
        if type(first) is d.Para:
            return (replace(first, content=(target, *first.content)), *content[1:])
        return (d.Div(content=content, attr=d.Attr(id=name)),)


class _Labels:
    """Takes the label and number from captions, which get new ones."""

    def __init__(self, words: Words) -> None:
        every = (words, ENGLISH, *(catalogue.words(lang) for lang in catalogue.languages()))
        known = (name for each in every for name in (each.figure, each.table))
        names = "|".join(map(re.escape, dict.fromkeys(known)))
        self._label = re.compile(rf"(?:{names})\s*\d+(?:[.\-]\d+)*\s*[:.)\u2013\u2014-]?\s*", re.IGNORECASE)

    def pictured(self, blocks: tuple[d.Block, ...]) -> tuple[d.Block, ...]:
        """Return blocks with pictures that stand alone as figures: what describes them is no caption here.

        Those that a caption follows become figures later, with it.
        """
        return tuple(
            d.Figure(content=(block,), pos=block.pos)
            if _is_picture(block) and not self._is_caption(after)
            else block
            for block, after in zip_longest(blocks, blocks[1:])
        )

    def _is_caption(self, block: d.Block | None) -> bool:
        return type(block) is d.Para and bool(self._label.match(walk.plain(block.content)))

    def visit(self, node: d.Node) -> d.Node:
        if type(node) is d.BlockQuote:
            return self._aside(node)
        if not isinstance(node, (d.Table, d.Figure)) or not node.caption:
            return node
        first, *rest = node.caption
        match = self._label.match(first.text) if type(first) is d.Str else None
        if type(first) is not d.Str or not match:
            return node
        return replace(node, caption=(*_text(first, first.text[match.end() :]), *rest))

    @staticmethod
    def _aside(node: d.BlockQuote) -> d.Node:
        """Return a quotation that begins with a bold `Note` or `Note: Title` as an admonition."""
        first = node.content[0] if len(node.content) > 1 else None
        label, _, title = (_bold(first) if first else "").partition(": ")
        kind = _labels().get(label.rstrip(":").lower()) if label else None
        if not kind:
            return node
        pairs = (("title", title),) if title else ()
        return d.Div(content=node.content[1:], attr=d.Attr(classes=(ADMONITION, kind), pairs=pairs))


def _missing(node: d.Link | d.Span) -> d.Image:
    """Return the picture in whose place this program has put words, since it was not there."""
    words = walk.plain(node.content).removeprefix("[").removesuffix("]")
    url = node.url if type(node) is d.Link else node.attr.get("title")
    alt = (d.Str(text=words),) if words and words != url.rpartition("/")[2] else ()
    return d.Image(content=alt, url=url or words)


def _is_picture(block: d.Block) -> bool:
    if type(block) is not d.Para or len(block.content) != 1:
        return False
    only = block.content[0]
    return type(only) is d.Image or (
        type(only) is d.Link and [type(node) for node in only.content] == [d.Image]
    )


def _without_target(node: d.Node) -> d.Node | tuple[d.Node, ...]:
    if type(node) is not d.Span or not node.attr.id:
        return node
    return replace(node, attr=replace(node.attr, id="")) if node.attr.classes else node.content


def _without_number(content: tuple[d.Inline, ...]) -> tuple[d.Inline, ...]:
    first = content[0] if content else None
    return content[1:] if type(first) is d.Span and HEADING_NUMBER in first.attr.classes else content


def _admonition(node: d.Div, kind: str) -> d.Div:
    """Return an admonition with the title that its first division, paragraph or bold line is."""
    first, *rest = node.content or (d.Para(content=()),)
    words = walk.plain([first])
    told = type(first) is d.Div and TITLE in first.attr.classes
    # Pages have it as a paragraph, whose class pandoc does not tell.
    own = type(first) is d.Para and ADMONITION in node.attr.classes and len(words) <= _LONGEST_TITLE
    title = words if told or (own and rest) else ""
    content = tuple(rest) if title else node.content
    if told and words.lower() in _ADMONITIONS and rest and (bold := _bold(rest[0])):
        title, content = bold, tuple(rest[1:])
    pairs = (("title", title),) if title and title.lower() not in _ADMONITIONS else ()
    return d.Div(content=content, attr=d.Attr(classes=(ADMONITION, kind), pairs=pairs), pos=node.pos)


@cache
def _labels() -> dict[str, str]:
    """Return the kinds of admonitions by what they are called in any of the program's languages."""
    known = [catalogue.words(lang) for lang in catalogue.languages()]
    return {getattr(each, kind).lower(): kind for each in known for kind in KINDS}


def _bold(block: d.Block) -> str:
    """Return the words of a paragraph that is but bold, nothing of any other."""
    match block:
        case d.Para(content=(d.Strong() as only,)):
            return walk.plain([only])
        case _:
            return ""


def _untitled(node: d.Node) -> d.Node | tuple[d.Node, ...]:
    """Return the content of a title that is none of an admonition."""
    return node.content if type(node) is d.Div and node.attr.classes == (TITLE,) else node


def _labelled_code(content: tuple[d.Block, ...]) -> tuple[d.Block, ...]:
    """Return code with the language that stands above it, as on this program's pages."""
    if (
        len(content) != 2
        or type(content[1]) is not d.CodeBlock
        or not isinstance(content[0], (d.Para, d.Div))
    ):
        return content
    language = walk.plain([content[0]]).lower().strip()
    if len(language) > _LONGEST_LANGUAGE or len(language.split()) > _MOST_WORDS:
        return content
    return (replace(content[1], attr=d.Attr(classes=(language,) if language else ())),)


# Text


def one_line(content: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return inlines without the line endings of their source."""
    return walk.merged(tuple(_SPACE if type(node) is d.SoftBreak else node for node in content))


def _trimmed(content: tuple[d.Inline, ...]) -> tuple[d.Inline, ...]:
    if content and type(content[0]) is d.Str:
        content = (*_text(content[0], content[0].text.lstrip(" ")), *content[1:])
    if content and type(content[-1]) is d.Str:
        content = (*content[:-1], *_text(content[-1], content[-1].text.rstrip(" ")))
    return content


def _text(node: d.Str, text: str) -> tuple[d.Str, ...]:
    if text == node.text:
        return (node,)
    return (replace(node, text=text),) if text else ()


def _tidied(node: d.Node) -> d.Node | tuple[d.Node, ...]:
    """Return a node with its texts joined; a paragraph of nothing is left out."""
    field = _LINES.get(type(node))
    if field:
        content = getattr(node, field)
        content = one_line(content) if type(node) is d.Header else walk.merged(content)
        if isinstance(node, (d.Para, d.Header)):
            content = _trimmed(content)
            if all(isinstance(part, (d.SoftBreak, d.LineBreak)) for part in content):
                return ()
        if content != getattr(node, field):
            return replace(node, **{field: content})
    if type(node) is d.ListItem and node.checked is None:
        return reading.task(node.content)
    if type(node) is d.Table:
        return _aligned(node)
    if type(node) is d.Image and node.attr.pairs:
        pairs = tuple((name, _LENGTH.sub(_rounded, value)) for name, value in node.attr.pairs)
        return replace(node, attr=replace(node.attr, pairs=pairs))
    if type(node) is d.Superscript and len(node.content) == 1 and type(node.content[0]) is d.Note:
        return node.content
    if type(node) is d.CodeBlock:
        language = tuple(name.lower() for name in node.attr.classes[:1])
        pairs = tuple(pair for pair in node.attr.pairs if pair[0] == "caption")
        return replace(node, text=node.text.removesuffix("\n"), attr=d.Attr(node.attr.id, language, pairs))
    return node


def _rounded(match: re.Match[str]) -> str:
    return f"{float(match[1]):.2f}{match[2]}"


def _aligned(table: d.Table) -> d.Table:
    """Return a table whose columns are aligned, where all cells of each are alike."""
    rows = (*table.head, *table.body, *table.foot)
    if not any(cell.align != "default" for row in rows for cell in row.cells):
        return table
    if any(len(row.cells) != len(table.columns) for row in rows):
        return table
    sides = [{_side(row.cells[at], column) for row in table.body} for at, column in enumerate(table.columns)]
    if any(len(found) > 1 for found in sides):
        return table
    columns = tuple(
        replace(column, align=next(iter(found), column.align))
        for column, found in zip(table.columns, sides, strict=True)
    )
    groups = {name: _unaligned(getattr(table, name)) for name in ("head", "body", "foot")}
    return replace(table, columns=columns, **groups)


def _side(cell: d.Cell, column: d.Column) -> d.Alignment:
    """Return on which side a cell is; the left one is that of all that says nothing."""
    side = column.align if cell.align == "default" else cell.align
    return "default" if side == "left" else side


def _unaligned(rows: tuple[d.Row, ...]) -> tuple[d.Row, ...]:
    return tuple(
        replace(row, cells=tuple(replace(cell, align="default") for cell in row.cells)) for row in rows
    )


# Blocks beside each other


def _together(blocks: tuple[d.Block, ...]) -> tuple[d.Block, ...]:
    """Return blocks with paragraphs that begin with a box as a task list."""
    if not any(_is_task(block) for block in blocks):
        return blocks
    out: list[d.Block] = []
    for is_task, group in groupby(blocks, _is_task):
        run = list(group)
        out += [_tasks(run)] if is_task else run
    return tuple(out)


def _is_task(block: d.Block) -> bool:
    if type(block) is not d.Para or not block.content or type(block.content[0]) is not d.Str:
        return False
    text = lines([block])
    return text[:1] in _BOXES and text[1:2] in (" ", "\u00a0") and bool(text[1:].strip())


def _tasks(paras: Iterable[Any]) -> d.BulletList:
    items = []
    for para in paras:
        first, *rest = para.content
        text = first.text[1:].lstrip(" \u00a0")
        content = (*((replace(first, text=text),) if text else ()), *rest)
        items.append(d.ListItem(content=(replace(para, content=content),), checked=_BOXES[first.text[0]]))
    return d.BulletList(items=tuple(items))
