"""kramdown and Jekyll: abbreviations, attributes behind words, code between tags of Liquid.

https://kramdown.gettalong.org/syntax.html. Attributes on a line of their own are read in every dialect.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.readers.markdown.dialects import abbreviations, sites
from specexport.readers.markdown.dialects.remarks import Remark
from specexport.readers.markdown.dialects.seam import Dialect, InlineRule

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence
    from re import Match

    from specexport.readers.markdown.dialects.seam import Spot
    from specexport.readers.markdown.engine import Rule, State

_DEFINITION = r"^ {0,3}\{:(?P<kramdown_name>[\w-]+):[ \t][^{}\n]*\}[ \t]*$"
_OPTION = r"^ {0,3}\{:(?:/\w*|:(?P<kramdown_option>\w+)(?:[^{}\n]*/)?[^{}\n]*)\}[ \t]*$"
_END = r"^\^[ \t]*$"
_CODE = (
    r"^[ \t]*\{%-?[ \t]*highlight[ \t]+(?P<liquid_language>[\w+#-]+)[^%\n]*%\}[ \t]*\n"
    r"(?P<liquid_code>(?:[^\n]*\n)*?)[ \t]*\{%-?[ \t]*endhighlight[ \t]*-?%\}[ \t]*$"
)
_TAG = regex(r"\{%-?[ \t]*(?P<word>\w+)[^\n]*?%\}")
_SPAN = regex(r"(?<=[)\]*_`~}>])\{:[^{}\n]*\}")
_A_TAG = Remark("a tag of Liquid", "stays as it is written", "write what it stands for")
# Tags that only say how text is treated.
_SILENT = frozenset({"raw", "endraw"})


def _nothing(_: object, m: Match[str], state: State) -> int:
    """Read a line that says something to kramdown and nothing to readers."""
    state.append_token({"type": "blank_line"})
    return min(m.end() + 1, state.cursor_max)


def _code(_: object, m: Match[str], state: State) -> int:
    attrs = {"info": m["liquid_language"]}
    state.append_token({"type": "block_code", "raw": m["liquid_code"], "style": "liquid", "attrs": attrs})
    return min(m.end() + 1, state.cursor_max)


BLOCKS: tuple[Rule, ...] = (
    ("kramdown_definition", _DEFINITION, _nothing, "setex_heading"),
    ("kramdown_options", _OPTION, _nothing, "setex_heading"),
    ("kramdown_end", _END, _nothing, "setex_heading"),
    ("liquid_block", _CODE, _code, "setex_heading"),
    abbreviations.RULE,
)


def _tag(match: re.Match[str], spot: Spot) -> Sequence[d.Inline]:
    pos = spot.pos(match)
    if match["word"] in _SILENT:
        return ()
    spot.part.remark(_A_TAG, match[0], pos)
    return (d.Str(text=match[0], pos=pos),)


def _attributes(_: re.Match[str], __: Spot) -> Sequence[d.Inline]:
    return ()


DIALECT = Dialect(
    blocks=BLOCKS,
    build={abbreviations.TOKEN: abbreviations.build},
    inlines=(InlineRule("{", _TAG, _tag), InlineRule("{", _SPAN, _attributes)),
    finish=(abbreviations.explained, sites.found()),
    settings=frozenset({"categories", "redirect from", "redirect to", "excerpt separator", "published"}),
)
