"""Characters of the fonts Symbol and Wingdings, which stand at places of their own (`w:sym`, 17.3.3.30)."""

from __future__ import annotations

_SYMBOL = (
    (0x21, "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾"),
    (0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"),
    (0xA1, "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑"),
)
_WINGDINGS = {
    **{0x21: "✏", 0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x36: "⌛", 0x3A: "💻", 0x3C: "💾", 0x3F: "✍"},
    **{0x41: "✌", 0x43: "👍", 0x44: "👎", 0x45: "☜", 0x46: "☞", 0x47: "☝", 0x48: "☟", 0x4A: "☺"},
    **{0x4C: "☹", 0x4D: "💣", 0x4E: "☠", 0x4F: "⚐", 0x52: "☼", 0x54: "❄", 0x6C: "●", 0x6E: "■"},
    **{0x6F: "□", 0x71: "❑", 0x74: "⬧", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x78: "☒", 0x9F: "•"},
    **{0xA7: "▪", 0xA8: "☐", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓"},
    **{0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xF3: "⬄", 0xFB: "✗", 0xFC: "✓"},
    **{0xFD: "☒", 0xFE: "☑"},
}
_PRIVATE = 0xF000
_KNOWN = {
    "symbol": {first + at: char for first, chars in _SYMBOL for at, char in enumerate(chars)},
    "wingdings": _WINGDINGS,
}


def character(font: str, code: int) -> str:
    """Return the character at a place of a font; places of the private area count from its beginning."""
    place = code - _PRIVATE if _PRIVATE <= code < _PRIVATE + 0x100 else code
    known = 0x20 <= code < 0x110000 and not 0xD800 <= code < 0xE000
    table = _KNOWN.get(font.lower())
    if table is not None:
        return table.get(place, chr(code) if known and place == code else "\ufffd")
    return chr(place if place != code and place >= 0x20 else code) if known else "\ufffd"


def written(font: str, text: str) -> str:
    """Return text that was set in a font; its characters of the private area are those of the font."""
    if not any(_PRIVATE <= ord(char) < _PRIVATE + 0x100 for char in text):
        return text
    return "".join(
        character(font, ord(char)) if _PRIVATE <= ord(char) < _PRIVATE + 0x100 else char for char in text
    )
