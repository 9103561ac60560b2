"""Inlines as calls of the template."""

from __future__ import annotations

from copy import copy
from html import unescape
from typing import TYPE_CHECKING, assert_never

from specexport.core.patterns import regex
from specexport.model import classes
from specexport.model import document as d
from specexport.model.walk import find, idents, plain
from specexport.renderers.common.letters import LONG, MONOSPACE, columns, ems, joints
from specexport.renderers.common.signature_fields import address, is_field
from specexport.renderers.common.urls import safe_url
from specexport.renderers.pdf.typst import pictures
from specexport.renderers.pdf.typst.literals import call, sequence, string

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from specexport.renderers.common.references import References
    from specexport.renderers.pdf.typst.state import State

_WORD = regex(r"\S+")
_SEAM = "z"
# How much wider than estimated letters are at most, bold ones among them; the advance of the widest letter.
_SLACK, _WIDEST = 1.15, 0.95
# What the template calls spans with a meaning; others are their children.
_SPANS = {
    classes.KBD: "kbd",
    classes.MARK: "marked",
    classes.UNDERLINE: "underline",
    classes.INSERTED: "inserted",
    classes.DELETED: "deleted",
    classes.PLACEHOLDER: "chip",
    classes.SMALL_CAPS: "smallcaps",
    classes.BYLINE: "byline",
}


class Inlines:
    """Writes inlines. `blocks` writes what stands in footnotes; `references` are links that say pages."""

    def __init__(
        self,
        state: State,
        references: References | None,
        blocks: Callable[[Sequence[d.Block]], str],
    ) -> None:
        self._state = state
        self._references = references
        self._blocks = blocks
        self._in_link = False
        self._most = state.style.page.text_width / state.style.base.size

    def narrowed(self, most: float) -> Inlines:
        """Return a writer into a line that is `most` em wide."""
        inner = copy(self)
        inner._most = most
        return inner

    def write(self, content: Iterable[d.Inline]) -> str:
        """Return inlines as one expression."""
        return sequence(self._inline(node) for node in content)

    def unlinked(self, content: Iterable[d.Inline]) -> str:
        """Return inlines for a place where there are no links, footnotes or ids."""
        outer, self._in_link = self._in_link, True
        try:
            return self.write(content)
        finally:
            self._in_link = outer

    def text(self, text: str, em: float = 0.0) -> str:
        """Return text in letters that there are, with seams where long words may be divided.

        `em` is the width of every letter where all have the same.
        """
        return sequence(self._text(text, em))

    def _text(self, text: str, em: float) -> Iterator[str]:
        for font, run in self._state.letters.runs(text):
            written = sequence(_seamed(run, self._most / _SLACK, em))
            yield call("letters", string(font), written) if font else written

    def _inline(self, node: d.Inline) -> str:
        match node:
            case d.Str():
                return self.text(node.text) if node.text else ""
            case d.SoftBreak():
                return '" "'
            case d.LineBreak():
                return "linebreak()"
            case d.Code():
                return self._code(node)
            case d.Emph():
                return call("emph", self.write(node.content))
            case d.Strong():
                return call("strong", self.write(node.content))
            case d.Strikeout():
                return call("strike", self.write(node.content))
            case d.Superscript():
                return call("super", self.write(node.content))
            case d.Subscript():
                return call("sub", self.write(node.content))
            case d.Link():
                return self._link(node)
            case d.Image():
                return pictures.inline(node, self._state)
            case d.Span():
                return self._span(node)
            case d.Math():
                return pictures.formula(node, self._state)
            case d.Note():
                return "" if self._in_link else call("footnote", self._blocks(node.content))
            case d.RawInline():
                return self.text(bare(node.text)) if node.format == "html" else ""
            case _:
                assert_never(node)

    def _code(self, node: d.Code) -> str:
        if not node.text:
            return ""
        written = self.text(node.text, MONOSPACE * self._state.style.inline_code.scale)
        own = string(node.text)
        code = call("raw", own) if written == own else call("code-words", own, written)
        return sequence((self._anchor(node.attr), code))

    def _anchor(self, attr: d.Attr) -> str:
        return "" if self._in_link else self._state.anchor(attr.id)

    def _link(self, node: d.Link) -> str:
        url = safe_url(node.url)
        if not url or self._in_link:
            return self.write(node.content)
        text = self.unlinked(node.content) if node.content else self.text(url)
        notes = (call("footnote", self._blocks(note.content)) for note in find(node.content, d.Note))
        places = map(self._state.anchor, idents(node.content))
        return sequence((self._anchor(node.attr), *places, self._led(node, url, text), *notes))

    def around(self, node: d.Link, body: str) -> str:
        """Return a block as the link that is `node`."""
        url = safe_url(node.url)
        return sequence((self._anchor(node.attr), self._led(node, url, body))) if url else body

    def _led(self, node: d.Link, url: str, text: str) -> str:
        """Return a link to `url`; one to a place in the document may say on which page that is."""
        if not url.startswith("#"):
            return call("linked", string(url), text)
        if url[1:] not in self._state.targets:
            return text
        to = f"label({string(url[1:])})"
        link = call("linked", to, text)
        if not (self._references and self._references.names(node)):
            return link
        before, _, after = self._state.words.on_page.partition("{page}")
        return sequence((link, call("on-page", to, string(before), string(after))))

    def _span(self, node: d.Span) -> str:
        if is_field(node):
            return call("signature-field", string(address(node.attr)))
        body = self.write(node.content) if node.content else ""
        for name in node.attr.classes:
            if name in _SPANS and body:
                body = call(_SPANS[name], body)
        return sequence((self._anchor(node.attr), body)) if node.attr.id else body


def bare(markup: str) -> str:
    """Return the words of HTML, without its tags and without what is no text."""
    import nh3

    return unescape(nh3.clean(markup.encode("utf-8", "replace").decode(), tags=set()))


def marked(content: Iterable[d.Inline], inlines: Inlines, state: State, pos: d.Pos | None) -> str:
    """Return inlines with a mark behind them."""
    nodes = tuple(content)
    return sequence((inlines.write(nodes), state.mark(pos, plain(nodes))))


def _seamed(text: str, most: float, em: float) -> list[str]:
    """Return literals for `text`, with a seam wherever a word may be divided that is long or too wide."""
    if len(text) < LONG and (em or _WIDEST) * len(text) <= most:
        return [string(text)]
    pieces = [""]
    end = 0
    for word in _WORD.finditer(text):
        first, *more = _divided(word[0], most, em)
        if more:
            pieces[-1] += text[end : word.start()] + first
            pieces += more
            end = word.end()
    pieces[-1] += text[end:]
    written = [string(piece) for piece in pieces]
    return [part for piece in written for part in (_SEAM, piece)][1:]


def _divided(word: str, most: float, em: float) -> list[str]:
    """Return the pieces of a word: whole if it is short, at its joints, or else between any letters."""
    wide = _ems(word, em) > most
    if not wide and len(word) < LONG:
        return [word]
    pieces = joints(word)
    if not wide:
        return pieces
    return [part for piece in pieces for part in (piece if _ems(piece, em) > most else (piece,))]


def _ems(word: str, em: float) -> float:
    return em * columns(word) if em else ems(word)
