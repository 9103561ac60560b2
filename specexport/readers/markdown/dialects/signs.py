"""Constructs of other dialects in a document that has none of them: each kind is told once, and stays.

Nothing here changes a document. A sign is looked for in what was read as text, so never in code or formulas.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core.dialects import DIALECTS
from specexport.model import document as d
from specexport.model import walk
from specexport.readers.markdown.dialects.remarks import Remark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specexport.readers.markdown.dialects.remarks import Remarks


class Sign(Struct, frozen=True):
    """A construct: what it is, its pattern, and the dialects that know it, the likeliest first."""

    what: str
    pattern: str
    dialects: tuple[str, ...]

    def remark(self) -> Remark:
        """Return what is said of it."""
        names = [DIALECTS[name].title for name in self.dialects]
        owners = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
        hint = f"say dialect: {self.dialects[0]} in the front matter, or write it in Markdown"
        return Remark(f"{self.what} of {owners}", "stays as it is written", hint, "SX801")


_WIKIS = ("obsidian", "gitlab", "github-wiki")
_ATTRIBUTED = ("mkdocs", "kramdown", "quarto")
_DIFFERENCE = r"\{\+[^+{}\n][^{}\n]*\+\}|\{-[^-{}\n][^{}\n]*-\}|\[(?:\+[^\[\]\n]+\+|-[^\[\]\n]+-)\]"
_WORDS = r"(?=[^\[\]\n]*[^\W\d_])[^\[\]\n]+"
SIGNS: tuple[Sign, ...] = (
    Sign("an embedded page", rf"!\[\[{_WORDS}\]\]", _WIKIS),
    Sign("a link between pages", rf"(?<!!)\[\[(?!_?TOC_?\]|_?TOSP_?\]){_WORDS}\]\]", _WIKIS),
    Sign("marked text", r"(?<![\w=])==(?=[^\s=])[^=\n]{0,200}[^\s=]==(?![\w=])", ("obsidian", "mkdocs")),
    Sign("the name of a block", r"(?:(?<=\s)|^)\^[A-Za-z0-9][A-Za-z0-9-]{2,}$", ("obsidian",)),
    Sign("a callout", r"^\[![\w-]+(?:\|[^\[\]\n]*)?\]", ("obsidian",)),
    Sign("a task in a state of its own", r"^\[[-/<>?!*]\]\s", ("obsidian",)),
    Sign("a footnote within text", r"\^\[(?:[^\[\]\n]|\[[^\[\]\n]*\])+\]", ("quarto", "obsidian")),
    Sign("a content tab", r"^===[!+]*\s+[\"'].+[\"']$", ("mkdocs",)),
    Sign("a row of keys", r"(?<![\w+])\+\+[\w-]+(?:\+[\w-]+)*\+\+(?![\w+])", ("mkdocs",)),
    Sign("an icon", r":(?:material|octicons|fontawesome|simple)-[a-z0-9-]+:", ("mkdocs",)),
    Sign("a snippet", r"(?<![\w-])-+8<-+(?![\w-])", ("mkdocs",)),
    Sign("an abbreviation", r"^\*\[[^\[\]\n]+\]:\s", ("mkdocs", "kramdown")),
    Sign("a change to the text", r"\{(?:\+\+|--|~~|==)\S[^{}\n]*(?:\+\+|--|~~|==)\}", ("mkdocs",)),
    Sign("a list of attributes", r"\{:?\s?[.#][A-Za-z][\w-]*(?:\s[^{}\n]*)?\}$", ("mkdocs", "kramdown")),
    Sign("a list of attributes", r"(?<=[^\s{])\{:?\s?[.#][A-Za-z][^{}\n]*\}(?!$)", _ATTRIBUTED),
    Sign("a list of attributes", r"(?<=[^\s{])\{:[^{}\n]+\}", ("kramdown",)),
    Sign("an option", r"\{::[a-z]+\s[^{}\n]*/?\}", ("kramdown",)),
    Sign("a tag of Liquid", r"\{%-?\s*\w[^\n]*?%\}", ("kramdown",)),
    Sign("code of MDX", r"^(?:import|export)\s[^\n]*\sfrom\s+[\"']", ("docusaurus",)),
    Sign("code of MDX", r"^export\s+(?:const|default|function)\s", ("docusaurus",)),
    Sign(
        "a component",
        r"<[A-Z][\w.]*(?:\s[^<>]*)?/>|<[A-Z][\w.]*\s+[\w-]+=|</[A-Z][\w.]*>",
        ("docusaurus",),
    ),
    Sign("a cross reference", r"(?<![\w@])@(?:fig|tbl|sec|eq|lst)-[\w-]+", ("quarto",)),
    Sign("a shortcode", r"\{\{[<%]\s*/?\s*\w[^\n]*?[%>]\}\}", ("quarto",)),
    Sign("a span with attributes", r"\[[^\[\]\n]+\]\{[.#][^{}\n]+\}", ("quarto",)),
    Sign("a mention", r"@<[0-9A-Fa-f]{8}-[0-9A-Fa-f-]{27}>", ("azure",)),
    Sign("an inline difference", _DIFFERENCE, ("gitlab",)),
    Sign("an included file", r"^::include\{file=", ("gitlab",)),
)
_CODE: dict[str, Sign] = {
    "json:table": Sign("a table in JSON", "", ("gitlab",)),
    **dict.fromkeys(("dataview", "dataviewjs"), Sign("a query", "", ("obsidian",))),
}
_DIVISIONS = {"query-table": Sign("a query", "", ("azure",))}
# A container that nothing closes is text in every dialect.
_OPEN = Remark(
    "the line of a container that nothing closes", "stays as it is written", "close it with :::", "SX802"
)
_OPENS = re.compile(r"^:{3,}\s*[\w{\[]")
_LINES = (d.Para, d.Header)
# What no sign is in has none of these.
_ANY = re.compile(
    r"\[\[|==|\^|^[ \t>*+\d.)-]*\[[-!/<>?*]|\[[+-]|\+\+|:material|:octicons|:fontawesome|:simple|8<|\*\[|"
    r"\{[:.#+~=%{ -]|"
    r"^(?:import|export)\s|<[A-Z]|</[A-Z]|@(?:fig|tbl|sec|eq|lst)-|@<|^::|json:table|dataview|query-table",
    re.MULTILINE,
)


def tell(text: str, blocks: tuple[d.Block, ...], dialect: str, remarks: Remarks) -> None:
    """Note the constructs in `blocks`, which were read from `text` in a `dialect`, that others would know."""
    if not _ANY.search(text):
        return
    for node in walk.nodes(blocks):
        if isinstance(node, _LINES):
            _tell_line(node, dialect, remarks)
        elif type(node) is d.CodeBlock and node.attr.classes:
            _tell_of(_CODE.get(node.attr.classes[0]), node, dialect, remarks)
        elif type(node) is d.Div and node.attr.classes:
            _tell_of(_DIVISIONS.get(node.attr.classes[0]), node, dialect, remarks)


def _tell_of(sign: Sign | None, node: d.CodeBlock | d.Div, dialect: str, remarks: Remarks) -> None:
    if sign and dialect not in sign.dialects:
        remarks.add(sign.remark(), node.attr.classes[0], node.pos)


def _tell_line(node: d.Para | d.Header, dialect: str, remarks: Remarks) -> None:
    text = _text(node.content)
    if not _ANY.search(text):
        return
    if _OPENS.match(text):
        remarks.add(_OPEN, text.split("\n")[0], node.pos)
    for remark, pattern in _patterns(dialect):
        for match in pattern.finditer(text):
            remarks.add(remark, match[0], _pos(node, match.start()))


@cache
def _patterns(dialect: str) -> tuple[tuple[Remark, re.Pattern[str]], ...]:
    return tuple(
        (sign.remark(), re.compile(sign.pattern, re.MULTILINE))
        for sign in SIGNS
        if dialect not in sign.dialects
    )


def _text(content: Iterable[d.Inline]) -> str:
    return "".join(text for _, text in _stretches(content))


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
    for part, text in _stretches(node.content):
        if offset < len(text):
            return part.pos or node.pos
        offset -= len(text)
    return node.pos
