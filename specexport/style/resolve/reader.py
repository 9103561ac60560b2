"""A style's `Brand`, and what is asked of it again and again: letters that can be read, points, families."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from specexport.model.style import Kind, Type
from specexport.style import colors, fonts
from specexport.style.brand import Brand
from specexport.style.brand.form import build
from specexport.style.brand.own import OwnText
from specexport.style.keys import dig
from specexport.style.stack import FIRST_SIZE, SIZE
from specexport.style.units import Length, type_size
from specexport.style.words import words

if TYPE_CHECKING:
    from specexport.core.diagnostics import Diagnostic
    from specexport.style.brand.company import Text
    from specexport.style.keys import Key
    from specexport.style.stack import Stack

_PAPER = 0.4  # the least luminance of a ground that text is printed on


class StyleReader:
    """Reads `stack`, which has no problems, as a `brand`: its colours `#rrggbb`, its plain lengths points.

    `notes` collects what was changed or missed. `background` is the paper, `tint` what stands behind parts of
    the text, `families` the family that stands in for one without files, `stand_ins` those for families that
    a machine may lack, `base_size` the size of running text
    in points.
    """

    def __init__(self, stack: Stack, *, as_said: bool = False) -> None:
        """Read `stack`; `as_said` leaves colours alone, be they faint or their paper dark."""
        self.stack = stack
        self.as_said = as_said
        self.notes: list[Diagnostic] = []
        self.base_size = type_size(dig(stack.data, SIZE), FIRST_SIZE, FIRST_SIZE)
        self._roles = dig(stack.data, ("color",)) | dig(stack.data, ("defaults", "specexport", "color"))
        self.brand = build(Brand, stack.data, self._token)
        self.background = self._light(self.brand.color.background, "#ffffff")
        tint = self.brand.own.color.tint
        self.tint = self._light(tint, colors.mix(tint, self.background, 0.06))
        found = fonts.find(self.brand, stack, self.notes)
        self.faces, self.families, self.stand_ins = found.faces, found.families, found.stand_ins
        self.own_words = {name.replace("-", "_"): word for name, word in self.brand.own.words.items()}
        self.words = replace(words(self.brand.own.plain.lang), **self.own_words)

    def problem(self, code: str, key: Key, message: str, hint: str) -> None:
        """Note what makes the style unusable."""
        self.stack.problems.append(self.stack.problem(code, key, message, hint))

    def role(self, name: str) -> str:
        """Return the colour that plays a role, such as `text-secondary`."""
        return self._color(name, ())

    def ink(self, color: str, ground: str) -> str:
        """Return a colour for letters, made as much darker or lighter as reading on `ground` needs."""
        return color if self.as_said else colors.legible(color, ground)

    def length(self, length: Length, em: float) -> float:
        """Return a length in points; `em` and `%` count from `em` points."""
        return length.points(em, self.base_size)

    def family(self, name: str) -> str:
        """Return the family, or the one that stands in for it."""
        return self.families.get(name, name)

    def type(self, text: Text, below: Type) -> Type:
        """Return the type that `text` asks for, where it says nothing that of `below`."""
        given = text.size if text.size and text.size.number else None
        size = type_size(given, below.size, self.base_size) if given else below.size
        case = text.text_transform if isinstance(text, OwnText) else None
        return Type(
            family=self.family(text.family or below.family),
            size=size,
            line_height=round(self._leading(text.line_height, size, below), 2),
            weight=text.weight or below.weight,
            color=self.ink(text.color, self.tint) if text.color else below.color,
            italic=text.style != "normal" if text.style else below.italic,
            small_caps=case == "smallcaps" if case else below.small_caps,
            caps=case == "uppercase" if case else below.caps,
        )

    def _leading(self, height: Length | None, size: float, below: Type) -> float:
        """Return a line height, which without a unit is a multiple of the size (CSS 2.2, 10.8.1)."""
        if height is None or not height.number:
            return below.line_height * size / below.size
        return self.length(height, size) if height.unit else height.number * size

    def _light(self, ground: str, instead: str) -> str:
        """Return `ground`, or if it is too dark to print on, `instead`."""
        return instead if colors.luminance(ground) < _PAPER and not self.as_said else ground

    def _token(self, kind: Kind, said: Any) -> Any:
        """Return a colour as `#rrggbb`, or a length in points, an em of which is the size of running text."""
        if kind is Kind.COLOR:
            return self._color(said, ()) if said else ""
        return self.length(said, self.base_size) if isinstance(said, Length) else said

    def _color(self, name: str, seen: tuple[str, ...]) -> str:
        """Return the colour of a role, at any remove, or the colour itself."""
        if name.startswith("#"):
            return name
        if name in seen or name not in self._roles:
            hint = "write a colour such as #0f4c4a"
            self.problem("SX053", ("color", name), f"color.{name} leads back to itself", hint)
            return "#000000"
        return self._color(self._roles[name], (*seen, name))
