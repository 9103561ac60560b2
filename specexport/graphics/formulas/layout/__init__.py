"""Formulas set in lines: MathML to boxes of glyphs, by TeX's rules with the measures of an OpenType font.

The rules are those of appendix G of The TeXbook in the form that OpenType's table `MATH` gives them. What
comes in is what pandoc writes, MathML Core with a few classes for what that has not: rules of arrays,
strokes, frames.
"""

from specexport.graphics.formulas.layout.boxes import Box, Measure
from specexport.graphics.formulas.layout.elements import lay

__all__ = ["Box", "Measure", "lay"]
