"""A style's tokens as Word understands them: the theme (colours and fonts) and `styles.xml`.

Paragraph, character and table styles carry every decision of the look, so that a document keeps it while it
is edited. Colours that are roles of the palette refer to the theme; changing the theme in Word changes them
all. Built-in styles have Word's own names (latent styles, ISO/IEC 29500-1, 17.7.4.8), others are marked as
custom.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from specexport.style.words import right_to_left

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.style.tokens import AdmonitionKind, Style, Type

# Lists that styles are bound to; `numbering.xml` defines them under these numbers.
HEADING_LIST, BULLET_LIST, NUMBER_LIST = 1, 2, 3
LEVELS = 9
# How far each level of a list stands in, in twips: room for two digits and a full stop.
LIST_STEP = 400
# How closely the contents are set: shares of the line's height and of the size of type, the space before a
# section, that after an entry, in points.
TIGHTNESS = ((1.0, 1.0, 6.0, 1.5), (0.84, 0.86, 1.5, 0.0), (0.7, 0.77, 0.5, 0.0))
# The 2 pt bar of code and quotations stands this far outside their text, in points.
BAR_GAP = 8
BOX_PADDING = 5
# Where the values of the fields on the cover begin, in twips.
COVER_COLUMN = 2400

_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_THEME_NAMES = {
    "dk1": "text1",
    "lt1": "background1",
    "dk2": "text2",
    "lt2": "background2",
    "hlink": "hyperlink",
    "folHlink": "followedHyperlink",
}
# Methods of HTTP and grades, each with the kind of admonition or the role of the palette whose hue it has.
METHODS: dict[str, AdmonitionKind | Literal[""]] = {
    "GET": "note",
    "POST": "tip",
    "PUT": "warning",
    "PATCH": "important",
    "DELETE": "caution",
    "HEAD": "",
    "OPTIONS": "",
}
GRADES = {
    "critical": "High",
    "high": "High",
    "medium": "Medium",
    "med": "Medium",
    "moderate": "Medium",
    "low": "Low",
}
TOKEN_STYLES = {
    "keyword": "CodeKeyword",
    "string": "CodeString",
    "number": "CodeNumber",
    "comment": "CodeComment",
    "name": "CodeName",
    "type": "CodeType",
    "inserted": "CodeInserted",
    "deleted": "CodeDeleted",
}


def theme(style: Style) -> bytes:
    """Return `theme1.xml` (20.1.6): the palette's roles as colours, heading and text families as fonts."""
    colors = "".join(
        f'<a:{slot}><a:srgbClr val="{value[1:].upper()}"/></a:{slot}>'
        for slot, value in _scheme(style).items()
    )
    major, minor = (
        f'<a:latin typeface="{_escape(family)}"/><a:ea typeface=""/><a:cs typeface=""/>'
        for family in (style.headings[0].type.family, style.base.family)
    )
    name = _escape(style.company or style.name)
    return (
        f'{_DECLARATION}<a:theme {_A} name="{name}"><a:themeElements>'
        f'<a:clrScheme name="{name}">{colors}</a:clrScheme>'
        f'<a:fontScheme name="{name}"><a:majorFont>{major}</a:majorFont><a:minorFont>{minor}</a:minorFont>'
        f'</a:fontScheme><a:fmtScheme name="{name}">{_FORMATS}</a:fmtScheme></a:themeElements>'
        f"<a:objectDefaults/><a:extraClrSchemeLst/>{_palette(style)}</a:theme>"
    ).encode()


def _palette(style: Style) -> str:
    """Return the palette's named colours for Word's colour picker (20.1.4.1.8)."""
    named = "".join(
        f'<a:custClr name="{_escape(name)}"><a:srgbClr val="{value[1:].upper()}"/></a:custClr>'
        for name, value in style.colors.palette
    )
    return f"<a:custClrLst>{named}</a:custClrLst>" if named else ""


