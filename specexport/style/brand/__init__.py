"""The form of `_brand.yml`: Posit's brand.yml, and what a printed document needs beyond it.

Everything is optional: what a style leaves out, the style it extends gives. The types say what a file may
hold; the values are read from the plain data.
"""

from __future__ import annotations

from msgspec import Struct

from specexport.style.brand.company import About, Logo, Palette, Typography
from specexport.style.brand.own import Own
from specexport.style.brand.values import LENGTH, MEANING, WEIGHTS, Options, Raw

__all__ = ["LENGTH", "MEANING", "WEIGHTS", "Brand", "Defaults", "Raw"]


class Defaults(Struct, kw_only=True):
    """`defaults`: what other programs read stands beside `specexport` and is left alone."""

    specexport: Own | None = None


class Brand(Options):
    """The whole file."""

    meta: About | None = None
    logo: Logo | str | None = None
    color: Palette | None = None
    typography: Typography | None = None
    defaults: Defaults | None = None
