"""From changes to the edits of the source: those that are accepted, made together."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct, field

from specexport.model import document as d
from specexport.review import edits, weave
from specexport.review.edits import Context, Edits, LineEditor
from specexport.review.fresh import Fresh, Manners
from specexport.review.weave import ADDED, BREAK, KEPT, REMOVED

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from specexport.review.blocks import Block
    from specexport.review.changes import Comparison, Part
    from specexport.review.weave import Item
    from specexport.review.written import Text

_NOT_WRITTEN = "the words that it concerns are not in the source as they are shown"
_NO_PLACE = "there is no place for it in the source"
_NO_MARKUP = "Markdown has nothing for it here"


class Patch(Struct):
    """The edits by the paths of sources, and why changes cannot be made, by their names."""

    edits: dict[str, Edits] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)

    def of(self, path: str) -> Edits:
        """Return the edits of one source."""
        return self.edits.setdefault(path, Edits())


def made(comparison: Comparison, parts: Mapping[str, Part], chosen: Collection[str]) -> Patch:
    """Return the edits that the changes `chosen` are, of all `parts` by their names."""
    writer = _Writer(comparison, parts, frozenset(chosen))
    writer.write()
    return writer.patch


class _Writer:
    def __init__(self, comparison: Comparison, parts: Mapping[str, Part], chosen: frozenset[str]) -> None:
        self.patch = Patch()
        self._comparison = comparison
        self._sent = comparison.sent
        self._parts = parts
        self._chosen = chosen
        self._manners = Manners(comparison.sent)
        self._gone: set[int] = set()
        self._moving: dict[str, int] = {}
        self._in_weaves: dict[int, list[str]] = {}

    def write(self) -> None:
        """Make the edits, in the order of the changes."""
        for ident, part in self._parts.items():
            if part.what in ("text", "format"):
                self._in_weaves.setdefault(part.sent[0], []).append(ident)
            if part.what == "gone" and ident in self._chosen:
                self._moving.setdefault(part.before, part.sent[0])
            elif part.what == "text" and ident in self._chosen and part.unit == "paragraph":
                self._moving.setdefault(part.before.strip("\n"), part.sent[0])
        done: set[int] = set()
        for ident, part in self._parts.items():
            if part.what in ("text", "format"):
                if part.sent[0] not in done:
                    done.add(part.sent[0])
                    self._paragraph(part.sent[0])
            elif ident in self._chosen and (reason := _MAKERS[part.what](self, part)):
                self.patch.failed[ident] = reason

    def _add(self, fresh: Fresh | None) -> str:
        if fresh is None:
            return _NO_PLACE
        self.patch.of(fresh.path).come.append((fresh.offset, fresh.words))
        return ""

    # Within a paragraph

    def _paragraph(self, number: int) -> None:
        idents = self._in_weaves[number]
        items = self._comparison.weaves[number]
        refused: set[int] = set()
        for ident in idents:
            part = self._parts[ident]
            if part.what == "text" and ident not in self._chosen:
                refused.update(range(part.start, part.end))
        shown = edits.effective(items, refused)
        if self._sent.blocks[number] is None or self._sent.text(number) is None:
            self._fail([one for one in idents if one in self._chosen], _NOT_WRITTEN)
            return
        if self._is_gone(number, shown):
            block = self._sent.blocks[number]
            assert block is not None
            self._remove(number, block)
            self._behind(number, edits.segments(shown))
            return
        self._segments(number, shown, items)
        for ident in idents:
            if self._parts[ident].what == "format" and ident in self._chosen:
                self._format(number, ident)

    def _fail(self, idents: Sequence[str], reason: str) -> None:
        for ident in idents:
            self.patch.failed.setdefault(ident, reason)

    def _is_gone(self, number: int, items: Sequence[Item]) -> bool:
        """Say whether nothing stays of what was sent, and no words take its place in it."""
        block = self._sent.blocks[number]
        assert block is not None
        stays = any(one.state == KEPT and one.char.text.strip() and not _is_box(one) for one in items)
        gone = any(one.state == REMOVED for one in items)
        first = edits.segments(items)[0]
        fills = any(one.state == ADDED and one.char.text.strip() for one in first)
        in_cell = block.within(d.Row) is not None or isinstance(block.node, (d.Cell, d.Table, d.Figure))
        return gone and not stays and not fills and not in_cell

    def _segments(self, number: int, shown: Sequence[Item], items: Sequence[Item]) -> None:
        parts = edits.segments(shown)
        carriers = [at for at, part in enumerate(parts) if any(_stays(one) for one in part)]
        if not carriers:
            carriers = [0]
        editor = self._editor(number)
        kept = [
            one for at, part in enumerate(parts) for one in part if at in carriers or one.state == REMOVED
        ]
        made_of, failed = editor.edits(kept)
        self.patch.of(self._path(number)).add(made_of)
        if failed:
            self._blame(number, items, {id(kept[at]) for at in failed})
        for one, other in pairwise(carriers):
            self._divide(number, editor, parts, one, other)
        before = [part for part in parts[: carriers[0]] if _words(part)]
        for part in before:
            self._new_segment(number, part, self._manners.anchor(number - 1))
        self._behind(number, [[], *parts[carriers[-1] + 1 :]])

    def _blame(self, number: int, items: Sequence[Item], broken: Collection[int]) -> None:
        for ident in self._in_weaves[number]:
            part = self._parts[ident]
            inside = items[part.start : part.end]
            if part.what == "text" and ident in self._chosen and any(id(one) in broken for one in inside):
                self._fail([ident], _NOT_WRITTEN)

    def _behind(self, number: int, parts: Sequence[Sequence[Item]]) -> None:
        for part in parts[1:]:
            if _words(part):
                self._new_segment(number, part, number)

    def _new_segment(self, number: int, part: Sequence[Item], anchor: int) -> None:
        chars = [one.char for one in part if one.state == ADDED]
        looks = self._comparison.looks(number, part[0])
        fresh = self._manners.paragraph(chars, looks, anchor)
        if reason := self._add(fresh):
            self._fail([one for one in self._in_weaves[number] if one in self._chosen], reason)

    def _divide(
        self, number: int, editor: LineEditor, parts: Sequence[Sequence[Item]], one: int, other: int
    ) -> None:
        """Divide a paragraph between two of its parts, with what is new between them."""
        first = next((spot for item in parts[other] if _stays(item) and (spot := editor.spot(item.at))), None)
        last = None
        for item in parts[one]:
            last = (editor.spot(item.at) if _stays(item) else None) or last
        block, text = self._sent.blocks[number], self._sent.text(number)
        if first is None or last is None or block is None or text is None or block.within(d.Row):
            self._fail([ident for ident in self._in_weaves[number] if ident in self._chosen], _NO_PLACE)
            return
        lead = self._manners.divided(block, text, self._comparison.looks(number, parts[other][0]), number)
        target = self.patch.of(block.pos.path)
        closing, opening = editor.parted(last, first)
        between = text.text[last.end : first.start]
        if between.strip():
            # Markup ends or begins between the two: the break goes where it is outside of it.
            at = first.start if not first.look and not first.link else last.end
            target.come.append((at, closing + lead + opening))
            return
        target.gone.append((last.end, first.start))
        target.come.append((last.end, closing + lead + opening))

    def _editor(self, number: int) -> LineEditor:
        block, text = self._sent.blocks[number], self._sent.text(number)
        assert block is not None
        assert text is not None
        in_table = block.within(d.Row) is not None or isinstance(block.node, d.Cell)
        prefix = self._manners.further(block, text)
        newline = "<br>" if in_table else f"\\\n{prefix}"
        if isinstance(block.node, d.CodeBlock):
            newline = f"\n{prefix}"
        context = Context(self._manners.how, in_table, newline)
        return LineEditor(self._sent.line(number), self._sent.places(number), text.text, context)

    def _path(self, number: int) -> str:
        block = self._sent.blocks[number]
        return block.pos.path if block else ""

    def _format(self, number: int, ident: str) -> None:
        part = self._parts[ident]
        items = self._comparison.weaves[number][part.start : part.end]
        editor = self._editor(number)
        spots = [spot for one in items if (spot := editor.spot(one.at))]
        signs = part.after.split()
        simple = all(sign[:1] in "+-" and sign[1:] in weave.LOOKS for sign in signs)
        if not spots or not simple:
            self._fail([ident], _NO_MARKUP)
            return
        text = self._sent.text(number)
        assert text is not None
        target = self.patch.of(self._path(number))
        for sign in signs:
            start, end = spots[0].start, spots[-1].end
            if sign[0] == "-":
                found = self._around(number, sign[1:], start, end)
                if found is None:
                    self._fail([ident], _NO_MARKUP)
                    return
                target.gone += [(found[0], start), (end, found[1])]
            else:
                words = text.text[start:end]
                opening, closing = ("`", "`") if sign[1:] == "code" else self._manners.how.signs(sign[1:])
                target.come.append((start + len(words) - len(words.lstrip()), opening))
                target.come.append((end - len(words) + len(words.rstrip()), closing))

    def _around(self, number: int, look: str, start: int, end: int) -> tuple[int, int] | None:
        """Return where markup of a look begins and ends whose content is what stands between two offsets."""
        line = self._sent.line(number)
        for one in line.markup:
            inner = [spot for spot in line.spots[one.first : one.last] if spot]
            if one.look == look and inner and (inner[0].start, inner[-1].end) == (start, end):
                return one.start, one.end
        return None

    # Whole paragraphs and rows

    def _remove(self, number: int, block: Block) -> None:
        """Take the lines of a paragraph out, and one of the blank lines around them."""
        text = self._sent.text(number)
        assert text is not None
        self._gone.add(number)
        self.patch.of(block.pos.path).gone.append(_lines(text, block.pos.line, block.end_line))

    def _paragraph_gone(self, part: Part) -> str:
        number = part.sent[0]
        block = self._sent.blocks[number]
        if block is None or self._sent.text(number) is None:
            return _NO_PLACE
        if block.within(d.Row) is not None or isinstance(block.node, (d.Cell, d.Table, d.Figure)):
            found = self._sent.offsets(number, 0, len(self._sent.paragraphs[number].text) - 1)
            if found is None:
                return _NO_PLACE
            self.patch.of(block.pos.path).gone.append(found)
            return ""
        self._remove(number, block)
        return ""

    def _paragraph_new(self, part: Part) -> str:
        chars = self._comparison.group_text(part.group)
        looks = self._comparison.came[self._comparison.pairs.groups[part.group].numbers[-1]]
        words = "".join(char.text for char in chars)
        ready = self._content(self._moving.get(words, -1))
        anchor = part.anchor
        return self._add(self._manners.paragraph(chars, looks, anchor, ready))

    def _content(self, number: int) -> str | None:
        """Return how the words of a paragraph that goes elsewhere are written, where they fill one line."""
        block, text = (self._sent.blocks[number], self._sent.text(number)) if number >= 0 else (None, None)
        if block is None or text is None or not isinstance(block.node, (d.Para, d.Header)):
            return None
        places = [node.pos for node in block.node.content]
        first, last = (places[0], places[-1]) if places else (None, None)
        if first is None or last is None or not first.column or not last.column:
            return None
        start = text.offset(first.line, first.column)
        found = text.text[start : text.offset(last.end_line or last.line, last.end_column or last.column) + 1]
        return None if "\n" in found else found

    def _row_gone(self, part: Part) -> str:
        for number in part.sent:
            if not self._is_whole_row(part, number):
                return _NO_MARKUP
            block, text = self._sent.blocks[number], self._sent.text(number)
            row = block.within(d.Row) if block is not None else None
            table = block.within(d.Table) if block is not None else None
            if (
                block is None
                or text is None
                or row is None
                or row.pos is None
                or "|" not in text.line(row.pos.line)
            ):
                continue
            if isinstance(table, d.Table) and row in table.head:
                return _NO_MARKUP
            start, end = text.line_start(row.pos.line), text.line_start(row.pos.line + 1)
            self.patch.of(block.pos.path).gone.append((start, end))
            return ""
        return _NO_PLACE

    def _is_whole_row(self, part: Part, number: int) -> bool:
        """Say whether a row is all of a row of the source, not a part of one that was divided."""
        block = self._sent.blocks[number]
        row = block.within(d.Row) if block is not None else None
        columns = {self._sent.paragraphs[one].slots[-1].column for one in part.sent}
        return not isinstance(row, d.Row) or len(columns) >= len(row.cells)

    def _row_new(self, part: Part) -> str:
        cells = []
        for groups in part.cells:
            chars: list[weave.Char] = []
            for group in groups:
                chars += ([weave.Char("\n")] if chars else []) + self._comparison.group_text(group)
            cells.append(chars)
        anchor = part.anchor
        return self._add(self._manners.row(cells, anchor))

    def _joined(self, part: Part) -> str:
        one, other = part.sent
        block, following = self._sent.blocks[one], self._sent.blocks[other]
        text = self._sent.text(one)
        if block is None or following is None or text is None or block.pos.path != following.pos.path:
            return _NO_PLACE
        both = all(isinstance(found.node, (d.Para, d.Header)) for found in (block, following))
        end = self._sent.offsets(one, 0, len(self._sent.paragraphs[one].text) - 1)
        start = self._sent.offsets(other, 0, len(self._sent.paragraphs[other].text) - 1)
        if not both or end is None or start is None or "\n" not in text.text[end[1] : start[0]]:
            return _NO_PLACE
        if text.text[end[1] : start[0]].strip(" \t\n>-*+#.)0123456789"):
            return _NO_MARKUP
        target = self.patch.of(block.pos.path)
        target.gone.append((end[1], start[0]))
        return ""


_MAKERS = {
    "gone": _Writer._paragraph_gone,
    "new": _Writer._paragraph_new,
    "row gone": _Writer._row_gone,
    "new row": _Writer._row_new,
    "join": _Writer._joined,
}


def _stays(item: Item) -> bool:
    return item.state == KEPT and bool(item.char.text.strip()) and not _is_box(item)


def _is_box(item: Item) -> bool:
    return item.char.thing == "box"


def _words(items: Sequence[Item]) -> bool:
    return any(one.state == ADDED and one.char.text.strip() and one.char.text != BREAK for one in items)


def _lines(text: Text, first: int, last: int) -> tuple[int, int]:
    """Return the offsets of lines, with the blank line before them where there is one after them too."""
    start, end = text.line_start(first), text.line_start(last + 1)
    before = text.line(first - 1) if first > 1 else ""
    after = text.line(last + 1) if last < text.lines else ""
    if first > 1 and not before.strip(" \t>") and not after.strip(" \t>"):
        start = text.line_start(first - 1)
    return start, end
