"""The sizes of pictures, as authors write them, become the pairs `width` and `height` of an `Image`.

Markdown has none. Azure DevOps and markdown-it write `![alt](a.png =300x200)`, Obsidian and Discourse
`![alt|300x200](a.png)`, and all that take HTML a style. A `max-width` and a `zoom` say something only of a
picture whose own size is known: they are pairs until a pass has its bytes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import walk
from specexport.model.document import NO_ATTR, Attr, Image, Str

if TYPE_CHECKING:
    from specexport.model.document import Block, Figure, Inline

Pairs: TypeAlias = "tuple[tuple[str, str], ...]"

_LENGTH = r"\d{1,4}(?:\.\d{1,4})?(?:%|px|pt|pc|cm|mm|in|em|rem)?"
SIZE = rf"=[ \t]*(?=[\dxX])(?:{_LENGTH})?(?:[xX](?:{_LENGTH})?)?"
"""The pattern of a size behind an address: `=300x200`, `=300x`, `=x200`, `=50%`."""
TITLE = r"\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)"
_DESTINATION = r"<[^<>\n]*>|(?:[^\s()<>\"'\\]|\\.|\([^()\s]*\))(?:[^()<>\"'\\\n]|\\.|\([^()\n]*\))*?"
_ADDRESS = (
    rf"(?P<@url>{_DESTINATION})(?:[ \t]+(?P<@title>{TITLE}))?[ \t]+(?P<@size>{SIZE})"
    rf"(?:[ \t]+(?P<@after>{TITLE}))?[ \t]*"
)


def address(name: str = "") -> str:
    """Return the pattern of an address with a size and perhaps a title; `name` begins its groups' names."""
    return _ADDRESS.replace("@", name)


_TARGET = regex(rf"\([ \t]*{address()}\)")
_PARTS = regex(rf"=[ \t]*({_LENGTH})?(?:[xX]({_LENGTH})?)?")
_BAR = regex(
    r"[ \t]*\|[ \t]*(?:(\d{1,4})(?:px)?(?:[ \t]*[xX][ \t]*(\d{1,4})(?:px)?)?(?:,[ \t]*(\d{1,3})%)?"
    r"|(\d{1,3}%))[ \t]*$"
)
_RULE = regex(r"(?:^|;)\s*([a-z-]+)\s*:\s*([^;]+)", re.IGNORECASE)
_VALUE = regex(rf"\+?({_LENGTH}|\.\d{{1,4}}|\d{{1,4}}(?:\.\d{{1,4}})?vw)(?:\s*!important)?", re.IGNORECASE)
_SIZES = frozenset({"width", "height", "max-width", "max-height", "zoom"})


def target(src: str, at: int) -> tuple[dict[str, str], int] | None:
    """Return the address, title and size in the parentheses at `at`, and the offset behind them."""
    match = _TARGET.match(src, at)
    return (of_address(match), match.end()) if match else None


def of_address(match: re.Match[str], name: str = "") -> dict[str, str]:
    """Return what a match of `address` says: `url`, `title` and `size`."""
    url = match[f"{name}url"]
    title = match[f"{name}title"] or match[f"{name}after"] or ""
    size = match[f"{name}size"]
    return {"url": url[1:-1] if url[:1] == "<" else url.rstrip(), "title": title[1:-1], "size": size}


def of_size(size: str) -> Pairs:
    """Return the pairs for `=300x200`."""
    match = _PARTS.fullmatch(size)
    return _pairs(match[1], match[2]) if match else ()


def of_style(style: str) -> Pairs:
    """Return what a style of CSS says of a size; what is no length, such as `auto`, says nothing."""
    found: dict[str, str] = {}
    for name, value in _RULE.findall(style):
        match = _VALUE.fullmatch(value.strip())
        if match and name.lower() in _SIZES:
            # Of a window there is nothing on paper but the width of the text.
            found[name.lower()] = re.sub("vw$", "%", match[1].lower())
    return tuple(found.items())


def of_words(content: tuple[Inline, ...]) -> tuple[Pairs, tuple[Inline, ...]]:
    """Return the size at the end of an alternative text (`alt|300x200`), and the text without it."""
    last = content[-1] if content else None
    match = _BAR.search(last.text) if type(last) is Str and "|" in last.text else None
    if type(last) is not Str or match is None:
        return (), content
    words = last.text[: match.start()]
    share = int(match[3]) / 100 if match[3] else 1.0
    width, height = (f"{int(side) * share:g}" if side else "" for side in match.group(1, 2))
    return _pairs(match[4] or width, height), (
        *content[:-1],
        *((replace(last, text=words),) if words else ()),
    )


def sized(attr: Attr, *more: Pairs) -> Attr:
    """Return attributes with the size that their style says, and what `more` says where they say nothing."""
    style = of_style(attr.get("style"))
    if not (style or any(more)):
        return attr
    kept = tuple(pair for pair in attr.pairs if pair[0] != "style")
    found = dict(kept) | dict(style)
    for pairs in more:
        if not _SIZES & found.keys():
            found |= dict(pairs)
    return replace(attr, pairs=tuple(found.items()))


def handed_down(figure: Figure, style: str) -> Figure:
    """Return a figure whose only picture is as large as the figure's style says, unless it says so itself."""
    images = list(walk.find(figure.content, Image))
    pairs = of_style(style) if len(images) == 1 else ()
    if not pairs:
        return figure
    content = walk.rewrite(figure.content, lambda node: replace(node, attr=sized(node.attr, pairs)), Image)
    return replace(figure, content=content)


def found(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return blocks of another format with the sizes that the styles of pictures say."""
    return walk.rewrite(blocks, lambda node: _found(node), Image)


def _found(node: Image) -> Image:
    attr = sized(node.attr) if node.attr is not NO_ATTR else node.attr
    return node if attr is node.attr else replace(node, attr=attr)


def _pairs(width: str | None, height: str | None) -> Pairs:
    return tuple((name, value) for name, value in (("width", width), ("height", height)) if value)
