"""What is said of constructs that mean nothing here: one message for each kind and document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from specexport.core.context import Context
    from specexport.model import document as d

_LONGEST = 60
_MOST = 50


class Remark(Struct, frozen=True):
    """A kind of construct: what it is, what becomes of it, and what its author can do.

    The code is SX801 for what another dialect would know, SX802 for what this one has and no document shows.
    """

    what: str
    becomes: str
    hint: str
    code: Literal["SX801", "SX802"] = "SX802"


class Remarks:
    """Collects remarks while a text and what it includes are read, and tells each kind once."""

    def __init__(self) -> None:
        self._found: dict[Remark, list[tuple[str, d.Pos | None]]] = {}

    def add(self, remark: Remark, written: str, pos: d.Pos | None) -> None:
        """Note that `written` stands at `pos` and is of the kind of `remark`."""
        self._found.setdefault(remark, []).append((written, pos))

    def tell(self, context: Context) -> None:
        """Report every kind with the place of its first."""
        for remark, found in self._found.items():
            written, pos = found[0]
            message = f"{shortened(written)} is {remark.what}: it {remark.becomes}{_more(remark, found[1:])}"
            context.warn(remark.code, message, pos, remark.hint)


def _more(remark: Remark, found: list[tuple[str, d.Pos | None]]) -> str:
    """Return what is said of the others: how many, and all that is left out."""
    if not found:
        return ""
    if "left out" in remark.becomes:
        return f" (as {', '.join(shortened(written) for written, _ in found[:_MOST])})"
    return f" (as {'is' if len(found) == 1 else 'are'} {len(found)} more)"


def shortened(text: str) -> str:
    """Return `text` on one line, with dots for what is too much for a message."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
