"""What the values of a style file may be, and the one form that each of them is read into."""

from collections.abc import Callable
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias

from msgspec import Meta

from specexport.model.style import Kind, Tokens
from specexport.style.keys import Key, nearest
from specexport.style.units import PAPERS, WEIGHTS, Length, Paper, parsed

Raw: TypeAlias = dict[str, Any]


class Group(Tokens, frozen=True):
    """A mapping of the file, of what has to be resolved before renderers get it."""


class WrongValueError(Exception):
    """A value is not what it may be; the message says what to write instead."""


class Written(NamedTuple):
    """How a file writes what the annotated type keeps: in a `form`, of which `read` makes the value.

    `read` also gets the key under which the value stands. It raises WrongValueError. With `spaced`, a list
    may be written as CSS does, with spaces between its items.
    """

    form: Any
    read: Callable[[Any, Key], Any]
    spaced: bool = False


class Names(NamedTuple):
    """The only keys that the annotated mapping may have."""

    names: tuple[str, ...]


class File(NamedTuple):
    """A file that a style names, before it is known to lie in the style's folder; `key` tells where."""

    name: str
    key: Key


class ColorPair(NamedTuple):
    """A colour on a light and on a dark ground. Where one is empty, the other stands for both."""

    light: str
    dark: str

    def of(self, theme: str) -> str:
        """The colour of the `light` or the `dark` theme."""
        return (self.dark if theme == "dark" else self.light) or self.light or self.dark


class LightDark(Group, frozen=True):
    """A pair of values in a file."""

    light: str = ""
    dark: str = ""


def _color_pair(said: str | Raw, _: Key) -> ColorPair:
    if isinstance(said, str):
        return ColorPair(said, "")
    return ColorPair(said.get("light", ""), said.get("dark", ""))


def _length(said: str | float, _: Key) -> Length:
    return parsed(said) if isinstance(said, str) else Length(float(said))


def _weight(said: str | int, _: Key) -> int:
    return WEIGHTS[said] if isinstance(said, str) else said


def first_family(said: str, _: Key = ()) -> str:
    """Return the first family of a list as CSS has them: `'Noto Sans', Arial, sans-serif`."""
    return said.split(",")[0].strip().strip("'\"").strip()


def _paper(said: str | list[Length], _: Key) -> Paper:
    if isinstance(said, list):
        if len(said) != 2:
            raise WrongValueError("write a width and height, or a paper's name")
        return Paper("custom", *said)
    if said.lower() not in PAPERS:
        raise WrongValueError(nearest(said, [name for name, _, _ in PAPERS.values()]))
    name, width, height = PAPERS[said.lower()]
    return Paper(name, Length(width), Length(height))


_LENGTH = r"\d*\.?\d+ ?(pt|mm|cm|in|px|pc|em|rem|%)?"
_RANGE = r"([1-9]\d{0,2}|1000)(\.\.([1-9]\d{0,2}|1000))?"
# What a pattern asks for, in words.
MEANING = {_LENGTH: "a length such as 10.5pt, 25mm or 0.9em", _RANGE: "a weight such as 400 or 300..700"}

WeightName: TypeAlias = Literal[
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
_Number: TypeAlias = Annotated[int, Meta(ge=1, le=1000)]
_WrittenLength: TypeAlias = Annotated[str, Meta(pattern=_LENGTH)] | Annotated[float, Meta(ge=0)]

Measure: TypeAlias = Annotated[Length, Written(_WrittenLength, _length)]
Weight: TypeAlias = Annotated[int, Written(WeightName | _Number, _weight)]
# The weights of a family: names, numbers, or ranges such as `300..700`.
Cut: TypeAlias = WeightName | _Number | Annotated[str, Meta(pattern=_RANGE)]
Family: TypeAlias = Annotated[str, Written(str, first_family)]
Sheet: TypeAlias = Annotated[Paper, Written(str | list[Measure], _paper)]
Slope: TypeAlias = Literal["normal", "italic", "oblique"]

# How a file writes the tokens of `specexport.model.style` whose type alone does not tell.
FORMS = {
    Kind.COLOR: Written(str | LightDark, _color_pair),
    Kind.POINTS: Written(_WrittenLength, _length),
}
