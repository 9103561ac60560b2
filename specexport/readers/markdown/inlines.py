"""Inlines: the text of a paragraph, heading or cell becomes nodes (CommonMark 0.31.2, 6; GFM 6.5, 6.9).

mistune reads code spans, autolinks, tags and the targets of links. Brackets and delimiter runs are resolved
here, in linear time and with positions.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from specexport.core.diagnostics import Diagnostic, SpecExportError
from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import languages, walk
from specexport.model.characters import clean
from specexport.model.classes import EMOJI
from specexport.readers.common import picture_sizes
from specexport.readers.markdown import attributes, autolinks
from specexport.readers.markdown.blocks import FOOTNOTE_LABEL
from specexport.readers.markdown.dialects.seam import Grammar, Spot
from specexport.readers.markdown.emphasis import MAX_DEPTH, Resolver, run_at
from specexport.readers.markdown.engine import (
    InlineRules,
    InlineState,
    escape_url,
    parse_link,
    parse_link_label,
    unescape_char,
    unikey,
)
from specexport.readers.markdown.targets import spaced
from specexport.readers.markdown.text import emoji, unescape, words
from specexport.readers.markdown.variables import WRITTEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from re import Pattern

    from specexport.readers.markdown.emphasis import Piece
    from specexport.readers.markdown.engine import Token
    from specexport.readers.markdown.includes import SourcePart
    from specexport.readers.markdown.places import Place
    from specexport.readers.markdown.variables import Variables

NoteMaker: TypeAlias = "Callable[[str, d.Pos], d.Inline]"

SPECIAL = regex(r"[\\`*_~^\[\]<\n@$]|!\[|\{\{|(?:https?|ftp)://|www\.")
_TILDES = regex(r"~+")
_STARS = regex(r"\*+")
_LINES = regex(r"_+")
_RUNS: dict[str, Pattern[str]] = {"*": _STARS, "_": _LINES, "~": _TILDES}
_INDENT = regex(r"[ \t]*")
# Formulas: `$$…$$`, `` $`…`$ `` and `$…$` as on GitHub, `\\(…\\)` as in TeX.
# In `\\text{…}` dollars begin and end a formula within the formula.
_WORDS = (
    r"\\(?:text|textrm|textbf|textit|textsf|texttt|mbox|hbox)[ \t]*"
    r"\{(?:[^{}\\]|\\.|\{(?:[^{}\\]|\\.)*+\})*+\}"
)
_DISPLAY = regex(r"\$\$((?:" + _WORDS + r"|[^$\\]|\\.)++)\$\$", re.DOTALL)
_QUOTED = regex(r"\$`([^`\n]+)`\$")
_FORMULA = regex(r"\$(?![\s$])((?:" + _WORDS + r"|[^$\\]|\\.)++)(?<![^\\]\s)\$(?![\w$])", re.DOTALL)
_TEX = regex(r"\\\(((?:[^\\\n]|\\(?![()]).)+)\\\)")
# `H~2~O` and `x^2^`: at a letter, figure or bracket, and without space, or it is struck out or a caret.
_SCRIPT = {
    "~": re.compile(r"~([^\s~^`*\[\]<>\\$|]{1,40})~(?!~)"),
    "^": re.compile(r"\^([^\s~^`*\[\]<>\\$|]{1,40})\^(?![\w^])"),
}
_MARKUP = regex(r"[\\^_{}]")
_FOOTNOTE = regex(r"\[" + FOOTNOTE_LABEL + r"\]")
_ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_LONGEST_LABEL = 999
# So many pieces one text may have: no author writes such a paragraph, and no page is made of it in time.
_MOST_PIECES = 60_000


_NO_GRAMMAR = Grammar((), SPECIAL)


class Inlines:
    """Reads inlines. `env` is what the block parser noted, `note` makes the node of a footnote.

    Raises SpecExportError (SX022) for a text that holds more than anybody can read.
    """

    def __init__(
        self,
        env: dict[str, Any],
        note: NoteMaker,
        variables: Variables,
        name: str,
        part: SourcePart | None = None,
    ) -> None:
        self._name = name
        self.links: dict[str, dict[str, str]] = env["ref_links"]
        self.notes: dict[str, Token] = env.get("footnotes", {})
        self.note = note
        self.variables = variables
        self.has_html = False
        self.in_heading = False
        self.part = part
        self._grammar = part.grammar if part else _NO_GRAMMAR
        self._rules = InlineRules()

    def refuse(self, pos: d.Pos) -> NoReturn:
        """Raise the error for a text that holds too much."""
        message = f"one text holds more than {_MOST_PIECES} brackets, stars and other marks"
        pos = d.Pos(pos.line, pos.line)
        raise SpecExportError(
            Diagnostic("SX022", message, "error", self._name, pos, "divide it into paragraphs")
        )

    @staticmethod
    def heading_words(text: str, start: int, place: Place) -> Iterator[d.Inline]:
        """Yield what a heading's `text`, without markup and at `start`, says: emoji with names."""
        done = 0
        for first, end, name, character in emoji(text):
            if first > done:
                yield d.Str(text=words(text[done:first]), pos=place(start + done, start + first))
            pos = place(start + first, start + end)
            attr = d.Attr(classes=(EMOJI,), pairs=((EMOJI, name),))
            yield d.Span(content=(d.Str(text=character, pos=pos),), attr=attr, pos=pos)
            done = end
        if done < len(text):
            yield d.Str(text=words(text[done:]), pos=place(start + done, start + len(text)))

    def __call__(self, text: str, place: Place) -> tuple[d.Inline, ...]:
        """Return the inlines of `text`, which stands at `place`."""
        if not self._grammar.special.search(text):
            if self.in_heading:
                return tuple(self.heading_words(text, 0, place))
            return (d.Str(text=words(text), pos=place(0, len(text))),) if text else ()
        return _Scan(text, place, self, self._rules).read(self._grammar)


