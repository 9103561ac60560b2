"""The definitions of lists and their instances, of which `numbering.xml` consists (17.9)."""

from __future__ import annotations

from specexport.renderers.docx.wml.names import escape
from specexport.renderers.docx.wml.values import Node, Props, properties, w, xml


class Lvl(Node, frozen=True, gc=False):
    """One level of a list, from 0 (17.9.6).

    `style` is the paragraph style bound to it, `stand` the properties of its paragraphs, `ink` those of its
    label where that does not look like its paragraph. `side` is the side to which the label is set.
    """

    level: int
    form: str
    label: str
    style: str = ""
    stand: Props = ()
    after: str = "tab"
    ink: Props = ()
    side: str = "left"

    def xml(self) -> str:
        """Return the element `w:lvl`, its children in the schema's order."""
        bound = f'<w:pStyle w:val="{escape(self.style)}"/>' if self.style else ""
        return (
            f'<w:lvl w:ilvl="{self.level}"><w:start w:val="1"/><w:numFmt w:val="{self.form}"/>{bound}'
            f'<w:suff w:val="{self.after}"/><w:lvlText w:val="{escape(self.label)}"/>'
            f'<w:lvlJc w:val="{self.side}"/>{properties("w:pPr", self.stand) or "<w:pPr></w:pPr>"}'
            f"{properties('w:rPr', self.ink)}</w:lvl>"
        )


class AbstractNum(Node, frozen=True, gc=False):
    """The definition of a list (17.9.1).

    `origin` is the number that it had, where it has got another: what tells definitions apart when texts are
    pasted into others is made of that.
    """

    content: tuple[Lvl, ...]
    number: int
    origin: int = 0

    def xml(self) -> str:
        """Return the element `w:abstractNum`."""
        ident = _FIRST_ID + (self.origin or self.number)
        return (
            f'<w:abstractNum w:abstractNumId="{self.number}"><w:nsid w:val="{ident:08X}"/>'
            f'<w:multiLevelType w:val="multilevel"/>{xml(self.content)}</w:abstractNum>'
        )


# The first of the numbers that tell definitions apart (17.9.14).
_FIRST_ID = 0x5EC0000


class ListInstance(Node, frozen=True, gc=False):
    """A list that paragraphs refer to by its number (17.9.15); from 0 on, `level` begins with `start`."""

    number: int
    definition: int
    level: int = 0
    start: int = -1

    def xml(self) -> str:
        """Return the element `w:num`."""
        begins = w("lvlOverride", w("startOverride", val=self.start), ilvl=self.level)
        start = begins.xml() if self.start >= 0 else ""
        return f'<w:num w:numId="{self.number}"><w:abstractNumId w:val="{self.definition}"/>{start}</w:num>'
