"""How a Word file looks: its styles, resolved with defaults, inheritance and theme, and its logo.

Resolved as ISO/IEC 29500-1, 17.7.2 has it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

from specexport.system import pictures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.system.office import Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}"
_VML = "{urn:schemas-microsoft-com:vml}"
_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_INTEGER = re.compile(r"-?\d{1,6}")
# How the names of theme colours in text lead to the theme's slots (17.18.97), unless settings say otherwise.
_SLOTS = {
    **{"text1": "dk1", "background1": "lt1", "text2": "dk2", "background2": "lt2"},
    **{"dark1": "dk1", "light1": "lt1", "dark2": "dk2", "light2": "lt2"},
    **{"hyperlink": "hlink", "followedHyperlink": "folHlink"},
}
# The height of a line that Word calls single, in sizes of its type: that of most text faces.
_SINGLE = 1.2
_FIGURES = 240
_TIGHTEST = 1.1
_SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg", "image/svg+xml": ".svg"}
# A logo stands at the beginning of a document, and is not larger than this.
_FIRST = 20
_MOST_BYTES = 4 << 20


class WordLook(Struct, frozen=True):
    """How a paragraph style looks, lengths in points. What the file leaves to Word is empty or None.

    `line` is the height of a line; `stops` are tab stops as position and kind; `numbered` tells a list.
    """

    font: str = ""
    size: float = 10.0
    bold: bool = False
    italic: bool = False
    caps: bool = False
    small_caps: bool = False
    color: str = ""
    before: float = 0.0
    after: float = 0.0
    line: float | None = None
    align: Literal["left", "center", "right", "both"] = "left"
    new_page: bool = False
    numbered: bool = False
    stops: tuple[tuple[float, str], ...] = ()


class Theme:
    """The colours (by slot) and fonts of a theme (20.1.6.9)."""

    def __init__(self, root: Any) -> None:
        self.colors: dict[str, str] = {}
        self.fonts: dict[str, str] = {}
        if root is None:
            return
        for slot in root.iterfind(f"{A}themeElements/{A}clrScheme/*"):
            for color in slot:
                value = color.get("lastClr") or color.get("val") or ""
                if _HEX.fullmatch(value):
                    self.colors[slot.tag.rpartition("}")[2]] = f"#{value.lower()}"
        for kind in ("major", "minor"):
            latin = root.find(f"{A}themeElements/{A}fontScheme/{A}{kind}Font/{A}latin")
            if latin is not None and latin.get("typeface"):
                self.fonts[kind] = latin.get("typeface")


class Sheet:
    """The style sheet of a Word file."""

    def __init__(self, package: Package) -> None:
        self.theme = Theme(_part(package, "theme"))
        root = _part(package, "styles")
        entries = root.findall(f"{W}style") if root is not None else []
        self._styles = {entry.get(f"{W}styleId"): entry for entry in entries}
        self._defaults = root.find(f"{W}docDefaults") if root is not None else None

    @property
    def normal(self) -> str:
        """The style of paragraphs that name none."""
        return next(
            (
                name
                for name, entry in self._styles.items()
                if entry.get(f"{W}type") == "paragraph" and entry.get(f"{W}default") in ("1", "true", "on")
            ),
            "",
        )

    def named(self, name: str) -> str:
        """Return the id of the style with a built-in name, which is English in every language's Word."""
        for ident, entry in self._styles.items():
            own = entry.find(f"{W}name")
            if own is not None and (own.get(f"{W}val") or "").lower() == name.lower():
                return str(ident)
        return ""

    def chain(self, ident: str) -> list[Any]:
        """Return a style and those it is based on, nearest first."""
        found: list[Any] = []
        entry = self._styles.get(ident)
        while entry is not None and entry not in found:
            found.append(entry)
            based = entry.find(f"{W}basedOn")
            entry = self._styles.get(based.get(f"{W}val")) if based is not None else None
        return found

    def look(self, ident: str, *direct: Any) -> WordLook:
        """Return the look of a style; `direct` are paragraphs whose own properties come before it."""
        ppr = [owner.find(f"{W}pPr") for owner in (*direct, *self.chain(ident))]
        rpr = [owner.find(f"{W}rPr") for owner in self.chain(ident)]
        if self._defaults is not None:
            ppr.append(self._defaults.find(f"{W}pPrDefault/{W}pPr"))
            rpr.append(self._defaults.find(f"{W}rPrDefault/{W}rPr"))
        return self._look(_Cascade(ppr), _Cascade(rpr))

    def _look(self, ppr: _Cascade, rpr: _Cascade) -> WordLook:
        size = _number(rpr.value("sz"), 20) / 2
        align = {"end": "right", "start": "left"}.get(said := ppr.value("jc"), said)
        return WordLook(
            font=self._font(rpr),
            size=size,
            bold=rpr.on("b"),
            italic=rpr.on("i"),
            caps=rpr.on("caps"),
            small_caps=rpr.on("smallCaps"),
            color=self._color(rpr),
            before=_number(ppr.value("spacing", "before"), 0) / 20,
            after=_number(ppr.value("spacing", "after"), 0) / 20,
            line=_line(ppr, size),
            align=align if align in ("center", "right", "both") else "left",  # type: ignore[arg-type]  # mypy does not narrow by `in`
            new_page=ppr.on("pageBreakBefore"),
            numbered=_number(ppr.value("numPr/numId"), 0) > 0,
            stops=tuple(_stops(ppr)),
        )

    def _font(self, rpr: _Cascade) -> str:
        for fonts in rpr.every("rFonts"):
            theme = fonts.get(f"{W}asciiTheme") or fonts.get(f"{W}hAnsiTheme")
            if theme and (family := self.theme.fonts.get(theme[:5])):
                return family
            if plain := fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi"):
                return str(plain)
        return ""

    def _color(self, rpr: _Cascade) -> str:
        for color in rpr.every("color"):
            return self.color(color, "themeColor", "val", ("themeTint", "themeShade"))
        return ""

    def color(self, element: Any, theme: str, plain: str, shades: tuple[str, str]) -> str:
        """Return the colour that an element says, `#rrggbb`; nothing for `auto`.

        The theme decides, unless the colour is a shade of the theme's: then Word writes what it is beside it.
        """
        value = element.get(f"{W}{plain}") or ""
        written = f"#{value.lower()}" if _HEX.fullmatch(value) else ""
        name = element.get(f"{W}{theme}")
        if name is None or (written and any(element.get(f"{W}{shade}") for shade in shades)):
            return written
        return self.theme.colors.get(_SLOTS.get(name, name), written)


