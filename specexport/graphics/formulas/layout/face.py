"""The font of formulas as a layout needs it: outlines, bounds, and the table `MATH` of OpenType."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from specexport.graphics.formulas import font

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont


class Glyph(Struct, frozen=True):
    """A glyph by its name in the font, with what ink and pen need, in units of the font.

    `low` and `high` are where its ink ends vertically, `left` and `right` horizontally. `italic` is how far a
    superscript moves to the right of it, `attach` is the place of an accent.
    """

    name: str
    advance: float
    left: float
    right: float
    low: float
    high: float
    italic: float
    attach: float


class Part(Struct, frozen=True):
    """A part of a sign that is put together: its length, how far its ends may overlap, whether it repeats."""

    name: str
    full: float
    start: float
    end: float
    repeats: bool


class Face:
    """An OpenType font with a table `MATH`. Lengths are in units of the font, `em` to the size."""

    def __init__(self, tt: TTFont) -> None:
        table = tt["MATH"].table
        self.em: int = tt["head"].unitsPerEm
        self.overlap: float = table.MathVariants.MinConnectorOverlap
        self._glyphs, self._outlines = tt["glyf"], tt.getGlyphSet()
        self._names: dict[int, str] = tt.getBestCmap()
        self._advances = tt["hmtx"]
        self._constants = table.MathConstants
        info = table.MathGlyphInfo
        self._italic = _values(info.MathItalicsCorrectionInfo, "ItalicsCorrection")
        self._attach = _values(info.MathTopAccentAttachment, "TopAccentAttachment")
        variants = table.MathVariants
        self._vertical = _constructions(variants.VertGlyphCoverage, variants.VertGlyphConstruction)
        self._horizontal = _constructions(variants.HorizGlyphCoverage, variants.HorizGlyphConstruction)
        self._small = _small(tt)

    @lru_cache(maxsize=64)  # noqa: B019  # there is one face
    def constant(self, name: str) -> float:
        """Return one of the table's constants by its name there."""
        found = getattr(self._constants, name)
        return float(getattr(found, "Value", found))

    def has(self, char: str) -> bool:
        """Return whether the font has a glyph for a character."""
        return ord(char) in self._names

    def of(self, char: str, small: bool = False) -> Glyph:
        """Return the glyph of a character that the font has; `small` is its form in scripts (`ssty`)."""
        name = self._names[ord(char)]
        return self.glyph(self._small.get(name, name) if small else name)

    @lru_cache(maxsize=2048)  # noqa: B019  # there is one face
    def glyph(self, name: str) -> Glyph:
        """Return a glyph by its name."""
        ink, advance = self._glyphs[name], float(self._advances[name][0])
        left, right = float(getattr(ink, "xMin", 0)), float(getattr(ink, "xMax", 0))
        low, high = float(getattr(ink, "yMin", 0)), float(getattr(ink, "yMax", 0))
        attach = self._attach.get(name, (left + right) / 2)
        return Glyph(name, advance, left, right, low, high, self._italic.get(name, 0.0), attach)

    @lru_cache(maxsize=2048)  # noqa: B019  # there is one face
    def outline(self, name: str) -> str:
        """Return the outline of a glyph as data of an SVG path, in units of the font, upwards."""
        from fontTools.pens.svgPathPen import SVGPathPen

        pen = SVGPathPen(self._outlines, ntos=lambda value: str(round(value)))
        self._outlines[name].draw(pen)
        return str(pen.getCommands())

    def stretches(self, char: str, vertical: bool) -> bool:
        """Return whether a character has longer forms in a direction."""
        return self._names.get(ord(char), "") in (self._vertical if vertical else self._horizontal)

    def variants(self, char: str, vertical: bool) -> list[tuple[str, float]]:
        """Return the names and lengths of the forms of a character, the shortest first."""
        found = (self._vertical if vertical else self._horizontal).get(self._names.get(ord(char), ""))
        return (
            [(one.VariantGlyph, one.AdvanceMeasurement) for one in found.MathGlyphVariantRecord]
            if found
            else []
        )

    def parts(self, char: str, vertical: bool) -> list[Part]:
        """Return the parts of which a longer form is put together, from the left or from below; or none."""
        found = (self._vertical if vertical else self._horizontal).get(self._names.get(ord(char), ""))
        if found is None or found.GlyphAssembly is None:
            return []
        return [
            Part(
                one.glyph,
                one.FullAdvance,
                one.StartConnectorLength,
                one.EndConnectorLength,
                bool(one.PartFlags & 1),
            )
            for one in found.GlyphAssembly.PartRecords
        ]


@lru_cache(maxsize=1)
def face() -> Face:
    """Return the font of formulas; it is read once."""
    from fontTools.ttLib import TTFont

    return Face(TTFont(font.file(), lazy=True))


def _values(table: Any, field: str) -> dict[str, float]:
    values = getattr(table, field)
    coverage = getattr(table, "Coverage", None) or table.TopAccentCoverage
    return {name: float(one.Value) for name, one in zip(coverage.glyphs, values, strict=True)}


def _constructions(coverage: Any, constructions: Any) -> dict[str, Any]:
    return dict(zip(coverage.glyphs, constructions, strict=True))


def _small(tt: TTFont) -> dict[str, str]:
    """Return the first form in scripts of every glyph that has one."""
    table = tt["GSUB"].table
    found: dict[str, str] = {}
    wanted = {
        n
        for one in table.FeatureList.FeatureRecord
        if one.FeatureTag == "ssty"
        for n in one.Feature.LookupListIndex
    }
    for lookup in (table.LookupList.Lookup[n] for n in sorted(wanted)):
        for sub in lookup.SubTable:
            sub = getattr(sub, "ExtSubTable", sub)
            for name, forms in (
                getattr(sub, "alternates", None) or getattr(sub, "mapping", None) or {}
            ).items():
                found.setdefault(name, forms if isinstance(forms, str) else forms[0])
    return found
