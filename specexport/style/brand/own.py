"""The part of `_brand.yml` that is this program's own: what a printed document needs beyond brand.yml.

It stands below `defaults.specexport`, in asciidoctor-pdf's words where it has one. Tokens that renderers get
as a style says them are declared in `specexport.model.style`, and only named here.
"""

from pathlib import Path
from typing import Annotated, Literal

from msgspec import field
from msgspec.structs import fields

from specexport.model.style import (
    Admonition,
    At,
    CodeTheme,
    Color,
    Cover,
    DiagramTheme,
    Html,
    Lists,
    Meanings,
    PlainTokens,
    RunningLine,
    Sensitivity,
    Side,
    Signing,
    TableRules,
    Watermark,
)
from specexport.model.words import Words
from specexport.style.brand.company import Text
from specexport.style.brand.values import File, Group, Measure, Names, Raw, Sheet, Written, WrongValueError
from specexport.style.keys import Key
from specexport.style.units import Length


class MoreColors(Group, frozen=True):
    """The roles that brand.yml has no word for."""

    text_secondary: Color
    rule: Color
    tint: Color
    accent: Color


class OwnText(Text, frozen=True):
    """How text is set, in words that brand.yml lacks."""

    text_transform: Literal["none", "uppercase", "smallcaps"] | None = None


class HeadingText(OwnText, frozen=True, kw_only=True):
    """How a heading is set, the space around it, where it stands, whether it begins a page."""

    margin_top: Measure
    margin_bottom: Measure
    text_align: Side = "left"
    break_before: Literal["auto", "page"] = "auto"


class Headings(Group, frozen=True):
    """The headings by level, as HTML counts them below the title."""

    h1: HeadingText
    h2: HeadingText
    h3: HeadingText
    h4: HeadingText
    h5: HeadingText
    h6: HeadingText


class Margins(Group, frozen=True):
    """The margins of the page, one by one."""

    top: Measure
    right: Measure
    bottom: Measure
    left: Measure


def _margins(said: Raw | list[Length] | Length, _: Key) -> Raw:
    """Return margins by side from CSS's shorthand of one to four lengths (CSS Box Model 3, 4.2)."""
    if isinstance(said, dict):
        return said
    values = said if isinstance(said, list) else [said]
    if not 1 <= len(values) <= 4:
        raise WrongValueError("write one to four lengths")
    top, right = values[0], values[min(1, len(values) - 1)]
    bottom = values[2] if len(values) > 2 else top
    left = values[3] if len(values) > 3 else right
    return {"top": top, "right": right, "bottom": bottom, "left": left}


class PageSetup(Group, frozen=True, kw_only=True):
    """The sheet, its orientation, its margins, whether both sides are printed."""

    size: Sheet
    orientation: Literal["portrait", "landscape"] = "portrait"
    margin: Annotated[Margins, Written(Margins | list[Measure] | Measure, _margins, spaced=True)]
    duplex: bool = False


class State(Group, frozen=True):
    """How one value of a document's status or classification looks."""

    color: Color


class Admonitions(Group, frozen=True):
    """The five kinds of admonition."""

    note: Admonition
    tip: Admonition
    important: Admonition
    warning: Admonition
    caution: Admonition


class Accents(Group, frozen=True):
    """The accents of Word's theme. Those that are not said are the roles of the palette."""

    accent_1: Color = ""
    accent_2: Color = ""
    accent_3: Color = ""
    accent_4: Color = ""
    accent_5: Color = ""
    accent_6: Color = ""


class WordFile(Group, frozen=True, kw_only=True):
    """What only Word knows: a template of the company's, its names for styles, the accents of the theme."""

    template: Annotated[Path | None, Written(str, File)] = None
    styles: dict[str, str] = field(default_factory=dict)
    theme: Accents


_WORDS = tuple(sorted(one.name.replace("_", "-") for one in fields(Words) if one.name != "months"))


class Own(Group, frozen=True, kw_only=True):
    """`defaults.specexport`."""

    extends: str | None = None
    color: MoreColors
    page: PageSetup
    title: OwnText
    heading: Headings
    caption: OwnText
    table: OwnText
    running: OwnText
    header: RunningLine
    footer: RunningLine
    header_verso: Annotated[RunningLine | None, At("header.verso")] = None
    footer_verso: Annotated[RunningLine | None, At("footer.verso")] = None
    admonition: Admonitions
    status: dict[str, State]
    classification_labels: dict[str, State]
    docx: WordFile
    words: Annotated[dict[str, str], Names(_WORDS)] = field(default_factory=dict)
    # What the renderers get as it is, or all but a colour or two.
    plain: Annotated[PlainTokens, At("")]
    cover: Cover
    table_rules: Annotated[TableRules, At("table")]
    lists: Annotated[Lists, At("list")]
    code_theme: Annotated[CodeTheme, At("code")]
    diagrams: DiagramTheme
    watermark: Watermark
    meanings: Meanings
    sensitivity: Sensitivity
    signing: Signing
    html: Html
