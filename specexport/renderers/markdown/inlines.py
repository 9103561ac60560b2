"""Inlines as Markdown. Where a delimiter could not work as one, the element of HTML stands instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from specexport.model import document as d
from specexport.model import languages, walk
from specexport.model.classes import DELETED, INSERTED, KBD, MARK, PLACEHOLDER, UNDERLINE
from specexport.renderers.markdown import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Classes of spans that HTML has an element for.
_ELEMENTS = {KBD: "kbd", MARK: "mark", UNDERLINE: "u", INSERTED: "ins", DELETED: "del"}
# The characters with which what is written for a node begins; other nodes begin as an element does.
_BEGINNINGS: dict[type[d.Node], str] = {
    d.Emph: "*",
    d.Strong: "*",
    d.Strikeout: "~",
    d.Code: "`",
    d.Math: "$",
    d.Link: "[",
    d.Note: "[",
    d.Image: "!",
}
# What stands between signs that would be taken for one.
_APART = "<!-- -->"
_VARIABLE = re.compile(r"\{\{[^{}\n]+\}\}")
_WEB = re.compile(r"(?:https?|ftp)://[^\s<>]+")
_FORMULA = re.compile(r"[\\^_{}]")
_NAME = re.compile(r"[^\s{}]+")
_CLASS = re.compile(r"[^\s{}#.=]+")
_KEY = re.compile(r"[A-Za-z_:][\w:.-]*")


class Inlines:
    """Writes inlines; `note` takes the blocks of a footnote and returns its label."""

    def __init__(self, note: Callable[[tuple[d.Block, ...]], str]) -> None:
        self._note = note
        self._cell = 0
        self._lone: frozenset[str] = frozenset()

    def lines(self, content: Sequence[d.Inline]) -> str:
        """Return the content of a paragraph, one line for each of the source, none of which opens a block."""
        written = self._whole(content).strip(" \n")
        return "\n".join(map(escape.line, written.split("\n")))

    def line(self, content: Sequence[d.Inline]) -> str:
        """Return content that has to stay on one line."""
        flat = walk.rewrite(tuple(content), lambda node: d.Str(" ") if type(node) is d.SoftBreak else node)
        return self._whole(flat).replace("\\\n", "<br>").strip(" ")

    def cell(self, content: Sequence[d.Inline]) -> str:
        """Return the content of a cell between bars."""
        self._cell += 1
        written = self.line(content)
        self._cell -= 1
        return written

    def _whole(self, content: Sequence[d.Inline]) -> str:
        """Return content that is a text of its own: a sign that it has only once is no delimiter."""
        texts = "".join(node.text for node in walk.nodes(content) if isinstance(node, d.Str))
        outer, self._lone = self._lone, frozenset(sign for sign in "~^$" if texts.count(sign) == 1)
        written = self._run(_trimmed(content))
        self._lone = outer
        return written

    def _run(self, content: Sequence[d.Inline], before: str = "\n", after: str = "\n") -> str:
        """Return `content`, which stands between the characters `before` and `after`."""
        content = _joined(content)
        out = ""
        for index, node in enumerate(content):
            following = self._first(content[index + 1]) if index + 1 < len(content) else after
            out += self._inline(node, out[-1:] or before, following)
        return out

    def _first(self, node: d.Inline) -> str:
        """Return the character with which a node begins, near enough to know whether a delimiter works."""
        match node:
            case d.Str():
                return node.text[:1] or "\n"
            case d.SoftBreak() | d.LineBreak():
                return "\n"
            case d.Span() if not _element(node):
                return self._first(node.content[0]) if node.content else "\n"
            case _:
                return _BEGINNINGS.get(type(node), "<")

    def _inline(self, node: d.Inline, before: str, after: str) -> str:
        match node:
            case d.Str():
                return escape.text(node.text, self._lone, bar=bool(self._cell))
            case d.SoftBreak():
                return "\n"
            case d.LineBreak():
                return "<br>" if before.isspace() else "\\\n"
            case d.Emph():
                return self._marked(node.content, "*", "em", before, after)
            case d.Strong():
                return self._marked(node.content, "**", "strong", before, after)
            case d.Strikeout():
                return self._marked(node.content, "~~", "del", before, after)
            case d.Superscript():
                return self._element(node.content, "sup")
            case d.Subscript():
                return self._element(node.content, "sub")
            case d.Span():
                return self._span(node, before, after)
            case d.Note():
                return f"[^{self._note(node.content)}]"
            case d.Code():
                return self._code(node, before) + attributes(node.attr)
            case d.Math():
                return self._formula(node, before)
            case d.Link():
                return self._link(node)
            case d.Image():
                return self._image(node)
            case d.RawInline():
                return node.text if node.format == "html" else ""
            case _:
                assert_never(node)

    def _marked(self, content: Sequence[d.Inline], mark: str, element: str, before: str, after: str) -> str:
        """Return content between delimiters, or in an element where they would not work (6.2)."""
        inner = self._run(content, "*", "*")
        if not inner.strip():
            return inner
        edges = inner[0] + inner[-1]
        touches = mark[0] in edges or mark[0] in before + after or inner.endswith("\\")
        if (
            touches
            or any(map(str.isspace, edges))
            or not (_works(before, inner[0]) and _works(after, inner[-1]))
        ):
            return f"<{element}>{inner}</{element}>"
        return f"{mark}{inner}{mark}"

    def _element(self, content: Sequence[d.Inline], element: str, extra: str = "") -> str:
        return f"<{element}{extra}>{self._run(content, '>', '<')}</{element}>"

    def _span(self, node: d.Span, before: str, after: str) -> str:
        words = walk.text(node.content) if PLACEHOLDER in node.attr.classes else ""
        if words and _VARIABLE.fullmatch(words):
            return words
        if words.strip() and not _waits(words):
            end = _APART if after[:1] in ("(", "[", ":") else ""
            return f"[{self._run(node.content, '[', ']')}]{end}"
        if element := _element(node):
            said = {"id": node.attr.id, **languages.of(node.attr)}
            extra = "".join([f' {name}="{escape.html(value)}"' for name, value in said.items() if value])
            return self._element(node.content, element, extra)
        return self._run(node.content, before, after)

    def _code(self, node: d.Code, before: str) -> str:
        code = node.text.replace("\n", " ")
        if self._cell:
            code = code.replace("|", "\\|")
        mark = escape.fence(code, least=1)
        spaced = code[:1] == "`" or code[-1:] == "`" or (code[:1] == " " == code[-1:] and code.strip())
        apart = _APART if before == "`" else ""
        space = " " if spaced or not code else ""
        return f"{apart}{mark}{space}{code}{space}{mark}"

    def _formula(self, node: d.Math, before: str) -> str:
        tex = " ".join(node.text.split())
        if self._cell:
            tex = tex.replace("|", "\\vert ")
        if not tex:
            return ""
        apart = _APART if before.isalnum() or before == "$" else ""
        if node.display and "$" not in tex:
            return f"{apart}$${tex}$$"
        tex = "{}" + tex if " " in tex and tex[0].isdecimal() and not _FORMULA.search(tex) else tex
        return f"{apart}$`{tex}`$" if tex and "`" not in tex else f"{apart}${tex}$"

    def _link(self, node: d.Link) -> str:
        words = node.content[0].text if len(node.content) == 1 and type(node.content[0]) is d.Str else ""
        if words == node.url and _WEB.fullmatch(words) and not node.title and "|" not in words:
            return f"<{words}>"
        if not node.url:
            return self._run(node.content)
        flat = walk.rewrite(node.content, lambda inner: inner.content if type(inner) is d.Link else inner)
        return f"[{self._run(flat, '[', ']')}]({self._target(node)}){attributes(node.attr)}"

    def _image(self, node: d.Image) -> str:
        return f"![{self._run(node.content, '[', ']')}]({self._target(node)}){attributes(node.attr)}"

    def _target(self, node: d.Link | d.Image) -> str:
        title = f" {escape.quoted(node.title)}" if node.title else ""
        written = f"{escape.url(node.url)}{title}"
        return written.replace("|", "\\|") if self._cell else written


def attributes(attr: d.Attr) -> str:
    """Return identifier, classes and pairs in braces, nothing when there are none that can be written."""
    words = [f"#{attr.id}"] if _NAME.fullmatch(attr.id) else []
    words += [f".{name}" for name in attr.classes if _CLASS.fullmatch(name)]
    words += [f"{key}={escape.attribute(value)}" for key, value in attr.pairs if _KEY.fullmatch(key)]
    return f"{{{' '.join(words)}}}" if words else ""


def _element(node: d.Span) -> str:
    known = next((_ELEMENTS[name] for name in node.attr.classes if name in _ELEMENTS), "")
    return known or ("span" if languages.of(node.attr) else "a" if node.attr.id else "")


def _waits(words: str) -> bool:
    """Say whether words are seen to be unfilled as they are written (`TODO`)."""
    from specexport.specification import placeholders

    return placeholders.waits(words)


def _works(outside: str, inside: str) -> bool:
    """Say whether a delimiter between these two characters opens or closes as it should."""
    return inside.isalnum() or outside.isspace() or not (outside.isalnum() or outside == "_")


def _trimmed(content: Sequence[d.Inline]) -> Sequence[d.Inline]:
    """Return content without breaks at its end, where they would break nothing."""
    end = len(content)
    while end and isinstance(content[end - 1], (d.SoftBreak, d.LineBreak)):
        end -= 1
    return content[:end]


def _joined(content: Sequence[d.Inline]) -> list[d.Inline]:
    """Return `content` with neighbouring texts as one."""
    out: list[d.Inline] = []
    for node in content:
        last = out[-1] if out else None
        if type(node) is d.Str and type(last) is d.Str:
            out[-1] = d.Str(text=last.text + node.text)
        else:
            out.append(node)
    return out
