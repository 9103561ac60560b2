"""Numbers of equations, and references to them: TeX's `\\label`, `\\tag` and `\\eqref` (amsmath).

A numbered formula becomes a `Div` of the class `equation`: a paragraph with the formula and a `Span` of the
class `equation-number`. Its id is the formula's label, which references link to.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import EQUATION, EQUATION_NUMBER
from specexport.passes import references

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specexport.core.context import Context

_MARKED = regex(r"\\(?:label|tag|(?:eq)?ref)\b")
_LABEL = regex(r"\\label\s*\{([^{}]*)\}")
_TAG = regex(r"\\tag(\*?)\s*\{([^{}]*)\}")
_REFERENCE = regex(r"\\(eq)?ref\s*\{([^{}]*)\}")


class _Number(Struct, frozen=True):
    """The number of a formula, what is printed beside it, and the id by which it is called, if it has one."""

    number: str
    printed: str
    ident: str


def run(document: d.Document, context: Context) -> d.Document:
    """Number the displayed formulas that have a label, and link to them where they are referred to."""
    if any(formula.display for formula in walk.find(document.blocks, d.Math)):
        document = replace(document, blocks=references.labelled_formulas(document.blocks))
    formulas = [node for node in walk.find(document.blocks, d.Math) if _MARKED.search(node.text)]
    if not formulas:
        return document
    numbers = _numbers(formulas, set(walk.idents(document.blocks)))
    blocks = walk.rewrite(document.blocks, _Visit(numbers, context), d.Math)
    return replace(document, blocks=walk.rewrite(blocks, _apart, d.Para))


class _Visit:
    """Puts numbers beside formulas, and links or numbers in place of references."""

    def __init__(self, numbers: dict[str, _Number], context: Context) -> None:
        self._numbers = numbers
        self._context = context
        self._given: set[str] = set()

    def __call__(self, node: d.Math) -> d.Node:
        whole = _REFERENCE.fullmatch(node.text.strip())
        if whole and not node.display:
            return self._link(whole, node)
        text = _REFERENCE.sub(lambda found: rf"\text{{{self._words(found, node)}}}", node.text)
        number = _number_of(node, self._numbers) if node.display else None
        if number is None:
            return node if text == node.text else replace(node, text=text)
        bare = replace(node, text=_LABEL.sub("", _TAG.sub("", text)).strip())
        ident = "" if number.ident in self._given else number.ident
        self._given.add(ident)
        return d.Span(
            content=(bare, d.Str(text=" ", pos=node.pos), _span(number.printed, node.pos)),
            attr=d.Attr(ident, (EQUATION,)),
            pos=node.pos,
        )

    def _link(self, found: re.Match[str], node: d.Math) -> d.Inline:
        words = d.Str(text=self._words(found, node), pos=node.pos)
        number = self._numbers.get(found[2])
        return d.Link(content=(words,), url=f"#{number.ident}", pos=node.pos) if number else words

    def _words(self, found: re.Match[str], node: d.Math) -> str:
        number = self._numbers.get(found[2])
        if number is None:
            label = " ".join(found[2].split())
            hint = f"give a displayed formula \\label{{{label}}}"
            self._context.warn("SX757", f"no formula is labelled {label!r}", node.pos, hint)
            return "(?)" if found[1] else "?"
        return number.printed if found[1] else number.number


def _span(printed: str, pos: d.Pos | None) -> d.Span:
    return d.Span(content=(d.Str(text=printed, pos=pos),), attr=d.Attr(classes=(EQUATION_NUMBER,)), pos=pos)


def _numbers(formulas: Iterable[d.Math], taken: set[str]) -> dict[str, _Number]:
    """The number of every label: its author's, where the formula has a `\\tag`, else the next one.

    All labels of one formula have its number. A tag without a label is there by itself, with its backslash.
    """
    numbers: dict[str, _Number] = {}
    count = 0
    for node in formulas:
        labels = _LABEL.findall(node.text) if node.display else []
        tag = _TAG.search(node.text) if node.display else None
        if not labels and tag:
            numbers[tag[0]] = _tagged(tag, "")
        if not labels or labels[0] in numbers:
            continue
        ident = _free(re.sub(r"\s+", "-", labels[0].strip()) or "equation", taken)
        count += tag is None
        number = _tagged(tag, ident) if tag else _Number(str(count), f"({count})", ident)
        for label in labels:
            numbers.setdefault(label, number)
    return numbers


def _tagged(tag: re.Match[str], ident: str) -> _Number:
    return _Number(tag[2], tag[2] if tag[1] else f"({tag[2]})", ident)


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "-equation"
    taken.add(name)
    return name


def _number_of(node: d.Math, numbers: dict[str, _Number]) -> _Number | None:
    label, tag = _LABEL.search(node.text), _TAG.search(node.text)
    if label:
        return numbers[label[1]]
    return numbers[tag[0]] if tag else None


def _apart(para: d.Para) -> d.Node | Iterator[d.Node]:
    """A paragraph with its numbered formulas as blocks of their own."""
    return _divided(para) if any(_is_numbered(node) for node in para.content) else para


def _divided(para: d.Para) -> Iterator[d.Node]:
    before: list[d.Inline] = []
    for node in para.content:
        if isinstance(node, d.Span) and _is_numbered(node):
            yield from _rest(para, before)
            content = (d.Para(content=node.content, pos=node.pos),)
            yield d.Div(content=content, attr=node.attr, pos=node.pos)
            before = []
        else:
            before.append(node)
    yield from _rest(para, before)


def _rest(para: d.Para, content: list[d.Inline]) -> Iterator[d.Para]:
    if walk.plain(content) or any(
        not isinstance(node, (d.Str, d.SoftBreak, d.LineBreak)) for node in content
    ):
        yield replace(para, content=tuple(content))


def _is_numbered(node: d.Inline) -> bool:
    return isinstance(node, d.Span) and EQUATION in node.attr.classes
