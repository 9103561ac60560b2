r"""Page breaks: every spelling that authors have for one becomes the same node.

Markdown has none, so programs made their own: commands of TeX (`\newpage`), comments (`<!-- pagebreak -->`),
elements with a style or class (CSS Fragmentation Module Level 3, 3.1), shortcodes of Quarto, Leanpub, Marked
and iA Writer, and markup for one format. A rule (`---`) is none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import walk
from specexport.model.classes import PAGE_BREAK
from specexport.model.document import (
    Attr,
    BlockQuote,
    BulletList,
    Div,
    Header,
    OrderedList,
    RawBlock,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specexport.model.document import Block, Node, Pos

_PAGE = "page[ _-]?break|break[ _-]?page|(?:new|next|clear)[ _-]?page"
_NAMES = r"\\(?:newpage|pagebreak|clearpage|cleardoublepage)(?![A-Za-z])"
_COMMANDS = rf"(?:{_NAMES}(?:\[[0-4]\])?(?:\{{\}})?)"
_SHORTCODES = (
    r"\{\{[<%][ \t]*(?:pagebreak|newpage)[ \t]*/?[>%]\}\}|\{%-?[ \t]*(?:pagebreak|newpage)[ \t]*-?%\}"
    r"|\{:{0,2}(?:pagebreak|newpage)[ \t]*/?\}"
    rf"|\[\[?(?:{_PAGE})\]\]?"
)
_TYPST = r"#pagebreak\([\w:, \t]*\)"
LINE = rf"(?:{_COMMANDS}(?:[ \t]*{_COMMANDS})*|(?i:{_SHORTCODES})|`(?:{_COMMANDS}|{_TYPST})`\{{=\w+\}})"
"""The pattern of a line that is a page break."""
TAGS = frozenset({"pagebreak", "page-break", "newpage"})
"""Elements that HTML does not have, and that stand for a page break."""

_COMMENT = regex(rf"\W*(?:block_)?(?:{_PAGE})(?:[ _:=-]+(?:always|here|before|after))?\W*|\W*break\W*")
_BARE_BREAK = regex(r"break")
_ONLY = regex(rf"(?:\s|&nbsp;|&#160;|\u00a0|{_COMMANDS})*")
_RAW = regex(
    rf"\s*(?:{_COMMANDS}\s*)+|\s*(?:{_TYPST}\s*)+"
    r"|(?=.*<w:(?:br\s[^>]*w:type=[\"']page[\"']|pageBreakBefore\b))\s*(?:<[^>]*>\s*)+"
    r"|(?=.*break-(?:after|before)\s*:\s*(?:always|page))\s*(?:<[^>]*>\s*)+",
    re.DOTALL,
)
# The class of a page in the sheets of some programs: only of an element that holds nothing.
_EMPTY_ONLY = frozenset({"page"})
_BREAKING = regex(rf"(?:[a-z0-9]+__)?(?:{_PAGE}|pb)(?:[ _-]?(?P<side>before|after))?(?:[ _-]?always)?")
_SIDED = regex(r"(?:page[_-]?)?break[_-](?P<side>before|after)(?:[_-](?:page|always|left|right))?")
_STYLE = regex(r"(?:page-)?break-(?P<side>before|after)\s*:\s*(?:always|page|left|right|recto|verso)\b")


class Sides(Struct, frozen=True):
    """On which sides of an element a page ends."""

    before: bool = False
    after: bool = False

    def __bool__(self) -> bool:
        return self.before or self.after


def page_break(pos: Pos | None) -> Div:
    """Return the node that ends a page."""
    return Div(content=(), attr=Attr(classes=(PAGE_BREAK,)), pos=pos)


def is_comment(text: str) -> bool:
    """Say whether `text`, which stands in a comment, asks for a page break."""
    return bool(_COMMENT.fullmatch(text.strip().lower())) and (
        not _BARE_BREAK.fullmatch(text.strip()) or text.isupper()
    )


def is_command(text: str) -> bool:
    """Say whether `text` is commands for page breaks, or nothing that is seen."""
    return bool(_ONLY.fullmatch(text))


def is_raw(text: str) -> bool:
    """Say whether markup for one format (TeX, Word's, Typst's, HTML) ends a page and does nothing else."""
    return bool(text.strip()) and bool(_RAW.fullmatch(text))


def sides(classes: Iterable[str], style: str = "", *, empty: bool = False) -> Sides:
    """Return where a page ends beside an element with these classes and this style.

    A class that names no side means the one before, as does `page` of an element that is `empty`.
    """
    found = {match["side"] for match in _STYLE.finditer(style.lower())} if "break" in style.lower() else set()
    for name in classes:
        match = _matched(name)
        if match or (empty and name in _EMPTY_ONLY):
            found.add((match and match["side"]) or "before")
    return Sides("before" in found, "after" in found)


def is_class(name: str) -> bool:
    """Say whether a class ends a page."""
    return _matched(name) is not None


def _matched(name: str) -> re.Match[str] | None:
    low = name.lower()
    return _BREAKING.fullmatch(low) or _SIDED.fullmatch(low)


def without(attr: Attr) -> tuple[Sides, Attr]:
    """Return where a page ends beside what has `attr`, and the attributes without what says so."""
    found = sides(attr.classes, attr.get("style"))
    if not found:
        return found, attr
    classes = tuple(name for name in attr.classes if not is_class(name))
    return found, Attr(attr.id, classes, tuple(pair for pair in attr.pairs if pair[0] != "style"))


def found(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return `blocks` of another format with nodes for what ends a page in them."""

    def visit(node: Node) -> Node | tuple[Node, ...]:
        if type(node) is RawBlock:
            return page_break(node.pos) if is_raw(node.text) else node
        if isinstance(node, (Div, Header)) and node.attr.classes != (PAGE_BREAK,):
            return tuple(beside(node))
        return node

    return walk.rewrite(blocks, visit, RawBlock, Div, Header)


