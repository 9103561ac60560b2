"""What is in scope and what is not, as lists and labelled lines say it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.specification import placeholders
from specexport.specification.data import model
from specexport.specification.view import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specexport.specification.pieces import SectionIndex
    from specexport.specification.view import View

Side: TypeAlias = Literal["included", "excluded"]

_THE = r"(?:explicitly |what is |what s |items |currently )?"
_OF = r"(?: (?:items|features|for now|for this .*|of this .*))?"
_SIDES: dict[Side, re.Pattern[str]] = {
    "excluded": re.compile(
        rf"{_THE}(?:out(?:side)?(?: of)?(?: the| this)? scope|(?:not|beyond)(?: in)?(?: the)? scope"
        rf"|non ?(?:goals?|objectives?|scope)|exclu(?:ded|sions?|des)|not (?:included|covered|goals)){_OF}"
    ),
    "included": re.compile(rf"{_THE}(?:(?:in|within)(?: the)? scope|goals|included|includes|covered){_OF}"),
}
# These say what they mean wherever they stand; other names do only where the scope is spoken of.
_PLAIN = regex(r".*\bscope\b.*")
_ABOUT_SCOPE = frozenset({"scope", "scope and non scope"})
_LABEL = regex(r"\s*([^:：.!?]{2,60}?)\s*[:：]\s*(.*)", re.S)
_SHORT = 6  # words at most of a thing in a list on one line
_SENTENCE = regex(r"(?:as|because|but|if|since|so|that|unless|when|where|which|while|who)\b", re.I)
_LISTED = regex(r"\s*[,;，、；]\s*(?:and\s+|or\s+)?|\s+and\s+(?=[^,;]*$)")


def scope(view: View) -> model.Scope | None:
    """The scope that `view` states, None if it states none."""
    found = list(_found(view))
    if not found:
        return None
    first = min([text.line for _, text in found], default=0)
    lines = [section.line for section in view.sections if _is_about(section.path)]
    return model.Scope(
        included=tuple(text for side, text in found if side == "included"),
        excluded=tuple(text for side, text in found if side == "excluded"),
        line=lines[0] if lines else first,
    )


def _is_about(path: tuple[str, ...]) -> bool:
    return any(part in _ABOUT_SCOPE or side_of(part) for part in path)


def side_of(name: str) -> Side | None:
    """The side that a heading or label, as `view.key` compares it, announces."""
    return next((side for side, names in _SIDES.items() if names.fullmatch(name)), None)


def _found(view: View) -> Iterator[tuple[Side, model.Text]]:
    for index, blocks in view.by_section():
        yield from _in_section(view, index, blocks)


def _in_section(
    view: View, index: SectionIndex, blocks: Iterable[d.Block]
) -> Iterator[tuple[Side, model.Text]]:
    path = view.path_of(index)
    side = next((found for part in reversed(path) if (found := side_of(part))), None)
    about = _is_about(path)
    for block in blocks:
        match block:
            case d.Para():
                for line in _lines(block):
                    named, rest = _labelled(walk.plain(line), about)
                    side = named or side if rest is not None else side
                    if named and rest:
                        yield from ((named, text) for text in _texts(view, rest, line[0].pos or block.pos))
            case d.BulletList() | d.OrderedList():
                for item in block.items:
                    yield from _of_item(view, item, side, about)
            case _:
                pass


def _of_item(
    view: View, item: d.ListItem, side: Side | None, about: bool
) -> Iterator[tuple[Side, model.Text]]:
    """Yield what an item says: a thing of the side that is spoken of, or a label with things of its own."""
    said = walk.plain([item])
    named, rest = _labelled(said, about)
    if named is None:
        if side and not _is_left_over(view, item.pos):
            yield from ((side, text) for text in _text(view, said, item.pos))
        return
    inner = [block for block in item.content if isinstance(block, d.BulletList | d.OrderedList)]
    if inner:
        for one in (one for block in inner for one in block.items):
            yield from _of_item(view, one, named, about)
    else:
        yield from ((named, text) for text in _texts(view, rest or "", item.pos))


def _lines(para: d.Para) -> Iterator[list[d.Inline]]:
    line: list[d.Inline] = []
    for node in para.content:
        if isinstance(node, d.SoftBreak | d.LineBreak):
            if line:
                yield line
            line = []
        else:
            line.append(node)
    if line:
        yield line


def _labelled(text: str, about: bool) -> tuple[Side | None, str | None]:
    """The side that a line is labelled with, and what follows the label; None where it is no label."""
    match = _LABEL.fullmatch(text)
    name, rest = (key(match[1]), match[2].strip()) if match else (key(text), "")
    side = side_of(name)
    return (side, rest) if side and (about or _PLAIN.fullmatch(name)) else (None, None)


def _texts(view: View, said: str, pos: d.Pos | None) -> Iterator[model.Text]:
    """Yield the things that stand in one line: each of a list of short ones, else the line as it is."""
    if _is_left_over(view, pos):
        return
    things = [thing for thing in _LISTED.split(said.rstrip(".")) if thing]
    is_list = len(things) > 1 and all(map(_is_thing, things))
    for thing in things if is_list else [said]:
        yield from _text(view, thing, pos)


def _is_thing(text: str) -> bool:
    return len(text.split()) <= _SHORT and not _SENTENCE.match(text)


def _text(view: View, text: str, pos: d.Pos | None) -> Iterator[model.Text]:
    if text.strip("-–— ") and not (placeholders.is_unfilled(text) or placeholders.waits(text, view.uses)):
        yield model.Text(text=text, line=pos.line if pos else 0)


def _is_left_over(view: View, pos: d.Pos | None) -> bool:
    return pos is not None and pos.line in view.left_over
