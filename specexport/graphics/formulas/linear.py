"""Formulas as a line of text (`λ/μ`, `p₉₉`, `ŷ = f(x)`), for places that hold nothing but letters."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize
from xml.etree import ElementTree

from specexport.core.diagnostics import SpecExportError
from specexport.core.patterns import regex
from specexport.graphics.formulas import mathml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specexport.core.context import Context

_RAISED = str.maketrans(
    "0123456789+-=()abcdefghijklmnoprstuvwxyzT", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀ"
)
_LOWERED = str.maketrans("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
RAISED: dict[int, int] = {raised: plain for plain, raised in _RAISED.items()}
"""Letters that stand above the line by themselves, and what each is on the line."""

LOWERED: dict[int, int] = {lowered: plain for plain, lowered in _LOWERED.items()}
"""Letters that stand below the line by themselves, and what each is on the line."""

# What stands over one letter, as the combining character that stands over it in text.
_ACCENTS = {
    "^": "\u0302",
    "ˆ": "\u0302",
    "~": "\u0303",
    "¯": "\u0304",
    "‾": "\u0304",
    "˙": "\u0307",
    "¨": "\u0308",
    "ˇ": "\u030c",
    "→": "\u20d7",
    "´": "\u0301",
    "`": "\u0300",
}
_RELATIONS = frozenset("=<>≤≥≈≠≡∼→←⇒⇔∈∉⊂⊆∝≪≫")
_APPLIED = "\u2061"  # between a function and what it is of
_SPACE = regex(r"\s+")
_WITHIN = regex(r"(?<=[(\[{]) | (?=[)\]},;])")


def texts(formulas: Iterable[str], context: Context) -> dict[str, str]:
    """Return formulas written in TeX as text; one that cannot be read is as it was written."""
    given = list(dict.fromkeys(formulas))
    try:
        made, _ = mathml.convert([(tex, False) for tex in given], context) if given else ({}, {})
    except (SpecExportError, ValueError):
        made = {}
    return {tex: _line(made[tex, False]) if (tex, False) in made else tex for tex in given}


def raised(text: str) -> str:
    """Return `text` in raised letters, behind a sign where there are none for it."""
    return _placed(text, _RAISED, "^")


def lowered(text: str) -> str:
    """Return `text` in lowered letters, behind a sign where there are none for it."""
    return _placed(text, _LOWERED, "_")


def _placed(text: str, letters: dict[int, int], sign: str) -> str:
    text = text.replace("−", "-").replace(" ", "")
    if not text or all(ord(char) in letters for char in text):
        return text.translate(letters)
    return f"{sign}{_grouped(text)}"


def _grouped(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 1 or text.isalnum() else f"({text})"


def _line(markup: str) -> str:
    root = ElementTree.fromstring(markup)
    for semantics in root.iter():
        semantics[:] = [child for child in semantics if not child.tag.endswith("annotation")]
    return normalize("NFC", _WITHIN.sub("", _SPACE.sub(" ", _text(root)).strip()))


def _text(element: ElementTree.Element) -> str:
    name = element.tag.rpartition("}")[2]
    parts = [_text(child) for child in element]
    match name, parts:
        case "mo", _:
            sign = (element.text or "").strip()
            return " " if sign == _APPLIED else f" {sign} " if sign in _RELATIONS else sign
        case "mi", _ if len(element.text or "") > 1:
            return f" {element.text} "
        case "mspace", _:
            return " "
        case "mfrac", [above, below]:
            return f"{_grouped(above)}/{_grouped(below)}"
        case "msup" | "mover", [base, above]:
            return _over(base, above.strip())
        case "msub" | "munder", [base, below]:
            return base + lowered(below.strip())
        case "msubsup" | "munderover", [base, below, above]:
            return base + lowered(below.strip()) + raised(above.strip())
        case "msqrt", _:
            return f"√{_grouped(''.join(parts))}"
        case "mroot", [base, index]:
            return f"{raised(index)}√{_grouped(base)}"
        case "mtr", _:
            return ", ".join(part.strip() for part in parts)
        case "mtable", _:
            return "; ".join(parts)
    return (
        (element.text or "") + "".join(parts) if not parts or (element.text or "").strip() else "".join(parts)
    )


def _over(base: str, above: str) -> str:
    """Return a base with what stands above it; an accent stands behind a letter that has no form with it."""
    if above not in _ACCENTS:
        return base + raised(above)
    composed = normalize("NFC", base + _ACCENTS[above])
    return composed if len(composed) == 1 else base + above.replace("‾", "¯")