def styles(style: Style, lang: str, *, tight: int = 0) -> bytes:
    """Return `styles.xml` (17.7.4.18) for a document in the language `lang` (BCP 47).

    `tight` is one of `TIGHTNESS`: it sets the contents closer, so that a long one keeps to one page.
    """
    look = Look(style, tight=tight)
    language = _escape(lang)
    turned = (
        "<w:pPrDefault><w:pPr><w:bidi/></w:pPr></w:pPrDefault>" if right_to_left(lang) else "<w:pPrDefault/>"
    )
    heavy = _BOLD if style.base.weight >= 600 else ""
    heavy += "<w:caps/>" if style.base.caps else ""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_THEME_FONTS['minor']}{heavy}{look.color(style.base.color)}"
        f'{_size(style.base.size)}<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="{language}"/>'
        f"</w:rPr></w:rPrDefault>{turned}</w:docDefaults>"
    )
    latent = (
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1"'
        ' w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376"/>'
    )
    names = dict(style.docx.styles)
    body = "".join(definition(entry, names.get(entry.name, "")) for entry in _catalogue(look))
    return f"{_DECLARATION}<w:styles {_NS}>{defaults}{latent}{body}</w:styles>".encode()


def status_style(status: str) -> str:
    """Return the id of the character style for a status, such as `StatusInReview`."""
    return "Status" + "".join(word.capitalize() for word in re.findall(r"[A-Za-z0-9]+", status))


class Entry(Struct, frozen=True):
    """One style: `ppr`, `rpr` and `table` are the insides of its property elements."""

    id: str
    name: str
    ppr: str = ""
    rpr: str = ""
    based: str = ""
    next: str = ""
    kind: str = "paragraph"
    priority: int = 99
    gallery: bool = True
    builtin: bool = True
    table: str = ""
    default: bool = False


def entries(style: Style) -> list[Entry]:
    """Return all styles, in the order in which they are defined."""
    return list(_catalogue(Look(style)))


def definition(entry: Entry, own_name: str = "") -> str:
    """Return `w:style`; `own_name` is what the company calls it."""
    custom = "" if entry.builtin and not own_name else ' w:customStyle="1"'
    default = ' w:default="1"' if entry.default else ""
    parts = [f'<w:style w:type="{entry.kind}"{default}{custom} w:styleId="{entry.id}">']
    parts.append(f'<w:name w:val="{_escape(own_name or entry.name)}"/>')
    if entry.based:
        parts.append(f'<w:basedOn w:val="{entry.based}"/>')
    if entry.next:
        parts.append(f'<w:next w:val="{entry.next}"/>')
    parts.append(f'<w:uiPriority w:val="{entry.priority}"/>')
    if entry.gallery:
        parts.append("<w:qFormat/>")
    for tag, props in (("pPr", entry.ppr), ("rPr", entry.rpr)):
        if props:
            parts.append(f"<w:{tag}>{props}</w:{tag}>")
    return "".join(parts) + entry.table + "</w:style>"


