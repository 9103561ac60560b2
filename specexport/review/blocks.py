"""What was sent: its paragraphs in Word, and the block of the source that each is made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.model import document as d
from specexport.model import walk
from specexport.review import weave, written
from specexport.review.written import Line, Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from specexport.readers.docx.flat import Paragraph
    from specexport.review.source_map import Entry


class Block(Struct, frozen=True):
    """A block of the source: its node and those around it, the outermost first, and where it stands."""

    node: d.Node
    around: tuple[d.Node, ...]
    pos: d.Pos

    @property
    def end_line(self) -> int:
        """Its last line."""
        return max(self.pos.line, self.pos.end_line)

    def within(self, *kinds: type[d.Node]) -> d.Node | None:
        """Return the innermost node of some kinds around it."""
        return next((node for node in reversed(self.around) if isinstance(node, kinds)), None)


class Sent:
    """What was sent: `paragraphs` as they are in Word, `document` and the `texts` of its sources by path.

    `entries` are those of the map that belongs to the paragraphs, by the names of bookmarks.
    """

    def __init__(
        self,
        paragraphs: Sequence[Paragraph],
        entries: Mapping[str, Entry],
        document: d.Document,
        texts: Mapping[str, str],
    ) -> None:
        self.paragraphs = paragraphs
        self.texts = {path: Text(text) for path, text in texts.items()}
        self._document = document
        self._nodes: dict[tuple[str, str, int, int], Block] = {}
        for node, around in written.leaves(document):
            if node.pos is not None:
                pos = node.pos
                key = (type(node).__name__, pos.path, pos.line, pos.column)
                self._nodes.setdefault(key, Block(node, around, pos))
        self.blocks = [self._block(one, entries) for one in paragraphs]
        self._lines: dict[int, Line] = {}
        self._places: dict[int, list[int | None]] = {}
        self._name_front()

    def _block(self, paragraph: Paragraph, entries: Mapping[str, Entry]) -> Block | None:
        for name in paragraph.names:
            entry = entries.get(name)
            if entry is not None:
                pos = entry.pos
                return self._nodes.get((entry.kind, pos.path, pos.line, pos.column))
        return None

    def _name_front(self) -> None:
        """Find the title and the document's information, which have no bookmarks, by their words."""
        meta = self._document.meta
        fields = [(walk.plain(one.content), one.content, one.pos) for one in meta.fields]
        title = (walk.plain(meta.title), meta.title, meta.title[0].pos if meta.title else None)
        for number, paragraph in enumerate(self.paragraphs[:60]):
            if self.blocks[number] is not None or paragraph.slots or not paragraph.text.strip():
                continue
            value = paragraph.text.rpartition("\t")[2].strip()
            for words, content, pos in (title, *fields):
                if words and words == value and pos is not None:
                    found = self._found(content, words, pos)
                    self.blocks[number] = Block(d.Para(content=found, pos=pos), (), pos)
                    break

    def _found(self, content: tuple[d.Inline, ...], words: str, pos: d.Pos) -> tuple[d.Inline, ...]:
        """Return the words of a field with the columns at which they stand in their line."""
        if all(node.pos is not None and node.pos.column for node in content):
            return content
        at = self.texts[""].line(pos.line).find(words)
        if at < 0:
            return content
        exact = d.Pos(pos.line, pos.line, at + 1, at + len(words))
        return (d.Str(text=words, pos=exact),)

    def text(self, number: int) -> Text | None:
        """Return the source that a paragraph is from."""
        block = self.blocks[number]
        return None if block is None else self.texts.get(block.pos.path)

    def line(self, number: int) -> Line:
        """Return how a paragraph is written."""
        if number not in self._lines:
            block, text = self.blocks[number], self.text(number)
            self._lines[number] = written.of_leaf(block.node, text) if block and text else Line("", ())
        return self._lines[number]

    def places(self, number: int) -> list[int | None]:
        """Return for every character of a paragraph in Word which of its line it is, None for none."""
        if number not in self._places:
            self._places[number] = _places(self.paragraphs[number].text, self.line(number).text)
        return self._places[number]

    def offsets(self, number: int, first: int, last: int) -> tuple[int, int] | None:
        """Return where in its source the characters of a paragraph from one to another begin and end."""
        spots = self.line(number).spots
        found = [
            spot
            for place in self.places(number)[first : last + 1]
            if place is not None and (spot := spots[place]) is not None
        ]
        return (found[0].start, found[-1].end) if found else None


def _places(shown: str, line: str) -> list[int | None]:
    """Return for every character of a text as Word shows it which of the line it is."""
    if shown == line:
        return list(range(len(line)))
    at = shown.find(line) if line else -1
    if at >= 0:
        return [place - at if at <= place < at + len(line) else None for place in range(len(shown))]
    found: list[int | None] = [None] * len(shown)
    for start, begin, count in weave.matching(shown, line):
        for step in range(count):
            found[start + step] = begin + step
    return found
