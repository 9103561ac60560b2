"""The content of a paragraph: runs and what holds them (ECMA-376, 17.3.2, 17.3.3), as inlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.model import document as d
from specexport.model.classes import (
    COMMENT_START,
    DELETED,
    FORMAT_CHANGED,
    INSERTED,
)
from specexport.readers.docx import drawings, equations, pieces, symbols
from specexport.readers.docx.fields import Field
from specexport.readers.docx.names import W14, M, W, chosen, switch, texts
from specexport.readers.docx.runs import Runs
from specexport.readers.docx.styles import NO_LOOK, RunLook, is_tiny

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    from specexport.readers.docx.blocks import Blocks
    from specexport.readers.docx.pieces import Piece, Wrapper
    from specexport.readers.docx.story import Story
    from specexport.readers.docx.styles import ParagraphStyle

CONTENTS, HIDDEN, INSTRUCTION, TINY = "contents", "hidden", "instruction", "tiny"

_DOT = "●"  # before a grade, in its colour


class Line(Struct):
    """What is in a paragraph: its inlines, blocks that hang on it, and its words as they are in code.

    `plain` and `coded` count characters in ordinary letters and in those of code. `checked` is the state of
    a box that it begins with. `parted` tells where pages end.
    """

    content: tuple[d.Inline, ...] = ()
    later: tuple[d.Block, ...] = ()
    code: str = ""
    plain: int = 0
    coded: int = 0


class Inlines:
    """Reads one paragraph."""

    def __init__(self, story: Story, blocks: Blocks, style: ParagraphStyle) -> None:
        self.story = story
        self.blocks = blocks
        self.later: list[d.Block] = []
        self._style = style
        self._runs = Runs(story.styles, style)
        self._buffers: list[list[Piece]] = [[]]
        self._changes: list[Wrapper] = []
        self._forced: list[str] = []
        self._code: list[str] = []
        self._counts = [0, 0]
        self._look: RunLook = NO_LOOK
        self._wrappers: tuple[Wrapper, ...] = ()
        self._by_font = self._tiny = False

    def force(self, look: str) -> None:
        """Give all words of the paragraph a look."""
        self._forced.append(look)

    def read(self, paragraph: _Element) -> Line:
        """Return what is in a paragraph."""
        for node in self.story.pending:
            self._put(node)
        self.story.pending.clear()
        for field in self.story.fields:
            self._open(field)
        self._all(paragraph)
        for field in self.story.fields:
            if field.holder is not None:
                self._close(field)
        self._fold(1)
        content = pieces.assembled(self._buffers[0])
        return Line(content, tuple(self.later), "".join(self._code), *self._counts)

    def _fold(self, depth: int) -> None:
        """Put what was gathered apart beyond a depth to what stands around it."""
        while len(self._buffers) > depth:
            inner = self._buffers.pop()
            self._buffers[-1] += inner

    def _all(self, parent: _Element) -> None:
        for node in parent:
            made = _ELEMENTS.get(node.tag)
            if made is not None:
                made(self, node)

    # What holds runs

    def _hyperlink(self, node: _Element) -> None:
        link = self.story.link(node.get(_RELATION))
        anchor = str(node.get(f"{W}anchor") or node.get(f"{W}docLocation") or "")
        url = (link.target if link else "") + (f"#{anchor}" if anchor else "")
        title = str(node.get(f"{W}tooltip", ""))
        changes, self._changes = self._changes, []
        depth = len(self._buffers)
        self._buffers.append([])
        self._all(node)
        self._fold(depth + 1)
        self._changes = changes
        self._linked(self._buffers.pop() if len(self._buffers) > depth else [], url, title)

    def _linked(self, inside: list[Piece], url: str, title: str = "") -> None:
        before, content, after = pieces.spaced(pieces.assembled(inside))
        if not url or not content:
            self._buffers[-1] += [((*self._changes, *wrappers), node) for wrappers, node in inside]
            return
        for node in (*before, d.Link(content=content, url=url, title=title), *after):
            self._put(node)

    def _change(self, kind: str) -> Callable[[_Element], None]:
        def read(node: _Element) -> None:
            self.story.has_changes = True
            self._changes.append((kind, signed(node)))
            self._all(node)
            self._changes.pop()

        return read

    def _inserted(self, node: _Element) -> None:
        self._change(INSERTED)(node)

    def _deleted(self, node: _Element) -> None:
        self._change(DELETED)(node)

    def _control(self, node: _Element) -> None:
        """Read a content control (17.5.2): a box for ticking, a place to be filled in, or what it holds."""
        props, content = node.find(f"{W}sdtPr"), node.find(f"{W}sdtContent")
        if content is None:
            return
        box = None if props is None else props.find(f"{W14}checkbox")
        if box is not None:
            checked = box.find(f"{W14}checked")
            on = checked is not None and str(checked.get(f"{W14}val", "1")) in ("1", "true", "on")
            self._text("☒" if on else "☐")
        elif switch(props, "showingPlcHdr"):
            self._forced.append("placeholder")
            self._all(content)
            self._forced.pop()
        else:
            self._all(content)

    def _simple(self, node: _Element) -> None:
        field = Field(node.find(f"{W}fldData"))
        field.parts.append(str(node.get(f"{W}instr", "")))
        field.settle()
        field.in_result = True
        self._begin(field)
        self._all(node)
        if field in self.story.fields:  # marks within it may end it, or begin fields that do not end
            del self.story.fields[self.story.fields.index(field) + 1 :]
            self._end()

    def _either(self, node: _Element) -> None:
        form = chosen(node)
        if form is not None:
            self._all(form)

    def _run(self, node: _Element) -> None:
        rpr = node.find(f"{W}rPr")
        change = None if rpr is None else rpr.find(f"{W}rPrChange")
        self._look, self._wrappers, self._by_font = self._runs.of(rpr, self._forced)
        if change is not None:
            self.story.formats_changed += 1
            if pieces.CODE not in self._wrappers:
                self._wrappers = (*self._wrappers, self._reformatted(change))
        self._tiny = is_tiny(rpr)
        for child in node:
            made = _IN_RUNS.get(child.tag)
            if made is not None:
                made(self, child)

    def _reformatted(self, change: _Element) -> Wrapper:
        """Return what a run stands in whose look was changed: by whom and when, and how it looked before."""
        _, before, _ = self._runs.of(change.find(f"{W}rPr"), ())
        was = " ".join(name for name in before if isinstance(name, str))
        return (FORMAT_CHANGED, (*signed(change), *((("was", was),) if was else ())))

    # What is in runs

    def _words(self, node: _Element) -> None:
        text = node.text or ""
        if self._look.font and not text.isascii():
            text = symbols.written(self._look.font, text)
        self._text(text)

    def _symbol(self, node: _Element) -> None:
        try:
            code = int(str(node.get(f"{W}char", "")), 16)
        except ValueError:
            return
        self._text(symbols.character(str(node.get(f"{W}font", "")), code))

    def _text(self, text: str) -> None:
        if not text or self._is_left_out(text):
            return
        if text == _DOT and self.story.styles.name(self._look.style).startswith("grade "):
            return
        deleted = any(change[0] == DELETED for change in self._changes)
        if deleted and self._style.is_code:
            self.story.leave_out("deleted code", text)
        else:
            self._code.append(text)
        coded = self._by_font or self._style.is_code
        self._counts[coded] += len(text.strip())
        self._put(d.Str(text=text), self._wrappers or tuple(self._forced))

    def _is_left_out(self, text: str) -> bool:
        """Say whether words are hidden, instructions of fields, or contents, and remember them as such."""
        if self._look.hidden:
            self.story.leave_out(HIDDEN, text)
            return True
        if self._tiny:
            self.story.leave_out(TINY, text)
            return True
        for field in self.story.fields:
            field.has_text |= bool(text.strip()) and field.in_result
            if not field.in_result:
                self.story.leave_out(INSTRUCTION, text)
                return True
            if field.instruction.is_contents:
                self.story.leave_out(CONTENTS, text)
                return True
        return False

    def _is_silent(self) -> bool:
        """Say whether what is no text is not shown here."""
        return bool(self._look.hidden) or any(
            not field.in_result or field.instruction.is_contents for field in self.story.fields
        )

    def _put(self, node: d.Inline, wrappers: tuple[Wrapper, ...] = ()) -> None:
        self._buffers[-1].append(((*self._changes, *wrappers), node))

    def _tab(self, _: _Element) -> None:
        if not self._is_silent():
            self._code.append("\t")
            self._put(d.Str(text=" "), self._wrappers if pieces.CODE in self._wrappers else ())

    def _break(self, node: _Element) -> None:
        kind = str(node.get(f"{W}type", "textWrapping"))
        if self._is_silent():
            return
        self._code.append("\n")
        if kind == "page" and len(self._buffers) == 1:
            if not any(change[0] == DELETED for change in self._changes):
                self._buffers[0].append(((), PAGE))  # no change holds it: the paragraph ends there
        elif kind not in ("page", "column"):
            self._put(d.LineBreak())
        elif self._buffers[-1]:
            self._put(d.Str(text=" "))

    def _hyphen(self, _: _Element) -> None:
        self._text("\u2011")

    def _note(self, node: _Element) -> None:
        kind = str(node.tag)[len(W) : -len("Reference")]
        if self._is_silent() and not self._look.hidden:
            return
        entry = self.story.notes.take(kind, str(node.get(f"{W}id")))
        if entry is not None and self._look.hidden:
            for _, text in texts(entry):
                self.story.leave_out(HIDDEN, text)
        elif entry is not None:
            content = self.blocks.elsewhere(self.story.notes.parts[kind], entry)
            self._put(d.Note(content=content))

    def _ruby(self, node: _Element) -> None:
        """Read words with their reading above them, which stands behind them in parentheses."""
        top, base = node.find(f"{W}rt"), node.find(f"{W}rubyBase")
        if base is not None:
            self._kept(base)
        if top is not None and any((one.text or "").strip() for one in top.iter(f"{W}t")):
            self._text("(")
            self._kept(top)
            self._text(")")

    def _kept(self, node: _Element) -> None:
        look, wrappers = self._look, self._wrappers
        self._all(node)
        self._look, self._wrappers = look, wrappers

    def _drawn(self, node: _Element) -> None:
        if self._is_silent():
            for _, text in _texts_of(node):
                self.story.leave_out(HIDDEN, text)
            return
        look, wrappers = self._look, self._wrappers
        drawings.read(self, node)
        self._look, self._wrappers = look, wrappers

    def show(self, node: d.Inline) -> None:
        """Put something that was drawn where the reading stands."""
        self._put(node)

    def _either_in_run(self, node: _Element) -> None:
        form = chosen(node)
        for child in form if form is not None else ():
            made = _IN_RUNS.get(child.tag)
            if made is not None:
                made(self, child)

    # Fields

    def _field_char(self, node: _Element) -> None:
        kind, fields = node.get(f"{W}fldCharType"), self.story.fields
        if kind == "begin":
            fields.append(Field(node.find(f"{W}ffData")))
            if len(fields) > _DEEPEST_FIELD:  # those that nothing ends
                del fields[0]
        elif kind == "separate" and fields and not fields[-1].in_result:
            field = fields.pop()
            field.settle()
            field.in_result = True
            self._begin(field)
        elif kind == "end" and fields:
            if not fields[-1].in_result:
                fields[-1].settle()
                fields[-1].in_result = True
            self._end()

    def _begin(self, field: Field) -> None:
        self.story.fields.append(field)
        self._open(field)

    def _open(self, field: Field) -> None:
        """Gather what a field shows in a place of its own, if it is a link."""
        self.story.has_pages |= field.instruction.name == "PAGEREF"
        if field.in_result and field.instruction.url(self.story.bookmarks):
            field.holder = []
            self._buffers.append([])

    def _close(self, field: Field) -> None:
        field.holder = None
        if len(self._buffers) > 1:
            title = field.instruction.switches.get("o", "")
            self._linked(self._buffers.pop(), field.instruction.url(self.story.bookmarks), title)

    def _end(self) -> None:
        field = self.story.fields[-1]
        if shown := field.shown():
            if field.instruction.name == "MACROBUTTON":
                self._put(d.Str(text=shown), ("placeholder",))
            else:
                self._text(shown)
        if field.holder is not None:
            self._close(field)
        self.story.fields.remove(field)

    def _instruction(self, node: _Element) -> None:
        if self.story.fields and not self.story.fields[-1].in_result:
            self.story.fields[-1].parts.append(node.text or "")

    # Marks and formulas

    def _bookmark(self, node: _Element) -> None:
        name = str(node.get(f"{W}name", ""))
        if name in self.story.bookmarks:
            self._put(d.Span(content=(), attr=d.Attr(id=name)))

    def _formula(self, node: _Element) -> None:
        if not self._is_silent() and (text := equations.tex(node)):
            self._put(d.Math(text=text))
            self._counts[0] += 1

    def _formulas(self, node: _Element) -> None:
        for one in node.iterchildren(f"{M}oMath"):
            if text := equations.tex(one):
                self._put(d.Math(text=text, display=True))
                self._counts[0] += 1

    def _comment_begins(self, node: _Element) -> None:
        ident = str(node.get(f"{W}id"))
        if ident in self.story.comments.entries and ident in self.story.ended:
            pairs = (("comment", ident),)
            self._put(d.Span(content=(), attr=d.Attr(classes=(COMMENT_START,), pairs=pairs)))

    def _comment_ends(self, node: _Element) -> None:
        ident = str(node.get(f"{W}id"))
        comment = self.story.comments.entries.get(ident)
        if comment is None or ident in self.story.comments.used:
            return
        self.story.comments.used.add(ident)
        self._put(self.blocks.comment(ident, comment))

    def _comment_referred(self, node: _Element) -> None:
        if str(node.get(f"{W}id")) not in self.story.ended:
            self._comment_ends(node)


_DEEPEST_FIELD = 20
PAGE = d.RawInline(format="page", text="")
"""Stands within a paragraph where a page ends, until the paragraph is taken apart there."""

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def signed(node: _Element) -> tuple[tuple[str, str], ...]:
    """Return who made a change and when; what was moved is called so."""
    moved = "yes" if str(node.tag).startswith(f"{W}move") else ""
    pairs = (("author", node.get(f"{W}author")), ("date", node.get(f"{W}date")), ("moved", moved))
    return tuple((name, " ".join(str(text).split())) for name, text in pairs if text)


def _texts_of(node: _Element) -> list[tuple[_Element, str]]:
    return [(one, one.text or "") for one in node.iter(f"{W}t")]


_ELEMENTS: dict[str, Callable[[Inlines, _Element], None]] = {
    f"{W}r": Inlines._run,
    f"{W}hyperlink": Inlines._hyperlink,
    **dict.fromkeys((f"{W}ins", f"{W}moveTo"), Inlines._inserted),
    **dict.fromkeys((f"{W}del", f"{W}moveFrom"), Inlines._deleted),
    f"{W}sdt": Inlines._control,
    f"{W}fldSimple": Inlines._simple,
    **dict.fromkeys((f"{W}smartTag", f"{W}customXml", f"{W}bdo", f"{W}dir"), Inlines._all),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent": Inlines._either,
    f"{M}oMath": Inlines._formula,
    f"{M}oMathPara": Inlines._formulas,
    f"{W}bookmarkStart": Inlines._bookmark,
    f"{W}commentRangeStart": Inlines._comment_begins,
    f"{W}commentRangeEnd": Inlines._comment_ends,
}
_IN_RUNS: dict[str, Callable[[Inlines, _Element], None]] = {
    **dict.fromkeys((f"{W}t", f"{W}delText"), Inlines._words),
    **dict.fromkeys((f"{W}tab", f"{W}ptab"), Inlines._tab),
    **dict.fromkeys((f"{W}br", f"{W}cr"), Inlines._break),
    f"{W}noBreakHyphen": Inlines._hyphen,
    f"{W}sym": Inlines._symbol,
    f"{W}fldChar": Inlines._field_char,
    **dict.fromkeys((f"{W}instrText", f"{W}delInstrText"), Inlines._instruction),
    **dict.fromkeys((f"{W}footnoteReference", f"{W}endnoteReference"), Inlines._note),
    f"{W}commentReference": Inlines._comment_referred,
    **dict.fromkeys((f"{W}drawing", f"{W}pict", f"{W}object"), Inlines._drawn),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent": Inlines._either_in_run,
    f"{W}ruby": Inlines._ruby,
}
