"""The tokens of a style in WordprocessingML: the theme's colours and fonts, borders, spacing, runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.renderers.docx.styles.properties import BAR_GAP, BOX_PADDING, PARAGRAPH_SPACE, QUOTE_INDENT

if TYPE_CHECKING:
    from specexport.model.style import Side, Style, Type

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_THEME_NAMES = {
    "dk1": "text1",
    "lt1": "background1",
    "dk2": "text2",
    "lt2": "background2",
    "hlink": "hyperlink",
    "folHlink": "followedHyperlink",
}
BOLD = "<w:b/><w:bCs/>"
ITALIC = "<w:i/><w:iCs/>"
KEEP = "<w:keepNext/><w:keepLines/>"
NO_PROOF = "<w:noProof/>"
QUOTE_STAND = f'<w:ind w:left="{QUOTE_INDENT}" w:right="{QUOTE_INDENT}"/>'
THEME_FONTS = {
    kind: f'<w:rFonts w:asciiTheme="{kind}HAnsi" w:eastAsiaTheme="{kind}EastAsia"'
    f' w:hAnsiTheme="{kind}HAnsi" w:cstheme="{kind}Bidi"/>'
    for kind in ("major", "minor")
}


class Look:
    """The tokens of a style in WordprocessingML: colours by theme name, borders, spacing, runs."""

    def __init__(self, style: Style, *, tight: int = 0, numbers: tuple[str, ...] = ()) -> None:
        self.style = style
        self.tight = tight
        self.numbers = numbers
        self._names: dict[str, str] = {}
        for slot, value in scheme(style).items():
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

    @property
    def quote_bar(self) -> str:
        """The bar beside quotations."""
        return self.border("left", self.style.colors.rule, 2, 10)

    def border(self, side: str, value: str, points: float, space: float = 0) -> str:
        """Return one border: `points` thick, `space` points away from the text."""
        name = self._names.get(value.lower())
        themed = f' w:themeColor="{name}"' if name else ""
        return (
            f'<w:{side} w:val="single" w:sz="{round(points * 8)}" w:space="{round(space)}"'
            f' w:color="{value[1:].upper()}"{themed}/>'
        )

    def box(self, bar: str, background: str, open_at: str = "") -> str:
        """Return borders and fill of a paragraph on a tint with a bar at its left.

        A box that is open at its bottom goes on in the next paragraph: programs differ in the space that they
        leave within one box around two paragraphs.
        """
        sides = (
            self.border("top", background, 0.5, BOX_PADDING),
            self.border("left", bar, 2, BAR_GAP),
            "" if open_at == "bottom" else self.border("bottom", background, 0.5, BOX_PADDING),
            self.border("right", background, 0.5, BOX_PADDING),
        )
        return f"<w:pBdr>{''.join(sides)}</w:pBdr>{self.fill(background)}"

    def run(self, face: Type, *, caps: bool = False, spacing: float = 0) -> str:
        """Return run properties for `face` in the order of 17.3.2.28."""
        style = self.style
        if face.family == style.base.family:
            family = THEME_FONTS["minor"]
        elif face.family == style.headings[0].type.family:
            family = THEME_FONTS["major"]
        else:
            family = typeface(face.family)
        return "".join(
            (
                family,
                BOLD if face.weight >= 600 else "",
                ITALIC if face.italic else "",
                "<w:caps/>" if face.caps else "<w:smallCaps/>" if face.small_caps or caps else "",
                self.color(face.color),
                f'<w:spacing w:val="{round(spacing * 20)}"/>' if spacing else "",
                type_size(face.size),
            )
        )


def spacing(before: float = 0, after: float = 0, line: float = 0, *, exact: bool = False) -> str:
    """Return `w:spacing`; `line` is the least height of a line, or its exact height."""
    rule = f' w:line="{round(line * 20)}" w:lineRule="{"exact" if exact else "atLeast"}"' if line else ""
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{rule}/>'


def body_line(style: Style) -> str:
    """Return the spacing of body text."""
    return spacing(PARAGRAPH_SPACE, PARAGRAPH_SPACE, style.base.line_height)


def alignment(side: Side) -> str:
    """Return `w:jc`, or nothing for the usual side."""
    return f'<w:jc w:val="{side}"/>' if side != "left" else ""


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


def typeface(family: str) -> str:
    """Return `w:rFonts`: one family for every script."""
    name = escape(family)
    return f'<w:rFonts w:ascii="{name}" w:eastAsia="{name}" w:hAnsi="{name}" w:cs="{name}"/>'


def type_size(points: float) -> str:
    """Return `w:sz`, which counts in half points."""
    half = max(2, round(points * 2))
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def escape(value: str) -> str:
    """Return a string as it stands in XML."""
    for char, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        value = value.replace(char, entity)
    return value
