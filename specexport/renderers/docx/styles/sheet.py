"""`styles.xml`: every style of a Word file, in the order in which they are defined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.renderers.docx.styles import asides, code, front, inline, meanings, page, tables, text
from specexport.renderers.docx.styles.look import BOLD, DECLARATION, THEME_FONTS, Look, escape, type_size
from specexport.renderers.docx.styles.style import Entry, definition
from specexport.style.memo import remembered
from specexport.style.words import right_to_left

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.model.style import Style

_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_LATENT = (
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1"'
    ' w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376"/>'
)


@remembered
def styles(style: Style, lang: str, *, tight: int = 0, numbers: tuple[str, ...] = ()) -> bytes:
    """Return `styles.xml` (17.7.4.18) for a document in the language `lang` (BCP 47).

    `tight` is one of `TIGHTNESS`: it sets the contents closer, so that a long one keeps to one page.
    `numbers` are the longest number of each level of the contents.
    """
    look = Look(style, tight=tight, numbers=numbers)
    names = dict(style.docx.styles)
    body = "".join(definition(entry, names.get(entry.name, "")) for entry in _catalogue(look))
    return f"{DECLARATION}<w:styles {_NS}>{_defaults(look, lang)}{_LATENT}{body}</w:styles>".encode()


def _defaults(look: Look, lang: str) -> str:
    """Return `w:docDefaults`: the type of the text, its language and its direction."""
    base, language = look.style.base, escape(lang)
    turned = (
        "<w:pPrDefault><w:pPr><w:bidi/></w:pPr></w:pPrDefault>" if right_to_left(lang) else "<w:pPrDefault/>"
    )
    heavy = (BOLD if base.weight >= 600 else "") + ("<w:caps/>" if base.caps else "")
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{THEME_FONTS['minor']}{heavy}{look.color(base.color)}"
        f'{type_size(base.size)}<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="{language}"/>'
        f"</w:rPr></w:rPrDefault>{turned}</w:docDefaults>"
    )


def entries(style: Style) -> list[Entry]:
    """Return all styles, in the order in which they are defined."""
    return list(_catalogue(Look(style)))


def _catalogue(look: Look) -> Iterator[Entry]:
    for family in (text, front, asides, inline, page, code, tables, meanings):
        yield from family.entries(look)
