"""What a style file's keys and values may be: the base of every mapping, lengths, weights, colours."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias, get_args

from msgspec import Meta, Struct

Raw: TypeAlias = dict[str, Any]

LENGTH = r"^\d*\.?\d+ ?(pt|mm|cm|in|px|pc|em|rem|%)?$"

# What a pattern asks for, in words: the patterns stand for their meaning in messages.
MEANING = {LENGTH: "a length such as 10.5pt, 25mm or 0.9em"}

Length: TypeAlias = Annotated[str, Meta(pattern=LENGTH)] | Annotated[float, Meta(ge=0)]
Weight: TypeAlias = (
    Literal[
        "thin",
        "extra-light",
        "ultra-light",
        "light",
        "normal",
        "regular",
        "medium",
        "semi-bold",
        "demi-bold",
        "bold",
        "extra-bold",
        "ultra-bold",
        "black",
    ]
    | Annotated[int, Meta(ge=1, le=1000)]
)
WEIGHTS: tuple[str, ...] = get_args(get_args(Weight)[0])
Slope: TypeAlias = Literal["normal", "italic", "oblique"]
Source: TypeAlias = Literal["file", "google", "bunny", "system"]


class Options(Struct, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """A mapping of the file. A key that it does not name is an error."""


class LightDark(Options):
    """A colour on a light and on a dark ground."""

    light: str | None = None
    dark: str | None = None


Color: TypeAlias = str | LightDark
