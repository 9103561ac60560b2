"""TeX as engineers write it, in the words that pandoc knows: of LaTeX's packages, of KaTeX, of MathJax.

What pandoc would drop without a word is kept: rules of arrays are written into their first cell as a mark,
which is read again from what pandoc makes (`rules`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from specexport.graphics.formulas import rules, tex
from specexport.graphics.formulas.tex import Tokens, UnbalancedError
from specexport.graphics.formulas.words import (
    ARROWS,
    BRACKETS,
    FONTS,
    INFIX,
    MACROS,
    OPTIONAL,
    SPACES,
    SYMBOLS,
    TEXT,
)

_DELIMITERS = {
    "": (".", "."),
    "p": ("(", ")"),
    "b": ("[", "]"),
    "B": (r"\{", r"\}"),
    "v": ("|", "|"),
    "V": (r"\|", r"\|"),
}
_RULES = {"\\hline": "1", "\\toprule": "1", "\\midrule": "1", "\\bottomrule": "1", "\\hdashline": "d"}
_LINES = frozenset({"\\\\", "\\cr", "\\newline", "\\tabularnewline"})
_SPANNING = frozenset({"\\cline", "\\cmidrule"})
# Environments that may have a place in brackets, and those that have an argument.
_PLACED = frozenset({"aligned", "alignedat", "gathered", "array", "darray", "tabular", "multlined", "split"})
_STARRED = frozenset(f"{kind}matrix*" for kind in _DELIMITERS)
_WITH_COLUMNS = frozenset({"array", "darray", "subarray", "tabular", "alignat", "alignedat"})
_ROW_END = " \\\\ "
_ENDS = _LINES | {"&", "\\end"}
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


def known(text: str) -> str:
    """Return a formula as pandoc reads it; one that is not balanced stays as it is."""
    return _known(text)[0]


def fault(text: str) -> str:
    """Return why a formula cannot be read, as far as it is seen here; nothing if it is not."""
    return _known(text)[1]


@lru_cache(maxsize=1024)
def _known(text: str) -> tuple[str, str]:
    if not set(text) & set("\\%{}"):
        return text, ""
    try:
        return _Rewriter(tex.uncommented(text)).whole(), ""
    except UnbalancedError as error:
        return text, str(error)
    except RecursionError:
        return text, "it has too many levels"


class _Rewriter:
    """Rewrites one text. What it does not know goes through."""

    def __init__(self, text: str) -> None:
        self._tokens = Tokens(text)

    def whole(self) -> str:
        """Return the whole text. Raises UnbalancedError."""
        made = self._stacked()
        if self._tokens.next:
            raise UnbalancedError("a { is missing")
        return made

    def _stacked(self) -> str:
        """Return what comes up to a closing brace; lines broken outside of environments are put in one."""
        lines = self._lines()
        if len(lines) == 1:
            return lines[0]
        name = "aligned" if any(_has_column(line) for line in lines) else "gathered"
        return _environment(name, "", [[line] for line in lines])

    def _lines(self) -> list[str]:
        """Return the lines up to a closing brace, without a last one that has nothing."""
        lines = [self.run(_LINES)]
        while self._tokens.next in _LINES:
            self._line_end()
            lines.append(self.run(_LINES))
        return lines[:-1] if len(lines) > 1 and not lines[-1].strip() else lines

    def run(self, ends: frozenset[str] = frozenset()) -> str:
        """Return what stands before one of `ends` or a closing brace, rewritten."""
        tokens = self._tokens
        made: list[str] = []
        while tokens.next and tokens.next not in ends and tokens.next != "}":
            token = tokens.take()
            if token in INFIX:
                return f"{INFIX[token]}{{{''.join(made)}}}{{{self.run(ends)}}}"
            if font := FONTS.get(token):
                made.append(f"{font}{{{self.run(ends)}}}")
            else:
                made.append(self._token(token))
        return "".join(made)

    def _token(self, token: str) -> str:
        if token == "{":
            return self._braced()
        if not token.startswith("\\"):
            return token
        if token == "\\begin":
            return self._environment()
        if token == "\\substack":
            lines = _Rewriter(self._tokens.group())._lines()
            return f"\\substack{{{_ROW_END.join(lines)}}}"
        if token in TEXT:
            return _text(TEXT[token], self._tokens.group())
        if token in MACROS:
            return self._macro(token)
        if token in BRACKETS and self._tokens.next == ".":
            self._tokens.take()
            return ""
        if token in SPACES:
            return rules.space(self._tokens.length())
        if token in ARROWS:
            below, above = self._tokens.option(), rewritten(self._tokens.group())
            arrow = f"\\overset{{{above}}}{{{ARROWS[token]}}}"
            return f"\\underset{{{rewritten(below)}}}{{{arrow}}}" if below else arrow
        if token in ("\\mathbf", "\\bold", "\\mathbold"):
            return _bold(self._tokens.group())
        return SYMBOLS.get(token, token)

    def _braced(self) -> str:
        inside = self._stacked()
        if self._tokens.take() != "}":
            raise UnbalancedError("a } is missing")
        # A comma in braces is that of a number.
        return r"\text{,}" if inside == "," else f"{{{inside}}}"

    def _macro(self, name: str) -> str:
        if self._tokens.next == "*" and name + "*" in MACROS:
            name += self._tokens.take()
        count, template = MACROS[name]
        if name in OPTIONAL:
            self._tokens.option()
        # First all arguments, so that nothing in one of them is taken for the place of another.
        arguments = [rewritten(self._tokens.group()) for _ in range(count)]
        parts = re.split(r"#(\d)", template)
        return "".join(arguments[int(part) - 1] if at % 2 else part for at, part in enumerate(parts))

    def _environment(self) -> str:
        name = self._tokens.group()
        bare = name.removesuffix("*")
        aligned = self._tokens.placement() if bare in _PLACED or name in _STARRED else ""
        columns = self._tokens.group() if bare in _WITH_COLUMNS else ""
        rows, lines = self._rows()
        if self._tokens.group() != name:
            raise UnbalancedError(f"\\end{{{name}}} is missing")
        return _made(name, aligned if name.endswith("matrix*") else columns, rows, lines)

    def _rows(self) -> tuple[list[list[str]], list[str]]:
        """Return the cells of an environment up to its end, and the rules around its rows."""
        rows: list[list[str]] = []
        lines: list[str] = []
        while True:
            lines.append(self._rules())
            cells = [self.run(_ENDS)]
            while self._tokens.next == "&":
                self._tokens.take()
                cells.append(self.run(_ENDS))
            token = self._tokens.next
            if token == "\\end" and rows and not "".join(cells).strip() and len(cells) == 1:
                break
            rows.append(cells)
            if token == "\\end":
                lines.append("")
                break
            if token not in _LINES:
                raise UnbalancedError("an \\end is missing")
            self._line_end()
        self._tokens.take()
        return rows, lines

    def _line_end(self) -> None:
        self._tokens.take()
        if self._tokens.next == "*":
            self._tokens.take()
        self._tokens.distance()

    def _rules(self) -> str:
        """Return the rules that stand before a row: for all columns, or for those that are named."""
        found = ""
        while True:
            self._tokens.skip_space()
            if self._tokens.next in _RULES:
                found += _RULES[self._tokens.take()]
                self._tokens.option()
            elif self._tokens.next in _SPANNING:
                self._tokens.take()
                self._tokens.option()
                if self._tokens.next == "(":
                    while self._tokens.next and self._tokens.take() != ")":
                        pass
                found += f"[{self._tokens.group()}]"
            else:
                return found


def rewritten(text: str) -> str:
    """Return an argument rewritten. Raises UnbalancedError."""
    return _Rewriter(text).whole()


def _text(command: str, text: str) -> str:
    """Return words in a formula. Commands within them end the words, for pandoc knows none there."""
    tokens, made, words = Tokens(text), [], ""
    while tokens.next:
        token = tokens.take()
        if token == "$":
            formula = ""
            while tokens.next and tokens.next != "$":
                formula += tokens.take()
            tokens.take()
            made += [_words(command, words), f"{{{rewritten(formula)}}}"]
            words = ""
        elif token in TEXT:
            made += [_words(command, words), _text(TEXT[token], tokens.group())]
            words = ""
        elif token in FONTS:
            made, words, command = (
                [*made, _words(command, words)],
                "",
                TEXT.get(FONTS[token].replace("math", "text"), command),
            )
            tokens.skip_space()
        elif token in "{}":
            continue
        elif token in _SAID:
            words += _SAID[token]
        else:
            # pandoc skips the space behind a sign that is escaped.
            words += token + "{}" * (len(token) == 2 and token[0] == "\\" and tokens.next in (" ", "\n"))
    made.append(_words(command, words))
    return "".join(made) if len(made) > 1 else made[0] or "{}"


_SAID = {
    "\\\\": " ",
    "\\ ": "~",
    "\\,": "\u2009",
    "\\;": "~",
    "\\quad": "\u2003",
    "\\ldots": "…",
    "\\dots": "…",
}


def _words(command: str, words: str) -> str:
    return f"{command}{{{words}}}" if words else ""


def _bold(text: str) -> str:
    """Return letters in upright bold type, which pandoc would make oblique; other things as they are."""
    if set(text) <= _PLAIN and text:
        return f"{{{''.join(_heavy(char) for char in text)}}}"
    return f"\\mathbf{{{rewritten(text)}}}"


def _heavy(char: str) -> str:
    for first, bold in (("a", 0x1D41A), ("A", 0x1D400), ("0", 0x1D7CE)):
        if first <= char <= chr(ord(first) + (9 if first == "0" else 25)):
            return chr(bold + ord(char) - ord(first))
    return char


def _has_column(line: str) -> bool:
    return "&" in line.replace("\\&", "") and "\\begin" not in line


def _environment(name: str, argument: str, rows: list[list[str]]) -> str:
    body = _ROW_END.join("&".join(cells) for cells in rows)
    return f"\\begin{{{name}}}{argument} {body} \\end{{{name}}}"


def _made(name: str, argument: str, rows: list[list[str]], lines: list[str]) -> str:
    bare = name.removesuffix("*")
    count = max(len(cells) for cells in rows)
    if bare in ("dcases", "rcases", "drcases"):
        left, right = (".", r"\}") if "r" in bare.removesuffix("cases") else (r"\{", ".")
        table = _environment("array", "{" + "l" * count + "}", _marked(rows, "", lines, count))
        return f"\\left{left}{table}\\right{right}"
    if bare in ("array", "darray", "subarray", "tabular"):
        spec = rules.columns(argument)
        count = max(count, len(spec.aligned))
        marked = _marked(rows, spec.rules, lines, count)
        return _environment("array", "{" + spec.aligned.ljust(count, "c") + "}", marked)
    small = bare.endswith("smallmatrix") and bare != "smallmatrix"
    if small or name.endswith("matrix*"):
        kind = bare.removesuffix("matrix").removesuffix("small")
        left, right = _DELIMITERS.get(kind, (".", "."))
        side = argument if argument in ("l", "r") else "c"
        table = _environment("array", "{" + side * count + "}", _marked(rows, "", lines, count))
        return f"\\left{left}{table}\\right{right}"
    kept = f"{{{argument}}}" if argument else ""
    return _environment(name, kept, _marked(rows, "", lines, count))


def _marked(rows: list[list[str]], uprights: str, lines: list[str], count: int) -> list[list[str]]:
    mark = rules.mark(uprights, lines, count)
    if mark:
        rows = [[f"\\text{{{mark}}}" + rows[0][0], *rows[0][1:]], *rows[1:]]
    return rows
