"""Runs put together: what follows each other in one look is one node, and space stands outside of it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import languages
from specexport.model.classes import (
    DELETED,
    INSERTED,
    KBD,
    MARK,
    MISSING_PICTURE,
    PLACEHOLDER,
    SMALL_CAPS,
    UNDERLINE,
)
from specexport.readers.common.characters import readable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Wrapper: TypeAlias = "str | tuple[str, tuple[tuple[str, str], ...]]"
"""What a run stands in: the name of a look, or that of a change with who made it and when."""
Piece: TypeAlias = "tuple[tuple[Wrapper, ...], d.Inline]"
"""What a run holds, and what it stands in, the outermost first."""

CODE = "code"
LABEL = "label"
_ORDER = (
    *("placeholder", "missing picture", KBD, "strong", "emph", "strike", UNDERLINE, MARK, SMALL_CAPS),
    *("super", "sub", LABEL, CODE),
)
_RANK = {name: place for place, name in enumerate(_ORDER)}
_CHANGES = frozenset({INSERTED, DELETED})
_SPANS = {
    **dict.fromkeys((KBD,), KBD),
    **{UNDERLINE: UNDERLINE, MARK: MARK, SMALL_CAPS: SMALL_CAPS},
    **{"placeholder": PLACEHOLDER, "missing picture": MISSING_PICTURE},
}
_NODES: dict[str, Callable[..., d.Inline]] = {
    "strong": d.Strong,
    "emph": d.Emph,
    "strike": d.Strikeout,
    "super": d.Superscript,
    "sub": d.Subscript,
}
_SPACE = regex(r"[ \t\n\r]+")


def ordered(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names of looks in the order in which they stand within each other."""
    return tuple(sorted(names, key=_RANK.__getitem__))


def spoken(lang: str) -> Wrapper:
    """Return what a run stands in that is in a language other than the document's."""
    return ("", ((languages.LANG, lang),))


def assembled(pieces: Sequence[Piece]) -> tuple[d.Inline, ...]:
    """Return the inlines that pieces are."""
    return _joined(_nested(pieces, 0))


def _nested(pieces: Sequence[Piece], depth: int) -> Iterator[d.Inline]:
    for wrapper, group in groupby(pieces, lambda piece: piece[0][depth] if len(piece[0]) > depth else None):
        inside = list(group)
        if wrapper is None:
            yield from (node for _, node in inside)
        elif wrapper == CODE:
            yield from _code(inside)
        else:
            yield from _wrapped(wrapper, _joined(_nested(inside, depth + 1)))


def _code(pieces: Sequence[Piece]) -> Iterator[d.Inline]:
    """Yield code with its spaces; what is no text stays outside of it."""
    for is_text, group in groupby(pieces, lambda piece: type(piece[1]) is d.Str):
        nodes = [node for _, node in group]
        if not is_text:
            yield from nodes
            continue
        text = readable("".join(node.text for node in nodes if type(node) is d.Str))
        if text.strip():
            yield d.Code(text=text.replace("\u00a0", " ").replace("\t", " "))
        elif text:
            yield d.Str(text=" ")


def _wrapped(wrapper: Wrapper, content: tuple[d.Inline, ...]) -> Iterator[d.Inline]:
    if isinstance(wrapper, tuple) and not wrapper[0]:
        before, inner, after = spaced(content)
        yield from (
            *before,
            *((d.Span(content=inner, attr=d.Attr(pairs=wrapper[1])),) if inner else ()),
            *after,
        )
        return
    if isinstance(wrapper, tuple):
        if content:
            yield d.Span(content=content, attr=d.Attr(classes=(wrapper[0],), pairs=wrapper[1]))
        return
    before, inner, after = spaced(content)
    yield from before
    if inner and wrapper in _NODES:
        yield _NODES[wrapper](content=inner)
    elif inner and wrapper in _SPANS:
        yield d.Span(content=inner, attr=d.Attr(classes=(_SPANS[wrapper],)))
    elif inner:
        yield d.Span(content=inner, attr=d.Attr(pairs=(("custom-style", wrapper),)))
    yield from after


Inlines: TypeAlias = "tuple[d.Inline, ...]"


def spaced(content: Inlines) -> tuple[Inlines, Inlines, Inlines]:
    """Return space at the beginning, what is between, and space at the end."""
    first, last = content[:1], content[-1:]
    leads = bool(first) and type(first[0]) is d.Str and first[0].text.startswith(" ")
    trails = bool(last) and type(last[0]) is d.Str and last[0].text.endswith(" ")
    if not (leads or trails):
        return (), content, ()
    nodes = list(content)
    if leads and type(nodes[0]) is d.Str:
        nodes[0] = d.Str(text=nodes[0].text[1:])
    if trails and type(nodes[-1]) is d.Str:
        nodes[-1] = d.Str(text=nodes[-1].text.removesuffix(" "))
    inner = tuple(node for node in nodes if type(node) is not d.Str or node.text)
    space = (d.Str(text=" "),)
    if not inner:
        return space, (), ()
    return space if leads else (), inner, space if trails else ()


def _joined(nodes: Iterable[d.Inline]) -> tuple[d.Inline, ...]:
    """Return inlines with texts that follow each other as one, and one space for several."""
    out: list[d.Inline] = []
    for is_text, group in groupby(nodes, lambda node: type(node) is d.Str):
        if not is_text:
            out += group
            continue
        text = readable("".join(node.text for node in group if type(node) is d.Str))
        if text:
            out.append(d.Str(text=_SPACE.sub(" ", text)))
    return tuple(out)
