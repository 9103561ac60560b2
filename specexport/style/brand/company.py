"""The part of `_brand.yml` that every program shares: Posit's brand.yml.

It follows https://posit-dev.github.io/brand-yml/schema/brand.schema.yml, with the `light` and `dark` values
that Quarto adds.
"""

from pathlib import Path
from typing import Annotated, Any, Literal

from msgspec import Struct, field

from specexport.model.style import Color
from specexport.style.brand.values import (
    Cut,
    Family,
    File,
    Group,
    Measure,
    Raw,
    Slope,
    Weight,
    Written,
    first_family,
)
from specexport.style.keys import Key

# brand.yml: meta and logo


class Name(Group, frozen=True):
    """The company's full or legal name, and the one it goes by."""

    full: str = ""
    short: str = ""


def _name(said: Raw | str, _: Key) -> Raw:
    return {"full": said} if isinstance(said, str) else said


class About(Struct, frozen=True, kw_only=True):
    """`meta`: who the brand belongs to. Other keys are the company's own business."""

    name: Annotated[Name, Written(Name | str, _name)] = Name()
    link: dict[str, str] | str | None = None


class Picture(Group, frozen=True):
    """A picture, by name or path, perhaps with a second one for a dark ground."""

    path: str | None = None
    alt: str | None = None
    light: "Picture | str | None" = None
    dark: "Picture | str | None" = None


class Pictures(Group, frozen=True):
    """`logo` in the file: pictures by name, and which of them is used at what size."""

    images: dict[str, Picture | str] | None = None
    small: Picture | str | None = None
    medium: Picture | str | None = None
    large: Picture | str | None = None
    path: str | None = None
    alt: str | None = None


class Logo(Group, frozen=True):
    """The logo by size. A text is the address of one that is not fetched."""

    small: Path | str | None = None
    medium: Path | str | None = None
    large: Path | str | None = None


def logo_by_size(said: Raw | str, key: Key) -> Raw:
    """Return the logo by size. One that is a path is the medium one."""
    if isinstance(said, str) or "path" in said:
        said = {"medium": _path_of(said)}
    images, found = said.get("images", {}), {}
    for size in ("small", "medium", "large"):
        path = _path_of(said.get(size))
        if image := _path_of(images.get(path, path)):
            found[size] = _file(image, key)
    return found


def _path_of(picture: Any) -> str | None:
    """Return the name or path of a picture: of two the one for a light ground."""
    if isinstance(picture, dict):
        return _path_of(picture.get("path") or picture.get("light") or picture.get("dark"))
    return str(picture) if picture else None


def _file(said: str, key: Key) -> File | str:
    return said if "://" in said else File(said, key)


# brand.yml: color


class Palette(Group, frozen=True, kw_only=True):
    """`color`: a palette with names of the company's choosing, and the roles that its colours play."""

    palette: dict[str, Color] = field(default_factory=dict)
    foreground: Color
    background: Color
    primary: Color
    secondary: Color
    tertiary: Color
    success: Color
    info: Color
    warning: Color
    danger: Color
    light: Color
    dark: Color
    link: Color


# brand.yml: typography


def _font_path(said: str, key: Key) -> File | str:
    return _file(said, key[:2])


class FontFile(Group, frozen=True):
    """One file of a family. A text is the address of one that is not fetched."""

    path: Annotated[Path | str | None, Written(str, _font_path)]
    weight: Weight | None = None
    style: Slope | None = None


def _font_file(said: Raw | str, key: Key) -> Raw:
    return {"path": _font_path(said, key)} if isinstance(said, str) else said


class Font(Group, frozen=True):
    """A family and where its files come from."""

    family: Family
    source: Literal["file", "google", "bunny", "system"] | None = None
    files: list[Annotated[FontFile, Written(FontFile | str, _font_file)]] = field(default_factory=list)
    weight: list[Cut] | Cut | None = None
    style: list[Slope] | Slope | None = None
    display: Literal["auto", "block", "swap", "fallback", "optional"] | None = None


def _fonts(said: list[Raw], _: Key) -> Raw:
    return {font["family"]: font for font in said}


class Text(Group, frozen=True):
    """How text is set; what is not said is as in the text around. A `line-height` may be a multiple."""

    family: Family | None = None
    size: Measure | None = None
    line_height: Measure | None = None
    weight: Weight | None = None
    style: Slope | None = None
    color: Color = ""
    background_color: Color = ""
    decoration: str | None = None


def _text(said: Raw | str, _: Key) -> Raw:
    return {"family": first_family(said)} if isinstance(said, str) else said


class Typography(Group, frozen=True, kw_only=True):
    """`typography`: the fonts by family, and how the kinds of text use them. A string is a family."""

    fonts: Annotated[dict[str, Font], Written(list[Font], _fonts)] = field(default_factory=dict)
    base: Annotated[Text, Written(Text | str, _text)]
    headings: Annotated[Text, Written(Text | str, _text)]
    monospace: Annotated[Text, Written(Text | str, _text)]
    monospace_inline: Annotated[Text, Written(Text | str, _text)]
    monospace_block: Annotated[Text, Written(Text | str, _text)]
    link: Annotated[Text, Written(Text | str, _text)]
