"""One style of a Word file, as a value, and how it is written (17.7.4.17)."""

from __future__ import annotations

from typing import Literal, TypeAlias

from specexport.renderers.docx.wml import Node, Num, Props, escape, properties, w, xml

Kind: TypeAlias = Literal["paragraph", "character", "table", "numbering"]


class StyleDefinition(Node, frozen=True, gc=False):
    """A style: its id and name, the ids of the styles that it stands on and that follow it, and its look.

    `ppr`, `rpr`, `tblpr` and `tcpr` are properties of paragraphs, runs, tables and cells, in any order.
    `number` makes its paragraphs items of a list. `regions` are properties of the cells in a part of a table,
    such as `firstRow` (17.18.89). Word shows the styles of its `gallery` in the order of `priority`. A style
    that is not `builtin` is one of our own, one that is `default` holds where no style of its kind is named.
    """

    id: str
    name: str
    kind: Kind = "paragraph"
    based_on: str = ""
    next: str = ""
    ppr: Props = ()
    rpr: Props = ()
    number: Num | None = None
    tblpr: Props = ()
    tcpr: Props = ()
    regions: tuple[tuple[str, Props], ...] = ()
    priority: int = 99
    gallery: bool = True
    builtin: bool = True
    default: bool = False

    def xml(self) -> str:
        """Return the element `w:style`."""
        default = ' w:default="1"' if self.default else ""
        custom = "" if self.builtin else ' w:customStyle="1"'
        return (
            f'<w:style w:type="{self.kind}"{default}{custom} w:styleId="{escape(self.id)}">'
            f"{self._standing()}{self._look()}</w:style>"
        )

    def _standing(self) -> str:
        """Return what the style is among others."""
        known = [w("name", val=self.name)]
        if self.based_on:
            known.append(w("basedOn", val=self.based_on))
        if self.next:
            known.append(w("next", val=self.next))
        known.append(w("uiPriority", val=self.priority))
        if self.gallery:
            known.append(w("qFormat"))
        return xml(known)

    def _look(self) -> str:
        """Return what the style says of paragraphs, runs, tables and cells."""
        number = (self.number,) if self.number else ()
        regions = [
            f'<w:tblStylePr w:type="{region}">{properties("w:tcPr", props)}</w:tblStylePr>'
            for region, props in self.regions
        ]
        return (
            properties("w:pPr", (*self.ppr, *number))
            + properties("w:rPr", self.rpr)
            + properties("w:tblPr", self.tblpr)
            + properties("w:tcPr", self.tcpr)
            + "".join(regions)
        )


def character(
    ident: str,
    name: str,
    rpr: Props,
    based_on: str = "DefaultParagraphFont",
    *,
    priority: int = 21,
    gallery: bool = False,
    builtin: bool = False,
) -> StyleDefinition:
    """Return a character style, by default one of our own that is not in the gallery."""
    return StyleDefinition(
        ident,
        name,
        "character",
        based_on,
        rpr=rpr,
        priority=priority,
        gallery=gallery,
        builtin=builtin,
    )
