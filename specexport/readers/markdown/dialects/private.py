"""Comments that are for authors only: they are gone before a text is read, so that they reach nothing.

Each character of a comment gives way to HIDDEN, which no source can hold, so that all else keeps its place;
line ends stay. Code is left alone. Comments of HTML are the affair of the reader of HTML; they are found here
only where the source itself is passed on.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core.patterns import regex
from specexport.model.document import Pos
from specexport.readers.markdown import drawn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specexport.core.context import Context

HIDDEN = "\x01"
"""The character in the place of those of a comment; `text.decode` lets none in."""

_BLANK = regex(r"\n[ \t>]*(?:\n|\Z)")
_FENCE = regex(r"(?:[ \t]|>|[-*+][ \t]|\d{1,9}[.)][ \t])*(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)")
_TICKS = regex(r"`+")
_SIGNS = regex(r"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*")
_INDENTED = regex(r"(?: {4}| {0,3}\t)")
# What an indented line may belong to, rather than be code: an item, note, definition, tab or admonition.
_HOLDS_INDENTED = regex(r" {0,3}(?:[-*+]|\d{1,9}[.)]|:|\[\^[^\]]+\]:|!!!|\?\?\?\+?|===[!+]?)(?:[ \t]|$)")


class Form(Struct, frozen=True):
    """How comments are written: what opens one, and what closes it.

    One that is `guessed` is told as such. One that is `alone` stands in lines of its own. `within` says
    whether it ends with its paragraph, `open_ended` whether one that nothing closes goes on to the end.
    """

    opens: str
    closes: re.Pattern[str]
    guessed: bool = False
    alone: bool = False
    within: bool = False
    open_ended: bool = False


# `%%` at a place where it opens or closes something: not behind or before a letter, figure or third sign.
_PERCENT = Form(r"(?<![\w%\\])%%(?!%)", re.compile(r"(?<!%)%%(?![\w%])"), guessed=True, within=True)
_PERCENTS = Form(r"%%(?=[ \t]*$)", re.compile(r"^[ \t>]*%%[ \t]*$", re.MULTILINE), guessed=True, alone=True)
_OBSIDIAN = Form(r"(?<!\\)%%", re.compile(r"%%"), open_ended=True)
_MDX = Form(r"(?<!\\)\{\s*/\*", re.compile(r"\*/\s*\}"))
_KRAMDOWN = Form(r"\{::comment\}", re.compile(r"\{:/(?:comment)?\}"))
_LIQUID = Form(r"\{%-?[ \t]*comment[ \t]*-?%\}", re.compile(r"\{%-?[ \t]*endcomment[ \t]*-?%\}"))
_CLOSED = (_MDX, _KRAMDOWN, _LIQUID)
_PLAIN = (_PERCENTS, _PERCENT, *_CLOSED)
_FORMS: dict[str, tuple[Form, ...]] = {"obsidian": (_OBSIDIAN, *_CLOSED), "plain": ()}
_HTML = Form(r"<!--", re.compile(r"(?<=<!--)-?>|--!?>"), open_ended=True)
# Only in a block of HTML a comment that nothing closes is one (CommonMark 0.31.2, 4.6).
_BLOCK_OF_HTML = regex(r"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*<")
_OPENS = regex(r"<!--|%%|\{\s*/\*|\{::comment\}|\{%-?[ \t]*comment[ \t]*-?%\}")
_CLOSES = regex(r"(?:--!?>|%%[ \t]*|\*/\s*\}|\{:/(?:comment)?\}|\{%-?[ \t]*endcomment[ \t]*-?%\})\Z")
_LETTER = regex(r"\S")
_BRACES = regex(r"\{(?:\s*/\*|::comment|%-?[ \t]*comment)")


class Comment(Struct, frozen=True):
    """A comment: the offsets at which it begins and ends, how it is written, and whether it is closed."""

    start: int
    end: int
    form: Form
    closed: bool = True


def found(text: str, dialect: str, start: int = 0, *, html: bool = False) -> list[Comment]:
    """Return the private comments in `text` from `start` on, those of HTML where `html` asks for them."""
    forms = _FORMS.get(dialect, _PLAIN)
    if not (("%" in text and "%%" in text) or ("{" in text and _BRACES.search(text, start))):
        forms = ()
    if html and "<!--" in text:
        forms += (_HTML,)
    return list(_Search(text, forms, start).comments()) if forms else []


def replaced(text: str, comments: Iterable[Comment], by: str = "") -> str:
    """Return `text` with `by` for every comment, or with HIDDEN for each of its characters but line ends."""
    parts, end = [], 0
    for comment in comments:
        parts.append(text[end : comment.start])
        parts.append(by or re.sub(r"[^\n]", HIDDEN, text[comment.start : comment.end]))
        end = comment.end
    return "".join((*parts, text[end:]))


def may_be_in(text: str) -> bool:
    """Say whether a text has a sign that begins a comment, one of HTML included."""
    return "<!--" in text or "%%" in text or ("{" in text and bool(_BRACES.search(text)))


def blanked(text: str, comments: Iterable[Comment]) -> str:
    """Return `text` with spaces for the words of every comment: its signs and line ends stay."""
    parts: list[str] = []
    end = 0
    for comment in comments:
        first = _OPENS.match(text, comment.start)
        begins = first.end() if first else comment.start
        last = _CLOSES.search(text, begins, comment.end)
        ends = last.start() if last else comment.end
        parts += (text[end:begins], _LETTER.sub(" ", text[begins:ends]), text[ends : comment.end])
        end = comment.end
    return "".join((*parts, text[end:]))


def offset(text: str, lines: int) -> int:
    """Return the offset at which `text` begins without its first `lines`."""
    at = 0
    for _ in range(lines):
        at = text.find("\n", at) + 1
    return at


def tell(text: str, comments: list[Comment], context: Context) -> None:
    """Report that `comments` are left out of `text`, without saying what stands in them."""
    first = next((one for one in comments if one.form.guessed or not one.closed), comments[0])
    line = text.count("\n", 0, first.start) + 1
    pos = Pos(line, line, first.start - text.rfind("\n", 0, first.start))
    count = "a private comment is" if len(comments) == 1 else f"{len(comments)} private comments are"
    if not first.closed:
        message = f"{count} left out, of which one goes on to the end, for nothing closes it"
        context.warn("SX803", message, pos, "close it")
    elif first.form.guessed:
        hint = "if it is none, put it between backticks or say dialect: plain in the front matter"
        context.warn("SX803", f"{count} left out: what stands between two %%", pos, hint)
    else:
        context.inform("SX803", f"{count} left out", pos)


class _Search:
    """A search for comments through a text, line by line, that passes over code."""

    def __init__(self, text: str, forms: tuple[Form, ...], start: int) -> None:
        self._text = text
        self._forms = {f"form{index}": form for index, form in enumerate(forms)}
        opens = "|".join(f"(?P<{name}>{form.opens})" for name, form in self._forms.items())
        self._opens = re.compile(f"(?P<ticks>`+)|{opens}", re.MULTILINE)
        self._at = start
        self._after_blank = True
        self._holds = False
        self._paragraph = (start, start)
        self._runs: dict[int, list[int]] = {}
        # The forms that nothing closes from here on.
        self._unclosed: set[str] = set()

    def comments(self) -> Iterator[Comment]:
        """Yield the comments in their order."""
        while self._at < len(self._text):
            line = self._text[self._at : self._end_of_line(self._at)]
            fence, indented = _FENCE.match(line), _INDENTED.match(line)
            if fence and (fence["fence"][0] == "~" or "`" not in fence["info"]):
                self._pass_fence(fence["fence"])
            elif (":::" in line or "<" in line) and (diagram := drawn.behind(self._text, self._at)):
                self._at = self._end_of_line(diagram)
            elif not line.strip() or (indented and self._after_blank and not self._holds):
                self._at += max(len(line), 1)
                self._after_blank = True
            else:
                if not indented:
                    self._holds = bool(_HOLDS_INDENTED.match(line)) or (self._holds and line[0] == " ")
                yield from self._in_line()

    def _end_of_line(self, at: int) -> int:
        return self._text.find("\n", at) + 1 or len(self._text)

    def _pass_fence(self, fence: str) -> None:
        closing = re.compile(rf"^[ \t>]*{fence[0]}{{{len(fence)},}}[ \t]*$", re.MULTILINE)
        match = closing.search(self._text, self._end_of_line(self._at))
        self._at = self._end_of_line(match.end()) if match else len(self._text)
        self._after_blank = False

    def _in_line(self) -> Iterator[Comment]:
        """Yield the comments that begin in this line, and in those that code or a comment goes on to."""
        end = self._end_of_line(self._at)
        while match := self._opens.search(self._text, self._at, end):
            if match["ticks"]:
                self._at = self._end_of_code(match)
            elif comment := self._comment(match):
                yield comment
                self._at = comment.end
            else:
                self._at = match.start() + 1
            if self._at >= end:
                end = self._end_of_line(self._at - 1)
        self._at = max(end, self._at)
        self._after_blank = False

    def _comment(self, match: re.Match[str]) -> Comment | None:
        name = str(match.lastgroup)
        form = self._forms[name]
        if form.alone and not self._is_first(match.start()):
            return self._other(match)
        closing = None if name in self._unclosed else self._closing(form, match.end())
        if closing:
            return Comment(match.start(), closing.end(), form)
        if not form.within:
            self._unclosed.add(name)
        if not form.open_ended or (form is _HTML and not self._is_html(match.start())):
            return None
        return Comment(match.start(), len(self._text), form, closed=False)

    def _is_first(self, at: int) -> bool:
        """Say whether nothing but signs of items and quotations stands before an offset in its line."""
        return bool(_SIGNS.fullmatch(self._text, self._text.rfind("\n", 0, at) + 1, at))

    def _other(self, match: re.Match[str]) -> Comment | None:
        """Return the comment within a paragraph that begins where none that stands alone does."""
        for form in self._forms.values():
            if form.within and re.compile(form.opens).match(self._text, match.start()):
                closing = self._closing(form, match.end())
                return Comment(match.start(), closing.end(), form) if closing else None
        return None

    def _is_html(self, at: int) -> bool:
        return bool(_BLOCK_OF_HTML.match(self._text, self._text.rfind("\n", 0, at) + 1))

    def _closing(self, form: Form, at: int) -> re.Match[str] | None:
        if not form.within:
            return form.closes.search(self._text, at)
        limit = self._end_of_paragraph(at)
        while closing := form.closes.search(self._text, at, limit):
            ticks = _TICKS.search(self._text, at, closing.start())
            if not ticks:
                return closing
            at = self._end_of_code(ticks)
        return None

    def _end_of_paragraph(self, at: int) -> int:
        start, end = self._paragraph
        if not start <= at < end:
            blank = _BLANK.search(self._text, at)
            end = blank.start() + 1 if blank else len(self._text)
            self._paragraph, self._runs = (at, end), {}
            for run in _TICKS.finditer(self._text, at, end):
                self._runs.setdefault(len(run[0]), []).append(run.start())
        return end

    def _end_of_code(self, ticks: re.Match[str]) -> int:
        """Return where the code that backticks begin ends, or where they end (CommonMark 0.31.2, 6.1)."""
        escaped = self._text[max(ticks.start() - 1, 0)] == "\\"
        self._end_of_paragraph(ticks.start())
        same = self._runs.get(len(ticks[0]), [])
        index = bisect_left(same, ticks.end())
        return same[index] + len(ticks[0]) if index < len(same) and not escaped else ticks.end()
