"""Cross references: links by name that say the number of what they lead to, and typed numbers that do not.

Names are written as pandoc-crossref (`[@fig:flow]`), Quarto (`@fig-flow`) and all (`[](#flow)`) do. What they
become is what an author would have typed, `Figure 1` or `Section 2.3`, in a link: formats that know
references, as Word does, make one of it.
"""

from __future__ import annotations

import re
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport.core.diagnostics import SpecExportError
from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import EQUATION
from specexport.style.words import localise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.core.context import Context
    from specexport.model.words import Words

KINDS = ("fig", "tbl", "sec", "eq", "lst")
_NAME = r"@(?P<kind>[Ff]ig|[Tt]bl|[Ss]ec|[Ee]q|[Ll]st)(?P<mark>[:-])(?P<name>\w(?:[\w:.-]*\w)?)"
_SIGN = regex(rb"@(?:[Ff]ig|[Tt]bl|[Ss]ec|[Ee]q|[Ll]st)[:-]\w")
NAME = regex(_NAME)
REFERENCE = regex(
    r"\[(?P<group>[^\[\]\n@]*(?<![\w@.:/])@(?:[Ff]ig|[Tt]bl|[Ss]ec|[Ee]q|[Ll]st)[:-][^\[\]\n]*)\]"
    r"|(?<![\w@.:/\\-])" + _NAME
)
_ITEM = regex(rf"\s*(?P<before>[^@]*?)(?P<bare>-?){_NAME}(?P<after>[^@]*)")
# A reference that an author has typed: a word, and a number of figures or with the letter of an appendix.
_TYPED = regex(r"(?P<word>[^\W\d_]+\.?|§+)[\s\u00a0]*(?P<number>(?:[A-Z]\.)?\d+(?:\.\d+)*)")
_FORMULA_NAME = regex(r"\s*\{#(eq[:-][\w:.-]+)\}\s*")
# What typed references call what they lead to, beside the document's own words.
_TYPED_WORDS = {
    "fig": ("figure", "fig", "abbildung", "abb", "figura", "рисунок", "图", "図"),
    "tbl": ("table", "tab", "tabelle", "tableau", "tabla", "tabela", "таблица", "表"),
    "sec": ("section", "sec", "chapter", "§", "§§", "abschnitt", "kapitel", "sección", "раздел"),
    "lst": ("listing", "lst"),
    "eq": ("equation", "eq", "gleichung"),
}


class Label(Struct, frozen=True):
    """What something is called: its kind, one of `KINDS`, its number, and both in words."""

    kind: str
    number: str
    words: str


class Labels:
    """What all that can be referred to is called, by its ids, in the document's language."""

    def __init__(self, document: d.Document, context: Context) -> None:
        self._words = localise(context.style, document.meta.lang).words
        self._by_id: dict[str, Label] = {}
        if document.meta.id:
            self._by_id[document.meta.id] = Label("sec", "", walk.plain(document.meta.title))
        for node in walk.nodes(document.blocks):
            for ident, label in _labelled(node, self._words):
                self._by_id.setdefault(ident, label)
        self._folded = {ident.lower(): ident for ident in reversed(self._by_id)}

    def of(self, ident: str) -> Label | None:
        """Return what the thing with this id is called, None where it has no number."""
        return self._by_id.get(ident)

    def named(self, kind: str, mark: str, name: str) -> str:
        """Return the id that a reference means, empty if there is none.

        What a kind of things is called may be left out of the id: `@sec:scope` leads to the heading Scope.
        With a hyphen it may not: `@sec-ops` is what a team of GitHub is called too.
        """
        kind = kind.lower()
        other = ":" if mark == "-" else "-"
        for ident in (f"{kind}{mark}{name}", f"{kind}{other}{name}", name):
            found = self._folded.get(ident.lower(), "")
            if found and (ident != name or (mark == ":" and self._by_id[found].kind == kind)):
                return found
        return ""

    def names(self) -> list[str]:
        """Return all ids."""
        return list(self._by_id)

    def differs(self, label: Label, typed: str) -> bool:
        """Return whether a typed reference says another number than its target has."""
        match = _TYPED.fullmatch(typed.strip())
        if (
            match is None
            or not label.number
            or match["number"] == label.number.rpartition(" ")[2].strip("()")
        ):
            return False
        word = match["word"].rstrip(".").casefold()
        return word in _TYPED_WORDS[label.kind] or word == label.words.split()[0].casefold()


