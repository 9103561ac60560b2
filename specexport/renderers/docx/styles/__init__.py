"""A style's tokens as Word understands them: every style of a Word file, in `styles.xml`, and the theme.

Paragraph, character and table styles carry every decision of the look, so that a document keeps it while it
is edited. Colours that are roles of the palette refer to the theme; changing the theme in Word changes them
all. Built-in styles have Word's own names (latent styles, ISO/IEC 29500-1, 17.7.4.8), others are marked as
custom.

`properties` makes properties of a style's tokens, `style` says what a style is; one module for each family of
styles yields them, and this one writes them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.renderers.docx.styles import asides, code, front, tables, text
from specexport.renderers.docx.styles.properties import WmlTokens, theme_fonts, type_size, weight
from specexport.renderers.docx.wml import DECLARATION, W, w, xml
from specexport.style.memo import remembered
from specexport.style.words import right_to_left

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.model.style import Style
    from specexport.renderers.docx.styles.style import StyleDefinition
    from specexport.renderers.docx.wml import Element

# What Word does with those of its styles that the file does not define (17.7.4.5).
_LATENT = w(
    "latentStyles",
    defLockedState=0,
    defUIPriority=99,
    defSemiHidden=1,
    defUnhideWhenUsed=1,
    defQFormat=0,
    count=376,
)


@remembered
def part(style: Style, lang: str, *, tight: int = 0, numbers: tuple[str, ...] = ()) -> bytes:
    """Return `styles.xml` (17.7.4.18) for a document in the language `lang` (BCP 47).

    `tight` is one of `TIGHTNESS`: it sets the contents closer, so that a long one keeps to one page.
    `numbers` are the longest number of each level of the contents.
    """
    look = WmlTokens(style, tight=tight, numbers=numbers)
    names = dict(style.docx.styles)
    named = [_renamed(one, names) for one in _definitions(look)]
    content = xml((_defaults(look, lang), _LATENT, *named))
    return f'{DECLARATION}<w:styles xmlns:w="{W}">{content}</w:styles>'.encode()


def definitions(style: Style) -> list[StyleDefinition]:
    """Return all styles, in the order in which they are written."""
    return list(_definitions(WmlTokens(style)))


def _definitions(look: WmlTokens) -> Iterator[StyleDefinition]:
    yield from text.definitions(look)
    yield from front.contents(look)
    yield from asides.definitions(look)
    yield from text.words(look)
    yield from front.page(look)
    yield from code.definitions(look)
    yield from tables.tables(look)
    yield from tables.meanings(look)


def _renamed(definition: StyleDefinition, names: dict[str, str]) -> StyleDefinition:
    """Return a style under the name that the company has for it, if it has one."""
    name = names.get(definition.name)
    return replace(definition, name=name, builtin=False) if name else definition


def _defaults(look: WmlTokens, lang: str) -> Element:
    """Return `w:docDefaults`: the type of the text, its language and its direction (17.7.5.1)."""
    base = look.style.base
    letters = (
        theme_fonts("minor")
        + weight(base.weight)
        + ((w("caps"),) if base.caps else ())
        + look.color(base.color)
        + type_size(base.size)
        + (w("lang", val=lang, eastAsia=lang, bidi=lang),)
    )
    turned = (w("pPr", w("bidi")),) if right_to_left(lang) else ()
    return w("docDefaults", w("rPrDefault", w("rPr", *letters)), w("pPrDefault", *turned))
