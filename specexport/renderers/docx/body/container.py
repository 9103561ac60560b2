"""Where a block stands: in which container, how far in, and in what style its paragraphs are."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from specexport.renderers.docx import wml
from specexport.renderers.docx.body.runs import PLAIN, RunStyle
from specexport.renderers.docx.styles.properties import LEVELS, LIST_STEP

# Word joins tables that touch, and boxes; this paragraph keeps them apart.
SEPARATOR = wml.P((), "Separator")
# The same before something that stays with what comes before it.
KEPT_SEPARATOR = wml.P((), "KeptSeparator")
BIDI = wml.w("bidi")
_KEPT = (wml.w("keepNext"),)


class Container(Struct, frozen=True):
    """What is around a block.

    `width` is the width of the container in twips, `base` what the paragraphs' styles do not know of its
    indent, `level` the depth of lists around it. `style` is the style of its paragraphs, `run_style` how its
    runs look; the names of list styles only hold in running text (`flow`), elsewhere lists keep `style` and
    are numbered directly. `top` says that nothing is around it, `keep` that it stays on the page of what
    follows.
    """

    width: int
    style: str = "BodyText"
    run_style: RunStyle = PLAIN
    base: int = 0
    level: int = 0
    flow: bool = True
    top: bool = True
    keep: bool = False

    @property
    def left(self) -> int:
        """How far in from the container's left edge text begins, in twips."""
        return self.base + self.level * LIST_STEP

    @property
    def room(self) -> int:
        """The width that is left for text, in twips."""
        return max(self.width - self.left, 720)

    @property
    def quoted(self) -> bool:
        """Whether it is in a quotation, and in nothing within that."""
        return self.style == "Quote"

    @property
    def props(self) -> wml.Props:
        """What the style of a paragraph in it does not know."""
        if self.base or (self.level and not self.flow):
            return self.kept + wml.indent(self.left)
        return self.kept

    @property
    def kept(self) -> wml.Props:
        """What keeps a paragraph on the page of the next."""
        return _KEPT if self.keep else ()

    def item(self) -> Container:
        """Return the container of a list item's blocks."""
        level = min(self.level + 1, LEVELS)
        style = f"ListContinue{level if level > 1 else ''}" if self.flow else self.style
        return replace(self, level=level, style=style, top=False)

    def inset(self, style: str, base: int) -> Container:
        """Return the container of blocks in paragraphs of `style`, `base` twips further in.

        Where nothing else is set in, the style knows how far.
        """
        further = base if self.left or not self.flow else 0
        own = style if self.flow else self.style
        return replace(self, style=own, base=self.base + further, top=False)