def _labelled(node: d.Node, words: Words) -> Iterator[tuple[str, Label]]:
    """Yield the ids of a node, and what it is called."""
    match node:
        case d.Header() if node.attr.id:
            yield node.attr.id, _of_heading(node, words)
        case d.Figure() if node.number:
            label = Label("fig", node.number, f"{words.figure} {node.number}")
            inner = (image.attr.id for image in walk.find([node], d.Image))
            yield from ((ident, label) for ident in (node.attr.id, *inner) if ident)
        case d.Table() if node.number and node.attr.id:
            yield node.attr.id, Label("tbl", node.number, f"{words.table} {node.number}")
        case d.CodeBlock() if node.number and node.attr.id:
            yield node.attr.id, Label("lst", node.number, f"{words.listing} {node.number}")
        case d.Div() if node.attr.id and EQUATION in node.attr.classes:
            printed = walk.plain(walk.find([node], d.Span))
            yield node.attr.id, Label("eq", printed.strip("()"), printed)
        case d.Div() if node.attr.id:
            yield node.attr.id, _of_division(node, words)
        case d.Image() if node.attr.id:
            yield node.attr.id, Label("fig", "", walk.plain(node.content) or words.figure)
        case d.Table() if node.attr.id:
            yield node.attr.id, Label("tbl", "", words.table)


def _of_heading(node: d.Header, words: Words) -> Label:
    number = node.number
    if not number:
        return Label("sec", "", walk.plain(node.content))
    return Label("sec", number, number if " " in number else f"{words.section} {number}")


def _of_division(node: d.Div, words: Words) -> Label:
    """Return what a division around a figure or table is called: as that is, or by its last paragraph."""
    for inner in walk.nodes(node.content):
        if isinstance(inner, (d.Figure, d.Table)) and inner.number:
            kind, word = ("fig", words.figure) if isinstance(inner, d.Figure) else ("tbl", words.table)
            return Label(kind, inner.number, f"{word} {inner.number}")
    last = node.content[-1] if node.content else None
    kind = node.attr.id.partition("-")[0]
    title = walk.plain([last]) if isinstance(last, d.Para) else node.attr.id
    return Label(kind if kind in KINDS else "sec", "", title)


def is_typed(words: str) -> bool:
    """Return whether words may be a reference that somebody has typed."""
    return words[-1:].isdigit() and _TYPED.fullmatch(words.strip()) is not None


def has_names(blocks: tuple[d.Block, ...], context: Context) -> bool:
    """Return whether the source, or a file that it includes, may have references by name."""
    if _SIGN.search(context.source.data):
        return True
    return any(text.pos and text.pos.path and "@" in text.text for text in walk.find(blocks, d.Str))


def named(text: d.Str) -> Iterator[re.Match[str]]:
    """Yield the references by name in a text, alone or in brackets; within brackets of other words, each."""
    for match in REFERENCE.finditer(text.text):
        if match["group"] is None or all(map(_ITEM.fullmatch, match["group"].split(";"))):
            yield match
        else:
            yield from REFERENCE.finditer(text.text, match.start() + 1, match.end())


def is_escaped(text: d.Str, match: re.Match[str], line: str) -> bool:
    """Return whether a backslash stands before a reference, or its bracket, in the `line` of `text`.

    As many of its kind stand before it there as in the text. Signs within it may have backslashes, too.
    """
    start = text.text.index("@", match.start())
    sign, before = NAME.match(text.text, start), text.text[match.start() : start]
    if sign is None:
        return False
    written = re.compile("@" + "".join(rf"\\?{re.escape(char)}" for char in sign[0][1:]))
    start = text.pos.column - 1 if text.pos and text.pos.column else 0
    count = text.text.count(sign[0], 0, sign.end())
    found = next(islice(written.finditer(line, start), count - 1, None), None)
    return found is not None and line[: found.start()].endswith(("\\", f"\\{before}"))


def linked(blocks: tuple[d.Block, ...], labels: Labels, context: Context) -> tuple[d.Block, ...]:
    """Return `blocks` with links in place of references by name; those that mean nothing are told."""
    within = {id(text) for link in walk.find(blocks, d.Link) for text in walk.find([link], d.Str)}
    lines = context.source.data.decode("utf-8", "replace").split("\n")
    visit = _Linking(labels, context, within, lines)
    return walk.rewrite(blocks, visit, d.Str)


