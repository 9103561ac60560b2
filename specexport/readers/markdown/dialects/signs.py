"""Constructs of other dialects in a document that has none of them: each kind is told once, and stays.

Nothing here changes a document. A sign is looked for in what was read as text, so never in code or formulas.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport.core.dialects import DIALECTS
from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.readers.markdown.dialects.remarks import Remark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specexport.readers.markdown.includes import SourcePart


class Sign(Struct, frozen=True):
    """A construct: what it is, how it is written, and the dialects that know it, the likeliest first.

    It begins with the character `first`, and `rest` is the pattern of what follows; what stands before it is
    for a look behind in `rest` to ask. One that is `leading` stands at the beginning of a line.
    """

    what: str
    first: str
    rest: str
    dialects: tuple[str, ...]
    leading: bool = False

    def remark(self) -> Remark:
        """Return what is said of it."""
        names = [DIALECTS[name].title for name in self.dialects]
        owners = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
        hint = f"say dialect: {self.dialects[0]} in the front matter, or write it in Markdown"
        return Remark(f"{self.what} of {owners}", "stays as it is written", hint, "SX801")


_WIKIS = ("obsidian", "gitlab", "github-wiki")
_MARKING = ("obsidian", "mkdocs")
_ATTRIBUTED = ("mkdocs", "kramdown", "quarto")
_WORDS = r"(?=[^\[\]\n]*[^\W\d_])[^\[\]\n]+"
_END = r"[ \t|]*$"
SIGNS: tuple[Sign, ...] = (
    Sign("an embedded page", "!", rf"\[\[{_WORDS}\]\]", _WIKIS),
    Sign("a link between pages", "[", rf"(?<!!\[)\[(?!_?TOC_?\]|_?TOSP_?\]){_WORDS}\]\]", _WIKIS),
    Sign("a callout", "[", r"![\w-]+(?:\|[^\[\]\n]*)?\]", ("obsidian",), leading=True),
    Sign("a task in a state of its own", "[", r"[-/<>?!*]\]\s", ("obsidian",), leading=True),
    Sign("a span with attributes", "[", r"[^\[\]\n]+\]\{[.#][^{}\n]+\}", ("quarto",)),
    Sign("an inline difference", "[", r"(?:\+[^\[\]\n]+\+|-[^\[\]\n]+-)\]", ("gitlab",)),
    Sign("marked text", "=", r"(?<![\w=]=)=(?=[^\s=])[^=\n]{0,200}[^\s=]==(?![\w=])", _MARKING),
    Sign("a content tab", "=", rf"==[!+]*\s+[\"'][^\n]+[\"']{_END}", ("mkdocs",), leading=True),
    Sign("the name of a block", "^", rf"(?<!\S\^)[A-Za-z0-9][A-Za-z0-9-]{{2,}}{_END}", ("obsidian",)),
    Sign("a footnote within text", "^", r"\[(?:[^\[\]\n]|\[[^\[\]\n]*\])+\]", ("quarto", "obsidian")),
    Sign("a row of keys", "+", r"(?<![\w+]\+)\+[\w-]+(?:\+[\w-]+)*\+\+(?![\w+])", ("mkdocs",)),
    Sign("an icon", ":", r"(?:material|octicons|fontawesome|simple)-[a-z0-9-]+:", ("mkdocs",)),
    Sign("an included file", ":", r":include\{file=", ("gitlab",), leading=True),
    Sign("a snippet", "8", r"(?<=-8)<-", ("mkdocs",)),
    Sign("an abbreviation", "*", r"\[[^\[\]\n]+\]:\s", ("mkdocs", "kramdown"), leading=True),
    Sign("a change to the text", "{", r"(?:\+\+|--|~~|==)\S[^{}\n]*(?:\+\+|--|~~|==)\}", ("mkdocs",)),
    Sign("an inline difference", "{", r"\+[^+{}\n][^{}\n]*\+\}|\{-[^-{}\n][^{}\n]*-\}", ("gitlab",)),
    Sign("a list of attributes", "{", r"(?<!\{\{):?\s?[.#][A-Za-z][^{}\n]*\}", _ATTRIBUTED),
    Sign("a list of attributes", "{", r"(?<=[^\s{]\{):[^{}\n]+\}", ("kramdown",)),
    Sign("an option", "{", r"::[a-z]+\s[^{}\n]*/?\}", ("kramdown",)),
    Sign("a tag of Liquid", "{", r"%-?\s*\w[^\n]*?%\}", ("kramdown",)),
    Sign("a shortcode", "{", r"\{[<%]\s*/?\s*\w[^\n]*?[%>]\}\}", ("quarto",)),
    Sign("code of MDX", "i", r"mport\s[^\n]*\sfrom\s+[\"']", ("docusaurus",), leading=True),
    Sign("code of MDX", "e", r"xport\s+(?:const|default|function)\s", ("docusaurus",), leading=True),
    Sign("a component", "<", r"/[A-Z][\w.]*>|[A-Z][\w.]*(?:\s[^<>]*/>|\s*/>|\s+[\w-]+=)", ("docusaurus",)),
    Sign("a numbered example", "(", r"@[\w-]*\)\s", ("quarto",), leading=True),
    Sign("an item without its number", "#", r"\.\s", ("quarto",), leading=True),
    Sign("a part in another format", "{", r"=[a-z]+\}", ("quarto",)),
    Sign("a mention", "@", r"<[0-9A-Fa-f]{8}-[0-9A-Fa-f-]{27}>", ("azure",)),
)
# What a source has in whose text such a sign may stand, by its first character: quicker than all of `rest`.
_LOOSE = {"i": ("import ",), "e": ("export ",), "8": ("8<-",), "!": ("![[",), "+": ("++",)}
_QUERY = Sign("a query", "", "", ("obsidian",))
_NAMED = {
    "json:table": Sign("a table in JSON", "", "", ("gitlab",)),
    "dataview": _QUERY,
    "dataviewjs": _QUERY,
    "query-table": Sign("a query", "", "", ("azure",)),
}
# A name behind the caption of a table, or behind a formula, is read in every dialect.
_NAMING = regex(r"\A(?:(?:Table)?\s*:\s[^\n]*?|\s*\0\s*)(?P<name>\{#[^{}\s]+[^{}\n]*\})\s*\Z")
# A container that nothing closes is text in every dialect.
_OPEN = Remark("the line of a container that nothing closes", "stays as it is written", "close it with :::")
_LINE_STARTS = (type(None), d.SoftBreak, d.LineBreak)
_OPENS = regex(r"^:{3,}\s*[\w{\[]", re.MULTILINE)
# So is a table whose lines do not meet.
_UNMET = Remark(
    "a line of a grid table that is not closed, or stands right below words",
    "stays as it is written",
    "let its lines meet at every +, below a blank line",
)
_TITLE_BLOCK = Remark("a title block of pandoc", "stays as it is written", "write it as front matter")
_TITLED = regex(r"^% \S")
_GRIDDED = regex(r"^\+(?:[-=:]{2,}\+)+$", re.MULTILINE)


def tell(text: str, blocks: tuple[d.Block, ...], part: SourcePart) -> None:
    """Note the constructs in `blocks`, which were read from `text`, that another dialect than its own knows.

    They are looked for in the source, which is quick, and told where they stand in what was read as text.
    """
    lines: set[int] = set()
    signs: list[Sign] = []
    for group in _foreign(part.dialect_name):
        if found := group.lines(text):
            lines.update(found)
            signs += group.signs
    if lines or ":::" in text:
        for node in _at_lines(blocks, sorted(lines)):
            _tell_line(node, signs, part)
    if text.startswith("% "):
        _tell_text(blocks[:1], _TITLED, _TITLE_BLOCK, part)
    if ":::" in text:
        _tell_text(blocks, _OPENS, _OPEN, part)
    if "+-" in text or "+=" in text:
        _tell_text(blocks, _GRIDDED, _UNMET, part)
    if any(name in text for name in ("json:table", "dataview", "query-table")):
        _tell_named(blocks, part)


class _Group:
    """Signs that begin with one character, to be looked for in a source together."""

    def __init__(self, first: str, signs: list[Sign]) -> None:
        self.signs = signs
        self._first = first
        self._has = _LOOSE.get(first, ())
        rests = "|".join(f"(?:{sign.rest})" for sign in signs)
        self._pattern = re.compile(f"{re.escape(first)}(?:{rests})", re.MULTILINE)

    def lines(self, text: str) -> list[int]:
        """Return the lines of a source in which one of the signs may stand."""
        if self._first not in text or (self._has and not any(has in text for has in self._has)):
            return []
        lines, line, end = [], 1, 0
        for match in self._pattern.finditer(text):
            line += text.count("\n", end, match.start())
            end = match.start()
            lines.append(line)
        return lines


@cache
def _foreign(dialect: str) -> tuple[_Group, ...]:
    by_first: dict[str, list[Sign]] = {}
    for sign in SIGNS:
        if dialect not in sign.dialects:
            by_first.setdefault(sign.first, []).append(sign)
    return tuple(_Group(first, signs) for first, signs in by_first.items())


@cache
def _compiled(sign: Sign) -> tuple[Remark, re.Pattern[str]]:
    beginning = "^" if sign.leading else ""
    return sign.remark(), re.compile(f"{beginning}{re.escape(sign.first)}(?:{sign.rest})", re.MULTILINE)


def _at_lines(blocks: Iterable[d.Node], lines: list[int]) -> Iterator[d.Para | d.Header]:
    """Yield the paragraphs and headings that one of `lines`, which are sorted, stands in."""
    for node in blocks:
        if node.pos and not _holds(node.pos, lines):
            continue
        if isinstance(node, (d.Para, d.Header)):
            yield node
        else:
            yield from _at_lines(walk.children(node), lines)


def _holds(pos: d.Pos, lines: list[int]) -> bool:
    index = bisect_left(lines, pos.line)
    return index < len(lines) and lines[index] <= max(pos.line, pos.end_line)


def _tell_line(node: d.Para | d.Header, signs: list[Sign], part: SourcePart) -> None:
    text = "".join(text for _, text in _stretches(node.content))
    if "{#" in text and (name := _NAMING.search(text)):
        text = text[: name.start("name")]
    for sign in signs:
        remark, pattern = _compiled(sign)
        for match in pattern.finditer(text):
            part.remark(remark, match[0], _pos(node, match.start()))


def _tell_text(
    blocks: tuple[d.Block, ...], begins: re.Pattern[str], remark: Remark, part: SourcePart
) -> None:
    """Note the paragraphs with a line that begins as a construct does, which is none."""
    for para in walk.find(blocks, d.Para):
        before = (None, *para.content)
        lines = (node for node, last in zip(para.content, before, strict=False) if type(last) in _LINE_STARTS)
        if found := next((node for node in lines if type(node) is d.Str and begins.match(node.text)), None):
            part.remark(remark, found.text, found.pos or para.pos)


def _tell_named(blocks: tuple[d.Block, ...], part: SourcePart) -> None:
    """Note code and divisions that only another dialect knows, by the names of their classes."""
    for node in walk.nodes(blocks):
        if isinstance(node, (d.CodeBlock, d.Div)) and node.attr.classes:
            sign = _NAMED.get(node.attr.classes[0])
            if sign and part.dialect_name not in sign.dialects:
                part.remark(sign.remark(), node.attr.classes[0], node.pos)


def _stretches(content: Iterable[d.Inline]) -> Iterator[tuple[d.Inline, str]]:
    """Yield the stretches of text in `content`, and a character that is none for what is no text."""
    for node in content:
        match node:
            case d.Str():
                yield node, node.text
            case d.SoftBreak() | d.LineBreak():
                yield node, "\n"
            case d.Code() | d.Math() | d.Image() | d.Note() | d.RawInline():
                yield node, "\0"
            case _:
                yield from _stretches(node.content)


def _pos(node: d.Para | d.Header, offset: int) -> d.Pos | None:
    """Return the position of what stands at an offset of the text of `node`."""
    for part, text in _stretches(node.content):
        if offset < len(text):
            return _moved(part.pos, offset) or node.pos
        offset -= len(text)
    return node.pos


def _moved(pos: d.Pos | None, offset: int) -> d.Pos | None:
    if pos is None or not pos.column or pos.end_line != pos.line:
        return pos
    return replace(pos, column=min(pos.column + offset, pos.end_column))
