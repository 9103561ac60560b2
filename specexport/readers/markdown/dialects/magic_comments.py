"""Comments in code that say which of its lines stand out: `// highlight-next-line` and others of Docusaurus.

https://docusaurus.io/docs/markdown-features/code-blocks#highlighting-with-comments
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from specexport.readers.markdown.dialects.seam import Blocks
    from specexport.readers.markdown.includes import SourcePart

_COMMENT = regex(
    r"[ \t]*(?://|#|--|%|;|/\*|\{/\*|<!--|'|REM)[ \t]*highlight-(next-line|start|end)"
    r"[ \t]*(?:\*/\}?|-->)?[ \t]*"
)


def highlighted(blocks: Blocks, _: SourcePart) -> Blocks:
    """Return `blocks` with code whose lines stand out instead of comments that say so."""
    return walk.rewrite(blocks, _code, d.CodeBlock)


def _code(block: d.CodeBlock) -> d.CodeBlock:
    if "highlight-" not in block.text:
        return block
    lines: list[str] = []
    marked: list[int] = []
    following = within = False
    for line in block.text.split("\n"):
        if comment := _COMMENT.fullmatch(line):
            following = following or comment[1] == "next-line"
            within = comment[1] == "start" or (within and comment[1] != "end")
            continue
        lines.append(line)
        if following or within:
            marked.append(len(lines))
        following = False
    if len(lines) == block.text.count("\n") + 1:
        return block
    before = block.attr.get("highlight")
    ranges = ",".join(filter(None, (before, *map(str, marked))))
    pairs = tuple(pair for pair in block.attr.pairs if pair[0] != "highlight")
    attr = replace(block.attr, pairs=(*pairs, ("highlight", ranges)) if ranges else pairs)
    return replace(block, text="\n".join(lines), attr=attr)