class _Linking:
    """Puts links in place of references; `within` are texts that are links already."""

    def __init__(self, labels: Labels, context: Context, within: set[int], lines: list[str]) -> None:
        self._labels = labels
        self._context = context
        self._within = within
        self._lines = {"": lines}

    def __call__(self, node: d.Str) -> d.Node | tuple[d.Node, ...]:
        if "@" not in node.text or id(node) in self._within:
            return node
        out: list[d.Inline] = []
        end = 0
        for match in named(node):
            if is_escaped(node, match, self._line(node.pos)) or not (made := self._made(match, node)):
                continue
            out += [_text(node, node.text[end : match.start()]), *made]
            end = match.end()
        out.append(_text(node, node.text[end:]))
        return tuple(part for part in out if not isinstance(part, d.Str) or part.text) if end else node

    def _line(self, pos: d.Pos | None) -> str:
        """Return the line of the source, or of the file that it includes, on which something begins."""
        if pos is None:
            return ""
        if pos.path not in self._lines:
            with suppress(SpecExportError):
                text = self._context.resources.read(pos.path).decode("utf-8", "replace")
                self._lines[pos.path] = text.split("\n")
        lines = self._lines.setdefault(pos.path, [])
        return lines[pos.line - 1] if pos.line <= len(lines) else ""

    def _made(self, match: re.Match[str], node: d.Str) -> list[d.Inline]:
        """Return what stands for a reference, or for several in brackets; nothing if one of them is none."""
        if match["group"] is None:
            return self._link(match, node, "", "")
        items = [_ITEM.fullmatch(part) for part in match["group"].split(";")]
        if None in items:
            return []
        out: list[d.Inline] = []
        for number, item in enumerate(items):
            assert item is not None
            made = self._link(item, node, item["before"], item["bare"])
            if not made:
                return []
            after = item["after"].rstrip()
            out += [*([_text(node, ", ")] if number else []), *made, *([_text(node, after)] if after else [])]
        return out

    def _link(self, match: re.Match[str], node: d.Str, before: str, bare: str) -> list[d.Inline]:
        ident = self._labels.named(match["kind"], match["mark"], match["name"])
        label = self._labels.of(ident)
        if label is None:
            self._tell(match, node)
            return []
        word = before.split()[-1].rstrip(".").casefold() if before.split() else ""
        is_named = word in _TYPED_WORDS[label.kind] or label.words.casefold().split()[:1] == [word]
        said = label.number if label.number and (bare or is_named) else label.words or match["name"]
        lead = [_text(node, before)] if before else []
        return [*lead, d.Link(content=(_text(node, said),), url=f"#{ident}", pos=node.pos)]

    def _tell(self, match: re.Match[str], node: d.Str) -> None:
        from difflib import get_close_matches

        name = f"{match['kind'].lower()}{match['mark']}{match['name']}"
        near = get_close_matches(name, self._labels.names(), 1, 0.6)
        hint = f"did you mean [](#{near[0]})?" if near else f"give what is meant the name {{#{name}}}"
        self._context.warn("SX401", f"nothing is called #{name}", _pos(node, match.start("kind") - 1), hint)


def _text(node: d.Str, text: str) -> d.Str:
    return replace(node, text=text)


def _pos(node: d.Str, offset: int) -> d.Pos | None:
    pos = node.pos
    if pos is None or not pos.column or pos.end_line != pos.line:
        return pos
    return replace(pos, column=min(pos.column + offset, pos.end_column))


def labelled_formulas(blocks: tuple[d.Block, ...]) -> tuple[d.Block, ...]:
    """Return `blocks` with names behind displayed formulas (`$$ … $$ {#eq:x}`) as TeX's labels."""
    return walk.rewrite(blocks, _with_label, d.Para)


def _with_label(para: d.Para) -> d.Para:
    content = [node for node in para.content if not isinstance(node, d.SoftBreak)]
    if len(content) != 2:
        return para
    formula, name = content
    if not (isinstance(formula, d.Math) and formula.display and isinstance(name, d.Str)):
        return para
    match = _FORMULA_NAME.fullmatch(name.text)
    return (
        replace(para, content=(replace(formula, text=f"{formula.text}\\label{{{match[1]}}}"),))
        if match
        else para
    )
