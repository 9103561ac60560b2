"""Pictures drawn: diagrams, SVG, formulas, bitmaps."""
