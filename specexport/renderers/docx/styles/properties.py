"""What the styles of a Word file are made of: names and measures, and properties from a style's tokens.

The names and measures are also what the body of the file agrees on with its styles. Lengths are points
unless they are called twips.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from specexport.renderers.docx.wml import Element, Props, twips, w

if TYPE_CHECKING:
    from specexport.model.style import AdmonitionKind, Side, Style, Type

# Lists that styles are bound to; `numbering.xml` defines them under these numbers.
HEADING_LIST, BULLET_LIST, NUMBER_LIST, APPENDIX_LIST = 1, 2, 3, 4
LEVELS = 9
# How far each level of a list stands in, in twips: room for two digits and a full stop.
LIST_STEP = 400
# How closely the contents are set: shares of the line's height and of the size of type, the space before a
# section, that after an entry, in points.
TIGHTNESS = ((1.0, 1.0, 6.0, 1.5), (0.84, 0.86, 1.5, 0.0), (0.7, 0.77, 0.5, 0.0))
# The 2 pt bar of code and quotations stands this far outside their text, in points.
BAR_GAP = 8
BOX_PADDING = 5
# How far quotations stand in from both sides, in twips.
QUOTE_INDENT = 260
# Where the values of the fields on the cover begin, in twips.
COVER_COLUMN = 2400
# Space above and below a paragraph, in points: together half a line.
PARAGRAPH_SPACE = 3.75
# What a paragraph leaves to the table, code or picture that it introduces.
LEAD_IN_SPACE = 6
# Sizes of table text relative to the style's, from the widest to the most crowded tables.
TABLE_SIZES = {"": 1.0, "Small": 0.88, "Tiny": 0.76}
# Methods of HTTP, each with the kind of admonition whose hue it has.
METHODS: dict[str, AdmonitionKind | Literal[""]] = {
    "GET": "note",
    "POST": "tip",
    "PUT": "warning",
    "PATCH": "important",
    "DELETE": "caution",
    "HEAD": "",
    "OPTIONS": "",
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

# The colours of a theme by the names that elements know them by (17.18.97), where these are not their own.
_THEME_NAMES = {
    "dk1": "text1",
    "lt1": "background1",
    "dk2": "text2",
    "lt2": "background2",
    "hlink": "hyperlink",
    "folHlink": "followedHyperlink",
}
# The weight from which a face is bold.
_BOLD_WEIGHT = 600
BOLD: Props = (w("b"), w("bCs"))
ITALIC: Props = (w("i"), w("iCs"))
UNDERLINED: Props = (w("u", val="single"),)
NO_PROOF: Props = (w("noProof"),)
KEEP_NEXT: Props = (w("keepNext"),)
KEEP_LINES: Props = (w("keepLines"),)
KEEP = KEEP_NEXT + KEEP_LINES
NO_HYPHENS: Props = (w("suppressAutoHyphens"),)


class WmlTokens:
    """The tokens of a style as properties of WordprocessingML, its colours by the names of the theme.

    `tight` is one of `TIGHTNESS`, which sets the contents closer; `numbers` are the longest number of each
    level in them.
    """

    def __init__(self, style: Style, *, tight: int = 0, numbers: tuple[str, ...] = ()) -> None:
        self.style = style
        self.tight = tight
        self.numbers = numbers
        self._names: dict[str, str] = {}
        for slot, value in scheme(style).items():
            self._names.setdefault(value.lower(), _THEME_NAMES.get(slot, slot))

    def _themed(self, value: str, attribute: str) -> dict[str, str]:
        """Return the attribute that refers to a colour of the theme, nothing for another colour."""
        name = self._names.get(value.lower())
        return {attribute: name} if name else {}

    def color(self, value: str) -> Props:
        """Return the colour of letters (17.3.2.6)."""
        return (w("color", val=rgb(value), **self._themed(value, "themeColor")),)

    def fill(self, value: str) -> Props:
        """Return a plain ground (17.3.5)."""
        themed = self._themed(value, "themeFill")
        return (w("shd", val="clear", color="auto", fill=rgb(value), **themed),)

    def border(self, side: str, value: str, points: float, space: float = 0) -> Element:
        """Return one border: `points` thick, `space` points away from the text (17.3.4)."""
        themed = self._themed(value, "themeColor")
        size = round(points * 8)
        return w(side, val="single", sz=size, space=round(space), color=rgb(value), **themed)

    @property
    def quote_bar(self) -> Element:
        """The bar beside quotations."""
        return self.border("left", self.style.colors.rule, 2, 10)

    def box(self, bar: str, background: str, *, open_below: bool = False) -> Props:
        """Return borders and ground of a paragraph on a tint with a bar at its left.

        A box that is open below goes on in the next paragraph: programs differ in the space that they leave
        within one box around two paragraphs.
        """
        bottom = () if open_below else (self.border("bottom", background, 0.5, BOX_PADDING),)
        return borders(
            self.border("top", background, 0.5, BOX_PADDING),
            self.border("left", bar, 2, BAR_GAP),
            *bottom,
            self.border("right", background, 0.5, BOX_PADDING),
        ) + self.fill(background)

    def run(self, face: Type, *, small_caps: bool = False, tracking: float = 0) -> Props:
        """Return the properties of runs set in `face`, their letters `tracking` points apart."""
        return (
            self.family(face.family)
            + weight(face.weight)
            + (ITALIC if face.italic else ())
            + _capitals(face, small_caps=small_caps)
            + self.color(face.color)
            + ((w("spacing", val=twips(tracking)),) if tracking else ())
            + type_size(face.size)
        )

    def family(self, family: str) -> Props:
        """Return a family of fonts, by the theme where it is that of text or of headings."""
        if family == self.style.base.family:
            return theme_fonts("minor")
        if family == self.style.headings[0].type.family:
            return theme_fonts("major")
        return typeface(family)

    def body_line(self) -> Props:
        """Return the spacing of body text."""
        return spacing(PARAGRAPH_SPACE, PARAGRAPH_SPACE, self.style.base.line_height)


def theme_fonts(kind: Literal["major", "minor"]) -> Props:
    """Return the fonts of headings (`major`) or text (`minor`) in the theme (17.3.2.26)."""
    fonts = {"eastAsiaTheme": f"{kind}EastAsia", "hAnsiTheme": f"{kind}HAnsi", "cstheme": f"{kind}Bidi"}
    return (w("rFonts", asciiTheme=f"{kind}HAnsi", **fonts),)


def typeface(family: str) -> Props:
    """Return one family of fonts for every script (17.3.2.26)."""
    return (w("rFonts", ascii=family, eastAsia=family, hAnsi=family, cs=family),)


def type_size(points: float) -> Props:
    """Return the size of type, which counts in half points (17.3.2.38)."""
    half = max(2, round(points * 2))
    return w("sz", val=half), w("szCs", val=half)


def weight(of: int) -> Props:
    """Return what makes letters bold from a weight of 600 on."""
    return BOLD if of >= _BOLD_WEIGHT else ()


def _capitals(face: Type, *, small_caps: bool) -> Props:
    if face.caps:
        return (w("caps"),)
    return (w("smallCaps"),) if face.small_caps or small_caps else ()


def spacing(before: float = 0, after: float = 0, line: float = 0, *, exact: bool = False) -> Props:
    """Return the space around a paragraph; `line` is the least height of a line, or its exact height."""
    rule = "exact" if exact else "atLeast"
    height: dict[str, str | int] = {"line": twips(line), "lineRule": rule} if line else {}
    return (w("spacing", before=twips(before), after=twips(after), **height),)


def indent(left: int, **others: int) -> Props:
    """Return how far in a paragraph stands, in twips (17.3.1.12); `others` are `right` and `hanging`."""
    return (w("ind", left=left, **others),)


QUOTE_STAND = indent(QUOTE_INDENT, right=QUOTE_INDENT)


def alignment(side: Side) -> Props:
    """Return the side to which lines are set, nothing for the usual side (17.3.1.13)."""
    return (w("jc", val=side),) if side != "left" else ()


def borders(*sides: Element) -> Props:
    """Return the borders of a paragraph (17.3.1.24)."""
    return (w("pBdr", *sides),)


def no_border(side: str) -> Element:
    """Return a border that takes away the one of the style below."""
    return w(side, val="nil")


def tabs(*stops: Element) -> Props:
    """Return the tab stops of a paragraph (17.3.1.38)."""
    return (w("tabs", *stops),)


def tab(side: str, position: int, **leader: str) -> Element:
    """Return one tab stop, its position in twips (17.3.1.37)."""
    return w("tab", val=side, **leader, pos=position)


def rgb(value: str) -> str:
    """Return a colour `#rrggbb` as WordprocessingML has it (17.18.38)."""
    return value[1:].upper()


def scheme(style: Style) -> dict[str, str]:
    """Return the colours of the theme (20.1.6.2) by the names of their slots."""
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


def status_style(status: str) -> str:
    """Return the id of the character style for a status, such as `StatusInReview`."""
    return "Status" + "".join(word.capitalize() for word in re.findall(r"[A-Za-z0-9]+", status))
