"""Pictures that come in two versions, one for a light page and one for a dark page, taken together.

GitHub's fragments (`#gh-light-mode-only`), those of Material for MkDocs (`#only-light`), and classes of these
names as Sphinx's themes have them. `<picture>` is read as one picture by the reader of HTML.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.model.themes import theme, with_dark

if TYPE_CHECKING:
    from collections.abc import Sequence

_HOLDERS = (d.Para, d.Header, d.Link, d.Span, d.Strong, d.Emph)
_GAPS = (d.SoftBreak, d.LineBreak)


def paired(blocks: tuple[d.Block, ...]) -> tuple[d.Block, ...]:
    """Return `blocks` with one picture in place of every pair of them."""
    if not any(theme(image) == "dark" for image in walk.find(blocks, d.Image)):
        return blocks
    return _joined(walk.rewrite(blocks, _visit))


def _visit(node: d.Node) -> d.Node:
    if not isinstance(node, _HOLDERS):
        return node
    content = _content(node.content)
    return node if content is node.content else replace(node, content=content)


def _content(content: tuple[d.Inline, ...]) -> tuple[d.Inline, ...]:
    """Return inlines in which the first dark picture is a version of the first light one, and so on."""
    shown = [(at, image) for at, node in enumerate(content) if (image := _image(node))]
    light, dark = ([(at, one) for at, one in shown if theme(one) == kind] for kind in ("light", "dark"))
    if not light or len(light) != len(dark):
        return content
    versions = {at: other.url for (at, _), (_, other) in zip(light, dark, strict=True)}
    out: list[d.Inline] = []
    gone = {at for at, _ in dark}
    for at, node in enumerate(content):
        if at in gone:
            _drop_gap(out)
        else:
            out.append(_versioned(node, versions[at]) if at in versions else node)
    return _without_gaps(out)


def _image(node: d.Inline) -> d.Image | None:
    """Return the picture that a node is or links."""
    if type(node) is d.Link and len(node.content) == 1:
        node = node.content[0]
    return node if type(node) is d.Image else None


def _versioned(node: d.Inline, url: str) -> d.Inline:
    if isinstance(node, d.Link):
        return replace(node, content=tuple(_versioned(one, url) for one in node.content))
    return with_dark(node, url) if isinstance(node, d.Image) else node


def _is_gap(node: d.Inline) -> bool:
    return isinstance(node, _GAPS) or (type(node) is d.Str and not node.text.strip())


def _drop_gap(out: list[d.Inline]) -> None:
    """Take away the space before a picture that is taken away."""
    while out and _is_gap(out[-1]):
        out.pop()


def _without_gaps(out: list[d.Inline]) -> tuple[d.Inline, ...]:
    """Return inlines without the space that what was taken away has left at the beginning."""
    first = next((at for at, node in enumerate(out) if not _is_gap(node)), len(out))
    return tuple(out[first:])


def _joined(blocks: tuple[d.Block, ...]) -> tuple[d.Block, ...]:
    """Return blocks in which two paragraphs of one picture each, for a light and a dark page, are one."""
    out: list[d.Block] = []
    skip = False
    for block, after in zip_longest(blocks, blocks[1:]):
        made = None if skip or after is None else _together(block, after)
        if not skip:
            out.append(made or _inside(block))
        skip = made is not None
    return tuple(out)


def _inside(block: d.Block) -> d.Block:
    if isinstance(block, d.Div | d.BlockQuote | d.Figure):
        return replace(block, content=_joined(block.content))
    return block


def _together(block: d.Block, after: d.Block) -> d.Block | None:
    pair = [(one, _only(one)) for one in (block, after)]
    themes = [theme(image) if image else "" for _, image in pair]
    if sorted(themes) != ["dark", "light"]:
        return None
    (shown, _), (_, other) = pair if themes[0] == "light" else reversed(pair)
    if not isinstance(shown, d.Para) or other is None:
        return None
    return replace(shown, content=tuple(_versioned(node, other.url) for node in shown.content))


def _only(block: d.Block) -> d.Image | None:
    if not isinstance(block, d.Para):
        return None
    content: Sequence[d.Inline] = [node for node in block.content if not _is_gap(node)]
    return _image(content[0]) if len(content) == 1 else None
