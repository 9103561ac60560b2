"""What a stack of style files says, asked key by key: colours made legible, lengths in points, types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from specexport.model.style import Type
from specexport.style import colors as color
from specexport.style import fonts as faces
from specexport.style import units
from specexport.style.faults import dig
from specexport.style.words import words

if TYPE_CHECKING:
    from specexport.core.diagnostics import Diagnostic
    from specexport.style.faults import Key
    from specexport.style.stack import Stack

OWN = ("defaults", "specexport")

_FIRST_SIZE = 10.5  # points, from which a base size in em or % counts
_PAPER = 0.4  # the least luminance of a ground that text is printed on


class Said:
    """Answers what `stack`, which has no problems, says. `notes` collects what was changed or missed.

    `background` is the paper, `tint` what stands behind parts of the text, `families` the family that stands
    in for one without files, `base_size` the size of running text in points.
    """

    def __init__(self, stack: Stack, *, as_said: bool = False) -> None:
        """Ask `stack`; `as_said` leaves colours alone, be they faint or their paper dark."""
        self.stack = stack
        self.as_said = as_said
        self.notes: list[Diagnostic] = []
        self.background = self._light(self.color("background"), "#ffffff")
        tint = self.color("tint")
        self.tint = self._light(tint, color.mix(tint, self.background, 0.06))
        fonts = faces.find(stack, self.notes)
        self.faces, self.families = fonts.faces, fonts.families
        self.own_words = {name.replace("-", "_"): word for name, word in (self.own("words") or {}).items()}
        self.words = replace(words(self.own("lang")), **self.own_words)
        size = self.get("typography", "base", "size")
        self.base_size = units.type_size(size, _FIRST_SIZE, _FIRST_SIZE)

    def get(self, *key: str) -> Any:
        """Return what is said under `key`, None if nothing is."""
        return dig(self.stack.raw, key)

    def own(self, *key: str) -> Any:
        """Return what is said under `key` of `defaults.specexport`."""
        return dig(self.stack.raw, (*OWN, *key))

    def problem(self, code: str, key: Key, message: str, hint: str) -> None:
        """Note what makes the style unusable."""
        self.stack.problems.append(self.stack.problem(code, key, message, hint))

    def color(self, value: Any, seen: tuple[str, ...] = ()) -> str:
        """Return the colour of a role, at any remove, or the colour itself."""
        text = str(value)
        if text.startswith("#"):
            return text
        found = self.get("color", text) or self.own("color", text)
        if found is None or text in seen:
            message = f"color.{text} leads back to itself"
            self.problem("SX053", ("color", text), message, "write a colour such as #0f4c4a")
            return "#000000"
        return self.color(found, (*seen, text))

    def ink(self, value: Any, ground: str) -> str:
        """Return a colour for letters, made as much darker or lighter as reading on `ground` needs."""
        plain = self.color(value)
        return plain if self.as_said else color.legible(plain, ground)

    def _light(self, ground: str, instead: str) -> str:
        """Return `ground`, or if it is too dark to print on, `instead`."""
        return instead if color.luminance(ground) < _PAPER and not self.as_said else ground

    def length(self, value: Any, em: float) -> float:
        """Return a length in points; `em` and `%` count from `em` points."""
        return units.length(value, em, self.base_size)

    def family(self, name: str) -> str:
        """Return the family, or the one that stands in for it."""
        return self.families.get(name, name)

    def type(self, raw: Any, below: Type) -> Type:
        """Return the type that `raw` asks for, where it says nothing that of `below`."""
        raw = raw or {}
        size = below.size
        if raw.get("size"):
            size = units.type_size(raw["size"], below.size, self.base_size)
        case = raw.get("text-transform")
        return Type(
            family=self.family(raw.get("family", below.family)),
            size=size,
            line_height=round(self._leading(raw.get("line-height"), size, below), 2),
            weight=units.weight(raw["weight"]) if raw.get("weight") else below.weight,
            color=self.ink(raw["color"], self.tint) if raw.get("color") else below.color,
            italic=raw["style"] != "normal" if raw.get("style") else below.italic,
            small_caps=case == "smallcaps" if case else below.small_caps,
            caps=case == "uppercase" if case else below.caps,
        )

    def _leading(self, height: Any, size: float, below: Type) -> float:
        if not height:
            return below.line_height * size / below.size
        times = str(height)[-1].isdigit()
        return float(height) * size if times else self.length(height, size)
