"""What changed between what was sent and what came back, and what that is in the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport.model import document as d
from specexport.readers.docx.flat import Revision
from specexport.review import align, edits, weave
from specexport.review.found import Change, Kind, Place, Unit
from specexport.review.weave import ADDED, BREAK, KEPT, REMOVED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from specexport.readers.docx.flat import Paragraph
    from specexport.review.blocks import Sent
    from specexport.review.weave import Item


class Part(Struct, frozen=True):
    """A change before it has a name: what it is, and where in the weaves and among the paragraphs.

    `sent` are the paragraphs that it concerns, `start` and `end` the places in the weave of the first.
    `group` is what came back, -1 for nothing, `anchor` the paragraph that something new stands behind, and
    `cells` the groups of a new row.
    """

    what: str
    kind: Kind
    unit: Unit
    revision: Revision | None
    before: str
    after: str
    sent: tuple[int, ...] = ()
    start: int = 0
    end: int = 0
    group: int = -1
    anchor: int = -1
    cells: tuple[tuple[int, ...], ...] = ()


class Comparison:
    """What was sent against what came back: pairs, the weaves of what changed, and the changes."""

    def __init__(
        self, sent: Sent, came: Sequence[Paragraph], names: Mapping[str, str], *, sure: bool = True
    ) -> None:
        self.sent = sent
        self.came = came
        self.pairs = align.paired(sent.paragraphs, came, names, sure=sure)
        self.weaves: dict[int, list[Item]] = {}
        self._groups = {
            one: number for number, group in enumerate(self.pairs.groups) for one in group.numbers
        }
        self._sent_rows = _rows(enumerate(sent.paragraphs))
        self._came_rows = _rows(
            (number, came[group.numbers[0]]) for number, group in enumerate(self.pairs.groups)
        )
        self._rows_gone: set[tuple[int, int]] = set()
        self._rows_come: set[tuple[int, int]] = set()
        self.parts = list(self._parts())

    def group_of(self, number: int) -> int:
        """Return the group of a paragraph that came back."""
        return self._groups.get(number, -1)

    def looks(self, number: int, item: Item) -> Paragraph:
        """Return the paragraph that came back which an item of a weave stands in."""
        group = self.pairs.groups[self.pairs.sent[number]]
        return self.came[group.numbers[min(item.paragraph, len(group.numbers) - 1)]]

    def group_text(self, group: int) -> list[weave.Char]:
        """Return the characters of a group as they are when all is accepted."""
        return [
            char
            for number in self.pairs.groups[group].numbers
            for char in weave.characters(self.came[number])
            if char.removed is None
        ]

    def _parts(self) -> Iterator[Part]:
        """Yield the changes in the order of what came back."""
        last = -1
        for number in range(len(self.pairs.groups)):
            at = self.pairs.came[number]
            if at >= 0 and at not in self.pairs.moved:
                for gone in range(last + 1, at):
                    yield from self._gone(gone)
                last = at
                yield from self._pair(at, number)
            else:
                yield from self._new(number, last)
        for gone in range(last + 1, len(self.sent.paragraphs)):
            yield from self._gone(gone)

    # Paragraphs that are not there any more, or were not there

    def _gone(self, number: int) -> Iterator[Part]:
        paragraph = self.sent.paragraphs[number]
        if self.pairs.sent[number] >= 0 and number not in self.pairs.moved:
            return
        if self.sent.blocks[number] is None or (not paragraph.text.strip() and not paragraph.slots):
            return
        if (row := self._row(number)) is not None:
            if row not in self._rows_gone and all(self._is_gone(one) for one in self._sent_rows[row]):
                self._rows_gone.add(row)
                yield self._row_gone(row, None)
            if row in self._rows_gone or not paragraph.text.strip():
                return
        kind: Kind = "move" if number in self.pairs.moved else "delete"
        yield Part("gone", kind, "paragraph", None, paragraph.text, "", (number,))

    def _is_gone(self, number: int) -> bool:
        return self.pairs.sent[number] < 0 or not self.sent.paragraphs[number].text.strip()

    def _row(self, number: int) -> tuple[int, int] | None:
        """Return the row of a table of the author's in which a paragraph was sent."""
        block, slots = self.sent.blocks[number], self.sent.paragraphs[number].slots
        if not slots or block is None or block.within(d.Row) is None:
            return None
        return slots[-1].table, slots[-1].row

    def _row_gone(self, row: tuple[int, int], revision: Revision | None) -> Part:
        numbers = tuple(self._sent_rows[row])
        words = " | ".join(self.sent.paragraphs[number].text for number in numbers)
        return Part("row gone", "delete", "row", revision, words, "", numbers)

    def _new(self, number: int, anchor: int) -> Iterator[Part]:
        group = self.pairs.groups[number]
        first = self.came[group.numbers[0]]
        if first.slots and self._is_new_row(number, anchor):
            yield from self._new_row(number, anchor)
            return
        words = "".join(char.text for char in self.group_text(number))
        if not words.strip():
            return
        revision = next((piece.added for piece in first.pieces if piece.added), first.added)
        moved = self.pairs.came[number] >= 0 or (revision is not None and revision.moved)
        kind: Kind = "move" if moved else "insert"
        was = self.pairs.came[number]
        yield Part(
            "new",
            kind,
            "paragraph",
            revision,
            "",
            words,
            (was,) if was >= 0 else (),
            group=number,
            anchor=anchor,
        )

    def _is_new_row(self, number: int, anchor: int) -> bool:
        """Say whether a paragraph stands in a row of the author's tables that was not there."""
        slot = self.came[self.pairs.groups[number].numbers[0]].slots[-1]
        beside = self._row(anchor) if anchor >= 0 else None
        return beside is not None and all(
            self.pairs.came[one] < 0 for one in self._came_rows[slot.table, slot.row]
        )

    def _new_row(self, number: int, anchor: int) -> Iterator[Part]:
        slot = self.came[self.pairs.groups[number].numbers[0]].slots[-1]
        row = (slot.table, slot.row)
        if row in self._rows_come:
            return
        self._rows_come.add(row)
        cells: dict[int, list[int]] = {}
        for one in self._came_rows[row]:
            column = self.came[self.pairs.groups[one].numbers[0]].slots[-1].column
            cells.setdefault(column, []).append(one)
        shown = tuple(tuple(cells[column]) for column in sorted(cells))
        words = " | ".join(
            " ".join("".join(char.text for char in self.group_text(one)) for one in cell) for cell in shown
        )
        if words.strip(" |"):
            yield Part(
                "new row", "insert", "row", slot.added, "", words, group=number, anchor=anchor, cells=shown
            )

    # Paragraphs that came back

    def _pair(self, at: int, number: int) -> Iterator[Part]:
        sent, group = self.sent.paragraphs[at], self.pairs.groups[number]
        came = [self.came[one] for one in group.numbers]
        row = self._row(at)
        if row is not None and came[0].slots and (gone := came[0].slots[-1].removed):
            if row not in self._rows_gone:
                self._rows_gone.add(row)
                yield self._row_gone(row, gone)
            return
        if len(came) == 1 and weave.is_same(sent, came[0]):
            return
        chars = weave.characters(sent)
        items = weave.woven(chars, [weave.characters(one) for one in came], [one.added for one in came])
        items = _in_code(items, came) if sent.is_code else items
        self.weaves[at] = items
        yield from self._in_weave(at, items)
        yield from self._joined(at, number, items, came[-1].removed)

    def _in_weave(self, at: int, items: Sequence[Item]) -> Iterator[Part]:
        for start, end in weave.hunks(items):
            gone, come = edits.plain(items[start:end], REMOVED), edits.plain(items[start:end], ADDED)
            if not gone and not come:
                continue
            kind: Kind = "replace" if gone and come else "insert" if come else "delete"
            revision = items[start].revision
            if revision is not None and revision.moved:
                kind = "move"
            is_block = any(one.char.text == BREAK for one in items[start:end]) or self._is_all(
                items, at, gone
            )
            unit: Unit = "paragraph" if is_block else "text"
            yield Part("text", kind, unit, revision, gone, come, (at,), start, end)
        if not self.sent.paragraphs[at].is_code:
            yield from self._formats(at, items)

    def _is_all(self, items: Sequence[Item], at: int, gone: str) -> bool:
        return self._row(at) is None and not any(one.state != REMOVED for one in items) and bool(gone.strip())

    def _formats(self, at: int, items: Sequence[Item]) -> Iterator[Part]:
        start = 0
        while start < len(items):
            change = _format(items[start])
            end = start + 1
            while change and end < len(items) and _format(items[end]) == change:
                end += 1
            if change and any(one.char.text.strip() for one in items[start:end]):
                words = "".join(one.char.text for one in items[start:end])
                revision = items[start].char.formatted
                yield Part("format", "format", "text", revision, words, change, (at,), start, end)
            start = end

    def _joined(
        self, at: int, number: int, items: Sequence[Item], removed: Revision | None
    ) -> Iterator[Part]:
        """Yield that a paragraph goes on with the next one, where its end was deleted and words stayed."""
        following = self.pairs.came[number + 1] if number + 1 < len(self.pairs.groups) else -1
        stays = any(one.state == KEPT and one.char.text.strip() for one in items)
        if removed is None or not stays or following < 0 or self._row(at) is not None:
            return
        after = self.came[self.pairs.groups[number + 1].numbers[0]]
        if weave.after(after).strip():
            yield Part("join", "delete", "paragraph", removed, "\n", "", (at, following))


