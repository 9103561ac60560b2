"""TeX as tokens, and what is around them: groups, arguments (The TeXbook, chapters 7 and 8)."""

from __future__ import annotations

import re

from specexport.core.patterns import regex

_TOKEN = regex(r"\\(?:[A-Za-z]+|.)|.", re.DOTALL)
_SPACE = " \t\r\n"
_COMMENT = regex(r"(?<!\\)((?:\\\\)*)%[^\n]*(\n[ \t]*|\Z)")
# A sign of percent that its author did not escape: it stands behind a number.
_PERCENT = regex(r"(\d(?:\\[,;: ]|[ ~])?)(?<!\\)%")

_DISTANCE = regex(r"\[\s*-?[\d.]*\s*(?:[a-z]{2}|\\[A-Za-z]+)\s*\]")


class UnbalancedError(ValueError):
    """Braces, or the beginnings and ends of environments, do not match."""


def uncommented(tex: str) -> str:
    """Return TeX without comments. A percent sign behind a number is one, and begins no comment."""
    if "%" not in tex:
        return tex
    return _COMMENT.sub(r"\1", _PERCENT.sub(r"\1\\%", tex))


class Tokens:
    """The tokens of a text, read from the left."""

    def __init__(self, tex: str) -> None:
        self._tokens: list[str] = _TOKEN.findall(tex)
        self._at = 0

    @property
    def next(self) -> str:
        """Return the token that comes next, nothing at the end."""
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def take(self) -> str:
        """Return the next token and go beyond it."""
        token = self.next
        self._at += 1
        return token

    def skip_space(self) -> None:
        """Go beyond white space."""
        while self.next and self.next in _SPACE:
            self._at += 1

    def group(self) -> str:
        """Return what stands in the braces that come next, or the next token. Raises UnbalancedError."""
        self.skip_space()
        if self.next != "{":
            return self.take()
        self.take()
        return self._until("{", "}")

    def option(self) -> str | None:
        """Return what stands in the brackets that come next, if they do. Raises UnbalancedError."""
        before = self._at
        self.skip_space()
        if self.next != "[":
            self._at = before
            return None
        self.take()
        return self._until("[", "]")

    def placement(self) -> str:
        """Return the place of an environment in brackets, such as `[t]`, if it comes next."""
        found = "".join(self._tokens[self._at : self._at + 3])
        if not re.fullmatch(r"\[[tbclr]\]", found):
            return ""
        self._at += 3
        return found[1]

    def distance(self) -> None:
        """Go beyond a length in brackets, such as `[2pt]`, if it comes next."""
        end = next(
            (at for at in range(self._at, min(self._at + 20, len(self._tokens))) if self._tokens[at] == "]"),
            0,
        )
        if _DISTANCE.fullmatch("".join(self._tokens[self._at : end + 1])):
            self._at = end + 1

    def length(self) -> str:
        """Return the length that comes next, in braces or not, such as `3pt`. Raises UnbalancedError."""
        self.skip_space()
        if self.next == "*":
            self.take()
        if self.next == "{":
            return self.group()
        found = ""
        while self.next and self.next in "+-.0123456789":
            found += self.take()
        while self.next.isalpha() and not found[-2:].isalpha():
            found += self.take()
        return found

    def _until(self, opening: str, closing: str) -> str:
        found: list[str] = []
        depth, braces = 1, 0
        while token := self.take():
            braces += (token == "{") - (token == "}")
            inside = opening == "{" or braces == 0
            depth += ((token == opening) - (token == closing)) * inside
            if depth == 0:
                return "".join(found)
            found.append(token)
        raise UnbalancedError(f"a {closing} is missing")