class Look:
    """The tokens of a style in WordprocessingML: colours by theme name, borders, spacing, runs."""

    def __init__(self, style: Style, *, tight: int = 0) -> None:
        self.style = style
        self.tight = tight
        self._names: dict[str, str] = {}
        for slot, value in _scheme(style).items():
            self._names.setdefault(value.lower(), _THEME_NAMES.get(slot, slot))

    def color(self, value: str) -> str:
        """Return `w:color`."""
        name = self._names.get(value.lower())
        themed = f' w:themeColor="{name}"' if name else ""
        return f'<w:color w:val="{value[1:].upper()}"{themed}/>'

    def fill(self, value: str) -> str:
        """Return `w:shd`: a plain background."""
        name = self._names.get(value.lower())
        themed = f' w:themeFill="{name}"' if name else ""
        return f'<w:shd w:val="clear" w:color="auto" w:fill="{value[1:].upper()}"{themed}/>'

    def border(self, side: str, value: str, points: float, space: float = 0) -> str:
        """Return one border: `points` thick, `space` points away from the text."""
        name = self._names.get(value.lower())
        themed = f' w:themeColor="{name}"' if name else ""
        return (
            f'<w:{side} w:val="single" w:sz="{round(points * 8)}" w:space="{round(space)}"'
            f' w:color="{value[1:].upper()}"{themed}/>'
        )

    def box(self, bar: str, background: str) -> str:
        """Return borders and fill of a paragraph on a tint with a bar at its left."""
        sides = (
            self.border("top", background, 0.5, BOX_PADDING),
            self.border("left", bar, 2, BAR_GAP),
            self.border("bottom", background, 0.5, BOX_PADDING),
            self.border("right", background, 0.5, BOX_PADDING),
        )
        return f"<w:pBdr>{''.join(sides)}</w:pBdr>{self.fill(background)}"

    def run(self, face: Type, *, caps: bool = False, spacing: float = 0) -> str:
        """Return run properties for `face` in the order of 17.3.2.28."""
        style = self.style
        if face.family == style.base.family:
            family = _THEME_FONTS["minor"]
        elif face.family == style.headings[0].type.family:
            family = _THEME_FONTS["major"]
        else:
            family = _fonts(face.family)
        return "".join(
            (
                family,
                _BOLD if face.weight >= 600 else "",
                _ITALIC if face.italic else "",
                "<w:caps/>" if face.caps else "<w:smallCaps/>" if face.small_caps or caps else "",
                self.color(face.color),
                f'<w:spacing w:val="{round(spacing * 20)}"/>' if spacing else "",
                _size(face.size),
            )
        )


_BOLD = "<w:b/><w:bCs/>"
_ITALIC = "<w:i/><w:iCs/>"
_KEEP = "<w:keepNext/><w:keepLines/>"
_NO_PROOF = "<w:noProof/>"
_THEME_FONTS = {
    kind: f'<w:rFonts w:asciiTheme="{kind}HAnsi" w:eastAsiaTheme="{kind}EastAsia"'
    f' w:hAnsiTheme="{kind}HAnsi" w:cstheme="{kind}Bidi"/>'
    for kind in ("major", "minor")
}


def spacing(before: float = 0, after: float = 0, line: float = 0, *, exact: bool = False) -> str:
    """Return `w:spacing`; `line` is the least height of a line, or its exact height."""
    rule = f' w:line="{round(line * 20)}" w:lineRule="{"exact" if exact else "atLeast"}"' if line else ""
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{rule}/>'


def _catalogue(look: Look) -> Iterator[Entry]:
    from specexport.style import word_code, word_page, word_text

    yield from word_text.entries(look)
    yield from word_page.entries(look)
    yield from word_code.entries(look)


def _scheme(style: Style) -> dict[str, str]:
    colors = style.colors
    slots = (f"accent{number}" for number in range(1, 7))
    accents = {slot: said for slot, said in zip(slots, style.docx.accents, strict=False) if said}
    return {
        "dk1": colors.text,
        "lt1": colors.background,
        "dk2": colors.secondary,
        "lt2": colors.tint,
        "accent1": colors.primary,
        "accent2": colors.accent,
        "accent3": colors.success,
        "accent4": colors.warning,
        "accent5": colors.info,
        "accent6": colors.danger,
        "hlink": colors.link,
        "folHlink": colors.link,
        **accents,
    }


def _fonts(family: str) -> str:
    name = _escape(family)
    return f'<w:rFonts w:ascii="{name}" w:eastAsia="{name}" w:hAnsi="{name}" w:cs="{name}"/>'


def _size(points: float) -> str:
    half = max(2, round(points * 2))
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def _escape(value: str) -> str:
    for char, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        value = value.replace(char, entity)
    return value


# The least format scheme that 20.1.4.1.14 allows: three fills, lines, effects and backgrounds.
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="6350">{_FILL}</a:ln>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"
_FORMATS = (
    f"<a:fillStyleLst>{_FILL * 3}</a:fillStyleLst><a:lnStyleLst>{_LINE * 3}</a:lnStyleLst>"
    f"<a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst><a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst>"
)