def _in_code(items: Sequence[Item], came: Sequence[Paragraph]) -> list[Item]:
    """Return a weave in which a paragraph that came within code, and is code itself, is a further line."""
    return [
        replace(one, char=weave.Char("\n")) if one.char.text == BREAK and came[one.paragraph].is_code else one
        for one in items
    ]


def _leads(url: str) -> str:
    """Return where a link leads, but for the folder of a file, which programs write in their own way."""
    return url if "://" in url and not url.startswith("file:") else url.rpartition("/")[2]


def _rows(paragraphs: Iterable[tuple[int, Paragraph]]) -> dict[tuple[int, int], list[int]]:
    """Return the numbers of paragraphs in cells by table and row."""
    found: dict[tuple[int, int], list[int]] = {}
    for number, one in paragraphs:
        if one.slots:
            found.setdefault((one.slots[-1].table, one.slots[-1].row), []).append(number)
    return found


def _format(item: Item) -> str:
    """Return how the look of a character that stayed has changed, in words; nothing where it has not."""
    if item.state != KEPT or item.before is None:
        return ""
    if item.char.look == item.before.look and item.char.link == item.before.link:
        return ""
    come, gone = item.char.look - item.before.look, item.before.look - item.char.look
    words = [*(f"+{name}" for name in sorted(come)), *(f"-{name}" for name in sorted(gone))]
    if _leads(item.char.link) != _leads(item.before.link) and not item.char.link.startswith("#"):
        words.append(f"link {item.char.link}" if item.char.link else "-link")
    return " ".join(words)