def beside(block: Header | Div) -> Iterator[Block]:
    """Yield a block with the page breaks beside it that its attributes ask for."""
    asked, attr = without(block.attr)
    if asked.before:
        yield page_break(block.pos)
    if attr is block.attr:
        yield block
    elif type(block) is Div and not (attr.classes or attr.id or attr.pairs):
        yield from block.content
    else:
        yield replace(block, attr=attr)
    if asked.after:
        yield page_break(block.pos)


def lifted(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return `blocks` with page breaks at the ends of lists, quotations and divisions outside of them.

    One after another end but one page.
    """
    return _lifted(blocks) if any(map(_ends_a_page, blocks)) else blocks


def _ends_a_page(block: Block) -> bool:
    """Say whether a page ends in a block, or does by it, where it can be lifted out."""
    if isinstance(block, (BulletList, OrderedList)):
        return any(_ends_a_page(part) for item in block.items for part in item.content)
    return is_page_break(block) or (
        isinstance(block, (BlockQuote, Div)) and any(map(_ends_a_page, block.content))
    )


def _lifted(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    out: list[Block] = []
    for block in blocks:
        out += (
            part for part in _opened(block) if not (is_page_break(part) and out and is_page_break(out[-1]))
        )
    return tuple(out)


def _opened(block: Block) -> Iterator[Block]:
    if is_page_break(block) or not isinstance(block, (BlockQuote, Div, BulletList, OrderedList)):
        yield block
        return
    if isinstance(block, (BulletList, OrderedList)):
        yield from _listed(block)
    else:
        content = _lifted(block.content)
        first, last = _edges(content)
        yield from (*content[:first], replace(block, content=content[first:last]), *content[last:])


def _listed(block: BulletList | OrderedList) -> Iterator[Block]:
    items = [replace(item, content=_lifted(item.content)) for item in block.items]
    opening, ending = items[0].content, items[-1].content
    first, last = _edges(opening)[0], _edges(ending)[1]
    items[-1] = replace(items[-1], content=ending[:last])
    items[0] = replace(items[0], content=items[0].content[first:])
    yield from (*opening[:first], replace(block, items=tuple(items)), *ending[last:])


def _edges(content: Sequence[Block]) -> tuple[int, int]:
    """Return where in `content` begins and ends what is between page breaks, all of it if nothing is."""
    inner = [at for at, block in enumerate(content) if not is_page_break(block)]
    return (inner[0], inner[-1] + 1) if inner else (0, len(content))


def is_page_break(node: Node) -> bool:
    """Say whether a block does nothing but end a page."""
    return type(node) is Div and PAGE_BREAK in node.attr.classes and not node.content
