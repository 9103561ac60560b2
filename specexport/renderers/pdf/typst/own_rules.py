"""A style's own rules for this engine: `style.typ`, beside the `style.css` of the other.

It is a file of Typst that defines a function `look(style, body)`; `style` are the tokens, as the template has
them. A style may come with the specifications: what could load packages, other files or code made of strings
is not taken, whatever it is used for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.core.diagnostics import Diagnostic, EnvironmentProblem
from specexport.core.patterns import regex
from specexport.model.document import Pos
from specexport.style import assets

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from specexport.model.style import Style

FILE = "style.typ"
_LOOK = regex(r"#?let\s+look\s*\(")
# Packages are asked for on the web; `std` is a way to the others by names that are made of strings. Only a
# letter before or after one makes it another word: `0-eval("1")` is a number less what the call returns.
_REFUSED = regex(r"(?<![A-Za-z])(?:import|include|eval|plugin|std)(?![A-Za-z])")
_NO_LOOK = "it defines no function look(style, body)"


def paths(style: Style) -> list[Path]:
    """Return the files of the style and of those that it extends, in the order in which they act."""
    found = (folder / FILE for folder in reversed(style.folders))
    return [path for path in found if path.is_file()]


def files(style: Style) -> dict[str, bytes]:
    """Return the rules for the compiler, by the name that each has there.

    Raises EnvironmentProblem (SX780) for those that are not taken.
    """
    return {f"own-{at}.typ": _read(path) for at, path in enumerate(paths(style))}


def shown(own: Mapping[str, bytes]) -> str:
    """Return what has the template use them, the nearest within the others."""
    loaded = "".join(f'#import "/{name}": look as own-{at}\n' for at, name in enumerate(own))
    used = "".join(f"#show: own-{at}.with(style)\n" for at in range(len(own)))
    return loaded + used


def problem(style: Style, message: str) -> EnvironmentProblem:
    """Return that the compiler does not take the rules of a style, with what it says of them."""
    return _problem(paths(style)[-1], message)


def _read(path: Path) -> bytes:
    text = assets.read(path).decode("utf-8", "replace")
    if found := _REFUSED.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise _problem(path, f"it says `{found[0]}`, which no style may", Pos(line))
    if not _LOOK.search(text):
        raise _problem(path, _NO_LOOK)
    return text.encode()


def _problem(path: Path, message: str, pos: Pos | None = None) -> EnvironmentProblem:
    hint = "docs/pdf.md says what it may hold; without it the tokens alone decide"
    told = f"the style's {FILE} cannot be used: {message}"
    return EnvironmentProblem(Diagnostic("SX780", told, "error", str(path), pos, hint=hint))