def place_of(comparison: Comparison, part: Part, root: str) -> Place | None:
    """Return where a change stands in the source whose own path is `root`, None where it has no place."""
    sent = comparison.sent
    number = part.sent[0] if part.sent and part.what != "new" else part.anchor
    if number < 0:
        return None
    if part.what in ("text", "format"):
        return _in_line(comparison, part, number, root)
    while number >= 0 and sent.blocks[number] is None:
        number -= 1
    block = sent.blocks[number] if number >= 0 else None
    if block is None:
        return None
    path = joined(root, block.pos.path)
    if part.what in ("new", "new row"):
        return Place(path, block.end_line + 1, 1, block.end_line + 1)
    return Place(path, block.pos.line, max(1, block.pos.column), block.end_line)


def _in_line(comparison: Comparison, part: Part, number: int, root: str) -> Place | None:
    sent = comparison.sent
    block, text, items = sent.blocks[number], sent.text(number), comparison.weaves[number]
    if block is None or text is None:
        return None
    known = [one.at for one in items[part.start : part.end] if one.at >= 0]
    before = [one.at for one in items[: part.start] if one.at >= 0]
    path = joined(root, block.pos.path)
    if known and (found := sent.offsets(number, known[0], known[-1])):
        line, column = text.place(found[0])
        end_line, end_column = text.place(max(found[0], found[1] - 1))
        return Place(path, line, column, end_line, end_column)
    if before and (found := sent.offsets(number, before[-1], before[-1])):
        line, column = text.place(found[1])
        return Place(path, line, column, line)
    return Place(path, block.pos.line, max(1, block.pos.column), block.end_line)


def joined(root: str, path: str) -> str:
    """Return the path of a source from that of the one that includes it."""
    if not path:
        return root
    folder = root.replace("\\", "/").rpartition("/")[0]
    return f"{folder}/{path}" if folder else path


def named(
    comparison: Comparison, part: Part, ident: str, root: str, file: str, failed: Mapping[str, str]
) -> Change:
    """Return a change with its name, place and whether it can be made."""
    place = place_of(comparison, part, root)
    reason = failed.get(ident, "")
    if part.group >= 0:
        page = comparison.came[comparison.pairs.groups[part.group].numbers[0]].page
    else:
        group = comparison.pairs.sent[part.sent[0]] if part.sent else -1
        page = comparison.came[comparison.pairs.groups[group].numbers[0]].page if group >= 0 else 0
    revision = part.revision
    return Change(
        ident,
        part.kind,
        part.unit,
        revision is not None,
        revision.author if revision else "",
        revision.date if revision else "",
        part.before,
        part.after,
        place,
        place is not None and not reason,
        reason or ("" if place else "its place in the source is not known"),
        page,
        file,
    )
