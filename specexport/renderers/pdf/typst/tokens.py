"""The tokens of a style, and what is the same on all pages, as the dictionary that feeds the template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from specexport.renderers.common.contents_page import tightness
from specexport.renderers.common.running_lines import Live, fill
from specexport.renderers.pdf import running
from specexport.renderers.pdf.typst.faces import MONO, SANS, edges, stack
from specexport.style import marks
from specexport.style.palette import colors, types

if TYPE_CHECKING:
    from specexport.model.document import Document
    from specexport.model.style import RunningLine, Style, Type

# The most space between the running lines and the text, in points, and its part of the margin.
_GAP, _GAP_SHARE = 18.0, 3
# How the contents are set that are tight, by the height of a line: size and space above and below, in rem.
_TIGHT = {1.63: (1.0, 0.09), 1.12: (0.86, 0.035), 0.98: (0.8, 0.035)}
_LEADING = {1.63: 0.0, 1.12: 1.2, 0.98: 1.15}


def tokens(
    document: Document, style: Style, families: frozenset[str], last: str, logo: str
) -> dict[str, Any]:
    """Return the values of the template.

    `families` are the fonts that there are, `last` that of last resort and `logo` the file of the
    picture, if there is one.
    """
    palette = colors(style)
    known = families | {last} - {""}
    return {
        "size": style.base.size,
        "colors": palette,
        "faces": {name: _face(kind, style, known, last) for name, kind in types(style).items()},
        "headings": [
            {
                "before": one.space_before,
                "after": one.space_after,
                "align": one.align,
                "new-page": one.new_page,
            }
            for one in style.headings
        ],
        "inline": _inline(style, known, last),
        "page": _page(style),
        "item-space": style.lists.item_space,
        "caption-align": style.caption_align,
        "stripe": style.table_rules.stripe_background_color or None,
        "signs": {kind: marks.icon(kind, palette[kind], palette["background"]) for kind in style.admonitions},
        "contents": _contents(document, style),
        "logo": {"name": logo, "height": style.logo_height} if logo else None,
        **_furniture(document, style, bool(logo)),
    }


def _face(kind: Type, style: Style, known: frozenset[str], last: str) -> dict[str, Any]:
    others = MONO if kind.family == style.code.family else SANS
    above, below = edges(kind, style)
    return {
        "font": stack(
            (
                *_with_stand_in(kind.family, style),
                *others,
                *_with_stand_in(style.code.family, style),
                *_with_stand_in(style.base.family, style),
                last,
            ),
            known,
        ),
        "size": kind.size,
        "weight": kind.weight,
        "italic": kind.italic,
        "color": kind.color,
        "above": round(above, 4),
        "below": round(below, 4),
        "caps": kind.caps,
        "small": kind.small_caps,
    }


def _with_stand_in(family: str, style: Style) -> tuple[str, ...]:
    """Return a family, and the one that stands in where a machine lacks it."""
    other = style.stand_ins.get(family)
    return (family, other.family) if other else (family,)


def _inline(style: Style, known: frozenset[str], last: str) -> dict[str, Any]:
    code = style.inline_code
    return {
        "font": stack((*_with_stand_in(code.family, style), *MONO, last), known),
        "scale": code.scale,
        "weight": code.weight,
        "background": code.background or None,
        "color": code.color or None,
    }


def _page(style: Style) -> dict[str, Any]:
    page = style.page
    return {
        "width": page.width,
        "height": page.height,
        "top": page.margin_top,
        "bottom": page.margin_bottom,
        "left": page.margin_left,
        "right": page.margin_right,
        "text-height": page.text_height,
        "duplex": page.duplex,
        "gap": min(_GAP, page.margin_top / _GAP_SHARE),
    }


def _contents(document: Document, style: Style) -> dict[str, float]:
    tight = tightness(document.contents, style)
    size, pad = _TIGHT[tight.line]
    return {"size": size, "pad": pad, "gap": tight.gap, "line": _LEADING[tight.line]}


def _furniture(document: Document, style: Style, pictured: bool) -> dict[str, Any]:
    meta = document.meta
    known = running.known(meta, style)
    if pictured:
        known["logo"] = Live("logo")
    words, (band, ground) = marks.watermark(style, meta.status), marks.band(style, known["classification"])
    header, footer = style.verso or (None, None)
    return {
        "header": _line(style.header, known),
        "footer": _line(style.footer, known),
        "verso-header": _line(header, known) if header else None,
        "verso-footer": _line(footer, known) if footer else None,
        "company": style.company,
        "classification": known["classification"],
        "watermark": {
            "words": words,
            "size": marks.letter_size(style, words),
            "color": marks.faint(style),
            "angle": marks.ANGLE,
        }
        if words
        else None,
        "band": {"words": band, "color": ground, "height": marks.BAND, "letters": marks.LETTERS}
        if band
        else None,
    }


def _line(line: RunningLine, known: dict[str, str]) -> dict[str, list[Any]]:
    return {
        side: [{"live": str(part)} if isinstance(part, Live) else part for part in fill(text, known)]
        for side, text in (("left", line.left), ("center", line.center), ("right", line.right))
    }
