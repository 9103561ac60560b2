"""What is new in the source: paragraphs, items, rows and headings in the document's own manner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.review import markup
from specexport.review.markup import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specexport.readers.docx.flat import Paragraph
    from specexport.review.blocks import Block, Sent
    from specexport.review.markup import Manner
    from specexport.review.weave import Char
    from specexport.review.written import Text

_ITEM = regex(r"([ \t>]*)([-*+]|\d{1,9}[.)])([ \t]+)(\[[ xX]\][ \t]+)?")
_PREFIX = regex(r"[ \t>]*")
_HEADING = regex(r"[ \t>]*(#{1,6})[ \t]")
_BAR = regex(r"(?<!\\)\|")
_RULE = regex(r"[ \t>]*\|?[ \t]*:?-{1,}")
_LISTED = ("list bullet", "list number", "task list", "list paragraph")


class Fresh(Struct, frozen=True):
    """Words that come into a source at an offset."""

    path: str
    offset: int
    words: str


class Manners:
    """Writes what is new behind the paragraph of a number, as the paragraphs around are written."""

    def __init__(self, sent: Sent) -> None:
        self._sent = sent
        self.how: Manner = markup.manner(sent.texts[""].text if "" in sent.texts else "")

    def anchor(self, number: int) -> int:
        """Return the last paragraph up to a number that has a place in the text itself, -1 for none."""
        while number >= 0:
            block = self._sent.blocks[number]
            paragraph = self._sent.paragraphs[number]
            if block is not None and not paragraph.part and self._sent.text(number) is not None:
                return number
            number -= 1
        return -1

    def paragraph(
        self, chars: Sequence[Char], looks: Paragraph, number: int, ready: str | None = None
    ) -> Fresh | None:
        """Return a new paragraph that looks like `looks`, behind the one of a number; None if it cannot be.

        `ready` is its Markdown, where that is known.
        """
        number = self.anchor(number)
        if looks.part or number < 0:
            return None
        block, text = self._sent.blocks[number], self._sent.text(number)
        assert block is not None
        assert text is not None
        if self._is_in_cell(looks, number):
            return self._in_cell(chars, number)
        if looks.is_code:
            return self._code(chars, block, text)
        lead, follow, tight = self._lead(looks, number)
        if ready is None:
            ready = markup.written(chars, Place(at_start=True, newline=f"\\\n{follow}"), self.how)
        if ready is None:
            return None
        end = self._end(block, looks, number)
        return self._set(text, block.pos.path, end, lead + ready, tight=tight)

    @staticmethod
    def further(block: Block, text: Text) -> str:
        """Return what stands before the further lines of a paragraph."""
        line = text.line(block.pos.line)
        if found := _ITEM.match(line):
            return found[1] + " " * (len(found[2]) + len(found[3]))
        return (_PREFIX.match(line) or [""])[0]

    def divided(self, block: Block, text: Text, looks: Paragraph, number: int) -> str:
        """Return what parts a paragraph in two; the second looks like `looks`."""
        if looks.level or looks.style.startswith(_LISTED):
            lead, _, tight = self._item(looks, number)
            return f"\n{lead}" if tight else f"\n\n{lead}"
        prefix = self.further(block, text) if not isinstance(block.node, d.Header) else ""
        sign = f"{self._heading(looks.outline)} " if looks.outline else ""
        return f"\n{prefix.rstrip()}\n{prefix}{sign}"

    def _is_in_cell(self, looks: Paragraph, number: int) -> bool:
        block = self._sent.blocks[number]
        inside = block is not None and block.within(d.Row) is not None
        return inside and len(looks.slots) == len(self._sent.paragraphs[number].slots)

    def _in_cell(self, chars: Sequence[Char], number: int) -> Fresh | None:
        block = self._sent.blocks[number]
        made = markup.written(chars, Place(in_table=True, newline="<br>"), self.how)
        last = len(self._sent.paragraphs[number].text) - 1
        found = self._sent.offsets(number, 0, last)
        if made is None or found is None or block is None:
            return None
        return Fresh(block.pos.path, found[1], f"<br>{made}")

    def _code(self, chars: Sequence[Char], block: Block, text: Text) -> Fresh | None:
        words = "".join(char.text for char in chars)
        if isinstance(block.node, d.CodeBlock):
            last = block.end_line - ("```" in text.line(block.end_line) or "~~~" in text.line(block.end_line))
            prefix = _PREFIX.match(text.line(block.pos.line))
            lines = "".join(f"{prefix[0] if prefix else ''}{line}\n" for line in words.split("\n"))
            return Fresh(block.pos.path, text.line_start(last + 1), lines)
        return self._set(text, block.pos.path, block.end_line, f"```\n{words}\n```", tight=False)

    def _lead(self, looks: Paragraph, number: int) -> tuple[str, str, bool]:
        """Return what stands before a new paragraph, before its further lines, and whether it is close."""
        if looks.outline:
            return self._heading(looks.outline) + " ", "", False
        if looks.level or looks.style.startswith(_LISTED):
            return self._item(looks, number)
        block, text = self._sent.blocks[number], self._sent.text(number)
        assert block is not None
        assert text is not None
        line = text.line(block.pos.line)
        if looks.style.startswith("list continue") and (found := _ITEM.match(line)):
            prefix = found[1] + " " * (len(found[2]) + len(found[3]))
            return prefix, prefix, False
        if "quote" in looks.style and block.within(d.BlockQuote) is None:
            return "> ", "> ", False
        inside = block.within(d.BlockQuote) if "quote" in looks.style else block.within(d.Div)
        if inside is not None and len(looks.slots) >= len(self._sent.paragraphs[number].slots):
            prefix = (_PREFIX.match(line) or [""])[0]
            return prefix, prefix, False
        return "", "", False

    def _heading(self, outline: int) -> str:
        """Return the signs of a heading of a rank, as others of that rank have them."""
        best = "#" * min(6, outline + 1)
        for number, one in enumerate(self._sent.paragraphs):
            block, text = self._sent.blocks[number], self._sent.text(number)
            if one.outline and block is not None and text is not None and isinstance(block.node, d.Header):
                found = _HEADING.match(text.line(block.pos.line))
                if found and one.outline == outline:
                    return found[1]
                if found:
                    best = "#" * max(1, min(6, len(found[1]) + outline - one.outline))
        return best

    def _item(self, looks: Paragraph, number: int) -> tuple[str, str, bool]:
        level = max(1, looks.level)
        for near in [*range(number, max(-1, number - 200), -1), *range(number + 1, len(self._sent.blocks))]:
            block, text = self._sent.blocks[near], self._sent.text(near)
            one = self._sent.paragraphs[near]
            if block is None or text is None or one.level != level or one.numbered != looks.numbered:
                continue
            found = _ITEM.match(text.line(block.pos.line))
            around = block.within(d.BulletList, d.OrderedList)
            if found and around is not None:
                sign = self._next(found[2], around, text) if near <= number else found[2]
                box = "[ ] " if found[4] else ""
                lead = f"{found[1]}{sign}{found[3]}{box}"
                tight = isinstance(around, (d.BulletList, d.OrderedList)) and around.tight
                return lead, " " * len(lead), tight and near <= number
        sign = "1." if looks.numbered else "-"
        indent = "  " * (level - 1)
        return f"{indent}{sign} ", indent + "  ", True

    @staticmethod
    def _next(sign: str, around: d.Node, text: Text) -> str:
        """Return the sign of the next item of a list: its number grows where the author's do."""
        if sign in ("-", "*", "+"):
            return sign
        items = around.items if isinstance(around, d.OrderedList) else ()
        lines = [text.line(item.pos.line) for item in items if item.pos]
        signs = [found[2] for line in lines if (found := _ITEM.match(line))]
        if len(signs) > 1 and signs[0] == signs[1]:
            return sign
        return f"{int(sign[:-1]) + 1}{sign[-1]}"

    def _end(self, block: Block, looks: Paragraph, number: int) -> int:
        """Return the last line of what a new paragraph stands behind: all of a table that it is not in."""
        end = block.end_line
        if len(looks.slots) < len(self._sent.paragraphs[number].slots) or isinstance(
            block.node, (d.Table, d.Figure)
        ):
            for node in block.around:
                if isinstance(node, (d.Table, d.Figure, d.Div)) and node.pos is not None:
                    return max(end, node.pos.end_line)
        return end

    def _set(self, text: Text, path: str, end: int, made: str, *, tight: bool) -> Fresh:
        """Return a new block behind a line, with blank lines around it where there have to be some."""
        before, after = text.line(end), text.line(end + 1) if end < text.lines else ""
        close = (tight and _ITEM.match(before) is not None) or (tight and before[:1] in " \t")
        lead = "" if close or not before.strip() else "\n"
        tail = "\n" if after.strip() and not tight else ""
        offset = text.line_start(end + 1)
        if offset >= len(text.text) and not text.text.endswith("\n"):
            lead = "\n" + lead
        quoted = _PREFIX.match(before)
        if lead == "\n" and quoted and ">" in quoted[0] and made.startswith(quoted[0]):
            lead = quoted[0].rstrip() + "\n"
        return Fresh(path, offset, f"{lead}{made}\n{tail}")

    def row(self, cells: Sequence[Sequence[Char]], number: int) -> Fresh | None:
        """Return a new row behind the row that the paragraph of a number stands in."""
        block, text = self._sent.blocks[number], self._sent.text(number)
        row = block.within(d.Row) if block is not None else None
        if block is None or row is None or row.pos is None or text is None:
            return None
        line = text.line(row.pos.line)
        written = [markup.written(cell, Place(in_table=True, newline="<br>"), self.how) for cell in cells]
        made = _row(line, written)
        if made is None:
            return None
        following = text.line(row.pos.line + 1)
        end = row.pos.line + bool(_RULE.match(following) and "-" in following and _is_rule(following))
        offset = text.line_start(end + 1)
        missing = offset >= len(text.text) and not text.text.endswith("\n")
        return Fresh(block.pos.path, offset, ("\n" if missing else "") + made + "\n")


def _is_rule(line: str) -> bool:
    return not line.strip(" \t|:->")


def _row(line: str, cells: Sequence[str | None]) -> str | None:
    """Return a row of a table like the one in a line, None where that is no row between bars."""
    parts = _BAR.split(line)
    if len(parts) < 2:
        return None
    first = 1 if not parts[0].strip(" \t>") else 0
    last = len(parts) - (0 if parts[-1].strip() else 1)
    models = parts[first:last]
    if len(models) != len(cells) or any(cell is None for cell in cells):
        return None
    aligned = len({len(model) for model in models}) > 0
    made = [_cell(model, cell or "", aligned=aligned) for model, cell in zip(models, cells, strict=True)]
    return "|".join([*parts[:first], *made, *parts[last:]])


def _cell(model: str, words: str, *, aligned: bool) -> str:
    """Return a cell padded as a neighbour of it is."""
    if not model.strip() and not model:
        return words
    lead = " " if model[:1] == " " or not model.strip() else ""
    tail = " " if model[-1:] == " " else ""
    made = f"{lead}{words}{tail}"
    return made.ljust(len(model)) if aligned and tail else made
