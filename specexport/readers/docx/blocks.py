"""What stands below each other in a part, a cell, a note or a box: paragraphs, tables, controls (17.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import APPENDIX, COMMENT, COMMENT_START
from specexport.readers.common.characters import readable
from specexport.readers.common.draft import CODE_BEGINS, CODE_LINE
from specexport.readers.common.page_breaks import page_break
from specexport.readers.docx import changed, continued, fields, headings, lists, looks, tables
from specexport.readers.docx.inlines import CONTENTS, Inlines, Line, signed
from specexport.readers.docx.lists import Entry
from specexport.readers.docx.names import MARKS, M, W, chosen, is_on, number, switch, texts, val
from specexport.readers.docx.numbering import Label
from specexport.readers.docx.pieces import spaced
from specexport.readers.docx.styles import Indent, ParagraphStyle, indent, look, rank

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lxml.etree import _Element

    from specexport.readers.docx.notes import Comment
    from specexport.readers.docx.package import Part
    from specexport.readers.docx.story import Story

_TASK = Label("task", 0, is_bullet=True)
_BOXES = "☐☒☑"
_DEEPEST = 6
# Styles whose own indentation is how they look, and says nothing of a list.
_LOOKS_ONLY = looks.QUOTES | {"definition", "caption", "title", "subtitle"}


class Blocks:
    """Reads what stands below each other."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.text_width = story.survey.text_width
        self._in_cell = 0
        self._placeholder = 0
        self._slugs: dict[str, int] = {}
        self._sides: list[str] = []

    def whole(self) -> tuple[d.Block, ...]:
        """Return what is in the main part."""
        entries: list[Entry] = []
        for piece in self.story.package.pieces():
            self.story.begin(piece)
            entries += self._entries((piece,))
        made = lists.assembled(entries)
        return continued.joined(made, self.story) if self.story.has_continued else made

    def within(self, parent: _Element) -> tuple[d.Block, ...]:
        """Return what is in a box or a note, which fields around it do not reach into."""
        around, self.story.fields = self.story.fields, []
        cells, self._in_cell = self._in_cell, 0
        made = lists.assembled(list(self._entries(parent)))
        self.story.fields, self._in_cell = around, cells
        return made

    def elsewhere(self, part: Part, parent: _Element) -> tuple[d.Block, ...]:
        """Return what is in an element of another part."""
        here, self.story.part = self.story.part, part
        made = self.within(parent)
        self.story.part = here
        return made

    def cell(self, element: _Element, _: str) -> tuple[tuple[d.Block, ...], str]:
        """Return what is in a cell, and how its first paragraph is aligned."""
        self._in_cell += 1
        entries = list(self._entries(element))
        self._in_cell -= 1
        side = next((entry.side for entry in entries if entry.blocks), "")
        return lists.assembled(entries), side

    def comment(self, ident: str, said: Comment) -> d.Span:
        """Return what a comment says, as a span."""
        assert self.story.comments.part is not None
        content: list[d.Inline] = []
        for block in self.elsewhere(self.story.comments.part, said.element):
            inside = block.content if isinstance(block, d.Para) else _inline(block)
            content += ([d.LineBreak()] if content and inside else []) + list(inside)
        return changed.comment(tuple(content), said.pairs(ident))

    # What stands there

    def _entries(self, parent: Iterable[_Element]) -> Iterator[Entry]:
        for node in parent:
            made = _ELEMENTS.get(node.tag)
            if made is not None:
                yield from made(self, node)

    def _control(self, node: _Element) -> Iterator[Entry]:
        props, content = node.find(f"{W}sdtPr"), node.find(f"{W}sdtContent")
        if content is None:
            return
        built = None if props is None else props.find(f"{W}docPartObj")
        if built is not None and val(built, "docPartGallery") == "Table of Contents":
            for _, text in texts(content):
                self.story.leave_out(CONTENTS, text)
            return
        hint = bool(switch(props, "showingPlcHdr"))
        self._placeholder += hint
        yield from self._entries(content)
        self._placeholder -= hint

    def _either(self, node: _Element) -> Iterator[Entry]:
        form = chosen(node)
        if form is not None:
            yield from self._entries(form)

    def _marked(self, node: _Element) -> Iterator[Entry]:
        self.mark(node)
        yield from ()

    def mark(self, node: _Element) -> None:
        """Keep a bookmark or the edge of a comment that stands between paragraphs for the next one."""
        if node.tag == f"{W}bookmarkStart":
            if (name := str(node.get(f"{W}name", ""))) in self.story.bookmarks:
                self.story.pending.append(d.Span(content=(), attr=d.Attr(id=name)))
        elif node.tag == f"{W}commentRangeStart":
            pairs = (("comment", str(node.get(f"{W}id"))),)
            self.story.pending.append(d.Span(content=(), attr=d.Attr(classes=(COMMENT_START,), pairs=pairs)))
        elif node.tag == f"{W}commentRangeEnd":
            ident = str(node.get(f"{W}id"))
            said = self.story.comments.entries.get(ident)
            if said is not None and ident not in self.story.comments.used:
                self.story.comments.used.add(ident)
                self.story.pending.append(self.comment(ident, said))

    def _formula(self, node: _Element) -> Iterator[Entry]:
        from specexport.readers.docx import equations

        for one in node.iter(f"{M}oMath"):
            yield Entry((d.Para(content=(d.Math(text=equations.tex(one), display=True),)),))

    def _other_document(self, _: _Element) -> Iterator[Entry]:
        self.story.lost.append("a subdocument, which is another file")
        yield from ()

    def _other_file(self, node: _Element) -> Iterator[Entry]:
        from specexport.readers.docx import chunks

        yield Entry(chunks.read(self.story, node))

    def _table(self, node: _Element) -> Iterator[Entry]:
        made = tables.read(self, node)
        if made is None:
            return
        props = node.find(f"{W}tblPr")
        inset = None if props is None else props.find(f"{W}tblInd")
        left = 0 if inset is None else number(inset.get(f"{W}w"))
        first = next(node.iter(f"{W}p"), None)
        pos = None if first is None else self.story.pos(first)
        made = replace(made, pos=pos)
        if continued.goes_on(node):
            self.story.has_continued = True
            made = continued.marked(made)
        yield Entry((made,), left, is_grid=True)

    # Paragraphs

    def _paragraph(self, node: _Element) -> Iterator[Entry]:
        ppr = node.find(f"{W}pPr")
        ident = "" if ppr is None else val(ppr, "pStyle")
        style = self.story.styles.paragraph(ident)
        label, place = self._label(ppr, ident, style)
        line = self._inlines(node, style)
        pos = self.story.pos(node)
        content = line.content + self._ended(ppr)
        if looks.LEFT_OUT.fullmatch(style.name):
            self.story.leave_out(CONTENTS, walk.text(line.content))
            yield Entry(line.later)
            return
        if ppr is not None and is_on(ppr.find(f"{W}pageBreakBefore")) and not self._in_cell:
            yield Entry((page_break(pos),), 1 << 20)
        side = "" if ppr is None else val(ppr, "jc")
        made = self._made(content, line, style, ppr, label, pos)
        if made and type(made[0]) is d.Header:
            yield Entry((*made, *line.later), is_firm=True)
            return
        is_code = bool(made) and type(made[0]) is d.CodeBlock
        if label is None and not is_code and place.hanging > 0 and _begins_with_box(content):
            label = _TASK
        if label is not None and (label.is_blank or not made):
            label = None
        yield Entry(
            (*self._begun(made, node), *line.later) if is_code else (*made, *line.later),
            place.left,
            place.left - place.hanging,
            label,
            is_grid=is_code or looks.is_shown(made),
            side=side or style.side,
        )

    def _inlines(self, node: _Element, style: ParagraphStyle) -> Line:
        if self.story.fields and not looks.LEFT_OUT.fullmatch(style.name):
            fields.end_contents(self.story.fields, node)
        reader = Inlines(self.story, self, style)
        if self._placeholder:
            reader.force("placeholder")
        return reader.read(node)

    def _label(self, ppr: _Element | None, ident: str, style: ParagraphStyle) -> tuple[Label | None, Indent]:
        """Return the label of a paragraph, and where it stands: what it says itself goes before its list."""
        props = None if ppr is None else ppr.find(f"{W}numPr")
        number_of, level = style.numbering or ("", 0)
        if style.numbering:
            level = self.story.numbering.of_style(number_of, ident, level)
        if props is not None:
            number_of = val(props, "numId", number_of)
            level = number(val(props, "ilvl", str(level)))
        label = self.story.numbering.next(number_of, level) if number_of not in ("", "0") else None
        own = None if ppr is None else indent([ppr])
        listed = label.indent if label is not None else None
        if own is not None:
            base = listed or style.indent or Indent()
            given = ppr.find(f"{W}ind") if ppr is not None else None
            hanging = own.hanging if given is not None and given.get(f"{W}hanging") else base.hanging
            sided = given is not None and (given.get(f"{W}left") or given.get(f"{W}start"))
            return label, Indent(own.left if sided else base.left, hanging)
        by_style = None if style.names & _LOOKS_ONLY or style.is_code else style.indent
        if props is not None:
            return label, listed or by_style or Indent()
        return label, by_style or listed or Indent()

    def _made(
        self,
        content: tuple[d.Inline, ...],
        line: Line,
        style: ParagraphStyle,
        ppr: _Element | None,
        label: Label | None,
        pos: d.Pos,
    ) -> tuple[d.Block, ...]:
        """Return the blocks that a paragraph is."""
        outline = _outline(ppr, style)
        shown = label.text if label is not None else ""
        if outline and _has_words(content):
            return self._heading(content, style, outline, label, pos)
        if style.is_code or (self._may_be_code(label, content) and self._is_code(line, ppr, style)):
            return _code(line, content, style, pos)
        if shown and content:
            content = (d.Str(text=f"{shown} "), *content)
        if not content:
            return ()
        return tuple(self._parted(content, style, pos))

    def _is_code(self, line: Line, ppr: _Element | None, style: ParagraphStyle) -> bool:
        """Say whether all words are code by their font, or an empty line by that of its style or mark."""
        if line.code:
            return bool(line.coded) and not line.plain
        mark = None if ppr is None else look(ppr.find(f"{W}rPr"))
        return self.story.styles.is_code((mark.font if mark else "") or style.look.font)

    def _may_be_code(self, label: Label | None, content: tuple[d.Inline, ...]) -> bool:
        labelled = label is not None and not label.is_blank
        return (
            not labelled and not self._in_cell and all(type(one) in (d.Code, d.LineBreak) for one in content)
        )

    def _heading(
        self,
        content: tuple[d.Inline, ...],
        style: ParagraphStyle,
        outline: int,
        label: Label | None,
        pos: d.Pos,
    ) -> tuple[d.Block, ...]:
        content = walk.merged(tuple(d.Str(text=" ") if type(one) is d.RawInline else one for one in content))
        content = spaced(content)[1]
        if self._in_cell:
            return (d.Para(content=(d.Strong(content=content),), pos=pos),)
        if label is not None and headings.is_telling(label.whole):
            content = (d.Str(text=f"{label.whole} "), *content)
        classes = (APPENDIX,) if "appendix heading 1" in style.names else ()
        attr = d.Attr(headings.slug(walk.text(content), self._slugs), classes)
        return (d.Header(level=min(outline, _DEEPEST), content=content, attr=attr, pos=pos),)

    def _parted(self, content: tuple[d.Inline, ...], style: ParagraphStyle, pos: d.Pos) -> Iterator[d.Block]:
        """Yield a paragraph, taken apart where pages end in it."""
        part: list[d.Inline] = []
        for node in content:
            if type(node) is not d.RawInline:
                part.append(node)
                continue
            if part:
                yield looks.styled(d.Para(content=tuple(part), pos=pos), style)
                part = []
            if not self._in_cell:
                yield page_break(pos)
        if part:
            yield looks.styled(d.Para(content=tuple(part), pos=pos), style)

    def _ended(self, ppr: _Element | None) -> tuple[d.Inline, ...]:
        """Return the marks of a paragraph that was inserted, deleted or reformatted as such (17.13.5)."""
        reformatted = None if ppr is None else ppr.find(f"{W}pPrChange")
        rpr = None if ppr is None else ppr.find(f"{W}rPr")
        if reformatted is not None:
            self.story.formats_changed += 1
            self.story.has_changes = True
            return (*self._inserted(rpr), changed.reformatted(signed(reformatted)))
        return self._inserted(rpr)

    def _inserted(self, rpr: _Element | None) -> tuple[d.Inline, ...]:
        if rpr is None:
            return ()
        found = ((name, rpr.find(W + name)) for name in ("ins", "moveTo", "del", "moveFrom"))
        marks = tuple(
            changed.mark(name in ("ins", "moveTo"), signed(one)) for name, one in found if one is not None
        )
        self.story.has_changes |= bool(marks)
        return marks

    @staticmethod
    def _begun(made: tuple[d.Block, ...], node: _Element) -> tuple[d.Block, ...]:
        """Return code that goes on what stands above it where no border parts the two."""
        first = made[0]
        before = node.getprevious()
        if (
            type(first) is d.CodeBlock
            and before is not None
            and _is_open(before, "bottom")
            and _is_open(node, "top")
        ):
            return (replace(first, attr=CODE_LINE), *made[1:])
        return made


