"""The form of `_brand.yml`: Posit's brand.yml, and what a printed document needs beyond it.

The types say what a file may hold. Everything is optional in a file: what a style leaves out, the style it
extends gives, and what has no default here the style `base` says, so that a `Brand` has it all. Annotations
are evaluated where they stand: whoever reads a style needs all of them, and texts would have to be compiled.
"""

from typing import Annotated

from msgspec import Struct

from specexport.style.brand.company import About, Logo, Palette, Pictures, Typography, logo_by_size
from specexport.style.brand.own import MoreColors, Own
from specexport.style.brand.values import Group, Raw, Written

__all__ = ["ROLES", "Brand", "Raw"]

# The roles that colours play: brand.yml's, and below them this program's own.
ROLES = tuple(
    name.replace("_", "-")
    for name in (*Palette.__struct_fields__, *MoreColors.__struct_fields__)
    if name != "palette"
)


class Defaults(Struct, frozen=True, kw_only=True):
    """`defaults`: what other programs read stands beside `specexport` and is left alone."""

    specexport: Own


class Brand(Group, frozen=True, kw_only=True):
    """The whole file."""

    meta: About = About()
    logo: Annotated[Logo, Written(Pictures | str, logo_by_size)] = Logo()
    color: Palette
    typography: Typography
    defaults: Defaults

    @property
    def own(self) -> Own:
        """What is this program's own."""
        return self.defaults.specexport
