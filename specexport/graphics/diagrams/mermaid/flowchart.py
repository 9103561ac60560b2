"""Where labels stand in flowcharts and block diagrams, whose statements are chains of nodes and edges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.graphics.diagrams.labels import Label

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

# What opens a node's shape, the longest first, and what may close it.
_SHAPES: dict[str, tuple[str, ...]] = {
    "(((": (")))",),
    "((": ("))",),
    "([": ("])",),
    "(-": ("-)",),
    "(": (")",),
    "[[": ("]]",),
    "[(": (")]",),
    "[/": ("/]", "\\]"),
    "[\\": ("\\]", "/]"),
    "[|": ("|]",),
    "[": ("]",),
    "{{": ("}}",),
    "{": ("}",),
    "<[": ("]>",),
    ">": ("]",),
}
_SKIPPED = regex(
    r"[^\S\n]*(?:(?:(?:flowchart|graph)(?:-\w+)?\b[^\n;]*|block(?:-\w+)?[^\S\n]*(?=\n|$))|(?:classDef|class|style|linkStyle|click|href)\s[^\n]*"
    r"|direction\s+\w+|columns\s+\S+|end[^\S\n]*(?=[\n;]|$))"
)
_OF_BLOCKS = regex(r"space(?::\d+)?(?=\s|$)|block(?::(?P<id>[\w-]+))?(?::\d+)?(?=\s|$)")
_DRAWN_AS = regex(r"\b(?:icon|img)\s*:")
_HAS_TEXT = regex(r"\b(?:shape|label)\s*:")
_SUBGRAPH = regex(
    r"[^\S\n]*subgraph\b[^\S\n]*(?:(?P<id>[^\s\[\"]+)[^\S\n]*\[[^\S\n]*(?:\"(?P<q1>[^\"]*)\"|(?P<b1>[^\]\n]*))[^\S\n]*\]"
    r"|\"(?P<q2>[^\"]*)\"|(?P<b2>[^\n;\[\"]*[^\s;\[\"]))?"
)
_LINK = regex(r"[xo<]?(?:--+[-xo>]|==+[=xo>]|-?\.+-[xo>]?|~~~+)")
_START = regex(r"[xo<]?(?:--|==|-\.)")
_END = regex(r"(?:--+[-xo>]|==+[=xo>]|\.+-[xo>]?)")
_PIPED = regex(r"[^\S\n]*\|[^\S\n]*(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>[^|\n]*?))[^\S\n]*\|")
_NODE = regex(r"[^\s\"'`()\[\]{}<>|;,&@:~=-](?:[^\s\"'`()\[\]{}<>|;,&@:~=-]|-(?![->.])|=(?!=))*")
_DATA = regex(r"@\{(?P<data>[^}]{0,2000})\}")
_DATA_LABEL = regex(r"\blabel\s*:\s*(?:\"(?P<quoted>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^,}\n]*[^,}\s]))")
_EDGE_ID = regex(r"@(?=[xo<]?(?:--|==|-\.))")
_CLASS = regex(r":::[\w-]+(?:,[\w-]+)*|:\d+")
# So far is searched for the end of a label, in characters.
_LONGEST = 2_000
_AFTER = regex(r"[^\S\n]*(?:[\n;&@]|\Z|:::|%%|[xo<]?(?:--|==|-\.|~~))")
_TURN = regex(r"\([\w, ]*\)")


def labels(text: str) -> Iterator[Label]:
    """Yield the labels of nodes, edges and groups in the text of a flowchart."""
    scanner = _Scanner(text)
    found: list[Label] = []
    while scanner.place < len(text):
        found += scanner.step()
    # What a node is called anew, it was called before in vain.
    last = {label.key: label for label in found if label.key and not label.name}
    for label in found:
        overruled = label.key in last and last[label.key] is not label
        yield replace(label, name=True) if overruled else label


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self.place = 0
        self._begins = True
        self._is_block = text.lstrip().startswith("block")

    def step(self) -> Iterator[Label]:
        """Go on over one piece of the text and yield the labels in it."""
        text = self._text
        if self._begins:
            self._begins = False
            if skipped := _SKIPPED.match(text, self.place):
                self.place = skipped.end()
                return
            if group := _SUBGRAPH.match(text, self.place):
                self.place = group.end()
                yield from self._group(group)
                return
        char = text[self.place]
        if self._is_block and (word := _OF_BLOCKS.match(text, self.place)):
            self.place = word.end()
            yield from _hidden(word, "id")
        elif char in "\n;":
            self._begins = True
            self.place += 1
        elif char.isspace() or char in "&,":
            self.place += 1
        elif link := _LINK.match(text, self.place):
            self.place = link.end()
            yield from self._piped()
        elif start := _START.match(text, self.place):
            yield from self._written_on(start)
        elif node := _NODE.match(text, self.place):
            yield from self._node(node)
        else:
            self.place += 1

    def _group(self, found: re.Match[str]) -> Iterator[Label]:
        for name in ("q1", "b1", "q2", "b2"):
            if found[name] and found[name].strip():
                yield Label(found.start(name), found.end(name), _key(found["id"] or found[name]))

    def _piped(self) -> Iterator[Label]:
        if found := _PIPED.match(self._text, self.place):
            self.place = found.end()
            yield from _of(found, "quoted", "bare")

    def _written_on(self, start: re.Match[str]) -> Iterator[Label]:
        """Read `-- words -->`: what stands on an edge ends where the edge goes on."""
        begin = self.place = start.end()
        end = _END.search(self._text, begin, self._line_end(begin))
        if end:
            self.place = end.end()
            yield from _trimmed(self._text, begin, end.start())

    def _node(self, node: re.Match[str]) -> Iterator[Label]:
        text, key = self._text, _key(node[0])
        self.place = node.end()
        if edge := _EDGE_ID.match(text, self.place):
            self.place = edge.end()
            return
        if data := _DATA.match(text, self.place):
            self.place = data.end()
            if _DRAWN_AS.search(data[0]):
                yield Label(node.start(), node.start(), key)
            elif not _HAS_TEXT.search(data[0]):
                return
            for found in _DATA_LABEL.finditer(text, data.start("data"), data.end("data")):
                yield from (Label(one.start, one.end, key) for one in _of(found, "quoted", "single", "bare"))
        else:
            yield from self._shape(key)
        if of_class := _CLASS.match(text, self.place):
            self.place = of_class.end()
        yield Label(node.start(), node.end(), key, name=True)

    def _shape(self, key: str) -> Iterator[Label]:
        text = self._text
        opened = next((sign for sign in _SHAPES if text.startswith(sign, self.place)), "")
        begin = self.place + len(opened)
        span = self._within(begin, _SHAPES[opened]) if opened else None
        if span is None:
            return
        start, end, self.place = span
        written = [Label(one.start, one.end, key) for one in _trimmed(text, start, end)]
        yield from written or [Label(start, start, key)]
        if opened == "<[" and (turn := _TURN.match(text, self.place)):
            self.place = turn.end()

    def _within(self, begin: int, closings: tuple[str, ...]) -> tuple[int, int, int] | None:
        """Return where a label within a shape starts and ends, and where the shape does."""
        text = self._text
        lead = text[begin : begin + _LONGEST]
        quote = begin + len(lead) - len(lead.lstrip())
        if text.startswith('"', quote):
            end = text.find('"', quote + 1)
            found = [place for sign in closings if (place := text.find(sign, end, end + _LONGEST)) >= 0]
            return (quote + 1, end, min(found) + len(closings[0])) if end >= 0 and found else None
        stop = self._line_end(begin)
        ends: list[int] = []
        place = begin
        while found := [at for sign in closings if (at := text.find(sign, place, stop)) >= 0]:
            ends.append(min(found))
            place = ends[-1] + 1
        # Brackets within a label are none of Mermaid's, but plain enough.
        last = (place for place in ends if _AFTER.match(text, place + len(closings[0])))
        end = next(last, ends[0] if ends else -1)
        return (begin, end, end + len(closings[0])) if ends else None

    def _line_end(self, begin: int) -> int:
        """Return where the line at `begin` ends, as far as it is searched."""
        line = self._text.find("\n", begin, begin + _LONGEST)
        return line if line >= 0 else min(begin + _LONGEST, len(self._text))


def _of(found: re.Match[str], *names: str) -> Iterator[Label]:
    for name in names:
        if found[name] and found[name].strip():
            yield Label(found.start(name), found.end(name))


def _hidden(found: re.Match[str], name: str) -> Iterator[Label]:
    """Yield the label of what is never shown by its name."""
    if found[name]:
        yield Label(found.start(name), found.start(name), _key(found[name]))


def _trimmed(text: str, start: int, end: int) -> Iterator[Label]:
    """Yield the label between two places without the spaces and the quotation marks around it."""
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    end -= len(inner) - len(inner.rstrip())
    if end - start > 1 and text[start] == text[end - 1] == '"':
        start, end = start + 1, end - 1
    if start < end and text[start:end].strip():
        yield Label(start, end)


def _key(name: str) -> str:
    return name.strip()