def _inline(block: d.Block) -> tuple[d.Inline, ...]:
    text = walk.plain([block])
    return (d.Str(text=text),) if text else ()


def _outline(ppr: _Element | None, style: ParagraphStyle) -> int:
    own = None if ppr is None else ppr.find(f"{W}outlineLvl")
    return style.outline if own is None else rank(own)


def _has_words(content: tuple[d.Inline, ...]) -> bool:
    return bool(walk.plain(content)) or any(type(node) in (d.Image, d.Math) for node in content)


def _begins_with_box(content: tuple[d.Inline, ...]) -> bool:
    first = content[0] if content else None
    return type(first) is d.Str and first.text[:1] in _BOXES and first.text[1:2] in ("", " ", "\u00a0")


def _code(
    line: Line, content: tuple[d.Inline, ...], style: ParagraphStyle, pos: d.Pos
) -> tuple[d.Block, ...]:
    """Return a paragraph as code, and what is no code in it below that."""
    text = readable(line.code).replace("\u00a0", " ")
    begins = (style.is_code and style.set_apart) or "\n" in text
    block = d.CodeBlock(text=text, attr=CODE_BEGINS if begins else CODE_LINE, pos=pos)
    kept = tuple(_apart(content))
    return (block, d.Para(content=kept, pos=pos)) if kept else (block,)