class _Bracket:
    """An opening bracket: the offset behind it, and its place among the pieces."""

    __slots__ = ("image", "index", "nested", "start")

    def __init__(self, start: int, index: int, image: bool) -> None:
        self.start = start
        self.index = index
        self.image = image
        self.nested = False


class _Scan:
    """One text being read. Between `_done` and the cursor stands text that has not become a piece yet."""

    def __init__(self, src: str, place: Place, inlines: Inlines, rules: InlineRules) -> None:
        self._src = src
        self._place = place
        self._inlines = inlines
        self._rules = rules
        self._state = InlineState({})
        self._state.src = src
        self._resolver = Resolver(place)
        self._pieces: list[Piece] = []
        self._brackets: list[_Bracket] = []
        # Brackets below this height do not open links any more: they would hold a link.
        self._barrier = 0
        # Brackets below this height open nothing any more: they would hold what is nested too deeply.
        self._sealed = 0
        self._done = 0
        self._automatic = False
        # No address in round brackets begins at or behind the last that closes one.
        self._last_address = src.rfind(")")

    def read(self, grammar: Grammar) -> tuple[d.Inline, ...]:
        """Return the inlines of the whole text."""
        search, own, cursor = grammar.special.search, grammar.rules, 0
        while match := search(self._src, cursor):
            first, at = match[0][0], match.start()
            read = _READERS.get(first, _Scan._url if len(match[0]) > 1 else _Scan._nothing)
            cursor = (first in own and self._in_dialect(at, grammar)) or read(self, at) or at + 1
        self._text(len(self._src))
        return self._resolver.resolve(self._pieces)

    def _text(self, end: int) -> None:
        """Make a piece of the text up to `end`."""
        if end > self._done:
            text = self._src[self._done : end]
            if self._inlines.in_heading:
                self._pieces += self._inlines.heading_words(text, self._done, self._place)
            else:
                self._pieces.append(d.Str(text=words(text), pos=self._place(self._done, end)))
        self._done = end

    def _emit(self, piece: Piece, start: int, end: int) -> int:
        """Add `piece`, which stands for the text from `start` to `end`."""
        self._text(start)
        self._pieces.append(piece)
        self._done = end
        if len(self._pieces) > _MOST_PIECES:
            self._inlines.refuse(self._place(0, 1))
        return end

    def _nothing(self, _: int) -> None:
        """Read what only the document's dialect could have known."""

    def _in_dialect(self, at: int, grammar: Grammar) -> int | None:
        """Read what a rule of the document's dialect knows."""
        assert self._inlines.part
        found = grammar.made(self._src, at, Spot(self._place, self._inlines, self._inlines.part))
        if found is None:
            return None
        pieces, end = found
        self._text(at)
        self._done = at
        for piece in pieces:
            self._emit(piece, at, end)
        self._done = end
        return end

    def _escape(self, at: int) -> int | None:
        following = self._src[at + 1 : at + 2]
        if following == "\n":
            return self._break(at, at + 1, hard=True)
        if following == "(" and (tex := _TEX.match(self._src, at)) and _MARKUP.search(tex[1]):
            return self._formula(tex[1], at, tex.end())
        if following not in _ESCAPABLE or not following:
            return None
        return self._emit(d.Str(text=following, pos=self._place(at, at + 2)), at, at + 2)

    def _math(self, at: int) -> int | None:
        if display := _DISPLAY.match(self._src, at):
            return self._formula(display[1], at, display.end(), display=True)
        found = _QUOTED.match(self._src, at) or _FORMULA.match(self._src, at)
        if found is None or (at and self._src[at - 1].isalnum()) or not _is_formula(found[1]):
            return None
        return self._formula(found[1], at, found.end())

    def _formula(self, text: str, at: int, end: int, display: bool = False) -> int:
        pos = self._place(at, end)
        return self._emit(d.Math(text=text.strip(), display=display, pos=pos), at, end)

    def _newline(self, at: int) -> int:
        start = at
        while start > self._done and self._src[start - 1] == " ":
            start -= 1
        return self._break(start, at, hard=at - start >= 2)

    def _break(self, start: int, at: int, hard: bool) -> int:
        end = _INDENT.match(self._src, at + 1).end()  # type: ignore[union-attr]  # it matches everywhere
        pos = self._place(start, at)
        return self._emit(d.LineBreak(pos=pos) if hard else d.SoftBreak(pos=pos), start, end)

    def _variable(self, at: int) -> int | None:
        found = WRITTEN.match(self._src, at)
        if found is None:
            return at + 2
        pos = self._place(at, found.end())
        for node in self._inlines.variables(found[1], found[0], pos):
            self._emit(node, at, found.end())
            at = found.end()
        return at

    def _script(self, at: int) -> int | None:
        """Read a superscript or subscript."""
        found = _SCRIPT[self._src[at]].match(self._src, at)
        if found is None or not at or not (self._src[at - 1].isalnum() or self._src[at - 1] in ")]"):
            return None
        content = (d.Str(text=words(found[1]), pos=self._place(at + 1, found.end() - 1)),)
        pos = self._place(at, found.end())
        node = d.Superscript if self._src[at] == "^" else d.Subscript
        return self._emit(node(content=content, pos=pos), at, found.end())

    def _tildes(self, at: int) -> int:
        return self._script(at) or self._run(at)

    def _run(self, at: int) -> int:
        end = _RUNS[self._src[at]].match(self._src, at).end()  # type: ignore[union-attr]  # it matches there
        if self._src[at] == "~" and end - at > 2:
            return end
        run = run_at(self._src, at, end)
        return self._emit(run, at, end) if run.opens or run.closes else end

    def _verbatim(self, at: int) -> int | None:
        """Read a code span, an autolink in angle brackets, or a tag."""
        found = self._rules.token(self._state, at)
        if found is None:
            return None
        token, end = found
        pos = self._place(at, end)
        match token["type"]:
            case "codespan":
                attr, end = self._attributes(end)
                return self._emit(d.Code(text=token["raw"], attr=attr, pos=self._place(at, end)), at, end)
            case "inline_html":
                self._inlines.has_html = True
                return self._emit(d.RawInline(format="html", text=token["raw"], pos=pos), at, end)
            case "link":
                words = d.Str(text=token["children"][0]["raw"], pos=pos)
                attr, end = self._attributes(end)
                return self._link_to(token["attrs"]["url"], words, at, end, attr)
        return end

    def _link_to(self, url: str, words: d.Str, start: int, end: int, attr: d.Attr = d.NO_ATTR) -> int:
        self._automatic = True
        link = d.Link(content=(words,), url=clean(url), attr=attr, pos=self._place(start, end))
        return self._emit(link, start, end)

    def _url(self, at: int) -> int | None:
        if self._state.in_link or not (found := autolinks.url(self._src, at, bool(self._brackets))):
            return None
        url, end = found
        return self._link_to(url, d.Str(text=self._src[at:end], pos=self._place(at, end)), at, end)

    def _mail(self, at: int) -> int | None:
        if self._state.in_link or not (found := autolinks.mail(self._src, self._done, at)):
            return None
        start, end = found
        words = d.Str(text=self._src[start:end], pos=self._place(start, end))
        return self._link_to(f"mailto:{words.text}", words, start, end)

    def _open(self, at: int) -> int:
        image = self._src[at] == "!"
        if not image and (note := _FOOTNOTE.match(self._src, at)):
            key = unikey(note["footnote_key"])
            if key in self._inlines.notes:
                pos = self._place(at, note.end())
                return self._emit(self._inlines.note(key, pos), at, note.end())
        elif (
            image
            and (note := _FOOTNOTE.match(self._src, at + 1))
            and unikey(note["footnote_key"]) in self._inlines.notes
        ):
            return at + 1
        end = at + 1 + image
        if self._brackets:
            self._brackets[-1].nested = True
        self._emit(d.Str(text=self._src[at:end], pos=self._place(at, end)), at, end)
        self._brackets.append(_Bracket(end, len(self._pieces) - 1, image))
        return end

    def _close(self, at: int) -> int | None:
        if not self._brackets:
            return None
        bracket = self._brackets.pop()
        height = len(self._brackets)
        shallow = height >= self._sealed
        active = shallow and (bracket.image or height >= self._barrier)
        self._barrier, self._sealed = min(self._barrier, height), min(self._sealed, height)
        found = self._target(bracket, at) if active else None
        if found is None and shallow:
            found = self._spoken(bracket, at)
        if found is None:
            return None
        attrs, end = found
        self._text(at)
        inner = self._pieces[bracket.index + 1 :]
        if self._resolver.depth(inner) >= MAX_DEPTH:
            self._sealed = height
            return None
        content = self._resolver.resolve(inner)
        del self._pieces[bracket.index :]
        self._done = at
        return self._link(bracket, content, attrs, end)

    def _link(
        self, bracket: _Bracket, content: tuple[d.Inline, ...], attrs: dict[str, str | None], end: int
    ) -> int:
        """Add a link or picture, with the attributes that follow it at `end`; return the offset behind."""
        attr, end = self._attributes(end)
        if bracket.image:
            said, content = picture_sizes.of_words(content)
            attr = picture_sizes.sized(attr, picture_sizes.of_size(attrs.get("size") or ""), said)
        pos = self._place(bracket.start - 1 - bracket.image, end)
        url = self._inlines.variables.in_url(clean(attrs.get("url") or ""), pos)
        title = unescape(attrs.get("title") or "")
        node: d.Inline
        if bracket.image:
            node = d.Image(content=content, url=url, title=title, attr=attr, pos=pos)
        elif not attrs:
            node = d.Span(content=content, attr=attr, pos=pos)
        else:
            if self._automatic:
                content = walk.rewrite(content, lambda node: node.content if type(node) is d.Link else node)
            node = d.Link(content=content, url=url, title=title, attr=attr, pos=pos)
            self._barrier = len(self._brackets)
        self._resolver.depths[id(node)] = self._resolver.depth(content) + 1
        self._pieces.append(node)
        self._done = end
        return end

    def _attributes(self, end: int) -> tuple[d.Attr, int]:
        """Return the attributes in braces that follow at `end`, and the offset behind them."""
        found = attributes.at(self._src, end) if self._src.startswith("{", end) else None
        return found or (d.NO_ATTR, end)

    def _spoken(self, bracket: _Bracket, at: int) -> tuple[dict[str, Any], int] | None:
        """Return no link for brackets whose words are in a language that braces behind them name."""
        named = not bracket.image and languages.of(self._attributes(at + 1)[0])
        return ({}, at + 1) if named else None

    def _target(self, bracket: _Bracket, at: int) -> tuple[dict[str, Any], int] | None:
        """Return where the brackets that close at `at` lead, and the offset behind it (section 6.3)."""
        src, end = self._src, at + 1
        if src.startswith("(", end, self._last_address):
            if bracket.image and (sized := picture_sizes.target(src, end)):
                return sized[0] | {"url": escape_url(unescape_char(sized[0]["url"]))}, sized[1]
            attrs, after = parse_link(src, end + 1)
            if attrs is not None and after is not None:
                return attrs, after
            if found := spaced(src, end, bracket.image):
                return found
        if not self._inlines.links:
            return None
        label: str | None = None
        if src.startswith("[", end):
            label, after = parse_link_label(src, end + 1)
            end = after or end
        if not label:
            if bracket.nested or at - bracket.start > _LONGEST_LABEL:
                return None
            label = src[bracket.start : at]
        attrs = self._inlines.links.get(unikey(label))
        return None if attrs is None else (attrs, end)


def _is_formula(text: str) -> bool:
    """Say whether what stands between two dollar signs is a formula, not prices or variables of a shell."""
    return bool(_MARKUP.search(text)) or not (any(map(str.isspace, text)) and text[0].isdecimal())


_READERS: dict[str, Callable[[_Scan, int], int | None]] = {
    "\\": _Scan._escape,
    "\n": _Scan._newline,
    "`": _Scan._verbatim,
    "<": _Scan._verbatim,
    "*": _Scan._run,
    "_": _Scan._run,
    "~": _Scan._tildes,
    "^": _Scan._script,
    "{": _Scan._variable,
    "[": _Scan._open,
    "!": _Scan._open,
    "]": _Scan._close,
    "@": _Scan._mail,
    "$": _Scan._math,
}
