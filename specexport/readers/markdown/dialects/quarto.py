"""Quarto: cross references, captions and formulas with names, included files, shortcodes, notes within text.

https://quarto.org/docs/authoring/. Callouts and divisions are read in every dialect, cells of code are code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import CROSS_REFERENCE
from specexport.readers.markdown.attributes import parse
from specexport.readers.markdown.dialects import numbered
from specexport.readers.markdown.dialects.notes import INLINE_NOTE
from specexport.readers.markdown.dialects.remarks import Remark
from specexport.readers.markdown.dialects.seam import Dialect, InlineRule

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence
    from re import Match

    from specexport.readers.markdown.dialects.seam import Blocks, Spot
    from specexport.readers.markdown.engine import Rule, State
    from specexport.readers.markdown.includes import SourcePart

# Figures, tables, sections, formulas and listings are referred to in every dialect (`passes.references`).
_KINDS = r"(?:thm|lem|cor|prp|cnj|def|exm|exr|alg|nte|tip|wrn|imp|cau)"
_REFERENCE = regex(rf"(?<![\w@])@(?P<name>{_KINDS}-[\w-]*\w)")
_BRACKETED = regex(rf"\[(?P<before>[^\[\]@\n]*)-?@(?P<name>{_KINDS}-[\w-]*\w)\]")
_SHORTCODE = regex(r"\{\{<[ \t]*(?P<word>[\w/-]+)(?P<rest>[^\n]*?)[ \t]*>\}\}")
_INCLUDE = r"^[ \t]*\{\{<[ \t]*include[ \t]+(?P<quarto_file>[^\s>]+)[ \t]*>\}\}[ \t]*$"
_FORMULA = r"^ {0,3}\$\$(?P<quarto_formula>[^$]+)\$\$[ \t]*\{#(?P<quarto_name>eq-[\w-]+)\}[ \t]*$"
_SPAN = regex(r"\[(?P<words>[^\[\]\n]{1,1000})\]\{(?P<attributes>[^{}\n]{1,200})\}")
_A_SHORTCODE = Remark("a shortcode of Quarto", "stays as it is written", "write what it shows, in Markdown")
_A_CITATION = Remark("a citation of Quarto", "stays as it is written", "write the reference itself")
_CITATION = regex(
    r"(?<![\w@.])-?@(?!(?:[Ff]ig|[Tt]bl|[Ss]ec|[Ee]q|[Ll]st)[:-])(?P<key>[A-Za-z][\w:.#$%&+?<>~/-]*\w)"
)
_VARIABLE = {"meta", "var", "env"}


def _include(_: object, m: Match[str], state: State) -> int:
    state.append_token({"type": "include", "path": m["quarto_file"], "raw": m.group().strip()})
    return min(m.end() + 1, state.cursor_max)


def _formula(_: object, m: Match[str], state: State) -> int:
    """Read a formula with a name, which TeX calls its label."""
    text = f"{m['quarto_formula'].strip()} \\label{{{m['quarto_name']}}}"
    state.append_token({"type": "math", "raw": text})
    return min(m.end() + 1, state.cursor_max)


BLOCKS: tuple[Rule, ...] = (
    ("quarto_include", _INCLUDE, _include, "setex_heading"),
    ("quarto_formula_line", _FORMULA, _formula, "math"),
    numbered.RULE,
)


def _reference(match: re.Match[str], spot: Spot) -> Sequence[d.Inline]:
    """Return a reference by name; `named` gives it words once all is read."""
    pos = spot.pos(match)
    name = match["name"]
    before = (match.groupdict().get("before") or "").strip()
    out: list[d.Inline] = [d.Str(text=f"{before} ", pos=pos)] if before else []
    text = d.Str(text=f"@{name}", pos=pos)
    attr = d.Attr(classes=(CROSS_REFERENCE,))
    return [*out, d.Link(content=(text,), url=f"#{name}", attr=attr, pos=pos)]


def _citation(match: re.Match[str], spot: Spot) -> Sequence[d.Inline]:
    pos = spot.pos(match)
    spot.part.remark(_A_CITATION, match[0], pos)
    return (d.Str(text=match[0], pos=pos),)


def _shortcode(match: re.Match[str], spot: Spot) -> Sequence[d.Inline]:
    pos = spot.pos(match)
    words = match["rest"].split()
    if match["word"] in _VARIABLE and len(words) == 1:
        return spot.part.variables(words[0], match[0], pos)
    spot.part.remark(_A_SHORTCODE, match[0], pos)
    return (d.Str(text=match[0], pos=pos),)


def _span(match: re.Match[str], spot: Spot) -> Sequence[d.Inline] | None:
    attr = parse(match["attributes"])
    if attr == d.NO_ATTR:
        return None
    return (d.Span(content=spot.read(match, "words"), attr=attr, pos=spot.pos(match)),)


def named(blocks: Blocks, _: SourcePart) -> Blocks:
    """Return `blocks` with titles as the words of references; what has a number is called by that later."""
    titles = dict(_titles(blocks))

    def visit(link: d.Link) -> d.Node:
        if link.attr.classes != (CROSS_REFERENCE,):
            return link
        words = titles.get(link.url[1:]) or link.content
        return replace(link, content=words)

    return walk.rewrite(blocks, visit, d.Link)


def _titles(blocks: Blocks) -> Iterator[tuple[str, tuple[d.Inline, ...]]]:
    """Yield the names of headings, pictures and captions, and what they say."""
    for node in walk.nodes(blocks):
        match node:
            case d.Header() | d.Image() if node.attr.id:
                yield node.attr.id, node.content
            case d.Div() if node.attr.id and node.content and type(end := node.content[-1]) is d.Para:
                yield node.attr.id, (d.Str(text=walk.plain([end]), pos=end.pos),)


DIALECT = Dialect(
    blocks=BLOCKS,
    build={numbered.TOKEN: numbered.build},
    inlines=(
        InlineRule("@", _REFERENCE, _reference),
        InlineRule("[", _BRACKETED, _reference),
        InlineRule("@", _CITATION, _citation),
        InlineRule("{", _SHORTCODE, _shortcode),
        InlineRule("[", _SPAN, _span),
        INLINE_NOTE,
        numbered.REFERENCE,
    ),
    finish=(named, numbered.numbered),
    settings=frozenset(
        {
            *("format", "execute", "jupyter", "engine", "bibliography", "csl", "crossref", "editor", "knitr"),
            *("code fold", "number sections", "theme", "execute dir", "filters", "shortcodes", "website"),
            *("nocite", "link citations", "pdf engine", "fig cap location", "lightbox", "title block banner"),
        }
    ),
)
