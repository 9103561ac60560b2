"""Formulas: TeX to what each target shows, all of a document's at once.

pandoc reads the TeX, so that a formula is right or wrong in every target alike.
"""
