"""What is told: diagnostics with a stable code and a place, and the errors that carry them."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specexport.model.document import Pos  # noqa: TC004 - nothing decodes diagnostics; --help loads no model

Severity: TypeAlias = Literal["info", "warning", "error"]


class Diagnostic(Struct, frozen=True):
    """Something to tell the author: a stable code, a place, what happened, and what to do about it."""

    code: str
    message: str
    severity: Severity = "warning"
    path: str = ""
    pos: Pos | None = None
    hint: str = ""

    @property
    def file(self) -> str:
        """The file that it is about: the source, or one that it includes, which is named relative to it.

        What is told of a folder, whose path ends in `/`, names its files relative to the folder.
        """
        inside = self.pos.path if self.pos else ""
        if not inside:
            return self.path
        return str((PurePath(self.path) if self.path.endswith("/") else PurePath(self.path).parent) / inside)

    def __str__(self) -> str:
        """Return `file:line:col: severity CODE message (hint)`, without the parts that are not known."""
        place = [self.file]
        if self.pos:
            place += [str(self.pos.line), str(self.pos.column or 1)]
        where = ":".join(part for part in place if part)
        hint = f" ({self.hint})" if self.hint else ""
        return f"{where}{': ' if where else ''}{self.severity} {self.code} {self.message}{hint}"


class SpecExportError(Exception):
    """A document could not be read, rendered or written. `diagnostic` says why and what to do.

    Where several things are wrong at once, `diagnostics` has them all, and `diagnostic` is the first.
    """

    def __init__(self, diagnostic: Diagnostic, *more: Diagnostic) -> None:
        self.diagnostic = diagnostic
        self.diagnostics = (diagnostic, *more)
        super().__init__("\n".join(map(str, self.diagnostics)))

    def __reduce__(self) -> tuple[type, tuple[Diagnostic, ...]]:
        return type(self), self.diagnostics


class EnvironmentProblem(SpecExportError):  # noqa: N818 - it is the world's, not an error of the document
    """The request itself cannot be met: an unknown name, a wrong option, something this machine lacks."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the question whether the one of `known` that is most like `word` is meant, for a hint."""
    from difflib import get_close_matches

    near = get_close_matches(word, known, 1) or get_close_matches(word.replace("_", "-").lower(), known, 1)
    return f"did you mean {near[0]}? " if near else ""