class _Cascade:
    """Property elements, nearest first."""

    def __init__(self, owners: list[Any]) -> None:
        self._owners = [owner for owner in owners if owner is not None]

    def every(self, name: str) -> list[Any]:
        path = "/".join(f"{W}{part}" for part in name.split("/"))
        return [found for owner in self._owners if (found := owner.find(path)) is not None]

    def value(self, name: str, attribute: str = "val") -> str:
        said = (found.get(f"{W}{attribute}") for found in self.every(name))
        return next((value for value in said if value is not None), "")

    def on(self, name: str) -> bool:
        found = self.every(name)
        return bool(found) and found[0].get(f"{W}val", "1") not in ("0", "false", "off")


def _part(package: Package, kind: str) -> Any:
    return next((package.xml(part) for _, part in package.related(package.main, kind)), None)


def _number(text: str, otherwise: int) -> int:
    return int(text) if _INTEGER.fullmatch(text) else otherwise


def _line(ppr: _Cascade, size: float) -> float | None:
    """Return the height of a line in points; None where the file leaves it to Word (17.3.1.33)."""
    said = ppr.value("spacing", "line")
    if not said:
        return None
    height = _number(said, _FIGURES)
    if ppr.value("spacing", "lineRule") in ("exact", "atLeast"):
        # A larger type on the lines of the text would have its own lines run into each other elsewhere.
        return max(height / 20, round(size * _TIGHTEST, 2))
    return round(height / _FIGURES * _SINGLE * size, 2)


def _stops(ppr: _Cascade) -> list[tuple[float, str]]:
    """Return the tab stops, those that a nearer style clears left out."""
    found: dict[int, str] = {}
    for tabs in ppr.every("tabs"):
        for tab in tabs:
            at = _number(tab.get(f"{W}pos", ""), 0)
            kind = {"end": "right", "start": "left"}.get(said := tab.get(f"{W}val", "left"), said)
            found.setdefault(at, kind)
    return [(at / 20, kind) for at, kind in sorted(found.items()) if kind != "clear"]


class LogoFile(Struct, frozen=True):
    """A picture: the name of its file in the style's folder, and its bytes."""

    name: str
    data: bytes


def find_logo(package: Package, headers: list[str]) -> tuple[LogoFile | None, bool]:
    """Return the logo, and whether there is a picture that cannot be used as one."""
    unusable = False
    for part, owner in _places(package, headers):
        files = dict(package.related(part, "image"))
        for ident in _references(owner):
            data = package.read(files.get(ident, ""))
            if logo := _usable(data):
                return logo, False
            unusable = unusable or bool(data)
    return None, unusable


def _places(package: Package, headers: list[str]) -> Iterator[tuple[str, Any]]:
    for part in headers:
        if (root := package.xml(part)) is not None:
            yield part, root
    root = package.xml(package.main)
    body = root.find(f"{W}body") if root is not None else None
    for block in list(body)[:_FIRST] if body is not None else ():
        yield package.main, block


def _references(owner: Any) -> Iterator[str]:
    """Yield the relations of the pictures in `owner`, a drawing in lines before its likeness in dots."""
    for blip in owner.iter(f"{A}blip"):
        yield from (svg.get(f"{R}embed", "") for svg in blip.iter(f"{_SVG}svgBlip"))
        yield blip.get(f"{R}embed", "")
    yield from (data.get(f"{R}id", "") for data in owner.iter(f"{_VML}imagedata"))


def _usable(data: bytes) -> LogoFile | None:
    if not data or len(data) > _MOST_BYTES:
        return None
    try:
        found = pictures.identify(data)
    except (pictures.NotAPictureError, pictures.DamagedPictureError):
        return None
    suffix = _SUFFIXES.get(found.type)
    return LogoFile(f"logo{suffix}", found.data) if suffix else None