def _apart(content: tuple[d.Inline, ...]) -> Iterator[d.Inline]:
    """Yield what in a paragraph of code is none, in changes and links too: pictures, notes, formulas."""
    for node in content:
        if type(node) in (d.Image, d.Note, d.Math) or (
            type(node) is d.Span and node.attr.classes[:1] == (COMMENT,)
        ):
            yield node
        elif isinstance(node, (d.Span, d.Link, d.Strong, d.Emph)):
            yield from _apart(node.content)


def _is_open(paragraph: _Element, side: str) -> bool:
    """Say whether a paragraph has no border at one side of its own: its block goes on there."""
    border = paragraph.find(f"{W}pPr/{W}pBdr/{W}{side}")
    return border is not None and border.get(f"{W}val") in ("nil", "none")


_ELEMENTS: dict[str, Callable[[Blocks, _Element], Iterator[Entry]]] = {
    f"{W}p": Blocks._paragraph,
    f"{W}tbl": Blocks._table,
    f"{W}sdt": Blocks._control,
    **dict.fromkeys(
        (f"{W}customXml", f"{W}smartTag", f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"), Blocks._entries
    ),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent": Blocks._either,
    f"{M}oMathPara": Blocks._formula,
    f"{W}altChunk": Blocks._other_file,
    f"{W}subDoc": Blocks._other_document,
    **dict.fromkeys(MARKS, Blocks._marked),
}
