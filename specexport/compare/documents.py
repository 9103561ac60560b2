"""Two versions of a document as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.compare import align, moves, settle
from specexport.compare.blocks import Comparison
from specexport.compare.keys import Keys
from specexport.compare.signatures import by
from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specexport.compare.signatures import Signature


def compare(old: d.Document, new: d.Document, sign: Signature | None = None) -> d.Document:
    """Return `new` with what changed since `old`, as classes that every renderer knows.

    `sign` says who made a change. Information about the document, the contents and all numbers are those of
    `new`; of a version with changes of its own, such as one that Word made, these count as accepted.
    """
    old, new = settle.accepted(old), settle.accepted(new)
    old = _apart(old, new.media)
    here, there = Keys(old.media), Keys(new.media)
    old_blocks = _led(old.blocks, new.blocks, here, there)
    taken = frozenset(walk.idents(new.blocks))
    comparison = Comparison(here, there, sign or by(), taken)
    blocks = comparison.blocks(old_blocks, new.blocks)
    blocks = moves.marked(blocks, here, there)
    return replace(new, blocks=blocks, media={**old.media, **new.media})


def _apart(old: d.Document, media: Mapping[str, d.Media]) -> d.Document:
    """Return the old document with other names for pictures that changed and kept theirs."""
    names = {url: f"{url}?before" for url, one in old.media.items() if media.get(url, one) != one}
    if not names:
        return old

    def renamed(node: d.Image) -> d.Image:
        pairs = tuple((name, names.get(value, value)) for name, value in node.attr.pairs)
        return replace(node, url=names.get(node.url, node.url), attr=replace(node.attr, pairs=pairs))

    kept = {names.get(url, url): one for url, one in old.media.items()}
    return replace(old, blocks=walk.rewrite(old.blocks, renamed, d.Image), media=kept)


def _led(old: tuple[d.Block, ...], new: tuple[d.Block, ...], here: Keys, there: Keys) -> tuple[d.Block, ...]:
    """Return the old blocks with links to headings by the names that these have now."""
    headings = [block for block in old if isinstance(block, d.Header)]
    fresh = [block for block in new if isinstance(block, d.Header)]
    names: dict[str, str] = {}
    for pair in align.blocks(headings, fresh, here, there):
        if pair.old is not None and pair.new is not None:
            names[f"#{headings[pair.old].attr.id}"] = f"#{fresh[pair.new].attr.id}"
    names = {before: after for before, after in names.items() if before != after and len(after) > 1}
    if not names:
        return old

    def led(node: d.Link) -> d.Link:
        return replace(node, url=names[node.url]) if node.url in names else node

    return walk.rewrite(old, led, d.Link)
