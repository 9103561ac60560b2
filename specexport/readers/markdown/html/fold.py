"""Matching of tags over a sequence of nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model.characters import clean, needs_no_space
from specexport.readers.common import page_breaks
from specexport.readers.markdown.html.elements import Element, build, is_diagram, is_page_break
from specexport.readers.markdown.html.tags import TagReader

if TYPE_CHECKING:
    import re

    from specexport.core.context import Context
    from specexport.readers.markdown.places import Place

MAX_DEPTH = 24
# So many elements may be open; further ones give way to what they hold, so that searches stay short.
_MOST_OPEN = 100


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_VOID = _words(
    """
    area base br col embed hr img input link meta param source track wbr
    """
)
# Elements that act when they are shown, or hold what no reader is meant to see: left out with their content.
_ACTIVE = _words(
    """
    script style iframe object embed applet template noscript noframes svg math head
    """
)
_SILENT = frozenset(["style", "head", "template", "noscript"])
_KNOWN = _words(
    """
    a abbr acronym address area article aside audio b base basefont bdi bdo big blockquote body br
    button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div
    dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 header
    hgroup hr html i img input ins kbd label legend li link main map mark menu menuitem meta meter nav
    nobr ol optgroup option output p param picture pre progress q rp rt ruby s samp search section
    select small source span strike strong sub summary sup table tbody td textarea tfoot th thead time
    title tr track tt u ul var video wbr
    """
)
# An element on the left is closed by the start of one on the right (HTML, 13.1.2.4 "Optional tags").
_CLOSED_BY: dict[str, frozenset[str]] = {
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "tr": frozenset({"tr", "tbody", "thead", "tfoot"}),
    "td": frozenset({"td", "th", "tr", "tbody", "tfoot"}),
    "th": frozenset({"td", "th", "tr", "tbody", "tfoot"}),
    "thead": frozenset({"tbody", "tfoot"}),
    "tbody": frozenset({"tbody", "tfoot"}),
    "p": _words("p div ul ol dl table pre blockquote h1 h2 h3 h4 h5 h6 hr details section center"),
    "option": frozenset({"option"}),
}
# An end tag does not reach out of these for its start tag.
_WALLS = frozenset({"td", "th", "table"})
_SPACE = regex(r"\s+")
_LINE_END = regex(r"\n")


class Fold(TagReader):
    """Takes nodes and HTML in turn and gives back nodes only."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._root = Element("", {}, None)
        self._stack = [self._root]
        self._pos: d.Pos | None = None
        self._place: Place | None = None
        self._starts: list[int] = []
        self._hidden: list[str] = []
        self._pre = 0

    def add(self, node: d.Node) -> None:
        """Take a node that is not HTML."""
        if self._hidden:
            self._leave_out("what stands in it", node.pos)
        else:
            self._stack[-1].children.append(node)

    def add_html(self, html: str, pos: d.Pos | None, place: Place | None = None) -> None:
        """Take HTML that stands at `pos`; `place` knows where each offset of it does."""
        self._pos, self._place = pos, place
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(html))] if place else []
        self.read(html)

    def nodes(self) -> tuple[d.Node, ...]:
        """Return the nodes. Elements that are still open end here."""
        while len(self._stack) > 1:
            self._end()
        return tuple(self._root.children)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, or take it whole when it can hold nothing."""
        if tag in _ACTIVE or self._hidden:
            self._hide(tag)
        elif self._pre:
            self._in_pre(tag, dict(attrs))
        elif tag in page_breaks.TAGS:
            self._stack[-1].children.append(page_breaks.page_break(self._here()))
        elif tag not in _KNOWN:
            self.handle_data(self.get_starttag_text() or "")
        elif tag in _VOID or len(self._stack) < _MOST_OPEN:
            self._close_implied(tag)
            values = {name: clean(value or "") for name, value in reversed(attrs)}
            self._stack.append(Element(tag, values, self._here(len(self.get_starttag_text() or " "))))
            self._pre += _is_verbatim(self._stack[-1])
            if tag in _VOID:
                self._end()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take `<name/>`: only on void elements, and on page breaks, does the slash mean anything."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID and self._stack[-1].name == tag and is_page_break(self._stack[-1]):
            self._end()
        if self._hidden and self._hidden[-1] == tag:
            self._hidden.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close an element, with those still open in it; an end without a start means nothing."""
        if self._hidden:
            if tag in self._hidden:
                del self._hidden[self._hidden.index(tag) :]
            return
        if tag in page_breaks.TAGS:
            return
        if tag not in _KNOWN and tag not in _ACTIVE:
            self.handle_data(self.end_tag)
            return
        if self._pre and tag != self._stack[-1].name:
            self._end_in_pre(tag)
            return
        for depth in range(len(self._stack) - 1, 0, -1):
            name = self._stack[depth].name
            if name == tag:
                while len(self._stack) > depth + 1:
                    self._end()
                element = self._stack[-1]
                element.pos = _span(element.pos, self._here(len(tag) + 3))
                self._end()
                return
            if name in _WALLS and tag not in ("table", "tr", "tbody", "thead", "tfoot"):
                return

    def handle_data(self, data: str) -> None:
        """Take text."""
        if self._hidden:
            return
        text = clean(data if self._pre else _SPACE.sub(" " if data.isascii() else _space, data))
        if text:
            self._stack[-1].children.append(d.Str(text=text, pos=self._here()))

    def handle_comment(self, data: str) -> None:
        """Take a comment, which may ask for a page break."""
        if not (self._hidden or self._pre) and page_breaks.is_comment(data):
            self._stack[-1].children.append(page_breaks.page_break(self._here(len(data) + 7)))

    def unknown_decl(self, data: str) -> None:
        """Report a marked section, which HTML does not have."""
        self._leave_out(f"<![{data[:20]}", self._here())

    def _in_pre(self, tag: str, attrs: dict[str, str | None]) -> None:
        """Take a tag within `pre`: its text is code, whose language `code` may name, or a diagram."""
        if is_diagram(self._stack[-1]):
            self.handle_data("" if tag == "code" else self.get_starttag_text() or "")
        elif tag == "br":
            self.handle_data("\n")
        elif tag == "code":
            self._stack[-1].attrs.setdefault("class", attrs.get("class") or "")
        elif tag not in _KNOWN:
            self.handle_data(self.get_starttag_text() or "")

    def _end_in_pre(self, tag: str) -> None:
        """Take an end tag within `pre`: in a diagram it is part of a label."""
        if is_diagram(self._stack[-1]) and tag != "code":
            self.handle_data(f"</{tag}>")

    def _end(self) -> None:
        element = self._stack.pop()
        self._pre -= _is_verbatim(element)
        nodes = build(element) if len(self._stack) < MAX_DEPTH else tuple(element.children)
        self._stack[-1].children.extend(nodes)

    def _close_implied(self, tag: str) -> None:
        for depth in range(len(self._stack) - 1, 0, -1):
            name = self._stack[depth].name
            if tag in _CLOSED_BY.get(name, ()):
                while len(self._stack) > depth:
                    self._end()
            elif name in ("table", "ul", "ol", "dl", "td", "th", "blockquote"):
                return

    def _hide(self, tag: str) -> None:
        if not self._hidden and tag not in _SILENT:
            self._leave_out(f"<{tag}>", self._here())
        if tag not in _VOID:
            self._hidden.append(tag)

    def _leave_out(self, what: str, pos: d.Pos | None) -> None:
        hint = "describe it in Markdown, or show a picture of it"
        self._context.warn("SX740", f"raw HTML is left out: {what}", pos, hint)

    def _here(self, length: int = 1) -> d.Pos | None:
        """Return where the next `length` characters stand."""
        if self._place:
            line, column = self.getpos()
            start = self._starts[line - 1] + column
            return self._place(start, start + length)
        return self._pos


def _is_verbatim(element: Element) -> bool:
    return element.name == "pre" or is_diagram(element)


def _space(found: re.Match[str]) -> str:
    """Return what a run of white space means: nothing where a line ends between ideographs, else a space."""
    text, at, end = found.string, found.start(), found.end()
    if "\n" in found[0] and needs_no_space(text[at - 1 : at] or " ", text[end : end + 1] or " "):
        return ""
    return " "


def _span(first: d.Pos | None, last: d.Pos | None) -> d.Pos | None:
    """Return the position from the start of one to the end of another."""
    if first is None or last is None or not first.column or not last.column:
        return first
    return d.Pos(first.line, last.end_line, first.column, last.end_column)
